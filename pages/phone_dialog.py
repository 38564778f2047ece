"""The window for country and number."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from pages.components.window import window


class PhoneDialog:
    """Which country is chosen beforehand varies."""

    url = None  # a window over the security-info page: it has no address of its own
    owner = "microsoft"
    heading = ""
    assumed = False

    def __init__(self, page: Page) -> None:
        self.page = page
        self.window: Locator = window(page)
        self.country: Locator = self.window.get_by_role("combobox").first
        self.number: Locator = self.window.get_by_role("textbox").first
        self.way_on: Locator = self.window.get_by_role("button", name="Nästa")
        self.ready: Locator = self.number
        self.moving: tuple[Locator, ...] = ()
