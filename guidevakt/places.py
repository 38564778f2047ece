"""Where an element stands on its page, by geometry and landmarks (pure)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from guidevakt import names
from guidevakt.snapshot import FIELDS, Element, Snapshot

#: Without a main landmark: this share of the page, from its end, is "längst ner", and from its start "högst upp".
OUTER_SHARE = 1 / 3
#: Inside the main landmark the last of the page still counts as its very bottom.
LAST_SHARE = 0.15


def holds(where: str | None, element: Element, snapshot: Snapshot) -> bool:
    """Does the element stand where the guide says? Without a `where` it always does."""
    if where is None:
        return True
    how, _, label = where.partition(" ")
    if how in ("below", "above"):
        return _beside(how, label, element, snapshot)
    return _PLACES[how](element, snapshot)


def _beside(how: str, label: str, element: Element, snapshot: Snapshot) -> bool:
    others = counted_steps(snapshot) if label == "steps" else labelled(label, snapshot, element)
    if not others:
        return True  # nothing to measure against: that the label is gone is another claim's finding
    if how == "below":
        return any(element.middle[1] > other.bottom for other in others[-1:])
    return any(element.bottom <= other.middle[1] for other in others[:1])


def labelled(label: str, snapshot: Snapshot, other_than: Element | None = None) -> list[Element]:
    """The elements that carry a label, in the page's order."""
    return [e for e in snapshot.elements() if e is not other_than and e.ref and names.match(label, e) in (0, 1)]


def _bottom(element: Element, snapshot: Snapshot) -> bool:
    main, height = snapshot.landmark("main"), snapshot.size[1]
    if element.middle[1] >= height * (1 - LAST_SHARE):
        return not _within("banner", element, snapshot)
    if main is None:
        return element.middle[1] >= height * (1 - OUTER_SHARE)
    return element.middle[1] >= main.bottom


def _top(element: Element, snapshot: Snapshot) -> bool:
    main = snapshot.landmark("main")
    limit = main.box[1] if main else snapshot.size[1] * OUTER_SHARE
    return element.middle[1] <= max(limit, snapshot.viewport[1] * OUTER_SHARE)


def _within(role: str, element: Element, snapshot: Snapshot) -> bool:
    return any(id(element) in snapshot.inside(e) for e in snapshot.elements() if e.role == role)


def _footer(element: Element, snapshot: Snapshot) -> bool:
    return _within("contentinfo", element, snapshot) or _bottom(element, snapshot)


def fields(snapshot: Snapshot) -> list[Element]:
    """The fields for text that a reader sees in the page's own part, in reading order: line by line."""
    search = {id(e) for outer in snapshot.elements() if outer.role in ("search", "banner") for e in outer.walk()}
    found = [e for e in snapshot.elements() if e.role in FIELDS - {"combobox"} and id(e) not in search]
    seen = [e for e in found if snapshot.probe(e).visible and e.box[2] and e.box[3]]
    return sorted(seen, key=reading_order)


def reading_order(element: Element) -> tuple[int, float]:
    """Sorts elements line by line, then from left to right; 16 CSS px are one line."""
    return round(element.middle[1] / 16), element.box[0]


def _nth(index: int, element: Element, snapshot: Snapshot) -> bool:
    row = fields(snapshot) if element.role in FIELDS else [e for e in snapshot.elements() if e.role == element.role]
    return row[index : index + 1] == [element]


def counted_steps(snapshot: Snapshot) -> list[Element]:
    """What amounts to the page's steps: the items of its first list, else its numbered lines, else its subheadings."""
    main = snapshot.landmark("main") or snapshot.root
    nav = {id(e) for outer in main.walk() if outer.role == "navigation" for e in outer.walk()}
    inner = [e for e in main.walk() if id(e) not in nav and not e.aria_hidden]
    lists = [[i for i in e.children if i.role == "listitem"] for e in inner if e.role == "list"]
    numbered = [e for e in inner if e.ref and _numbered(e)]
    heads = [e for e in inner if e.role == "heading" and e.level > 1]
    return next((items for items in [*lists, numbered, heads] if len(items) > 1), [])


def _numbered(element: Element) -> bool:
    text = (element.text or element.name).removeprefix("Steg ").lstrip()
    return text[:1].isdigit() and text[1:2] in (".", ")", ":", " ")


def in_order(elements: Sequence[Element]) -> bool:
    """Do the elements stand one after the other, read line by line?"""
    return list(elements) == sorted(elements, key=reading_order)


_PLACES: dict[str, Callable[[Element, Snapshot], bool]] = {
    "top": _top,
    "bottom": _bottom,
    "header": lambda e, s: _within("banner", e, s),
    "main": lambda e, s: _within("main", e, s),
    "footer": _footer,
    "left": lambda e, s: e.middle[0] < s.viewport[0] / 2,
    "right": lambda e, s: e.middle[0] > s.viewport[0] / 2,
    "first": lambda e, s: _nth(0, e, s),
    "second": lambda e, s: _nth(1, e, s),
}
