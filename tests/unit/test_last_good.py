"""What the last good look at a page tells of the labels on it now."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from guidevakt.last_good import LastGood
from guidevakt.snapshot import Snapshot

BEFORE = ("Metoder", "Authenticator", "Telefon", "E-post", "Avbryt")


def test_label_that_was_not_there_tells_nothing() -> None:
    assert LastGood.of("Nyckel", BEFORE, ("Metoder",)) is None
    assert LastGood.of("Telefon", (), ("Metoder",)) is None


def test_label_is_the_whole_one_it_was_a_word_of() -> None:
    good = LastGood.of("Sverige", ("Norge (+47)", "Sverige (+46)"), ())

    assert good is not None
    assert good.label == "Sverige (+46)"


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (("Metoder", "Authenticator", "Sms", "E-post", "Avbryt"), 1),
        (("Metoder", "Authenticator", "Nyckel", "Sms", "E-post", "Avbryt"), 1),
        (("Metoder", "Sms", "E-post"), 1),
        (("Metoder", "Authenticator", "E-post", "Sms", "Avbryt"), 0),
        (("Metoder", "Authenticator", "Sms", "Avbryt", "E-post"), 0.5),
        (("Sms",), None),
    ],
    ids=["its place", "two in its place", "fewer", "further down", "half of them", "alone"],
)
def test_who_took_its_place_stands_among_its_neighbours(now: tuple[str, ...], expected: float | None) -> None:
    good = LastGood.of("Telefon", BEFORE, now)

    assert good is not None
    assert good.same_neighbours("Sms") == expected


def test_what_stood_there_twice_is_no_neighbour() -> None:
    good = LastGood.of("Lägg till", ("Lösenord", "Enheter", "Lösenord", "Lägg till"), ("Lösenord", "Enheter", "Ny"))

    assert good is not None
    assert good.same_neighbours("Ny") == 1


def test_what_stood_there_is_known_whatever_its_case() -> None:
    good = LastGood.of("Telefon", BEFORE, ("AUTHENTICATOR", "Sms"))

    assert good is not None
    assert (good.had("AUTHENTICATOR"), good.had("Sms")) == (True, False)


def test_vanished_is_what_cannot_be_read_any_more(make_page: Callable[..., Snapshot]) -> None:
    good = LastGood.of("Telefon", BEFORE, ("Sms",))
    page = make_page('heading "Metoder"\nbutton "Sms"\n  text : Avbryt')

    assert good is not None
    assert good.vanished(page) == ["authenticator", "e-post"]
