"""Words that are only written otherwise: drawn pictures with their words beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

from guidevakt.compare import Box, Tolerance
from guidevakt.pictures import sidecar
from guidevakt.pictures.spelling import Shown, spelled
from guidevakt.snapshot import CLICKABLE, FIELDS, Element, Snapshot

DIALOG = """
    dialog "Telefon" @16,16,368,248
      heading "Telefon" @30,30,340,30
      paragraph @30,66,300,28 : Telefonnummer
      textbox "Telefonnummer" @30,100,340,40
      img "Lås" @340,66,24,24
      button "Avbryt" @170,200,90,40
      button "Nästa" @270,200,100,40
"""
#: Bare texts stand in the box of what is around them, here with two dots and two icons between them.
CHOICE = """
    generic @20,20,360,HIGH
      text @30,22,80,30 : Ring mig
      radio "Samtal" @120,30,14,14
      radio "Sms" @140,30,14,14
      img "Lås" @160,30,14,14
      img "Pil" @180,30,14,14
      text @220,22,80,30 : gratis
"""
LOW, HIGH = CHOICE.replace("HIGH", "40"), CHOICE.replace("HIGH", "160")
SIZE = (400, 280)
BLUE, GREEN = "#0b5cad", "#1f7a3d"
FONT, LARGER = ImageFont.load_default(15), ImageFont.load_default(19)
#: A line is as high as its font, whatever signs stand on it.
LINE_PX = 20

Draw = Callable[..., Shown]
Judge = Callable[..., tuple[str, ...] | None]


def _drawn(
    element: Element, draw: ImageDraw.ImageDraw, colours: dict[str, str], letters: Sequence[str], style: dict[str, Any]
) -> Iterator[tuple[Box, str]]:
    """Draw it; gives where its texts are drawn, and how their letters are changed."""
    x, y, width, height = element.box
    name = element.name or element.text
    fill = colours.get(name, BLUE if element.role in CLICKABLE | {"img"} else "white")
    outline = "#222222" if element.role in FIELDS | CLICKABLE | {"dialog"} else None
    if width and element.role != "generic":
        draw.rectangle((x, y, x + width - 1, y + height - 1), fill, outline)
    if name and element.role not in {"dialog", "img", "radio"} | FIELDS:
        said = name.upper() if name in letters else name
        at, anchor = ((x + width / 2, y + height / 2), "mm") if element.role in CLICKABLE else ((x + 8, y + 6), "la")
        large = style.get("large") == name
        font, line = (LARGER, LINE_PX + 5) if large else (FONT, LINE_PX)
        ink = style.get("ink", {}).get(name) or ("white" if fill != "white" else "#222222")
        draw.text(at, said, ink, font, anchor)
        left, _, right, _ = draw.textbbox(at, said, font, anchor)
        top = y + (height - line) / 2 if anchor == "mm" else y + 6
        yield (round(left), round(top), round(right - left), line), "uppercase" if name in letters else ""
    for child in element.children:
        yield from _drawn(child, draw, colours, letters, style)


@pytest.fixture
def draw(make_page: Callable[..., Snapshot]) -> Draw:
    """A picture of a page as its words say: by name the `colours` of things, the `letters` that style makes capitals,
    the `ink` of words and what is `large`; and boxes of `more` that nothing tells of, in one colour. Where the texts
    are may not have been `asked`."""

    def drawn(
        page: str, size: tuple[int, int] = SIZE, colours: dict[str, str] | None = None, letters: Sequence[str] = (),
        more: Sequence[Box] = (), paint: str = "#b00020", asked: bool = True, **style: Any,
    ) -> Shown:  # fmt: skip
        image = Image.new("RGB", size, "white")
        found = make_page(page)
        texts = list(_drawn(found.root, ImageDraw.Draw(image), colours or {}, letters, style))
        for x, y, width, height in more:
            image.paste(paint, (x, y, x + width, y + height))
        return Shown(image, sidecar.made(b"", found, "dialog", (0, 0), size, texts=texts if asked else ()))

    return drawn


@pytest.fixture
def judge(draw: Draw) -> Judge:
    """The words that are written otherwise than in DIALOG, or another page `before`; None where more has changed."""

    def judged(page: str, before: str = DIALOG, was: dict[str, str] | None = None, **facts: Any) -> Any:
        found = spelled(draw(before, colours=was), draw(page, **facts), Tolerance())
        return found.words if found else None

    return judged


def swap(*pairs: tuple[str, str]) -> str:
    made = DIALOG
    for old, new in pairs:
        assert old in made
        made = made.replace(old, new)
    return made


NEXT = ('"Nästa"', '"NÄSTA"')


# -- what holds ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["NÄSTA", "nästa", "Nästa:", "Nästa …", "Nästa\u00a0»"])
def test_a_word_that_is_only_written_otherwise_is_no_other_picture(judge: Judge, name: str) -> None:
    assert judge(swap(('"Nästa"', f'"{name}"'))) is not None


def test_a_fields_name_in_capitals_is_no_other_picture(judge: Judge) -> None:
    assert judge(swap(("Telefonnummer", "TELEFONNUMMER"))) == ("TELEFONNUMMER",)


def test_capitals_by_style_alone_are_no_other_picture(judge: Judge) -> None:
    assert judge(DIALOG, letters=["Nästa"]) == ("NÄSTA",)


def test_what_a_longer_word_pushes_may_stand_where_it_was_pushed(judge: Judge) -> None:
    grown = swap(('"Nästa" @270,200,100,40', '"NÄSTA …" @260,200,110,40'), ("@170,200,90,40", "@160,200,90,40"))
    assert judge(grown) == ("NÄSTA …",)


TALLER = swap(
    ("@16,16,368,248", "@16,16,368,272"), ("Telefonnummer", "Telefonnummer …"), ("@30,66,300,28", "@30,66,300,52"),
    ("@30,100,340,40", "@30,124,340,40"), ("@170,200,90,40", "@170,224,90,40"), ("@270,200,100,40", "@270,224,100,40"),
)  # fmt: skip


def test_a_window_may_grow_with_the_lines_of_its_words(judge: Judge) -> None:
    assert judge(TALLER, size=(400, 304)) == ("Telefonnummer …",)


# -- what does not -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "facts"),
    [
        (DIALOG, {}),
        (DIALOG, {"colours": {"Avbryt": GREEN}}),
        (swap(NEXT), {"colours": {"Avbryt": GREEN}}),
        (swap(NEXT), {"colours": {"NÄSTA": GREEN}}),
        (swap(NEXT), {"colours": {"NÄSTA": "white"}}),
        (swap(NEXT), {"ink": {"NÄSTA": "#ffb347"}}),
        (swap(NEXT), {"large": "NÄSTA"}),
        (swap(NEXT), {"colours": {"Lås": GREEN}}),
        (swap(NEXT), {"more": [(40, 210, 24, 24)]}),
        (swap(NEXT), {"more": [(345, 212, 16, 16)]}),
        (swap(NEXT), {"more": [(276, 210, 14, 18)], "paint": "white"}),
        (swap(NEXT), {"asked": False}),
        (swap(NEXT, ('      button "Avbryt" @170,200,90,40\n', "")), {}),
        (swap(NEXT, ("Avbryt", "Tillbaka")), {}),
        (swap(('"Nästa"', '"Nasta"')), {}),
        (swap(('"Nästa"', '"Nästan"')), {}),
        (swap(NEXT, ("@170,200,90,40", "@160,200,90,40")), {}),
        (swap(NEXT, ("@270,200,100,40", "@261,209,100,40")), {}),
        (swap(('"Nästa" @270,200,100,40', '"NÄSTA" @150,150,220,90')), {}),
        (swap(('button "Nästa"', 'link "NÄSTA"')), {}),
        (DIALOG, {"letters": ["Nästa"], "asked": False}),
        (TALLER, {"size": (400, 304), "more": [(40, 230, 40, 24)]}),
        (TALLER.replace("Telefonnummer …", "Telefonnummer"), {"size": (400, 304)}),
    ],
    ids=[
        "nothing", "no word", "another button's colour", "its own colour", "its own colour gone", "its letters' colour",
        "larger letters",
        "an icon's colour",
        "a new thing", "a new thing on it", "a new icon in its own colour",
        "texts that nobody asked for", "another button gone", "another button's name", "another letter",
        "another word", "another button moved", "moved itself", "large", "another kind",
        "style that nobody knows of",
        "a new thing in a taller window", "a window that only is taller",
    ],
)  # fmt: skip
def test_what_has_changed_in_more_is_another_picture(judge: Judge, page: str, facts: dict[str, Any]) -> None:
    assert judge(page, **facts) is None


DOTS = {"Samtal": BLUE, "Sms": "white"}
ICONS = {"Lås": GREEN, "Pil": "white"}


def other_way(colours: dict[str, str]) -> dict[str, str]:
    return dict(zip(colours, reversed(colours.values()), strict=True))


@pytest.mark.parametrize(
    ("page", "was", "facts", "same"),
    [
        (LOW.replace("Ring mig", "RING MIG"), DOTS, {"colours": DOTS}, True),
        (LOW.replace("Ring mig", "RING MIG"), DOTS, {"colours": other_way(DOTS)}, False),
        (LOW.replace("Ring mig", "RING MIG").replace("gratis", "genast"), DOTS, {"colours": DOTS}, False),
        (LOW.replace("Ring mig", "RING MIG"), ICONS, {"colours": ICONS}, True),
        (LOW.replace("Ring mig", "RING MIG"), ICONS, {"colours": other_way(ICONS)}, False),
        (LOW.replace("Ring mig", "RING MIG").replace(",40", ",90"), DOTS, {"colours": DOTS}, False),
        (HIGH.replace("Ring mig", "RING MIG"), DOTS, {"colours": DOTS}, False),
    ],
    ids=["words", "another dot", "another word", "icons", "its icons changed places",
         "more than twice as high", "in too large a part"],
)  # fmt: skip
def test_what_stands_with_a_word_is_looked_at_too(
    judge: Judge, page: str, was: dict[str, str], facts: dict[str, Any], same: bool
) -> None:
    before = HIGH if page.count(",160") else LOW
    assert (judge(page, before=before, was=was, **facts) is not None) is same
