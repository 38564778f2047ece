"""What a picture shows and what is framed in it, in Swedish."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from guidevakt.pictures import alt_text, sidecar
from guidevakt.pictures.sidecar import Box, Sidecar
from guidevakt.snapshot import Snapshot
from guidevakt.verdict import ClaimResult

SIZE = (600, 300)
DIALOG = """dialog "Lägg till en metod" @0,0,600,300
  heading "Lägg till" [level=2] @20,20,400,30
  combobox "Land" @20,100,400,40
  textbox "Telefonnummer" @20,160,400,40
  button "Nästa" @480,250,100,40"""


@pytest.fixture
def words(make_page: Callable[..., Snapshot]) -> Callable[..., Sidecar]:
    def made(page: str, *claims: tuple[str, str, Box | None], frame: str = "dialog") -> Sidecar:
        told = [ClaimResult(kind=k, expected=e, verdict="holds", box=box) for k, e, box in claims]
        return sidecar.made(b"", make_page(page), frame, (0, 0), SIZE, told)

    return made


def test_window_is_called_by_its_name(words: Callable[..., Sidecar]) -> None:
    assert alt_text.shown(words(DIALOG), "Bild") == "Fönstret Lägg till en metod."


def test_window_without_a_name_is_called_by_its_heading(words: Callable[..., Sidecar]) -> None:
    nameless = DIALOG.replace(' "Lägg till en metod"', "")

    assert alt_text.shown(words(nameless), "Bild") == "Fönstret Lägg till."


def test_page_is_called_by_its_main_heading(words: Callable[..., Sidecar]) -> None:
    page = 'heading "Nyheter" [level=2] @0,0,90,20\nheading "Säkerhetsinformation" [level=1] @0,30,200,20'

    assert alt_text.shown(words(page, frame="page"), "Bild") == "Sidan Säkerhetsinformation."


@pytest.mark.parametrize("known", [True, False])
def test_picture_that_does_not_say_what_it_is_is_called_what_it_is_told(
    words: Callable[..., Sidecar], known: bool
) -> None:
    assert alt_text.shown(words("paragraph @0,0,9,9", frame="page") if known else None, "Bild till steg 1") == (
        "Bild till steg 1."
    )


def test_picture_of_one_thing_is_called_by_it(words: Callable[..., Sidecar]) -> None:
    assert alt_text.shown(words(DIALOG), "Bild", "Sidfoten") == "En del av sidan: Sidfoten."


def test_what_the_step_speaks_of_is_framed_in_the_guides_order(words: Callable[..., Sidecar]) -> None:
    picture = words(
        DIALOG,
        ("dialog", "", (0, 0, 600, 300)),
        ("option", "Sverige", (20, 100, 400, 40)),
        ("field", "telefonnummer", (20, 160, 400, 40)),
        ("accepts", "telefonnummer", (20, 160, 400, 40)),
        ("control", "Nästa", (480, 250, 100, 40)),
        ("control", "Hjälp", None),
    )

    assert alt_text.framed(alt_text.marked(picture), SIZE) == (
        "Inramat: 1 listan ”Land”, i mitten; 2 fältet ”Telefonnummer”, i mitten; 3 knappen ”Nästa”, nere till höger."
    )


def test_one_thing_has_no_number(words: Callable[..., Sidecar]) -> None:
    picture = words(DIALOG, ("control", "Nästa", (480, 250, 100, 40)))

    assert alt_text.framed(alt_text.marked(picture), SIZE) == "Inramat: knappen ”Nästa”, nere till höger."


def test_thing_spoken_of_twice_is_framed_once(words: Callable[..., Sidecar]) -> None:
    twice = ("control", "Nästa", (480, 250, 100, 40)), ("link", "Nästa", (480, 250, 101, 40))

    assert len(alt_text.marked(words(DIALOG, *twice))) == 1


def test_thing_that_the_words_do_not_know_is_called_as_the_guide_does(words: Callable[..., Sidecar]) -> None:
    picture = words(DIALOG, ("picture", "tecken", (20, 210, 100, 30)))

    assert alt_text.framed(alt_text.marked(picture), SIZE) == "Inramat: bilden ”tecken”, nere till vänster."


def test_nothing_framed_is_nothing_said(words: Callable[..., Sidecar]) -> None:
    assert alt_text.framed(alt_text.marked(words(DIALOG, ("dialog", "", (0, 0, 600, 300)))), SIZE) == ""


@pytest.mark.parametrize(
    ("box", "place"),
    [
        ((0, 0, 90, 40), "uppe till vänster"), ((250, 0, 90, 40), "uppe i mitten"),
        ((500, 0, 90, 40), "uppe till höger"),
        ((0, 130, 90, 40), "till vänster"), ((250, 130, 90, 40), "i mitten"), ((500, 130, 90, 40), "till höger"),
        ((0, 260, 90, 40), "nere till vänster"), ((250, 260, 90, 40), "nere i mitten"),
        ((500, 260, 90, 40), "nere till höger"), ((590, 290, 90, 90), "nere till höger"),
        ((-40, -20, 50, 30), "uppe till vänster"),
    ],
)  # fmt: skip
def test_place_is_told_by_the_pictures_thirds(words: Callable[..., Sidecar], box: Box, place: str) -> None:
    [thing] = alt_text.marked(words(DIALOG, ("picture", "", box)))

    assert alt_text.framed([thing], SIZE) == f"Inramat: bilden, {place}."


def test_long_names_are_cut(words: Callable[..., Sidecar]) -> None:
    picture = words(DIALOG.replace("Lägg till en metod", "metod " * 30))

    assert len(alt_text.shown(picture, "Bild")) < 75
