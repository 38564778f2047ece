"""How alike two labels are."""

from __future__ import annotations

import pytest

from guidevakt.likeness import Label, Labels, Likeness, edited, grams


def compare(ours: str, theirs: str, *others: str, context: str = "") -> Likeness:
    read = [Label(text) for text in (ours, theirs, *others)]
    return Labels(read, [read[0]], [read[1]]).compare(read[0], read[1], grams(context))


def test_same_label_is_alike_in_every_way() -> None:
    found = compare("Lägg till", "Lägg till")

    assert (found.spelling, found.letters, found.start, found.case, found.shorter) == pytest.approx((1, 1, 1, 1, 0))


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert compare("Lägg till", "La\u0308gg till").spelling == 1


def test_words_in_another_order_are_the_same_words() -> None:
    assert compare("Återställ ditt lösenord", "Ditt lösenord återställ").spelling == 1


def test_parts_of_compounds_are_met() -> None:
    assert compare("Typ av medlemskap", "Medlemskapstyp").letters > 0.1
    assert compare("Typ av medlemskap", "Visa alla").letters == 0


def test_words_that_stand_all_over_the_page_count_less() -> None:
    rare = compare("Lägg till enhet", "Lägg till grupp")
    common = compare("Lägg till enhet", "Lägg till grupp", *(f"Lägg till {n}" for n in range(9)))

    assert common.letters < rare.letters


@pytest.mark.parametrize(
    ("theirs", "expected"), [("Ny enhet", 1), ("Lägg enhet", 0), ("Lägg till enheter", 1), ("Lägg till", 0)]
)
def test_one_word_of_several_changed(theirs: str, expected: int) -> None:
    assert compare("Lägg till enhet" if "Lägg" in theirs else "Min enhet", theirs).one_word == expected


def test_what_is_new_stands_in_the_sentence() -> None:
    assert compare("Färg", "Välj temafärg", context="välj en temafärg").context > 0.5
    assert compare("Färg", "Välj temafärg", context="något annat").context == 0


def test_empty_labels_can_be_compared() -> None:
    assert compare("", "").spelling == 1
    assert compare("", "Nästa").spelling == 0


@pytest.mark.parametrize(
    ("ours", "theirs", "gone", "come", "kept"),
    [
        ("a b c", "a x c", "b", "x", 2),
        ("a", "a b", "", "b", 1),
        ("a a", "a", "a", "", 1),
        ("a", "b", "a", "b", 0),
        ("", "", "", "", 0),
    ],
)
def test_words_alike_at_both_ends_are_set_aside(ours: str, theirs: str, gone: str, come: str, kept: int) -> None:
    found = edited(tuple(ours.split()), tuple(theirs.split()))

    assert (" ".join(found.gone), " ".join(found.come), found.kept) == (gone, come, kept)
