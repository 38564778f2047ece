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
    "Vi finner ikke siden",
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
    "Skriv de fem tecknen som syns i bilden",
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
    "Kunde inte ansluta till vår server",
    "Vi upplever just nu driftstörningar",
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
    "Redan kund? Logga in för att fortsätta",
    "Du måste legitimera dig med bank-id",
    "Du måste vara inloggad för att se kalendern.",
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
    "Hör av dig om du hittar en länk som inte fungerar.",
    "Jag har fått veta att åtkomsten nekas när jag öppnar mappen",
    "Ett felmeddelande om att sidan inte finns visas då.",
    "Får man ett meddelande om att sidan inte finns är den avpublicerad.",
    "Du behöver logga in med bank-id för att boka en tvättid.",
    "Du behöver inte identifiera dig för att få en kopia.",
    "För inloggning krävs en kod och ett kort.",
    "Du måste legitimera dig och ta med ett kvitto.",
    "Status 410 betyder att sidan är borttagen för gott.",
    "Vi lanserar snart ett nytt sätt att betala.",
    "Säkerhetskontroll av resväskor görs i hallen.",
    "Polisen har sett ovanlig aktivitet i parken.",
]
#: Each is said of a thing in the world, in the words in which a site says it of itself.
THINGS = [
    "Växeln är stängd på grund av ett tekniskt fel hos leverantören.",
    "Just nu är kiosken stängd för underhåll.",
    "Ett fel har uppstått på belysningen längs ån.",
    "Något har blivit fel på räkningen för mars.",
    "Vi har just nu problem med sophämtningen.",
    "Trafiken är stoppad efter en olycka.",
    "Åtkomsten till hamnen är begränsad under flytten.",
    "Endast för medlemmar. Årsmötet är endast öppet för medlemmar.",
    "Under uppbyggnad. En ny stadsdel är under uppbyggnad i öster.",
    "Snart tillbaka. Ångbåtens kapten är snart tillbaka.",
    "Underhåll pågår. Så sköter staden sina parker.",
    "Planerat avbrott. Strömmen bryts i Östra hamnen.",
    "Vi håller stängt för underhåll vecka 28.",
    "Maten kan inte hämtas i köket i dag.",
    "The lift is currently closed for maintenance.",
]
#: Said of itself by a page that also names something else as known.
ITSELF = [
    "Webbplatsen är nere",
    "Serverunderhåll pågår. Katalogen går inte att nå.",
    "Webbplatsen är stängd för underhåll. Ring växeln under tiden.",
    "Sajten är tillfälligt nere medan ägarens system flyttas.",
    "Underhållsläge är aktiverat.",
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


@pytest.mark.parametrize("told", THINGS)
def test_what_is_said_of_a_thing_in_the_world_is_not_said_of_the_page(told: str) -> None:
    about = (page_messages.is_gone, page_messages.is_wall, page_messages.is_closed, page_messages.is_broken)

    assert not any(says(told) for says in (*about, page_messages.is_for_members, page_messages.is_for_sale))


@pytest.mark.parametrize("told", ITSELF)
def test_what_a_site_says_of_itself_is_said_of_it_whatever_else_it_names(told: str) -> None:
    assert page_messages.is_closed(told)


def test_below_a_question_only_what_names_the_page_is_said_of_it() -> None:
    assert not page_messages.is_gone("Vad kan det bero på? \nDokumentet är avpublicerat.")
    assert page_messages.is_gone("Har du gått vilse? \nSidan finns inte.")


@pytest.mark.parametrize("told", FOR_SALE)
def test_a_parked_domain_offers_itself(told: str) -> None:
    assert page_messages.is_for_sale(told)
