"""The numbers that style sets before a page's texts: by a CSS counter, or as a list's. No snapshot tells them."""

from __future__ import annotations

from playwright.sync_api import Page

from guidevakt.script import script
from guidevakt.snapshot import Box

_NUMBERED = script("numbered")


def numbered(page: Page) -> tuple[tuple[int, Box], ...]:
    """Each number, with where the text stands that it is set before, in CSS px from the document's top left corner."""
    found: list[tuple[int, list[float]]] = page.evaluate(_NUMBERED)
    return tuple((number, (box[0], box[1], box[2], box[3])) for number, box in found)
