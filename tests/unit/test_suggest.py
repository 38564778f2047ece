"""Which label is it now?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidevakt.suggest import Candidate, Suggestion, likeness, nearest

LABEL = "Lägg till metod"


def _texts(*texts: str) -> list[Candidate]:
    return [Candidate(text) for text in texts]


def test_likeliest_label_is_proposed_and_three_are_listed() -> None:
    found = nearest(
        LABEL, _texts("Enheter", "Lägg till inloggningsmetod", "Ta bort metod", "Lägg till metoder", "Avbryt")
    )

    assert found.label == "Lägg till metoder"
    assert found.candidates == ("Lägg till metoder", "Lägg till inloggningsmetod", "Ta bort metod")


@pytest.mark.parametrize("texts", [(), ("Avbryt",), ("Översikt", "Enheter"), ("Ta bort enhet",)])
def test_nothing_alike_is_no_proposal(texts: tuple[str, ...]) -> None:
    assert nearest(LABEL, _texts(*texts)).label is None


def test_two_equally_like_are_no_proposal_but_are_listed() -> None:
    assert nearest("Steg 1", _texts("Steg 2", "Steg 3")) == Suggestion(None, ("Steg 2", "Steg 3"))


def test_same_label_twice_is_one_candidate() -> None:
    assert nearest("Steg 1", _texts("Steg 2", "Steg 2")) == Suggestion("Steg 2", ("Steg 2",))


def test_words_in_another_order_are_the_same_words() -> None:
    assert likeness("Återställ ditt lösenord", Candidate("Ditt lösenord återställ")) == 1


def test_what_is_unlike_is_not_listed() -> None:
    assert nearest(LABEL, _texts("Xyz")).candidates == ()


@pytest.mark.parametrize("evidence", ["same_destination", "same_words", "same_task"])
def test_evidence_makes_another_label_likely(evidence: str) -> None:
    rival = Candidate("Fortsätt läsa")
    plain, backed = Candidate("Gå vidare"), Candidate("Gå vidare", **{evidence: True})

    assert nearest("Nästa sida", [plain, rival]).label is None
    assert nearest("Nästa sida", [backed, rival]).label == "Gå vidare"


def test_destination_outweighs_spelling() -> None:
    found = nearest(
        "För dig som är medarbetare", [Candidate("För dig som är ny"), Candidate("Personal", same_destination=True)]
    )

    assert found.candidates[0] in ("För dig som är ny", "Personal")
    assert likeness("För dig som är medarbetare", Candidate("Personal", same_destination=True)) > 0.6


@given(st.text(), st.lists(st.text()))
def test_proposal_is_always_one_of_the_listed(label: str, texts: list[str]) -> None:
    found = nearest(label, _texts(*texts))

    assert found.label is None or found.label == found.candidates[0]
    assert set(found.candidates) <= set(texts)
    assert len(found.candidates) <= 3
