"""What on a page carries a label, and what of that a reader sees (pure)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from guidevakt import names, places
from guidevakt.promises import Claim
from guidevakt.snapshot import Element, Snapshot
from guidevakt.verdict import Change

#: What is chosen or ticked, and is no link.
CHOICES = frozenset({"checkbox", "radio", "switch", "option"})


def find(label: str, snapshot: Snapshot) -> Element | None:
    """What a reader would click on for that label: link or button, else a heading, else a text."""
    clickable = visible(matching(label, snapshot, can_be_clicked), snapshot)
    return best(clickable, label) or best(seen(label, snapshot), label)


def find_field(label: str, snapshot: Snapshot) -> Element | None:
    """The field for text that carries the label, or holds it in its name."""
    return best([e for e in places.fields(snapshot) if names.has_word(label, e)], label)


def matching(label: str, snapshot: Snapshot, fits: Callable[[Element], bool]) -> list[Element]:
    """The innermost fitting elements that carry the label; links and buttons before what merely holds them."""
    found = [e for e in snapshot.elements() if fits(e) and names.match(label, e) is not None]
    dropped: set[int] = set()
    for outer in found:
        within = snapshot.inside(outer)
        for inner in found:
            if inner is not outer and id(inner) in within:
                dropped.add(id(outer if rank(inner) <= rank(outer) else inner))
    return [e for e in found if id(e) not in dropped]


def rank(element: Element) -> int:
    """Link and button before other controls, before headings, before text."""
    if element.role in ("link", "button"):
        return 0
    if element.clickable:
        return 1
    return 2 if element.role == "heading" else 3


def seen(label: str, snapshot: Snapshot) -> list[Element]:
    """What carries the label where a reader sees it."""
    return visible(matching(label, snapshot, lambda e: bool(e.ref)), snapshot)


def can_be_clicked(element: Element) -> bool:
    """Is it a thing to click, were it enabled? What lets clicks through has no ref."""
    return element.clickable and bool(element.ref or element.disabled)


def visible(elements: Sequence[Element], snapshot: Snapshot) -> list[Element]:
    """Those that a reader sees."""
    return [e for e in elements if snapshot.probe(e).visible]


def best(elements: Sequence[Element], label: str) -> Element | None:
    """The one whose name is the nearest to the label; of equals the foremost by rank, and the page's own before what a
    frame shows."""
    return min(elements, key=lambda e: (names.match(label, e) or 0, rank(e), e.is_framed), default=None)


def is_disabled(element: Element, snapshot: Snapshot) -> bool:
    """Does the page, or the browser, say that it cannot be used?"""
    return element.disabled or snapshot.probe(element).disabled


def is_named(claim: Claim, element: Element) -> bool:
    """Is it known by one of the words that the claim gives for it?"""
    return any(names.has_word(name, element) for name in claim.names)


def out_of_sight(snapshot: Snapshot) -> set[int]:
    """What the browser says cannot be seen, with all it holds."""
    return {id(i) for e in snapshot.elements() if e.ref and not snapshot.probe(e).visible for i in e.walk()}


def unseen(labels: Sequence[str], snapshot: Snapshot) -> Change:
    """What is to be said of names that are not to be seen: put behind something closed, hidden, or gone."""
    if any(label in snapshot.tucked for label in labels):
        return "moved"
    there = out_of_sight(snapshot)
    away = [e for e in snapshot.elements() if id(e) in there or not (e.ref or e.role in ("text", "option"))]
    told = [*snapshot.hidden, *(e.text or e.name for e in away)]
    return "hidden" if any(names.compare(label, text) is not None for label in labels for text in told) else "removed"
