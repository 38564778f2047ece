from __future__ import annotations

import pytest

from guidevakt.typos import meant, unknown

COMMANDS = ["verify", "record", "approve", "review", "alert", "watchdog"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("verifi", "Menade du verify?"),
        ("VERIFY", "Menade du verify?"),
        ("--aprove", "Menade du approve?"),
        ("aelrt", "Menade du alert?"),
        ("x", ""),
        ("installera", ""),
    ],
)
def test_what_is_near_is_what_was_meant(given: str, said: str) -> None:
    assert meant(given, COMMANDS) == said


def test_letters_typed_as_the_guide_says_them_are_near_too() -> None:
    assert meant("återställ-2", ["aterstall-1", "aterstall-2", "registrera-2"]) == "Menade du aterstall-2?"


def test_what_may_be_any_of_several_is_not_guessed() -> None:
    assert meant("aterstall-9", ["aterstall-1", "aterstall-2"]) == ""


def test_an_unknown_value_is_told_with_what_is_known() -> None:
    told = str(unknown("--target", "lve", ["replica", "live"]))

    assert told == "--target lve: finns inte. Menade du live? Tillåtna är live, replica."


def test_where_nothing_is_known_nothing_is_proposed() -> None:
    assert str(unknown("--step", "x", [])) == "--step x: finns inte."
