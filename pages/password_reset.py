"""https://passwordreset.microsoftonline.com/: the first page of Microsoft's password reset."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


class PasswordResetPage:
    """Two fields and a picture with characters between them. Ids end in random characters and are never used."""

    url = "https://passwordreset.microsoftonline.com/"
    owner = "microsoft"
    heading = ""
    assumed = False

    def __init__(self, page: Page) -> None:
        self.page = page
        self.fields: Locator = page.get_by_role("textbox")
        self.captcha: Locator = page.get_by_role("img")
        self.way_on: Locator = page.get_by_role("button", name="Nästa")
        self.ready: Locator = self.fields.first
        self.moving: tuple[Locator, ...] = (self.captcha,)
