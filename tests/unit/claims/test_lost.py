"""What became of a name that is gone: renamed, moved, hidden, in another language, behind one more click."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guidevakt.claims import opens_more
from guidevakt.snapshot import Probe
from tests.unit.claims.judging import (
    CARD,
    KNOWN,
    LINK,
    NEXT,
    PHONE_DIALOG,
    PLAIN,
    STAFF,
    SUBMIT,
    TALL,
    Judge,
    bar,
    start,
    told,
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


def test_card_by_another_title_to_the_same_page_is_renamed(judge: Judge) -> None:
    page = f'link {STAFF}aterstall-ditt-losenord/\n  heading "Byt lösenord" [level=2]\n  paragraph : Så gör du'

    assert told(judge(CARD, page)) == ("renamed", "Byt lösenord")


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
    # Some keep what a closed list offers in the document (Fluent UI v9).
    assert judge({"kind": "control", "name": "Telefon"}, page, hidden=("Telefon",)).change == "other"


@pytest.mark.parametrize("window", ["dialog", "alertdialog"])
def test_a_button_gone_from_a_window_of_either_kind_has_a_new_name(judge: Judge, window: str) -> None:
    page = PHONE_DIALOG.replace("dialog", window).replace('"Nästa"', '"Fortsätt"')
    known = replace(KNOWN, before=("Telefon", "Land", "Telefonnummer", "Avbryt", "Nästa"))
    assert told(judge(NEXT, page, known)) == ("renamed", "Fortsätt")


@pytest.mark.parametrize(("names", "suggestion"), [(("Fortsätt",), "Fortsätt"), ((), None), (("Ja", "Hjälp"), None)])
def test_what_alone_leads_on_below_the_fields_of_a_window_is_its_next(
    judge: Judge, names: tuple[str, ...], suggestion: str | None
) -> None:
    buttons = "".join(f'\n  button "{name}"' for name in ("Avbryt", *names))
    page = f'dialog "Telefon"\n  button "Stäng"\n  combobox "Land"\n  textbox "Telefonnummer"{buttons}'
    assert told(judge(NEXT, page)) == ("renamed" if suggestion else "removed", suggestion)


def test_a_closed_list_beside_fields_is_no_way_to_a_button(judge: Judge) -> None:
    page = 'dialog "Telefon"\n  combobox "Land"\n  textbox "Telefonnummer"\n  button "Avbryt"'
    assert told(judge(NEXT, page)) == ("removed", None)


@pytest.mark.parametrize(
    ("sentence", "change"),
    [("Då öppnas följande fönster. Välj Telefon.", "other"), ("Välj land. Klicka på Telefon.", "removed")],
)
def test_whether_it_is_chosen_or_clicked_the_guide_says_itself(judge: Judge, sentence: str, change: str) -> None:
    page = 'dialog "Lägg till en metod"\n  combobox "Vilken metod?"\n  button "Lägg till"'
    known = replace(KNOWN, sentence=sentence)
    assert judge({"kind": "control", "name": "Telefon"}, page, known).change == change


@pytest.mark.parametrize("other", ["Alternativ telefon", "En annan telefon", "Extra telefon"])
def test_another_one_of_its_kind_is_no_new_name(judge: Judge, other: str) -> None:
    page = f'dialog "Lägg till en metod"\n  button "E-post"\n  button "{other}"\n  button "Avbryt"'
    assert told(judge({"kind": "control", "name": "Telefon"}, page)) == ("removed", None)


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


@pytest.mark.parametrize(
    ("button", "change"), [("Visa mer", "moved"), ("Länkar", "moved"), ("Visa fler alternativ", "other")]
)
def test_what_a_reader_must_open_first_has_moved_or_needs_one_more_click(
    judge: Judge, button: str, change: str
) -> None:
    page = f'main\n  button "{button}" [expanded=false]'
    assert judge({"kind": "control", "name": "Telefon"}, page, tucked=("Telefon",)).change == change


@pytest.mark.parametrize("label", ["Visa ännu fler", "Ladda in fler", "Fler träffar", "Visa resten", "Fäll ut"])
def test_a_label_that_says_so_opens_more(label: str) -> None:
    assert opens_more(label)


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


def test_a_label_that_only_hidden_text_carries_is_hidden(judge: Judge) -> None:
    page = start("    listitem @0,1640,400,20 : För dig som är medarbetare")
    unseen = {"För dig som är medarbetare": Probe(visible=False)}
    assert judge(LINK, page, probes=unseen, **TALL).change == "hidden"


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


def test_a_name_is_never_proposed_in_its_own_place(judge: Judge) -> None:
    text = {"kind": "text", "name": "Verifieringen är klar"}
    page = 'paragraph : ► Verifieringen är\n  button "klar"'

    outcome = judge(text, page)

    assert told(outcome) == ("removed", None)
    assert outcome.candidates == ()
