"""What `guidevakt verify` says while it walks, and at the end."""

from __future__ import annotations

import json
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest
from rich.console import Console
from rich.text import Text

from guidevakt import causes, faults, owner, sentences, summary, unseen, waiting
from guidevakt.sentences import alerts, commands
from guidevakt.sentences import pictures as pictures_
from guidevakt.verdict import (
    INTERRUPTED,
    OWN_FAULT,
    REASONS_BY_DESIGN,
    USAGE,
    RunResult,
    StepResult,
    Target,
    Verdict,
)

Tone = Literal["full", "quiet", "json"]
#: Whoever waits for so long without a word wonders, s.
PATIENCE_S = 30.0
_SIGNS: dict[Verdict, tuple[str, str]] = {
    "holds": ("✓", "green"),
    "drifted": ("✗", "bold red"),
    "looks_different": ("≠", "bold magenta"),
    "awaiting_review": ("○", "cyan"),
    "not_checked": ("–", "yellow"),
}


def _step_of(nodeid: str) -> str:
    """aterstall-2, of tests/test_guides.py::test_step[losenord/aterstall/aterstall-2]."""
    return nodeid.rpartition("/")[2].rstrip("]")


def _untrusted(result: RunResult) -> list[str]:
    """That the run's test of itself failed, and how; nothing where it did not."""
    canary = result.run.canary
    return [f"{commands.UNTRUSTED}.", commands.self_test(canary)] if canary and canary.failed else []


def _hindered(result: RunResult) -> list[str]:
    """What hindered the run, each cause once."""
    return [alerts.outage(story, steps) for story, steps in causes.outages(result)]


def _wrong(result: RunResult, folder: Path) -> list[str]:
    """What Guidevakt itself could not do; nothing where it could do all."""
    faulty = sum("fault" in step.reasons or step.fault is not None for step in result.steps)
    told = [commands.faulty_steps(faulty, folder / faults.FOLDER)] if faulty else []
    return [*told, *result.run.faults]


