"""What lies under a window that came over the page cannot hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guidevakt.snapshot import Over
from tests.unit.claims.judging import KNOWN, PHONE_DIALOG, Judge

ADD = {"kind": "control", "name": "Lägg till inloggningsmetod"}
PAGE = """
main
  button "Lägg till inloggningsmetod" @0,40,300,40
"""
KEY, NEWS = Over("Logga in snabbare med en nyckel", (400, 300, 400, 300)), Over("Nyheter", (400, 300, 400, 300))


@pytest.mark.parametrize("page", [PAGE, PAGE.replace('metod"', 'metod" [aria-hidden]'), "main"])
def test_what_lies_under_a_window_is_told_as_hindered_by_it(judge: Judge, page: str) -> None:
    outcome = judge(ADD, page, over=KEY)
    assert (outcome.change, outcome.seen) == ("other", KEY.label)
    assert outcome.note == "Fönstret ”Logga in snabbare med en nyckel” ligger över sidan."


def test_what_stands_in_the_window_itself_holds(judge: Judge) -> None:
    page = 'dialog "Nyheter" @400,300,400,300\n  button "Lägg till inloggningsmetod" @420,320,200,40'
    assert judge(ADD, page, over=NEWS).verdict == "holds"


@pytest.mark.parametrize("how", ["is_window", "revealed"])
def test_a_window_that_the_guide_speaks_of_or_opened_hinders_nothing(judge: Judge, how: str) -> None:
    known = replace(KNOWN, **{how: True})
    assert judge({"kind": "dialog"}, PHONE_DIALOG, known, over=NEWS).verdict == "holds"
    assert judge(ADD, PHONE_DIALOG, known, over=NEWS).verdict == "holds"


def test_a_window_that_asks_for_a_key_in_the_place_of_the_guides_own_is_told(judge: Judge) -> None:
    known = replace(KNOWN, is_window=True)
    window = 'dialog "Logga in snabbare med en nyckel" @400,300,400,300\n  button "Hoppa över" @420,320,200,40'
    assert judge({"kind": "dialog"}, window, known, over=KEY).change == "other"
    assert judge({"kind": "control", "name": "Telefon"}, window, known, over=KEY).change == "other"
