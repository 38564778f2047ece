"""https://eslov.se/: where the walk to a new password begins."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from pages.components.site_frame import SiteFrame


class StartPage:
    """eslov.se's start page; the staff link stands at its very bottom."""

    url = "https://eslov.se/"
    owner = "eslov.se"
    heading = ""
    assumed = False

    def __init__(self, page: Page) -> None:
        self.page = page
        self.frame = SiteFrame(page)
        self.news: Locator = page.get_by_role("region", name="Senaste nyheter")
        self.events: Locator = page.get_by_role("region", name="På gång")
        self.hero: Locator = page.get_by_role("region", name="Omslag")
        self.ready: Locator = page.get_by_role("main")
        self.moving: tuple[Locator, ...] = (self.news, self.events, self.hero, *self.frame.moving)
