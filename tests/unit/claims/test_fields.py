"""What is filled in, ticked or chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from guidevakt import claims
from guidevakt.snapshot import Probe
from tests.unit.claims.judging import CLAIM, EMAIL, KNOWN, PHONE, PHONE_DIALOG, SIGNS, Judge, MakePage, told


def test_field_by_an_english_name_is_language(judge: Judge) -> None:
    found = judge(SIGNS, reset(FIRST, "Enter the characters that you see"))
    assert (found.change, found.suggestion) == ("language", None)


def test_new_name_of_a_field_is_told_without_the_signs_after_it(judge: Judge) -> None:
    assert judge(SIGNS, reset(FIRST, "Ord i ljudet: *")).suggestion == "Ord i ljudet"


@pytest.mark.parametrize("shown", ["Telefonnummer", "Ange telefonnummer", "Telefonnummer: *"])
def test_field_is_known_by_a_word_of_its_name(judge: Judge, shown: str) -> None:
    assert told(judge(PHONE, PHONE_DIALOG.replace("Telefonnummer", shown))) == (None, None)


@pytest.mark.parametrize(
    ("page", "facts", "change", "suggestion"),
    [
        (PHONE_DIALOG.replace("Telefonnummer", "Mobilnummer"), {}, "renamed", "Mobilnummer"),
        (PHONE_DIALOG.replace("Telefonnummer", "Nummer"), {}, "renamed", "Nummer"),
        (PHONE_DIALOG.replace('textbox "Telefonnummer"', "text : och"), {}, "removed", None),
        (PHONE_DIALOG.replace('"Telefonnummer"', '"Telefonnummer" [disabled]'), {}, "disabled", None),
        (PHONE_DIALOG, {"probes": {"Telefonnummer": Probe(visible=False)}}, "hidden", None),
        (PHONE_DIALOG.replace('textbox "Telefonnummer"', "text : och"), {"hidden": ("Telefonnummer",)}, "hidden", None),
        (PHONE_DIALOG, {"probes": {"Telefonnummer": Probe(tag="input", type="password")}}, "role", None),
        (PHONE_DIALOG, {"probes": {"Telefonnummer": Probe(tag="input", type="date")}}, "role", None),
        (PHONE_DIALOG.replace("textbox", "checkbox"), {}, "role", None),
    ],
    ids=["renamed", "only field", "removed", "disabled", "unseen", "display none", "password", "date", "checkbox"],
)  # fmt: skip
def test_field_that_drifts(judge: Judge, page: str, facts: dict[str, Any], change: str, suggestion: str | None) -> None:
    assert told(judge(PHONE, page, **facts)) == (change, suggestion)


def reset(*fields: str) -> str:
    """Microsoft's password reset: a heading and fields below each other."""
    return 'main\n  heading "Återfå åtkomst till ditt konto" [level=1]\n' + "\n".join(
        f'  textbox "{f}"' for f in fields
    )


FIRST, SECOND = "E-post eller användarnamn: *", "Ange tecknen i bilden eller orden i ljudet. *"


@pytest.mark.parametrize(
    ("fields", "first", "second"),
    [
        ((FIRST, SECOND), None, None),
        (("Användarnamn", "Skriv tecknen"), None, None),
        ((SECOND, FIRST), "order", "order"),
        (("Användar-ID", SECOND), "renamed", None),
        ((FIRST, "Ord i ljudet"), None, "renamed"),
        ((FIRST,), None, "removed"),
        ((FIRST, SECOND, "Telefon till jobbet"), None, None),
        ((FIRST, SECOND, "Personnummer *"), None, "count"),
        ((FIRST, "Personnummer *", SECOND), None, "count"),
        (("Personnummer *", FIRST, SECOND), "count", "count"),
        ((FIRST, "Valfritt", SECOND), None, "order"),
    ],
    ids=[
        "as documented", "other words", "other order", "first renamed", "second renamed", "one is gone",
        "a voluntary one", "a mandatory one last", "a mandatory one between", "a mandatory one first", "one between",
    ],
)  # fmt: skip
def test_fields_stand_in_their_places(
    judge: Judge, fields: tuple[str, ...], first: str | None, second: str | None
) -> None:
    assert judge(EMAIL, reset(*fields)).change == first
    assert judge(SIGNS, reset(*fields)).change == second


def test_field_that_the_browser_calls_required_is_mandatory(judge: Judge) -> None:
    probes = {"Personnummer": Probe(type="text", required=True)}

    assert judge(SIGNS, reset(FIRST, SECOND, "Personnummer"), probes=probes).change == "count"


def test_field_that_was_added_is_told_without_the_sign_that_it_is_mandatory(judge: Judge) -> None:
    assert judge(SIGNS, reset(FIRST, SECOND, "Personnummer *")).seen == "Personnummer"


