"""One run as a whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from guidevakt import run as runs
from guidevakt import save
from guidevakt.guide import Guide
from guidevakt.history import History
from guidevakt.refused import Refused
from guidevakt.run import Walked
from guidevakt.verdict import Canary, ClaimResult, Environment, RunResult, StepResult

STARTED = datetime(2026, 11, 22, 2, 15, tzinfo=UTC)


def _guide(*notices: dict[str, object]) -> Guide:
    steps = [
        {"id": name, "text": "Klicka.", "page": "start", "claims": [{"kind": "control", "name": "Nästa"}]}
        for name in ("steg-1", "steg-2", "steg-3")
    ]
    parts = [{"id": "del", "title": "Del", "steps": steps}]
    return Guide.model_validate({"id": "prov", "title": "Prov", "owner": "it", "parts": parts, "notices": notices})


def _notice(day: str, *steps: str) -> dict[str, object]:
    return {"date": day, "steps": steps, "text": f"Ändras {day}", "source": "En källa"}


@pytest.fixture
def walked(make_claim: Callable[..., ClaimResult], make_step: Callable[..., StepResult]) -> Callable[..., Walked]:
    """What one step brings to the run."""

    def made(step: str, **facts: object) -> Walked:
        return Walked(make_step(make_claim(), guide="prov", part="del", id=step), **facts)  # type: ignore[arg-type]

    return made


def test_id_is_the_start_in_utc_and_four_signs() -> None:
    swedish = datetime(2026, 11, 22, 3, 15, tzinfo=timezone(timedelta(hours=1)))

    assert re.fullmatch(r"2026-11-22T02-15-00Z-[0-9a-f]{4}", runs.new_id(swedish))
    assert len({runs.new_id(swedish) for _ in range(20)}) > 10


def test_steps_come_in_the_guides_order_however_they_were_walked(walked: Callable[..., Walked]) -> None:
    result = runs.assemble(
        "r1", STARTED, "replica", None, [_guide()], [walked("steg-3"), walked("steg-1"), walked("steg-2")]
    )

    assert [step.id for step in result.steps] == ["steg-1", "steg-2", "steg-3"]
    assert result.run.started == "2026-11-22T02:15:00+00:00"


def test_numbers_of_all_steps_are_summed(walked: Callable[..., Walked]) -> None:
    environment = Environment(os="linux", browser="b", fonts="f", viewport=(1, 2))
    steps = [
        walked("steg-1", forms_sent=1, requests_blocked=2, walk="prov/del"),
        walked("steg-2", forms_sent=2, requests_blocked=3, environment=environment),
    ]
    result = runs.assemble("r1", STARTED, "replica", "overlay", [_guide()], steps)

    assert (result.summary.forms_sent, result.summary.requests_blocked) == (3, 5)
    assert result.run.walks == ("prov/del",)
    assert (result.run.environment, result.run.overlay) == (environment, "overlay")


def test_one_canary_that_fails_among_several_is_a_failed_one() -> None:
    good = Canary(caught=True, quiet=True)
    assert runs.heard([None, good, good]) == good
    assert runs.heard([good, Canary(caught=False, quiet=True), None]) == Canary(caught=False, quiet=True)
    assert runs.heard([None]) is None


def test_notices_that_touch_the_steps_come_nearest_first() -> None:
    guide = _guide(
        _notice("2027-02-01", "steg-1", "steg-2"), _notice("2026-09-01", "steg-1"), _notice("2026-12-01", "steg-3")
    )

    found = list(runs.notices([guide], {(guide.id, "steg-1")}, date(2026, 11, 22)))
    assert [(n.date, n.days_left, n.steps) for n in found] == [
        ("2026-09-01", -82, ("steg-1",)),
        ("2027-02-01", 71, ("steg-1", "steg-2")),
    ]
    assert list(runs.notices([guide], set(), date(2026, 11, 22))) == []
    assert list(runs.notices([guide], {("another-guide", "steg-1")}, date(2026, 11, 22))) == []


@pytest.fixture
def saved(tmp_path: Path, walked: Callable[..., Walked], monkeypatch: pytest.MonkeyPatch) -> Callable[..., RunResult]:
    """A run that has been saved in a project of its own."""
    monkeypatch.delenv("GUIDEVAKT_HISTORY", raising=False)

    def made(run_id: str, target: str = "replica") -> RunResult:
        result = runs.assemble(run_id, STARTED, target, None, [_guide()], [walked("steg-1")])  # type: ignore[arg-type]
        save.save(tmp_path, result, {"start": "https://eslov.se/"})
        return result

    return made


def test_saved_run_is_read_again(tmp_path: Path, saved: Callable[..., RunResult]) -> None:
    first, second = saved("r1"), saved("r2")

    assert runs.read(tmp_path, "r1") == first
    assert runs.read(tmp_path, None) == second


def test_latest_is_a_copy_of_the_newest(tmp_path: Path, saved: Callable[..., RunResult]) -> None:
    saved("r1")
    saved("r2")
    reports = tmp_path / "reports"

    assert sorted(p.name for p in reports.iterdir()) == ["latest", "r1", "r2"]
    assert not (reports / "latest").is_symlink()
    for name in ("results.json", "index.html"):
        assert not (reports / "latest" / name).is_symlink()
        assert (reports / "latest" / name).read_bytes() == (reports / "r2" / name).read_bytes()


def test_live_run_is_remembered_and_practice_is_not(tmp_path: Path, saved: Callable[..., RunResult]) -> None:
    saved("r1")
    assert History.of(tmp_path).met("replica") == {}
    saved("r2", "live")
    assert History.of(tmp_path).met("live") == {"start": "https://eslov.se/"}


@pytest.mark.parametrize(
    ("run_id", "told"), [("r9", "Körningen r9 finns inte: "), (None, "Det finns ingen körning än: ")]
)
def test_run_that_is_not_there_is_told(tmp_path: Path, run_id: str | None, told: str) -> None:
    file = tmp_path / "reports" / (run_id or "latest") / "results.json"

    with pytest.raises(Refused) as refused:
        runs.read(tmp_path, run_id)
    assert str(refused.value) == f"{told}{file} saknas. Kör guidevakt verify först."


@pytest.mark.parametrize("content", [b"", b"{", b"{}", b"[]", b'{"schema": 2}', b"\xff"])
def test_file_that_is_no_result_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "reports" / "r1" / "results.json"
    file.parent.mkdir(parents=True)
    file.write_bytes(content)

    with pytest.raises(Refused) as refused:
        runs.read(tmp_path, "r1")
    assert str(refused.value) == f"{file}: filen är inget resultat från Guidevakt som går att läsa."
