"""A snapshot's text, as Playwright writes it, as a tree of elements."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidevakt.snapshot import DEEPEST, Element, Probe, Snapshot, parse


def _only(text: str) -> Element:
    return parse(text)


def test_line_has_role_name_states_and_box() -> None:
    element = _only('- heading "Vem är du?" [level=2] [ref=e5] [box=8,48.5,1264,38]')

    assert (element.role, element.name, element.level, element.ref) == ("heading", "Vem är du?", 2, "e5")
    assert element.box == (8, 48.5, 1264, 38)
    assert element.middle == (640, 67.5)


def test_link_has_its_address_and_can_be_clicked() -> None:
    element = _only('- link "Hem" [ref=e3] [cursor=pointer] [box=8,8,38,19]:\n  - /url: /start?a=1#b')

    assert element.url == "/start?a=1#b"
    assert element.clickable
    assert element.children == ()


def test_quoted_line_is_read_with_its_colons_quotes_and_backslashes() -> None:
    element = _only("""- 'link "Läs: \\"mer\\" i C:\\\\temp och ''här''" [ref=e8]':\n  - /url: https://a.se/?a=1#b""")

    assert element.name == "Läs: \"mer\" i C:\\temp och 'här'"
    assert element.url == "https://a.se/?a=1#b"


def test_name_with_brackets_is_no_state() -> None:
    element = _only("""- 'button "Välj [disabled] {a} & # b" [ref=e9]'""")

    assert element.name == "Välj [disabled] {a} & # b"
    assert not element.disabled


def test_texts_that_look_like_yaml_values_stay_as_they_stand() -> None:
    told = ["12:30", "1_000", "2026-11-20", "1:2:3", "=", "<<", '"true"', '"070"', '"~"', '"- streck"']
    page = parse("- main [ref=e1]:\n" + "\n".join(f"  - paragraph [ref=e{n}]: {t}" for n, t in enumerate(told, 2)))

    assert [e.text for e in page.children] == [text.strip('"') for text in told]


def test_own_text_stands_apart_from_an_icon() -> None:
    element = _only(
        "- link [ref=e6] [cursor=pointer]:\n  - /url: /x\n"
        "  - 'img \"Ikon: Gå framåt\" [ref=e7]'\n  - text: För dig som är medarbetare"
    )

    assert [(e.role, e.name or e.text) for e in element.children] == [
        ("img", "Ikon: Gå framåt"),
        ("text", "För dig som är medarbetare"),
    ]
    assert element.words == "För dig som är medarbetare"


def test_link_that_is_a_picture_is_called_what_the_picture_is() -> None:
    element = _only("- link [ref=e6] [cursor=pointer]:\n  - /url: /x\n  - img \"Gå vidare\" [ref=e7]")

    assert element.name == "Gå vidare"


def test_element_of_texts_alone_has_them_as_its_own() -> None:
    assert _only("- paragraph [ref=e1]:\n  - text: ett\n  - text: två").text == "ett två"


def test_what_stands_in_a_field_is_dropped() -> None:
    page = parse(
        '- main [ref=e1]:\n  - textbox "Lösen" [ref=e2]: hemlis\n  - textbox "Namn" [ref=e3]:\n'
        "    - /placeholder: Exempel\n    - text: hemlis\n  - searchbox [ref=e4]: hemlis\n"
        '  - spinbutton "Tal" [ref=e5]: "7"\n  - combobox "Val" [ref=e6]: hemlis'
    )

    assert [(e.role, e.name) for e in page.children] == [
        ("textbox", "Lösen"), ("textbox", "Namn"), ("searchbox", ""), ("spinbutton", "Tal"), ("combobox", "Val"),
    ]  # fmt: skip
    assert "hemlis" not in repr(page)
    assert "7" not in page.words


def test_choices_of_a_list_are_kept_though_they_have_no_box() -> None:
    element = _only(
        '- combobox "Land" [ref=e23] [box=8,437,112,19]:\n  - option "Norge" [box=0,0,0,0]\n'
        '  - option "Sverige (+46)" [selected] [box=0,0,0,0]'
    )

    assert [(e.role, e.name, e.box) for e in element.children] == [
        ("option", "Norge", (0, 0, 0, 0)),
        ("option", "Sverige (+46)", (0, 0, 0, 0)),
    ]


def test_summary_of_details_can_be_clicked() -> None:
    plain = _only('- group [ref=e27]:\n  - generic "Stängd" [ref=e28]')
    headed = _only('- group [ref=e32]:\n  - heading "Öppen" [level=3] [ref=e34]\n  - paragraph [ref=e35]: inne')

    assert [e.clickable for e in plain.children] == [True]
    assert [e.clickable for e in headed.children] == [True, False]


def test_legend_of_a_named_group_is_no_summary() -> None:
    group = _only('- group "Hur vill du få koden?" [ref=e1]:\n  - generic [ref=e2]: Hur vill du få koden?')

    assert not group.children[0].clickable


