"""The Swedish that IT and writers read, word for word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from guidevakt import sentences
from guidevakt.look import Wait
from guidevakt.sentences import commands, findings, remarks
from guidevakt.sentences import pictures as pictures_
from guidevakt.verdict import (
    ClaimResult,
    Difference,
    NoticeResult,
    PictureResult,
    RunResult,
    StepResult,
    Verdict,
    summarise,
)

STAFF = "För dig som är medarbetare"


def claim(**facts: Any) -> ClaimResult:
    given = {"kind": "link", "expected": STAFF, "verdict": "drifted", "held_before": True, "owner": "eslov.se"}
    return ClaimResult(**{**given, **facts})


def step(*claims: ClaimResult, **facts: Any) -> StepResult:
    given = {"guide": "g", "part": "p", "id": "aterstall-2", "text": "Klicka", "verdict": "drifted", "claims": claims}
    return StepResult(**{**given, **facts})


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (
            {"change": "renamed", "where": "bottom", "suggestion": "För medarbetare"},
            f"Länken ”{STAFF}” finns inte längre längst ner. Den heter troligen ”För medarbetare” nu.",
        ),
        (
            {"change": "renamed", "suggestion": "För medarbetare", "lands": "https://eslov.se/for-medarbetare/"},
            f"Länken ”{STAFF}” har bytt namn. Den heter ”För medarbetare” nu.",
        ),
        (
            {"kind": "field", "expected": "kod", "change": "renamed", "suggestion": "Sifferkod"},
            "Fältet ”kod” finns inte längre. Det heter troligen ”Sifferkod” nu.",
        ),
        (
            {"change": "removed", "candidates": ("Kontakt", "Jobb")},
            f"Länken ”{STAFF}” finns inte längre. Det som liknar mest på sidan: ”Kontakt”, ”Jobb”.",
        ),
        (
            {"change": "removed"},
            f"Länken ”{STAFF}” finns inte längre. Vi hittar ingen motsvarighet på sidan.",
        ),
        ({"change": "moved", "where": "bottom"}, f"Länken ”{STAFF}” finns inte längre längst ner. Den har flyttats."),
        (
            {"change": "moved", "where": "below steps"},
            f"Länken ”{STAFF}” finns inte längre under stegen. Den har flyttats.",
        ),
        ({"change": "moved"}, f"Länken ”{STAFF}” har flyttats."),
        (
            {"change": "moved", "where": "bottom", "note": remarks.stands("header")},
            f"Länken ”{STAFF}” finns inte längre längst ner. Den har flyttats: den står i sidhuvudet nu.",
        ),
        (
            {"change": "moved", "note": remarks.opened_first()},
            f"Länken ”{STAFF}” har flyttats: den syns först när man öppnar något annat på sidan.",
        ),
        (
            {"kind": "steps", "expected": "3", "change": "moved", "note": remarks.opened_first("Visa stegen")},
            "Stegen har flyttats: de syns först när man öppnar ”Visa stegen”.",
        ),
        ({"change": "role"}, f"Länken ”{STAFF}” är inte längre en länk."),
        ({"kind": "field", "expected": "kod", "change": "role"}, "Fältet ”kod” är inte längre ett fält."),
        (
            {"change": "destination", "lands": "https://eslov.se/kontakt/"},
            f"Länken ”{STAFF}” leder till en annan sida: https://eslov.se/kontakt/.",
        ),
        (
            {"change": "destination", "lands": "https://eslov.se/in/?till=%2F", "note": remarks.instead("sign-in")},
            f"Länken ”{STAFF}” leder till en annan sida: https://eslov.se/in/. Där måste man logga in.",
        ),
        (
            {"change": "destination", "lands": "http://[url]/", "note": remarks.instead("no-address")},
            f"Länken ”{STAFF}” leder till en annan sida: http://[url]/. Adressen i länken går inte att öppna.",
        ),
        ({"change": "other", "note": remarks.instead("nothing")},
         f"Länken ”{STAFF}” fungerar inte som guiden säger. Inget händer när man klickar."),
        ({"change": "other", "note": remarks.instead("further", "Visa fler")},
         f"Länken ”{STAFF}” fungerar inte som guiden säger. Först måste man klicka på ”Visa fler”."),
        ({"change": "dead"}, f"Länken ”{STAFF}” leder till en sida som inte finns."),
        ({"kind": "page", "expected": "eslov.se", "change": "dead"}, "Sidan ”eslov.se” finns inte längre."),
        (
            {"kind": "page", "expected": "eslov.se", "change": "dead", "lands": "https://eslov.se/"},
            "Sidan ”eslov.se” finns inte längre.",
        ),
        (
            {"kind": "page", "expected": "Appen", "change": "dead", "lands": "https://apps.apple.com/se/app/id1"},
            "Sidan ”Appen” finns inte längre på apps.apple.com.",
        ),
        ({"change": "disabled"}, f"Länken ”{STAFF}” går inte att klicka på."),
        ({"change": "hidden"}, f"Länken ”{STAFF}” syns inte."),
        (
            {"change": "ambiguous"},
            f"Länken ”{STAFF}” finns på flera ställen, och de leder inte till samma sak.",
        ),
        (
            {"kind": "order", "expected": "a → b", "change": "order", "seen": "b → a"},
            "Ordningen är en annan än guiden säger. På sidan: b → a.",
        ),
        (
            {"kind": "field", "expected": "tecknen", "where": "second", "change": "removed"},
            "Fältet ”tecknen” finns inte längre som andra fält. Vi hittar ingen motsvarighet på sidan.",
        ),
        (
            {"kind": "picture", "expected": "tecken eller tecknen eller bild", "change": "hidden"},
            "Bilden ”tecken”, ”tecknen” eller ”bild” syns inte.",
        ),
        (
            {"kind": "field", "expected": "tecknen", "change": "count", "seen": "Anknytning"},
            "Det har kommit till ett fält som måste fyllas i: ”Anknytning”.",
        ),
        (
            {"kind": "steps", "expected": "3", "change": "count", "seen": "0"},
            "Stegen finns inte kvar på sidan: guiden säger att de är 3.",
        ),
        (
            {"kind": "field", "expected": "tecknen", "change": "order", "seen": "E-post"},
            "Fältet ”tecknen”: ordningen är en annan än guiden säger. På den platsen står ”E-post”.",
        ),
        (
            {"kind": "steps", "expected": "3", "change": "count", "seen": "2"},
            "Antalet steg är ett annat: guiden säger 3, sidan visar 2.",
        ),
        ({"kind": "order", "expected": "a → b", "change": "language"}, "Stegen visas på fel språk."),
        ({"change": "language"}, f"Länken ”{STAFF}” visas på fel språk."),
        ({"change": "language", "seen": "Staff"}, f"Länken ”{STAFF}” visas på fel språk: ”Staff”."),
        ({"kind": "dialog", "expected": "", "change": "other"}, "Fönstret öppnas inte."),
        (
            {"kind": "accepts", "expected": "telefonnummer", "change": "other", "seen": "Skriv utan landskod."},
            "Fältet ”telefonnummer” tar inte emot det som guiden säger att man ska skriva. "
            "Sidan svarar: ”Skriv utan landskod.”",
        ),
        (
            {"change": "hidden", "held_before": False},
            f"Länken ”{STAFF}” syns inte. Det har aldrig stämt i någon kontroll.",
        ),
        ({"kind": "nytt", "change": "hidden"}, f"Det som guiden nämner ”{STAFF}” syns inte."),
        (
            {"verdict": "not_checked", "reason": "timeout"},
            f"Länken ”{STAFF}”: sidan blev inte klar i tid.",
        ),
        ({"verdict": "holds"}, ""),
    ],
)
def test_a_finding_is_said_so(facts: dict[str, Any], said: str) -> None:
    assert findings.finding(claim(**facts)) == said


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (
            {"change": "renamed", "suggestion": "För medarbetare"},
            f"Be webbredaktionen att byta tillbaka länktexten, eller byt ”{STAFF}” mot ”För medarbetare” i guidens "
            "steg aterstall-2.",
        ),
        ({"change": "removed", "owner": "microsoft"}, "Skriv om steg aterstall-2 i guiden."),
        (
            {"change": "removed", "held_before": False},
            "Se efter själv på sidan: det kan vara guiden, sidan eller Guidevakt som har fel.",
        ),
        (
            {"change": "hidden", "owner": "environment"},
            "Troligen är det bara webbläsaren som är ny på datorn som kontrollerar. Kör guidevakt doctor där.",
        ),
        ({"verdict": "not_checked", "reason": "stuck"}, ""),
    ],
)
def test_what_to_do_is_said_so(facts: dict[str, Any], said: str) -> None:
    found = claim(**facts)
    assert findings.to_do(step(found), found) == said


def test_a_stuck_step_names_the_step_that_stopped_it() -> None:
    stuck = step(verdict="not_checked", reason="stuck", after="aterstall-1")
    assert sentences.verdict(stuck) == (
        "inte kontrollerat: vi kom inte hit, eftersom steg aterstall-1 inte gick att göra"
    )


def test_a_partly_checked_step_says_what_is_left() -> None:
    partly = step(
        claim(verdict="holds"), claim(verdict="not_checked", reason="sign-in"), verdict="not_checked", reason="sign-in"
    )
    assert sentences.verdict(partly) == (
        "stämmer så långt det går att se: kräver inloggning; kontrolleras när någon går med"
    )


def test_totals_never_count_what_was_not_checked() -> None:
    good = step(claim(verdict="holds"), verdict="holds")
    left = step(claim(verdict="not_checked", reason="sign-in"), verdict="not_checked", reason="sign-in")
    assert sentences.totals(summarise([good] * 9 + [left] * 6)) == "9 av 15 steg kontrollerade, alla stämmer"
    assert sentences.totals(summarise([left])) == "0 av 1 steg kontrollerade"
    late = step(claim(verdict="not_checked", reason="timeout"), verdict="not_checked", reason="timeout")
    assert sentences.totals(summarise([good, late])) == (
        "1 av 2 steg kontrollerade, alla stämmer, men allt gick inte att kontrollera"
    )
    one_wrong = summarise([good, step(claim(change="hidden"))])
    assert sentences.totals(one_wrong) == "2 av 2 steg kontrollerade, 1 stämmer inte, 1 stämmer"


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        (["holds"] * 9 + ["awaiting_review"] * 6, "15 steg stämmer; 6 av dem har en bild att godkänna"),
        (["holds"] * 15, "15 steg stämmer"),
        (["awaiting_review"] * 2, "2 steg stämmer; alla har en bild att godkänna"),
        (["awaiting_review"], "1 steg stämmer; det har en bild att godkänna"),
        (
            ["drifted", "looks_different", "holds", "awaiting_review"],
            "4 av 4 steg kontrollerade, 1 stämmer inte, 1 bild stämmer inte längre, 2 stämmer; "
            "1 av dem har en bild att godkänna",
        ),
        (["drifted"], "1 av 1 steg kontrollerade, 1 stämmer inte"),
    ],
)
def test_steps_that_hold_are_counted_with_those_whose_picture_waits(verdicts: list[Verdict], said: str) -> None:
    assert sentences.totals(summarise([step(verdict=verdict) for verdict in verdicts])) == said


@pytest.mark.parametrize(
    ("date", "left", "said"),
    [
        ("2027-02-01", 71, "om 71 dagar, 1 februari 2027"),
        ("2026-11-23", 1, "om 1 dag, 23 november 2026"),
        ("2026-11-22", 0, "gäller från i dag"),
        ("2026-09-01", -82, "gäller sedan 1 september 2026"),
    ],
)
def test_an_announced_change_is_counted_down_to(date: str, left: int, said: str) -> None:
    assert sentences.countdown(NoticeResult(date=date, days_left=left, steps=(), text="", source="")) == said


def test_time_is_swedish_time() -> None:
    assert sentences.moment("2026-11-22T02:15:00+00:00") == "22 november 2026 kl. 03.15"
    assert sentences.moment("2026-07-01T22:30:00+00:00") == "2 juli 2026 kl. 00.30"


def test_a_sentence_never_makes_eslov_se_a_capital() -> None:
    assert sentences.capital("eslov.se är nere") == "eslov.se är nere"
    assert sentences.capital("länken") == "Länken"


# -- pictures --------------------------------------------------------------------------------------------------------

TOLD = {
    "Knappen ”Nästa” heter nu ”Fortsätt”.": {
        "change": "renamed", "role": "button", "name": "Nästa", "seen": "Fortsätt",
    },
    "Rubriken ”Telefon” lyder nu ”Mobil”.": {
        "change": "renamed", "role": "heading", "name": "Telefon", "seen": "Mobil",
    },
    "Listan ”Land” ligger längre ner än förut.": {
        "change": "moved", "role": "combobox", "name": "Land", "way": "down",
    },
    "Länken ”Hjälp” har tillkommit.": {"change": "added", "role": "link", "seen": "Hjälp"},
    "Kryssrutan ”Kom ihåg” finns inte kvar.": {"change": "removed", "role": "checkbox", "name": "Kom ihåg"},
    "”Enheter” är inte längre en länk.": {"change": "role", "role": "link", "name": "Enheter", "seen": "Enheter"},
    "Knappen ”Nästa” går inte längre att klicka på.": {"change": "disabled", "role": "button", "name": "Nästa"},
}  # fmt: skip


@pytest.mark.parametrize("said", TOLD)
def test_what_has_changed_in_a_picture_is_said_so(said: str) -> None:
    assert pictures_.differences([Difference.model_validate(TOLD[said])]) == said


def test_more_differences_than_one_reads_are_counted() -> None:
    links = [Difference(change="added", role="link", seen=f"L{n}") for n in range(6)]
    said = pictures_.differences(links)
    assert said.startswith("Länken ”L0” har tillkommit; länken ”L1” har tillkommit;")
    assert said.endswith("; 2 saker till har ändrats.")
    assert pictures_.differences(links[:5]).endswith("; 1 sak till har ändrats.")
    assert pictures_.differences([]) == ""


def picture(verdict: str = "looks_different", **facts: Any) -> PictureResult:
    return PictureResult.model_validate({"id": "bild-4", "verdict": verdict, **facts})


NEXT = {"change": "renamed", "role": "button", "name": "Nästa", "seen": "Fortsätt"}


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (
            {"words": "otherwise", "differences": [NEXT]},
            "Bilden bild-4 stämmer inte längre med den godkända. Knappen ”Nästa” heter nu ”Fortsätt”.",
        ),
        (
            {"words": "same"},
            "Bilden bild-4 stämmer inte längre med den godkända. Orden är desamma; bara utseendet har ändrats.",
        ),
        ({}, "Bilden bild-4 stämmer inte längre med den godkända."),
        ({"verdict": "holds"}, ""),
        (
            {"verdict": "not_checked", "reason": "timeout", "why": "något rörde sig fortfarande"},
            "Bilden bild-4 gick inte att ta: något rörde sig fortfarande.",
        ),
        ({"verdict": "not_checked", "reason": "stuck"}, ""),
        ({"verdict": "awaiting_review"}, ""),
        ({"verdict": "awaiting_review", "like": "linux", "words": "same"}, ""),
        (
            {"verdict": "awaiting_review", "like": "linux", "words": "otherwise", "differences": [NEXT]},
            "Bilden bild-4 är tagen på en ny dator eller webbläsare, och orden är inte desamma som förut. "
            "Knappen ”Nästa” heter nu ”Fortsätt”.",
        ),
    ],
)
def test_a_picture_says_what_has_changed(facts: dict[str, Any], said: str) -> None:
    made = picture(**facts)
    assert pictures_.picture(made) == said
    assert commands.findings(step(picture=made)) == ([said] if said else [])


def test_how_pictures_are_approved_is_told_and_a_new_environment_once(make_run: Callable[..., RunResult]) -> None:
    first, like = picture("awaiting_review"), picture("awaiting_review", like="linux", words="same")
    assert pictures_.pictures(make_run(step(picture=first), step(picture=like))) == [
        "Bilderna godkänns så här: titta i rapporten, kör sedan guidevakt approve."
    ]
    assert pictures_.pictures(make_run(step(picture=like), step(picture=like))) == [
        "Bilderna är från en ny dator eller webbläsare. Orden är desamma i alla bilder. Kör guidevakt approve."
    ]
    assert pictures_.pictures(make_run(step())) == []


@pytest.mark.parametrize(
    ("unmet", "said"),
    [
        (("fonts",), "typsnittet hann inte läsas in"),
        (("busy", "email"), "sidan arbetade fortfarande och sidan visade fortfarande en e-postadress"),
        (
            ("fonts", "images", "moving"),
            "typsnittet hann inte läsas in, en bild hann inte läsas in och något rörde sig fortfarande",
        ),
    ],
)
def test_everything_that_was_waited_for_in_vain_is_told(unmet: tuple[Wait, ...], said: str) -> None:
    assert pictures_.waited(unmet) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["NÄSTA"], "Orden är desamma, bara skrivna på ett annat sätt: ”NÄSTA”."),
        (list("ABCDEF"), "Orden är desamma, bara skrivna på ett annat sätt: ”A”, ”B”, ”C”, ”D” och 2 till."),
        ([], "Orden är desamma, även om de inte står på pricken likadant."),
    ],
)
def test_words_that_are_only_written_otherwise_are_told(words: list[str], said: str) -> None:
    assert pictures_.spelled(words) == said
