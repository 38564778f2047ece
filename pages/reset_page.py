"""eslov.se's own page about resetting a password: three steps and the way on to Microsoft."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from pages.components.site_frame import SiteFrame


class ResetPage:
    """The three steps, and below them "Gå till lösenordsåterställning"."""

    url = "https://eslov.se/for-medarbetare/aterstall-ditt-losenord/"
    owner = "eslov.se"
    heading = "Återställ ditt lösenord"
    assumed = True  # the slug is inferred from how eslov.se makes slugs

    def __init__(self, page: Page) -> None:
        self.page = page
        self.frame = SiteFrame(page)
        self.steps: Locator = page.get_by_role("main").get_by_role("listitem")
        self.way_on: Locator = page.get_by_role("link", name="Gå till lösenordsåterställning")
        self.ready: Locator = page.get_by_role("main")
        self.moving: tuple[Locator, ...] = self.frame.moving
