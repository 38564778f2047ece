"""What can be read in a picture, and what reads the same in two of them (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from guidevakt import names
from guidevakt.pictures.sidecar import Box, Sidecar
from guidevakt.snapshot import CLICKABLE, FIELDS, Element

#: What is named by what can be read in it (WAI-ARIA 1.2, 5.2.8.4), and is no control and no heading.
CELLS = frozenset({"cell", "gridcell", "columnheader", "rowheader"})
NOTHING = Element("generic")
#: Within this much, two sizes or two ways are the same, px.
ALIKE_PX = 4


@dataclass(frozen=True, eq=False)
class Item:
    """One thing that can be read in a picture: a control, a heading or a line of text.

    `name` is all that is read on it, `called` what it is called: the first line, where there are several. A bare text
    among other things has no `place` of its own: its box is that of what it stands in. `element` is what the snapshot
    has of it.
    """

    role: str
    name: str
    called: str
    box: Box
    place: bool = True
    url: str = ""
    disabled: bool = False
    element: Element = NOTHING

    @property
    def key(self) -> tuple[str, str]:
        """What makes two of them read the same."""
        return self.role, names.fold(self.name) or self.name


@dataclass(frozen=True)
class Pair:
    """The same thing in both pictures: its places in the two rows of items. `in_order`: its neighbours are too."""

    old: Item
    new: Item
    at: tuple[int, int]
    in_order: bool = True

    @property
    def shift(self) -> tuple[int, int]:
        """How far it moved, px right and down: by the edge that moved least, for a box may grow."""
        ours, theirs = self.old.box, self.new.box
        across, down = (
            min(theirs[n] - ours[n], theirs[n] + theirs[n + 2] - ours[n] - ours[n + 2], key=abs) for n in (0, 1)
        )
        return across, down

    @property
    def has_grown(self) -> bool:
        """Does it take more or less room than before?"""
        return any(abs(self.old.box[n] - self.new.box[n]) > ALIKE_PX for n in (2, 3))


def items(picture: Sidecar) -> Iterator[Item]:
    """Everything that can be read in the picture, in the page's order; not what stands in what moves by itself."""
    for item in _items(picture.snapshot):
        x, y, width, height = item.box
        middle = x + width / 2, y + height / 2
        inside = (a <= middle[0] <= a + w and b <= middle[1] <= b + h for a, b, w, h in picture.moving)
        if item.name and width and height and not any(inside):
            yield item


def _items(element: Element) -> Iterator[Item]:
    is_whole = element.role in CLICKABLE | FIELDS
    if is_whole or (element.role == "heading" and not any(e.role in CLICKABLE for e in element.walk())):
        yield _item(element.role, names.shown(element), element)
        return
    own = element.text or (element.name if element.role in CELLS and not element.children else "")
    if own:
        yield _item("text", names.plain(own), element)
    for child in element.children:
        yield from _items(child)


def _item(role: str, name: str, element: Element) -> Item:
    x, y, width, height = (round(part) for part in element.box)
    return Item(
        role, name, _first_line(element) or name, (x, y, width, height), element.role != "text", element.url,
        element.disabled, element,
    )  # fmt: skip


def _first_line(element: Element) -> str:
    """What is read above the rest of it; empty where all of it stands on one line."""
    lines = [e for e in element.walk() if e.text and e.role != "img"]
    beneath = lines and any(other.box[1] > lines[0].middle[1] for other in lines[1:])
    return names.plain(lines[0].text) if beneath else ""


def same(old: Sequence[Item], new: Sequence[Item]) -> list[Pair]:
    """The things that read the same in both, those whose order is the same first."""
    ours, theirs = [item.key for item in old], [item.key for item in new]
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    pairs = [Pair(old[a + n], new[b + n], (a + n, b + n)) for a, b, size in blocks for n in range(size)]
    taken = {pair.at[1] for pair in pairs}
    for a in sorted(set(range(len(old))) - {pair.at[0] for pair in pairs}):
        b = next((b for b, key in enumerate(theirs) if b not in taken and key == ours[a]), None)
        if b is not None:
            taken.add(b)
            pairs.append(Pair(old[a], new[b], (a, b), in_order=False))
    return pairs
