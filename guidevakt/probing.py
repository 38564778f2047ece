"""What a snapshot does not tell of a page, asked of the browser before a claim is judged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from playwright.sync_api import Error, Page

from guidevakt.script import script
from guidevakt.snapshot import Box, Element, Over, Probe, legible


class Unseen(NamedTuple):
    """Labels that stand in the document unseen: by their own doing, or in something closed that a reader can open; and
    `inert`, those that are seen on what no click reaches. `opened_by`: what opens each of the tucked, by what it
    says."""

    hidden: Sequence[str]
    tucked: Sequence[str]
    inert: Sequence[str]
    opened_by: Sequence[str] = ()


_PROBE = script("probe")

_PICTURES = script("drawn_pictures", through_shadows=True)

_OVER = script("window_over")

_UNSEEN = script("unseen_labels", through_shadows=True)


def probe(page: Page, elements: Iterable[Element]) -> dict[str, Probe]:
    """What the browser says of each element; one that has gone since the look counts as not to be seen."""
    found: dict[str, Probe] = {}
    for element in elements:
        if not element.ref or element.ref in found:
            continue
        exact = page.locator(f"aria-ref={element.ref}")
        found[element.ref] = Probe(visible=False)
        with suppress(Error):
            if exact.count():  # one that has gone is not waited for
                found[element.ref] = _probe(exact.evaluate(_PROBE, timeout=2000))
    if found:
        page.evaluate("scrollTo(0, 0)")
    return found


def _probe(facts: Mapping[str, Any]) -> Probe:
    """The browser's facts as data; `facts` has the names of Probe's fields."""
    written: dict[str, Any] = {name: legible(told) if isinstance(told, str) else told for name, told in facts.items()}
    return Probe(**written)


def over(page: Page) -> Over | None:
    """The window that lies over all of the page, where one does."""
    found = page.evaluate(_OVER)
    return Over(found["label"], tuple(found["box"])) if found else None


def pictures(page: Page) -> list[Box]:
    """Where pictures are seen, whatever they are called, in CSS px from the document's top left corner."""
    return [(x, y, width, height) for x, y, width, height in page.evaluate(_PICTURES)]


def unseen_labels(page: Page, labels: Collection[str]) -> Unseen:
    """Those of the labels that stand in the document but cannot be seen."""
    return Unseen(**page.evaluate(_UNSEEN, list(labels)))
