"""What may leave the machine while a guide is walked. Layers, because each alone leaks (design.md, "The guard").

Hosts: all goes by a relay that knows only the allowed ones (`relay.py`), and the browser resolves no names itself.
Methods: everything but GET and HEAD is stopped, in the page and on its way out. Hands: what types or presses exists
only on a page that this run's own server has answered.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Error, Locator, Page, Request, Route, WebSocketRoute

from guidevakt.script import script

#: How long a list may take to show what it offers, and to answer a key or its arrow, ms.
OPENS_MS, ANSWERS_MS = 3000, 500
#: A list is read through so many of its own heights at most: the world's countries are some 30.
SCROLLS_AT_MOST = 100
_SCROLL = script("scroll_list")
_ARROW = script("list_arrow")
#: The header by which the replica's own answers are known; its value is this run's secret.
REPLICA_HEADER = "x-guidevakt-replica"

_COUNT_SUBMITS = script("count_submits")

_STOP_SENDING = script("stop_sending")


@dataclass
class Counts:
    """What a walk sent (submit events, page requests that are not GET) and what the guard held back."""

    forms_sent: int = 0
    blocked: int = 0


def count_forms(context: BrowserContext, counts: Counts) -> None:
    """On the practice copies: let forms go, and count them."""

    submitted = False

    def told(_source: object, _what: str) -> None:
        nonlocal submitted
        submitted = True
        counts.forms_sent += 1

    def requested(request: Request) -> None:
        nonlocal submitted
        if request.is_navigation_request() and request.method not in ("GET", "HEAD"):
            counts.forms_sent += not submitted  # the same form, whose submit event has been counted
            submitted = False

    context.expose_binding("guidevaktTells", told)
    context.add_init_script(_COUNT_SUBMITS)
    context.on("request", requested)


def let_nothing_out(
    context: BrowserContext, counts: Counts, pace: Callable[[], None], left_alone: Callable[[str], bool]
) -> None:
    """On real sites: only GET and HEAD leave, and `pace` is called before each page is asked for. Of a site that is
    `left_alone` none is: the browser is answered as the site answered before, 429."""

    def told(_source: object, _what: str) -> None:
        counts.blocked += 1

    def routed(route: Route) -> None:
        request = route.request
        if request.method not in ("GET", "HEAD"):
            counts.blocked += 1
            route.abort("blockedbyclient")
            return
        if _loads_a_page(request):
            if left_alone(request.url):
                route.fulfill(status=429)
                return
            pace()
        route.continue_()

    def closed(socket: WebSocketRoute) -> None:
        counts.blocked += 1
        socket.close()

    context.expose_binding("guidevaktTells", told)
    context.add_init_script(_STOP_SENDING)
    context.route("**/*", routed)
    context.route_web_socket("**/*", closed)


def _loads_a_page(request: Request) -> bool:
    """Is a whole page asked for, and not a part of one?"""
    if not request.is_navigation_request():
        return False
    try:
        return request.frame.parent_frame is None
    except Error:  # a new tab's first address: the frame is not there yet
        return True


class NotPractice(Exception):
    """Something wanted to type or press on a page that this run's own server has not answered."""


class Hands:
    """Typing, choosing and pressing: on the practice copies alone."""

    def __init__(self, page: Page, headers: dict[str, str], secret: str | None) -> None:
        """`headers` are those the page's document came with. Raises NotPractice unless they hold this run's secret."""
        if not secret or headers.get(REPLICA_HEADER) != secret:
            raise NotPractice(page.url)
        self.page = page

    def fill(self, field: Locator, value: str) -> None:
        """Type the value into a field."""
        field.fill(value)

    def choose(self, listed: Locator, option: str) -> None:
        """Choose the option whose name holds the text: in a native list, or in one that opens when clicked."""
        if listed.evaluate("list => list.localName") == "select":
            value = listed.locator("option", has_text=option).first.get_attribute("value")
            listed.select_option(value=value) if value else listed.select_option(label=option)
            return
        self.unfold(listed, option)
        self.page.get_by_role("option", name=option).first.click(timeout=OPENS_MS)

    def unfold(self, listed: Locator, option: str) -> None:
        """Open a list that is not open, and look for the option in it as a reader would: by its keys or its arrow where
        a click opens nothing, then down to its end, and last by writing, where one can."""
        wanted = self.page.get_by_role("option", name=option).first
        if wanted.is_visible():
            return
        is_open = self.page.get_by_role("option").first.is_visible()
        if not is_open:
            is_open = self._opened(listed)
        if is_open:
            self._scroll_to(wanted)
        if not wanted.is_visible() and listed.evaluate("list => list.localName") == "input":
            listed.fill(option)
            with suppress(Error):
                wanted.wait_for(timeout=OPENS_MS)

    def _opened(self, listed: Locator) -> bool:
        """Open a list, and wait until it offers something. Does it?"""
        listed.click(timeout=OPENS_MS)
        comes = listed.get_attribute("aria-expanded") == "true"  # it has opened, and what it offers is on its way
        return self._offers(ANSWERS_MS) or (not comes and self._opened_otherwise(listed)) or self._offers(OPENS_MS)

    def _opened_otherwise(self, listed: Locator) -> bool:
        """Open a list that a click does not open: with the key that all such lists know (ARIA Authoring Practices,
        Combobox), else with the arrow beside it."""
        listed.press("Alt+ArrowDown", timeout=OPENS_MS)
        if self._offers(ANSWERS_MS):
            return True
        with suppress(Error):
            if arrow := listed.evaluate_handle(_ARROW).as_element():
                arrow.click(timeout=ANSWERS_MS)
        return self._offers(ANSWERS_MS)

    def _offers(self, timeout_ms: float) -> bool:
        """Does a list offer anything within the time?"""
        try:
            self.page.get_by_role("option").first.wait_for(timeout=timeout_ms)
        except Error:
            return False
        return True

    def _scroll_to(self, wanted: Locator) -> None:
        """Down through an open list, whose choices may exist only while they are in sight."""
        choices = self.page.get_by_role("option")
        with suppress(Error):
            for n in range(0 if wanted.is_visible() else SCROLLS_AT_MOST):
                if not choices.first.evaluate(_SCROLL, n == 0, timeout=OPENS_MS) or wanted.is_visible():
                    return

    def press(self, element: Locator, timeout_ms: float) -> None:
        """Press a button that may send a form."""
        element.click(timeout=timeout_ms)
