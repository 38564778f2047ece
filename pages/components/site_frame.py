"""What stands around every page of eslov.se: header, the bar at the bottom, footer."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page


class SiteFrame:
    """Municipio's landmarks. The bar with the staff link lies between main and footer, in neither of them."""

    def __init__(self, page: Page) -> None:
        self.header: Locator = page.get_by_role("banner")
        self.footer: Locator = page.get_by_role("contentinfo")
        self.staff_link: Locator = page.get_by_role("link", name="För dig som är medarbetare").last
        self.search: Locator = page.get_by_role("search")
        self.notices: Locator = page.get_by_role("status")
        self.dates: Locator = page.get_by_text(re.compile(r"^\s*(publicerad|uppdaterad|senast ändrad)", re.IGNORECASE))
        self.moving: tuple[Locator, ...] = (self.notices, self.dates, page.get_by_role("time"))
