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
]
WALLS = [
    "Är du en människa?",
    "Visa att du inte är en robot",
    "Jag är ingen robot",
    "Vi har upptäckt ovanlig trafik från ditt nätverk",
    "Verifying you are human. This may take a few seconds.",
    "Request unsuccessful. Incapsula incident ID: 877000480-123",
]
CLOSED = [
    "Planerat avbrott",
    "Just nu pågår ett planerat underhållsarbete",
    "Vi är strax tillbaka",
    "Webbplatsen är stängd för uppdatering",
    "Webbplatsen uppgraderas just nu",
    "Tjänsten är tillfälligt inte tillgänglig",
    "We'll be right back soon",
]
BROKEN = ["Något gick fel", "Ett tekniskt fel har inträffat", "Something went wrong"]
MEMBERS_ONLY = [
    "Den här delen kräver att du loggar in.",
    "Du måste vara inloggad för att läsa sidan",
    "Detta innehåll är lösenordsskyddat. Ange ditt lösenord nedan.",
    "Innehållet är skyddat. Välj hur du vill legitimera dig.",
]
PAGES = [
    "Här finns länkar och hjälp för dig som är medarbetare.",
    "Vi uppdaterar listan varje vecka. Logga in i e-tjänsten när du vill ansöka.",
    "Människan bakom roboten: möt vår nya kollega",
    "Hitta rätt sida för dig",
    "Ring servicedesk om något gick fel, eller vid tekniska problem.",
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
