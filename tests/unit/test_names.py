"""Names are matched the way a reader reads."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidevakt import names
from guidevakt.names import Match
from guidevakt.snapshot import Snapshot

LABEL = "För dig som är medarbetare"


@pytest.mark.parametrize(
    "shown",
    [
        "  För dig\n som är\tmedarbetare ",
        "För\u00a0dig som är medarbetare",
        "För dig som är med\u00adarbetare",
        "För dig som är med\u200barbetare",
        unicodedata.normalize("NFD", LABEL),
    ],
    ids=["white space", "no-break space", "soft hyphen", "zero width space", "decomposed letters"],
)
def test_what_cannot_be_seen_makes_no_difference(shown: str) -> None:
    assert names.compare(LABEL, shown) is Match.EXACT


@pytest.mark.parametrize(
    "shown",
    [
        "FÖR DIG SOM ÄR MEDARBETARE",
        "för dig som är medarbetare",
        "Ikon: Gå framåtFör dig som är medarbetare",
        "Ikon: Gå framåt För dig som är medarbetare",
        "Ikon: Ej beskrivenFör dig som är medarbetare",
        "Ikon: Ett nytt namnFör dig som är medarbetare",
        "För dig som är medarbetare Ikon: Ej beskriven",
        "För dig som är medarbetareIkon: Gå framåt",
        "arrow_forwardFör dig som är medarbetare",
        "arrow_forward För dig som är medarbetare",
        "För dig som är medarbetare arrow_forward",
        "+ För dig som är medarbetare",
        "För dig som är medarbetare →",
        "» För dig som är medarbetare",
        "För dig som är medarbetare:",
        "För dig som är medarbetare: *",
        "För dig som är medarbetare…",
        "För dig som är medarbetare...",
        "För dig som är medarbetare (öppnas i nytt fönster)",
        "För dig som är medarbetare Länk till annan webbplats, öppnas i nytt fönster.",
        "För dig som är medarbetare (öppnas i ett nytt fönster) →",
        "För dig som är medarbetare, öppnas i ny flik",
    ],
)
def test_decorations_and_case_are_set_aside(shown: str) -> None:
    assert names.compare(LABEL, shown) is Match.EQUAL


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Säg ”hej”", 'Säg "hej"'),
        ("Säg ”hej”", "Säg “hej”"),
        ("Säg ”hej”", "Säg »hej«"),
        ("Microsoft's sida", "Microsoft’s sida"),
        ("E-post", "E\u2011post"),
        ("Lösenord – byt", "Lösenord - byt"),
    ],
)
def test_quotes_and_dashes_are_one_kind(label: str, shown: str) -> None:
    assert names.compare(label, shown) is Match.EQUAL


@pytest.mark.parametrize(
    ("label", "shown", "how"),
    [
        ("Telefon", "Telefon – få en kod", Match.TITLE),
        ("Telefon", "Telefon: få en kod", Match.TITLE),
        ("Telefon", "Telefon (rekommenderas)", Match.TITLE),
        ("Telefon", "Telefon Rekommenderas", Match.EQUAL),
        ("Telefon", "Telefon rekommenderas inte", Match.STARTS),
        ("Sverige", "Sverige (+46)", Match.TITLE),
        ("Säkerhetsinformation", "Säkerhetsinformation 1", Match.TITLE),
        ("Säkerhetsinformation", "Säkerhetsinformation Ny", Match.TITLE),
        ("Säkerhetsinformation", "Säkerhetsinformation ny plats", Match.STARTS),
        ("Nästa", "Nästa steg", Match.STARTS),
        ("telefonnummer", "Ange telefonnummer", Match.CONTAINS),
        ("tecken", "Bild med tecken", Match.CONTAINS),
        ("kod", "Ange koden", Match.CONTAINS),
    ],
)
def test_name_among_other_words_is_less_than_equal(label: str, shown: str, how: Match) -> None:
    assert names.compare(label, shown) is how


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        (LABEL, "För medarbetare"),
        (LABEL, "För dig som är anställd"),
        ("Telefon", "Mobiltelefon"),
        ("Nästa", ""),
        ("Nästa", "…"),
        ("→", "Nästa"),
        ("Återställ", "Aterstall"),
        ("Nästa", "Nasta"),
        ("E-post", "Epost"),
    ],
)
def test_another_name_does_not_match(label: str, shown: str) -> None:
    assert names.compare(label, shown) is None


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert names.fold(names.fold(text)) == names.fold(text)


@given(
    st.sampled_from(["", "+ ", "» ", "→ ", "Ikon: Gå framåt", "Ikon: Lås ", "arrow_forward", " \u00a0"]),
    st.sampled_from([LABEL, "Nästa", "Återställ ditt lösenord", "Lägg till inloggningsmetod"]),
    st.sampled_from(
        ["", ":", "…", " →", " (öppnas i nytt fönster)", " (öppnas i nytt fönster) ›", " Ikon: Lås", "\u200b"]
    ),
)
def test_no_decoration_breaks_a_match(before: str, label: str, after: str) -> None:
    assert names.compare(label, before + label + after) in (Match.EXACT, Match.EQUAL)


@given(st.text(min_size=1), st.text())
def test_comparing_never_fails(label: str, shown: str) -> None:
    names.compare(label, shown)


@pytest.mark.parametrize(
    "page",
    [
        'link "Återställ ditt lösenord"',
        'link\n heading "Återställ ditt lösenord" [level=2]\n paragraph : Har du glömt ditt lösenord?',
        'link "Återställ ditt lösenord - Har du glömt"\n heading "Återställ ditt lösenord"\n text : Har du glömt',
        'link\n img "Ikon: Ny ikon"\n text : Återställ ditt lösenord',
        'button "Återställ ditt lösenord"\n text : lock',
        'button "Återställ ditt lösenord" : ×',
        'link "Återställ ditt lösenord, så här gör du" : Återställ ditt lösenord',
        'link "NyckelÅterställ ditt lösenord"\n img "Nyckel"\n generic : Återställ ditt lösenord',
    ],
    ids=["plain", "card", "card with aria-label", "unknown icon", "icon font", "sign", "aria-label goes on", "glued"],
)
def test_control_is_called_what_stands_on_it(make_page: Callable[..., Snapshot], page: str) -> None:
    [element, *_] = make_page(page).root.children
    assert names.is_called("Återställ ditt lösenord", element)
    assert not names.instead("Återställ ditt lösenord", element)


@pytest.mark.parametrize(
    ("word", "shown", "has"),
    [
        ("kod", "Verifieringskod", True),
        ("kod", "Ange verifieringskod *", True),
        ("kod", "Kodord", True),
        ("kod", "Verifieringskoder", False),
        ("e-post", "Jobbe-post", False),
    ],
)
def test_a_word_is_also_what_a_compound_ends_in(
    make_page: Callable[..., Snapshot], word: str, shown: str, has: bool
) -> None:
    [element] = make_page(f'textbox "{shown}"').root.children
    assert names.has_word(word, element) is has


@pytest.mark.parametrize(
    ("page", "instead"),
    [
        ('link "Byt lösenord" : Återställ ditt lösenord', "Byt lösenord"),
        ('link "Återställ ditt lösenord" : Byt lösenord', "Byt lösenord"),
        ('link "Återställ ditt lösenord och lås upp"', ""),
        ('link "Webbmejl och Återställ ditt lösenord"', ""),
        ('link "Byt lösenord"', ""),
    ],
    ids=["aria-label differs", "what is seen differs", "merged after", "merged before", "another name"],
)
def test_control_is_not_called_what_it_says_only_in_part(
    make_page: Callable[..., Snapshot], page: str, instead: str
) -> None:
    [element, *_] = make_page(page).root.children
    assert not names.is_called("Återställ ditt lösenord", element)
    assert names.instead("Återställ ditt lösenord", element) == instead


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ('link "+ Lägg till →"', "Lägg till"),
        ('link "Kort - mer text"\n heading "Kort"', "Kort"),
        ('link "Ikon: LåsLogga in"\n img "Ikon: Lås"\n text : Logga in', "Logga in"),
        ('link\n img "Ikon: Lås"\n text : Logga in', "Logga in"),
        ('img "Bild med tecken"', "Bild med tecken"),
        ('link "arrow_forward Till start"\n generic : arrow_forward\n text : Till start', "Till start"),
        ('link "key Logga in"\n generic : key\n text : Logga in', "Logga in"),
        ('link "Läs mer"\n text : Läs\n generic : mer', "Läs mer"),
        ('link "\uf084 Logga in ›"', "Logga in"),
    ],
)
def test_element_is_spoken_of_by_what_a_reader_reads(make_page: Callable[..., Snapshot], page: str, shown: str) -> None:
    [element, *_] = make_page(page).root.children
    assert names.shown(element) == shown


def test_a_line_break_leaves_no_space_and_is_the_same_name() -> None:
    assert names.compare("För dig som är medarbetare", "För digsom ärmedarbetare") is names.Match.EQUAL


def test_a_card_is_called_by_its_first_line(make_page: Callable[..., Snapshot]) -> None:
    page = make_page('button "Telefon Få ett sms"\n  paragraph : Telefon\n  generic : Få ett sms')
    assert names.title(page.root.children[0]) == "Telefon"


def test_words_beside_each_other_are_one_name(make_page: Callable[..., Snapshot]) -> None:
    page = make_page('link "Lägg till"\n  generic @0,0,40,20 : Lägg\n  generic @50,0,40,20 : till')
    assert names.title(page.root.children[0]) == "Lägg till"
