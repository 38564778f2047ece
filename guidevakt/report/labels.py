"""Where the label of a frame stands: beside it, on the side where it covers least of what other frames point at (pure).

A label never stands on its own frame's content. It has the same size in CSS px however wide the picture is shown, so
that it is tried at the width of a telephone and of a desk.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from guidevakt.report.figure import Mark

Rectangle = tuple[float, float, float, float]

#: Width and height of ”här” and of a number, and how far a label stands from what is framed, CSS px (ground.css).
HERE, NUMBER, AWAY = (46, 25), (32, 25), 10
#: The widths that pictures are shown at, CSS px.
SHOWN = (320, 960)
#: Outside the picture a label may be cut off, or cover other words of the page.
OUTSIDE = 3


def labelled(marks: Sequence[Mark], shape: float, label: tuple[int, int]) -> tuple[Mark, ...]:
    """The marks with the side on which each label stands. `shape` is the picture's height by its width."""
    return tuple(replace(mark, side=_best(mark, [m for m in marks if m is not mark], shape, label)) for mark in marks)


def sticks_out(marks: Sequence[Mark], shape: float) -> bool:
    """Does a label need room above the picture?"""
    over = [mark for mark in marks if mark.side.startswith("over")]
    return any(mark.top / 100 * shape * width < AWAY + HERE[1] for mark in over for width in SHOWN)


def _best(mark: Mark, others: Sequence[Mark], shape: float, label: tuple[int, int]) -> str:
    costs: dict[str, float] = {}
    for width in SHOWN:
        size = (width, width * shape)
        frames = [_box(other, size) for other in others]
        for side, at in _sides(mark, size, label):
            inside = _shared(at, (0, 0, *size))
            cost = OUTSIDE * (label[0] * label[1] - inside) + sum(_shared(at, frame) for frame in frames)
            costs[side] = costs.get(side, 0) + cost
    return min(costs, key=lambda side: costs[side])


def _sides(mark: Mark, size: tuple[float, float], label: tuple[int, int]) -> Iterator[tuple[str, Rectangle]]:
    """Each side with where the label stands there, the most usual first."""
    left, top, right, bottom = _box(mark, size)
    wide, high = label
    along = "right" if mark.left > 70 else "left"
    x = right + 6 - wide if along == "right" else left - 6
    middle = (top + bottom - high) / 2
    yield f"over {along}", (x, top - AWAY - high, x + wide, top - AWAY)
    yield f"under {along}", (x, bottom + AWAY, x + wide, bottom + AWAY + high)
    yield "before", (left - AWAY - wide, middle, left - AWAY, middle + high)
    yield "after", (right + AWAY, middle, right + AWAY + wide, middle + high)


def _box(mark: Mark, size: tuple[float, float]) -> Rectangle:
    x, y = mark.left / 100 * size[0], mark.top / 100 * size[1]
    return x, y, x + mark.width / 100 * size[0], y + mark.height / 100 * size[1]


def _shared(one: Rectangle, other: Rectangle) -> float:
    """The area that both cover, px²."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return max(wide, 0) * max(high, 0)
