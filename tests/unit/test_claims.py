"""One claim against one look at a page: what holds, and every way in which it may not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from pydantic import TypeAdapter

from guidevakt import claims
from guidevakt.claims import Known, Outcome
from guidevakt.guide import Claim
from guidevakt.promises import AnyClaim
from guidevakt.snapshot import Box, Probe, Snapshot

MakePage = Callable[..., Snapshot]
Judge = Callable[..., Outcome]

CLAIM: TypeAdapter[Claim] = TypeAdapter(AnyClaim)
STAFF = "https://eslov.se/for-medarbetare/"
KNOWN = Known(
    labels=(
        "För dig som är medarbetare", "Återställ ditt lösenord", "Gå till lösenordsåterställning", "Nästa", "Telefon",
        "Sverige", "Lägg till inloggningsmetod",
    ),
    fields=(("e-post", "användarnamn"), ("tecknen",)),
    addresses={"staff": STAFF, "reset_page": STAFF + "aterstall-ditt-losenord/"},
)  # fmt: skip

LINK = {"kind": "link", "name": "För dig som är medarbetare", "where": "bottom", "leads_to": "staff"}
CARD = {"kind": "control", "name": "Återställ ditt lösenord", "leads_to": "reset_page"}
NEXT = {"kind": "control", "name": "Nästa"}
EMAIL = {"kind": "field", "name": ["e-post", "användarnamn"], "where": "first"}
SIGNS = {"kind": "field", "name": "tecknen", "where": "second"}
PHONE = {"kind": "field", "name": "telefonnummer"}


@pytest.fixture
def judge(make_page: MakePage) -> Judge:
    """The claim (as a guide writes it) judged on a page made of lines."""

    def judged(claim: dict[str, Any], page: str, known: Known = KNOWN, **facts: Any) -> Outcome:
        return claims.judge(CLAIM.validate_python(claim), make_page(page, **facts), known)

    return judged


def told(outcome: Outcome) -> tuple[str | None, str | None]:
    """The change, and the new name that is proposed."""
    assert (outcome.verdict == "holds") == (outcome.change is None)
    return outcome.change, outcome.suggestion


# -- a link at the bottom of the start page ------------------------------------------------------------------------


def start(bottom: str, main: str = "", top: str = "") -> str:
    """eslov.se: header, main, the bar at the bottom and the footer."""
    return f"""
banner @0,0,1280,100
  link "Gå till startsidan" / @0,20,100,20 : Eslövs kommun
  link "Nyheter" /nyheter/ @200,20,100,20
{top}
main @0,100,1280,1500
  heading "Välkommen till Eslövs kommun" [level=1] @0,200,400,40
  paragraph @0,300,400,40 : Här hittar du kommunens service och det som är på gång i kommunen.
{main}
navigation "Hjälpmeny" @0,1600,1280,100
  list @0,1600,1280,100
    listitem @0,1610,400,20
      link "Kontakta oss" /kontakt/ @0,1610,300,20
{bottom}
contentinfo @0,1700,1280,300
  link "Alla nyheter" /nyheter/ @0,1750,300,20
