"""https://mysignins.microsoft.com/security-info: a signed-in person's own ways to sign in."""

from __future__ import annotations

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
        self.methods: Locator = page.get_by_role("table").or_(page.get_by_role("grid"))
        self.account: Locator = page.get_by_role("banner").locator(":scope > :last-child")
        #: An account's own: who is greeted, the methods, and when each was last changed.
        self.moving: tuple[Locator, ...] = (self.account, self.methods)
