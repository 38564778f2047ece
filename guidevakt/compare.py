"""Two pictures: are they the same, and if not, where (pure).

Judged by the densest spot, never by a share of the page: a renamed button is 0.02 % of a page but 7.7 % of its
densest 32×32 window, where random speckle is 0.5 % (measured, design.md "Pictures").
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import blazediff
from PIL import Image, ImageChops, ImageMath, UnidentifiedImageError
from pixelmatch.contrib.PIL import pixelmatch

from guidevakt.refused import Refused

#: How every PNG file begins.
PNG = b"\x89PNG\r\n\x1a\n"
Box = tuple[int, int, int, int]

#: Side of the window in which changed pixels are counted, px.
WINDOW_PX = 32
#: A picture differs when this share (0–1) of its densest window has changed.
DENSEST_ALLOWED = 0.02
#: How different two colours must be to count (0–1, YIQ distance): pixelmatch's own default.
COLOUR_TOLERANCE = 0.1
#: Up to this many px the changed box goes to pixelmatch, above it to blazediff, which is fast but counts a few pixels
#: in a hundred otherwise: a fixed rule, so that the same two pictures always get the same verdict.
SMALL_BOX_PX = 40_000

_LFS = b"version https://git-lfs"


@dataclass(frozen=True)
class Comparison:
    """What two pictures came to. `densest` is a share 0–1, `box` x, y, width, height in px, `diff` the changed
    pixels in red on nothing, as large as the larger picture."""

    verdict: Literal["same", "differs", "size-differs"]
    changed_pixels: int = 0
    densest: float = 0.0
    box: Box | None = None
    diff: Image.Image | None = None


def read(file: Path) -> Image.Image:
    """The picture in a file, decoded. Raises Refused where it is none."""
    try:
        with Image.open(file) as image:
            return image.convert("RGBA")
    except FileNotFoundError:
        raise Refused(f"{file}: filen finns inte.") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        if _starts_with(file, _LFS):
            raise Refused(f"{file}: filen är en pekare från Git LFS. Kör git lfs pull för att hämta bilden.") from None
        raise Refused(f"{file}: filen är ingen hel bild i formatet PNG.") from None


def _starts_with(file: Path, start: bytes) -> bool:
    try:
        return file.read_bytes()[: len(start)] == start
    except OSError:
        return False


def compare(approved: Image.Image, received: Image.Image, ignore: Sequence[Box] = ()) -> Comparison:
    """Compare two RGBA pictures. Of different sizes, both are padded with nothing and the verdict is `size-differs`.

    What stands in the boxes of `ignore` (x, y, width, height in px) is left out.
    """
    size = (max(approved.width, received.width), max(approved.height, received.height))
    one, other = _padded(approved, size), _padded(received, size)
    for x, y, width, height in ignore:
        one = one.copy()
        one.paste(other.crop((x, y, x + width, y + height)), (x, y))
    around = ImageChops.difference(one, other).convert("RGBA")
    changed = _changed_box(around)
    if changed is None:
        return Comparison("same" if approved.size == received.size else "size-differs")
    mask = _mask(one.crop(changed), other.crop(changed))
    inner = mask.getbbox()
    count = mask.histogram()[255]
    densest = _densest(mask)
    diff = Image.new("RGBA", size)
    diff.paste((255, 0, 0, 255), changed[:2], mask)
    box = (changed[0] + inner[0], changed[1] + inner[1], inner[2] - inner[0], inner[3] - inner[1]) if inner else None
    if approved.size != received.size:
        return Comparison("size-differs", count, densest, box, diff)
    return Comparison("differs" if densest >= DENSEST_ALLOWED else "same", count, densest, box, diff)


def _padded(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    if image.size == size:
        return image
    canvas = Image.new("RGBA", size)
    canvas.paste(image)
    return canvas


def _changed_box(difference: Image.Image) -> Box | None:
    """Left, upper, right, lower of everything that differs in any channel."""
    boxes = [box for band in difference.split() if (box := band.getbbox())]
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _mask(one: Image.Image, other: Image.Image) -> Image.Image:
    """White where a reader would see a difference, antialiasing set aside."""
    if one.width * one.height <= SMALL_BOX_PX:
        output = Image.new("RGBA", one.size)
        pixelmatch(one, other, output, threshold=COLOUR_TOLERANCE, diff_mask=True)
        return output.getchannel("A").point(_white)
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("one.png", "other.png", "diff.png")]
        one.save(files[0], compress_level=1)
        other.save(files[1], compress_level=1)
        result = blazediff.compare(
            *map(str, files), threshold=COLOUR_TOLERANCE, antialiasing=True, diff_mask=True, compression=1
        )
        if result.match_result or not files[2].exists():
            return Image.new("L", one.size)
        with Image.open(files[2]) as image:
            return image.convert("RGBA").getchannel("A").point(_white)


def _white(value: int) -> int:
    return 255 if value else 0


def _densest(mask: Image.Image) -> float:
    """The largest share of changed pixels in any window, counted exactly: sums of two, four, eight … neighbours."""
    counts = Image.new("I", (mask.width + WINDOW_PX, mask.height + WINDOW_PX))
    counts.paste(mask.point(_one).convert("I"))
    for right, down in ((1, 0), (0, 1)):
        step = 1
        while step < WINDOW_PX:
            beside = ImageChops.offset(counts, right * step, down * step)  # what goes round the edge is the padding
            counts = ImageMath.lambda_eval(_sum, one=counts, other=beside)
            step *= 2
    most = counts.getextrema()[1]
    return round(most / WINDOW_PX**2, 4) if isinstance(most, int) else 0.0


def _one(value: int) -> int:
    return 1 if value else 0


def _sum(images: dict[str, Any]) -> Any:
    return images["one"] + images["other"]
