"""The colours of two pictures."""

from __future__ import annotations

import pytest

from guidevakt.compare import Box, Tolerance
from guidevakt.pictures import colours
from tests.unit.drawing import painted, plain

WORD: Box = (20, 20, 30, 10)


@pytest.mark.parametrize(
    ("colour", "box", "same"),
    [("#222222", (60, 40, 45, 12), True), ("#222222", WORD, True), ("#2a2a2a", WORD, True),
     ("#b00020", WORD, False), ("#0b5cad", WORD, False), ("#b00020", (20, 20, 4, 4), True)],
    ids=["elsewhere", "the same", "a shade", "red", "blue", "too little to see"],
)  # fmt: skip
def test_what_is_drawn_may_differ_and_its_colours_may_not(colour: str, box: Box, same: bool) -> None:
    one = painted(plain(), (100, 60, 20, 20), colour="#222222")
    other = painted(one, box, colour=colour)
    assert colours.same(one, other, Tolerance()) is same
    assert colours.same(other, one, Tolerance()) is same


def test_another_tint_behind_it_all_is_another_colour() -> None:
    one, other = (painted(plain(colour=tint), WORD) for tint in ("#ffffff", "#f4f4f4"))
    assert not colours.same(one, other, Tolerance())
