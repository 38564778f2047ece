"""Has a picture moved as a whole, by a few px? (pure)"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageChops

Pair = tuple[Image.Image, Image.Image]
#: How far to the right and down, px.
Shift = tuple[int, int]
Box = tuple[int, int, int, int]

#: A picture has moved when at most this share (0–1) of what differed still does once it has been moved back.
LEFT_OVER = 0.5
#: A picture narrower than this many times the farthest shift is too small to tell.
TIMES_THE_SHIFT = 8
#: Differences in brightness up to this (0–255) are noise.
NOISE = 2


def shift(pair: Pair, most: int) -> Shift:
    """How far the second picture has moved, at most `most` px in each direction; (0, 0) where it has not."""
    if most == 0 or min(pair[0].size) < TIMES_THE_SHIFT * most:
        return 0, 0
    one, other = (np.asarray(image.convert("L")) for image in pair)
    right = _slide(one.sum(axis=0, dtype=np.int64), other.sum(axis=0, dtype=np.int64), most)
    down = _slide(one.sum(axis=1, dtype=np.int64), other.sum(axis=1, dtype=np.int64), most)
    if (right, down) == (0, 0):
        return 0, 0
    explained = _unlike(common(pair, (right, down))) <= LEFT_OVER * _unlike(pair)
    return (right, down) if explained else (0, 0)


def common(pair: Pair, shift: Shift) -> Pair:
    """What both pictures show, once the second has been moved back: the vacated edges are cut off."""
    if shift == (0, 0):
        return pair
    (right, down), (width, height) = shift, pair[0].size
    size = width - abs(right), height - abs(down)
    corners = (max(0, -right), max(0, -down)), (max(0, right), max(0, down))
    one, other = (i.crop((x, y, x + size[0], y + size[1])) for i, (x, y) in zip(pair, corners, strict=True))
    return one, other


def grown(boxes: Sequence[Box], shift: Shift) -> list[Box]:
    """Boxes of both whole pictures, as boxes of their common part that cover them in either."""
    wide, high = abs(shift[0]), abs(shift[1])
    left, top = max(0, shift[0]), max(0, shift[1])
    return [(x - left - wide, y - top - high, w + 2 * wide, h + 2 * high) for x, y, w, h in boxes]


def _slide(one: npt.NDArray[np.int64], other: npt.NDArray[np.int64], most: int) -> int:
    """How far the second row of sums lies beyond the first; the nearest of equally good ones, 0 where none is good."""
    inner = one[most : len(one) - most]
    steps = sorted(range(-most, most + 1), key=abs)
    apart = {n: int(np.abs(inner - other[most + n : len(other) - most + n]).sum()) for n in steps}
    best = min(steps, key=apart.__getitem__)
    return best if apart[best] <= LEFT_OVER * apart[0] else 0


def _unlike(pair: Pair) -> int:
    """How many pixels differ in brightness by more than noise."""
    return sum(ImageChops.difference(*pair).convert("L").histogram()[NOISE + 1 :])