class Narrator:
    """A pytest plugin that speaks in pytest's place: a line a step, then the totals.

    `quiet` says only what does not hold and could not be checked; `json` a line of JSON a step, and one for the run.
    All of them say what they wait for once it has taken `patience_s`, and again each time it has.
    """

    def __init__(self, console: Console, tone: Tone = "full", patience_s: float = PATIENCE_S) -> None:
        self._console, self._tone, self._patience_s = console, tone, patience_s
        self._begun: dict[str, None] = {}  # the steps that are being walked, one for each process
        self._timer: threading.Timer | None = None
        self._has_walked = False
        self._titles: dict[str, str] = {}
        self._part = ""
        self._faults: list[str] = []
        self._broken_off = False
        self._hindrances: set[tuple[str, str | None]] = set()  # those that a step's line has told
        self.result: RunResult | None = None

    def pytest_guidevakt_begin(self, target: Target, titles: dict[str, str], guides: list[str]) -> None:
        """Before anything slow: what is about to happen."""
        self._titles = titles
        self._wait()
        if self._tone != "full":
            return
        self._console.print(Text(commands.beginning(target, guides)), soft_wrap=True)

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """A step is about to be walked, here or by a worker."""
        self._begun[_step_of(nodeid)] = None
        self._wait()

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        """And it has been."""
        self._begun.pop(_step_of(nodeid), None)
        self._has_walked = True
        self._wait()

    def pytest_unconfigure(self) -> None:
        """Nothing is waited for any more."""
        if self._timer:
            self._timer.cancel()

    def _wait(self, waited_s: float = 0) -> None:
        """From now on, tell what is waited for each time it has taken `patience_s`."""
        self.pytest_unconfigure()
        self._timer = threading.Timer(self._patience_s, self._tell_that_it_waits, [waited_s + self._patience_s])
        self._timer.daemon = True
        self._timer.start()

    def _tell_that_it_waits(self, waited_s: float) -> None:
        said = commands.waits(round(waited_s), list(self._begun), waiting.address(), self._has_walked)
        if self._tone == "json":
            self._log(waits_s=round(waited_s), said=[said])
        else:
            self._console.print(Text(said), soft_wrap=True)
        self._wait(waited_s)

    def tell(self, line: str) -> None:
        """A line of its own, in every tone; nothing where there is nothing to tell."""
        if line and self._tone == "json":
            self._log(said=[line])
        elif line:
            self._console.print(Text(line), soft_wrap=True)

    def nothing_to_walk(self, why: str) -> None:
        """In the place of a walk."""
        if self._tone == "json":
            self._log(exit_code=0, said=[why])
        elif self._tone == "full":
            self._console.print(Text(why), soft_wrap=True)

    def pytest_guidevakt_step(self, step: StepResult) -> None:
        """One line for the step, and one for each thing that does not hold."""
        if self._tone == "json":
            self._log(step=f"{step.guide}/{step.id}", verdict=step.verdict, reason=step.reason, ms=step.duration_ms,
                      said=commands.findings(step))  # fmt: skip
            return
        if step.reason == "interrupted":
            return  # how many is told at the end
        if self._tone == "quiet" and (step.verdict in ("holds", "awaiting_review") or step.reason in REASONS_BY_DESIGN):
            return
        hindrance = (step.owner, step.reason) if unseen.is_outage(step) else None
        if hindrance and self._tone == "quiet":
            return  # told at the end, each cause once
        part = f"{step.guide}/{step.part}"
        if part != self._part:
            self._part = part
            self._console.print(Text(f"\n{self._titles.get(part, part)}", style="bold"), soft_wrap=True)
        sign, style = _SIGNS[step.verdict]
        line = Text.assemble((f" {sign} ", style), f"{step.id}  ", (sentences.clipped(step.text, 68), "dim"), "  ")
        line.append(sentences.SAME_CAUSE if hindrance in self._hindrances else sentences.verdict(step), style)
        self._hindrances |= {hindrance} if hindrance else set()
        self._console.print(line, soft_wrap=True)
        for told in commands.findings(step):
            self._console.print(Text(f"     {told}"), soft_wrap=True)

    def pytest_guidevakt_end(self, result: RunResult, page: Path) -> None:
        """The totals, the forms, the announced changes, and where the report lies."""
        self.result = result
        fell = [*sentences.together(owner.together(result.steps)), *_hindered(result)]
        wrong = _wrong(result, page.parent)
        for line in summary.leave(result):
            self._console.print(line, soft_wrap=True, markup=False)
        for refused in dict.fromkeys(step.refused for step in result.steps if step.refused):
            sys.stderr.write(f"{refused}\n")
        if self._tone == "json":
            canary = result.run.canary.model_dump() if result.run.canary else None
            self._log(run=result.run.id, exit_code=result.summary.exit_code, checked=result.summary.steps_checked,
                      total=result.summary.steps_total, canary=canary, report=str(page),
                      said=[*fell, *wrong])  # fmt: skip
            return
        untrusted = _untrusted(result)
        if self._tone == "quiet":
            for line in (*untrusted, *fell, *wrong):
                self._console.print(Text(line), soft_wrap=True)
            if result.summary.exit_code:
                self._console.print(Text(f"{sentences.totals(result.summary)}. Rapport: {page}"), soft_wrap=True)
            return
        told = [
            *(["", *untrusted] if untrusted else []),
            *(["", *fell] if fell else []),
            *(["", *wrong] if wrong else []),
            "", sentences.totals(result.summary) + ".", *pictures_.pictures(result), sentences.forms(result),
            *(f"{sentences.capital(sentences.countdown(n))}: {n.text}" for n in result.notices),
            "", f"Rapport: {page}",
        ]  # fmt: skip
        for line in told:
            self._console.print(Text(line), soft_wrap=True)

    def _log(self, **facts: object) -> None:
        at = datetime.now(UTC).isoformat(timespec="seconds")
        self._console.print(json.dumps({"at": at, **facts}, ensure_ascii=False), soft_wrap=True, markup=False)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """What cannot be collected is a fault of ours."""
        if report.failed:
            self._faults.append(report.longreprtext)

    def pytest_internalerror(self, excrepr: object) -> None:
        """And so is one of pytest's own."""
        self._faults.append(str(excrepr))

    def pytest_keyboard_interrupt(self) -> None:
        """Broken off, perhaps before there is any result."""
        self._broken_off = True

    def exit_code(self, code: int) -> int:
        """The exit code of contracts.md: what results.json says, where there is one."""
        if self.result:
            return self.result.summary.exit_code
        if self._faults:
            return self._own_fault(self._faults[0])
        if self._broken_off:
            sys.stderr.write(f"{commands.NOTHING_BEGUN}\n")
            return INTERRUPTED
        refused = code == USAGE and not self._titles  # before anything began, and told
        if refused or code in (pytest.ExitCode.USAGE_ERROR, pytest.ExitCode.NO_TESTS_COLLECTED):
            return USAGE
        return self._own_fault(f"pytest ended with {code} and no result.")

    def _own_fault(self, fault: str) -> int:
        sys.stderr.write(f"{commands.own_fault(faults.aside(fault))}\n")
        return OWN_FAULT
