"""Two tries, one truth."""

from __future__ import annotations

import pytest

from guidevakt.outcome import Outcome, drifted, not_checked
from guidevakt.tries import agree, is_settled

HOLDS = Outcome("holds", note="På sidan står ”NÄSTA”.")
RENAMED, REMOVED, MOVED = drifted("renamed", seen="Fortsätt"), drifted("removed"), drifted("moved")
TIMEOUT, BLOCKED = not_checked("timeout"), not_checked("blocked")


@pytest.mark.parametrize(
    ("outcomes", "settled"),
    [
        ([HOLDS], True),
        ([RENAMED], False),
        ([TIMEOUT], False),
        ([not_checked("sign-in")], True),
        ([not_checked("never-live")], True),
        ([not_checked("stuck")], True),
        ([RENAMED, HOLDS], True),
        ([RENAMED, RENAMED], True),
        ([RENAMED, REMOVED], False),
        ([TIMEOUT, BLOCKED], False),
        ([TIMEOUT, TIMEOUT], True),
        ([TIMEOUT, RENAMED], False),
        ([RENAMED, REMOVED, MOVED], True),
        ([RENAMED, REMOVED, RENAMED], True),
    ],
)
def test_tries_go_on_until_two_say_the_same(outcomes: list[Outcome], settled: bool) -> None:
    assert is_settled(outcomes) is settled


@pytest.mark.parametrize(
    ("outcomes", "verdict", "told"),
    [
        ([HOLDS], "holds", None),
        ([RENAMED, RENAMED], "drifted", "renamed"),
        ([RENAMED, HOLDS], "holds", None),
        ([RENAMED, REMOVED, RENAMED], "drifted", "renamed"),
        ([RENAMED, REMOVED, REMOVED], "drifted", "removed"),
        ([RENAMED, REMOVED, MOVED], "not_checked", "tries-disagree"),
        ([TIMEOUT, BLOCKED, RENAMED], "not_checked", "tries-disagree"),
        ([RENAMED, TIMEOUT, TIMEOUT], "not_checked", "timeout"),
        ([not_checked("sign-in")], "not_checked", "sign-in"),
    ],
)
def test_truth_of_the_tries(outcomes: list[Outcome], verdict: str, told: str | None) -> None:
    outcome = agree(outcomes)

    assert (outcome.verdict, outcome.change or outcome.reason) == (verdict, told)


def test_what_held_the_first_time_has_no_note_of_tries() -> None:
    assert agree([HOLDS]) == HOLDS


@pytest.mark.parametrize(("before", "number"), [([RENAMED], 2), ([RENAMED, REMOVED], 3)])
def test_what_held_later_says_so_after_its_own_note(before: list[Outcome], number: int) -> None:
    note = agree([*before, HOLDS]).note

    assert note == f"På sidan står ”NÄSTA”. Stämde vid försök {number}, inte vid det första."


def test_same_change_with_other_words_is_the_same_finding() -> None:
    again = drifted("renamed", seen="Gå vidare")

    assert agree([RENAMED, again]) == again
