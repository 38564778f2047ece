"""Microsoft Authenticator where phones get it: the App Store and Google Play."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


class AppStorePage:
    """The app's page in the App Store."""

    url = "https://apps.apple.com/se/app/microsoft-authenticator/id983156458"
    owner = "apple"
    heading = "Microsoft Authenticator"
    assumed = False

    def __init__(self, page: Page) -> None:
        self.page = page
        self.ready: Locator = page.get_by_role("heading").first
        self.moving: tuple[Locator, ...] = ()


class GooglePlayPage:
    """The app's page on Google Play."""

    url = "https://play.google.com/store/apps/details?id=com.azure.authenticator"
    owner = "google"
    heading = "Microsoft Authenticator"
    assumed = False

    def __init__(self, page: Page) -> None:
        self.page = page
        self.ready: Locator = page.get_by_role("heading").first
        self.moving: tuple[Locator, ...] = ()
