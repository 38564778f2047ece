// The comparer: approved and received picture beside each other, on each other with a line to draw between them or with
// the one shining through, and what differs; at the size the person chooses. Without it they stand under each other.
'use strict';
(() => {
  const SAID = ['Bara den nya bilden', 'Mest den nya bilden', 'Hälften av varje', 'Mest den godkända bilden', 'Bara den godkända bilden'];

  const comparer = (root) => {
    const one = (selector) => root.querySelector(selector);
    const all = (selector) => [...root.querySelectorAll(selector)];
    const views = one('.views'), stack = one('.stack'), blend = one('[data-blend]');
    const shots = all('.shot').map((shot) => ({ shot, home: shot.parentElement }));
    const chosen = (group) => one(`[data-${group}]:checked`);

    const show = () => {
      const mode = chosen('mode')?.value ?? 'side', stacked = mode !== 'side';
      root.dataset.mode = mode;
      lay(stacked);
      if (stack) {
        one('.blend').hidden = mode !== 'slide' && mode !== 'overlay';
        for (const text of all('.blend [data-for]')) text.hidden = text.dataset.for !== mode;
        mix();
      }
      zoom();
    };

    const lay = (stacked) => {
      views.hidden = stacked;
      if (!stack) return;
      stack.hidden = !stacked;
      for (const { shot, home } of shots) (stacked ? stack.querySelector('.layers') : home).append(shot);
    };

    const mix = () => {
      root.style.setProperty('--blend', blend.value);
      const old = root.dataset.mode === 'slide' ? blend.value / 25 : 4 - blend.value / 25;
      blend.setAttribute('aria-valuetext', SAID[old > 0 && old < 4 ? Math.min(3, Math.max(1, Math.round(old))) : old]);
    };

    // What changed comes into view when the picture grows larger than its window.
    const zoom = () => {
      root.dataset.zoom = chosen('zoom').value;
      for (const pan of all('.pan')) {
        const mark = pan.querySelector('[data-kind=received] .mark') ?? pan.querySelector('.mark');
        if (!mark || root.dataset.zoom === 'fit') continue;
        const at = mark.getBoundingClientRect(), frame = pan.getBoundingClientRect();
        pan.scrollLeft += at.x + at.width / 2 - frame.x - frame.width / 2;
        pan.scrollTop += at.y + at.height / 2 - frame.y - frame.height / 2;
      }
    };

    // The pictures beside each other are moved as one; what a picture tells of being moved so moves nothing in turn.
    const put = new Map(), where = (pan) => `${pan.scrollLeft} ${pan.scrollTop}`;
    const together = (moved) => {
      if (put.get(moved) === where(moved)) return;
      put.delete(moved);
      for (const pan of all('.views .pan')) {
        if (pan === moved) continue;
        pan.scrollTo(moved.scrollLeft, moved.scrollTop);
        put.set(pan, where(pan));
      }
    };

    // A mouse draws the picture about; with a line between the pictures, any pointer draws the line.
    const draw = (pan, down) => {
      const line = root.dataset.mode === 'slide';
      if (down.button || (!line && down.pointerType !== 'mouse')) return;
      const layers = line ? pan.querySelector('.layers').getBoundingClientRect() : null;
      const from = { x: down.clientX + pan.scrollLeft, y: down.clientY + pan.scrollTop };
      const move = (event) => {
        if (line) {
          blend.value = (100 * (event.clientX - layers.x)) / layers.width;
          mix();
        } else {
          pan.scrollTo(from.x - event.clientX, from.y - event.clientY);
        }
      };
      const end = () => pan.removeEventListener('pointermove', move);
      pan.setPointerCapture(down.pointerId);
      pan.addEventListener('pointermove', move);
      for (const ended of ['pointerup', 'pointercancel']) pan.addEventListener(ended, end, { once: true });
      if (line) move(down);
      down.preventDefault();
      pan.focus({ preventScroll: true });
    };

    for (const radio of all('[data-mode]:is(input)')) radio.addEventListener('change', show);
    for (const radio of all('[data-zoom]:is(input)')) radio.addEventListener('change', zoom);
    one('[data-frames]')?.addEventListener('change', (event) => root.classList.toggle('unframed', !event.target.checked));
    blend?.addEventListener('input', mix);
    for (const pan of all('.pan')) pan.addEventListener('pointerdown', (event) => draw(pan, event));
    for (const pan of all('.views .pan')) pan.addEventListener('scroll', () => together(pan), { passive: true });
    one('.tools').hidden = false;
    root.classList.add('live');
    // Paper has room for them all.
    addEventListener('beforeprint', () => lay(false));
    addEventListener('afterprint', show);
    show();
  };

  for (const root of document.querySelectorAll('[data-comparer]')) comparer(root);
})();
