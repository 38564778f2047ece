"""One look at a page: it holds still, then its snapshot and one screenshot are taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Error, Page, Request, Response

from guidevakt.snapshot import Snapshot, parse

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
