"""What the replica's documented labels are called when they are called something else, and when they are gone.

The replica is walked once as it is; each look that a claim was judged on is kept, bent as data, and judged again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from guidevakt import claims, names
from guidevakt.guide import Claim
from guidevakt.outcome import Known, Outcome
from guidevakt.snapshot import Element, Snapshot
from tests.browser.walking import Walker


@dataclass(frozen=True)
class Judged:
    """A claim, and what it was judged on."""

    claim: Claim
    snapshot: Snapshot
    known: Known
    element: Element

    @property
    def label(self) -> str:
        return self.claim.names[0]


@pytest.fixture
def judged(walk: Walker, monkeypatch: pytest.MonkeyPatch) -> list[Judged]:
    """Every claim with a label, as it was judged last: before that, only to know what else to ask the browser."""
    kept: dict[int, Judged] = {}
    judge = claims.judge

    def keeping(claim: Claim, snapshot: Snapshot, known: Known) -> Outcome:
        outcome = judge(claim, snapshot, known)
        if claim.names and outcome.element:
            kept[id(claim)] = Judged(claim, snapshot, known, outcome.element)
        return outcome

    monkeypatch.setattr(claims, "judge", keeping)
    for part in ("registrera", "aterstall"):
        assert walk(part).all_hold
    monkeypatch.undo()
    return list(kept.values())


# -- bending -------------------------------------------------------------------------------------------------------

Bend = Callable[[Element], tuple[Element, ...]]


def bent(case: Judged, bend: Bend) -> Outcome:
    """The claim judged again, with its element bent; a choice in its list too."""
    wanted = case.element
    if case.claim.kind == "option":
        wanted = next(e for e in case.snapshot.elements() if e.role == "option" and case.claim.names[0] in e.name)

    def walked(element: Element) -> tuple[Element, ...]:
        if element is wanted:
            return bend(element)
        return (replace(element, children=tuple(new for child in element.children for new in walked(child))),)

    [root] = walked(case.snapshot.root)
    return claims.judge(case.claim, replace(case.snapshot, root=root), case.known)


def renamed(old: str, new: str) -> Bend:
    """The label put in the place of the old one, wherever that stands in the element."""
    pattern = re.compile(re.escape(old), re.IGNORECASE)

    def bend(element: Element) -> tuple[Element, ...]:
        said = {"name": pattern.sub(new, element.name), "text": pattern.sub(new, element.text)}
        return (replace(element, **said, children=tuple(one for child in element.children for one in bend(child))),)

    return bend


def split(old: str, halves: tuple[str, str]) -> Bend:
    """Two of the same kind, beside each other, with half the label each."""

    def bend(element: Element) -> tuple[Element, ...]:
        x, y, width, height = element.box
        made = [renamed(old, half)(element)[0] for half in halves]
        boxes = [(x, y, width / 2, height), (x + width / 2, y, width / 2, height)]
        return tuple(replace(e, box=box) for e, box in zip(made, boxes, strict=True))

    return bend


def deleted(_element: Element) -> tuple[Element, ...]:
    return ()


#: For each label: other names, as pages change theirs (see drift-operators).
NAMES = {
    "Säkerhetsinformation": ("Säkerhetsuppgifter", "Säkerhet", "Inloggningsuppgifter", "Information om säkerhet",
                             "Säkerhetsinformation och metoder", "Skydd"),
    "Lägg till inloggningsmetod": ("Lägg till metod", "Ny inloggningsmetod", "Lägg till en ny metod",
                                   "Inloggningsmetod – lägg till", "Lägg till inloggningssätt", "Skapa ny"),
    "Telefon": ("Mobiltelefon", "Telefonnummer", "Mobil", "Sms eller samtal", "Nummer"),
    "Sverige": ("Svergie", "Sweden"),
    "telefonnummer": ("Mobilnummer", "Nummer", "Ditt telefonnr"),
    "Nästa": ("Fortsätt", "Gå vidare", "Nästa steg", "Till nästa", "Skicka"),
    "kod": ("Siffror", "Verifieringssiffror", "Engångslösenord"),
    "Verifieringen är klar": ("Verifieringen är gjord", "Nu är verifieringen klar", "Allt är klart"),
    "För dig som är medarbetare": ("För medarbetare", "För dig som är anställd", "Medarbetare", "Personal",
                                   "För dig som är medarbetare och chef", "Intranät"),
    "Återställ ditt lösenord": ("Återställ lösenord", "Byt ditt lösenord", "Ditt lösenord – återställ",
                                "Glömt lösenordet?", "Återställ ditt lösenord och lås upp kontot", "Kontohjälp"),
    "Gå till lösenordsåterställning": ("Till lösenordsåterställning", "Gå till återställning av lösenord",
                                       "Öppna lösenordsåterställningen", "Lösenordsåterställning", "Starta här"),
    "e-post": ("Användar-ID", "Konto", "Din adress"),
    "tecknen": ("Orden i bilden", "Vad ser du?", "Kontrollord"),
}  # fmt: skip
ENGLISH = {
    "Säkerhetsinformation": "Security info",
    "Lägg till inloggningsmetod": "Add sign-in method",
    "Telefon": "Phone",
    "Nästa": "Next",
    "För dig som är medarbetare": "For employees",
    "Återställ ditt lösenord": "Reset your password",
    "Gå till lösenordsåterställning": "Go to password reset",
}
HALVES = {
    "Lägg till inloggningsmetod": ("Lägg till", "inloggningsmetod"),
    "För dig som är medarbetare": ("För dig som är", "medarbetare"),
    "Återställ ditt lösenord": ("Återställ", "ditt lösenord"),
    "Gå till lösenordsåterställning": ("Gå till", "lösenordsåterställning"),
}


def _renames(judged: list[Judged]) -> Iterator[tuple[str, Judged, Bend, set[str]]]:
    """What is done, to which claim, how, and the names that are right to propose."""
    for case in judged:
        label = case.label
        whole = case.element.name if case.claim.kind == "field" else label
        for new in NAMES.get(label, ()):
            yield f"{label} → {new}", case, renamed(whole, new), {new}
        if label in ENGLISH:
            yield f"{label} → {ENGLISH[label]}", case, renamed(label, ENGLISH[label]), {ENGLISH[label]}
        if label in HALVES:
            yield f"{label} → {HALVES[label]}", case, split(label, HALVES[label]), set(HALVES[label])


def test_new_name_of_a_documented_label_is_proposed(judged: list[Judged]) -> None:
    tried, missed = 0, []
    for told, case, bend, right in _renames(judged):
        outcome = bent(case, bend)
        found = names.plain(outcome.suggestion or (outcome.seen if outcome.change == "language" else "") or "")
        tried += 1
        if not any(name in found for name in right):
            missed.append((told, outcome.change, outcome.suggestion, outcome.candidates))

    assert {case.label for case in judged} >= set(NAMES)
    assert tried >= 70
    assert len(missed) <= 0.03 * tried, "\n".join(map(str, missed))


def test_nothing_is_proposed_for_a_label_that_was_deleted(judged: list[Judged]) -> None:
    wrong: list[Any] = []
    gone = [case for case in judged if case.label in NAMES]
    for case in gone:
        outcome = bent(case, deleted)
        assert outcome.verdict == "drifted"
        if outcome.suggestion:
            wrong.append((case.label, outcome.change, outcome.suggestion))

    assert len(gone) >= 13
    assert not wrong
