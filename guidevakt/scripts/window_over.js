// The window that lies over the page: a layer that takes the clicks nearly everywhere and holds no part of the page.
() => {
  const WINDOW = 'dialog, [role=dialog], [role=alertdialog], [aria-modal=true]';
  const up = e => e.parentElement || e.getRootNode().host;
  const isOwn = e => !e.closest(WINDOW);
  const own = [...document.querySelectorAll('main, [role=main], nav, header, [role=banner], footer')].filter(isOwn);
  const page = own.length ? own : [...document.querySelectorAll('h1')].filter(isOwn);
  if (!page.length) return null;
  const isOver = e => e.matches(':modal') || /fixed|absolute/.test(getComputedStyle(e).position);
  const layer = top => {
    const around = [];
    for (let e = top; e && !/^(?:html|body)$/.test(e.localName); e = up(e)) {
      if (page.some(part => part.contains(e) || e.contains(part))) break;
      around.push(e);
    }
    return around.some(isOver) ? around.at(-1) : null;
  };
  const parts = [0.05, 0.5, 0.95];
  const tops = parts.flatMap(x => parts.map(y => document.elementFromPoint(innerWidth * x, innerHeight * y)));
  const layers = tops.map(top => top && layer(top));
  const over = layers.find(one => one && layers.filter(other => other === one).length >= 7);
  const says = e => (e.innerText || '').replace(/\s+/g, ' ').trim();
  if (!over || !says(over)) return null;
  const shown = e => e.checkVisibility({visibilityProperty: true, opacityProperty: true}) && says(e);
  const windows = [over, ...over.querySelectorAll('*')].filter(e => e.matches(WINDOW) && shown(e));
  let ownBox = windows.at(-1) || over;
  for (let e; !windows.length && (e = [...ownBox.children].find(child => says(child) === says(ownBox)));) ownBox = e;
  const named = ownBox.getAttribute('aria-label')
    || (ownBox.getAttribute('aria-labelledby') || '').split(' ').map(id => document.getElementById(id)?.innerText || '')
      .join(' ').trim();
  const heading = [...ownBox.querySelectorAll('h1, h2, h3, h4, [role=heading]')].find(shown);
  const label = (heading ? says(heading) : named || ownBox.innerText.trim().split('\n')[0]).slice(0, 120);
  const {x, y, width, height} = ownBox.getBoundingClientRect();
  return {label, box: [x + scrollX, y + scrollY, width, height]};
}
