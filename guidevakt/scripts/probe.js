// Seen is what elementFromPoint finds where the element's own words (or, without words, its box) are painted, in ink
// that stands out from what lies behind it. A contrast of 1.1 is what WCAG's formula gives for greys a step apart: no
// reader tells them from one another (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
element => {
  const near = link => link && (link.localName === 'a' || link.localName === 'area') ? link : null;
  const link = near(element) || near(element.closest('a[*|href]')) || element.querySelector(':scope > a[*|href]');
  const written = link?.href?.baseVal ?? link?.href ?? ''; // within SVG it is an SVGAnimatedString, as it was written
  const isBroken = Boolean(written) && !URL.canParse(written, document.baseURI);
  const href = written && !isBroken ? new URL(written, document.baseURI).href : written;
  const form = element.form || element.closest('form');
  const inForm = Boolean(form) && element.localName !== 'a';
  const facts = {
    tag: element.localName, type: String(element.type || ''), href, broken: isBroken,
    disabled: element.matches(':disabled') || element.getAttribute('aria-disabled') === 'true',
    required: Boolean(element.required) || element.getAttribute('aria-required') === 'true',
    new_tab: link?.getAttribute('target') === '_blank',
    leaves: !isBroken && /^https?:/.test(href) && href.split('#')[0] !== location.href.split('#')[0],
    opens: element.matches('[aria-expanded], [aria-haspopup]'),
    start: element.localName === 'ol' ? element.start : 1,
    submits: inForm && (element.type === 'submit' || element.type === 'image'), visible: true,
  };
  if (element.localName === 'option') return facts;
  const unseen = {...facts, visible: false};
  if (element.localName === 'img' && element.complete && !element.naturalWidth) return unseen;
  const around = [];
  for (let e = element; e; e = e.parentElement || e.getRootNode().host) around.push(e);
  const share = style => Number(style.opacity) * (style.filter.match(/opacity\(([\d.]+)\)/)?.[1] ?? 1);
  const opacity = around.reduce((product, e) => product * share(getComputedStyle(e)), 1);
  if (opacity < 0.05 || getComputedStyle(element).visibility !== 'visible') return unseen;

  const inField = /^(input|textarea|select)$/.test(element.localName);
  const holds = [element, ...element.querySelectorAll('*')];
  const inks = inField ? [] : holds.filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()));
  const words = ink => [...ink.childNodes].filter(n => n.nodeType === 3 && n.data.trim()).flatMap(node => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()];
  });
  const painted = rects => rects.filter(r => r.width >= 2 && r.height >= 2);
  element.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'});
  const root = element.getRootNode();
  const lets = e => around.slice(0, around.indexOf(e)).some(a => getComputedStyle(a).pointerEvents === 'none');
  const isIt = (top, it) => it.contains(top) || top.contains(it) && lets(top) || top.closest('label')?.contains(it)
    || top.shadowRoot && it.contains(top);
  const paints = e => {
    const style = getComputedStyle(e);
    return /^(img|svg|video|canvas|iframe|input|textarea|select|object)$/.test(e.localName) || e === document.body
      || style.backgroundImage !== 'none' || !/^(transparent|rgba.*, 0(\.[0-4]\d*)?\))$/.test(style.backgroundColor);
  };
  // What holds it is met before it where a part that style alone draws lies over it.
  const laysOver = e => ['::before', '::after'].some(part => {
    const style = getComputedStyle(e, part);
    return style.content !== 'none' && /absolute|fixed/.test(style.position) && style.opacity > 0.5
      && !/^(transparent|rgba.*, 0(\.[0-4]\d*)?\))$/.test(style.backgroundColor);
  });
  const isOnTop = (it, x, y) => {
    for (const e of root.elementsFromPoint(x, y)) {
      if (isIt(e, it)) return true;
      if (e.contains(it) ? laysOver(e) : paints(e)) return false;
    }
    return false;
  };
  const at = (rects, it) => rects
    .flatMap(r => [0.5, 0.15, 0.85].map(part => [r.x + r.width * part, r.y + r.height / 2]))
    .find(([x, y]) => isOnTop(it, x, y));
  if (!inks.length) return {...facts, visible: Boolean(at(painted([...element.getClientRects()]), element))};

  const pen = Object.assign(document.createElement('canvas'), {width: 1, height: 1})
    .getContext('2d', {willReadFrequently: true});
  const rgba = colour => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const far = (one, other) => Math.hypot(...[0, 1, 2].map(i => one[i] - other[i])) > 24;
  const ground = (ink, hit) => {
    for (const e of [ink, ...root.elementsFromPoint(...hit)]) {
      const style = getComputedStyle(e);
      if (style.backgroundImage !== 'none' || /^(img|svg|video|canvas)$/.test(e.localName)) return null;
      const colour = rgba(style.backgroundColor);
      if (colour[3] > 12) return colour;
    }
    if (window === parent) return [255, 255, 255, 255];
    for (let e = window.frameElement; e; e = e.parentElement) { // a frame without a ground shows what is behind it
      const style = parent.getComputedStyle(e), colour = rgba(style.backgroundColor);
      if (style.backgroundImage !== 'none') return null;
      if (colour[3] > 12) return colour;
    }
    return window.frameElement ? [255, 255, 255, 255] : null; // another site's frame: nobody can tell
  };
  const isRead = ink => {
    const style = getComputedStyle(ink), hit = at(painted(words(ink)), ink);
    if (!hit || style.visibility !== 'visible' || parseFloat(style.fontSize) < 2) return false;
    if (style.backgroundClip === 'text' && style.backgroundImage !== 'none') return true;
    const colour = rgba(style.webkitTextFillColor), behind = ground(ink, hit);
    return colour[3] > 12 && (!behind || contrast(colour, behind) >= 1.1 || far(colour, behind));
  };
  return {...facts, visible: inks.some(isRead)};
}
