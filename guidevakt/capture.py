"""One look at a page: it comes to rest, personal data is replaced, then one screenshot and its snapshot are taken."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from playwright.sync_api import Download, Error, Frame, Page, Request, Response

from guidevakt import addresses, beside
from guidevakt.landing import NoPage
from guidevakt.look import Look, Wait
from guidevakt.pictures import personal
from guidevakt.pictures.stillness import GIVE_BACK, SETTLE
from guidevakt.script import script
from guidevakt.snapshot import Box, Snapshot, legible, parse, without_values

#: No side of a page is drawn in one piece beyond this, px: Chromium's largest texture
#: (https://github.com/puppeteer/puppeteer/issues/359, 2017). It would try, for minutes, and then give up.
LONGEST_PX = 16_384

#: Of a page without one Playwright takes no picture, and says so when time is out.
_HAS_BODY = "() => Boolean(document.querySelector('body, frameset'))"
_IS_DRAWN_WHOLE = """longest => Math.max(
  document.documentElement?.scrollWidth ?? 0, document.documentElement?.scrollHeight ?? 0) <= longest"""
_FACTS = script("facts")

_WRITTEN = script("written", through_shadows=True)

_SCROLL = script("scroll_to")
_TEXTS = script("text_boxes")


#: The statuses with which a site answers that there is nothing to show, and the browser stays where it was.
_NOTHING = (204, 205)
#: Files by what they are: how their type begins, and how their name ends.
_FILES: dict[NoPage, tuple[str, str]] = {
    "pdf": ("application/pdf", ".pdf"),
    "word": ("application/vnd.openxmlformats-officedocument.wordprocessingml", ".docx"),
    "excel": ("application/vnd.openxmlformats-officedocument.spreadsheetml", ".xlsx"),
}
#: A browser with a window shows a PDF, one without takes it for a file: to a reader of the guide it is no page.
_NEVER_SHOWN = "application/pdf"
#: What a browser may have been on its way to show, and have left for another page.
_PAGES = ("text/html", "application/xhtml")


class Trail:
    """What the documents of a context came with: status, headers, and why the last one did not come."""

    def __init__(self) -> None:
        self._asked: dict[Page, str] = {}
        self._answers: dict[Page, tuple[str, int, dict[str, str]]] = {}
        self._failures: dict[Page, str] = {}
        self._file = ""  # what came as a file: of a new tab's, the browser tells the page that opened it
        self._nowhere = False

    def asked(self, request: Request) -> None:
        """Heard for every request of the context."""
        page = _page_of(request)
        if page:
            self._asked[page] = request.url

    def answered(self, response: Response) -> None:
        """Heard for every response of the context."""
        request = response.request
        page = _page_of(request)
        self._nowhere |= response.status in _NOTHING and _is_of_no_page(request)
        if page and not 300 <= response.status < 400:
            self._answers[page] = (response.url, response.status, response.headers)
            self._failures.pop(page, None)

    def failed(self, request: Request) -> None:
        """Heard for every request that did not come to an answer."""
        page = _page_of(request)
        if page and request.failure and "ERR_ABORTED" not in request.failure:
            self._failures[page] = request.failure

    def downloaded(self, download: Download) -> None:
        """Heard where a file came; it is not taken in."""
        self._file = download.suggested_filename.lower()

    def forget(self, page: Page) -> None:
        """A new address is about to be asked for."""
        self._file, self._nowhere = "", False
        for kept in (self._asked, self._answers, self._failures):
            kept.pop(page, None)

    def came(self, page: Page, stopped: bool) -> NoPage | None:
        """What came where a page was asked for, and no page did; `stopped`: the browser did not go on to show it."""
        status, headers = self.status(page), self.headers(page)
        if status in _NOTHING or (self._nowhere and not status):
            return "nothing"
        kind, file = headers.get("content-type", "").lower(), self._file
        is_file = kind.startswith(_NEVER_SHOWN) or "attachment" in headers.get("content-disposition", "").lower()
        is_file |= stopped and bool(kind) and not kind.startswith(_PAGES)
        if (is_file and 200 <= status < 300) or (file and not self.shown(page)):
            what = (what for what, (type_, end) in _FILES.items() if kind.startswith(type_) or file.endswith(end))
            return next(what, "file")
        return None

    def address(self, page: Page) -> str:
        """The address that was last asked for, redirects included; empty where none was."""
        return self._asked.get(page, "")

    def status(self, page: Page) -> int:
        """The HTTP status of the page's document; 0 where none came."""
        return self._answers.get(page, ("", 0, {}))[1]

    def headers(self, page: Page) -> dict[str, str]:
        """The headers of the page's document, names in lower case."""
        return self._answers.get(page, ("", 0, {}))[2]

    def shown(self, page: Page) -> bool:
        """Does the page show the document that came, and no longer the one before it?"""
        return page in self._answers and self._answers[page][0] == addresses.without_fragment(page.url)

    def failure(self, page: Page) -> str:
        """Chromium's own name for why no document came (net::ERR_…), or nothing."""
        return self._failures.get(page, "")


def _is_of_no_page(request: Request) -> bool:
    """Was it asked for by a tab that is not there: a new one, before anything is shown in it?"""
    try:
        return request.is_navigation_request() and request.frame is None
    except Error:
        return True


def _page_of(request: Request) -> Page | None:
    """The page whose own document was asked for; None for everything else."""
    if not request.is_navigation_request():
        return None
    try:
        return request.frame.page if request.frame.parent_frame is None else None
    except Error:  # "Frame for this navigation request is not available": the page is already another
        return None


