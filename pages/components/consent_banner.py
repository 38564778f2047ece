"""The box that asks about cookies, where a page has one."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page


class ConsentBanner:
    """Never clicked: that would be to answer for somebody. It is set aside, unseen, for as long as the page is open."""

    def __init__(self, page: Page) -> None:
        name = re.compile("cookie|kakor|samtycke", re.IGNORECASE)
        self.box: Locator = page.get_by_role("region", name=name).or_(page.get_by_role("dialog", name=name))

    def set_aside(self) -> None:
        """Take the banner out of sight, whether it is there or not."""
        for box in self.box.all():
            box.evaluate("box => box.style.setProperty('display', 'none', 'important')")
