"""Marks are seen on any ground, cover nothing they need not, and are never colour alone."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageChops

from guidevakt.pictures import marks
from guidevakt.pictures.marks import EDGE, MARK, Box, Colour
from tests.unit.drawing import BUTTON, page, painted, plain

BOX = (200, 120, 100, 40)


def _light(colour: Colour) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [c / 255 for c in colour]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: Colour, other: Colour) -> float:
    dark, light = sorted(map(_light, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _grounds() -> dict[str, Image.Image]:
    noise = [Image.effect_noise((640, 480), 120).rotate(90 * n) for n in range(3)]
    return {
        "light": plain((640, 480)), "dark": plain((640, 480), "#101828"), "grey": plain((640, 480), "#808080"),
        "as the mark": plain((640, 480), MARK), "busy": Image.merge("RGB", noise), "page": page(),
    }  # fmt: skip


@pytest.mark.parametrize("ground", _grounds())
def test_mark_stands_out_from_what_lies_beside_it_on_any_ground(ground: str) -> None:
    made = np.asarray(marks.framed(_grounds()[ground], [BOX]))
    line = (made == MARK).all(axis=2)
    assert line.sum() > 500
    # The pixels next to the line, straight across it: away from the rounded corners every one is the light edge.
    top, left = 120 - marks.GAP - marks.LINE, 200 - marks.GAP - marks.LINE
    across = made[top - 1, 220:280], made[top + marks.LINE, 220:280], made[top + 10 : top + 40, left + marks.LINE]

    for beside in across:
        assert all(_contrast(MARK, tuple(map(int, pixel))) >= 4.5 for pixel in beside)


def test_figure_and_strip_can_be_read() -> None:
    assert _contrast(EDGE, MARK) >= 4.5
    assert _contrast(marks.STRIP_TEXT, marks.STRIP_GROUND) >= 4.5


def test_what_is_framed_is_not_painted_over() -> None:
    made = marks.framed(page(), [BUTTON])
    x, y, width, height = BUTTON

    assert ImageChops.difference(made, page()).crop((x, y, x + width, y + height)).getbbox() is None


def test_mark_is_more_than_a_colour() -> None:
    one, two = marks.framed(plain((640, 480)), [BOX]), marks.framed(plain((640, 480)), [(0, 0, 1, 1), BOX])

    assert ImageChops.difference(one, two).crop((150, 100, 320, 180)).getbbox() is not None  # 1 and 2


def _disc(ground: Image.Image, box: Box, texts: list[Box]) -> Box:
    """Where the number's disc stands: what is coloured outside the frame."""
    made = np.asarray(marks.framed(ground, [box], texts))
    line = (made == MARK).all(axis=2)
    x, y, width, height = box
    out = marks.GAP + marks.LINE
    line[max(0, y - out) : y + height + out, max(0, x - out) : x + width + out] = False
    rows, columns = np.flatnonzero(line.any(axis=1)), np.flatnonzero(line.any(axis=0))
    return int(columns[0]), int(rows[0]), int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1


def test_number_stands_beside_the_frame_and_off_what_can_be_read_there() -> None:
    left = _disc(plain((640, 480)), BOX, [])
    other = _disc(plain((640, 480)), BOX, [(100, 100, 92, 80)])

    assert left[0] + left[2] < BOX[0]
    assert other[0] >= 192
    assert left[2] == left[3] == 2 * marks.RADIUS


def _covers(ground: Image.Image, boxes: list[Box], texts: list[Box]) -> list[Box]:
    """The texts that a number, or a frame, has painted on."""
    painted_ = np.asarray(ImageChops.difference(marks.framed(ground, boxes, texts), ground)).any(axis=2)
    return [(x, y, w, h) for x, y, w, h in texts if painted_[y : y + h, x : x + w].any()]


@pytest.mark.parametrize(
    ("boxes", "texts"),
    [
        ([(0, 0, 640, 480)], [(10, 10, 300, 20), (10, 40, 500, 20), (20, 300, 200, 100)]),  # all of the picture
        ([(16, 200, 600, 40)], [(16, 200, 120, 40)]),  # no room beside it
        ([(8, 8, 624, 60)], [(8, 8, 300, 20), (400, 40, 200, 20)]),  # nor above it
        ([(100, y, 200, 24) for y in (100, 132, 164)], [(100, y, 200, 24) for y in (100, 132, 164)]),
    ],
)
def test_no_number_covers_the_text_that_is_pointed_at(boxes: list[Box], texts: list[Box]) -> None:
    assert _covers(plain((640, 480)), boxes, texts) == []


def test_a_number_keeps_off_what_is_framed_where_no_text_is_known() -> None:
    ground = plain((640, 480))
    for box in [(16, 200, 600, 40), (12, 12, 610, 60), (300, 12, 40, 450)]:
        assert _covers(ground, [box], []) == []
        made = np.asarray(ImageChops.difference(marks.framed(ground, [box]), ground)).any(axis=2)
        x, y, width, height = box
        assert not made[y + 4 : y + height - 4, x + 4 : x + width - 4].any()


def test_numbers_keep_off_each_other() -> None:
    boxes = [(200, 100 + 24 * n, 100, 20) for n in range(2)]
    x, y, width, height = _disc(plain((640, 480)), boxes[0], [])
    disc = (x, y, x + width, y + height)
    one, two = (marks.framed(plain((640, 480)), boxes[:n]).crop(disc) for n in (1, 2))

    assert one == two


@pytest.mark.parametrize(
    "box",
    [(0, 0, 640, 480), (0, 200, 100, 30), (600, 440, 40, 40), (-20, -20, 60, 60), (630, 470, 100, 100), (5, 5, 1, 1)],
)
def test_mark_at_the_edge_stays_in_the_picture(box: Box) -> None:
    made = marks.framed(page(), [box])

    assert made.size == (640, 480)
    assert (np.asarray(made) == MARK).all(axis=2).sum() > 200


@pytest.mark.parametrize("size", [(8, 8), (1, 1), (30, 400)])
def test_smallest_picture_can_be_marked(size: tuple[int, int]) -> None:
    assert marks.framed(plain(size), [(0, 0, *size)]).size == size


def test_nothing_to_mark_is_the_picture_itself() -> None:
    assert marks.framed(page(), []) == page()


def test_strip_says_it_beneath_the_picture() -> None:
    made = marks.labelled(page(), "Övningskopia")

    assert made.size == (640, 480 + marks.STRIP)
    assert made.crop((0, 0, 640, 480)) == page()
    strip = np.asarray(made.crop((0, 480, 640, 480 + marks.STRIP)))
    assert (strip == marks.STRIP_TEXT).all(axis=2).sum() > 50


def test_page_is_left_as_it_was() -> None:
    picture = painted(page(), (0, 0, 5, 5))
    before = picture.tobytes()
    marks.framed(picture, [BOX])
    marks.labelled(picture, "Övningskopia")

    assert picture.tobytes() == before
