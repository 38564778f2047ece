"""What a picture shows in words, as a file beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from guidevakt.pictures import sidecar
from guidevakt.pictures.sidecar import Sidecar
from guidevakt.refused import Refused
from guidevakt.snapshot import Element, Snapshot, parse
from guidevakt.verdict import ClaimResult

PAGE = """
    banner @0,0,1280,50
      link "Eslövs kommun" /hem?spår=1#topp @10,10,100,20
    dialog "Telefon" @400,200,400,300
      text : Land
      button "Nästa" @420.4,400.6,80,30
    link "Långt ner" @0,1000,100,20
"""


@pytest.fixture
def page(make_page: Callable[..., Snapshot]) -> Snapshot:
    return make_page(PAGE)


def said(picture: Sidecar) -> list[str]:
    return [e.name or e.text for e in picture.snapshot.walk() if e.name or e.text]


def test_a_picture_of_a_page_says_what_it_shows_and_no_more(page: Snapshot) -> None:
    made = sidecar.made(b"", page, "page", (0, 0), (1280, 900))
    assert said(made) == ["Eslövs kommun", "Telefon", "Land", "Nästa"]


def test_a_picture_of_a_window_says_what_stands_in_the_window(page: Snapshot) -> None:
    made = sidecar.made(b"", page, "dialog", (384, 184), (432, 332))
    assert said(made) == ["Telefon", "Land", "Nästa"]
    button = made.snapshot.children[1]
    assert button.box == (36, 217, 80, 30)
    assert (made.origin, made.size) == ((384, 184), (432, 332))


def test_what_lies_around_a_window_is_the_page_behind_it(page: Snapshot) -> None:
    made = sidecar.made(b"", page, "dialog", (384, 184), (432, 332))
    assert made.behind == ((0, 0, 432, 16), (0, 316, 432, 16), (0, 0, 16, 332), (416, 0, 16, 332))
    assert sidecar.made(b"", page, "page", (0, 0), (1280, 900)).behind == ()
    assert sidecar.made(b"", page, "dialog", (400, 200), (400, 300)).behind == ()


def test_where_texts_are_drawn_is_kept_and_may_be_missing(page: Snapshot, tmp_path: Path) -> None:
    made = sidecar.made(b"", page, "page", (0, 0), (1280, 900), texts=[((10, 10, 100, 20), "uppercase")])
    file = tmp_path / "bild-1.json"
    file.write_text(made.to_json(), "utf-8")
    assert [(one.how, one.box) for one in sidecar.read(file).texts] == [("uppercase", (10, 10, 100, 20))]
    file.write_text(sidecar.made(b"", page, "page", (0, 0), (1280, 900)).to_json(), "utf-8")
    assert "texts" not in file.read_text("utf-8")
    assert sidecar.read(file).texts == ()


def test_a_text_stands_where_the_thing_around_it_stands(page: Snapshot) -> None:
    made = sidecar.made(b"", page, "dialog", (384, 184), (432, 332))
    assert made.snapshot.children[0].box == (16, 16, 400, 300)


def test_an_address_is_kept_without_what_follows_its_path(page: Snapshot) -> None:
    made = sidecar.made(b"", page, "page", (0, 0), (1280, 900))
    assert [e.url for e in made.snapshot.walk() if e.url] == ["/hem"]


def test_what_stands_in_a_field_is_not_kept() -> None:
    root = parse(
        '- generic [ref=e1] [box=0,0,500,500]:\n  - textbox "Telefonnummer" [ref=e2] [box=0,0,100,20]: 0701234567\n'
        '  - combobox "Land" [ref=e3] [box=0,30,100,20]:\n    - option "Sverige" [selected]\n'
    )
    made = sidecar.made(b"", Snapshot(root), "page", (0, 0), (500, 500))
    assert "0701234567" not in made.to_json()
    assert "selected" not in made.to_json()


def test_the_places_of_the_claims_are_kept_for_who_marks_them(page: Snapshot) -> None:
    claims = [
        ClaimResult(kind="control", expected="Nästa", verdict="holds", box=(420, 400, 80, 30)),
        ClaimResult(kind="link", expected="Långt ner", verdict="holds", box=(0, 1000, 100, 20)),
        ClaimResult(kind="dialog", expected="", verdict="holds"),
    ]
    made = sidecar.made(b"", page, "dialog", (384, 184), (432, 332), claims)
    assert [(c.kind, c.expected, c.box) for c in made.claims] == [
        ("control", "Nästa", (36, 216, 80, 30)), ("link", "Långt ner", None), ("dialog", "", None),
    ]  # fmt: skip


def test_what_is_written_is_read_again(tmp_path: Path, page: Snapshot) -> None:
    (tmp_path / "bild-1.png").write_bytes(b"png")
    made = sidecar.made(b"png", page, "page", (0, 0), (1280, 900), moving=[(1, 2, 3, 4)])
    (tmp_path / "bild-1.json").write_text(made.to_json(), "utf-8")

    assert sidecar.read(tmp_path / "bild-1.json") == made
    assert sidecar.of(tmp_path / "bild-1.png") == made


def test_words_of_another_picture_are_none_of_its_own(tmp_path: Path, page: Snapshot) -> None:
    (tmp_path / "bild-1.png").write_bytes(b"another")
    assert sidecar.of(tmp_path / "bild-1.png") is None
    (tmp_path / "bild-1.json").write_text(sidecar.made(b"png", page, "page", (0, 0), (9, 9)).to_json(), "utf-8")
    assert sidecar.of(tmp_path / "bild-1.png") is None


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"schema": 2}', '{"snapshot": ' * 9000])
def test_a_file_that_holds_no_words_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "bild-1.json").write_text(text, "utf-8")
    with pytest.raises(Refused, match="går inte att läsa som en bilds ord"):
        sidecar.read(tmp_path / "bild-1.json")


def test_a_file_that_is_not_there_or_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="filen finns inte"):
        sidecar.read(tmp_path / "bild-1.json")
    (tmp_path / "bild-1.json").write_text("{}", "utf-8")
    monkeypatch.setattr(sidecar, "LARGEST_BYTES", 1)
    with pytest.raises(Refused, match="filen är för stor"):
        sidecar.read(tmp_path / "bild-1.json")


def test_a_page_without_anything_in_the_picture_still_has_a_root() -> None:
    empty = Snapshot(Element("generic", box=(0, 5000, 10, 10)))
    assert said(sidecar.made(b"", empty, "page", (0, 0), (100, 100))) == []
