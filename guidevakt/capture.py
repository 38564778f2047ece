"""One look at a page: it holds still, then its snapshot and one screenshot are taken.

Also what a snapshot does not tell (`probe`, `hidden_labels`), asked of the browser before a claim is judged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Error, Page, Request, Response

from guidevakt.snapshot import Element, Probe, Snapshot, parse

_STILL = """() => Promise.race([
  Promise.all([document.fonts.ready, ...[...document.images]
    .filter(image => image.loading !== 'lazy').map(image => image.decode().catch(() => {}))]),
  new Promise(done => setTimeout(done, 3000)),
]).then(() => { scrollTo(0, 0); })"""

_FACTS = """() => ({
  title: document.title, language: document.documentElement.lang,
  size: [document.documentElement.scrollWidth, document.documentElement.scrollHeight],
  loaded: document.readyState === 'complete',
})"""

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


class Trail:
    """What the documents of a context came with: status, headers, and why the last one did not come."""

    def __init__(self) -> None:
        self._asked: dict[Page, str] = {}
        self._answers: dict[Page, tuple[str, int, dict[str, str]]] = {}
        self._failures: dict[Page, str] = {}

    def asked(self, request: Request) -> None:
        """Heard for every request of the context."""
        page = _page_of(request)
        if page:
            self._asked[page] = request.url

    def answered(self, response: Response) -> None:
        """Heard for every response of the context."""
        request = response.request
        page = _page_of(request)
        if page and not 300 <= response.status < 400:
            self._answers[page] = (response.url, response.status, response.headers)
            self._failures.pop(page, None)

    def failed(self, request: Request) -> None:
        """Heard for every request that did not come to an answer."""
        page = _page_of(request)
        if page and request.failure and "ERR_ABORTED" not in request.failure:
            self._failures[page] = request.failure

    def forget(self, page: Page) -> None:
        """A new address is about to be asked for."""
        for kept in (self._asked, self._answers, self._failures):
            kept.pop(page, None)

    def address(self, page: Page) -> str:
        """The address that was last asked for, redirects included; empty where none was."""
        return self._asked.get(page, "")

    def status(self, page: Page) -> int:
        """The HTTP status of the page's document; 0 where none came."""
        return self._answers.get(page, ("", 0, {}))[1]

    def headers(self, page: Page) -> dict[str, str]:
        """The headers of the page's document, names in lower case."""
        return self._answers.get(page, ("", 0, {}))[2]

    def failure(self, page: Page) -> str:
        """Chromium's own name for why no document came (net::ERR_…), or nothing."""
        return self._failures.get(page, "")


def _page_of(request: Request) -> Page | None:
    """The page whose own document was asked for; None for everything else."""
    if not request.is_navigation_request():
        return None
    try:
        return request.frame.page if request.frame.parent_frame is None else None
    except Error:  # "Frame for this navigation request is not available": the page is already another
        return None


@dataclass(frozen=True)
class Look:
    """What one look saw. `screenshot` is a PNG of the whole page, where one was taken; `loaded`: nothing was
    still on its way."""

    snapshot: Snapshot
    screenshot: bytes | None
    loaded: bool


def look(page: Page, status: int, picture: bool = True) -> Look:
    """The page as it is now. With `picture`, a screenshot too; it is the costly part of a look."""
    page.evaluate(_STILL)
    # One screenshot first: it also finishes animations, so the snapshot's boxes are where the picture has them.
    shot = page.screenshot(full_page=True, animations="disabled", caret="hide", scale="css") if picture else None
    facts: dict[str, Any] = page.evaluate(_FACTS)
    snapshot = Snapshot(
        root=parse(page.aria_snapshot(mode="ai", boxes=True)),
        url=page.url,
        title=facts["title"],
        language=facts["language"],
        status=status,
        size=(facts["size"][0], facts["size"][1]),
        viewport=_viewport(page),
    )
    return Look(snapshot, shot, facts["loaded"])


def _viewport(page: Page) -> tuple[int, int]:
    size = page.viewport_size
    return (size["width"], size["height"]) if size else (1280, 900)


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
