"""https://mysignins.microsoft.com/security-info: a signed-in person's own ways to sign in."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page


class SecurityInfoPage:
    """Säkerhetsinformation is both a menu item and the page that the address opens: the click may change nothing."""

    url = "https://mysignins.microsoft.com/security-info"
    owner = "microsoft"
    heading = "Säkerhetsinformation"
    assumed = False

    def __init__(self, page: Page) -> None:
        self.page = page
        self.menu: Locator = page.get_by_role("navigation")
        self.add_method: Locator = page.get_by_role("button", name="Lägg till inloggningsmetod")
        self.ready: Locator = page.get_by_role("heading", level=1)
        self.ages: Locator = page.get_by_text(re.compile("senast (uppdaterat|ändrat)", re.IGNORECASE))
        self.moving: tuple[Locator, ...] = (self.ages,)
