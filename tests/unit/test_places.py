"""Where an element stands on its page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from guidevakt import places
from guidevakt.snapshot import Element, Probe, Snapshot

MakePage = Callable[..., Snapshot]

#: As eslov.se is made: the bar at the bottom stands outside main and outside the footer.
START = """
banner @0,0,1280,100
  link "Överst" @0,40,100,20
main @0,100,1280,1500
  link "Till vänster" @100,200,100,20
  link "Till höger" @900,200,100,20
  heading "Rubrik" @0,400,100,20
  link "Under rubriken" @0,500,100,20
navigation @0,1600,1280,100
  link "I listen" @0,1640,100,20
contentinfo @0,1700,1280,300
  link "I sidfoten" @0,1800,100,20
"""


def _named(page: Snapshot, name: str) -> Element:
    return next(e for e in page.elements() if e.name == name)


@pytest.mark.parametrize(
    ("where", "inside"),
    [
        ("top", ["Överst", "Till vänster", "Till höger"]),
        ("bottom", ["I listen", "I sidfoten"]),
        ("header", ["Överst"]),
        ("main", ["Till vänster", "Till höger", "Under rubriken"]),
        ("footer", ["I listen", "I sidfoten"]),
        ("left", ["Överst", "Till vänster", "Under rubriken", "I listen", "I sidfoten"]),
        ("right", ["Till höger"]),
        ("below Rubrik", ["Under rubriken", "I listen", "I sidfoten"]),
        ("above Rubrik", ["Överst", "Till vänster", "Till höger"]),
        ("first", ["Överst"]),
        ("second", ["Till vänster"]),
        (None, ["Överst", "Till vänster", "Till höger", "Under rubriken", "I listen", "I sidfoten"]),
    ],
)
def test_links_stand_where_the_guide_says(make_page: MakePage, where: str | None, inside: list[str]) -> None:
    page = make_page(START, size=(1280, 2000))

    links = [e for e in page.elements() if e.role == "link"]
    assert [e.name for e in links if places.holds(where, e, page)] == inside


def test_bottom_without_landmarks_is_the_last_third(make_page: MakePage) -> None:
    page = make_page('link "Uppe" @0,100,9,9\nlink "Mitt" @0,500,9,9\nlink "Nere" @0,700,9,9', size=(1280, 1000))

    links = [e for e in page.elements() if e.role == "link"]
    assert [e.name for e in links if places.holds("bottom", e, page)] == ["Nere"]


def test_very_last_of_main_is_the_bottom_too(make_page: MakePage) -> None:
    page = make_page('main @0,0,1280,1000\n  link "A" @0,400,9,9\n  link "B" @0,950,9,9', size=(1280, 1000))

    assert [places.holds("bottom", e, page) for e in page.elements() if e.role == "link"] == [False, True]


def test_nothing_is_below_a_label_that_is_gone_and_that_is_no_fault(make_page: MakePage) -> None:
    page = make_page('link "A"')

    assert places.holds("below Borta", _named(page, "A"), page)


def test_below_steps_is_below_the_last_of_them(make_page: MakePage) -> None:
    page = make_page('main\n link "Före"\n list\n  listitem : a\n  listitem : b\n link "Efter"')

    among = make_page('main\n list\n  listitem : a\n  listitem\n   link "Bland"\n  listitem : c')
    assert not places.holds("below steps", _named(among, "Bland"), among)
    assert not places.holds("below steps", _named(page, "Före"), page)
    assert places.holds("above steps", _named(page, "Före"), page)
    assert places.holds("below steps", _named(page, "Efter"), page)


def test_fields_are_those_a_reader_sees_in_the_pages_own_part(make_page: MakePage) -> None:
    page = make_page(
        'banner\n  searchbox "Sök"\nmain\n  search\n    textbox "Sök här"\n  textbox "Andra" @0,300,99,20\n'
        '  combobox "Land"\n  textbox "Första" @0,200,99,20\n  textbox "Dold"\n  textbox "Tom" @0,0,0,0',
        probes={"Dold": Probe(visible=False)},
    )

    assert [e.name for e in places.fields(page)] == ["Första", "Andra"]


@pytest.mark.parametrize("down", range(17))
def test_fields_on_one_line_are_read_from_the_left_wherever_the_line_stands(make_page: MakePage, down: int) -> None:
    page = make_page(f'textbox "Andra" @300,{100 + down},99,20\ntextbox "Första" @0,{103 + down},99,20')

    assert [e.name for e in places.fields(page)] == ["Första", "Andra"]


THREE = " list\n  listitem : a\n  listitem : b\n  listitem : c"


def test_steps_in_an_opened_card_are_counted_and_not_the_cards(make_page: MakePage) -> None:
    links = '  listitem\n   link "A"\n  listitem\n   link "B"'
    cards = f'main\n list\n{links}\n  listitem\n   group\n    heading "C" [clickable]'
    steps = "    list\n     listitem : a\n     listitem : b\n     listitem : c"

    assert [e.text for e in places.counted_steps(make_page(f"{cards}\n{steps}"))] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("page", "count"),
    [
        (f"main\n{THREE}", 3),
        ("main\n heading [level=2] : 1. Ett\n heading [level=2] : 2. Två\n heading [level=2] : Läs mer", 2),
        ("main\n paragraph : Steg 1 Ett\n paragraph : Steg 2 Två\n paragraph : Steg 3 Tre", 3),
        ("main\n" + "".join(f" paragraph : {n}) Gör så\n" for n in range(1, 13)), 12),
        ('main\n heading "Ett" [level=2]\n heading "Två" [level=2]\n heading "Tre" [level=2]', 3),
        ("main\n navigation\n  list\n   listitem : a\n   listitem : b\n list\n  listitem : c\n  listitem : d", 2),
        (f'main\n list\n  listitem\n   link "A"\n  listitem\n   link "B"\n{THREE}', 3),
        ('main\n article\n  heading [level=1]\n  heading [level=2]\n  heading [level=2]\n heading [level=2]', 2),
        ("main\n paragraph : 3 december\n paragraph : 7 januari", 0),
        ("main\n list\n  listitem : a", 0),
        ("list\n listitem : a\n listitem : b", 2),
    ],
    ids=[
        "list", "numbered headings", "Steg n", "more than nine", "headings", "menu before", "list of links before",
        "headings outside the article", "dates", "one item", "no main",
    ],
)  # fmt: skip
def test_steps_are_counted(make_page: MakePage, page: str, count: int) -> None:
    assert len(places.counted_steps(make_page(page))) == count


@pytest.mark.parametrize(("start", "count"), [(2, 3), (1, 2)])
def test_a_numbered_list_that_goes_on_after_a_picture_is_one(make_page: MakePage, start: int, count: int) -> None:
    page = (
        'main\n list "A"\n  listitem : Skriv.\n img "Så här"\n list "B"\n  listitem : Läs.\n  listitem : Vänta.'
    )
    lists = {"A": Probe(tag="ol"), "B": Probe(tag="ol", start=start)}

    assert len(places.counted_steps(make_page(page, probes=lists))) == count


def test_order_is_line_by_line(make_page: MakePage) -> None:
    page = make_page('link "B" @200,10,9,9\nlink "A" @0,12,9,9\nlink "C" @0,60,9,9')
    b, a, c = page.root.children

    assert places.in_order([a, b, c])
    assert not places.in_order([b, a, c])


@pytest.mark.parametrize(
    "page",
    [
        'list\n  listitem : Ha tid.\n  listitem : Ha ro.\n'
        'list "Steg"\n  listitem : A.\n  listitem : B.\n  listitem : C.',
        "paragraph : 1Skriv\nparagraph : 2Läs\nparagraph : 3Vänta",
        "paragraph : 1. Skriv din e-post.2. Läs den 3 maj. 3. Vänta.",
        "generic\n  text : 1\n  paragraph : Skriv\ngeneric\n  text : 2\n  paragraph : Läs\n"
        "generic\n  text : 3\n  paragraph : Vänta",
        "term : Skriv\ndefinition : Ditt namn.\nterm : Läs\ndefinition : Allt.\nterm : Vänta",
        "paragraph : ① Skriv\nparagraph : ② Läs\nparagraph : ③ Vänta",
        "paragraph : 1️⃣ Skriv\nparagraph : 2️⃣ Läs\nparagraph : 3️⃣ Vänta",
        "paragraph : Steg ett: skriv\nparagraph : Steg två: läs\nparagraph : Steg tre: vänta",
        "paragraph @0,90,9,9 : 3. Vänta\nparagraph @0,50,9,9 : 2. Läs\nparagraph @0,10,9,9 : 1. Skriv",
        'paragraph : Läs de tre stegen:\nparagraph : Skriv.\nparagraph : Läs.\nparagraph : Vänta.\nparagraph\n'
        '  link "Gå vidare" : Gå vidare\nparagraph : Publicerad i går.',
    ],
    ids=[
        "a numbered list after another", "numbers glued to texts", "lines of a paragraph", "numbers apart", "terms",
        "circled numbers", "keys", "numbers in words", "numbered as they are seen", "paragraphs after a colon",
    ],
)  # fmt: skip
def test_three_steps_are_three_however_they_are_made(make_page: Callable[..., Snapshot], page: str) -> None:
    ol = {"Steg": Probe(tag="ol")}
    assert len(places.counted_steps(make_page(page, probes=ol if 'list "Steg"' in page else {}))) == 3


def test_a_step_whose_number_stands_in_a_cell_of_its_own_is_the_whole_row(make_page: MakePage) -> None:
    rows = "".join(
        f"  row\n   cell : {number}\n   cell : {said}\n" for number, said in enumerate(("Skriv", "Läs", "Vänta"), 1)
    )
    steps = places.counted_steps(make_page(f"main\n table\n{rows}"))

    assert [e.words for e in steps] == ["1 Skriv", "2 Läs", "3 Vänta"]


def test_a_step_whose_number_stands_before_it_goes_on_to_the_next_number(make_page: MakePage) -> None:
    told = "".join(f" heading : Steg {n}\n paragraph : {said}\n" for n, said in enumerate(("Skriv", "Läs"), 1))

    assert [e.words for e in places.counted_steps(make_page(f"main\n{told}"))] == ["Steg 1 Skriv", "Steg 2 Läs"]


def test_lines_that_style_numbers_are_steps(make_page: MakePage) -> None:
    page = make_page("""
main @0,0,1280,900
  generic @0,100,600,120
    generic @0,100,600,40 : Skriv din e-postadress.
    generic @0,140,600,40
      text : Skriv
      strong @50,140,90,40 : tecknen.
    generic @0,180,600,40 : Följ anvisningarna.
  heading "Hjälp" [level=2] @0,300,600,40
  heading "Mer hjälp" [level=2] @0,400,600,40
""")
    boxes = [(0, 100, 600, 40), (0, 140, 600, 40.4), (0, 180, 600, 40)]
    assert [step.name for step in places.counted_steps(page)] == ["Hjälp", "Mer hjälp"]

    steps = places.counted_steps(page.with_numbered(tuple(enumerate(boxes, 1))))

    assert [step.words for step in steps] == ["Skriv din e-postadress.", "Skriv tecknen.", "Följ anvisningarna."]
