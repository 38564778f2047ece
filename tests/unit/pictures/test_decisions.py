"""val.json: what a person chose, and every way it can be wrong."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from guidevakt.pictures import decisions
from guidevakt.pictures.decisions import Decision, Decisions, today
from guidevakt.refused import Refused
from tests import hostile

FILE = Path("val.json")
ONE = {"guide": "losenord", "step": "registrera-5", "picture": "bild-4", "sha256": "a" * 64, "choice": "new"}
#: The day stands still while the tests run: a run past midnight finds what any other finds.
TODAY = today()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _the_day_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decisions, "today", lambda: TODAY)


def png(mode: str = "RGB", size: tuple[int, int] = (30, 20), **facts: Any) -> bytes:
    file = io.BytesIO()
    Image.new(mode, size).save(file, "PNG", **facts)
    return file.getvalue()


def text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def parse(*chosen: dict[str, Any], **facts: Any) -> Decisions:
    whole = {"schema": 1, "run": "2026-11-22T02-15-00Z-7f3a", "who": "Anna Ek", "decisions": list(chosen), **facts}
    return decisions.parse(json.dumps(whole), FILE)


def one(**facts: Any) -> Decision:
    return parse({**ONE, **facts}).decisions[0]


def refusal(parsed: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        parsed()
    return str(refused.value).removeprefix(f"{FILE}: ")


def test_choices_are_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "val.json"
    whole = {"schema": 1, "run": "r1", "who": " Åsa ", "decisions": [{**ONE, "until": None, "why": "", "image": None}]}
    file.write_text("\ufeff" + json.dumps(whole), "utf-8")

    read = decisions.read(file)
    assert (read.run, read.who, read.decisions[0].choice, read.decisions[0].image) == ("r1", "Åsa", "new", None)


@pytest.mark.parametrize("choice", ["new", "old", "later", "variant"])
def test_a_plain_choice_needs_nothing_more(choice: str) -> None:
    assert one(choice=choice).choice == choice


def test_a_difference_can_be_accepted_for_a_year_at_most() -> None:
    last = TODAY + timedelta(days=366)
    assert one(choice="until", until=TOMORROW.isoformat()).until == TOMORROW
    assert one(choice="until", until=last.isoformat()).until == last


@pytest.mark.parametrize("day", [TODAY, TODAY - timedelta(days=1), TODAY + timedelta(days=367)])
def test_a_day_that_is_over_or_too_far_off_is_refused(day: date) -> None:
    said = refusal(lambda: one(choice="until", until=day.isoformat()))
    assert said.startswith(f"decisions.0: until ska vara en dag efter {TODAY}, senast ")


FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "no such choice": ({"choice": "godkänn"}, "decisions.0.choice: ska vara new, old, later, until, variant eller own"),
    "a day with another choice": ({"until": TOMORROW.isoformat()}, "decisions.0: until hör till valet until"),
    "until without a day": ({"choice": "until"}, "decisions.0: until hör till valet until, och behövs där."),
    "a day that is none": ({"choice": "until", "until": "i morgon"}, "decisions.0.until: ska vara ett datum som"),
    "a day as a number": ({"choice": "until", "until": 1}, "decisions.0.until: ska vara ett datum som"),
    "a picture with another choice": ({"image": text(png())}, "decisions.0: image hör till valet own"),
    "own without a picture": ({"choice": "own"}, "decisions.0: image hör till valet own, och behövs där."),
    "a picture that is no base64": ({"choice": "own", "image": "åäö"}, "decisions.0.image: ska vara en hel bild"),
    "a picture that is no text": ({"choice": "own", "image": 3}, "decisions.0.image: ska vara en bild"),
    "a picture cut off": ({"choice": "own", "image": text(png()[:50])}, "decisions.0.image: ska vara en hel bild"),
    "a picture of text": ({"choice": "own", "image": text(b"hej")}, "decisions.0.image: ska vara en hel bild"),
    "a way out of the folder": ({"guide": "../guider"}, "decisions.0.guide: får bara ha små bokstäver"),
    "a picture's way out": ({"picture": "bild/../4"}, "decisions.0.picture: får bara ha små bokstäver"),
    "no sha256": ({"sha256": "A" * 64}, "decisions.0.sha256: ska vara bildens sha256"),
    "an unknown key": ({"skäl": "x"}, "decisions.0.skäl: nyckeln finns inte; tillåtna är guide, step, picture"),
    "a long reason": ({"why": "a" * 501}, "decisions.0.why: får vara högst 500 tecken."),
    "a sign that is none": ({"why": "a\x07"}, "decisions.0.why: får inte ha styrtecken."),
    "no step": ({"step": None}, "decisions.0.step: ska vara text."),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_faulty_choice_is_refused_with_its_place(what: str) -> None:
    facts, said = FAULTS[what]
    assert refusal(lambda: one(**facts)).startswith(said)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"schema": 2}, "schema: ska vara 1"),
        ({"run": "../../etc"}, "run: ska vara en körnings id"),
        ({"who": ""}, "who: ska vara ett namn med 1–80 tecken."),
        ({"who": " \n "}, "who: ska vara ett namn med 1–80 tecken."),
        ({"who": "a" * 81}, "who: ska vara ett namn med 1–80 tecken."),
        ({"who": "An\x00na"}, "who: får inte ha styrtecken."),
        ({"decisions": []}, "decisions: får inte vara tomt."),
        ({"vem": "Anna"}, "vem: nyckeln finns inte; tillåtna är schema, run, who, decisions."),
    ],
)
def test_a_faulty_file_is_refused_with_its_place(facts: dict[str, Any], said: str) -> None:
    assert refusal(lambda: parse(ONE, **facts)).startswith(said)


def test_every_fault_is_told_at_once() -> None:
    said = refusal(lambda: parse({**ONE, "choice": "x"}, {**ONE, "picture": "bild-5", "sha256": "x"}))
    assert len(said.splitlines()) == 2


def test_one_picture_gets_one_choice() -> None:
    assert "bilden bild-4 i guiden losenord har fått två val" in refusal(lambda: parse(ONE, {**ONE, "choice": "old"}))


@pytest.mark.parametrize("text", ["", "{", "val", "[" * 100_000], ids=["empty", "cut off", "no JSON", "deep"])
def test_a_file_that_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="filen är inte giltig JSON"):
        decisions.parse(text, FILE)


@pytest.mark.parametrize("text", ["[]", "3", "null"])
def test_json_that_is_no_choices_is_refused(text: str) -> None:
    with pytest.raises(Refused, match=r"val\.json: filen: ska vara nycklar med värden"):
        decisions.parse(text, FILE)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "latin.json").write_bytes("åäö".encode("latin-1"))
    with pytest.raises(Refused, match="filen finns inte"):
        decisions.read(tmp_path / "val.json")
    with pytest.raises(Refused, match="går inte att läsa som text"):
        decisions.read(tmp_path / "latin.json")
    monkeypatch.setattr(decisions, "FILE_BYTES", 2)
    with pytest.raises(Refused, match="filen är för stor"):
        decisions.read(tmp_path / "latin.json")


def test_an_own_picture_is_written_anew_without_what_its_file_told() -> None:
    told = PngInfo()
    told.add_text("Author", "Anna Ek, Eslöv")
    given = png(pnginfo=told)
    assert b"Anna Ek" in given

    kept = one(choice="own", image=text(given)).image
    assert kept is not None
    assert b"Anna Ek" not in kept
    with Image.open(io.BytesIO(kept)) as image:
        assert (image.format, image.size, image.mode, image.info) == ("PNG", (30, 20), "RGB", {})


def test_an_own_picture_can_be_transparent() -> None:
    kept = one(choice="own", image=text(png("RGBA"))).image
    with Image.open(io.BytesIO(kept or b"")) as image:
        assert image.mode == "RGBA"


def test_an_own_picture_can_be_given_as_bytes() -> None:
    made = Decision.model_validate({**ONE, "choice": "own", "image": png()})
    assert made.image is not None
    assert made.image.startswith(b"\x89PNG")


def test_another_format_is_refused() -> None:
    file = io.BytesIO()
    Image.new("RGB", (30, 20)).save(file, "JPEG")
    assert "formatet PNG" in refusal(lambda: one(choice="own", image=text(file.getvalue())))


def test_a_picture_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    given = png("L", (7000, 6000))
    assert "för många bildpunkter" in refusal(lambda: one(choice="own", image=text(given)))
    monkeypatch.setattr(decisions, "IMAGE_BYTES", 100)
    assert "högst 10 MB" in refusal(lambda: one(choice="own", image=text(given)))


def test_who_and_why_are_one_line_each() -> None:
    assert decisions.signed("  Anna  Ek ", "Ny\nknapp") == ("Anna Ek", "Ny knapp")
    with pytest.raises(Refused, match="Namnet ska vara ett namn med 1–80 tecken"):
        decisions.signed("")
    with pytest.raises(Refused, match="Skälet får vara högst 500 tecken"):
        decisions.signed("Anna", "a" * 501)


def test_choices_that_mean_harm_are_refused_by_name_and_those_with_a_mark_first_are_read(tmp_path: Path) -> None:
    file = tmp_path / "val.json"
    for name, data in hostile.json_(scale=50).items():
        file.write_bytes(data)
        with pytest.raises(Refused) as refused:
            decisions.read(file)
        assert all(line.startswith(f"{file}") and len(line) < 400 for line in str(refused.value).splitlines()), name
    one = {"guide": "losenord", "step": "valj", "picture": "bild-1", "sha256": "0" * 64, "choice": "later"}
    file.write_text(json.dumps({"schema": 1, "run": "r1", "who": "Anna", "decisions": [one]}), "utf-8-sig")
    assert decisions.read(file).who == "Anna"
