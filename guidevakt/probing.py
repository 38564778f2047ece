"""What a snapshot does not tell of a page, asked of the browser before a claim is judged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from playwright.sync_api import Error, Page

from guidevakt.snapshot import Box, Element, Over, Probe, legible


class Unseen(NamedTuple):
    """Labels that stand in the document unseen: by their own doing, or in something closed that a reader can open; and
    `inert`, those that are seen on what no click reaches. `opened_by`: what opens each of the tucked, by what it
    says."""

    hidden: Sequence[str]
    tucked: Sequence[str]
    inert: Sequence[str]
    opened_by: Sequence[str] = ()


# Seen is what elementFromPoint finds where the element's own words (or, without words, its box) are painted, in ink
# that stands out from what lies behind it. A contrast of 1.1 is what WCAG's formula gives for greys a step apart: no
# reader tells them from one another (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
_PROBE = """element => {
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
  const share = style => Number(style.opacity) * (style.filter.match(/opacity\\(([\\d.]+)\\)/)?.[1] ?? 1);
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
      || style.backgroundImage !== 'none' || !/^(transparent|rgba.*, 0(\\.[0-4]\\d*)?\\))$/.test(style.backgroundColor);
  };
  // What holds it is met before it where a part that style alone draws lies over it.
  const laysOver = e => ['::before', '::after'].some(part => {
    const style = getComputedStyle(e, part);
    return style.content !== 'none' && /absolute|fixed/.test(style.position) && style.opacity > 0.5
      && !/^(transparent|rgba.*, 0(\\.[0-4]\\d*)?\\))$/.test(style.backgroundColor);
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
}"""

# Where pictures are drawn: by an element of their own, or as the background of one that says nothing.
_PICTURES = """() => {
  const all = root => [...root.querySelectorAll('*')].flatMap(e => e.shadowRoot ? [e, ...all(e.shadowRoot)] : [e]);
  const isPicture = e => e.matches('input[type=image]')
    || /^(img|svg|canvas)$/.test(e.localName) && (e.localName !== 'img' || e.naturalWidth)
    || !e.textContent.trim() && !e.matches('input, select, textarea, button, a')
    && getComputedStyle(e).backgroundImage.startsWith('url(');
  const shown = e => e.checkVisibility({visibilityProperty: true, opacityProperty: true});
  return all(document.body ?? document).filter(e => isPicture(e) && shown(e)).map(e => {
    const { x, y, width, height } = e.getBoundingClientRect();
    return [x + scrollX, y + scrollY, width, height];
  }).filter(([x, , width]) => x + width > 0 && x < innerWidth);
}"""

# The window that lies over the page: a layer that takes the clicks nearly everywhere and holds no part of the page.
_OVER = """() => {
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
  const says = e => (e.innerText || '').replace(/\\s+/g, ' ').trim();
  if (!over || !says(over)) return null;
  const shown = e => e.checkVisibility({visibilityProperty: true, opacityProperty: true}) && says(e);
  const windows = [over, ...over.querySelectorAll('*')].filter(e => e.matches(WINDOW) && shown(e));
  let ownBox = windows.at(-1) || over;
  for (let e; !windows.length && (e = [...ownBox.children].find(child => says(child) === says(ownBox)));) ownBox = e;
  const named = ownBox.getAttribute('aria-label')
    || (ownBox.getAttribute('aria-labelledby') || '').split(' ').map(id => document.getElementById(id)?.innerText || '')
      .join(' ').trim();
  const heading = [...ownBox.querySelectorAll('h1, h2, h3, h4, [role=heading]')].find(shown);
  const label = (heading ? says(heading) : named || ownBox.innerText.trim().split('\\n')[0]).slice(0, 120);
  const {x, y, width, height} = ownBox.getBoundingClientRect();
  return {label, box: [x + scrollX, y + scrollY, width, height]};
}"""

# A label that stands in the document unseen: `tucked` in something closed that a reader has in sight and can open, or
# `hidden` by its own doing, or with a larger part of the page. In a whole menu or window that is closed and that
# nothing in sight opens, it is neither.
_UNSEEN = """labels => {
  const WINDOW = 'dialog, [role=dialog], [role=alertdialog]';
  const EDGE = '(?:[^\\\\p{L}\\\\p{M}\\\\p{N}+#°№()]|(?<=\\\\s)\\\\+)+'; // as names.fold, in so far as a script can
  const fold = text => {
    const read = text.normalize('NFC').replace(/\\p{Default_Ignorable_Code_Point}/gu, '')
      .replace(/[\\s\\p{Co}]+/gu, ' ').trim().toLowerCase();
    return read.replace(new RegExp(`^(?:${EDGE}|\\\\+(?=[\\\\s\\\\p{L}]))+|${EDGE}$`, 'gu'), '') || read;
  };
  const all = root => [...root.querySelectorAll('*')].flatMap(e => e.shadowRoot ? [e, ...all(e.shadowRoot)] : [e]);
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
  const MORE = /visa|mer\\b|fler|andra|öppna|meny|alternativ|more|show|open|menu|option/i;
  const SHOWS = /^(visa|se) (fler|mer)|^(fler|andra) (alternativ|metoder|sätt)|^show more|^more options/;
  const opens = e => e.matches('button, summary, [aria-expanded], [aria-haspopup], [role=button], a') ? e
    : e.children.length === 1 ? opens(e.children[0]) : null;
  const refers = (trigger, id) => ['aria-controls', 'popovertarget', 'commandfor', 'href', 'data-target',
    'data-bs-target', 'onclick'].some(name => new RegExp(`(^|[^\\\\w-])${CSS.escape(id)}($|[^\\\\w-])`)
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
}"""


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
                found[element.ref] = _probe(exact.evaluate(_PROBE, timeout=2000))
    if found:
        page.evaluate("scrollTo(0, 0)")
    return found


def _probe(facts: Mapping[str, Any]) -> Probe:
    """The browser's facts as data; `facts` has the names of Probe's fields."""
    written: dict[str, Any] = {name: legible(told) if isinstance(told, str) else told for name, told in facts.items()}
    return Probe(**written)


def over(page: Page) -> Over | None:
    """The window that lies over all of the page, where one does."""
    found = page.evaluate(_OVER)
    return Over(found["label"], tuple(found["box"])) if found else None


def pictures(page: Page) -> list[Box]:
    """Where pictures are seen, whatever they are called, in CSS px from the document's top left corner."""
    return [(x, y, width, height) for x, y, width, height in page.evaluate(_PICTURES)]


def unseen_labels(page: Page, labels: Collection[str]) -> Unseen:
    """Those of the labels that stand in the document but cannot be seen."""
    return Unseen(**page.evaluate(_UNSEEN, list(labels)))
