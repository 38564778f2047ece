"""Where in a picture the changed pixels lie close together (pure): arrays in, numbers and boxes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

#: (height, width) bool: true where a pixel has changed.
Mask = npt.NDArray[np.bool_]
#: How many changed pixels each window holds, by its upper left corner.
Counts = npt.NDArray[np.uint16]
#: x, y, width, height in px.
Box = tuple[int, int, int, int]

#: Changes nearer each other than about this are one place, px.
NEAR_PX = 16
#: So many places are told; a picture with more of them is another picture.
MOST_BOXES = 20


class Spots:
    """The changed pixels of a picture, counted in every window that lies in it.

    `side` is the window's, px, a power of two; a picture smaller than that is a window itself. `least` is the share
    (0–1) of changed pixels from which a window counts as changed.
    """

    def __init__(self, mask: Mask, side: int, least: float) -> None:
        self.mask, self._side = mask, side
        self._counts = windows(mask, side)  # by the window's upper left corner
        self._area = min(side, mask.shape[0]) * min(side, mask.shape[1])
        self._least = least * self._area

    @property
    def pixels(self) -> int:
        """How many pixels have changed."""
        return int(self.mask.sum())

    @property
    def densest(self) -> float:
        """Share of changed pixels in the densest window, 0–1."""
        return float(round(int(self._counts.max()) / self._area, 4))

    @property
    def many(self) -> bool:
        """Has any window changed?"""
        return bool(self._counts.max() >= self._least)

    @property
    def bounds(self) -> tuple[Box, ...]:
        """The box of every changed pixel; empty where there is none."""
        box = bounds(self.mask)
        return (box,) if box else ()

    @cached_property
    def places(self) -> tuple[Box, ...]:
        """The boxes of what has changed in changed windows, the densest first."""
        if not self.many:
            return ()
        # Along an axis shorter than a window there is one window, which reaches all of it.
        edges = [(self._side - 1,) * 2 if length >= self._side else (0, 0) for length in self.mask.shape]
        reached = windows(np.pad(self._counts >= self._least, edges), self._side) > 0
        within = self.mask & reached
        boxes = [box for rough in _grouped(within) if (box := _tight(within, rough))]
        return tuple(sorted(boxes, key=lambda box: (-self._most(box), box[1], box[0])))[:MOST_BOXES]

    def _most(self, box: Box) -> int:
        """The changed pixels of the densest window that touches the box."""
        x, y, width, height = box
        before = self._side - 1
        return int(self._counts[max(0, y - before) : y + height, max(0, x - before) : x + width].max(initial=0))


def beside(shape: tuple[int, ...], boxes: Iterable[Box]) -> Mask:
    """All that is not in or near one of the boxes."""
    left = np.ones(shape, bool)
    for x, y, width, height in boxes:
        left[max(0, y - NEAR_PX) : y + height + NEAR_PX, max(0, x - NEAR_PX) : x + width + NEAR_PX] = False
    return left


def bounds(mask: Mask) -> Box | None:
    """The box of everything that has changed."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not rows.size:
        return None
    left, top = int(columns[0]), int(rows[0])
    return left, top, int(columns[-1]) - left + 1, int(rows[-1]) - top + 1


def windows(mask: Mask, side: int) -> Counts:
    """How many pixels of the mask each window holds, by its upper left corner."""
    columns = sums(mask.astype(np.uint8), side)  # at most `side`, and bytes are added fastest
    return sums(columns.T.astype(np.uint16), side).T


def sums(rows: npt.NDArray[Any], side: int) -> npt.NDArray[Any]:
    """The sums of so many rows following each other, by the first of them: of two, of four, of eight …"""
    if len(rows) <= side:
        return np.asarray(rows.sum(axis=0, keepdims=True, dtype=rows.dtype))
    step = 1
    while step < side:
        rows = rows[:-step] + rows[step:]
        step *= 2
    return rows


def _grouped(mask: Mask) -> Iterator[Box]:
    """Rough boxes of what lies near each other, gathered line by line on a grid of NEAR_PX."""
    height, width = (-(-length // NEAR_PX) * NEAR_PX for length in mask.shape)
    padded = np.pad(mask, ((0, height - mask.shape[0]), (0, width - mask.shape[1])))
    grid = padded.reshape(height // NEAR_PX, NEAR_PX, width // NEAR_PX, NEAR_PX).any(axis=(1, 3))
    growing: list[tuple[int, int, int]] = []  # first column, column after the last, first line
    for line, row in enumerate(np.pad(grid, ((0, 1), (0, 0)))):
        still: list[tuple[int, int, int]] = []
        for left, right in _runs(row):
            near = [g for g in (*growing, *still) if g[0] <= right and left <= g[1]]
            growing = [g for g in growing if g not in near]
            still = [g for g in still if g not in near]
            near.append((left, right, line))
            still.append((min(g[0] for g in near), max(g[1] for g in near), min(g[2] for g in near)))
        for left, right, top in growing:
            yield left * NEAR_PX, top * NEAR_PX, (right - left) * NEAR_PX, (line - top) * NEAR_PX
        growing = still


def _runs(row: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Start and end of each stretch of true."""
    turns = np.flatnonzero(np.diff(np.concatenate(([False], row, [False])).astype(np.int8)))
    return [(int(a), int(b)) for a, b in turns.reshape(-1, 2)]


def _tight(mask: Mask, rough: Box) -> Box | None:
    x, y, width, height = rough
    inner = bounds(mask[y : y + height, x : x + width])
    return (x + inner[0], y + inner[1], inner[2], inner[3]) if inner else None
