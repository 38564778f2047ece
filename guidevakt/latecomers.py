"""What a page's scripts have still to bring: parts that come after the page has loaded, and a reader waits for."""

from __future__ import annotations

import time
from weakref import WeakKeyDictionary

from playwright.sync_api import BrowserContext, Error, Page, Request

from guidevakt.script import script

#: A script that is to run later than this after the page asked for it brings nothing a reader would wait for, ms.
LATEST_MS = 5000
#: How long a script that is on its way is left to itself before it is asked about again, ms.
_PAUSE_MS = 50

_COUNT = script("pending_work", through_shadows=True)
_AWAIT = script("await_pending")
_SAYS = "() => window[Symbol.for('guidevakt.late')]?.says() ?? ''"


# The scripts of each context that are on their way: no script in the page hears of what `import()` asks for.
_scripts: WeakKeyDictionary[BrowserContext, set[Request]] = WeakKeyDictionary()


def watch(context: BrowserContext) -> None:
    """From the next document on, keep count of what is still to come."""
    context.add_init_script(f"({_COUNT})({LATEST_MS})")
    on_their_way = _scripts.setdefault(context, set())

    def asked(request: Request) -> None:
        if request.resource_type == "script":
            on_their_way.add(request)

    def answered(request: Request) -> None:
        on_their_way.discard(request)

    context.on("request", asked)
    context.on("requestfinished", answered)
    context.on("requestfailed", answered)


def says(page: Page) -> str:
    """All that the page says now, and of how many elements it is made."""
    try:
        return str(page.evaluate(_SAYS))
    except Error:  # the page goes elsewhere meanwhile
        return ""


def wait(page: Page, limit_ms: float, before: str) -> bool:
    """Wait for what is still to come, at most so long. Does the page say other things than it did `before`, or is it
    made of more, or fewer, elements?"""
    until = time.monotonic() + limit_ms / 1000
    try:
        more = bool(page.evaluate(_AWAIT, [limit_ms, before]))
        while not more and _scripts.get(page.context) and (left_s := until - time.monotonic()) > 0:
            page.wait_for_timeout(_PAUSE_MS)
            more = bool(page.evaluate(_AWAIT, [left_s * 1000, before]))
        return more
    except Error:  # the page went elsewhere meanwhile
        return True
