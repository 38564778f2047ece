"""What a run leaves behind, and that nothing which fails loses it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from guidevakt import save
from guidevakt.history import History
from guidevakt.refused import Refused
from guidevakt.verdict import ClaimResult, RunResult, StepResult


@pytest.fixture
def result(
    make_claim: Callable[..., ClaimResult], make_step: Callable[..., StepResult], make_run: Callable[..., RunResult],
    monkeypatch: pytest.MonkeyPatch,
) -> RunResult:  # fmt: skip
    """A live run of one step that holds."""
    monkeypatch.delenv("GUIDEVAKT_HISTORY", raising=False)
    return make_run(make_step(make_claim()), target="live")


def codes(project: Path, result: RunResult, *more: Path) -> list[int | None]:
    """The exit codes told by every copy of the run's result: its own, that of the newest, and others."""
    files = [project / "reports" / name / "results.json" for name in (result.run.id, "latest")]
    read = [json.loads(file.read_text("utf-8")) if file.exists() else None for file in (*files, *more)]
    return [one and one["summary"]["exit_code"] for one in read]


def test_all_that_went_well_says_so_everywhere(tmp_path: Path, result: RunResult) -> None:
    saved = save.save(tmp_path, result, {}, also=tmp_path / "also.json")

    assert saved.result == result
    assert saved.report == tmp_path / "reports" / result.run.id / "index.html"
    assert codes(tmp_path, result, tmp_path / "also.json") == [0, 0, 0]


def test_a_history_that_cannot_be_written_is_told_in_every_copy(
    tmp_path: Path, result: RunResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        raise Refused("historiken går inte att skriva just nu.")

    monkeypatch.setattr(History, "remember", locked)
    saved = save.save(tmp_path, result, {}, also=tmp_path / "also.json")

    assert saved.report is not None
    assert saved.result.run.faults == ("historiken går inte att skriva just nu.",)
    assert codes(tmp_path, result, tmp_path / "also.json") == [70, 70, 70]


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (OSError(28, "No space left on device"), "Rapporten kunde inte skrivas (No space left on device)."),
        (UserWarning("a picture of 89 million pixels"), "Rapporten kunde inte göras. Felmeddelandet till utvecklarna"),
    ],
)
def test_a_report_that_cannot_be_written_loses_nothing_else(
    tmp_path: Path, result: RunResult, monkeypatch: pytest.MonkeyPatch, fault: Exception, told: str
) -> None:
    def fails(*_: object) -> None:
        raise fault

    latest = tmp_path / "reports" / "latest"
    latest.mkdir(parents=True)
    (latest / "index.html").write_text("of another run", "utf-8")
    monkeypatch.setattr(save.report, "write", fails)
    saved = save.save(tmp_path, result, {})

    assert saved.report is None
    assert saved.result.run.faults[0].startswith(told)
    assert codes(tmp_path, result) == [70, 70]
    assert not (latest / "index.html").exists()
    kept = tmp_path / "reports" / result.run.id / "faults" / "guidevakt.txt"
    assert kept.exists() is isinstance(fault, UserWarning)


def test_what_says_well_is_not_left_where_it_cannot_be_put_right(
    tmp_path: Path, result: RunResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    def fails_from_now_on(*_: object) -> None:
        monkeypatch.setattr(save.whole_file, "write", full)
        full()

    monkeypatch.setattr(save.report, "write", fails_from_now_on)
    saved = save.save(tmp_path, result, {})

    assert saved.result.summary.exit_code == 70
    assert codes(tmp_path, result) == [None, None]


def test_a_run_that_was_broken_off_is_kept_for_itself_alone(
    tmp_path: Path, make_claim: Callable[..., ClaimResult], make_step: Callable[..., StepResult],
    make_run: Callable[..., RunResult], result: RunResult,
) -> None:  # fmt: skip
    left = make_claim("not_checked", reason="interrupted")
    never = make_step(left, id="b", verdict="not_checked", reason="interrupted")
    broken_off = make_run(make_step(make_claim()), never, target="live")
    saved = save.save(tmp_path, broken_off, {"start": "https://eslov.se/"}, {"start": ("Meny",)})

    assert saved.report is not None
    assert codes(tmp_path, broken_off) == [130, None]
    history = History.of(tmp_path)
    assert (history.last_run(), history.met("live"), history.held("live")) == (None, {}, {})
    assert not (tmp_path / "reports" / "latest").exists()


def test_what_fails_later_still_is_told_where_the_run_was_saved(tmp_path: Path, result: RunResult) -> None:
    saved = save.save(tmp_path, result, {}, also=tmp_path / "also.json")
    later = save.amend(tmp_path, saved.result, "Guidevakt gjorde fel.", tmp_path / "also.json")

    assert later.summary.exit_code == 70
    assert codes(tmp_path, result, tmp_path / "also.json") == [70, 70, 70]


def test_a_device_is_written_to_and_not_replaced(tmp_path: Path, result: RunResult) -> None:
    null = Path("/dev/null")
    if not null.exists():
        pytest.skip("there is no such device")
    save.save(tmp_path, result, {}, also=null)
    assert null.is_char_device()
