"""The message that all is done."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


class DoneDialog:
    """Says that the verification is complete."""

    url = None  # a window over the security-info page: it has no address of its own
    owner = "microsoft"
    heading = ""
    assumed = False

    def __init__(self, page: Page) -> None:
        self.page = page
        self.window: Locator = page.get_by_role("dialog")
        self.message: Locator = self.window.get_by_role("status").or_(self.window.get_by_role("alert"))
        self.ready: Locator = self.message.first
        self.moving: tuple[Locator, ...] = ()
