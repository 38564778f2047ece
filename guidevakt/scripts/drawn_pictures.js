// Where pictures are drawn: by an element of their own, or as the background of one that says nothing.
() => {
  const isPicture = e => e.matches('input[type=image]')
    || /^(img|svg|canvas)$/.test(e.localName) && (e.localName !== 'img' || e.naturalWidth)
    || !e.textContent.trim() && !e.matches('input, select, textarea, button, a')
    && getComputedStyle(e).backgroundImage.startsWith('url(');
  const shown = e => e.checkVisibility({visibilityProperty: true, opacityProperty: true});
  return all(document.body ?? document).filter(e => isPicture(e) && shown(e)).map(e => {
    const { x, y, width, height } = e.getBoundingClientRect();
    return [x + scrollX, y + scrollY, width, height];
  }).filter(([x, , width]) => x + width > 0 && x < innerWidth);
}
