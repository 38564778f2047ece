"""A picture with as much room in it as another one has, where what stands in it has grown (pure).

A window grows with the words in it: what is beneath a word that takes one line more is pushed down, the window's edge
too. The picture gets that line as the layout does, by repeating the last row of pixels that the word stands on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from guidevakt.pictures.sidecar import Box

#: Where a thing stood and stands.
Move = tuple[Box, Box]


@dataclass(frozen=True, eq=False)
class Room:
    """How many times each column and each row of a picture stands in the other."""

    times: tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]

    def image(self, image: Image.Image) -> Image.Image:
        """The picture with that room in it."""
        pixels = np.asarray(image.convert("RGB"))
        return Image.fromarray(pixels.repeat(self.times[0], axis=1).repeat(self.times[1], axis=0))

    def box(self, box: Box) -> Box:
        """Where a box of the picture is then."""
        (left, right), (top, bottom) = (
            (int(times[: max(0, box[n])].sum()), int(times[: max(0, box[n] + box[n + 2])].sum()))
            for n, times in enumerate(self.times)
        )
        return left, top, right - left, bottom - top


def room(size: tuple[int, int], wanted: tuple[int, int], moves: Iterable[Move]) -> Room | None:
    """The room that things have got or given up between a picture of one size and one of another; None where that does
    not tell the difference in size."""
    columns, rows = (_times(n, size[n], wanted[n] - size[n], list(moves)) for n in (0, 1))
    return None if columns is None or rows is None else Room((columns, rows))


def spread(image: Image.Image, size: tuple[int, int], corner: float) -> Image.Image:
    """The picture in the room of a larger one, which what lies at its edge fills; `corner` is 0 where it keeps to the
    upper left, 1 to the lower right."""
    free = size[0] - image.width, size[1] - image.height
    if free == (0, 0):
        return image
    before = [round(length * corner) for length in free]
    across, down = ((first, length - first) for first, length in zip(before, free, strict=True))
    return Image.fromarray(np.pad(np.asarray(image.convert("RGB")), (down, across, (0, 0)), mode="edge"))


def _times(n: int, length: int, missing: int, moves: Sequence[Move]) -> npt.NDArray[np.intp] | None:
    """Along one axis (0 across, 1 down)."""
    times = np.ones(length, np.intp)
    if not missing:
        return times
    grown: list[tuple[int, int, int]] = []  # where it began and ended, and by how much it has grown
    for old, new in sorted(moves, key=lambda move: -abs(move[1][n + 2] - move[0][n + 2])):
        start, end, by = old[n], old[n] + old[n + 2], new[n + 2] - old[n + 2]
        if by and all(end <= other[0] or other[1] <= start for other in grown):  # of two side by side, one makes room
            grown.append((start, end, by))
    left = missing - sum(by for _, _, by in grown)
    if abs(left) > len(grown):  # each may have been rounded
        return None
    for start, end, by in grown:
        nudge = (left > 0) - (left < 0)
        left -= nudge
        by += nudge
        last = min(end, length) - 1
        if by >= 0:
            times[last] += by
        else:
            times[max(start, last + 1 + by) : last + 1] = 0
    return times if times.sum() == length + missing else None
