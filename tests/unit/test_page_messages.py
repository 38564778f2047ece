"""What a page says in the place of what was asked for, in the words that real sites use."""

from __future__ import annotations

import pytest

from guidevakt import page_messages

GONE = [
    "Hoppsan! Sidan du söker finns inte längre.",
    "Vi hittar tyvärr inte sidan",
    "Vi kan inte hitta någon sida på den adressen",
    "Webbsidan gick inte att hitta",
    "Sidan är avpublicerad",
    "Oj, här var det tomt",
    "Tjänsten har upphört",
    "The page you requested could not be found.",
    "Den efterfrågade adressen hittades inte på denna server.",
    "Kanske kunde den önskade artikeln tyvärr inte längre hittas.",
    "Dokumentet verkar ha tagits bort eller blivit flyttat.",
    "404",
    "Fel 404",
    "Kapitlet hittades inte",
]
WALLS = [
    "Är du en människa?",
    "Visa att du inte är en robot",
    "Jag är ingen robot",
    "Vi har upptäckt ovanlig trafik från ditt nätverk",
    "Verifying you are human. This may take a few seconds.",
    "Request unsuccessful. Incapsula incident ID: 877000480-123",
    "Verifierar att du är människa. Vänligen markera rutan.",
    "Vi behöver kontrollera att du verkligen är en människa",
    "Åtkomsten till sidan har nekats",
    "För många förfrågningar på kort tid",
]
CLOSED = [
    "Planerat avbrott",
    "Just nu pågår ett planerat underhållsarbete",
    "Vi är strax tillbaka",
    "Webbplatsen är stängd för uppdatering",
    "Webbplatsen uppgraderas just nu",
    "Tjänsten är tillfälligt inte tillgänglig",
    "We'll be right back soon",
    "Webbplatsen genomgår schemalagt underhåll.",
    "Kommunportalen ligger nere för planerat underhåll",
    "Sajten är under ombyggnad",
]
BROKEN = [
    "Något gick fel", "Ett tekniskt fel har inträffat", "Something went wrong", "Det har tyvärr uppstått ett problem",
    "Serverfel (500)", "Servern svarade inte i tid.", "Vi har just nu tekniska problem",
]  # fmt: skip
MEMBERS_ONLY = [
    "Den här delen kräver att du loggar in.",
    "Du måste vara inloggad för att läsa sidan",
    "Detta innehåll är lösenordsskyddat. Ange ditt lösenord nedan.",
    "Innehållet är skyddat. Välj hur du vill legitimera dig.",
    "Var god logga in för att fortsätta",
    "Din session har gått ut",
    "Endast för inloggade medlemmar",
]
FOR_SALE = [
    "Domänen är till salu", "Parkerad hos en registrar", "This domain is parked at Atomia", "Den här domänen är köpt",
]  # fmt: skip
PAGES = [
    "Här finns länkar och hjälp för dig som är medarbetare.",
    "Vi uppdaterar listan varje vecka. Logga in i e-tjänsten när du vill ansöka.",
    "Människan bakom roboten: möt vår nya kollega",
    "Hitta rätt sida för dig",
    "Ring servicedesk om något gick fel, eller vid tekniska problem.",
    "Vad är ett 404-fel?",
    "Om sidan inte finns längre kan du söka efter den.",
    "Får du upp ”Sidan kunde inte hittas” så kontrollera adressen.",
    "Hittar du inte sidan du söker, fråga oss.",
    "Simhallen är stängd för underhåll vecka 30.",
    "E-tjänsten är stängd mellan klockan 12 och 15.",
    "Flera av våra e-tjänster kräver att du loggar in.",
    "Den säkerställer att det är en människa och inte en robot som skickar.",
    "Säkerhetskontrollen på flygplatsen tar några minuter.",
    "Här hittar du svenska domäner som är till salu.",
    "Det finns inga lediga tjänster just nu. Kom gärna tillbaka senare.",
]


@pytest.mark.parametrize("told", GONE)
def test_a_page_that_is_gone_says_so_in_many_words(told: str) -> None:
    assert page_messages.is_gone(told)


@pytest.mark.parametrize("told", WALLS)
def test_a_check_for_robots_is_known_by_what_it_asks(told: str) -> None:
    assert page_messages.is_wall(told)


@pytest.mark.parametrize("told", CLOSED)
def test_a_site_that_is_closed_for_a_while_says_so_in_many_words(told: str) -> None:
    assert page_messages.is_closed(told)
    assert not page_messages.is_gone(told)


@pytest.mark.parametrize("told", BROKEN)
def test_a_fault_on_the_sites_own_side_is_known(told: str) -> None:
    assert page_messages.is_broken(told)


@pytest.mark.parametrize("told", MEMBERS_ONLY)
def test_a_page_for_those_who_have_signed_in_is_known(told: str) -> None:
    assert page_messages.is_for_members(told)


@pytest.mark.parametrize("told", PAGES)
def test_a_page_that_speaks_of_such_things_is_a_page(told: str) -> None:
    about = (page_messages.is_gone, page_messages.is_wall, page_messages.is_closed, page_messages.is_broken)

    assert not any(says(told) for says in (*about, page_messages.is_for_members, page_messages.is_for_sale))


@pytest.mark.parametrize("told", FOR_SALE)
def test_a_parked_domain_offers_itself(told: str) -> None:
    assert page_messages.is_for_sale(told)
