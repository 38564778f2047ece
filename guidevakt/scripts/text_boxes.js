// Where each text that can be seen is drawn, and how style changes its letters, which no snapshot tells:
// [[x, y, width, height] in CSS px from the document's corner, text-transform and font-variant-caps].
() => {
  const range = document.createRange(), found = [];
  const add = (element, { left, top, right, bottom }) => {
    const own = element.getBoundingClientRect(); // what is told to those who hear it alone stands in a box of 1 px
    const x = Math.max(left, own.left), y = Math.max(top, own.top);
    const width = Math.min(right, own.right) - x, height = Math.min(bottom, own.bottom) - y;
    if (width <= 1 || height <= 1 || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      return;
    const { textTransform, fontVariantCaps } = getComputedStyle(element);
    const how = [textTransform, fontVariantCaps].filter(value => value !== 'none' && value !== 'normal').join(' ');
    found.push([[x + scrollX, y + scrollY, width, height], how]);
  };
  const texts = document.createTreeWalker(document.body ?? document, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (!text.data.trim()) continue;
    range.selectNodeContents(text);
    add(text.parentElement, range.getBoundingClientRect());
  }
  for (const button of document.querySelectorAll('input:is([type=submit], [type=button], [type=reset])'))
    add(button, button.getBoundingClientRect());
  return found;
}
