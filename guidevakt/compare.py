"""Two pictures: are they the same, and if not, where (pure).

Judged by the densest spot, never by a share of the page: a renamed button is 0.02 % of a page but 7.7 % of its
densest 32×32 window, where random speckle is 0.5 % (measured, design.md "Pictures").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PIL import Image, ImageChops

from guidevakt.pictures.picture_file import MOST_PIXELS, read, read_two
from guidevakt.pictures.tolerance import Tolerance
from guidevakt.refused import Refused

if TYPE_CHECKING:
    from guidevakt.pictures.pixels import Difference
    from guidevakt.pictures.spots import Mask, Spots

__all__ = ["Box", "Comparison", "Tolerance", "compare", "compare_files", "read"]

#: x, y, width, height in px.
Box = tuple[int, int, int, int]
Shift = tuple[int, int]
Pair = tuple[Image.Image, Image.Image]
Verdict = Literal["same", "differs", "size-differs"]

#: Side of the window in which changed pixels are counted, px, and of that in which faint ones are.
WINDOW_PX, FAINT_WINDOW_PX = 32, 64
#: A window of which more than this share (0–1) has another colour did not get it by antialiasing, and one that has not
#: changed will not by setting that aside: in between, the libraries that know antialiasing are asked.
PLAIN_SHARE = 0.5
#: Between what is seen in a few pixels and a faint tint over a large area: a tint of this share of black to white (ten
#: levels of grey) is seen where it fills so much of a window (a graph of 34 × 55 px at 19 levels, Argos CI's).
COMPACT_COLOUR_SHARE, COMPACT_SHARE = 0.04, 0.5
#: What stands for whatever may lie behind a transparent pixel: a colour that no page has.
BEHIND = (255, 0, 255)


@dataclass(frozen=True)
class Comparison:
    """What two pictures came to.

    `densest` is the share (0–1) of changed pixels in the densest window. `box` is x, y, width, height of all that
    changed, `boxes` the places that make it differ, what differs most first; both in px of the received picture.
    `diff` is the changed pixels in red on nothing, as large as the larger picture; None where nothing changed.
    `shift` is how far to the right and down the received picture has moved as a whole, px, which is no change.
    """

    verdict: Verdict
    changed_pixels: int = 0
    densest: float = 0.0
    box: Box | None = None
    boxes: tuple[Box, ...] = ()
    diff: Image.Image | None = None
    shift: Shift = (0, 0)


def compare_files(
    approved: Path, received: Path, ignore: Sequence[Box] = (), tolerance: Tolerance | None = None
) -> Comparison:
    """Compare the pictures of two PNG files, as `compare` does. Raises Refused where one cannot be read."""
    return compare(*read_two(approved, received), ignore, tolerance)


def compare(
    approved: Image.Image, received: Image.Image, ignore: Sequence[Box] = (), tolerance: Tolerance | None = None
) -> Comparison:
    """Compare two pictures; what lies in the boxes of `ignore` (in both pictures) is left out.

    Of different sizes, both are padded with nothing, never resampled, and the verdict is `size-differs`. Raises Refused
    where a picture that holds both would be larger than any that is read.
    """
    size = (max(approved.width, received.width), max(approved.height, received.height))
    if size[0] * size[1] > MOST_PIXELS:
        one, other = (f"{image.width} × {image.height}" for image in (approved, received))
        raise Refused(f"Bilderna är för olika för att jämföras: {one} och {other} bildpunkter.")
    pair = _flat(approved, size), _flat(received, size)
    painted = _painted(pair, ignore)
    sized = approved.size == received.size
    if sized and _equal(painted):
        return Comparison("same")
    return _judged(pair, painted, ignore, sized, tolerance or Tolerance())


def _judged(pair: Pair, painted: Pair, ignore: Sequence[Box], sized: bool, tolerance: Tolerance) -> Comparison:
    import numpy as np

    from guidevakt.pictures import moved, spots  # NumPy takes a while to load, and most pictures are the same
    from guidevakt.pictures.pixels import Difference

    shift = moved.shift(painted, tolerance.shift_px) if sized else (0, 0)
    left, top = max(0, shift[0]), max(0, shift[1])  # where the two pictures' common part begins in the received one
    common = _painted(moved.common(pair, shift), moved.grown(ignore, shift))
    if sized and _equal(common):
        return Comparison("same", shift=shift)
    difference = Difference(common)
    found = _spots(difference, tolerance)
    makes = [one for one in found if one.many]
    mask = np.logical_or.reduce([one.mask for one in makes or found])
    verdict: Verdict = "size-differs" if not sized else "differs" if makes else "same"
    whole = spots.bounds(mask)
    places = [box for one in makes for box in one.places]
    places.sort(key=lambda box: (-difference.most(box, WINDOW_PX), box[1], box[0]))
    return Comparison(
        verdict,
        changed_pixels=int(mask.sum()),
        densest=max(one.densest for one in makes or found),
        box=_moved(whole, (left, top)) if whole else None,
        boxes=tuple(_moved(box, (left, top)) for box in places[: spots.MOST_BOXES]),
        diff=_red(mask, pair[0].size, (left, top)) if whole or verdict != "same" else None,
        shift=shift,
    )


def _spots(difference: Difference, tolerance: Tolerance) -> list[Spots]:
    """What differs plainly, and what is tinted elsewhere."""
    from guidevakt.pictures import spots

    plain = spots.Spots(difference.beyond(tolerance.colour_share), WINDOW_PX, tolerance.densest_share)
    if plain.many and plain.densest <= PLAIN_SHARE:
        seen = difference.seen(tolerance.colour_share, *plain.bounds)
        plain = spots.Spots(seen, WINDOW_PX, tolerance.densest_share)
    if len(plain.places) == spots.MOST_BOXES:  # another picture
        return [plain]
    return [plain, *_tints(difference, tolerance, spots.beside(plain.mask.shape, plain.places))]


def _tints(difference: Difference, tolerance: Tolerance, left: Mask) -> Iterator[Spots]:
    """What is tinted of what is left: little and somewhat, or much and faintly."""
    from guidevakt.pictures import spots

    faint = difference.beyond(tolerance.faint_colour_share) & left
    if not faint.any():
        return
    share = max(COMPACT_COLOUR_SHARE, tolerance.faint_colour_share)
    compact = spots.Spots(difference.beyond(share) & left, WINDOW_PX, COMPACT_SHARE)
    if compact.many:
        compact = spots.Spots(difference.tinted(share, *compact.bounds) & left, WINDOW_PX, COMPACT_SHARE)
    if compact.many:
        yield compact
        faint &= spots.beside(left.shape, compact.places)
    over_much = spots.Spots(faint, FAINT_WINDOW_PX, tolerance.faint_share)
    if over_much.many:
        yield over_much


def _moved(box: Box, corner: tuple[int, int]) -> Box:
    return corner[0] + box[0], corner[1] + box[1], box[2], box[3]


def _equal(pair: Pair) -> bool:
    return ImageChops.difference(*pair).getbbox() is None


def _flat(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The picture as RGB on what stands for nothing, as large as told."""
    if image.has_transparency_data:
        canvas = Image.new("RGBA", size, BEHIND)
        canvas.alpha_composite(image.convert("RGBA"))
        return canvas.convert("RGB")
    plain = image if image.mode == "RGB" else image.convert("RGB")
    if image.size == size:
        return plain
    canvas = Image.new("RGB", size, BEHIND)
    canvas.paste(plain)
    return canvas


def _painted(pair: Pair, boxes: Sequence[Box]) -> Pair:
    """Copies of both with the boxes in one colour; they themselves where there is no box."""
    if not boxes:
        return pair
    one, other = pair[0].copy(), pair[1].copy()
    for image in (one, other):
        for x, y, width, height in boxes:
            image.paste(BEHIND, (x, y, x + width, y + height))
    return one, other


def _red(mask: Mask, size: tuple[int, int], corner: tuple[int, int]) -> Image.Image:
    """The mask in red on nothing, its upper left corner laid where told."""
    alpha = Image.new("L", size)
    alpha.paste(Image.fromarray(mask.view("uint8") * 255), corner)
    nothing = Image.new("L", size)
    return Image.merge("RGBA", (alpha, nothing, nothing, alpha))
