"""What a step shows a reader: a window, a text, a message, a picture."""

from __future__ import annotations

from typing import Any

import pytest

from guidevakt.snapshot import Box, Probe
from tests.unit.claims.judging import Judge, told


def test_window_has_opened(judge: Judge) -> None:
    assert told(judge({"kind": "dialog"}, 'dialog "Telefon"')) == (None, None)
    assert told(judge({"kind": "dialog", "name": "Telefon"}, 'alertdialog\n  heading "Telefon"')) == (None, None)


@pytest.mark.parametrize(
    ("page", "facts", "seen"),
    [
        ('button "Lägg till"', {}, None),
        ('dialog "E-post"', {}, "E-post"),
        ('dialog "Telefon"', {"probes": {"Telefon": Probe(visible=False)}}, None),
    ],
    ids=["none", "another", "unseen"],
)
def test_window_that_did_not_open_is_other(judge: Judge, page: str, facts: dict[str, Any], seen: str | None) -> None:
    outcome = judge({"kind": "dialog", "name": "Telefon"}, page, **facts)

    assert (outcome.change, outcome.seen) == ("other", seen)


UNSEEN = Probe(visible=False)
MESSAGE = {"kind": "message", "name": "Verifieringen är klar"}


@pytest.mark.parametrize(
    ("page", "facts", "change", "suggestion"),
    [
        ("status : Verifieringen är klar. Din telefon har registrerats.", {}, None, None),
        ("paragraph : Verifieringen är klar", {}, None, None),
        ("dialog\n  status : Verifieringen är gjord", {}, "renamed", "Verifieringen är gjord"),
        ("dialog\n  status : Allt gick bra, din telefon är med.", {}, "renamed", "Allt gick bra, din telefon är med."),
        ("dialog\n  status : Verification complete. Your phone has been added.", {}, "language", None),
        ('dialog\n  generic : Verifieringen är klar\n  button "Klar"', {}, None, None),
        ('dialog\n  heading "Telefon"\n  generic "Verifieringen är slutförd"\n  button "Klar"', {}, "renamed",
         "Verifieringen är slutförd"),
        ('status : Sidan har laddats\ndialog\n  generic : Verifieringen är slutförd\n  button "Klar"', {}, "renamed",
         "Verifieringen är slutförd"),
        ('dialog\n  paragraph : Ange koden nedan.\n  textbox "Kod"\n  button "Nästa"', {}, "removed", None),
        ('dialog\n  button "Klar"', {}, "removed", None),
        ('dialog\n  button "Klar"', {"hidden": ("Verifieringen är klar",)}, "hidden", None),
        ("status : Verifieringen är klar", {"probes": {"Verifieringen är klar": UNSEEN}}, "hidden", None),
    ],
    ids=["status", "text", "one word", "only message", "English", "plain text",
         "plain text otherwise", "beside a message of the page", "a window that asks", "gone", "display none",
         "unseen"],
)  # fmt: skip
def test_message_says_so(
    judge: Judge, page: str, facts: dict[str, Any], change: str | None, suggestion: str | None
) -> None:
    assert told(judge(MESSAGE, page, **facts)) == (change, suggestion)


@pytest.mark.parametrize("said", ["Verifieringen är inte klar", "Något gick fel. Försök igen senare."])
def test_a_message_that_it_failed_is_no_new_name_for_that_it_is_done(judge: Judge, said: str) -> None:
    assert told(judge(MESSAGE, f"dialog\n status : {said}")) == ("removed", None)


def test_text_can_be_read(judge: Judge) -> None:
    text = {"kind": "text", "name": "Läs igenom de tre stegen"}

    assert told(judge(text, "main\n  paragraph : Läs igenom de tre stegen innan du börjar.")) == (None, None)
    assert told(judge(text, "main\n  paragraph : Läs igenom de fyra stegen")) == (
        "renamed",
        "Läs igenom de fyra stegen",
    )
    assert told(judge(text, "main\n  paragraph : Hej och välkommen.")) == ("removed", None)


PICTURE = {"kind": "picture", "name": ["tecken", "tecknen", "bild"]}


@pytest.mark.parametrize(
    ("page", "facts", "change"),
    [
        ('img "Bild med tecken"', {}, None),
        ('img "Visuell utmaning"', {}, "removed"),
        ("text : bild", {}, "removed"),
        ('img "Bild med tecken" @0,0,0,0', {}, "hidden"),
        ('img "Bild med tecken"', {"probes": {"Bild med tecken": Probe(visible=False)}}, "hidden"),
    ],
    ids=["there", "another", "only words", "no size", "unseen"],
)
def test_picture_is_shown(judge: Judge, page: str, facts: dict[str, Any], change: str | None) -> None:
    assert judge(PICTURE, page, **facts).change == change


@pytest.mark.parametrize(
    ("picture", "change"),
    [
        ('img "Captcha" @0,100,240,72', None),
        ("img @0,100,240,72", None),
        ('img "Ikon" @0,100,20,20', "removed"),
        ('img "Microsoft" @0,0,240,24', "removed"),
    ],
    ids=["another name", "no name", "an icon", "above the fields"],
)
def test_picture_among_the_fields_is_seen_whatever_it_is_called(judge: Judge, picture: str, change: str | None) -> None:
    page = f'{picture}\ntextbox "E-post" @0,40,300,40\ntextbox "Skriv tecknen" @0,200,300,40'

    assert judge(PICTURE, page).change == change


@pytest.mark.parametrize(
    ("box", "change"),
    [((0, 100, 240, 72), None), ((0, 100, 20, 20), "removed"), ((0, 0, 240, 24), "removed")],
    ids=["among the fields", "an icon", "above the fields"],
)
def test_picture_that_a_screen_reader_is_not_told_of_is_seen(judge: Judge, box: Box, change: str | None) -> None:
    page = 'textbox "E-post" @0,40,300,40\ntextbox "Skriv tecknen" @0,200,300,40'

    assert judge(PICTURE, page, pictures=(box,)).change == change


def test_a_message_does_not_go_on_in_the_button_after_it(judge: Judge) -> None:
    page = 'dialog "Telefon"\n  status : Klar, verifieringen är\n  button "Klar"'
    assert judge(MESSAGE, page).change == "renamed"
