// A label that stands in the document unseen: `tucked` in something closed that a reader has in sight and can open, or
// `hidden` by its own doing, or with a larger part of the page. In a whole menu or window that is closed and that
// nothing in sight opens, it is neither.
labels => {
  const WINDOW = 'dialog, [role=dialog], [role=alertdialog]';
  const EDGE = '(?:[^\\p{L}\\p{M}\\p{N}+#°№()]|(?<=\\s)\\+)+'; // as names.fold, in so far as a script can
  const fold = text => {
    const read = text.normalize('NFC').replace(/\p{Default_Ignorable_Code_Point}/gu, '')
      .replace(/[\s\p{Co}]+/gu, ' ').trim().toLowerCase();
    return read.replace(new RegExp(`^(?:${EDGE}|\\+(?=[\\s\\p{L}]))+|${EDGE}$`, 'gu'), '') || read;
  };
  const up = e => e.parentElement || e.getRootNode().host;
  const shown = e => e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: false});
  const everything = all(document.body ?? document);
  const texts = e => /^(input|img|textarea|select)$/.test(e.localName)
    ? [e.getAttribute('aria-label'), e.placeholder, e.alt, ...[...e.labels || []].map(l => l.textContent)]
    : [e.textContent, e.getAttribute('aria-label')];
  const named = e => texts(e).filter(text => text && text.length < 300).map(fold);
  const inPart = (e, wanted) => named(e).some(text => ` ${text}`.includes(` ${wanted}`));
  const isOneOf = (e, wanted) => wanted.includes(' ') && e.textContent.length < 3 * wanted.length;
  const carries = (e, wanted) => e.labels || /^(img|option)$/.test(e.localName) || isOneOf(e, wanted)
    ? inPart(e, wanted) : named(e).includes(wanted);
  const MORE = /visa|mer\b|fler|andra|öppna|meny|alternativ|more|show|open|menu|option/i;
  const SHOWS = /^(visa|se) (fler|mer)|^(fler|andra) (alternativ|metoder|sätt)|^show more|^more options/;
  const opens = e => e.matches('button, summary, [aria-expanded], [aria-haspopup], [role=button], a') ? e
    : e.children.length === 1 ? opens(e.children[0]) : null;
  const refers = (trigger, id) => ['aria-controls', 'popovertarget', 'commandfor', 'href', 'data-target',
    'data-bs-target', 'onclick'].some(name => new RegExp(`(^|[^\\w-])${CSS.escape(id)}($|[^\\w-])`)
    .test(trigger.getAttribute(name) || ''));
  const opener = (hider, wanted) => {
    if (hider.localName === 'details') return hider.querySelector(':scope > summary');
    const ids = [hider, ...hider.querySelectorAll(WINDOW)].map(e => e.id).filter(Boolean);
    const told = everything.find(e => e.attributes.length && shown(e) && ids.some(id => refers(e, id)));
    if (told) return told;
    const near = hider.parentElement?.parentElement || hider.parentElement;
    const shows = everything.find(e => near?.contains(e) && e.matches('button, [role=button], a')
      && SHOWS.test(fold(e.textContent)) && shown(e));
    if (shows) return shows;
    const before = hider.previousElementSibling && opens(hider.previousElementSibling);
    if (!before || !shown(before)) return null;
    const says = before.getAttribute('aria-expanded') === 'false' || before.hasAttribute('aria-haspopup')
      || MORE.test(before.textContent);
    const stands = before === hider.previousElementSibling && before.localName === 'button';
    return says || stands && fold(hider.textContent) !== wanted ? before : null;
  };
  const hider = e => {
    for (let at = e; ; at = up(at)) {
      const over = up(at);
      if (!over) return at;
      if (shown(over)) return over.matches('details:not([open])') ? over : at;
    }
  };
  const isToBeOpened = part => part.matches(`[hidden], [aria-hidden=true], ${WINDOW}, [role=menu]`)
    || part.id && everything.some(e => e.attributes.length && refers(e, part.id));
  const closed = e => {
    const container = e.closest(`nav, ${WINDOW}, [role=menu], details:not([open]), [aria-hidden=true]`);
    return container && (container.contains(hider(e)) || isToBeOpened(container))
      && !(shown(container) && container.getAttribute('aria-hidden') !== 'true'
      && !container.matches('details:not([open])'));
  };
  const says = e => (e.innerText.trim() || e.getAttribute('aria-label') || '').slice(0, 80);
  const isInert = e => e.matches('a[href], button, [role=button], [role=link]')
    && e.checkVisibility({visibilityProperty: true, opacityProperty: true}) && !e.closest('[aria-hidden=true]')
    && getComputedStyle(e).pointerEvents === 'none';
  const found = {hidden: [], tucked: [], inert: [], opened_by: []};
  for (const label of labels) {
    const unseen = everything.filter(e => !shown(e.closest('select') || e) && carries(e, fold(label)));
    const openers = unseen.map(e => opener(hider(e), fold(label)));
    const by = openers.find(opener => opener && shown(opener));
    if (by) found.opened_by.push(says(by)), found.tucked.push(label);
    else if (unseen.some(e => !closed(e))) found.hidden.push(label);
    else if (everything.some(e => named(e).includes(fold(label)) && isInert(e))) found.inert.push(label);
  }
  return found;
}