"""


TALL = {"size": (1280, 2000)}
IN_BAR = '    listitem @0,1640,400,20\n      link "För dig som är medarbetare" /for-medarbetare/ @0,1640,300,20'


def bar(name: str, url: str = "/for-medarbetare/") -> str:
    return f'    listitem @0,1640,400,20\n      link "{name}" {url} @0,1640,300,20'


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
    ("name", "suggestion"),
    [
        ("För medarbetare", "För medarbetare"),
        ("För dig som är anställd", "För dig som är anställd"),
        ("Personal", "Personal"),
        ("Medarbetare som är för dig", "Medarbetare som är för dig"),
        ("Intranät och för dig som är medarbetare", "Intranät och för dig som är medarbetare"),
        ("För dig som är medarbetare och chef", "För dig som är medarbetare och chef"),
        ("Lediga jobb För dig som är medarbetare", "Lediga jobb För dig som är medarbetare"),
    ],
    ids=["shorter", "one word", "synonym", "word order", "merged before", "merged after", "glued"],
)
def test_other_name_for_the_same_link_is_renamed(judge: Judge, name: str, suggestion: str) -> None:
    outcome = judge(LINK, start(bar(name)), **TALL)

    assert told(outcome) == ("renamed", suggestion)
    assert outcome.seen == suggestion
    assert outcome.element is not None


def test_label_split_in_two_is_renamed_to_its_longer_half(judge: Judge) -> None:
    page = start(bar("För dig som") + "\n" + bar("är medarbetare"))

    assert told(judge(LINK, page, **TALL)) == ("renamed", "är medarbetare")


def test_label_split_in_two_like_halves_is_renamed_to_one_of_them(judge: Judge) -> None:
    assert told(judge({"kind": "control", "name": "Öppna konto"}, 'button "Öppna"\nbutton "konto"')) == (
        "renamed",
        "Öppna",
    )


def test_name_among_other_words_is_likely_the_new_name(judge: Judge) -> None:
    assert told(judge(NEXT, 'button "Gå vidare till nästa"\nbutton "Avbryt"')) == ("renamed", "Gå vidare till nästa")


@pytest.mark.parametrize(
    ("link", "suggestion"),
    [
        (
            'link "Personal och chefer" /for-medarbetare/ @0,1640,300,20 : För dig som är medarbetare',
            "Personal och chefer",
        ),
        (
            'link "För dig som är medarbetare" /for-medarbetare/ @0,1640,300,20 : Personal och chefer',
            "Personal och chefer",
        ),
    ],
    ids=["heard", "seen"],
)
def test_name_that_differs_from_what_is_seen_is_renamed(judge: Judge, link: str, suggestion: str) -> None:
    assert told(judge(LINK, start(f"    listitem @0,1640,400,20\n      {link}"), **TALL)) == ("renamed", suggestion)


def test_label_that_is_gone_is_removed(judge: Judge) -> None:
    assert told(judge(LINK, start(""), **TALL)) == ("removed", None)


@pytest.mark.parametrize(
    "page",
    [
        start("", top='  link "För dig som är medarbetare" /for-medarbetare/ @400,20,100,20'),
        start("", main='  link "För dig som är medarbetare" /for-medarbetare/ @0,400,300,20'),
    ],
    ids=["into the menu", "into main"],
)
def test_link_that_stands_elsewhere_is_moved(judge: Judge, page: str) -> None:
    outcome = judge(LINK, page, **TALL)

    assert told(outcome) == ("moved", None)
    assert outcome.seen == "För dig som är medarbetare"


def test_link_put_behind_something_closed_is_moved(judge: Judge) -> None:
    assert told(judge(LINK, start(bar("Visa mer", "#mer")), tucked=("För dig som är medarbetare",), **TALL)) == (
        "moved",
        None,
    )


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


def test_two_buttons_by_one_name_are_ambiguous(judge: Judge) -> None:
    assert told(judge(NEXT, 'button "Nästa"\nbutton "Nästa"')) == ("ambiguous", None)


def test_second_button_that_cannot_be_seen_does_not_count(judge: Judge, make_page: MakePage) -> None:
    page = make_page('button "Nästa"\nbutton "Nästa"')
    page = page.with_probes({page.root.children[1].ref: Probe(visible=False)})

    assert claims.judge(CLAIM.validate_python(NEXT), page, KNOWN).verdict == "holds"


def test_link_over_http_to_a_page_over_https_leads_elsewhere(judge: Judge) -> None:
    outcome = judge(LINK, start(bar("För dig som är medarbetare", "http://eslov.se/for-medarbetare/")), **TALL)

    assert (outcome.change, outcome.lands) == ("destination", "http://eslov.se/for-medarbetare/")


def test_page_in_english_is_language(judge: Judge) -> None:
    page = start(bar("For you who are an employee")).replace(
        "Här hittar du kommunens service och det som är på gång i kommunen.",
        "This is the site of the town, and here you can find what is on for you and your family to do.",
    )

    assert told(judge(LINK, page, **TALL)) == ("language", None)


def test_page_in_english_tells_the_language_of_all_that_is_gone(judge: Judge) -> None:
    page = 'main\n  paragraph : This is the page where you get it back, and it is for you.\n  link "Go"'

    assert told(judge(CARD, page, language="en")) == ("language", None)
    assert told(judge(CARD, 'main\n  link "Xyz"', language="en")) == ("language", None)


def test_one_choice_in_english_among_swedish_ones_is_language(judge: Judge) -> None:
    outcome = judge(
        {"kind": "control", "name": "Telefon"}, 'dialog "Välj"\n  button "Phone"\n  button "Säkerhetsnyckel"'
    )

    assert (told(outcome), outcome.seen) == (("language", None), "Phone")


def test_a_window_in_english_over_a_page_in_swedish_is_language(judge: Judge) -> None:
    page = """
        main
          paragraph : Det här är metoderna som du använder för att logga in på ditt konto.
        dialog "Telefon"
          status : Verification complete
          paragraph : This is what you can do here.
          button "Klar"
    """

    assert judge({"kind": "message", "name": "Verifieringen är klar"}, page).change == "language"


@pytest.mark.parametrize("name", ["For you as an employee", "For employees"])
def test_one_label_in_english_is_language(judge: Judge, name: str) -> None:
    outcome = judge(LINK, start(bar(name)), **TALL)

    assert (told(outcome), outcome.seen) == (("language", None), name)


def test_documented_name_is_never_proposed_for_another(judge: Judge) -> None:
    page = start(
        bar("Återställ ditt lösenord"), main='  link "Gå till lösenordsåterställning" /for-medarbetare/ @0,400,9,9'
    )

    outcome = judge(LINK, page, **TALL)
    assert told(outcome) == ("removed", None)
    assert not {"Återställ ditt lösenord", "Gå till lösenordsåterställning"} & set(outcome.candidates)


def test_claim_without_a_place_holds_anywhere(judge: Judge) -> None:
    claim = {**LINK, "where": None}

    assert told(judge(claim, start("", top='  link "För dig som är medarbetare" /x @400,20,9,9'), **TALL)) == (
        None,
        None,
    )


# -- a card, an accordion, a menu item ----------------------------------------------------------------------------


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


def test_card_by_another_title_to_the_same_page_is_renamed(judge: Judge) -> None:
    page = f'link {STAFF}aterstall-ditt-losenord/\n  heading "Byt lösenord" [level=2]\n  paragraph : Så gör du'

    assert told(judge(CARD, page)) == ("renamed", "Byt lösenord")


# -- a form -------------------------------------------------------------------------------------------------------


SUBMIT, PLAIN = Probe(tag="button", type="submit", submits=True), Probe(tag="button", type="button")
PHONE_DIALOG = """
button "Lägg till inloggningsmetod"
dialog "Telefon"
  heading "Telefon" [level=2]
  paragraph : Du kan bevisa vem du är genom att svara på ett samtal eller få en kod till din telefon.
  combobox "Land"
    option "Norge (+47)"
    option "Sverige (+46)"
  textbox "Telefonnummer"
  button "Avbryt"
  button "Nästa"
