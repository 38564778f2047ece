"""A month in which some of it could not be looked at: these letters and no more, written down before they were sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from guidevakt.alerts.sending import Sender
from guidevakt.verdict import ClaimResult, Reason, RunResult, StepResult
from tests.unit.alerts.month import told_in
from tests.unit.alerts.receivers import Mailbox

#: Steps as (part, id, owner, address).
STEPS = [
    ("appen", "appen-1", "google", "https://play.google.com/"),
    ("registrera", "registrera-1", "microsoft", "https://mysignins.microsoft.com/"),
    ("registrera", "registrera-2", "microsoft", "https://mysignins.microsoft.com/telefon"),
    ("aterstall", "aterstall-1", "eslov.se", "https://eslov.se/"),
    ("aterstall", "aterstall-2", "eslov.se", "https://www.eslov.se"),
    ("aterstall", "aterstall-3", "eslov.se", "https://eslov.se/for-medarbetare/"),
]
ERROR = "Webbplatsen svarade med ett fel (503)."
WALL = "Sidan visade en robotkontroll i stället."


def hindered(night: int, step: str) -> tuple[Reason, str | None] | None:
    """Why the step could not be judged on a night of November, and what was met; None where it was, and held."""
    if night == 25:
        return "unreachable", None  # all of it: our own network, for one night
    match step:
        case "aterstall-1" | "aterstall-2" if 3 <= night <= 20:
            return "unreachable", ERROR
        case "registrera-2" if 10 <= night <= 12:  # three nights for three reasons
            return {10: ("timeout", None), 11: ("unreachable", ERROR), 12: ("blocked", WALL)}[night]  # type: ignore
        case "appen-1" if night == 9:
            return "timeout", None
        case "registrera-1" if 22 <= night <= 24:
            return "fault", None
        case "appen-1" if 16 <= night <= 18:
            return "tries-disagree", None
    return None


#: The first of November is a Sunday.
EXPECTED: dict[str, list[str]] = {
    # the third night that the start page answered with an error, while the other page answered
    "den 5": [
        "eslov.se: startsidan har inte kunnat kontrolleras sedan natten till 3 november 2026. Webbplatsen svarade med "
        "ett fel (503).",
    ],
    # a week later; and a page that could not be judged for three nights, whatever the reason
    "den 12": [
        "Microsoft: sidan mysignins.microsoft.com/telefon har inte kunnat kontrolleras sedan natten till 10 november "
        "2026. Sidan visade en robotkontroll i stället.",
        "Påminnelse: eslov.se: startsidan har inte kunnat kontrolleras sedan natten till 3 november 2026. Webbplatsen "
        "svarade med ett fel (503).",
    ],
    # Monday: two good nights; the one night of appen-1 was not told
    "den 16": [
        "Går att kontrollera igen: sidan mysignins.microsoft.com/telefon (Microsoft, steg registrera-2).",
    ],
    "den 18": [
        "Google: sidan play.google.com har inte kunnat kontrolleras sedan natten till 16 november 2026. Två försök gav "
        "olika svar.",
    ],
    "den 19": [
        "Påminnelse: eslov.se: startsidan har inte kunnat kontrolleras sedan natten till 3 november 2026. Webbplatsen "
        "svarade med ett fel (503).",
    ],
    "den 20": [
        "Går att kontrollera igen: sidan play.google.com (Google, steg appen-1).",
    ],
    # Monday: it held on the 21st and the 22nd
    "den 23": [
        "Går att kontrollera igen: startsidan (eslov.se, steg aterstall-1 och aterstall-2).",
    ],
    "den 24": [
        "Microsoft: sidan mysignins.microsoft.com har inte kunnat kontrolleras sedan natten till 22 november 2026. "
        "Guidevakt klarade inte av sidan.",
    ],
    # the night to the 25th was no better; it held on the 26th and the 27th
    "den 27": [
        "Går att kontrollera igen: sidan mysignins.microsoft.com (Microsoft, steg registrera-1).",
    ],
    "den 1 december": [
        "November: 29 nätter, guiden stämde 7 av de 7 då allt gick att kontrollera. 6 av 6 steg kontrollerade. Gick "
        "inte alltid att kontrollera: aterstall-1 och aterstall-2 (19 nätter), appen-1 (5 nätter), registrera-1 och "
        "registrera-2 (4 nätter), aterstall-3 (1 natt). 1 natt gjordes ingen kontroll.",
    ],
}


@pytest.fixture
def walked(
    make_claim: Callable[..., ClaimResult], make_step: Callable[..., StepResult], make_run: Callable[..., RunResult]
) -> Callable[[int, datetime], RunResult | None]:
    """The run of a night at a moment; on the 28th none is made."""

    def step(night: int, part: str, id_: str, owner: str, url: str) -> StepResult:
        facts = {"part": part, "id": id_, "owner": owner, "url": url}
        if why := hindered(night, id_):
            claim = make_claim("not_checked", reason=why[0], note=why[1], owner=owner, expected=id_)
            return make_step(claim, verdict="not_checked", reason=why[0], **facts)
        return make_step(make_claim(owner=owner, expected=id_, held_before=True, url=url), **facts)

    def run(night: int, at: datetime) -> RunResult | None:
        moment = at.isoformat()
        steps = [step(night, *facts) for facts in STEPS]
        return None if night == 28 else make_run(*steps, target="live", id=moment, started=moment, finished=moment)

    return run


def test_what_could_not_be_looked_at_for_three_nights_is_told(
    sender: Sender, mailbox: Mailbox, walked: Callable[[int, datetime], RunResult | None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    assert told_in(sender, mailbox, monkeypatch, datetime(2026, 11, 1, tzinfo=UTC), walked) == EXPECTED
