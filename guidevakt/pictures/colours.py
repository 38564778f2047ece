"""Do two pictures show the same colours, whatever they draw with them? (pure)"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image

from guidevakt.pictures.pixels import EYE, FARTHEST
from guidevakt.pictures.tolerance import Tolerance

#: Levels (of 256) of red, green and blue that are taken for one colour: antialiasing makes hundreds.
STEP = 8
#: As many pixels as this make a colour: as many as make the densest 32×32 window differ.
_WINDOW = 32 * 32
#: Thin letters are never drawn in their full colour: theirs may be so many times `colour_share` apart.
THIN = 2.0


def same(one: Image.Image, other: Image.Image, tolerance: Tolerance) -> bool:
    """Is each colour of either near one of the other's, and the most frequent one hardly another?"""
    pair = [np.asarray(image.convert("RGB")).reshape(-1, 3) for image in (one, other)]
    if _apart(*(_most_frequent(pixels) for pixels in pair)).max() > tolerance.faint_colour_share:
        return False
    least = tolerance.densest_share * _WINDOW
    found = [_counted(pixels) for pixels in pair]
    near = THIN * tolerance.colour_share
    return all(
        bool((_apart(colours[counts >= least], others).min(axis=1, initial=np.inf) <= near).all())
        for (colours, counts), (others, _) in (found, found[::-1])
    )


def _most_frequent(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    colours, counts = np.unique(pixels, axis=0, return_counts=True)
    return colours[[counts.argmax()]].astype(np.float32)


def _counted(pixels: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.intp]]:
    """The colours, in steps, and how many pixels have each."""
    colours, counts = np.unique(pixels // STEP, axis=0, return_counts=True)
    return colours.astype(np.float32) * STEP, counts


def _apart(ones: npt.NDArray[np.float32], others: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """How far each of some colours is from each of others, as a share (0–1) of black to white."""
    far = (ones @ EYE)[:, None] - (others @ EYE)[None]
    return np.asarray(np.sqrt(np.einsum("ijk,ijk->ij", far, far) / FARTHEST), np.float32)
