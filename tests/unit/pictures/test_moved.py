"""How far a picture has moved as a whole."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops

from guidevakt.pictures import moved
from tests.unit.drawing import page, painted


@pytest.mark.parametrize("shift", [(0, 0), (0, 1), (3, 0), (-2, 3), (-3, -3)])
def test_move_is_found(shift: moved.Shift) -> None:
    assert moved.shift((page(), ImageChops.offset(page(), *shift)), 3) == shift


def test_move_is_found_though_something_changed() -> None:
    changed = painted(ImageChops.offset(page(), 0, 1), (300, 300, 40, 40))

    assert moved.shift((page(), changed), 3) == (0, 1)


def test_other_picture_has_not_moved() -> None:
    assert moved.shift((page(), page().transpose(Image.Transpose.FLIP_LEFT_RIGHT)), 3) == (0, 0)


def test_picture_too_small_to_tell_has_not_moved() -> None:
    small = page().crop((40, 80, 60, 100))

    assert moved.shift((small, ImageChops.offset(small, 0, 1)), 3) == (0, 0)


def test_common_part_leaves_the_vacated_edges_out() -> None:
    one, other = moved.common((page(), ImageChops.offset(page(), 3, -2)), (3, -2))

    assert one.size == other.size == (637, 478)
    assert ImageChops.difference(one, other).getbbox() is None


def test_boxes_cover_in_the_common_part_what_they_covered_in_either_picture() -> None:
    assert moved.grown([(10, 20, 30, 40)], (0, 0)) == [(10, 20, 30, 40)]
    assert moved.grown([(10, 20, 30, 40)], (3, -2)) == [(4, 18, 36, 44)]
