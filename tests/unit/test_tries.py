"""Two tries, one truth."""

from __future__ import annotations

import pytest

from guidevakt.outcome import Outcome, drifted, not_checked
from guidevakt.tries import agreed, is_settled

HOLDS = Outcome("holds", note="På sidan står ”NÄSTA”.")
RENAMED = drifted("renamed", seen="Fortsätt")
REMOVED, MOVED, HIDDEN = map(drifted, ("removed", "moved", "hidden"))
TIMEOUT, BLOCKED, STUCK, SIGN_IN = map(not_checked, ("timeout", "blocked", "stuck", "sign-in"))


def told(*tries: list[Outcome]) -> list[str | None]:
    """What each claim comes to: its change or reason; None where it holds."""
    return [outcome.change or outcome.reason for outcome, _ in agreed(tries)]


@pytest.mark.parametrize(
    ("outcomes", "settled"),
    [
        ([HOLDS], True),
        ([RENAMED], False),
        ([TIMEOUT], False),
        ([SIGN_IN], True),
        ([not_checked("never-live")], True),
        ([STUCK], True),
        ([RENAMED, HOLDS], True),
        ([RENAMED, RENAMED], True),
        ([RENAMED, REMOVED], False),
        ([RENAMED, STUCK], False),
        ([HOLDS, RENAMED], False),
        ([HOLDS, STUCK], False),
        ([TIMEOUT, BLOCKED], False),
        ([TIMEOUT, TIMEOUT], True),
        ([TIMEOUT, RENAMED], False),
        ([RENAMED, REMOVED, MOVED], True),
        ([RENAMED, REMOVED, RENAMED], True),
    ],
)
def test_tries_go_on_until_two_say_the_same(outcomes: list[Outcome], settled: bool) -> None:
    assert is_settled([[outcome] for outcome in outcomes]) is settled


@pytest.mark.parametrize(
    ("outcomes", "truth"),
    [
        ([HOLDS], None),
        ([RENAMED, RENAMED], "renamed"),
        ([RENAMED, HOLDS], None),
        ([HOLDS, RENAMED, HOLDS], None),
        ([HOLDS, RENAMED, RENAMED], "renamed"),
        ([RENAMED, REMOVED, RENAMED], "renamed"),
        ([RENAMED, REMOVED, REMOVED], "removed"),
        ([RENAMED, REMOVED, MOVED], "tries-disagree"),
        ([RENAMED, STUCK, STUCK], "tries-disagree"),
        ([RENAMED, STUCK, RENAMED], "renamed"),
        ([TIMEOUT, BLOCKED, RENAMED], "tries-disagree"),
        ([RENAMED, TIMEOUT, TIMEOUT], "timeout"),
        ([TIMEOUT, BLOCKED], "blocked"),  # the site asked for more time than there is: no third try
        ([RENAMED, BLOCKED], "tries-disagree"),
        ([SIGN_IN], "sign-in"),
        ([STUCK], "stuck"),
    ],
)
def test_truth_of_the_tries(outcomes: list[Outcome], truth: str | None) -> None:
    assert told(*([outcome] for outcome in outcomes)) == [truth]


def test_two_tries_that_tell_different_changes_need_a_third() -> None:
    window_there, window_gone = [HOLDS, HIDDEN], [drifted("other"), STUCK]

    assert not is_settled([window_there, window_gone])
    assert told(window_there, window_gone, window_gone) == ["other", "stuck"]
    assert told(window_there, window_gone, window_there) == [None, "hidden"]


def test_what_one_try_says_of_one_claim_and_another_of_another_is_not_well() -> None:
    assert not is_settled([[RENAMED, HOLDS], [HOLDS, REMOVED]])
    assert told([RENAMED, HOLDS], [HOLDS, REMOVED], [HOLDS, REMOVED]) == [None, "removed"]
    unlike = [RENAMED, HOLDS, HOLDS], [HOLDS, REMOVED, HOLDS], [STUCK, STUCK, MOVED]
    assert told(*unlike) == ["tries-disagree", "tries-disagree", None]


def test_what_two_tries_tell_is_told_whatever_else_they_say() -> None:
    assert told([RENAMED, MOVED], [RENAMED, REMOVED], [RENAMED, HIDDEN]) == ["renamed", "tries-disagree"]
    assert is_settled([[RENAMED, MOVED], [RENAMED, HOLDS]])
    assert told([RENAMED, MOVED], [RENAMED, HOLDS]) == ["renamed", None]
    assert not is_settled([[RENAMED, MOVED], [RENAMED, STUCK]])


def test_what_held_the_first_time_has_no_note_of_tries() -> None:
    assert agreed([[HOLDS]]) == [(HOLDS, 1)]
    assert agreed([[HOLDS, RENAMED], [HOLDS, HOLDS]])[0] == (HOLDS, 1)


@pytest.mark.parametrize(("before", "number"), [([RENAMED], 2), ([RENAMED, REMOVED], 3)])
def test_what_held_later_says_so_after_its_own_note(before: list[Outcome], number: int) -> None:
    ((outcome, by),) = agreed([[each] for each in [*before, HOLDS]])

    assert outcome.note == f"På sidan står ”NÄSTA”. Stämde vid försök {number}, inte vid det första."
    assert by == number


def test_same_change_with_other_words_is_the_same_finding() -> None:
    again = drifted("renamed", seen="Gå vidare")

    assert agreed([[RENAMED], [again]]) == [(again, 2)]
