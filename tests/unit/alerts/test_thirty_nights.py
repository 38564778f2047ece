"""A month of nights, each with its second look and its morning, told to a real mailbox: these letters and no more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from guidevakt.alerts.sending import Sender
from guidevakt.verdict import ClaimResult, PictureResult, RunResult, StepResult, Verdict, worst_verdict
from tests.unit.alerts.month import told_in
from tests.unit.alerts.receivers import Mailbox

GUIDE = """
id: losenord
title: Lösenord
owner: it
parts:
  - id: aterstall
    title: Återställ
    steps:
      - {id: aterstall-1, text: Öppna, page: start, claims: [{kind: page, address: eslov.se, leads_to: start}]}
notices:
  - {date: 2026-12-20, steps: [aterstall-1], text: Microsoft byter sida., source: Microsoft}
"""
#: Steps as (part, id, owner, address, label).
STEPS = [
    ("appen", "appen-1", "google", "https://play.google.com/", "Authenticator"),
    ("registrera", "registrera-1", "microsoft", "https://mysignins.microsoft.com/", "Säkerhetsinformation"),
    ("registrera", "registrera-2", "microsoft", "https://mysignins.microsoft.com/", "Telefon"),
    ("aterstall", "aterstall-1", "eslov.se", "https://eslov.se/", "Eslövs kommun"),
    ("aterstall", "aterstall-2", "eslov.se", "https://eslov.se/", "För dig som är medarbetare"),
    ("aterstall", "aterstall-3", "eslov.se", "https://eslov.se/for-medarbetare/", "Återställ ditt lösenord"),
]


def came_to(night: int, step: str) -> dict[str, Any]:
    """What the step's claim came to on a night of December."""
    owner = next(s[2] for s in STEPS if s[1] == step)
    if (night == 5 and owner == "eslov.se") or (22 <= night <= 26 and owner == "microsoft"):
        return {"verdict": "not_checked", "reason": "unreachable" if night == 5 else "blocked"}
    drifted = {"verdict": "drifted", "held_before": True, "change": "removed"}
    if night == 27 and step.startswith("aterstall"):
        return {**drifted, "change": "dead"}
    match step:
        case "aterstall-2" if 3 <= night <= 9:
            return {**drifted, "change": "renamed", "suggestion": "För medarbetare", "where": "bottom"}
        case "aterstall-3" if night in (12, 14):
            return drifted
        case "registrera-1" if night == 19:
            return drifted
        case "registrera-2" if night < 22:
            return {**drifted, "held_before": False}
        case "appen-1" if night >= 24:
            return drifted
    return {"verdict": "holds"}


@pytest.fixture
def walked(make_run: Callable[..., RunResult]) -> Callable[[int, datetime], RunResult]:
    """A run of the night, at a moment."""

    def step(night: int, part: str, id_: str, owner: str, url: str, label: str) -> StepResult:
        facts = came_to(night, id_)
        claim = ClaimResult(kind="link", expected=label, url=url, owner=owner, **facts)  # type: ignore[arg-type]
        picture, verdict = None, claim.verdict
        if id_ == "aterstall-1":
            looks: Verdict = "looks_different" if 16 <= night <= 28 else "holds"
            picture = PictureResult(id="bild-1", verdict=looks if verdict == "holds" else "not_checked")
            verdict = worst_verdict([verdict, picture.verdict])
        return StepResult(
            guide="losenord", part=part, id=id_, text="Klicka.", verdict=verdict, reason=claim.reason,
            owner=owner, url=url, claims=(claim,), picture=picture,  # type: ignore[arg-type]
        )  # fmt: skip

    def run(night: int, at: datetime) -> RunResult:
        steps = [step(night, *facts) for facts in STEPS]
        return make_run(*steps, target="live", id=f"{at}", started=at.isoformat(), finished=at.isoformat())

    return run