def test_field_for_searching_is_no_field_of_the_page(judge: Judge) -> None:
    assert told(judge(EMAIL, 'banner\n  searchbox "Sök"\n' + reset(FIRST, SECOND))) == (None, None)


@pytest.mark.parametrize(
    ("page", "change", "suggestion"),
    [
        (PHONE_DIALOG, None, None),
        (PHONE_DIALOG.replace("Sverige (+46)", "SVERIGE"), None, None),
        (PHONE_DIALOG.replace('"Land"', '"Region"'), None, None),
        (PHONE_DIALOG.replace('    option "Sverige (+46)"\n', ""), "removed", None),
        (PHONE_DIALOG.replace("Sverige (+46)", "Svergie (+46)"), "renamed", "Svergie (+46)"),
        (PHONE_DIALOG.replace("(+46)\"", "(+46)\" [disabled]"), "disabled", None),
        (PHONE_DIALOG.replace('"Land"', '"Land" [disabled]'), "disabled", None),
        ('text : Sverige', "removed", None),
        ('listbox "Land"\n  option "Sverige"', None, None),
        ('option "Sverige"', None, None),
    ],
    ids=[
        "as documented", "case", "list renamed", "gone", "misspelt", "choice disabled", "list disabled", "no list",
        "listbox", "loose",
    ],
)  # fmt: skip
def test_option_stands_in_its_list(judge: Judge, page: str, change: str | None, suggestion: str | None) -> None:
    known = replace(KNOWN, before=("Land", "Norge (+47)", "Sverige (+46)"))

    assert told(judge({"kind": "option", "name": "Sverige", "in": "Land"}, page, known)) == (change, suggestion)


@pytest.mark.parametrize(
    ("page", "opens"),
    [
        ('combobox "Land"', "Land"),
        ('button "Land USA (+1)"', "Land USA (+1)"),
        ('combobox "Land"\n  option "USA (+1)" @0,0,0,0', None),
        ('combobox "Land"\nlistbox\n  option "USA (+1)"', "Land"),
        ('combobox "Land"\nlistbox\n  option "Sverige (+46)"', None),
        ('button "Nästa"', None),
    ],
    ids=["list", "button", "native list", "open list", "open list that has it", "no list"],
)
def test_what_a_closed_list_offers_is_not_known_before_it_is_opened(
    make_page: MakePage, page: str, opens: str | None
) -> None:
    claim = CLAIM.validate_python({"kind": "option", "name": "Sverige", "in": "Land"})
    listed = claims.closed_list(claim, make_page(page))

    assert (listed and listed.name) == opens


@pytest.mark.parametrize("name", ["Land", "Region"])
def test_option_is_shown_by_its_list(judge: Judge, name: str) -> None:
    outcome = judge({"kind": "option", "name": "Sverige", "in": "Land"}, PHONE_DIALOG.replace("Land", name))

    assert outcome.element is not None
    assert (outcome.element.role, outcome.seen) == ("combobox", "Sverige (+46)")


@pytest.mark.parametrize(
    ("type_", "name", "change"),
    [
        ("email", EMAIL, None), ("search", EMAIL, None), ("tel", EMAIL, None), ("number", EMAIL, "role"),
        ("password", EMAIL, "role"), ("number", PHONE, None), ("password", PHONE, "role"),
    ],
)  # fmt: skip
def test_a_field_may_be_of_another_type_as_long_as_the_text_can_be_written(
    judge: Judge, type_: str, name: dict[str, Any], change: str | None
) -> None:
    shown = "Telefonnummer" if name is PHONE else FIRST
    page = f'main\n  textbox "{shown}"'
    assert judge(name, page, probes={shown: Probe(tag="input", type=type_)}).change == change


def test_a_field_that_became_a_list_is_role_and_the_next_is_still_the_second(judge: Judge) -> None:
    page = f'main\n  combobox "{FIRST}"\n  textbox "{SECOND}"'
    assert (judge(EMAIL, page).change, judge(SIGNS, page).change) == ("role", None)


def test_a_list_that_can_be_written_in_is_a_field(judge: Judge) -> None:
    page = f'main\n  combobox "{FIRST}"\n  textbox "{SECOND}"'
    written = {FIRST: Probe(tag="input", type="text")}
    assert (judge(EMAIL, page, probes=written).change, judge(SIGNS, page, probes=written).change) == (None, None)


def test_a_field_that_is_gone_is_not_the_next_one_by_another_name(judge: Judge) -> None:
    assert told(judge(EMAIL, reset(SECOND))) == ("removed", None)


def test_a_mandatory_field_by_a_new_name_is_no_new_field(judge: Judge) -> None:
    page = reset(FIRST, "Skriv av det som visas ovanför. *")
    assert (judge(EMAIL, page).change, judge(SIGNS, page).change) == (None, "renamed")