def test_states_are_read() -> None:
    page = parse(
        '- main:\n  - button "Av" [disabled] [ref=e1]\n  - button "Ut" [expanded] [ref=e2]\n'
        '  - button "In" [expanded=false] [ref=e3]\n  - generic [aria-hidden] [ref=e4]: borta\n'
        '  - tab "Vald" [selected] [ref=e5]'
    )

    assert [e.disabled for e in page.children] == [True, False, False, False, False]
    assert [e.expanded for e in page.children] == [None, True, False, None, True]
    assert page.children[3].aria_hidden


def test_boxes_in_an_iframe_are_the_documents() -> None:
    page = parse(
        "- iframe [ref=e60] [box=300,400,304,204]:\n  - generic [ref=f1e1] [box=8,8,284,21]:\n"
        '    - link "i ram" [ref=f1e2] [box=10,20,42,19]:\n      - /url: /i'
    )

    assert page.children[0].box == (308, 408, 284, 21)
    assert page.children[0].children[0].box == (310, 420, 42, 19)


def test_nothing_is_an_empty_page() -> None:
    assert parse("") == Element("generic")


def test_several_lines_at_the_top_stand_in_one_root() -> None:
    assert [e.role for e in parse('- banner [ref=e1]\n- main [ref=e2]\n- text: slut').children] == [
        "banner", "main", "text",
    ]  # fmt: skip


def test_what_is_aria_hidden_is_left_out_with_all_it_holds() -> None:
    page = Snapshot(parse('- main:\n  - generic [aria-hidden]:\n    - link "Göm" [ref=e1]\n  - link "Visa" [ref=e2]'))

    assert [e.name for e in page.elements() if e.role == "link"] == ["Visa"]


def test_probe_is_what_was_asked_or_what_is_true_of_most() -> None:
    link = Element("link", "Hem", ref="e1", url="/hem")
    page = Snapshot(link, url="https://eslov.se/nyheter/")

    assert page.probe(link) == Probe(href="https://eslov.se/hem")
    assert page.with_probes({"e1": Probe(visible=False)}).probe(link) == Probe(visible=False)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("- 'link \"Kontakt\x92s\" [ref=e1]'", "Kontakts"),
        ("- 'link \"Kon\x85takt\" [ref=e1]'", "Kontakt"),
        ('- link "Kon\\u0000takt" [ref=e1]', "Kontakt"),
        ('- link "Kontakt \\ud83d" [ref=e1]', "Kontakt \ufffd"),
        ('- link "Kontakt \\ud83d\\ude00" [ref=e1]', "Kontakt 😀"),
        ("- link \"Kon\u2028takt \uffff\" [ref=e1]", "Kon\u2028takt \uffff"),
        (f"- 'link {json.dumps(chr(34) * 800)} [ref=e1]'", '"' * 800),
    ],
    ids=["C1", "next line", "NUL", "half a character", "both halves", "line separator", "longer than a key of YAML"],
)
def test_a_name_is_read_whatever_signs_are_in_it(line: str, name: str) -> None:
    element = _only(f"{line}:\n  - text: åäö")

    assert (element.role, element.name, element.ref, element.text) == ("link", name, "e1", "åäö")


def test_a_text_is_read_whatever_signs_are_in_it() -> None:
    assert _only('- paragraph [ref=e1]: "a\\x92b: \\\\x41 \\"c\\"\\n"').text == 'ab: \\x41 "c"\n'


def test_what_is_nested_deeper_than_can_be_kept_follows_what_it_stands_in() -> None:
    deep = "\n".join(f"{'  ' * n}- generic [ref=e{n}]:" for n in range(5000)) + f"\n{'  ' * 5000}- text: botten"
    page = parse(deep)

    def depth(element: Element) -> int:
        return 1 + max(map(depth, element.children), default=0)

    assert depth(page) == DEEPEST + 1
    assert page.words == "botten"
    assert [e.ref for e in page.walk() if e.ref] == [f"e{n}" for n in range(5000)]


@pytest.mark.parametrize("states", ["[level=1e+21]", "[box=null,0,1,1]", "[box=Infinity,0,1,1]", "[box=1,2]", "[box=]"])
def test_a_number_without_bounds_is_none(states: str) -> None:
    element = _only(f'- heading "Rubrik" {states} [ref=e1]')

    assert (element.name, element.ref, element.level, element.box) == ("Rubrik", "e1", 0, (0, 0, 0, 0))


BEGINS = st.sampled_from(["- ", "- text: ", "- link ", "- '", "- /url: ", ""])


@given(st.lists(st.tuples(st.integers(0, 9), BEGINS, st.text())))
def test_whatever_is_written_can_be_read_and_kept(lines: list[tuple[int, str, str]]) -> None:
    page = parse("\n".join("  " * depth + begins + text for depth, begins, text in lines))

    assert all((e.name + e.text + e.url + e.role + e.ref).encode() is not None for e in page.walk())
