"""Which pixels of two pictures differ to the eye (pure, but for the files that blazediff wants)."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from guidevakt.pictures.spots import Box, Mask, sums, windows

Pair = tuple[Image.Image, Image.Image]

#: Up to this many px the changed box goes to pixelmatch, above it to blazediff, which is fast but counts a few pixels
#: in a hundred otherwise: a fixed rule, so that the same two pictures always get the same verdict.
SMALL_BOX_PX = 40_000
#: How far from a pixel antialiasing is looked for, px: its neighbours' neighbours.
NEIGHBOURS_PX = 2

#: The distance between black and white, as pixelmatch has it.
FARTHEST = 35215.0
#: From red, green and blue to Y, I and Q, each weighted by what the eye makes of it. Kotsarenko & Ramos, "Measuring
#: perceived color difference using YIQ NTSC transmission color space in mobile applications", 2010.
EYE = np.array(
    [
        [0.29889531, 0.58662247, 0.11448223],
        [0.59597799, -0.27417610, -0.32180189],
        [0.21147017, -0.52261711, 0.31114694],
    ],
    np.float32,
).T * np.sqrt(np.array([0.5053, 0.299, 0.1957], np.float32))
#: Beside strong contrast the eye misses what it would see on plain ground (masking: Legge & Foley, "Contrast masking in
#: human vision", 1980), which is where JPEG and WebP put their noise. A colour must be so large a share of what lies
#: between the brightest and the darkest nearby apart, but no more than Argos CI's own share of black to white (2025).
MASKED_SHARE, MOST_MASKED = 0.4, 0.15
#: How far from a pixel contrast hides it, px.
MASKING_PX = 3
#: Side of the square whose mean tells a faint tint from noise, px: that of a block of JPEG, whose noise has no mean.
BLOCK_PX = 8
#: A grain of noise stands alone: of the four pixels of a square, as much as two of them must be off the same way.
GRAIN_PX, GRAIN_SHARE = 2, 0.5
#: Rows reckoned at a time: what fits in the processor's cache is done twice as fast.
_ROWS = 64


class Difference:
    """Two RGB pictures of one size, and how far apart their colours are, pixel by pixel."""

    def __init__(self, pair: Pair) -> None:
        self._pair = pair
        one, other = map(np.asarray, pair)
        self._distance: npt.NDArray[np.float32] = np.empty(one.shape[:2], np.float32)
        for top in range(0, len(one), _ROWS):
            rows = slice(top, top + _ROWS)
            apart = (one[rows].astype(np.float32) - other[rows]) @ EYE
            np.einsum("ijk,ijk->ij", apart, apart, out=self._distance[rows])

    def beyond(self, share: float) -> Mask:
        """The pixels whose colours are farther apart than that share (0–1) of black to white."""
        return np.asarray(self._distance > FARTHEST * share**2)

    def tinted(self, share: float, box: Box) -> Mask:
        """As `beyond`, in a box that holds them all: what belongs to a tint, noise set aside."""
        within = _around(box, BLOCK_PX)
        tinted = np.zeros(self._distance.shape, bool)
        tinted[within] = self._steady(within, share, BLOCK_PX)
        return tinted & self.beyond(share)

    def seen(self, share: float, box: Box) -> Mask:
        """As `beyond`, in a box that holds them all: antialiasing and noise set aside, and what contrast beside it
        hides."""
        within = _around(box, max(NEIGHBOURS_PX, MASKING_PX))
        rows, columns = within
        one, other = (i.crop((columns.start, rows.start, min(columns.stop, i.width), min(rows.stop, i.height)))
                      for i in self._pair)  # fmt: skip
        asked: Callable[..., Mask] = _pixelmatch if box[2] * box[3] <= SMALL_BOX_PX else _blazediff
        seen = np.zeros(self._distance.shape, bool)
        seen[within] = asked(one, other, share) & (self._distance[within] > FARTHEST * _masked(one, other, share) ** 2)
        seen[within] &= self._steady(within, share * GRAIN_SHARE, GRAIN_PX)
        return seen

    def most(self, box: Box, side: int) -> float:
        """How far apart the pictures are in the part of the box where they are farthest, its pixels summed up."""
        x, y, width, height = box
        apart = np.sqrt(self._distance[y : y + height, x : x + width] / FARTHEST)
        rows = np.add.reduceat(apart, np.arange(0, height, side), axis=0)
        return float(np.add.reduceat(rows, np.arange(0, width, side), axis=1).max())

    def _steady(self, within: tuple[slice, slice], share: float, side: int) -> Mask:
        """The pixels of blocks whose colour on the whole is farther off than that: noise goes either way."""
        one, other = (np.asarray(image)[within] for image in self._pair)
        if min(one.shape[:2]) < side:
            return np.ones(one.shape[:2], bool)
        blocks = np.empty((one.shape[0] - side + 1, one.shape[1] - side + 1), bool)
        for top in range(0, len(blocks), _ROWS):
            rows = slice(top, top + _ROWS + side - 1)
            apart = (one[rows].astype(np.float32) - other[rows]) @ EYE
            mean = sums(sums(apart, side).swapaxes(0, 1), side).swapaxes(0, 1) / side**2
            blocks[top : top + _ROWS] = np.einsum("ijk,ijk->ij", mean, mean) > FARTHEST * share**2
        return windows(np.pad(blocks, side - 1), side) > 0  # every pixel of such a block


def _around(box: Box, margin: int) -> tuple[slice, slice]:
    """The rows and the columns of a box and of what is near it."""
    x, y, width, height = box
    return slice(max(0, y - margin), y + height + margin), slice(max(0, x - margin), x + width + margin)


def _masked(one: Image.Image, other: Image.Image, share: float) -> npt.NDArray[np.float32]:
    """How far apart two colours must be to be seen beside the contrast around them, as a share of black to white."""
    contrast = np.maximum(*(_range(np.asarray(image.convert("L"))) for image in (one, other)))
    return np.asarray(np.clip(contrast.astype(np.float32) * (MASKED_SHARE / 255), share, max(share, MOST_MASKED)))


def _range(levels: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """From the darkest to the brightest within MASKING_PX of each pixel, 0–255."""
    return _farthest(levels, np.maximum) - _farthest(levels, np.minimum)


def _farthest(levels: npt.NDArray[np.uint8], which: np.ufunc) -> npt.NDArray[np.uint8]:
    for _ in range(2):
        found = levels.copy()
        for step in range(1, MASKING_PX + 1):
            which(found[step:], levels[:-step], out=found[step:])
            which(found[:-step], levels[step:], out=found[:-step])
        levels = found.T
    return levels


def _pixelmatch(one: Image.Image, other: Image.Image, share: float) -> Mask:
    from pixelmatch.contrib.PIL import pixelmatch

    output = Image.new("RGBA", one.size)
    pixelmatch(one.convert("RGBA"), other.convert("RGBA"), output, threshold=share, diff_mask=True)
    return _red(output)


def _blazediff(one: Image.Image, other: Image.Image, share: float) -> Mask:
    import blazediff

    os.environ.setdefault("BLAZEDIFF_PNG_ENABLED", "1")  # its own codec: half the time, the same pixels
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as threads:
        files = [str(Path(folder) / name) for name in ("one.png", "other.png", "diff.png")]
        list(threads.map(lambda image, file: image.save(file, compress_level=0), (one, other), files))
        result = blazediff.compare(*files, threshold=share, antialiasing=True, diff_mask=True, compression=0)
        if result.match_result:
            return np.zeros((one.height, one.width), bool)
        with Image.open(files[2]) as image:
            return _red(image)


def _red(drawn: Image.Image) -> Mask:
    """Where a library has drawn in red; blazediff draws the antialiasing that it sets aside in yellow."""
    return np.asarray(drawn.getchannel("A")) > np.asarray(drawn.getchannel("G"))
