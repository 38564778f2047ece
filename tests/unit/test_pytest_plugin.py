"""The steps of a run, gathered where its results are written: each that was planned, once, whatever happens."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from guidevakt import guide, pytest_plugin, save
from guidevakt.plan import Options, Plan, Session
from guidevakt.pytest_plugin import Collector
from guidevakt.run import Walked
from guidevakt.settings import Settings
from guidevakt.unjudged import unjudged
from guidevakt.verdict import RunResult, StepResult
from pages import Site

PROJECT = Path(__file__).parents[2]
PART = "losenord/aterstall"
STEPS = [f"{PART}/aterstall-{n}" for n in (1, 2, 3)]


def test_of(key: str) -> str:
    """The name of a step's test."""
    return f"tests/test_guides.py::test_the_guide_holds[chromium-{key}]"


test_of.__test__ = False  # type: ignore[attr-defined]


class Run:
    """A run whose steps come back as they are told to."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.guide = guide.read(PROJECT / "guides" / "losenord" / "guide.yaml", Site.pages)
        self.plan = Plan(
            project=folder, options=Options(), settings=Settings(), kind="replica", guides=(self.guide,),
            run_id="r1", started=pytest_plugin.run.datetime.now(pytest_plugin.run.UTC),
        )  # fmt: skip
        self.told: list[StepResult] = []
        self.ended: list[RunResult] = []
        hook = SimpleNamespace(
            pytest_guidevakt_step=lambda step: self.told.append(step),
            pytest_guidevakt_end=lambda result, page: self.ended.append(result),
        )
        self.hook = hook
        stash = {pytest_plugin._SESSION: Session(self.plan, site=Site)}
        config: Any = SimpleNamespace(stash=stash, hook=hook, getoption=lambda name, other=None: other)
        self.collector = Collector(config)
        self.collector.pytest_xdist_node_collection_finished([test_of(key) for key in STEPS])
        self.collector.pytest_runtest_logstart(test_of(STEPS[0]))

    def comes(self, key: str, failed: bool = False, text: str = "", brings: bool = True) -> None:
        """A report of a step, with the step or without."""
        part = next(p for p in self.guide.parts if p.id == "aterstall")
        step = next(s for s in part.steps if s.id == key.rpartition("/")[2])
        data = asdict(Walked(unjudged(self.guide, part, step, "timeout")))
        data["step"] = data["step"].model_dump(mode="json")
        report: Any = SimpleNamespace(nodeid=test_of(key), failed=failed, longreprtext=text)
        if brings:
            report.guidevakt = data
        self.collector.pytest_runtest_logreport(report)

    def ends(self, by: BaseException | None = None) -> RunResult:
        """What is saved once pytest is done."""
        if by:
            raised: Any = SimpleNamespace(type=type(by), value=by)
            self.collector.pytest_keyboard_interrupt(raised)
        session: Any = SimpleNamespace(shouldstop=False, shouldfail=False, exitstatus=0)
        self.collector.pytest_sessionfinish(session)
        (result,) = self.ended
        return result

    def reasons(self, by: BaseException | None = None) -> list[tuple[str, str | None]]:
        return [(step.id, step.reason) for step in self.ends(by).steps]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(save.report, "write", lambda result, folder, *_: folder / "index.html")
    monkeypatch.setattr(save, "_copied", lambda *_: None)
    return Run(tmp_path, monkeypatch)


def test_a_step_of_which_nothing_came_is_a_fault_with_what_pytest_tells(run: Run, tmp_path: Path) -> None:
    run.comes(STEPS[0])
    run.comes(STEPS[1], failed=True, text="worker 'gw0' crashed while running it", brings=False)
    result = run.ends()

    assert [(s.id, s.reason) for s in result.steps] == [
        ("aterstall-1", "timeout"), ("aterstall-2", "fault"), ("aterstall-3", "fault"),
    ]  # fmt: skip
    assert (result.summary.steps_total, result.summary.exit_code) == (3, 70)
    kept = [(tmp_path / "reports" / "r1" / str(step.fault)).read_text("utf-8") for step in result.steps[1:]]
    assert "worker 'gw0' crashed" in kept[0]
    assert "what walked it has died" in kept[1]
    assert [step.id for step in run.told] == [step.id for step in result.steps]


@pytest.mark.parametrize("by", [KeyboardInterrupt(), pytest.exit.Exception("gw0 received keyboard-interrupt")])
def test_what_was_not_come_to_when_a_run_was_broken_off_says_so(run: Run, by: BaseException) -> None:
    run.comes(STEPS[0])

    assert run.reasons(by)[1:] == [("aterstall-2", "interrupted"), ("aterstall-3", "interrupted")]
    assert (run.ended[0].summary.exit_code, run.ended[0].run.whole) == (130, False)


def test_a_run_that_pytest_gave_up_by_itself_was_not_broken_off_by_hand(run: Run) -> None:
    class Interrupted(KeyboardInterrupt):
        """As pytest's and xdist's own."""

    assert {reason for _, reason in run.reasons(Interrupted("no workers are left"))} == {"fault"}


def test_a_step_that_comes_twice_stands_once(run: Run) -> None:
    for key in [*STEPS, STEPS[1]]:
        run.comes(key)

    assert [step for step, _ in run.reasons()] == ["aterstall-1", "aterstall-2", "aterstall-3"]


def test_what_fails_after_a_step_was_judged_is_the_runs_fault_and_not_the_steps(run: Run) -> None:
    for key in STEPS:
        run.comes(key)
    run.comes(STEPS[2], failed=True, text="the browser could not be closed", brings=False)
    result = run.ends()

    assert {step.reason for step in result.steps} == {"timeout"}
    assert len(result.run.faults) == 1
    assert result.summary.exit_code == 70


def test_a_step_that_cannot_be_told_loses_nothing(run: Run) -> None:
    def unspeakable(step: StepResult) -> None:
        raise UnicodeEncodeError("charmap", "✓", 0, 1, "character maps to <undefined>")

    run.hook.pytest_guidevakt_step = unspeakable
    for key in STEPS:
        run.comes(key)
    result = run.ends()

    assert [step.id for step in result.steps] == ["aterstall-1", "aterstall-2", "aterstall-3"]
    assert result.summary.exit_code == 70


def test_nothing_is_written_of_a_run_that_never_began(tmp_path: Path, run: Run) -> None:
    collector = Collector(run.collector._config)
    session: Any = SimpleNamespace(shouldstop=False, shouldfail=False, exitstatus=0)
    collector.pytest_sessionfinish(session)

    assert run.ended == []
    assert not (tmp_path / "reports").exists()
