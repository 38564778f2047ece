"""Pictures in the report: a crop around the place that matters, small enough to be sent inside the page.

Nothing is painted into a picture: the frame is drawn over it by the page, from the percentages of a `Mark`.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from guidevakt.verdict import Box

Window = tuple[int, int, int, int]

#: Px of the picture around the found place, so that a reader recognises the page.
MARGIN = 200
#: A place taller than this is shown from its top.
TALLEST = 1400
WIDEST = 1280
QUALITY = 80
#: Width of a still of the filmstrip, px: twice what it is shown at, for sharp screens.
STILL = 320
UNREADABLE = (OSError, ValueError, Image.DecompressionBombError)


@dataclass(frozen=True)
class Shot:
    """A screenshot to be shown: `name` is relative to the run's folder, `height` the crop's in px."""

    name: str
    alt: str
    caption: str
    box: Box | None = None
    height: int = 700


@dataclass(frozen=True)
class Mark:
    """Where the frame goes, in per cent of the shown picture, and on which `side` of it its label stands."""

    left: float
    top: float
    width: float
    height: float
    side: str = "over left"

    @property
    def style(self) -> str:
        return f"left:{self.left:.3f}%;top:{self.top:.3f}%;width:{self.width:.3f}%;height:{self.height:.3f}%"

    @property
    def whereabouts(self) -> str:
        """The same in words: högst upp till höger."""
        if self.width > 80 and self.height > 60:
            return "i nästan hela bilden"
        across, down = self.left + self.width / 2, self.top + self.height / 2
        upright = "högst upp" if down < 33 else "längst ner" if down > 67 else ""
        side = "till vänster" if across < 33 else "till höger" if across > 67 else ""
        return " ".join(filter(None, (upright, side))) or "mitt i bilden"


@dataclass(frozen=True)
class Figure:
    """A shot with its picture, or with a sentence in `missing` where there is none. `is_roomy`: the frame's label needs
    room above it."""

    shot: Shot
    src: str = ""
    width: int = 0
    height: int = 0
    mark: Mark | None = None
    missing: str = ""
    is_roomy: bool = False


def window(size: tuple[int, int], box: Box | None, height: int) -> Window:
    """Left, top, right, bottom of the part to show: the full width, around the box, or the top without one."""
    width, full = size
    if box is None or (inside := within(box, (0, 0, width, full))) is None:
        return 0, 0, width, min(full, height)
    _, top, _, tall = inside
    shown = min(full, max(height, min(round(tall) + 2 * MARGIN, TALLEST)))
    above = max((shown - tall) / 2, MARGIN / 4)
    start = max(0, min(round(top - above), full - shown))
    return 0, start, width, start + shown


def within(box: Box, frame: Window) -> Box | None:
    """The part of the box that lies inside the frame, or None."""
    x, y, width, height = box
    left, top = max(x, frame[0]), max(y, frame[1])
    right, bottom = min(x + width, frame[2]), min(y + height, frame[3])
    return (left, top, right - left, bottom - top) if right > left and bottom > top else None


def mark(box: Box, shown: Window) -> Mark | None:
    """The frame over the box in the shown part, or None where the box lies outside it."""
    seen = within(box, shown)
    if seen is None:
        return None
    wide, high = (shown[2] - shown[0]) / 100, (shown[3] - shown[1]) / 100
    return Mark((seen[0] - shown[0]) / wide, (seen[1] - shown[1]) / high, seen[2] / wide, seen[3] / high)


def embed(shot: Shot, run_folder: Path) -> Figure:
    """The shot as it stands in the page."""
    try:
        with Image.open(run_folder / shot.name) as picture:
            shown = window(picture.size, shot.box, shot.height)
            crop = flat(picture.crop(shown))
    except UNREADABLE as error:
        return Figure(shot, missing=missing(shot.name, gone=isinstance(error, FileNotFoundError)))
    place = mark(shot.box, shown) if shot.box else None
    return Figure(shot, data_uri(crop, quality=QUALITY), crop.width, crop.height, place)


def missing(name: str, *, gone: bool) -> str:
    """Why there is no picture."""
    return f"Bilden {'finns inte kvar' if gone else 'gick inte att läsa'}: {name}"


def embed_still(file: Path) -> str:
    """The picture's top as a still; empty where it cannot be read."""
    try:
        with Image.open(file) as picture:
            still = ground(picture.crop((0, 0, picture.width, min(picture.height, round(picture.width * 0.75)))))
    except UNREADABLE:
        return ""
    still.thumbnail((STILL, STILL))
    return data_uri(still, quality=QUALITY)


def flat(picture: Image.Image) -> Image.Image:
    """Without transparency, and no wider than a reader's screen shows."""
    laid = ground(picture)
    laid.thumbnail((WIDEST, 16000))
    return laid


def ground(picture: Image.Image) -> Image.Image:
    """Without transparency: laid on white."""
    laid = Image.new("RGB", picture.size, "white")
    layer = picture.convert("RGBA")
    laid.paste(layer, mask=layer)
    return laid


def data_uri(picture: Image.Image, **how: int) -> str:
    """The picture as WebP inside an address."""
    held = BytesIO()
    picture.save(held, "WEBP", method=2, **how)  # a third of the time of 4, hardly larger
    return f"data:image/webp;base64,{base64.b64encode(held.getvalue()).decode('ascii')}"
