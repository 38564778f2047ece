"""Fields and pictures whose names hide the document's own: `<input name=parentElement>` (DOM clobbering).

A form answers `form.parentElement` with its field of that name, and the document `document.body` with a picture of that
name (HTML Living Standard, 4.10.3 and 3.1.7): whoever walks up the page from there goes round for ever, Playwright
too. Such a name is taken from its form or its document as soon as it is there; what is seen stays as it is.
"""

from __future__ import annotations

from playwright.sync_api import BrowserContext

from guidevakt.script import script

_GIVE_BACK = script("clobbering")


def undo(context: BrowserContext) -> None:
    """From the next document on, no name on a page hides one of the document's own."""
    context.add_init_script(_GIVE_BACK)
