"""The window in which a way to sign in is chosen."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from pages.components.window import window


class MethodDialog:
    """A list of ways; a row's name goes on with its description, so only its beginning is the way's own name."""

    url = None  # a window over the security-info page: it has no address of its own
    owner = "microsoft"
    heading = ""
    assumed = False

    def __init__(self, page: Page) -> None:
        self.page = page
        self.window: Locator = window(page)
        self.ways: Locator = self.window.get_by_role("button")
        self.ready: Locator = self.window
        self.moving: tuple[Locator, ...] = ()
