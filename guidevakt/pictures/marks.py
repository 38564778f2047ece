"""What is drawn on a guide's picture: frames with numbers, and that it shows a practice copy (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from font_source_sans_pro import SourceSansProBold, SourceSansProSemibold
from PIL import Image, ImageDraw, ImageFont

#: x, y, width, height in px of the picture.
Box = tuple[int, int, int, int]
Colour = tuple[int, int, int]

#: The frame's and the number's colour, and that of the light edge on both sides of every line. They stand 6.9:1 to each
#: other (WCAG 2.2, 1.4.11 and 1.4.3 ask 3:1 and 4.5:1), so a mark is seen on any ground, dark, light or busy.
MARK: Colour = (180, 0, 60)
EDGE: Colour = (255, 255, 255)
#: Between what is framed and the frame's line, the line, its edge, and the frame's corners, px.
GAP, LINE, RIM, ROUND = 4, 3, 2, 6
#: Half the number's disc, and the height of its figure, px.
RADIUS, FIGURE = 13, 18
#: The strip that says what a picture of a practice copy is: height, px, and colours (10.5:1).
STRIP, STRIP_GROUND, STRIP_TEXT = 30, (255, 223, 138), (51, 40, 0)
#: Drawn so many times as large and made smaller, so that round edges are smooth.
_FINE = 4


def framed(image: Image.Image, boxes: Sequence[Box], texts: Iterable[Box] = ()) -> Image.Image:
    """A copy with the boxes framed and numbered from 1. No number covers what its frame points at, and they keep off
    `texts` and each other where they can."""
    made = image.convert("RGB")
    frames = [_frame(box, made.size) for box in boxes]
    texts, discs = list(texts), list[Box]()
    for number, (box, frame) in enumerate(zip(boxes, frames, strict=True), 1):
        own = _within(texts, box) or [box]
        others = [*texts, *discs, *(each for each in frames if each != frame)]
        covered = [
            (_covered(disc, own), _covered(disc, others), rank, disc)
            for rank, disc in enumerate(_discs(frame, made.size))
        ]
        *_, disc = min(covered)
        discs.append(disc)
        _draw(made, frame, disc, str(number))
    return made


def labelled(image: Image.Image, text: str) -> Image.Image:
    """A copy with a strip beneath it that says the text."""
    made = Image.new("RGB", (image.width, image.height + STRIP), STRIP_GROUND)
    made.paste(image)
    font = ImageFont.truetype(SourceSansProSemibold, 16)
    ImageDraw.Draw(made).text((image.width / 2, image.height + STRIP / 2), text, STRIP_TEXT, font, anchor="mm")
    return made


def _frame(box: Box, size: tuple[int, int]) -> Box:
    """The outer edge of the line around the box; inside the picture, with its rim."""
    x, y, width, height = box
    out = GAP + LINE
    left, top = max(x - out, RIM), max(y - out, RIM)
    right, bottom = min(x + width + out, size[0] - RIM), min(y + height + out, size[1] - RIM)
    return left, top, max(right - left, 2 * LINE), max(bottom - top, 2 * LINE)


def _within(texts: Iterable[Box], box: Box) -> list[Box]:
    """The texts that stand wholly in the box."""
    x, y, width, height = box
    return [t for t in texts if x <= t[0] and y <= t[1] and t[0] + t[2] <= x + width and t[1] + t[3] <= y + height]


def _discs(frame: Box, size: tuple[int, int]) -> Iterator[Box]:
    """Where the number can stand, the best place first: beside the frame, on its corners, above and below, and then
    anywhere in it, for a frame that leaves nothing else of the picture."""
    left, top, width, height = frame
    right, bottom, middle, away = left + width, top + height, top + height // 2, RADIUS + RIM + 2
    for x, y in (
        (left - away, middle), (left, top), (right + away, middle), (right, top), (left + away, top - away),
        (left + away, bottom + away), (left, bottom), (right, bottom),
    ):  # fmt: skip
        reach = RADIUS + RIM
        if reach <= x <= size[0] - reach and reach <= y <= size[1] - reach:
            yield x - reach, y - reach, 2 * reach, 2 * reach
    reach = RADIUS + RIM
    for y in range(top, max(bottom, top + 1), reach):
        for x in range(left, max(right, left + 1), reach):
            column, row = (min(max(at, reach), size[n] - reach) - reach for n, at in enumerate((x, y)))
            yield column, row, 2 * reach, 2 * reach


def _covered(disc: Box, others: Iterable[Box]) -> int:
    """How much of the others a disc would cover, px²."""
    x, y, width, height = disc
    return sum(
        max(0, min(x + width, a + w) - max(x, a)) * max(0, min(y + height, b + h) - max(y, b)) for a, b, w, h in others
    )


def _draw(image: Image.Image, frame: Box, disc: Box, number: str) -> None:
    """One frame with its number, smooth, in its own part of the picture."""
    left, top = min(frame[0], disc[0]) - RIM, min(frame[1], disc[1]) - RIM
    right, bottom = (max(frame[n] + frame[n + 2], disc[n] + disc[n + 2]) + RIM for n in (0, 1))
    layer = Image.new("RGBA", ((right - left) * _FINE, (bottom - top) * _FINE), (*EDGE, 0))
    pen = ImageDraw.Draw(layer)

    def around(box: Box, grown: int) -> tuple[int, int, int, int]:
        x, y = box[0] - left - grown, box[1] - top - grown
        return x * _FINE, y * _FINE, (x + box[2] + 2 * grown) * _FINE - 1, (y + box[3] + 2 * grown) * _FINE - 1

    pen.rounded_rectangle(around(frame, RIM), (ROUND + RIM) * _FINE, outline=EDGE, width=(LINE + 2 * RIM) * _FINE)
    pen.rounded_rectangle(around(frame, 0), ROUND * _FINE, outline=MARK, width=LINE * _FINE)
    pen.ellipse(around(disc, 0), fill=EDGE)
    pen.ellipse(around(disc, -RIM), fill=MARK)
    font = ImageFont.truetype(SourceSansProBold, FIGURE * _FINE)
    middle = (disc[0] - left + disc[2] / 2) * _FINE, (disc[1] - top + disc[3] / 2) * _FINE
    pen.text(middle, number, EDGE, font, anchor="mm")
    layer = layer.resize((right - left, bottom - top), Image.Resampling.BOX)
    image.paste(layer, (left, top), layer)