EXPECTED: dict[str, list[str]] = {
    # a Tuesday; the announced change is 19 days off, so the thirtieth was missed
    "den 1": [
        "Microsoft: länken ”Telefon” finns inte längre på sidan mysignins.microsoft.com. Vi hittar ingen motsvarighet "
        "på sidan. Det har aldrig stämt i någon kontroll.",
        "Om 19 dagar, 20 december 2026: Microsoft byter sida. Berör steg aterstall-1.",
    ],
    # drift on nights 3–9; the outage on 5 is not told
    "den 3": [
        "eslov.se: länken ”För dig som är medarbetare” finns inte längre längst ner på startsidan. Den "
        "heter troligen ”För medarbetare” nu.",
    ],
    # two good nights; no reminder on 10, when it held
    "den 11": [
        "Stämmer igen: länken ”För dig som är medarbetare” (eslov.se, steg aterstall-2).",
    ],
    # Monday: flapped over the weekend; a week before an announced change on a Sunday
    "den 14": [
        "eslov.se: länken ”Återställ ditt lösenord” växlar från natt till natt mellan att stämma och inte stämma.",
        "Om 6 dagar, 20 december 2026: Microsoft byter sida. Berör steg aterstall-1.",
    ],
    # Wednesday: a picture
    "den 16": [
        "eslov.se: bild 1 stämmer inte längre med sidan.",
    ],
    # Monday: seven calm nights; what was wrong on Saturday has passed; so has the announced day
    "den 21": [
        "Gäller sedan 20 december 2026: Microsoft byter sida. Berör steg aterstall-1.",
        "Stämmer igen: länken ”Återställ ditt lösenord” (eslov.se, steg aterstall-3).",
        "Kom och gick: länken ”Säkerhetsinformation” stämde inte från natten till 19 december 2026. Nu "
        "är det bra igen.",
    ],
    # a week later
    "den 23": [
        "Påminnelse: eslov.se: bild 1 stämmer inte längre med sidan.",
    ],
    # Sunday: no step of the part can be followed, which cannot wait
    "natten till den 27": [
        "eslov.se: länken ”Eslövs kommun” leder till en sida som inte finns.",
        "eslov.se: länken ”Återställ ditt lösenord” leder till en sida som inte finns.",
    ],
    # the first working day after Christmas, of what is from the 24th; Microsoft let us not in for five nights
    "den 28": [
        "Google: länken ”Authenticator” finns inte längre på sidan play.google.com. Vi hittar ingen motsvarighet på "
        "sidan.",
        "Kom och gick: Microsoft gick inte att kontrollera från natten till 22 december 2026. Nu är det bra igen.",
    ],
    "den 29": [
        "Stämmer igen: länken ”Eslövs kommun” (eslov.se, steg aterstall-1 och aterstall-2).",
        "Stämmer igen: länken ”Återställ ditt lösenord” (eslov.se, steg aterstall-3).",
    ],
    "den 30": [
        "Stämmer igen: bild 1 (eslov.se, steg aterstall-1).",
    ],
    # the first working day of the year
    "den 4 januari": [
        "Påminnelse: Google: länken ”Authenticator” finns inte längre på sidan play.google.com. "
        "Vi hittar ingen motsvarighet på sidan.",
        "December: 30 nätter, guiden stämde ingen av dem. 6 av 6 steg kontrollerade. Gick inte alltid att kontrollera: "
        "registrera-1 och registrera-2 (5 nätter), aterstall-1, aterstall-2 och aterstall-3 (1 natt). 1 natt gjordes "
        "ingen kontroll.",
    ],
}

def test_a_month_of_nights_gives_these_letters_and_no_more(
    sender: Sender, mailbox: Mailbox, walked: Callable[[int, datetime], RunResult], monkeypatch: pytest.MonkeyPatch
) -> None:
    (sender.project / "guides" / "losenord").mkdir()
    (sender.project / "guides" / "losenord" / "guide.yaml").write_text(GUIDE, "utf-8")

    assert told_in(sender, mailbox, monkeypatch, datetime(2026, 12, 1, tzinfo=UTC), walked) == EXPECTED
