"""https://eslov.se/for-medarbetare/: what the municipality's own staff need."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from pages.components.site_frame import SiteFrame


class StaffPage:
    """The staff page; "Återställ ditt lösenord" may be a card, a button, a menu item or an accordion on it."""

    url = "https://eslov.se/for-medarbetare/"
    owner = "eslov.se"
    heading = "För dig som är medarbetare"
    assumed = True  # the slug has been seen on pages beneath it, not the page itself

    def __init__(self, page: Page) -> None:
        self.page = page
        self.frame = SiteFrame(page)
        self.cards: Locator = page.get_by_role("main").get_by_role("link")
        self.ready: Locator = page.get_by_role("main")
        self.moving: tuple[Locator, ...] = self.frame.moving
