"""Clicking a thing and finding the page it led to: same tab, new tab, or the same page opened further."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Error, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout


def named(page: Page, label: str) -> Locator:
    """What a reader clicks on for a label: a link, else a button, else a heading, else the text.

    Neither link nor button can be taken for granted: an accordion may be `<details>`, a button or a link.
    """
    name = re.compile(re.escape(label), re.IGNORECASE)
    ways = [
        page.get_by_role("link", name=name),
        page.get_by_role("button", name=name),
        page.get_by_role("heading", name=name),
        page.get_by_text(name),
    ]
    shown = [way.filter(visible=True) for way in ways]
    return next((way.first for way in shown if way.count()), ways[0].first)


_WATCH = Path(__file__).with_name("following.js").read_text("utf-8")
_ANSWERED = "() => !window.guidevaktAnswered || window.guidevaktAnswered()"


def follow(
    page: Page, element: Locator, *, leaves: bool, new_tab: bool, click_ms: float, load_ms: float, patience_ms: float
) -> Page:
    """Click, and give the page that shows what it led to.

    `leaves`: the element is a link to another document; then that document has loaded, or failed to, when this
    returns. What a script does instead is waited for as long as a reader would, `patience_ms`. Whether a page is ready
    is for its page object to say. Raises Playwright's TimeoutError where the element cannot be clicked or nothing comes
    in time, its Error (net::ERR_…) where the document cannot be had.
    """
    opened: list[Page] = []

    def note(tab: Page) -> None:
        opened.append(tab)

    page.context.on("page", note)
    try:
        if leaves and new_tab:
            with page.expect_popup(timeout=load_ms):
                element.click(timeout=click_ms)
        elif leaves:
            with page.expect_navigation(wait_until="load", timeout=load_ms):
                element.click(timeout=click_ms, no_wait_after=True)
        else:
            page.evaluate(_WATCH)
            element.click(timeout=click_ms)
            _await_answer(page, patience_ms)
    except PlaywrightTimeout:
        if not opened:
            raise
    finally:
        page.context.remove_listener("page", note)
    if opened:
        _let_load(opened[0], load_ms)
    return opened[0] if opened else page


def _await_answer(page: Page, patience_ms: float) -> None:
    """Wait until something has come of the click; that nothing does is for who clicked to judge."""
    with suppress(Error):
        page.wait_for_function(_ANSWERED, timeout=patience_ms)
        page.wait_for_load_state("load", timeout=patience_ms)


def _let_load(page: Page, load_ms: float) -> None:
    try:
        page.wait_for_load_state("load", timeout=load_ms)
    except Error:
        return


def is_shown(element: Locator, timeout_ms: float) -> bool:
    """Is the element visible within the time? Never raises."""
    try:
        expect(element.first).to_be_visible(timeout=timeout_ms)
    except (AssertionError, Error):
        return False
    return True
