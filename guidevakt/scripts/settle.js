// Waits in one frame of a page, {limit: ms, rules, allowed} → the names of what was not met. A broken picture, a font
// that cannot be had and what is not in view hold nothing up: a reader would not wait for them either.
async ({ limit, rules, allowed }) => {
  const until = performance.now() + limit;
  const kept = (globalThis[Symbol.for('guidevakt')] ??= { values: new Map(), decoded: new Map() });
  let roots = [];
  const findRoots = () => { roots = rootsOf(document); };
  const matching = selector => roots.flatMap(root => [...root.querySelectorAll(selector)]);
  const inView = element => {
    const box = element.getBoundingClientRect();
    const isThere = box.right >= 0 && box.bottom >= 0 && box.left < innerWidth && box.top < innerHeight;
    return isThere && element.getClientRects().length > 0; // nothing that is not laid out has any
  };
  const isSeen = element => inView(element) && element.offsetWidth && element.offsetHeight
    && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });

  const isDecoded = (key, image) => {
    if (!kept.decoded.has(key)) {
      kept.decoded.set(key, false);
      image.decode().catch(() => {}).finally(() => kept.decoded.set(key, true));
    }
    return kept.decoded.get(key);
  };
  const isDrawn = element => {
    if (element instanceof HTMLImageElement) // without a size it has yet to come; 1 px is a counter and no picture
      return element.width === 1 || (element.complete && isDecoded(element.currentSrc, element));
    return [...getComputedStyle(element).backgroundImage.matchAll(/url\("([^"]+)"\)/g)].map(
      ([, src]) => kept.decoded.get(src) ?? isDecoded(src, Object.assign(new Image(), { src }))).every(Boolean);
  };
  const spinning =
    '[role=progressbar]:not([aria-valuenow]), progress:not([value]), [class*=spinner i]:not(:has(input))';
  const waits = {
    fonts: () => document.fonts.status === 'loaded',
    images: () => matching('*').filter(inView).map(isDrawn).every(Boolean),
    busy: () => !matching('[aria-busy=true]').some(isSeen),
    spinner: () => !matching(spinning).some(isSeen),
  };

  // As Playwright does for the time of a screenshot, but for good: the snapshot too is taken of what has come to rest.
  const rest = () => {
    for (const animation of roots.flatMap(root => root.getAnimations())) {
      const lasts = animation.effect && Number.isFinite(animation.effect.getComputedTiming().endTime);
      try { lasts ? animation.finish() : animation.cancel(); } catch { /* one that runs backwards without an end */ }
    }
  };
  if (!kept.bare) {
    kept.bare = new CSSStyleSheet();
    kept.bare.replaceSync('* { scrollbar-width: none !important } ::-webkit-scrollbar { display: none !important }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, kept.bare];
  }

  // Personal data, in text, in what is told of it, and in fields (which get their own value back afterwards).
  const patterns = rules.map(({ pattern, replace }) => ({ pattern: new RegExp(pattern, 'gi'), replace }));
  const flat = text => text.replace(/[ \t\r\n\f]+/g, ' '); // as it is shown, and as the snapshot reads it
  const isOthers = ([found]) => !allowed.includes(found.replace(/\s+/g, ' ').toLowerCase());
  const any = new RegExp(rules.map(({ pattern }) => pattern).join('|'), 'i'); // most texts hold nothing: asked once
  const hits = (text, pattern) => [...text.matchAll(pattern)].filter(isOthers);
  const swapped = (text, { pattern, replace }) => hits(text, pattern).reverse().reduce(
    (said, hit) => said.slice(0, hit.index) + replace + said.slice(hit.index + hit[0].length), text);
  const clean = text => any.test(flat(text)) ? patterns.reduce(swapped, flat(text)) : text;
  // A name may be cut up by <b> and the like: texts that stand in one line are searched as one. What is drawn as a
  // block of its own (as all that stands in a grid or a flex box is) stands under or beside what comes before it.
  const isInline = node => node.localName !== 'br' && /^(?:inline|contents|ruby)/.test(getComputedStyle(node).display);
  const isPart = node => node instanceof Element && isInline(node) && node.parentNode;
  const blockOf = node => isPart(node) ? blockOf(node.parentNode) : node;
  const unread = new Set(['script', 'style', 'noscript', 'textarea']);
  const lines = root => {
    const found = [];
    let block = null;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.ELEMENT_NODE) {
        if (!isInline(node)) block = null;
        continue;
      }
      if (unread.has(node.parentNode.localName)) continue;
      const own = blockOf(node.parentNode);
      if (own !== block) found.push([]);
      block = own;
      found.at(-1).push(node);
    }
    return found;
  };
  const put = (line, start, end, text) => {
    for (const node of line) {
      const length = node.data.length, from = Math.max(start, 0), to = Math.min(end, length);
      if (from < to) { node.replaceData(from, to - from, text); text = ''; }
      start -= length;
      end -= length;
    }
  };
  const told = [
    'alt', 'title', 'aria-label', 'aria-description', 'aria-valuetext', 'aria-placeholder', 'placeholder', 'label',
  ];
  const unseen = ['hidden', 'password', 'checkbox', 'radio', 'file', 'color', 'range'];
  const replaceAll = () => {
    for (const line of roots.flatMap(lines).filter(line => any.test(flat(line.map(node => node.data).join(''))))) {
      for (const node of line) if (flat(node.data) !== node.data) node.data = flat(node.data);
      for (const { pattern, replace } of patterns)
        for (const hit of hits(line.map(node => node.data).join(''), pattern).reverse())
          put(line, hit.index, hit.index + hit[0].length, replace);
    }
    for (const name of told) for (const element of matching(`[${name}]`)) {
      const text = element.getAttribute(name);
      if (clean(text) !== text) element.setAttribute(name, clean(text));
    }
    for (const link of matching('a[href^="mailto:" i], a[href^="tel:" i]')) {
      const text = link.getAttribute('href');
      if (clean(text) !== text) link.setAttribute('href', clean(text));
    }
    for (const field of matching('input, textarea').filter(e => 'value' in e)) { // within SVG they are none
      if (unseen.includes(field.type) || clean(field.value) === field.value) continue;
      if (!kept.values.has(field)) kept.values.set(field, field.value);
      field.value = clean(field.value);
    }
  };

  for (;;) {
    findRoots();
    scrollTo({ top: 0, left: 0, behavior: 'instant' });
    rest();
    if (patterns.length) replaceAll();
    const unmet = Object.keys(waits).filter(name => !waits[name]());
    if (!unmet.length || performance.now() >= until) return unmet;
    await new Promise(done => setTimeout(done, 10));
  }
}
