"""A link or a button by its name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from guidevakt import claims
from guidevakt.sentences import remarks
from guidevakt.snapshot import Element, Probe
from tests.unit.claims.judging import CARD, CLAIM, IN_BAR, KNOWN, LINK, NEXT, TALL, Judge, MakePage, bar, start, told


@pytest.mark.parametrize(
    "page",
    [
        start(IN_BAR),
        start(IN_BAR.replace("För dig", "FÖR DIG")),
        start(IN_BAR.replace("dig som", "dig\u00a0som")),
        start(IN_BAR.replace("medarbetare", "med\u00adarbetare")),
        start(bar("För dig som är medarbetare →")),
        start(bar("För dig som är medarbetare (öppnas i nytt fönster)")),
        start(IN_BAR.replace("link", "button").replace(" /for-medarbetare/", "")),
        start(IN_BAR.replace("      link", "      generic @0,1640,300,20\n        generic @0,1640,9,9\n         link")),
        start(
            "    listitem @0,1640,400,20\n      link /for-medarbetare/ @0,1640,300,20\n"
            '        img "Ikon: Gå framåt" @0,1640,20,20\n        text : För dig som är medarbetare'
        ),
        start(bar("Ikon: Gå framåtFör dig som är medarbetare")),
        start(bar("Lediga jobb", "/jobb/") + "\n" + IN_BAR),
        start(IN_BAR + "\n" + bar("Lediga jobb", "/jobb/")),
        start(IN_BAR, top='  link "För dig som är medarbetare" /for-medarbetare/ @0,60,99,20'),
        start(IN_BAR, main='  link "Så blir det nya: för dig som är medarbetare" /nyheter/1 @0,400,300,20'),
        start(IN_BAR, main='region "Samtycke till cookies" @0,1700,1280,200\n  button "Acceptera alla" @0,1800,99,20'),
        start("") + '  link "För dig som är medarbetare" https://www.eslov.se/for-medarbetare @0,1900,300,20',
    ],
    ids=[
        "as documented", "case", "no-break space", "soft hyphen", "arrow", "new window", "button", "wrapped", "icon",
        "icon in the name", "sibling before", "sibling after", "duplicate at the top", "headline with its words",
        "banner", "in the footer",
    ],
)  # fmt: skip
def test_link_at_the_bottom_holds(judge: Judge, page: str) -> None:
    assert told(judge(LINK, page, **TALL)) == (None, None)


def test_name_that_is_not_to_the_letter_is_noted(judge: Judge) -> None:
    assert judge(LINK, start(IN_BAR), **TALL).note is None
    assert (
        judge(LINK, start(bar("FÖR DIG SOM ÄR MEDARBETARE")), **TALL).note
        == "På sidan står ”FÖR DIG SOM ÄR MEDARBETARE”."
    )


@pytest.mark.parametrize(
    ("page", "now"),
    [
        (start("", top='  link "För dig som är medarbetare" /for-medarbetare/ @400,20,100,20'), "header"),
        (start("", main='  link "För dig som är medarbetare" /for-medarbetare/ @0,400,300,20'), "main"),
    ],
    ids=["into the menu", "into main"],
)
def test_link_that_stands_elsewhere_is_moved(judge: Judge, page: str, now: str) -> None:
    outcome = judge(LINK, page, **TALL)

    assert (told(outcome), outcome.note) == (("moved", None), remarks.stands(now))
    assert outcome.seen == "För dig som är medarbetare"


def test_link_put_behind_something_closed_is_moved(judge: Judge) -> None:
    assert told(judge(LINK, start(bar("Visa mer", "#mer")), tucked=("För dig som är medarbetare",), **TALL)) == (
        "moved",
        None,
    )


def test_link_renamed_in_sight_is_renamed_though_a_closed_menu_keeps_its_name(judge: Judge) -> None:
    closed = {"tucked": ("För dig som är medarbetare",), "opened_by": ("Meny",)}

    outcome = judge(LINK, start(bar("För medarbetare")), **closed, **TALL)

    assert told(outcome) == ("renamed", "För medarbetare")
    assert outcome.note == "Det gamla namnet står kvar, men syns först när man öppnar ”Meny”."


def test_link_put_away_is_moved_though_another_leads_there_that_always_did(judge: Judge) -> None:
    known = replace(KNOWN, before=("Kontakta oss", "För dig som är medarbetare", "För medarbetare"))

    outcome = judge(LINK, start(bar("För medarbetare")), known, tucked=("För dig som är medarbetare",), **TALL)

    assert told(outcome) == ("moved", None)


def test_what_opens_the_window_a_button_was_put_in_is_not_its_new_name(judge: Judge) -> None:
    page = 'main\n  textbox "Kod"\n  button "Genvägar"'
    known = replace(KNOWN, before=("Kod", "Nästa"))

    assert told(judge(NEXT, page, known, tucked=("Nästa",), opened_by=("Meny",))) == ("renamed", "Genvägar")
    assert told(judge(NEXT, page, known, tucked=("Nästa",), opened_by=("Genvägar",))) == ("moved", None)


def test_link_that_is_covered_is_hidden_though_a_closed_menu_has_a_copy(judge: Judge) -> None:
    covered = {"probes": {"För dig som är medarbetare": Probe(tag="a", visible=False)}}

    outcome = judge(LINK, start(IN_BAR), tucked=("För dig som är medarbetare",), **covered, **TALL)

    assert told(outcome) == ("hidden", None)


def test_link_that_takes_up_no_room_is_hidden(make_page: MakePage) -> None:
    def without(element: Element) -> Element:
        children = tuple(map(without, element.children))
        return replace(element, children=children, **({"ref": "", "box": (850, 1640, 0, 0)} if element.url else {}))

    page = make_page(start(IN_BAR), **TALL)
    scaled = replace(page, root=without(page.root))

    assert claims.judge(CLAIM.validate_python(LINK), page, KNOWN).change is None
    assert claims.judge(CLAIM.validate_python(LINK), scaled, KNOWN).change == "hidden"


@pytest.mark.parametrize(
    ("before", "change"), [((), "role"), (("Ring oss om För dig som är medarbetare inte finns.",), "removed")]
)
def test_link_whose_words_are_in_a_new_sentence_is_text_now(
    judge: Judge, before: tuple[str, ...], change: str
) -> None:
    said = "    paragraph @0,1640,400,20 : Ring oss om För dig som är medarbetare inte finns."

    outcome = judge(LINK, start(said), replace(KNOWN, before=before), **TALL)

    assert told(outcome) == (change, None)


@pytest.mark.parametrize(
    "item",
    [
        "    listitem @0,1640,400,20 : För dig som är medarbetare",
        '    listitem @0,1640,400,20\n      img "Ikon: Gå framåt"\n      text : För dig som är medarbetare',
        '    listitem @0,1640,400,20\n      checkbox "För dig som är medarbetare" @0,1640,20,20',
        '    listitem @0,1640,400,20\n      textbox "För dig som är medarbetare" @0,1640,20,20',
        '    listitem @0,1640,400,20\n      heading "För dig som är medarbetare" [level=3] @0,1640,300,20',
    ],
    ids=["text", "text beside an icon", "checkbox", "field", "heading"],
)
def test_label_on_another_kind_of_thing_is_role(judge: Judge, item: str) -> None:
    assert told(judge(LINK, start(item), **TALL)) == ("role", None)


@pytest.mark.parametrize(
    "facts",
    [
        {"probes": {"För dig som är medarbetare": Probe(visible=False)}},
        {"hidden": ("För dig som är medarbetare",)},
    ],
    ids=["covered or off the page", "display none"],
)
def test_label_that_cannot_be_seen_is_hidden(judge: Judge, facts: dict[str, Any]) -> None:
    page = start(IN_BAR if "probes" in facts else "")

    assert told(judge(LINK, page, **facts, **TALL)) == ("hidden", None)


def test_hidden_duplicate_does_not_count(judge: Judge) -> None:
    assert told(judge(LINK, start(IN_BAR), hidden=("För dig som är medarbetare",), **TALL)) == (None, None)
    drawer = 'navigation [aria-hidden]\n  link "För dig som är medarbetare" /annat/\n'
    assert told(judge(LINK, drawer + start(IN_BAR), **TALL)) == (None, None)


@pytest.mark.parametrize(
    ("link", "probe"),
    [
        ('link "För dig som är medarbetare" [disabled] /for-medarbetare/ @0,1640,300,20', None),
        ('link "För dig som är medarbetare" /for-medarbetare/ @0,1640,300,20', Probe(disabled=True)),
    ],
    ids=["told by the snapshot", "told by the browser"],
)
def test_control_that_cannot_be_clicked_is_disabled(judge: Judge, link: str, probe: Probe | None) -> None:
    probes = {"För dig som är medarbetare": probe} if probe else {}

    assert told(judge(LINK, start("      " + link), probes=probes, **TALL)) == ("disabled", None)


@pytest.mark.parametrize(
    "url", ["/for-medarbetare", "https://www.eslov.se/for-medarbetare/?utm_source=x", "/for-medarbetare/#a"]
)
def test_two_that_lead_to_the_same_place_are_not_ambiguous(judge: Judge, url: str) -> None:
    page = start(IN_BAR + "\n" + bar("För dig som är medarbetare", url))

    assert told(judge(LINK, page, **TALL)) == (None, None)


def test_two_that_lead_to_different_places_are_ambiguous(judge: Judge) -> None:
    page = start(IN_BAR + "\n" + bar("För dig som är medarbetare", "/chefer/"))

    assert told(judge(LINK, page, **TALL)) == ("ambiguous", None)


def test_a_link_that_no_click_reaches_is_disabled(judge: Judge) -> None:
    page = 'main\n  text : Nästa'
    assert judge(NEXT, page, inert=("Nästa",)).change == "disabled"


def test_two_buttons_by_one_name_are_ambiguous(judge: Judge) -> None:
    assert told(judge(NEXT, 'button "Nästa"\nbutton "Nästa"')) == ("ambiguous", None)


def test_second_button_that_cannot_be_seen_does_not_count(judge: Judge, make_page: MakePage) -> None:
    page = make_page('button "Nästa"\nbutton "Nästa"')
    page = page.with_probes({page.root.children[1].ref: Probe(visible=False)})

    assert claims.judge(CLAIM.validate_python(NEXT), page, KNOWN).verdict == "holds"


def test_link_over_http_to_a_page_over_https_leads_elsewhere(judge: Judge) -> None:
    outcome = judge(LINK, start(bar("För dig som är medarbetare", "http://eslov.se/for-medarbetare/")), **TALL)

    assert (outcome.change, outcome.lands) == ("destination", "http://eslov.se/for-medarbetare/")


def test_claim_without_a_place_holds_anywhere(judge: Judge) -> None:
    claim = {**LINK, "where": None}

    assert told(judge(claim, start("", top='  link "För dig som är medarbetare" /x @400,20,9,9'), **TALL)) == (
        None,
        None,
    )


@pytest.mark.parametrize(
    "page",
    [
        'link /a\n  heading "Återställ ditt lösenord" [level=2]\n  paragraph : Har du glömt ditt lösenord?',
        'link "Återställ ditt lösenord - Har du glömt" /a\n  heading "Återställ ditt lösenord"\n  text : Har du glömt',
        'link "Återställ ditt lösenord Ikon: Ej beskriven" /a',
        'button "Återställ ditt lösenord" [expanded=false]',
        'link "Återställ ditt lösenord" [expanded=false] #a1',
        'group\n  heading "Återställ ditt lösenord" [level=3] [clickable]',
        'group\n  generic "Återställ ditt lösenord" [clickable]',
        'menu\n  menuitem "Återställ ditt lösenord"\n    link "Återställ ditt lösenord" /a',
        'generic [clickable]\n  paragraph : Återställ ditt lösenord\n  paragraph : Så här gör du',
        'heading "Återställ ditt lösenord" [level=1]\nlink "Återställ ditt lösenord" /a',
    ],
    ids=[
        "card", "card with aria-label", "card with icon", "button accordion", "link accordion", "details with heading",
        "details", "menu item", "clickable area", "heading by the same name",
    ],
)  # fmt: skip
def test_control_may_be_any_thing_that_can_be_clicked(judge: Judge, page: str) -> None:
    outcome = judge(CARD, page)

    assert told(outcome) == (None, None)
    assert outcome.element is not None
    assert outcome.element.clickable


def test_link_within_a_menu_item_is_what_is_clicked(judge: Judge) -> None:
    outcome = judge(CARD, 'menuitem "Återställ ditt lösenord"\n  link "Återställ ditt lösenord" /a')

    assert outcome.element is not None
    assert outcome.element.role == "link"


def test_a_button_that_lets_clicks_through_is_disabled(judge: Judge, make_page: MakePage) -> None:
    page = make_page('button "Nästa" [disabled]')
    bare = replace(page, root=replace(page.root, children=(replace(page.root.children[0], ref=""),)))
    assert claims.judge(CLAIM.validate_python(NEXT), bare, KNOWN).change == "disabled"


@pytest.mark.parametrize(("kind", "change"), [("checkbox", "role"), ("radio", "role"), ("button", None)])
def test_what_leads_somewhere_is_no_box_to_tick(judge: Judge, kind: str, change: str | None) -> None:
    assert judge(CARD, f'main\n  {kind} "Återställ ditt lösenord"').change == change
    assert judge({"kind": "control", "name": "Telefon"}, f'main\n  {kind} "Telefon"').change is None


HEADED = 'main\n  heading "Säkerhetsinformation" [level=1]\n  paragraph : Det här är dina metoder.'
MENU = {"kind": "control", "name": "Säkerhetsinformation"}


@pytest.mark.parametrize(
    ("menu", "facts", "change"),
    [
        ('navigation\n  link "Översikt" /', {}, "role"),
        ('navigation\n  link "Översikt" /', {"hidden": ("Säkerhetsinformation",)}, "hidden"),
        ('navigation\n  link "Översikt" /', {"tucked": ("Säkerhetsinformation",)}, "moved"),
        ("navigation @0,0,200,400", {}, "hidden"),
        ('navigation\n  link "Läs mer på vår sida" /s : Säkerhetsinformation', {}, "renamed"),
    ],
    ids=["plain text alone", "hidden", "behind something closed", "an empty menu", "another name for who hears it"],
)
def test_a_heading_by_the_same_name_hides_nothing(
    judge: Judge, menu: str, facts: dict[str, Any], change: str
) -> None:
    assert judge(MENU, f"{menu}\n{HEADED}", **facts).change == change


def test_a_card_in_small_letters_is_the_same_card(judge: Judge) -> None:
    card = 'button "telefon Få ett samtal"\n  paragraph : telefon\n  generic : Få ett samtal'
    assert judge({"kind": "control", "name": "Telefon"}, card).verdict == "holds"


def test_a_link_whose_address_no_browser_can_open_leads_elsewhere(judge: Judge) -> None:
    asked = {"För dig som är medarbetare": Probe(tag="a", href="http://[medarbetare_url]/", broken=True)}
    found = judge(LINK, start(IN_BAR), probes=asked, **TALL)

    assert told(found) == ("destination", None)
    assert (found.lands, found.note) == ("http://[medarbetare_url]/", remarks.instead("no-address"))
