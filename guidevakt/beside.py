"""A field without a name is called what stands beside it: that is what a reader goes by (pure)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from guidevakt.snapshot import FIELDS, Element

#: How far before a field on its line, or above it, the text may end that is its label, CSS px.
BEFORE_PX, ABOVE_PX = 200, 32
#: A label above a field begins where the field does, or so near, CSS px.
ALIGNED_PX = 40


def called(root: Element) -> Element:
    """The same tree; fields that had no name have that of the group they are alone in (a legend), else the text before
    them on their line, else the one above."""
    fields = [e for e in _seen(root) if e.role in FIELDS and e.box[2] and e.box[3]]
    if all(field.name for field in fields):
        return root
    texts = list(_texts(root))
    found = _legends(root)
    taken: set[int] = set()
    for field in (e for e in fields if not e.name and id(e) not in found):
        label = _label(field, [e for e in texts if id(e) not in taken], fields)
        if label:
            taken.add(id(label))
            found[id(field)] = label.words
    return _named(root, found)


def _seen(element: Element) -> Iterator[Element]:
    if element.aria_hidden:
        return
    yield element
    for child in element.children:
        yield from _seen(child)


def _texts(element: Element) -> Iterator[Element]:
    """The innermost elements that say something, but for what is clicked or filled in."""
    if element.aria_hidden or element.clickable or element.role in FIELDS:
        return
    says = not element.children or any(child.role == "text" for child in element.children)
    holds = any(e.role in FIELDS or e.clickable for child in element.children for e in child.walk())
    if says and not holds and element.box[2] and re.search(r"\w{2}", element.words):
        yield element
        return
    for child in element.children:
        yield from _texts(child)


def _legends(root: Element) -> dict[int, str]:
    """Of each field without a name that stands alone in a group, what the group is called."""
    found: dict[int, str] = {}
    for group in (e for e in _seen(root) if e.role == "group" and e.name):
        within = [e for e in _seen(group) if e.role in FIELDS]
        if len(within) == 1 and not within[0].name:
            found[id(within[0])] = group.name
    return found


def _label(field: Element, texts: Iterable[Element], fields: Collection[Element]) -> Element | None:
    """The text before it on its line, with no other field between; else the one above it."""
    x, y, _, height = field.box
    texts = list(texts)
    before = [e for e in texts if abs(e.middle[1] - field.middle[1]) <= height / 2 and 0 <= x - _right(e) <= BEFORE_PX]
    near = max(before, key=_right, default=None)
    if near and not any(_right(near) <= other.box[0] < x and _is_level(other, field) for other in fields):
        return near
    above = [e for e in texts if -2 <= y - e.bottom <= ABOVE_PX and abs(e.box[0] - x) <= ALIGNED_PX]
    return max(above, key=lambda e: e.bottom, default=None)


def _right(element: Element) -> float:
    return element.box[0] + element.box[2]


def _is_level(one: Element, other: Element) -> bool:
    return abs(one.middle[1] - other.middle[1]) <= other.box[3] / 2


def _named(element: Element, found: Mapping[int, str]) -> Element:
    name = found.get(id(element), element.name)
    return replace(element, name=name, children=tuple(_named(child, found) for child in element.children))
