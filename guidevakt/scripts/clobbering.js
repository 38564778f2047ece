// A field keeps its name and leaves its form, for a form remembers under which names it was asked for a field (its "past
// names map"). All is asked by way of the prototypes: a form whose own names are hidden cannot be asked itself. Names
// that only say what an attribute says mislead nobody, and are common (id, title).
(() => {
  const own = kinds => new Set(kinds.flatMap(kind => Object.getOwnPropertyNames(kind.prototype)));
  const ofForms = own([EventTarget, Node, Element, HTMLElement]);
  for (const common of ['id', 'title', 'lang', 'dir', 'hidden']) ofForms.delete(common);
  const ofDocuments = own([EventTarget, Node, Document]);
  const { getAttribute, setAttribute, removeAttribute, matches, closest, querySelectorAll } = Element.prototype;
  const FIELDS = 'button, fieldset, input, object, output, select, textarea';
  const hides = (element, names) =>
    ['name', 'id'].filter(attribute => names.has(getAttribute.call(element, attribute)));
  const free = element => {
    const inForm = hides(element, ofForms).length && closest.call(element, 'form, [form]');
    if (inForm && matches.call(element, FIELDS) && getAttribute.call(element, 'form') !== '')
      setAttribute.call(element, 'form', '');
    const names = inForm && matches.call(element, 'img') ? hides(element, ofForms)
      : matches.call(element, 'form, iframe, embed, object, img') ? hides(element, ofDocuments) : [];
    for (const name of names) removeAttribute.call(element, name);
  };
  const seen = records => {
    for (const { type, target, addedNodes } of records) {
      if (type === 'attributes') free(target);
      for (const node of addedNodes)
        if (node instanceof Element) [node, ...querySelectorAll.call(node, '[name], [id]')].forEach(free);
    }
  };
  const watch = root => new MutationObserver(seen).observe(
    root, { childList: true, subtree: true, attributes: true, attributeFilter: ['name', 'id'] });
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (how) {
    const root = attachShadow.call(this, how);
    watch(root);
    return root;
  };
  watch(document);
  // Shadow roots that are written in the page are attached by no script.
  const shadowOf = Object.getOwnPropertyDescriptor(Element.prototype, 'shadowRoot').get;
  const { querySelectorAll: allIn } = DocumentFragment.prototype;
  const sweep = elements => {
    for (const shadow of [...elements].map(element => shadowOf.call(element)).filter(Boolean)) {
      allIn.call(shadow, '[name], [id]').forEach(free);
      watch(shadow);
      sweep(allIn.call(shadow, '*'));
    }
  };
  addEventListener('DOMContentLoaded', () => sweep(querySelectorAll.call(document.documentElement, '*')));
})();
