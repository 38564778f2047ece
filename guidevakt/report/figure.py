"""Pictures in the report: a crop around the place that matters, small enough to be sent inside the page.

Nothing is painted into a picture: the frame is drawn over it by the page, from the percentages of a `Mark`.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image

from guidevakt.verdict import Box

Window = tuple[int, int, int, int]

#: Px of the picture around the found place, so that a reader recognises the page.
MARGIN = 200
#: A place taller than this is shown from its top.
TALLEST = 1400
WIDEST = 1280
QUALITY = 80


@dataclass(frozen=True)
class Shot:
    """A picture to be shown: `name` is relative to the run's folder or to the project, `height` the crop's in px."""

    root: Literal["run", "project"]
    name: str
    alt: str
    caption: str
    box: Box | None = None
    framed: bool = True
    height: int = 700


@dataclass(frozen=True)
class Mark:
    """Where the frame goes, in per cent of the shown picture, and on which side of it its label fits."""

    left: float
    top: float
    width: float
    height: float

    @property
    def style(self) -> str:
        return f"left:{self.left:.3f}%;top:{self.top:.3f}%;width:{self.width:.3f}%;height:{self.height:.3f}%"

    @property
    def side(self) -> str:
        bottom = self.top + self.height
        upright = "over" if self.top > 15 else "under" if bottom < 85 else "within"
        return f"{upright} {'right' if self.left > 70 else 'left'}"


@dataclass(frozen=True)
class Figure:
    """A shot with its picture, or with a sentence in `missing` where there is none."""

    shot: Shot
    src: str = ""
    width: int = 0
    height: int = 0
    mark: Mark | None = None
    missing: str = ""


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


def embed(shot: Shot, root: Path) -> Figure:
    """The shot as it stands in the page."""
    try:
        with Image.open(root / shot.name) as picture:
            shown = window(picture.size, shot.box, shot.height)
            crop = flat(picture.crop(shown))
    except FileNotFoundError:
        return Figure(shot, missing=f"Bilden finns inte kvar: {shot.name}")
    except (OSError, ValueError, Image.DecompressionBombError):
        return Figure(shot, missing=f"Bilden gick inte att läsa: {shot.name}")
    place = mark(shot.box, shown) if shot.box and shot.framed else None
    return Figure(shot, data_uri(crop), crop.width, crop.height, place)


def flat(picture: Image.Image) -> Image.Image:
    """Without transparency, and no wider than a reader's screen shows."""
    ground = Image.new("RGB", picture.size, "white")
    layer = picture.convert("RGBA")
    ground.paste(layer, mask=layer)
    ground.thumbnail((WIDEST, 16000))
    return ground


def data_uri(picture: Image.Image) -> str:
    """The picture as WebP inside an address."""
    held = BytesIO()
    picture.save(held, "WEBP", quality=QUALITY, method=2)  # a third of the time of 4, hardly larger
    return f"data:image/webp;base64,{base64.b64encode(held.getvalue()).decode('ascii')}"
