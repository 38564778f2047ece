"""Labels keep off what frames point at, by geometry: at the width of a telephone and of a desk."""

from __future__ import annotations

import random
from itertools import product

import pytest

from guidevakt.report.figure import Mark
from guidevakt.report.labels import AWAY, HERE, NUMBER, SHOWN, _box, _shared, _sides, labelled, sticks_out

HIGH = 0.6


def covered(marks: tuple[Mark, ...], width: float) -> float:
    """How much of all that is framed the labels stand on, px²."""
    size = (width, width * HIGH)
    at = [dict(_sides(mark, size, NUMBER))[mark.side] for mark in marks]
    return sum(_shared(label, _box(mark, size)) for label, mark in product(at, marks))


@pytest.mark.parametrize("seed", range(200))
def test_a_label_never_stands_on_what_its_own_frame_points_at(seed: int) -> None:
    draw = random.Random(seed)
    left, top = draw.uniform(0, 95), draw.uniform(0, 95)
    one = Mark(left, top, draw.uniform(1, 100 - left), draw.uniform(1, 100 - top))

    assert covered(labelled([one], HIGH, NUMBER), draw.choice(SHOWN)) == 0


@pytest.mark.parametrize("width", SHOWN)
def test_numbers_of_rows_beneath_each_other_keep_off_the_rows(width: int) -> None:
    rows = [Mark(30, 20 + 8 * n, 40, 6) for n in range(6)]
    made = labelled(rows, HIGH, NUMBER)

    assert covered(made, width) == 0
    assert {mark.side for mark in made} <= {"before", "after", "over left", "under left"}


@pytest.mark.parametrize(
    ("mark", "side"),
    [
        (Mark(10, 50, 20, 10), "over left"),
        (Mark(80, 50, 10, 10), "over right"),
        (Mark(10, 1, 20, 10), "under left"),
        (Mark(30, 0, 30, 100), "before"),
        (Mark(0, 0, 60, 100), "after"),
        (Mark(0, 0, 100, 100), "over left"),
    ],
)
def test_a_label_stands_where_the_picture_has_room(mark: Mark, side: str) -> None:
    assert labelled([mark], HIGH, HERE)[0].side == side


def test_where_the_picture_has_no_room_the_page_makes_some() -> None:
    whole = labelled([Mark(0, 0, 100, 100)], HIGH, HERE)
    assert sticks_out(whole, HIGH)
    assert not sticks_out(labelled([Mark(10, 50, 20, 10)], HIGH, HERE), HIGH)
    assert HERE[1] + AWAY < 2.4 * 16  # what ground.css leaves above
