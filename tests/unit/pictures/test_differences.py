"""What a received picture says otherwise than the approved one, in the reader's terms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from guidevakt.pictures import sidecar
from guidevakt.pictures.differences import told
from guidevakt.pictures.sidecar import Sidecar
from guidevakt.snapshot import Snapshot
from guidevakt.verdict import Difference

DIALOG = """
    heading "Telefon" @20,0,300,30
    paragraph @20,40,300,20 : Vilket telefonnummer vill du använda?
    generic @20,80,100,20 : Land
    combobox "Land" @20,100,200,30
    textbox "Telefonnummer" @20,150,200,30
    button "Avbryt" @20,200,80,30
    button "Nästa" @120,200,80,30
"""
MENU = """
    link "Översikt" /oversikt @0,0,100,20
    link "Enheter" /enheter @0,30,100,20
    link "Lösenord" /losenord @0,60,100,20
    link "Hjälp" /hjalp @0,90,100,20
"""

Differing = Callable[..., list[tuple[str, ...]]]


@pytest.fixture
def words(make_page: Callable[..., Snapshot]) -> Callable[..., Sidecar]:
    """The words of a picture of a page, 400×300 px unless told otherwise."""

    def made(page: str, size: tuple[int, int] = (400, 300), moving: Sequence[Any] = ()) -> Sidecar:
        return sidecar.made(b"", make_page(page), "page", (0, 0), size, moving=moving)

    return made


@pytest.fixture
def differing(words: Callable[..., Sidecar]) -> Callable[..., list[tuple[str, ...]]]:
    """The differences of two pages in short: change, role, name, what it is called now or its way."""

    def made(before: str, after: str, places: bool = True, **facts: Any) -> list[tuple[str, ...]]:
        return [short(d) for d in told(words(before, **facts), words(after, **facts), places)]

    return made


def short(one: Difference) -> tuple[str, ...]:
    return (one.change, one.role, one.name, one.way or one.seen or "")


def test_equal_pages_differ_in_nothing(differing: Differing) -> None:
    assert differing(DIALOG, DIALOG) == []


def test_a_renamed_button_is_the_same_button(differing: Differing) -> None:
    assert differing(DIALOG, DIALOG.replace("Nästa", "Fortsätt")) == [("renamed", "button", "Nästa", "Fortsätt")]


def test_two_buttons_renamed_at_once_are_told_apart_by_their_places(differing: Differing) -> None:
    after = DIALOG.replace("Nästa", "Gå vidare").replace("Avbryt", "Stäng")
    assert set(differing(DIALOG, after)) == {
        ("renamed", "button", "Nästa", "Gå vidare"), ("renamed", "button", "Avbryt", "Stäng"),
    }  # fmt: skip


def test_a_renamed_link_is_known_by_where_it_leads(differing: Differing) -> None:
    after = MENU.replace('"Hjälp" /hjalp @0,90', '"Stöd och kontakt" /hjalp @200,90')
    assert differing(MENU, after) == [("renamed", "link", "Hjälp", "Stöd och kontakt")]


def test_another_link_in_the_same_place_is_another_link(differing: Differing) -> None:
    after = MENU.replace('"Hjälp" /hjalp', '"Logga ut" /logga-ut')
    assert differing(MENU, after) == [("removed", "link", "Hjälp", ""), ("added", "link", "", "Logga ut")]


def test_what_has_come_and_what_has_gone_is_told(differing: Differing) -> None:
    less = MENU.replace('link "Hjälp" /hjalp @0,90,100,20', "")
    assert differing(MENU, less) == [("removed", "link", "Hjälp", "")]
    assert differing(less, MENU) == [("added", "link", "", "Hjälp")]


def test_a_link_that_became_text_is_another_kind_of_thing(differing: Differing) -> None:
    after = MENU.replace('link "Enheter" /enheter @0,30,100,20', "listitem @0,30,100,20 : Enheter")
    assert differing(MENU, after) == [("role", "link", "Enheter", "Enheter")]


def test_a_button_that_was_switched_off_is_told(differing: Differing) -> None:
    after = DIALOG.replace('button "Nästa"', 'button "Nästa" [disabled]')
    assert differing(DIALOG, after) == [("disabled", "button", "Nästa", "Nästa")]
    assert differing(after, DIALOG) == []


def test_a_label_and_its_field_are_told_once_as_the_field(differing: Differing) -> None:
    after = DIALOG.replace("Land", "Landskod")
    assert differing(DIALOG, after) == [("renamed", "combobox", "Land", "Landskod")]


def test_a_changed_sentence_is_told(differing: Differing) -> None:
    after = DIALOG.replace("vill du använda", "ska vi använda")
    assert differing(DIALOG, after) == [
        ("renamed", "text", "Vilket telefonnummer vill du använda?", "Vilket telefonnummer ska vi använda?")
    ]


def test_a_changed_heading_of_a_table_is_told(differing: Differing) -> None:
    table = '''
    table @0,0,300,60
      row @0,0,300,30
        columnheader "Uppgift" @0,0,150,30
        cell "070-174 06 05" @150,0,150,30
    '''
    assert differing(table, table.replace("Uppgift", "Detalj")) == [("renamed", "text", "Uppgift", "Detalj")]


def test_case_spaces_and_quotes_are_no_difference(differing: Differing) -> None:
    after = DIALOG.replace('"Nästa"', '"NÄSTA "').replace("telefonnummer vill", "telefonnummer  vill")
    assert differing(DIALOG, after) == []


def test_what_is_read_on_a_large_button_is_told_by_its_first_line(differing: Differing) -> None:
    big = """
    button "Telefon Få ett sms" @0,0,300,60
      paragraph @0,0,300,20 : Telefon
      generic @0,30,300,20 : Få ett sms
    """
    assert differing(big, "") == [("removed", "button", "Telefon", "")]
    assert differing(big, big.replace("Telefon", "Mobil")) == [("renamed", "button", "Telefon", "Mobil")]
    assert differing(big, big.replace("sms", "samtal")) == [
        ("renamed", "button", "Telefon Få ett sms", "Telefon Få ett samtal")
    ]


# -- what stands elsewhere -------------------------------------------------------------------------------------------


def lower(page: str, by: int, *names: str) -> str:
    """The page with the lines that hold any of the names (or all) so many px further down."""
    made = []
    for line in page.splitlines():
        head, at, box = line.rpartition("@")
        if at and (not names or any(name in line for name in names)):
            x, y, rest = box.split(",", 2)
            line = f"{head}@{x},{int(y) + by},{rest}"
        made.append(line)
    return "\n".join(made)


def test_a_control_that_moved_alone_is_told(differing: Differing) -> None:
    assert differing(DIALOG, lower(DIALOG, 25, "combobox")) == [("moved", "combobox", "Land", "down")]
    assert differing(DIALOG, DIALOG.replace("@120,200", "@260,200")) == [("moved", "button", "Nästa", "right")]
    assert differing(DIALOG.replace("@120,200", "@260,200"), DIALOG) == [("moved", "button", "Nästa", "left")]


def test_what_moved_along_beneath_it_is_not_told_too(differing: Differing) -> None:
    after = lower(DIALOG, 60, "generic", "combobox", "textbox", "button")
    assert differing(DIALOG, after) == [("moved", "combobox", "Land", "down")]


def test_everything_a_little_lower_is_nothing(differing: Differing) -> None:
    assert differing(DIALOG, lower(DIALOG, 1)) == []
    assert differing(DIALOG, lower(DIALOG, 50)) == []


def test_what_a_new_thing_pushed_down_has_not_moved(differing: Differing) -> None:
    notice = f"    paragraph @0,0,300,20 : Just nu är det kö.\n{lower(DIALOG, 40)}"
    assert differing(DIALOG, notice) == [("added", "text", "", "Just nu är det kö.")]
    head, tail = DIALOG.split("    generic")
    between = f"{head}    link \"Hjälp\" @20,70,50,20\n    generic{lower(tail, 30)}"
    assert differing(DIALOG, between) == [("added", "link", "", "Hjälp")]
    assert differing(between, DIALOG) == [("removed", "link", "Hjälp", "")]


def test_what_a_longer_text_pushed_down_has_not_moved(differing: Differing) -> None:
    longer = lower(DIALOG, 20, "generic", "combobox", "textbox", "button").replace("@20,40,300,20", "@20,40,300,40")
    assert differing(DIALOG, longer) == []


def test_two_that_changed_places_are_told_as_one_that_moved(differing: Differing) -> None:
    lines = MENU.splitlines()[1:]
    swapped = "\n".join([
        lines[0], lines[2].replace("@0,60", "@0,30"), lines[1].replace("@0,30", "@0,60"), lines[3],
    ])  # fmt: skip
    found = differing(MENU, swapped)
    assert len(found) == 1
    assert found[0] in {("moved", "link", "Enheter", "down"), ("moved", "link", "Lösenord", "up")}


def test_a_bare_text_without_a_place_of_its_own_has_not_moved(differing: Differing) -> None:
    page = """
    paragraph @0,0,300,40
      text : Läs mer i
      link "guiden" @60,0,50,20
    button "Nästa" @0,60,80,30
    """
    assert differing(page, page.replace("@60,0", "@200,0")) == [("moved", "link", "guiden", "right")]
    assert differing(page, lower(page, 50, "link", "button")) == []  # all that has a place has the same one


def test_in_another_environment_places_are_not_compared(differing: Differing) -> None:
    after = lower(DIALOG, 60, "combobox").replace("Nästa", "Fortsätt")
    assert differing(DIALOG, after, places=False) == [("renamed", "button", "Nästa", "Fortsätt")]


# -- what is not in the picture --------------------------------------------------------------------------------------


def test_what_was_pushed_out_of_the_picture_is_not_gone(differing: Differing) -> None:
    notice = f"    paragraph @0,0,300,20 : Just nu är det kö.\n{lower(DIALOG, 120)}"
    assert differing(DIALOG, notice) == [("added", "text", "", "Just nu är det kö.")]
    assert differing(notice, DIALOG) == [("removed", "text", "Just nu är det kö.", "")]


def test_what_moves_by_itself_is_left_out(differing: Differing) -> None:
    news = "    link \"Nyhet ett\" @0,250,100,20\n"
    assert differing(DIALOG + news, DIALOG + news.replace("ett", "två"), moving=[(0, 240, 400, 60)]) == []


def test_pictures_icons_and_what_nobody_sees_are_not_read(differing: Differing) -> None:
    more = """
    img "Ikon: Gå framåt" @0,250,20,20
    text "" [aria-hidden] @0,250,20,20 : dold
    option "Norge (+47)" @0,0,0,0
    """
    assert differing(DIALOG, DIALOG + more) == []


def test_the_place_is_that_in_the_received_picture_and_of_what_is_gone_in_the_approved_one(
    words: Callable[..., Sidecar],
) -> None:
    renamed = told(words(DIALOG), words(DIALOG.replace('"Nästa" @120', '"Fortsätt" @110')))
    assert [d.box for d in renamed] == [(110, 200, 80, 30)]
    gone = told(words(MENU), words("\n".join(MENU.splitlines()[:-1])))
    assert [d.box for d in gone] == [(0, 90, 100, 20)]
