"""The window that lies over a page: a dialog, or one that wants an answer before anything else (alertdialog)."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


def window(page: Page) -> Locator:
    """The uppermost one that is open: what is drawn last lies over what was drawn before."""
    return page.get_by_role("dialog").or_(page.get_by_role("alertdialog")).last
