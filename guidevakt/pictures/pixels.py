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

from guidevakt.pictures.spots import Box, Mask

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

    def seen(self, share: float, box: Box) -> Mask:
        """The same in a box that holds them all, antialiasing set aside."""
        x, y, width, height = box
        left, top = max(0, x - NEIGHBOURS_PX), max(0, y - NEIGHBOURS_PX)
        right, bottom = x + width + NEIGHBOURS_PX, y + height + NEIGHBOURS_PX
        one, other = (i.crop((left, top, min(right, i.width), min(bottom, i.height))) for i in self._pair)
        asked: Callable[..., Mask] = _pixelmatch if width * height <= SMALL_BOX_PX else _blazediff
        seen = np.zeros(self._distance.shape, bool)
        seen[top : top + one.height, left : left + one.width] = asked(one, other, share)
        return seen


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
