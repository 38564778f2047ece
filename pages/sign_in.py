"""https://login.microsoftonline.com/: Microsoft's sign-in, where a visitor without a session ends."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


class SignInPage:
    """The first page of the sign-in. Nothing is ever typed here."""

    url = "https://login.microsoftonline.com/"
    owner = "microsoft"
    heading = "Logga in"
    assumed = False

    def __init__(self, page: Page) -> None:
        self.page = page
        self.account: Locator = page.get_by_role("textbox").first
        self.ready: Locator = self.account
        self.moving: tuple[Locator, ...] = ()
