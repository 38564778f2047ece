"""Page objects: where things are and what can be done, never what is right.

A page object has its locators once, by role and visible name; `url` (None for a window without an address), `owner`,
`heading` (its main heading, where known), `assumed` (the address is a guess until seen live), `ready` (visible once the
page can be judged) and `moving` (what changes by itself and is left out of picture comparison).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playwright.sync_api import Locator, Page

from pages.app_listing import AppStorePage, GooglePlayPage
from pages.code_dialog import CodeDialog
from pages.components.following import follow, is_shown
from pages.components.interruptions import Interruptions
from pages.done_dialog import DoneDialog
from pages.method_dialog import MethodDialog
from pages.password_reset import PasswordResetPage
from pages.phone_dialog import PhoneDialog
from pages.reset_page import ResetPage
from pages.security_info import SecurityInfoPage
from pages.sign_in import SignInPage
from pages.staff import StaffPage
from pages.start import StartPage

PageObject = (
    StartPage | StaffPage | ResetPage | PasswordResetPage | SignInPage | SecurityInfoPage
    | MethodDialog | PhoneDialog | CodeDialog | DoneDialog | AppStorePage | GooglePlayPage
)  # fmt: skip


class Site:
    """Every page a guide may name, and the verbs that move between them."""

    pages: Mapping[str, type[PageObject]] = MappingProxyType(
        {
            "start": StartPage,
            "staff": StaffPage,
            "reset_page": ResetPage,
            "password_reset": PasswordResetPage,
            "sign_in": SignInPage,
            "security_info": SecurityInfoPage,
            "method_dialog": MethodDialog,
            "phone_dialog": PhoneDialog,
            "code_dialog": CodeDialog,
            "done_dialog": DoneDialog,
            "app_store": AppStorePage,
            "google_play": GooglePlayPage,
        }
    )

    def __init__(self, page: Page) -> None:
        self.page = page

    def at(self, name: str) -> PageObject:
        """The page object by the name that guides use. Raises KeyError for a name that `pages` lacks."""
        return self.pages[name](self.page)

    def become_ready(self, name: str, timeout_ms: float, opened: bool = False) -> bool:
        """Wait until that page can be judged, and set aside what comes over it. `opened`: a click on the page led here,
        so that a window may be what it opened. False where time runs out."""
        shown = self.at(name)
        ready = is_shown(shown.ready, timeout_ms)
        Interruptions(self.page).set_aside(spare_windows=opened or hasattr(shown, "window"))
        return ready

    def moving(self, name: str) -> list[tuple[float, float, float, float]]:
        """Where that page's moving parts stand: x, y, width, height in CSS px from the window's top left corner."""
        found = (element.bounding_box() for part in self.at(name).moving for element in part.all())
        return [(box["x"], box["y"], box["width"], box["height"]) for box in found if box]

    def follow(
        self, element: Locator, *, leaves: bool, new_tab: bool, click_ms: float, load_ms: float, patience_ms: float
    ) -> Page:
        """Click, and give the tab that shows what the click led to (see `components.following`)."""
        if not leaves:
            Interruptions(self.page).set_aside(spare_windows=True)
        return follow(
            self.page, element, leaves=leaves, new_tab=new_tab, click_ms=click_ms, load_ms=load_ms,
            patience_ms=patience_ms,
        )  # fmt: skip
