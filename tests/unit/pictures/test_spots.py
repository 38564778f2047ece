"""Windows and places are those that a slow, plain count finds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidevakt.pictures.spots import Spots, bounds

Boxes = st.lists(st.tuples(*(st.integers(0, high) for high in (59, 39, 25, 25))), max_size=5)


def _mask(*boxes: tuple[int, ...], size: tuple[int, int] = (60, 40)) -> np.ndarray:
    mask = np.zeros((size[1], size[0]), bool)
    for x, y, width, height in boxes:
        mask[y : y + height, x : x + width] = True
    return mask


@settings(deadline=None, max_examples=50)
@given(Boxes, st.sampled_from([(60, 40), (20, 40), (60, 9), (5, 5)]), st.sampled_from([8, 16]))
def test_densest_window_is_the_one_a_plain_count_finds(
    boxes: list[tuple[int, ...]], size: tuple[int, int], side: int
) -> None:
    mask = _mask(*boxes, size=size)
    high, wide = min(side, size[1]), min(side, size[0])
    plain = max(
        mask[y : y + high, x : x + wide].sum() for y in range(size[1] - high + 1) for x in range(size[0] - wide + 1)
    )

    assert Spots(mask, side, 0.5).densest == pytest.approx(plain / (high * wide), abs=1e-4)


@settings(deadline=None, max_examples=50)
@given(Boxes)
def test_every_changed_pixel_of_a_dense_window_is_in_a_place(boxes: list[tuple[int, ...]]) -> None:
    mask = _mask(*boxes)
    spots = Spots(mask, 8, 0.2)
    reached = np.zeros_like(mask)
    for y in range(33):
        for x in range(53):
            reached[y : y + 8, x : x + 8] |= mask[y : y + 8, x : x + 8].sum() >= 0.2 * 64

    assert not ((mask & reached) & ~_mask(*spots.places)).any()


def test_places_far_apart_are_two_and_near_each_other_one() -> None:
    assert Spots(_mask((0, 0, 6, 6), (50, 30, 6, 6)), 8, 0.2).places == ((0, 0, 6, 6), (50, 30, 6, 6))
    assert Spots(_mask((0, 0, 6, 6), (10, 8, 6, 6)), 8, 0.2).places == ((0, 0, 16, 14),)


def test_place_that_grows_sideways_is_one() -> None:
    arms = (0, 0, 8, 120), (64, 0, 8, 120)
    for beam in ((0, 112, 72, 8), (0, 0, 72, 8)):  # a U, upright and upside down
        assert Spots(_mask(*arms, beam, size=(120, 140)), 8, 0.2).places == ((0, 0, 72, 120),)


def test_no_more_places_are_told_than_a_reader_can_look_at() -> None:
    many = _mask(*((x, y, 6, 6) for x in range(0, 400, 40) for y in range(0, 400, 40)), size=(400, 400))

    assert len(Spots(many, 8, 0.2).places) == 20


@pytest.mark.parametrize("size", [(60, 5), (5, 40), (5, 5)])
def test_a_picture_lower_or_narrower_than_a_window_has_places_too(size: tuple[int, int]) -> None:
    assert Spots(_mask((1, 1, 3, 3), size=size), 8, 0.2).places == ((1, 1, 3, 3),)


def test_nothing_changed_is_nowhere() -> None:
    spots = Spots(_mask(), 8, 0.2)

    assert (spots.pixels, spots.densest, spots.many, spots.bounds, spots.places) == (0, 0.0, False, (), ())
    assert bounds(_mask()) is None
