"""Room for what has grown."""

from __future__ import annotations

import pytest

from guidevakt.compare import Box
from guidevakt.pictures.room import Move, room, spread
from tests.unit.drawing import painted, plain

WORD, BELOW = (20, 20, 60, 20), (20, 60, 60, 20)


@pytest.mark.parametrize(
    ("wanted", "moves", "below"),
    [
        ((200, 100), [], (20, 60, 60, 20)),
        ((200, 120), [(WORD, (20, 20, 60, 40))], (20, 80, 60, 20)),
        ((200, 90), [(WORD, (20, 20, 60, 10))], (20, 50, 60, 20)),
        ((200, 121), [(WORD, (20, 20, 60, 40))], (20, 81, 60, 20)),  # rounded
        ((200, 120), [(WORD, (20, 20, 60, 40)), ((90, 20, 60, 20), (90, 20, 60, 40))], (20, 80, 60, 20)),
        ((200, 130), [(WORD, (20, 20, 60, 40)), ((20, 42, 60, 10), (20, 62, 60, 20))], (20, 90, 60, 20)),
        ((210, 100), [(WORD, (20, 20, 70, 20))], (20, 60, 70, 20)),
    ],
    ids=["none", "a line more", "less", "rounded", "side by side", "one beneath the other", "wider"],
)
def test_what_is_beneath_is_pushed(wanted: tuple[int, int], moves: list[Move], below: Box) -> None:
    made = room((200, 100), wanted, moves)
    assert made is not None
    shown = made.image(painted(plain(), BELOW, colour="#0b5cad"))
    assert (shown.size, made.box(BELOW)) == (wanted, below)
    assert shown.tobytes() == painted(plain(wanted), below, colour="#0b5cad").tobytes()


@pytest.mark.parametrize("moves", [[], [(WORD, (20, 20, 60, 25))], [(WORD, (20, 20, 90, 20))]])
def test_what_does_not_tell_the_size_makes_no_room(moves: list[Move]) -> None:
    assert room((200, 100), (200, 120), moves) is None


@pytest.mark.parametrize(("corner", "blue"), [(0.0, 10), (1.0, 30), (0.5, 20)])
def test_what_lies_at_its_edge_fills_a_larger_room(corner: float, blue: int) -> None:
    one = painted(plain((200, 100)), (0, 0, 10, 100), colour="#0b5cad")
    made = spread(one, (220, 120), corner)
    assert made.tobytes() == painted(plain((220, 120)), (0, 0, blue, 120), colour="#0b5cad").tobytes()
