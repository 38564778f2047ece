"""What the walk of part aterstall comes to without Guidevakt: the same addresses, clicks and screenshots."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from guidevakt.browser import launch_options, require
from replica.handle import Handle


def walk(page: Page) -> None:
    """The clicks of the guide, a screenshot of each page."""

    def shot() -> None:
        page.screenshot(full_page=True, animations="disabled", caret="hide", scale="css")

    page.goto("http://www.eslov.se/")
    page.goto("http://eslov.se/")
    shot()
    page.get_by_role("link", name="För dig som är medarbetare").click()
    page.wait_for_load_state("load")
    shot()
    page.get_by_role("main").get_by_role("link", name="Återställ ditt lösenord").click()
    page.wait_for_load_state("load")
    shot()
    page.get_by_role("link", name="Gå till lösenordsåterställning").click()
    page.wait_for_load_state("load")
    shot()
    page.goto("https://passwordreset.microsoftonline.com/")
    shot()


def main() -> None:
    """Print the seconds from the first navigation to the last screenshot."""
    handle = Handle.from_json(Path(sys.argv[1]).read_text())
    options = launch_options(require())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**{**options, "args": [*options["args"], *handle.chromium_args()]})
        page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE").new_page()
        began = time.perf_counter()
        walk(page)
        sys.stdout.write(f"{time.perf_counter() - began}\n")
        browser.close()


if __name__ == "__main__":
    main()
