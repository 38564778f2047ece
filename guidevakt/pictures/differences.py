"""What a received picture says otherwise than the approved one, told by the words of the two (pure).

What reads the same in both, in the same order, is found first (difflib); what is left over is paired by what a reader
would take for the same thing: the same place among the same neighbours, the same destination, a similar name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import mode
from typing import Literal

from rapidfuzz import fuzz

from guidevakt import names
from guidevakt.pictures.reading import ALIKE_PX, Item, Pair, items, same
from guidevakt.pictures.sidecar import Box, Sidecar
from guidevakt.verdict import Difference

#: From this much evidence (a sum of the shares below) on, what is gone and what has come are one thing renamed.
ENOUGH = 0.6
SAME_NEIGHBOURS, SAME_DESTINATION, SAME_PLACE, SAME_SPELLING = 0.4, 0.5, 0.3, 0.4
#: Two links that lead to different places are hardly the same link.
OTHER_DESTINATION = -0.4
#: What is this much nearer to its neighbours, or further from them, has moved: less is the page breathing, px.
MOVED_PX = 12
#: This share of what reads the same is enough to measure the rest against.
GOOD_PART = 1 / 6

Change = Literal["renamed", "role", "removed", "added", "disabled", "moved"]
_ORDER: tuple[Change, ...] = ("renamed", "role", "removed", "added", "disabled", "moved")
#: By axis (0 across, 1 down) and sign.
_WAYS = {(0, 1): "right", (0, -1): "left", (1, 1): "down", (1, -1): "up"}


def told(approved: Sidecar, received: Sidecar, places: bool = True) -> tuple[Difference, ...]:
    """The differences that a reader would name, renamed ones first. What moves by itself is left out.

    Without `places`, what only stands elsewhere is no difference: other fonts put everything elsewhere.
    """
    old, new = list(items(approved)), list(items(received))
    pairs = same(old, new)
    lost, come = _left(old, [p.old for p in pairs]), _left(new, [p.new for p in pairs])
    changed = [*_other_role(lost, come)]
    lost, come = _left(lost, [p.old for p in changed]), _left(come, [p.new for p in changed])
    renamed = [*_renamed(old, new, pairs, lost, come)]
    lost, come = _left(lost, [p.old for p in renamed]), _left(come, [p.new for p in renamed])
    found = [
        *(_difference("renamed", p.old, p.new) for p in renamed),
        *(_difference("role", p.old, p.new) for p in changed),
        *(_difference("removed", item) for item in lost if _would_show(item, old, pairs, 0, received.size)),
        *(_difference("added", None, item) for item in come if _would_show(item, new, pairs, 1, approved.size)),
        *(_difference("disabled", p.old, p.new) for p in pairs if p.new.disabled and not p.old.disabled),
        *(_moved(old, new) if places else ()),
    ]
    return tuple(sorted(_once(found), key=lambda d: _ORDER.index(d.change)))


# -- what is the same thing by another name ---------------------------------------------------------------------------


def _left(row: Iterable[Item], taken: Iterable[Item]) -> list[Item]:
    gone = set(map(id, taken))
    return [item for item in row if id(item) not in gone]


def _other_role(lost: Sequence[Item], come: Sequence[Item]) -> Iterator[Pair]:
    """The same words on another kind of thing."""
    left = list(come)
    for old in lost:
        new = next((item for item in left if item.key[1] == old.key[1]), None)
        if new:
            left.remove(new)
            yield Pair(old, new, (0, 0))


def _renamed(
    old: Sequence[Item], new: Sequence[Item], pairs: Sequence[Pair], lost: Sequence[Item], come: Sequence[Item]
) -> Iterator[Pair]:
    """Other words on what is the same thing all the same, the surest first."""
    slots = _slots(old, new, pairs)
    shift = _usual([pair.shift for pair in pairs])
    scored = sorted(
        ((_evidence(a, b, slots[id(a)] == slots[id(b)], shift), a, b) for a in lost for b in come if a.role == b.role),
        key=lambda found: -found[0],
    )
    taken: set[int] = set()
    for score, a, b in scored:
        if score >= ENOUGH and not taken & {id(a), id(b)}:
            taken |= {id(a), id(b)}
            yield Pair(a, b, (0, 0))


def _slots(old: Sequence[Item], new: Sequence[Item], pairs: Sequence[Pair]) -> dict[int, int]:
    """Between which two of the unmoved things each item stands, in either row, by its identity."""
    found: dict[int, int] = {}
    for side, row in enumerate((old, new)):
        kept = {pair.at[side] for pair in pairs if pair.in_order}
        slot = 0
        for at, item in enumerate(row):
            slot += at in kept
            found[id(item)] = slot
    return found


def _evidence(old: Item, new: Item, same_neighbours: bool, shift: tuple[int, int]) -> float:
    """How much speaks for the two being one thing."""
    there = old.box[0] + shift[0], old.box[1] + shift[1], old.box[2], old.box[3]
    destination = 0.0
    if old.url and new.url:
        destination = SAME_DESTINATION if old.url == new.url else OTHER_DESTINATION
    spelling = fuzz.ratio(names.fold(old.name), names.fold(new.name)) / 100
    overlap = _overlap(there, new.box) > 0
    return SAME_NEIGHBOURS * same_neighbours + destination + SAME_PLACE * overlap + SAME_SPELLING * spelling


def _overlap(one: Box, other: Box) -> int:
    wide = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    high = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return max(0, wide) * max(0, high)


# -- what stands elsewhere -------------------------------------------------------------------------------------------


def _moved(old: Iterable[Item], new: Iterable[Item]) -> Iterator[Difference]:
    """What stands elsewhere than the rest of the picture, and was not pushed there by what has come, gone or grown.

    Of what moved together, the first is told.
    """
    pairs = same([item for item in old if item.place], [item for item in new if item.place])
    runs = _runs([pair for pair in pairs if pair.in_order])
    rest = _rest(runs)
    usual = _usual([pair.shift for run in rest for pair in run])
    elsewhere = [run for run in runs if run not in rest] + [[pair] for pair in pairs if not pair.in_order]
    for run in elsewhere:
        shift = run[0].shift
        off = shift[0] - usual[0], shift[1] - usual[1]
        axis = 0 if abs(off[0]) > abs(off[1]) else 1
        if abs(off[axis]) > MOVED_PX:
            first = next((p for p in run if p.new.role != "text" and p.new.name == run[0].new.name), run[0])
            way = _WAYS[axis, 1 if off[axis] > 0 else -1]
            yield _difference("moved", first.old, first.new).model_copy(update={"way": way})


def _rest(runs: Sequence[list[Pair]]) -> list[list[Pair]]:
    """What of the picture stayed together: the part that moved least of those that are a good part of it, for what
    moves takes what is beneath it along."""
    parts: list[list[list[Pair]]] = []
    last: list[list[Pair]] = []
    for run in runs:
        home = last if last and _is_pushed(last[-1][-1], run[0]) else None
        home = home or next((part for part in parts if any(_alike(r[0].shift, run[0].shift) for r in part)), None)
        if home is None:
            parts.append(home := [])
        home.append(run)
        last = home
    sizes = [sum(map(len, part)) for part in parts]
    large = [part for part, size in zip(parts, sizes, strict=True) if size >= sum(sizes) * GOOD_PART]
    least = min(large, key=lambda part: max(map(abs, part[0][0].shift)), default=[])
    return least or max(parts, key=lambda part: sum(map(len, part)), default=[])


def _runs(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """Neighbours that moved by the same."""
    runs: list[list[Pair]] = [[pair] for pair in pairs[:1]]
    for before, pair in pairwise(pairs):
        if _alike(before.shift, pair.shift):
            runs[-1].append(pair)
        else:
            runs.append([pair])
    return runs


def _is_pushed(before: Pair, pair: Pair) -> bool:
    """Does what stands between the two, or the room they take themselves, tell why they moved apart?"""
    return pair.at != (before.at[0] + 1, before.at[1] + 1) or before.has_grown or pair.has_grown


def _alike(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return abs(one[0] - other[0]) <= ALIKE_PX and abs(one[1] - other[1]) <= ALIKE_PX


def _usual(shifts: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """How far most have moved."""
    return mode(shifts) if shifts else (0, 0)


def _would_show(item: Item, row: Sequence[Item], pairs: Sequence[Pair], side: int, size: tuple[int, int]) -> bool:
    """Would it stand within the other picture, moved as the last thing before it was? Outside, it is only not shown.

    `side` is 0 for what stands in the approved picture, 1 for the received one; `size` is the other's.
    """
    at = next(n for n, other in enumerate(row) if other is item)
    before = max((pair for pair in pairs if pair.at[side] < at), key=lambda pair: pair.at[side], default=None)
    right, down = before.shift if before else (0, 0)
    sign = -1 if side else 1
    return bool(_overlap((item.box[0] + sign * right, item.box[1] + sign * down, *item.box[2:]), (0, 0, *size)))


# -- telling ---------------------------------------------------------------------------------------------------------


def _difference(change: Change, old: Item | None, new: Item | None = None) -> Difference:
    item = new or old
    assert item is not None
    in_full = change == "renamed" and len({names.fold(each.called) for each in (old, new) if each}) == 1
    name, seen = ((each.name if in_full else each.called) if each else None for each in (old, new))
    return Difference(change=change, role=(old or item).role, name=name or "", seen=seen, box=item.box)


def _once(found: Sequence[Difference]) -> Iterator[Difference]:
    """Each once: a field's label is also a text beside it, and the field is what a reader speaks of."""
    controls = {_said(d) for d in found if d.role != "text"}
    return (d for d in found if d.role != "text" or _said(d) not in controls)


def _said(told: Difference) -> tuple[str, str, str, str | None]:
    return told.change, names.fold(told.name), names.fold(told.seen or ""), told.way
