"""A small picture of what does not hold, cut out of the page and framed, to go with an alert."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw, UnidentifiedImageError

from guidevakt.incidents import Story

#: At most so large, px: it is read in a mail, on a phone too.
SIZE = (560, 260)
_FRAME = (140, 13, 50)


def cut(project: Path, folder: Path, story: Story) -> bytes | None:
    """The place a story speaks of, as a PNG; None where there is no place, or no picture of it.

    A claim's screenshot is read from the run's `folder`, a step's picture from `project`.
    """
    claim, picture = story.claim, story.picture
    if claim and claim.box and claim.screenshot:
        file, box = folder / claim.screenshot, claim.box
    elif picture and picture.box and picture.received:
        file, box = project / picture.received, picture.box
    else:
        return None
    try:
        with Image.open(file) as image:
            return _framed(image.convert("RGB"), box)
    except (OSError, UnidentifiedImageError):
        return None


def _framed(image: Image.Image, box: tuple[float, float, float, float]) -> bytes:
    x, y, width, height = box
    wide, high = (min(most, whole) for most, whole in zip(SIZE, image.size, strict=True))
    left = round(min(max(x + width / 2 - wide / 2, 0), image.width - wide))
    top = round(min(max(y + height / 2 - high / 2, 0), image.height - high))
    part = image.crop((left, top, left + wide, top + high))
    for out, colour, thick in ((9, "white", 9), (6, _FRAME, 3)):  # a rim, so that it shows on any ground
        around = (x - left - out, y - top - out, x + width - left + out, y + height - top + out)
        ImageDraw.Draw(part).rectangle(around, outline=colour, width=thick)
    made = io.BytesIO()
    part.quantize(64).save(made, "PNG", optimize=True)
    return made.getvalue()