"""


@pytest.mark.parametrize("name", ["Fortsätt", "Gå vidare", "OK", "Nästa steg", "Skicka"])
def test_only_button_that_sends_the_form_is_the_one_renamed(judge: Judge, name: str) -> None:
    page = PHONE_DIALOG.replace('"Nästa"', f'"{name}"')

    assert told(judge(NEXT, page, probes={name: SUBMIT, "Avbryt": PLAIN})) == ("renamed", name)


def test_english_on_the_button_that_sends_the_form_is_language(judge: Judge) -> None:
    assert judge(NEXT, PHONE_DIALOG.replace('"Nästa"', '"Next"'), probes={"Next": SUBMIT}).change == "language"


def test_button_that_sends_another_form_is_not_proposed(judge: Judge) -> None:
    page = 'banner\n  textbox "Sök"\n  button "Sök nu"\nmain\n  heading "Säkerhetsinformation" [level=1]'

    outcome = judge({"kind": "control", "name": "Lägg till inloggningsmetod"}, page, probes={"Sök nu": SUBMIT})
    assert told(outcome) == ("removed", None)


@pytest.mark.parametrize(
    "page",
    [
        'banner\n  textbox "Sök"\n  button "Sök nu"\nmain\n  textbox "Kommentar"\n  paragraph : Hej',
        'main\n  heading "Hittade du det du sökte?"\n  button "Sök nu"',
    ],
    ids=["outside main", "a form without fields"],
)
def test_only_what_sends_the_pages_own_fields_is_proposed(judge: Judge, page: str) -> None:
    assert told(judge(NEXT, page, probes={"Sök nu": SUBMIT})) == ("removed", None)


def test_choice_that_needs_a_further_click_is_other(judge: Judge) -> None:
    page = 'dialog "Lägg till en metod"\n  button "Microsoft Authenticator"\n  button "Visa fler alternativ"'

    outcome = judge({"kind": "control", "name": "Telefon"}, page)
    assert (told(outcome), outcome.seen) == (("other", None), "Visa fler alternativ")


def test_choice_that_stands_in_a_closed_list_needs_a_further_click(judge: Judge) -> None:
    page = 'dialog "Lägg till en metod"\n  combobox "Vilken metod?"\n  button "Lägg till"'
    filled = page.replace('"Vilken metod?"', '"Vilken metod?"\n    option "E-post"')

    outcome = judge({"kind": "control", "name": "Telefon"}, page)
    assert (told(outcome), outcome.seen) == (("other", None), "Vilken metod?")
    assert judge({"kind": "control", "name": "Telefon"}, filled).change == "removed"


def test_a_menu_that_is_in_english_is_language(judge: Judge) -> None:
    page = """
        navigation
          link "Overview" /a
          link "Security info" /b
          link "Devices" /c
          link "Password" /d
    """
    claim = {"kind": "control", "name": "Säkerhetsinformation"}
    known = replace(KNOWN, before=("Översikt", "Säkerhetsinformation", "Enheter", "Lösenord"))
    already = replace(known, before=(*known.before, "Security info", "Password"))

    outcome = judge(claim, page, known)
    assert (told(outcome), outcome.seen) == (("language", None), "Security info")
    assert judge(claim, page, already).change == "removed"


def test_a_new_button_below_the_fields_is_proposed_though_there_is_no_form(judge: Judge) -> None:
    page = 'dialog "Telefon"\n  textbox "Telefonnummer"\n  button "Avbryt"\n  button "Gå vidare"'
    known = replace(KNOWN, before=("E-post", "Avbryt", "Telefonnummer", "Avbryt", "Nästa"))

    assert told(judge(NEXT, page, known)) == ("renamed", "Gå vidare")
    assert told(judge(NEXT, page.replace('  button "Gå vidare"', ""), known)) == ("removed", None)


def test_of_two_messages_the_windows_own_is_the_one(judge: Judge) -> None:
    page = 'main\n  status : Välj ett standardsätt.\ndialog "Telefon"\n  status : Numret är tillagt.'

    outcome = judge({"kind": "message", "name": "Verifieringen är klar"}, page)
    assert told(outcome) == ("renamed", "Numret är tillagt.")


def test_area_that_is_blank_hides_what_it_held(judge: Judge) -> None:
    assert told(judge(CARD, "banner : Eslövs kommun\nmain")) == ("hidden", None)


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
        ((FIRST, "Personnummer *", SECOND), "count", "count"),
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
        ('combobox "Land"\n  option "USA (+1)"', None),
        ('combobox "Land"\nlistbox\n  option "USA (+1)"', None),
        ('button "Nästa"', None),
    ],
    ids=["list", "button", "native list", "open list", "no list"],
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


# -- windows, messages, texts, pictures, steps ---------------------------------------------------------------------


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
        ('dialog\n  button "Klar"', {}, "removed", None),
        ('dialog\n  button "Klar"', {"hidden": ("Verifieringen är klar",)}, "hidden", None),
        ("status : Verifieringen är klar", {"probes": {"Verifieringen är klar": UNSEEN}}, "hidden", None),
    ],
    ids=["status", "text", "one word", "only message", "English", "gone", "display none", "unseen"],
)  # fmt: skip
def test_message_says_so(
    judge: Judge, page: str, facts: dict[str, Any], change: str | None, suggestion: str | None
) -> None:
    assert told(judge(MESSAGE, page, **facts)) == (change, suggestion)


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


@pytest.mark.parametrize(
    "opener", ['group\n  generic "Visa stegen" [clickable]', 'button "Visa stegen" [expanded=false]']
)
def test_steps_behind_something_closed_have_moved(judge: Judge, opener: str) -> None:
    outcome = judge({"kind": "steps", "count": 3}, f"main\n paragraph : Läs stegen.\n {opener}")

    assert (outcome.change, outcome.seen) == ("moved", "Visa stegen")


@pytest.mark.parametrize(("count", "change"), [(3, None), (2, "count"), (4, "count")])
def test_steps_amount_to_so_many(judge: Judge, count: int, change: str | None) -> None:
    outcome = judge(
        {"kind": "steps", "count": count}, "main\n  list\n    listitem : a\n    listitem : b\n    listitem : c"
    )

    assert (outcome.change, outcome.seen) == (change, "3")


def test_steps_that_are_gone_are_none(judge: Judge) -> None:
    assert judge({"kind": "steps", "count": 3}, "main\n  paragraph : Ring oss").seen == "0"


@pytest.mark.parametrize(("where", "change"), [({"below": "steps"}, None), ({"above": "steps"}, "moved")])
def test_link_below_the_steps(judge: Judge, where: dict[str, str], change: str | None) -> None:
    page = 'main\n list\n  listitem : a\n  listitem : b\n link "Gå till lösenordsåterställning" https://x.se/'

    assert judge({"kind": "link", "name": "Gå till lösenordsåterställning", "where": where}, page).change == change


ORDER = {"kind": "order", "name": ["Översikt", "Enheter", "Lösenord"]}


@pytest.mark.parametrize(
    ("names", "change", "seen"),
    [
        (("Översikt", "Enheter", "Lösenord"), None, "Översikt"),
        (("Översikt", "Nytt", "Enheter", "Lösenord"), None, "Översikt"),
        (("Översikt", "Lösenord", "Enheter"), "order", "Översikt → Lösenord → Enheter"),
        (("Översikt", "Enheterna", "Lösenord"), "renamed", "Enheterna"),
        (("Översikt", "Lösenord"), "removed", None),
    ],
    ids=["as documented", "one more", "other order", "one renamed", "one gone"],
)
def test_names_stand_in_order(judge: Judge, names: tuple[str, ...], change: str | None, seen: str | None) -> None:
    page = "navigation\n" + "\n".join(f'  link "{name}" /{n}' for n, name in enumerate(names))
    outcome = judge(ORDER, page, Known(labels=ORDER["name"]))

    assert (outcome.change, outcome.seen) == (change, seen)


# -- what the walk asks for ---------------------------------------------------------------------------------------


def test_what_is_clicked_is_the_link_before_the_heading_before_the_text(make_page: MakePage) -> None:
    page = make_page('paragraph : Telefon\nheading "Telefon" [level=2]\nbutton "Telefon"')

    assert getattr(claims.find("Telefon", page), "role", None) == "button"
    assert (
        getattr(claims.find("Telefon", make_page('paragraph : Telefon\nheading "Telefon"')), "role", None) == "heading"
    )
    assert claims.find("Telefon", make_page('button "E-post"')) is None


def test_exact_name_is_clicked_before_a_longer_one(make_page: MakePage) -> None:
    page = make_page('button "Telefon till jobbet"\nbutton "Telefon"')

    assert getattr(claims.find("Telefon", page), "name", None) == "Telefon"


def test_field_is_found_by_a_word_of_its_name(make_page: MakePage) -> None:
    page = make_page(PHONE_DIALOG)

    assert getattr(claims.find_field("telefonnummer", page), "name", None) == "Telefonnummer"
    assert claims.find_field("kod", page) is None


def test_browser_is_asked_of_what_the_claim_speaks_of(make_page: MakePage) -> None:
    page = make_page(PHONE_DIALOG)

    def asked(claim: dict[str, Any]) -> list[str]:
        return [e.name for e in claims.worth_probing(CLAIM.validate_python(claim), page)]

    assert asked(NEXT) == ["Nästa"]
    assert asked(PHONE) == ["Land", "Telefonnummer"]
    assert asked({"kind": "dialog"}) == ["Telefon"]


def test_no_claim_asks_of_more_than_twelve(make_page: MakePage) -> None:
    assert len(claims.worth_probing(CLAIM.validate_python(NEXT), make_page('button "Nästa"\n' * 40))) == 12


# -- what stands unseen, and what stands instead -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("button", "change"), [("Visa mer", "moved"), ("Länkar", "moved"), ("Visa fler alternativ", "other")]
)
def test_what_a_reader_must_open_first_has_moved_or_needs_one_more_click(
    judge: Judge, button: str, change: str
) -> None:
    page = f'main\n  button "{button}" [expanded=false]'
    assert judge({"kind": "control", "name": "Telefon"}, page, tucked=("Telefon",)).change == change


def test_more_choices_that_are_fetched_first_are_one_more_click(judge: Judge) -> None:
    assert judge(NEXT, 'main\n  button "Visa fler alternativ"\n  button "Avbryt"').change == "other"


@pytest.mark.parametrize(
    ("page", "change"),
    [
        ('navigation "Hjälpmeny" @0,1600,1280,56', "hidden"),
        ('navigation "Hjälpmeny" @0,0,1280,56', "removed"),
        ('navigation "Hjälpmeny" @0,1600,1280,56\n  link "Annat" /annat/', "removed"),
    ],
    ids=["empty, where it should hold it", "empty, elsewhere", "not empty"],
)
def test_a_part_that_is_empty_hides_what_it_held(judge: Judge, page: str, change: str) -> None:
    page = f'main @0,100,1280,1000\n  paragraph : Här är sidans egen text.\n{page}'
    assert judge(LINK, page, **TALL).change == change


def test_no_steps_on_an_empty_page_are_hidden_and_not_another_number(judge: Judge) -> None:
    assert judge({"kind": "steps", "count": 3}, "main @0,100,1280,600").change == "hidden"


def test_a_label_that_only_hidden_text_carries_is_hidden(judge: Judge) -> None:
    page = start("    listitem @0,1640,400,20 : För dig som är medarbetare")
    unseen = {"För dig som är medarbetare": Probe(visible=False)}
    assert judge(LINK, page, probes=unseen, **TALL).change == "hidden"


def test_a_button_that_lets_clicks_through_is_disabled(judge: Judge, make_page: MakePage) -> None:
    page = make_page('button "Nästa" [disabled]')
    bare = replace(page, root=replace(page.root, children=(replace(page.root.children[0], ref=""),)))
    assert claims.judge(CLAIM.validate_python(NEXT), bare, KNOWN).change == "disabled"


@pytest.mark.parametrize(("kind", "change"), [("checkbox", "role"), ("radio", "role"), ("button", None)])
def test_what_leads_somewhere_is_no_box_to_tick(judge: Judge, kind: str, change: str | None) -> None:
    assert judge(CARD, f'main\n  {kind} "Återställ ditt lösenord"').change == change
    assert judge({"kind": "control", "name": "Telefon"}, f'main\n  {kind} "Telefon"').change is None


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


ORDER_OF_STEPS = {"kind": "order", "in": "steps", "name": ["e-post", "tecknen", "anvisningarna"]}


@pytest.mark.parametrize(
    ("steps", "change"),
    [
        (("Skriv din e-post.", "Skriv tecknen.", "Följ anvisningarna."), None),
        (("Skriv tecknen.", "Skriv din e-post.", "Följ anvisningarna."), "order"),
        (("Skriv din e-post.", "Vänta.", "Skriv tecknen.", "Följ anvisningarna."), None),
        (("Fyll i bokstäverna.", "Skriv din e-post.", "Gör som det står."), None),
    ],
    ids=["as documented", "two swapped", "one between", "other words"],
)
def test_the_steps_stand_in_the_guides_order(judge: Judge, steps: tuple[str, ...], change: str | None) -> None:
    page = "main\n  list\n" + "\n".join(f"    listitem : {step}" for step in steps)
    assert judge(ORDER_OF_STEPS, page).change == change


def test_steps_that_only_stand_in_another_order_are_read_in_that(judge: Judge) -> None:
    page = """
        main
          list
            listitem @0,160,200,40 : Skriv din e-post.
            listitem @0,120,200,40 : Skriv tecknen.
            listitem @0,80,200,40 : Följ anvisningarna.
    """

    assert judge(ORDER_OF_STEPS, page).change == "order"


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


def test_a_message_does_not_go_on_in_the_button_after_it(judge: Judge) -> None:
    page = 'dialog "Telefon"\n  status : Klar, verifieringen är\n  button "Klar"'
    assert judge(MESSAGE, page).change == "renamed"


# -- what the last good look at the page tells -----------------------------------------------------------------------

CHOICES = ("Authenticator", "Telefon", "E-post", "Avbryt")


def dialog(*buttons: str, heading: str = "Metod") -> str:
    return f'dialog "Metod"\n  heading "{heading}" [level=2]\n' + "\n".join(f'  button "{text}"' for text in buttons)


@pytest.mark.parametrize(
    ("buttons", "expected"),
    [
        (("Authenticator", "Sms", "E-post", "Avbryt"), ("renamed", "Sms")),
        (("Authenticator", "E-post", "Avbryt"), ("removed", None)),
        (("Authenticator", "E-post", "Avbryt", "Nyckel"), ("removed", None)),
        (("Authenticator", "Visa fler alternativ", "E-post", "Avbryt"), ("other", None)),
    ],
    ids=["an unlike word in its place", "gone", "something new elsewhere", "what may hide it"],
)
def test_unlike_word_in_the_labels_place_is_its_new_name(
    judge: Judge, buttons: tuple[str, ...], expected: tuple[str, str | None]
) -> None:
    claim, known = {"kind": "control", "name": "Telefon"}, replace(KNOWN, before=("Metod", *CHOICES))

    assert told(judge(claim, dialog(*buttons), known)) == expected


def test_heading_that_always_bore_the_same_name_does_not_hide_that_a_link_was_renamed(judge: Judge) -> None:
    claim, page = {"kind": "control", "name": "Telefon"}, dialog("Authenticator", "Mobiltelefon", heading="Telefon")
    before = ("Telefon", "Authenticator", "Telefon")

    assert told(judge(claim, page)) == ("role", None)
    assert told(judge(claim, page, replace(KNOWN, before=before))) == ("renamed", "Mobiltelefon")
