"""How it stands after the last night, for machines and as a badge."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from guidevakt import save as saving
from guidevakt import status
from guidevakt.history.strips import Period
from guidevakt.verdict import ClaimResult, RunResult, StepResult

NIGHT = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("period", "said"),
    [
        (Period(1, 1, 9, 15, 1, 0), "Kontrollerad 22 november 2026: 9 av 15 steg kontrollerade, alla stämmer"),
        (
            Period(1, 0, 9, 15, 1, 2),
            "Kontrollerad 22 november 2026: 9 av 15 steg kontrollerade, 2 stämmer inte, 7 stämmer",
        ),
        (Period(1, 1, 0, 15, 1, 0), "Kontrollerad 22 november 2026: 0 av 15 steg kontrollerade"),
        (
            Period(1, 0, 8, 15, 1, 0, 1, 0, (("aterstall-1", 1),)),
            "Kontrollerad 22 november 2026: 8 av 15 steg kontrollerade, alla stämmer, men 1 steg gick inte att "
            "kontrollera",
        ),
        (
            Period(1, 0, 15, 15, 1, 3, looks=2, to_approve=6),
            "Kontrollerad 22 november 2026: 15 av 15 steg kontrollerade, 1 stämmer inte, 2 bilder stämmer inte längre, "
            "12 stämmer; 6 av dem har en bild att godkänna",
        ),
    ],
)
def test_badge_says_when_how_much_and_how_it_stands(period: Period, said: str) -> None:
    badge = status.badge(NIGHT, period)

    assert status.said(NIGHT, period) == said
    assert said in badge
    ElementTree.fromstring(badge)


@pytest.fixture
def saved(
    tmp_path: Path, make_claim: Callable[..., ClaimResult], make_step: Callable[..., StepResult],
    make_run: Callable[..., RunResult],
) -> Callable[..., dict[str, object] | None]:  # fmt: skip
    """Save a run; gives status.json as it then stands."""
    (tmp_path / "guides").mkdir()

    def save(hour: int, verdict: str, target: str = "live", steps: int = 2) -> dict[str, object] | None:
        change = {"change": "removed"} if verdict == "drifted" else {}
        change |= {"reason": "unreachable"} if verdict == "not_checked" else {}
        made = [make_step(make_claim(verdict, **change), verdict=verdict, id="a"), make_step(make_claim(), id="b")]
        started = f"2026-11-22T{hour:02}:15:00+00:00"
        result = make_run(*made[:steps], target=target, id=f"r{hour}", started=started, finished=started)
        saving.save(tmp_path, result, {})
        file = tmp_path / "reports" / "latest" / "status.json"
        return json.loads(file.read_text("utf-8")) if file.exists() else None

    return save


def test_a_second_look_at_a_part_tells_of_the_whole_night(saved: Callable[..., dict[str, object] | None]) -> None:
    first, second = saved(2, "drifted"), saved(4, "holds", steps=1)

    assert first
    assert second
    assert (first["steps_wrong"], first["holds"]) == (1, False)
    assert (second["steps_wrong"], second["steps_total"], second["holds"], second["run"]) == (0, 2, True, "r4")


def test_a_night_on_which_a_step_was_not_looked_at_is_no_good_one(
    saved: Callable[..., dict[str, object] | None],
) -> None:
    status = saved(2, "not_checked")

    assert status
    assert (status["holds"], status["steps_wrong"], status["steps_unseen"]) == (False, 0, 1)


def test_practice_says_nothing_of_how_it_stands(saved: Callable[..., dict[str, object] | None]) -> None:
    assert saved(2, "holds", target="replica") is None
