"""What earlier nights saw."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from guidevakt.history import History, fingerprint
from guidevakt.verdict import ClaimResult, RunResult, StepResult

KEY = ("losenord", "aterstall-2", "link", "Nästa", "")
MET = [("start", "https://eslov.se/")]


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "reports" / "history.db")


@pytest.fixture
def run(
    make_claim: Callable[..., ClaimResult], make_step: Callable[..., StepResult], make_run: Callable[..., RunResult]
) -> Callable[..., RunResult]:
    """A run with one claim."""

    def made(target: str = "live", verdict: str = "holds", **facts: object) -> RunResult:
        return make_run(make_step(make_claim(verdict)), target=target, **facts)

    return made


@pytest.mark.parametrize("target", ["live", "recording"])
def test_what_held_on_real_pages_is_kept_by_target(
    history: History, run: Callable[..., RunResult], target: str
) -> None:
    history.remember(run(target), MET)

    assert history.held(target) == {KEY}
    assert history.met(target) == dict(MET)
    assert history.held("replica") == frozenset()


@pytest.mark.parametrize(
    ("target", "overlay"), [("replica", None), ("recording", "drift/dir"), ("replica", "drift/dir")]
)
def test_practice_and_overlays_are_not_kept(
    history: History, run: Callable[..., RunResult], target: str, overlay: str | None
) -> None:
    history.remember(run(target, overlay=overlay), MET)

    assert history.held(target) == frozenset()
    assert history.met(target) == {}


@pytest.mark.parametrize("verdict", ["drifted", "not_checked"])
def test_only_what_held_is_kept(history: History, run: Callable[..., RunResult], verdict: str) -> None:
    history.remember(run(verdict=verdict), [])

    assert history.held("live") == frozenset()


def test_what_has_held_once_has_held_for_good(history: History, run: Callable[..., RunResult]) -> None:
    history.remember(run(), MET)
    history.remember(run(verdict="drifted"), [])

    assert history.held("live") == {KEY}
    assert history.met("live") == dict(MET)


def test_page_is_met_where_it_was_last(history: History, run: Callable[..., RunResult]) -> None:
    history.remember(run(), MET)
    history.remember(run(), [("start", "https://eslov.se/ny/")])

    assert history.met("live") == {"start": "https://eslov.se/ny/"}


def test_nothing_is_known_and_nothing_made_before_the_first_run(history: History) -> None:
    assert history.held("live") == frozenset()
    assert history.met("live") == {}
    assert not history.file.exists()


def test_both_ways_of_a_claim_are_told_apart(
    make_claim: Callable[..., ClaimResult], make_step: Callable[..., StepResult]
) -> None:
    with_session, without = make_claim(session="with"), make_claim(session="without")
    step = make_step(with_session, without)

    assert fingerprint(step, with_session) != fingerprint(step, without)
    assert fingerprint(step, make_claim()) == KEY


def test_variable_names_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GUIDEVAKT_HISTORY", raising=False)
    assert History.of(tmp_path).file == tmp_path / "reports" / "history.db"
    monkeypatch.setenv("GUIDEVAKT_HISTORY", str(tmp_path / "annan.db"))
    assert History.of(tmp_path).file == tmp_path / "annan.db"


_WRITER = """
import sys
from pathlib import Path
from guidevakt.history import History
from guidevakt.verdict import RunResult
run = RunResult.model_validate_json(Path(sys.argv[2]).read_text(encoding="utf-8"))
for n in range(30):
    History(Path(sys.argv[1])).remember(run, [(f"{sys.argv[3]}-{n}", "https://eslov.se/")])
"""


def test_runs_that_end_at_once_lose_nothing(history: History, run: Callable[..., RunResult], tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(run().to_json(), encoding="utf-8")
    command = [sys.executable, "-c", _WRITER, str(history.file), str(tmp_path / "run.json")]

    writers = [subprocess.Popen([*command, name], stderr=subprocess.PIPE) for name in ("a", "b", "c")]
    told = [writer.communicate(timeout=60)[1] for writer in writers]

    assert [(w.returncode, t) for w, t in zip(writers, told, strict=True)] == [(0, b"")] * 3
    assert set(history.met("live")) == {f"{name}-{n}" for name in "abc" for n in range(30)}


def test_database_is_whole_after_writing(history: History, run: Callable[..., RunResult]) -> None:
    history.remember(run(), MET)

    connection = sqlite3.connect(history.file)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    finally:
        connection.close()
