"""What the last good look at a page tells of the labels on it now: which are new, and whose place they took (pure)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from guidevakt import names
from guidevakt.snapshot import CLICKABLE, FIELDS, Snapshot

Neighbours = tuple[str | None, str | None]


@dataclass(frozen=True)
class LastGood:
    """A label, the labels of the page on its last good run, and those that stand there now; in the page's order.

    `label` is the documented one as it stood there: ”Sverige” is ”Sverige (+46)”.
    """

    label: str
    before: tuple[str, ...]
    now: tuple[str, ...]

    @classmethod
    def of(cls, label: str, before: Sequence[str], now: Sequence[str]) -> LastGood | None:
        """None where it tells nothing: the label was not there, neither alone nor among other words."""
        matched = [(how, text) for text in before if (how := names.compare(label, text)) is not None]
        if not matched:
            return None
        _, stood = min(matched, key=lambda found: found[0])
        return cls(stood, tuple(map(names.fold, before)), tuple(map(names.fold, now)))

    def had(self, text: str) -> bool:
        """Did that label stand there too?"""
        return names.fold(text) in self.before

    def same_neighbours(self, text: str) -> float | None:
        """Of the labels on either side of where the label stood, the share that stand beside the text now, 0–1.

        Those that stood there twice are passed over: a heading is no neighbour of a link by its name. None where none
        of the neighbours is left.
        """
        known = {other for other in self.before if self.before.count(other) == self.now.count(other) == 1}
        around = [_neighbours(self.before, at, known) for at in _places(names.fold(self.label), self.before)]
        stood = [pair for pair in around if any(pair)]
        stands = [_neighbours(self.now, at, known) for at in _places(names.fold(text), self.now)]
        return max((_share(one, other) for one in stood for other in stands), default=None)

    def vanished(self, snapshot: Snapshot) -> list[str]:
        """The other labels that cannot be read on the page now. What holds the label among its words went with it."""
        named = {names.fold(told) for e in snapshot.elements() for told in (e.name, e.text)}
        words = names.fold(snapshot.root.words)
        gone = (text for text in dict.fromkeys(self.before) if text not in named and text not in words)
        return [text for text in gone if names.compare(self.label, text) is None]


def _places(text: str, row: Sequence[str]) -> list[int]:
    return [at for at, other in enumerate(row) if other == text]


def _neighbours(row: Sequence[str], at: int, others: Collection[str]) -> Neighbours:
    """The nearest of the others on either side."""
    above = (text for text in reversed(row[:at]) if text in others)
    below = (text for text in row[at + 1 :] if text in others)
    return next(above, None), next(below, None)


def _share(one: Neighbours, other: Neighbours) -> float:
    return sum(a == b for a, b in zip(one, other, strict=True)) / 2


def labels(snapshot: Snapshot) -> tuple[str, ...]:
    """What is kept of a page for the next look at it: the names of what can be clicked or filled in, and its headings.

    A heading that is all of a link's name is told once, a name that stands twice is told twice.
    """
    elements, kinds = list(snapshot.elements()), CLICKABLE | FIELDS | {"heading"}
    inside = {id(i) for e in elements if e.clickable for i in e.walk() if i.role == "heading"}
    found = (names.title(e) for e in elements if e.role in kinds and id(e) not in inside)
    return tuple(name for name in found if name)