#: How often, at most, a page that shows personal data again after it was replaced is looked at anew.
_LOOKS_AT_MOST = 4


def look(
    page: Page, status: int, picture: bool = True, *, wait_s: float = 5, rules: Sequence[personal.Rule] = ()
) -> Look:
    """The page as it is once it has come to rest, for which it has `wait_s` seconds.

    With `picture`, a screenshot too; it is the costly part of a look. `rules` say which personal data is replaced on
    the page before that.
    """
    found = _once(page, status, picture, wait_s, rules)
    for _ in range(_LOOKS_AT_MOST - 1):
        if not set(found.unmet) & {rule.kind for rule in rules}:
            break
        found = _once(page, status, picture, wait_s, rules)  # a page may have drawn itself anew in between
    return found


def _once(page: Page, status: int, picture: bool, wait_s: float, rules: Sequence[personal.Rule]) -> Look:
    unmet = _settled(page, wait_s, rules)
    # One screenshot first: what starts to move meanwhile is finished by it too, and what it shows is then read.
    # Playwright itself waits for fonts, and for nothing else.
    taken = picture and "fonts" not in unmet and page.evaluate(_HAS_BODY)
    whole = not taken or page.evaluate(_IS_DRAWN_WHOLE, LONGEST_PX)
    shot = screenshot(page, whole) if taken else None
    facts: dict[str, Any] = page.evaluate(_FACTS)
    snapshot = Snapshot(
        root=beside.called(without_values(parse("" if facts["bodiless"] else _read(page, wait_s)), _written(page))),
        url=page.url,
        title=legible(facts["title"]),
        language=legible(facts["language"]),
        status=status,
        size=(facts["size"][0], facts["size"][1]),
        viewport=_viewport(page),
    )
    for frame in _come(page) if rules else ():
        _asked(frame, GIVE_BACK)
    exposed = personal.shown(rules, snapshot)
    part = None if whole else (0, 0, *snapshot.viewport)
    return Look(snapshot, None if exposed else shot, facts["loaded"], (*unmet, *exposed), part=part)


def _read(page: Page, wait_s: float) -> str:
    """The page's snapshot, as Playwright writes it. There must be a body: one that is not there is waited for."""
    # What a frame holds that never comes is waited for until time runs out, and then left out.
    patience_ms = None if len(_come(page)) == len(page.frames) else wait_s * 1000
    return page.aria_snapshot(mode="ai", boxes=True, timeout=patience_ms)


def around(page: Page, look: Look, box: Box) -> Look:
    """The same look with a picture of where the box stands, where its own shows another part of the page."""
    if look.screenshot is None or look.part is None or look.pictured(box):
        return look
    left, top = page.evaluate(_SCROLL, [box[0] + box[2] / 2, box[1] + box[3] / 2])
    shot = screenshot(page, whole=False)
    page.evaluate(_SCROLL, [0, 0])
    return replace(look, screenshot=shot, part=(left, top, *look.snapshot.viewport))


def screenshot(page: Page, whole: bool = True) -> bytes:
    """A PNG of the whole page, or of what the window shows, a CSS px as one of its own.

    Chromium refuses a capture now and then, mostly the first one after a start, and takes the same a moment later
    (https://github.com/MarketSquare/robotframework-browser/issues/5237, 2026): it is asked once more.
    """
    take = partial(page.screenshot, full_page=whole, animations="disabled", caret="hide", scale="css")
    try:
        return take()
    except Error as error:
        if "Unable to capture screenshot" not in error.message:
            raise
        return take()


def texts(page: Page) -> tuple[tuple[Box, str], ...]:
    """Where each text of the page is drawn, in CSS px from the document's top left corner, and how style changes its
    letters (`uppercase`, `small-caps`; mostly nothing). Texts in frames are not asked for."""
    found: list[tuple[list[float], str]] = page.evaluate(_TEXTS)
    return tuple(((box[0], box[1], box[2], box[3]), how) for box, how in found)


def _written(page: Page) -> list[Box]:
    """Where values stand that are no field's, in CSS px from the window's top left corner."""
    found: list[Box] = []
    for frame in _come(page):
        boxes = _asked(frame, _WRITTEN) or ()
        outer = frame.frame_element().bounding_box() if boxes and frame.parent_frame else None
        left, top = (outer["x"], outer["y"]) if outer else (0, 0)
        found += [(x + left, y + top, width, height) for x, y, width, height in boxes]
    return found


def _settled(page: Page, wait_s: float, rules: Sequence[personal.Rule]) -> list[Wait]:
    """Let every frame of the page come to rest, and give the waits that were not met in any of them."""
    until, data = time.monotonic() + wait_s, personal.as_data(rules)
    unmet: dict[Wait, None] = {}
    for frame in _come(page):
        left_ms = max(0.0, until - time.monotonic()) * 1000
        unmet |= dict.fromkeys(_asked(frame, SETTLE, {"limit": left_ms, **data}) or ())
    return list(unmet)


def _come(page: Page) -> list[Frame]:
    """The page's frames, but for those whose documents have not come: what such a one is asked, it answers never."""
    return [frame for frame in page.frames if frame.url or frame.parent_frame is None]


def _asked(frame: Frame, script: str, data: Any = None) -> Any:
    """What the script says in the frame; None of a frame within the page that went away meanwhile."""
    try:
        return frame.evaluate(script, data)
    except Error:
        if frame.parent_frame is None:
            raise
        return None


def _viewport(page: Page) -> tuple[int, int]:
    size = page.viewport_size
    return (size["width"], size["height"]) if size else (1280, 900)
