"""Microsoft Authenticator where phones get it: the App Store and Google Play."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page

#: Grades, downloads and versions are other ones every week, and the pictures of the app with every release.
_COUNTED = re.compile(r"betyg|recension|nedladdning|version|uppdaterad", re.IGNORECASE)


class AppStorePage:
    """The app's page in the App Store."""

    url = "https://apps.apple.com/se/app/microsoft-authenticator/id983156458"
    owner = "apple"
    heading = "Microsoft Authenticator"
    assumed = False

    def __init__(self, page: Page) -> None:
        self.page = page
        self.ready: Locator = page.get_by_role("heading").first
        self.moving: tuple[Locator, ...] = (page.get_by_text(_COUNTED), page.get_by_role("img"))


class GooglePlayPage:
    """The app's page on Google Play."""

    url = "https://play.google.com/store/apps/details?id=com.azure.authenticator"
    owner = "google"
    heading = "Microsoft Authenticator"
    assumed = False

    def __init__(self, page: Page) -> None:
        self.page = page
        self.ready: Locator = page.get_by_role("heading").first
        self.moving: tuple[Locator, ...] = (page.get_by_text(_COUNTED), page.get_by_role("img"))
