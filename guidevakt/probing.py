"""What a snapshot does not tell of a page, asked of the browser before a claim is judged."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress

from playwright.sync_api import Error, Page

from guidevakt.snapshot import Element, Probe

# Seen is what elementFromPoint finds where the element is painted, in ink that differs from what lies behind it.
_PROBE = """element => {
  const box = element.getBoundingClientRect();
  const near = link => link && (link.localName === 'a' || link.localName === 'area') ? link : null;
  const link = near(element) || near(element.closest('a[href]')) || element.querySelector(':scope > a[href]');
  const form = element.form || element.closest('form');
  const inForm = Boolean(form) && element.localName !== 'a';
  const facts = {
    tag: element.localName, type: element.type || '', href: link?.href || '',
    disabled: element.matches(':disabled') || element.getAttribute('aria-disabled') === 'true',
    required: Boolean(element.required), new_tab: link?.target === '_blank',
    leaves: Boolean(link?.href) && /^https?:/.test(link.href)
      && link.href.split('#')[0] !== location.href.split('#')[0],
    submits: inForm && (element.type === 'submit' || element.type === 'image'), visible: true,
  };
  if (element.localName === 'option') return facts;
  const styles = [];
  for (let e = element; e; e = e.parentElement || e.getRootNode().host) styles.push(getComputedStyle(e));
  const opacity = styles.reduce((product, style) => product * Number(style.opacity), 1);
  if (opacity < 0.05 || styles[0].visibility !== 'visible' || !box.width || !box.height)
    return {...facts, visible: false};
  element.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'});
  const rects = [...element.getClientRects()].filter(r => r.width && r.height);
  const points = rects.flatMap(r => [0.5, 0.15, 0.85].map(at => [r.x + r.width * at, r.y + r.height / 2]));
  const root = element.getRootNode();
  const isIt = top => top && (element.contains(top) || top.contains(element) && top !== document.documentElement
    && top !== document.body || top.closest('label')?.contains(element));
  const hit = points.find(([x, y]) => isIt(root.elementFromPoint(x, y)));
  if (!hit) return {...facts, visible: false};
  const clear = colour => colour === 'transparent' || /^rgba.*, 0\\)$|\\/ 0\\)$/.test(colour);
  const ground = ink => {
    for (const e of [ink, ...root.elementsFromPoint(...hit)]) {
      const style = getComputedStyle(e);
      if (style.backgroundImage !== 'none' || /^(img|svg|video|canvas)$/.test(e.localName)) return 'picture';
      if (!clear(style.backgroundColor)) return style.backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  const inks = [element, ...element.querySelectorAll('*')].filter(e => [...e.childNodes].some(
    node => node.nodeType === 3 && node.data.trim()));
  const isUnread = ink => clear(getComputedStyle(ink).color) || getComputedStyle(ink).color === ground(ink);
  const unread = inks.length > 0 && inks.every(isUnread);
  return {...facts, visible: !unread};
}"""

# A label that stands in the document unseen by its own doing, and not because a whole menu around it is closed.
_HIDDEN = """labels => labels.filter(label => {
  const fold = text => text.normalize('NFC').replace(/[\\u00ad\\u200b]/g, '').replace(/\\s+/g, ' ')
    .trim().toLowerCase();
  const wanted = fold(label);
  const closed = e => e.closest('nav, dialog, [role=dialog], [role=menu], details:not([open]), [aria-hidden=true]');
  return [...document.querySelectorAll('a, button, summary, h1, h2, h3, p, label, input, li, span, img')].some(e => {
    const text = fold(e.textContent || e.getAttribute('aria-label') || e.getAttribute('placeholder') || e.alt || '');
    if (text !== wanted || e.checkVisibility({visibilityProperty: true})) return false;
    const container = closed(e);
    return !container || container.checkVisibility({visibilityProperty: true})
      && container.getAttribute('aria-hidden') !== 'true' && !container.matches('details:not([open])');
  });
})"""


def probe(page: Page, elements: Iterable[Element]) -> dict[str, Probe]:
    """What the browser says of each element; one that has gone since the look counts as not to be seen."""
    found: dict[str, Probe] = {}
    for element in elements:
        if not element.ref or element.ref in found:
            continue
        exact = page.locator(f"aria-ref={element.ref}")
        found[element.ref] = Probe(visible=False)
        with suppress(Error):
            if exact.count():  # one that has gone is not waited for
                found[element.ref] = Probe(**exact.evaluate(_PROBE, timeout=2000))
    if found:
        page.evaluate("scrollTo(0, 0)")
    return found


def hidden_labels(page: Page, labels: Collection[str]) -> tuple[str, ...]:
    """Those of the labels that stand in the document but cannot be seen."""
    return tuple(page.evaluate(_HIDDEN, list(labels)))
