"""Where an element stands on its page, by geometry and landmarks (pure)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from guidevakt import names
from guidevakt.snapshot import FIELDS, Box, Element, Snapshot, own

#: Without a main landmark: this share of the page, from its end, is "längst ner", and from its start "högst upp".
OUTER_SHARE = 1 / 3
#: Inside the main landmark the last of the page still counts as its very bottom.
LAST_SHARE = 0.15
#: The sign that makes 1 a key, 1️⃣.
_KEYCAP = re.compile("\ufe0f?\u20e3")
#: What is said before a number of what it counts.
_SPELT = re.compile(r"^steg ", re.IGNORECASE)
_SPELLED = "ett två tre fyra fem sex sju åtta nio tio".split()
_OPPOSITES = {"below": "above", "above": "below", "left": "right", "right": "left"}
#: Things whose middles are this near each other in height stand on one line, CSS px.
LINE_PX = 12


def holds(where: str | None, element: Element, snapshot: Snapshot) -> bool:
    """Does the element stand where the guide says? Without a `where` it always does."""
    if where is None:
        return True
    how, _, label = where.partition(" ")
    if how in ("below", "above"):
        return _beside(how, label, element, snapshot)
    return _PLACES[how](element, snapshot)


def now(where: str, element: Element, snapshot: Snapshot) -> str:
    """Where it stands that does not stand where the guide says, as a `where`."""
    how, _, label = where.partition(" ")
    if how in _OPPOSITES:
        return f"{_OPPOSITES[how]} {label}".strip()
    return next((place for place in ("header", "top", "footer", "bottom") if _PLACES[place](element, snapshot)), "main")


def _beside(how: str, label: str, element: Element, snapshot: Snapshot) -> bool:
    others = counted_steps(snapshot) if label == "steps" else labelled(label, snapshot, element)
    if not others:
        return True  # nothing to measure against: that the label is gone is another claim's finding
    if how == "below":
        return any(element.middle[1] > other.bottom for other in others[-1:])
    return any(element.bottom <= other.middle[1] for other in others[:1])


def labelled(label: str, snapshot: Snapshot, other_than: Element | None = None) -> list[Element]:
    """The elements that carry a label, in the page's order."""
    return own([e for e in snapshot.elements() if e is not other_than and e.ref and names.match(label, e) in (0, 1)])


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
    found = [e for e in snapshot.elements() if takes_text(e, snapshot) and id(e) not in search]
    seen = [e for e in found if snapshot.probe(e).visible and e.box[2] and e.box[3]]
    return reading_order(own(seen))


def takes_text(element: Element, snapshot: Snapshot) -> bool:
    """Is it written in? A list to choose from is not, unless it is one that helps a writer on."""
    if element.role == "combobox":
        return snapshot.probe(element).tag in ("input", "textarea")
    return element.role in FIELDS


def reading_order(elements: Iterable[Element]) -> list[Element]:
    """The elements line by line, and from left to right within a line."""
    lines: list[list[Element]] = []
    for element in sorted(elements, key=lambda e: e.middle[1]):
        if lines and element.middle[1] - lines[-1][0].middle[1] <= LINE_PX:
            lines[-1].append(element)
        else:
            lines.append([element])
    return [element for line in lines for element in sorted(line, key=lambda e: e.box[0])]


def nth(where: str | None, row: Sequence[Element]) -> Element | None:
    """The first or the second of a row, as `where` says."""
    index = {"first": 0, "second": 1}.get(where or "", len(row))
    return row[index] if index < len(row) else None


def _in_its_row(where: str, element: Element, snapshot: Snapshot) -> bool:
    same = own([e for e in snapshot.elements() if e.role == element.role])
    row = fields(snapshot) if element.role in FIELDS else same
    return nth(where, row) is element


def counted_steps(snapshot: Snapshot) -> list[Element]:
    """What amounts to the page's steps: the items of its first numbered list, else its lines numbered from 1, by what
    they say or by style, else the items of its first list that is no menu, its terms, its lists of one item each, its
    lines as their numbers are seen, its subheadings, its paragraphs after a colon."""
    area = _article(snapshot)
    nav = {id(e) for outer in area.walk() if outer.role == "navigation" for e in outer.walk()}
    inner = own([e for e in area.walk() if id(e) not in nav and not e.aria_hidden])
    lists = [e for e in inner if e.role == "list"]
    told = [e for e in lists if sum(map(_is_link, _items(e))) * 2 < len(_items(e))]  # cards and menus are no steps
    numbered = _numbered_lists([e for e in told if snapshot.probe(e).tag == "ol"], snapshot)
    ways = [
        *numbered, _numbered(inner), _by_style(inner, snapshot), *map(_items, told),
        [e for e in inner if e.role == "term"],
        [item for items in numbered if len(items) == 1 for item in items], _numbered(reading_order(inner)),
        [e for e in inner if e.role == "heading" and e.level > 1], _told_after_a_colon(area),
    ]  # fmt: skip
    return _with_their_words(next((steps for steps in ways if len(steps) > 1), []), area)


