"""Which label is it now?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidevakt.likeness import Likeness
from guidevakt.suggest import WEIGHTS, Candidate, compare, nearest

LABEL = "Lägg till metod"


def texts(*labels: str, before: tuple[str, ...] = ()) -> list[Candidate]:
    """A page whose last good look is known; those `before` stood there then."""
    return [Candidate(label, known_before=label in before) for label in labels]


def untold(*labels: str) -> list[Candidate]:
    """A page of which it is not known what is new."""
    return [Candidate(label) for label in labels]


def test_likeliest_label_is_proposed_and_three_are_listed() -> None:
    found = nearest(
        LABEL, texts("Enheter", "Lägg till inloggningsmetod", "Ta bort metod", "Lägg till metoder", "Avbryt")
    )

    assert found.label == "Lägg till metoder"
    assert found.candidates[:2] == ("Lägg till metoder", "Lägg till inloggningsmetod")
    assert len(found.candidates) == 3


@pytest.mark.parametrize("labels", [(), ("Avbryt",), ("Översikt", "Enheter"), ("Ta bort enhet",)])
def test_nothing_alike_is_no_proposal(labels: tuple[str, ...]) -> None:
    assert nearest(LABEL, untold(*labels)).label is None


@pytest.mark.parametrize("page", [("Steg 2", "Steg 3"), ("Steg 3", "Steg 2")])
def test_equally_like_ones_are_no_proposal_but_are_listed_in_the_pages_order(page: tuple[str, ...]) -> None:
    found = nearest("Steg 1", texts(*page))

    assert (found.label, found.candidates) == (None, page)


def test_same_label_twice_is_one_candidate() -> None:
    assert nearest("Steg 1", texts("Steg 2", "Steg 2")).candidates == ("Steg 2",)


def test_what_stood_there_before_is_not_the_new_name() -> None:
    page = ("Lägg till metoder", "Ny metod", "Avbryt")

    assert nearest(LABEL, texts(*page)).label == "Lägg till metoder"
    assert nearest(LABEL, texts(*page, before=("Lägg till metoder", "Avbryt"))).label == "Ny metod"


def test_deleted_label_has_no_new_name_when_all_else_stood_there_before() -> None:
    labels = ("Lägg till metoder", "Ta bort metod", "Avbryt")

    assert nearest(LABEL, texts(*labels, before=labels)).label is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Nedladdningsläge för filer", "Filernas nedladdningsläge"),
        ("Typ av medlemskap", "Medlemskapstyp"),
        ("Principer för enheter", "Enhetsprinciper"),
        ("Konfigurera appar", "Appkonfiguration"),
    ],
    ids=["genitive", "compound", "words joined", "verb to noun"],
)
def test_swedish_compounds_and_other_word_order_are_alike(old: str, new: str) -> None:
    assert nearest(old, texts("Egenskaper", new, "Ny grupp", "Visa alla")).candidates[0] == new


def test_what_another_vanished_label_would_rather_be_is_not_proposed() -> None:
    page = texts("Minsta längd på koden", "Avbryt", before=("Avbryt",))

    assert nearest("Största kodlängd", page).label == "Minsta längd på koden"
    assert nearest("Största kodlängd", page, vanished=["Minsta kodlängd"]).label is None


def test_same_words_changed_elsewhere_make_a_change_likely() -> None:
    page = texts("Extra (endast mobil)", "Ljud (endast mobil)", "Extra ljud")
    alone, beside = (Likeness(*compare("Extra", page, vanished, "").words[0]) for vanished in ([], ["Ljud"]))

    assert (alone.same_edit, beside.same_edit) == (0, 1)
    assert WEIGHTS.words.same_edit > 0


def test_guides_sentence_tells_which() -> None:
    page = texts("Välj temafärg", "Ange adress")

    assert nearest("Profil", page).candidates[0] in ("Välj temafärg", "Ange adress")
    assert nearest("Profil", page, context="Här väljer du en temafärg.").candidates[0] == "Välj temafärg"
    assert nearest("Profil", page, context="Här anger du en adress.").candidates[0] == "Ange adress"


@pytest.mark.parametrize("evidence", ["same_destination", "same_words", "same_task"])
def test_evidence_makes_another_label_likely(evidence: str) -> None:
    rival = Candidate("Fortsätt läsa")
    plain, backed = Candidate("Gå vidare"), Candidate("Gå vidare", **{evidence: True})

    assert nearest("Nästa sida", [plain, rival]).label is None
    assert nearest("Nästa sida", [backed, rival]).candidates[0] == "Gå vidare"


def test_destination_alone_is_enough() -> None:
    page = [Candidate("För dig som är ny"), Candidate("Personal", same_destination=True)]

    assert nearest("För dig som är medarbetare", page).candidates[0] == "Personal"


def test_unlike_word_among_the_old_neighbours_is_proposed() -> None:
    page = [*texts("E-post", "Nyckel", before=("E-post", "Nyckel"))]
    moved_in = Candidate("Sms", same_neighbours=1, known_before=False)
    elsewhere = Candidate("Sms", known_before=False)
    other = Candidate("Visa hjälp", known_before=False)

    assert nearest("Telefon", [*page, moved_in, other]).label == "Sms"
    assert nearest("Telefon", [*page, elsewhere, other]).label is None


@given(st.text(), st.lists(st.text()), st.lists(st.text()), st.text())
def test_proposal_is_always_the_first_listed(label: str, now: list[str], gone: list[str], context: str) -> None:
    found = nearest(label, texts(*now, before=tuple(now[::2])), gone, context)

    assert found.label is None or found.label == found.candidates[0]
    assert set(found.candidates) <= set(now)
    assert len(found.candidates) <= 3


@given(st.text(), st.lists(st.text(), unique=True), st.lists(st.text()))
def test_likelihoods_are_shares(label: str, now: list[str], gone: list[str]) -> None:
    shares = compare(label, texts(*now), gone, "").likelihoods(WEIGHTS)

    assert all(0 <= share <= 1 for share in shares)
    assert sum(shares) <= 1 + 1e-9
