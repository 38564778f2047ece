"""The window for the code that was sent."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page

from pages.components.window import window


class CodeDialog:
    """On the practice copy the code stands in the window: no text message is sent."""

    url = None  # a window over the security-info page: it has no address of its own
    owner = "microsoft"
    heading = ""
    assumed = False

    def __init__(self, page: Page) -> None:
        self.page = page
        self.window: Locator = window(page)
        self.code: Locator = self.window.get_by_role("textbox", name=re.compile("kod", re.IGNORECASE)).first
        self.way_on: Locator = self.window.get_by_role("button", name="Nästa")
        # The window may still be the one before, which has a list of countries and a field for a number; what its own
        # field is called is for the guide to say.
        listed = page.get_by_role("combobox").or_(page.locator("[aria-haspopup=listbox], input[type=tel]"))
        self.ready: Locator = self.window.filter(has_not=listed)
        self.moving: tuple[Locator, ...] = ()
