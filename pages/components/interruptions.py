"""What comes over a page by itself and a reader waves away or reads past: consent, surveys, a chat, a notice on top."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

_SET_ASIDE = Path(__file__).with_name("interruptions.js").read_text("utf-8")


class Interruptions:
    """Never clicked: that would be to answer for somebody. They are taken out of sight while the page is open."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def set_aside(self, *, spare_windows: bool = False) -> None:
        """Take out what lies over the page, and whatever comes later. `spare_windows`: the page's own part is a window,
        so that one goes only if it says that it is about something else (cookies, a survey, a chat)."""
        self.page.evaluate(_SET_ASIDE, spare_windows)
