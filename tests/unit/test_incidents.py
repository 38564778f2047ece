"""What is wrong from night to night, and what is told of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidevakt.incidents import (
    CONFIRM_AFTER,
    OPEN,
    OUTCOMES,
    STATES,
    TOLD,
    Fingerprint,
    Incident,
    Outcome,
    State,
    Telling,
    advance,
    postpone,
)

MARK = Fingerprint("losenord", "aterstall-2", "link", "Nästa", "renamed")
TONIGHT = datetime(2026, 11, 20, 2, 15, tzinfo=UTC)
NIGHT = timedelta(days=1)


def incident(state: State, **facts: Any) -> Incident:
    """One that stands in the state as it usually comes to."""
    night = TONIGHT.date()
    bad = state in OPEN
    recent = ((night - 2 * NIGHT, True), (night - NIGHT, not bad)) if state != "ok" else ()
    first = TONIGHT - NIGHT if bad else None
    until = night + 7 * NIGHT if state == "postponed" else None
    return Incident(fingerprint=MARK, state=state, **{"recent": recent, "first": first, "until": until, **facts})


#: Every state with every outcome, as it usually is: the state after, and what is told.
TABLE: dict[State, dict[Outcome, tuple[State, Telling | None]]] = {
    "ok": {
        "fails": ("suspect", None), "never": ("never", "never"), "holds": ("ok", None),
        "not_checked": ("ok", None), "otherwise": ("ok", None), "gone": ("ok", None),
        "counted": ("suspect", None),
    },
    "suspect": {
        "fails": ("confirmed", "new"), "never": ("confirmed", "new"), "holds": ("ok", None),
        "not_checked": ("suspect", None), "otherwise": ("ok", None), "gone": ("ok", None),
        "counted": ("suspect", None),
    },
    "confirmed": {
        "fails": ("confirmed", None), "never": ("confirmed", None), "holds": ("confirmed", None),
        "not_checked": ("confirmed", None), "otherwise": ("ok", None), "gone": ("recovered", "recovered"),
        "counted": ("confirmed", None),
    },
    "postponed": {
        "fails": ("postponed", None), "never": ("postponed", None), "holds": ("postponed", None),
        "not_checked": ("postponed", None), "otherwise": ("ok", None), "gone": ("recovered", "recovered"),
        "counted": ("postponed", None),
    },
    "flapping": {
        "fails": ("flapping", None), "never": ("flapping", None), "holds": ("flapping", None),
        "not_checked": ("flapping", None), "otherwise": ("ok", None), "gone": ("recovered", "recovered"),
        "counted": ("flapping", None),
    },
    "never": {
        "fails": ("suspect", None), "never": ("never", None), "holds": ("ok", None),
        "not_checked": ("never", None), "otherwise": ("ok", None), "gone": ("ok", None),
        "counted": ("never", None),
    },
    "recovered": {
        "fails": ("suspect", None), "never": ("never", "never"), "holds": ("ok", None),
        "not_checked": ("recovered", None), "otherwise": ("ok", None), "gone": ("ok", None),
        "counted": ("suspect", None),
    },
}  # fmt: skip


def test_the_table_is_whole() -> None:
    assert set(TABLE) == set(STATES)
    assert all(set(row) == set(OUTCOMES) for row in TABLE.values())


@pytest.mark.parametrize(("state", "outcome"), [(state, outcome) for state in STATES for outcome in OUTCOMES])
def test_every_outcome_in_every_state(state: State, outcome: Outcome) -> None:
    after, telling = advance(incident(state), outcome, TONIGHT)

    assert (after.state, telling) == TABLE[state][outcome]


@pytest.mark.parametrize("state", STATES)
def test_what_was_not_checked_changes_nothing_at_all(state: State) -> None:
    before = incident(state)

    assert advance(before, "not_checked", TONIGHT) == (before, None)


# -- over several nights ----------------------------------------------------------------------------------------------

LETTERS: dict[str, Outcome] = {"x": "fails", "-": "holds", "?": "not_checked", "n": "never", "o": "otherwise"}


def told(nights: str, twice: bool = True, mark: Fingerprint = MARK) -> list[tuple[int, Telling]]:
    """What is told on which night, of a night a letter; what fails is looked at again 90 minutes later."""
    now, found = Incident(fingerprint=mark), []
    for number, letter in enumerate(nights, 1):
        at = TONIGHT + (number - 1) * NIGHT
        for moment in [at, at + timedelta(minutes=90)][: 1 + (twice and now.state == "ok" and letter == "x")]:
            now, telling = advance(now, LETTERS[letter], moment)
            found += [(number, telling)] if telling else []
    return found


@pytest.mark.parametrize(
    ("nights", "said"),
    [
        ("---", []),
        ("-xxxx", [(2, "new")]),
        ("-xxx--", [(2, "new"), (6, "recovered")]),
        ("-xx-xx--", [(2, "new"), (5, "flapping")]),
        ("-xxx-?-", [(2, "new"), (7, "recovered")]),
        ("-xx???xx", [(2, "new")]),
        ("-????-", []),
        ("nnn", [(1, "never")]),
        ("nn-xx", [(1, "never"), (4, "new")]),
        ("x-x------", [(1, "new"), (3, "flapping")]),
        ("x-x-------", [(1, "new"), (3, "flapping"), (10, "recovered")]),
        ("x-xxxxxxx", [(1, "new"), (3, "flapping"), (9, "again")]),
        ("xxx" + "-" * 8 + "xx", [(1, "new"), (5, "recovered"), (12, "new")]),
    ],
)
def test_what_is_told_over_nights(nights: str, said: list[tuple[int, Telling]]) -> None:
    assert told(nights) == said


def test_one_bad_look_alone_tells_nothing() -> None:
    suspect, first = advance(Incident(fingerprint=MARK), "fails", TONIGHT)
    after, second = advance(suspect, "holds", TONIGHT + timedelta(minutes=90))

    assert (suspect.state, first, after.state, second) == ("suspect", None, "ok", None)


def test_a_look_right_after_the_first_confirms_nothing() -> None:
    suspect, _ = advance(Incident(fingerprint=MARK), "fails", TONIGHT)
    soon, told_soon = advance(suspect, "fails", TONIGHT + CONFIRM_AFTER - timedelta(minutes=1))
    later, told_later = advance(soon, "fails", TONIGHT + CONFIRM_AFTER)

    assert (soon.state, told_soon, later.state, told_later) == ("suspect", None, "confirmed", "new")


def test_pressing_again_at_once_confirms_nothing() -> None:
    suspect, _ = advance(Incident(fingerprint=MARK), "fails", TONIGHT)

    assert advance(suspect, "fails", TONIGHT + timedelta(minutes=15))[1] is None


def test_without_a_second_run_the_next_night_confirms() -> None:
    assert told("-xxx", twice=False) == [(3, "new")]


@pytest.mark.parametrize(
    ("change", "nights", "said"),
    [
        ("unreachable", "xxx--", [(2, "new"), (5, "recovered")]),
        ("unreachable", "x-x-", []),
        ("blocked", "xx", []),
        ("blocked", "xxxx--", [(3, "new"), (6, "recovered")]),
    ],
)
def test_a_site_is_told_of_only_after_nights_in_a_row(change: str, nights: str, said: list[tuple[int, str]]) -> None:
    assert told(nights, mark=Fingerprint("", "", "site", "eslov.se", change)) == said


def test_what_is_put_off_is_silent_until_its_date_has_passed() -> None:
    put_off = postpone(incident("confirmed"), TONIGHT.date() + NIGHT, "Eslöv har sagt till")
    same, silent = advance(put_off, "fails", TONIGHT + NIGHT)
    after, telling = advance(same, "fails", TONIGHT + 2 * NIGHT)

    assert (same.state, silent) == ("postponed", None)
    assert (after.state, telling, after.until) == ("confirmed", "again", None)


def test_what_is_put_off_recovers_as_usual() -> None:
    put_off = postpone(incident("confirmed"), TONIGHT.date() + 9 * NIGHT, "Eslöv har sagt till")
    once, _ = advance(put_off, "holds", TONIGHT)
    twice, telling = advance(once, "holds", TONIGHT + NIGHT)

    assert (once.state, twice.state, telling) == ("postponed", "recovered", "recovered")


LOOKS = st.tuples(st.sampled_from(OUTCOMES), st.integers(20, 26 * 60), st.booleans())


@settings(max_examples=150, deadline=None)
@given(st.lists(LOOKS, max_size=40))
def test_nothing_recovers_that_was_not_told_of(looks: list[tuple[Outcome, int, bool]]) -> None:
    now, at, open_alert = Incident(fingerprint=MARK), TONIGHT, False
    for outcome, minutes, put_off in looks:
        at += timedelta(minutes=minutes)
        if put_off and now.state in TOLD:
            now = postpone(now, at.date(), "sedan")
        before = now
        now, telling = advance(now, outcome, at)
        if telling == "recovered":
            assert open_alert
            assert outcome in ("holds", "gone")
        if telling == "new":
            assert not open_alert
            assert before.state == "suspect"
        open_alert = {"new": True, "flapping": True, "again": True, "recovered": False}.get(str(telling), open_alert)
        open_alert = open_alert and now.state in TOLD
        assert (now.state in TOLD) == open_alert


def test_nights_are_those_that_end_on_their_date() -> None:
    after, _ = advance(Incident(fingerprint=MARK), "fails", datetime(2026, 11, 19, 23, 30, tzinfo=UTC))

    assert after.recent[-1] == (date(2026, 11, 20), False)
