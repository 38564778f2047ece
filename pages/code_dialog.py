"""The window for the code that was sent."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page


class CodeDialog:
    """On the practice copy the code stands in the window: no text message is sent."""

    url = None  # a window over the security-info page: it has no address of its own
    owner = "microsoft"
    heading = ""
    assumed = False

    def __init__(self, page: Page) -> None:
        self.page = page
        self.window: Locator = page.get_by_role("dialog")
        self.code: Locator = self.window.get_by_role("textbox", name=re.compile("kod", re.IGNORECASE)).first
        self.way_on: Locator = self.window.get_by_role("button", name="Nästa")
        # The window before this one has a list of countries. Its field is what is judged, and so not waited for.
        self.ready: Locator = self.window.filter(has_not=page.get_by_role("combobox"))
        self.moving: tuple[Locator, ...] = ()
