"""What a walk met in the place of what the guide says, and what it noted of what holds."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote

from guidevakt.night import SWEDEN
from guidevakt.sentences import day, place, quoted

if TYPE_CHECKING:
    from guidevakt.certificate import Wrong

_MET = {
    "timeout": "Inget svar kom i tid.",
    "late": "Sidan kom, men allt på den blev inte klart i tid.",
    "certificate-date": "Webbplatsens certifikat har gått ut eller gäller inte än.",
    "certificate-name": "Webbplatsens certifikat gäller en annan adress.",
    "certificate": "Webbplatsens certifikat går inte att lita på.",
    "dns": "Adressen finns inte i namnregistret (DNS).",
    "loop": "Sidan skickar vidare till sig själv, om och om igen.",
    "network": "Datorn som kontrollerar verkar sakna nätverk.",
    "connection": "Anslutningen bröts innan sidan hade kommit.",
    "refused": "Webbplatsen svarade att kontrollen inte får läsa sidan ({status}).",
    "busy": "Webbplatsen bad kontrollen att komma tillbaka senare (429).",
    "error": "Webbplatsen svarade med ett fel ({status}).",
    "wall": "Sidan visade en robotkontroll i stället.",
    "maintenance": "Sidan säger att den är stängd för underhåll.",
    "broken": "Sidan säger att något gick fel.",
    "closed": "Det står i en del av sidan som bara den som ser den kan läsa (closed shadow root).",
    "covered": "Över sidan ligger något som bara den som ser det kan läsa (closed shadow root).",
    "consent": "Sidan ville först ha svar om kakor, och det svarar kontrollen inte på.",
}
_INSTEAD = {
    "sign-in": "Där måste man logga in.",
    "nothing": "Inget händer när man klickar.",
    "between": "Sidan {page} kommer emellan.",
    "window": "Ett annat fönster visas.",
    "no-address": "Adressen i länken går inte att öppna.",
    "over": "Fönstret {page} ligger över sidan.",
    "further": "Först måste man klicka på {page}.",
}
_NO_PAGE = {
    "pdf": "Ett PDF-dokument laddades ner.",
    "word": "Ett Word-dokument laddades ner.",
    "excel": "Ett Excel-dokument laddades ner.",
    "file": "En fil laddades ner.",
    "nothing": "Inget visas: webbplatsen svarade utan innehåll.",
}
OTHER_WORDS = "Stegen är skrivna med andra ord, så ordningen gick inte att läsa."


def met(what: str, status: int = 0) -> str:
    """What was met in the page's place."""
    return _MET[what].format(status=status)


def no_page(came: str) -> str:
    """What came in the place of a page."""
    return _NO_PAGE[came]


def is_no_page(note: str | None) -> bool:
    """Does a remark say that no page came?"""
    return note in _NO_PAGE.values()


def lacks(file: str) -> str:
    """That the practice copy has no such page, and the file that it would be."""
    named = unquote(file)
    page = named.removesuffix("index.html")
    return f"Övningskopian saknar {page}; lägg till replica/sites/{named}."


def is_certificate(met: str | None) -> bool:
    """Is it the certificate that hindered?"""
    return met is not None and met.startswith("Webbplatsens certifikat")


def certificate(wrong: Wrong) -> str:
    """What is wrong with a certificate."""
    when = day(datetime.fromisoformat(wrong.when).astimezone(SWEDEN).date()) if wrong.when else ""
    match wrong.what:
        case "expired":
            return f"Webbplatsens certifikat gick ut {when}."
        case "early":
            return f"Webbplatsens certifikat gäller först från {when}."
    whose = f": {', '.join(wrong.names[:2])}" if wrong.names else ""
    return f"Webbplatsens certifikat gäller en annan adress{whose}."


def says(words: str) -> str:
    """What a page says that nobody here knows the like of, in a documented page's place."""
    return f"Sidan säger: {quoted(words)}"


def says_everywhere(words: str) -> str:
    """That the site shows the same on another of its pages."""
    return f"Webbplatsen visar samma sak på en annan av sina sidor. {says(words)}"


def control_failed(why: str) -> str:
    """Why a change that was seen is not told: a page that the guide does not use fails too."""
    return f"Något såg annorlunda ut, men inte heller webbplatsens andra sidor svarar som de ska. {why}"


def instead(what: str, page: str = "") -> str:
    """What a reader meets in the place of what the guide says."""
    return _INSTEAD[what].format(page=quoted(page))


def stands(where: str) -> str:
    """Where what has been moved is now; said after who it is of (”den”), as a clause."""
    return f"står {place(where)} nu"


def opened_first(opener: str = "") -> str:
    """That what has been moved is behind something closed; a clause like that of `stands`."""
    return f"syns först när man öppnar {quoted(opener) if opener else 'något annat på sidan'}"


def old_name(how: str, opener: str = "") -> str:
    """Where the old name of what was renamed still stands: behind something closed, or unseen."""
    if how == "moved":
        return f"Det gamla namnet står kvar, men {opened_first(opener)}."
    return "Det gamla namnet står kvar på sidan, men syns inte."


def reads(shown: str) -> str:
    """What a reader sees where it is not the documented name to the letter."""
    return f"På sidan står {quoted(shown)}."
