"""The message that all is done."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from pages.components.window import window


class DoneDialog:
    """Says that the verification is complete."""

    url = None  # a window over the security-info page: it has no address of its own
    owner = "microsoft"
    heading = ""
    assumed = False

    def __init__(self, page: Page) -> None:
        self.page = page
        self.window: Locator = window(page)
        self.message: Locator = page.get_by_role("status").or_(page.get_by_role("alert"))
        # The message may be a plain text; the window before it has a field.
        without_field = self.window.filter(has_not=page.get_by_role("textbox"))
        self.ready: Locator = without_field.or_(self.message).first
        self.moving: tuple[Locator, ...] = ()
