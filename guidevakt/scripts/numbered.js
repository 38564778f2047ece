// Counters are counted as CSS Lists 3 has it (https://www.w3.org/TR/css-lists-3/#auto-numbering): what is reset holds
// for what comes after it beside it, and for what is in that. A number that stands in nothing of its own is told with
// the nearest text around it.
() => {
  const found = [];
  const parts = ['::before', '::marker', '::after'];
  const pairs = told => [...told.matchAll(/(-?[a-z_][\w-]*)(?: (-?\d+))?/gi)].filter(([, name]) => name !== 'none');
  const count = (style, scope) => {
    for (const [, name, from] of pairs(style.counterReset)) scope[name] = {value: Number(from ?? 0)};
    for (const [, name, to] of pairs(style.counterSet ?? '')) (scope[name] ??= {}).value = Number(to ?? 0);
    for (const [, name, by] of pairs(style.counterIncrement)) (scope[name] ??= {value: 0}).value += Number(by ?? 1);
  };
  const around = e => e.innerText?.trim() || !e.parentElement ? e : around(e.parentElement);
  const tell = (e, number) => {
    const {x, y, width, height} = around(e).getBoundingClientRect();
    if (width && height) found.push([number, [x + scrollX, y + scrollY, width, height]]);
  };
  const visit = (e, scope) => {
    const style = getComputedStyle(e);
    if (style.display === 'none') return;
    if (e.matches('ol, ul, menu')) scope['list-item'] = {value: (e.start ?? 1) - 1};
    count(style, scope);
    const isItem = style.display === 'list-item' && !/list-item/.test(style.counterIncrement);
    if (isItem) (scope['list-item'] ??= {value: 0}).value += 1;
    if (isItem && !/^(none|disc|circle|square|disclosure)/.test(style.listStyleType)) tell(e, scope['list-item'].value);
    const within = Object.create(scope);
    for (const part of parts) {
      const drawn = getComputedStyle(e, part);
      if (part === '::after') for (const child of (e.shadowRoot ?? e).children) visit(child, within);
      if (part !== '::marker' && !/^(none|normal)$/.test(drawn.content)) count(drawn, within);
      const name = drawn.content.match(/counters?\((-?[a-z_][\w-]*)/i)?.[1];
      if (name && drawn.display !== 'none') tell(e, within[name]?.value ?? 0);
    }
  };
  if (document.documentElement) visit(document.documentElement, {});
  return found;
}
