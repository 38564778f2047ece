"""What claims that are judged at one moment tell together."""

from __future__ import annotations

from pydantic import TypeAdapter

from guidevakt import moment
from guidevakt.guide import Claim
from guidevakt.outcome import Known, Outcome, drifted, holds
from guidevakt.promises import AnyClaim

CLAIMS: TypeAdapter[list[Claim]] = TypeAdapter(list[AnyClaim])

REMOVED, RENAMED = drifted("removed"), drifted("renamed")


def test_claims_of_one_moment_are_those_judged_on_one_look_of_the_page() -> None:
    claims = CLAIMS.validate_python([
        {"kind": "page", "address": "eslov.se", "leads_to": "start"},
        {"kind": "link", "name": "Nyheter"},
        {"kind": "steps", "count": 3, "after": "Nyheter"},
        {"kind": "accepts", "in": "kod", "value": "practice.code"},
        {"kind": "dialog"},
    ])  # fmt: skip

    assert (moment.at(claims, None), moment.at(claims, "Nyheter")) == ([1, 4], [2])


def told(
    *judged: tuple[str, Outcome], loaded: bool = True, is_window: bool = True, revealed: bool = False
) -> list[str | None]:
    known = Known(is_window=is_window, revealed=revealed)
    return [o.change or o.reason for o in moment.together(judged, known, loaded=loaded)]


def test_what_a_window_that_did_not_open_would_hold_is_not_judged() -> None:
    assert told(("dialog", drifted("other")), ("control", REMOVED)) == ["other", "stuck"]
    assert told(("dialog", holds()), ("control", RENAMED)) == [None, "renamed"]


def test_what_opens_is_a_window_to_a_reader_whatever_the_page_calls_it() -> None:
    window = ("dialog", drifted("other"))
    assert told(window, ("control", holds()), revealed=True) == [None, None]
    assert told(window, ("control", holds()), revealed=False) == ["other", "stuck"]
    assert told(window, ("control", REMOVED), revealed=True) == ["other", "stuck"]
    assert told(window, revealed=True) == ["other"]


def test_what_is_missed_on_a_page_that_is_still_on_its_way_is_no_change() -> None:
    assert told(("link", REMOVED), ("link", holds()), loaded=False) == ["timeout", None]


def test_where_most_of_a_window_is_gone_it_is_the_window_that_is() -> None:
    assert told(("field", REMOVED), ("control", REMOVED), ("option", RENAMED)) == ["other", "other", "renamed"]
    assert told(("field", REMOVED), ("control", REMOVED), is_window=False) == ["removed", "removed"]


def test_one_thing_that_is_gone_from_a_window_is_that_thing() -> None:
    assert told(("control", REMOVED)) == ["removed"]
    assert told(("field", REMOVED), ("control", holds()), ("option", holds())) == ["removed", None, None]