def _with_their_words(steps: list[Element], area: Element) -> list[Element]:
    """The same steps; one that is known by its number alone, in a cell of its own, is the row it stands in, or where
    there is none, all that comes after it before the next number."""
    alone = {id(e) for e in steps if _number(e.words) and not re.search(r"\w{3}", _SPELT.sub("", e.words))}
    if not alone:
        return steps
    around = {id(child): outer for outer in area.walk() for child in outer.children}
    known = {id(e) for e in steps}

    def counts(element: Element) -> int:
        return sum(id(e) in known for e in element.walk())

    def whole(step: Element) -> Element:
        at, outer = step, around.get(id(step))
        while outer and counts(outer) == 1:
            if outer.words != step.words:
                return outer
            at, outer = outer, around.get(id(outer))
        beside = outer.children if outer else ()
        index = next((n for n, e in enumerate(beside, 1) if e is at), len(beside))
        rest = tuple(takewhile(lambda e: not counts(e), beside[index:]))
        return replace(step, name="", text="", children=(step, *rest))

    return [whole(step) if id(step) in alone else step for step in steps]


def closed(snapshot: Snapshot) -> Element | None:
    """What opens more of the page's own text, and is closed: `<details>`, a button with `aria-expanded`."""

    def is_closed(element: Element) -> bool:
        is_summary = element.role == "group" and len(element.children) == 1 and element.children[0].clickable
        return is_summary or (element.clickable and element.expanded is False and element.role != "tab")

    return next((e for e in _article(snapshot).walk() if is_closed(e) and not e.aria_hidden), None)


def _numbered_lists(lists: Sequence[Element], snapshot: Snapshot) -> list[list[Element]]:
    """The items of each numbered list; one that goes on where another ended is the same list."""
    found: list[list[Element]] = []
    for listed in lists:
        start = snapshot.probe(listed).start
        if found and start > 1 and start == len(found[-1]) + 1:
            found[-1] += _items(listed)
        else:
            found.append(_items(listed))
    return found


def _items(listed: Element) -> list[Element]:
    return [e for e in listed.children if e.role == "listitem"]


def _article(snapshot: Snapshot) -> Element:
    """The page's own text: the article with its main heading, else the main landmark, else all of it."""
    main = snapshot.landmark("main") or snapshot.root
    articles = own([e for e in main.walk() if e.role == "article"])
    return next((a for a in articles if any(e.role == "heading" and e.level == 1 for e in a.walk())), main)


def _is_link(item: Element) -> bool:
    return any(inner.clickable and inner.words == item.words for inner in item.walk())


def _numbered(elements: Iterable[Element]) -> list[Element]:
    """Those that begin with 1, 2, 3 and so on."""
    found: list[Element] = []
    for line in (line for element in elements if element.ref for line in _lines(element)):
        if _number(_begins(line)) == len(found) + 1:
            found.append(line)
    return found


def _by_style(elements: Sequence[Element], snapshot: Snapshot) -> list[Element]:
    """Those that style numbers 1, 2, 3 and so on: of each the outermost that stands where the number does."""
    found: list[Element] = []
    for number, box in snapshot.numbered:
        there = next((e for e in elements if e.ref and e.words and _stands_in(e.box, box)), None)
        if there and number == len(found) + 1:
            found.append(there)
    return found


def _stands_in(inner: Box, outer: Box) -> bool:
    """To the px: two ways to measure round differently."""
    (x, y, width, height), (left, top, wide, high) = inner, outer
    across = left - 1 <= x and x + width <= left + wide + 1
    return across and top - 1 <= y and y + height <= top + high + 1


def _number(text: str) -> int | None:
    """The number that a line begins with: 1. and 1), ① and 1️⃣, Steg 1 and Steg ett."""
    plain = _KEYCAP.sub("", unicodedata.normalize("NFKC", text))
    found = re.match(r"(?:[Ss]teg |STEG )?(\d{1,2})(?:[.):]?(?:\s|$)|(?=[A-ZÅÄÖ]))", plain)
    if found:
        return int(found[1])
    spelled = re.match(r"steg (\w+)\b", plain.casefold())
    return _SPELLED.index(spelled[1]) + 1 if spelled and spelled[1] in _SPELLED else None


def _told_after_a_colon(area: Element) -> list[Element]:
    """The paragraphs that follow one that ends in a colon, as far as they say something themselves."""
    for outer in area.walk():
        lines = list(outer.children)
        start = next((n for n, e in enumerate(lines) if e.role == "paragraph" and e.words.rstrip().endswith(":")), None)
        if start is not None:
            return list(takewhile(lambda e: e.role == "paragraph" and not _is_link(e), lines[start + 1 :]))
    return []


def _lines(element: Element) -> list[Element]:
    """A paragraph that holds several numbered lines, as those lines; a line break leaves no sign in its text."""
    parts = re.split(r"(?:(?<=\s)|(?<=[.!?:]))(?=\d{1,2}[.)]\s)", element.words) if element.role == "paragraph" else []
    return [replace(element, text=part, children=()) for part in parts] if len(parts) > 1 else [element]


def _begins(element: Element) -> str:
    """Its first words; a number may stand apart from what it counts."""
    apart = element.children[0].text if element.children and element.children[0].role == "text" else ""
    return element.text or element.name or apart


def in_order(elements: Sequence[Element]) -> bool:
    """Do the elements stand one after the other, read line by line?"""
    return list(elements) == reading_order(elements)


_PLACES: dict[str, Callable[[Element, Snapshot], bool]] = {
    "top": _top,
    "bottom": _bottom,
    "header": lambda e, s: _within("banner", e, s),
    "main": lambda e, s: _within("main", e, s),
    "footer": _footer,
    "left": lambda e, s: e.middle[0] < s.viewport[0] / 2,
    "right": lambda e, s: e.middle[0] > s.viewport[0] / 2,
    "first": lambda e, s: _in_its_row("first", e, s),
    "second": lambda e, s: _in_its_row("second", e, s),
}
