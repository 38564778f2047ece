"""How alike two labels are."""

from __future__ import annotations

import pytest

from guidevakt.likeness import Labels, Likeness, edited


def compare(ours: str, theirs: str, *others: str, context: str = "") -> Likeness:
    [[found]] = Labels([ours, theirs, *others], [0], [1]).compare([0], [1], context)
    return Likeness(*found)


def test_same_label_is_alike_in_every_way() -> None:
    found = compare("Lägg till", "Lägg till")

    assert (found.spelling, found.letters, found.start, found.case, found.length) == pytest.approx((1, 1, 1, 1, 0))


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


def test_same_letters_changed_elsewhere_are_the_same_edit_within_words_too() -> None:
    texts = ["iOS-enheter", "iOS-princip", "iOS/iPadOS-enheter", "iOS/iPadOS-princip", "Ny princip"]
    [row] = Labels(texts, [0, 1], [2, 3, 4]).compare([0], [2, 3, 4])

    assert [Likeness(*found).same_edit for found in row] == [1, 0, 0]


def test_whole_label_in_the_place_of_another_is_no_edit_of_it() -> None:
    [[found]] = Labels(["Av", "Av", "På", "På"], [0, 1], [2, 3]).compare([0], [2])

    assert Likeness(*found).same_edit == 0


def test_shorter_and_longer_are_as_far() -> None:
    assert compare("Skapa", "Skapa ny").length == compare("Skapa ny", "Skapa").length > 0


def test_what_is_new_stands_in_the_sentence() -> None:
    assert compare("Färg", "Välj temafärg", context="välj en temafärg").context > 0.5
    assert compare("Färg", "Välj temafärg", context="något annat").context == 0


def test_empty_labels_can_be_compared() -> None:
    assert compare("", "").spelling == 1
    assert compare("", "Nästa").spelling == 0


@pytest.mark.parametrize(
    ("ours", "theirs", "gone", "come"),
    [
        ("365-appaket", "365-appar", "ket", "r"),
        ("mina appar", "appar", "mina ", ""),
        ("aa", "a", "a", ""),
        ("av", "på", "av", "på"),
        ("", "", "", ""),
    ],
)
def test_letters_alike_at_both_ends_are_set_aside(ours: str, theirs: str, gone: str, come: str) -> None:
    assert edited(ours, theirs) == (gone, come)


def test_everything_is_compared_with_everything() -> None:
    labels = Labels(["Av", "På", "Lägg till", "Lägg till metod"], [0, 1], [2, 3])

    assert labels.compare([0, 1], [2, 3]).shape == (2, 2, len(Likeness._fields))
    assert labels.compare([], [2, 3]).shape == (0, 2, len(Likeness._fields))
