"""What `guidevakt verify` says while it walks, and at the end."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest
from rich.console import Console
from rich.text import Text

from guidevakt import owner, sentences, summary
from guidevakt.sentences import commands
from guidevakt.sentences import pictures as pictures_
from guidevakt.verdict import REASONS_BY_DESIGN, RunResult, StepResult, Target, Verdict

OWN_FAULT = 70
Tone = Literal["full", "quiet", "json"]
_SIGNS: dict[Verdict, tuple[str, str]] = {
    "holds": ("✓", "green"),
    "drifted": ("✗", "bold red"),
    "looks_different": ("≠", "bold magenta"),
    "awaiting_review": ("○", "cyan"),
    "not_checked": ("–", "yellow"),
}


def _untrusted(result: RunResult) -> list[str]:
    """That the run's test of itself failed, and how; nothing where it did not."""
    canary = result.run.canary
    return [f"{commands.UNTRUSTED}.", commands.self_test(canary)] if canary and canary.failed else []


class Narrator:
    """A pytest plugin that speaks in pytest's place: a line a step, then the totals.

    `quiet` says only what does not hold and could not be checked; `json` a line of JSON a step, and one for the run.
    """

    def __init__(self, console: Console, tone: Tone = "full") -> None:
        self._console, self._tone = console, tone
        self._titles: dict[str, str] = {}
        self._part = ""
        self._faults: list[str] = []
        self._refused: list[str] = []
        self._result: RunResult | None = None

    def pytest_guidevakt_begin(self, target: Target, titles: dict[str, str], guides: list[str]) -> None:
        """Before anything slow: what is about to happen."""
        self._titles = titles
        if self._tone != "full":
            return
        self._console.print(Text(commands.beginning(target, guides)), soft_wrap=True)

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
        if self._tone == "quiet" and (step.verdict in ("holds", "awaiting_review") or step.reason in REASONS_BY_DESIGN):
            return
        part = f"{step.guide}/{step.part}"
        if part != self._part:
            self._part = part
            self._console.print(Text(f"\n{self._titles.get(part, part)}", style="bold"), soft_wrap=True)
        sign, style = _SIGNS[step.verdict]
        line = Text.assemble((f" {sign} ", style), f"{step.id}  ", (sentences.clipped(step.text, 68), "dim"), "  ")
        line.append(sentences.verdict(step), style)
        self._console.print(line, soft_wrap=True)
        for told in commands.findings(step):
            self._console.print(Text(f"     {told}"), soft_wrap=True)

    def pytest_guidevakt_end(self, result: RunResult, page: Path) -> None:
        """The totals, the forms, the announced changes, and where the report lies."""
        self._result = result
        fell = owner.together(result.steps)
        for line in summary.leave(result):
            self._console.print(line, soft_wrap=True, markup=False)
        if self._tone == "json":
            canary = result.run.canary.model_dump() if result.run.canary else None
            self._log(run=result.run.id, exit_code=result.summary.exit_code, checked=result.summary.steps_checked,
                      total=result.summary.steps_total, canary=canary, report=str(page),
                      said=sentences.together(fell))  # fmt: skip
            return
        untrusted = _untrusted(result)
        if self._tone == "quiet":
            for line in (*untrusted, *sentences.together(fell)):
                self._console.print(Text(line), soft_wrap=True)
            if result.summary.exit_code:
                self._console.print(Text(f"{sentences.totals(result.summary)}. Rapport: {page}"), soft_wrap=True)
            return
        told = [
            *(["", *untrusted] if untrusted else []),
            *(["", *sentences.together(fell)] if fell else []),
            "", sentences.totals(result.summary) + ".", *pictures_.pictures(result), sentences.forms(result),
            *(f"{sentences.capital(sentences.countdown(n))}: {n.text}" for n in result.notices),
            "", f"Rapport: {page}",
        ]  # fmt: skip
        for line in told:
            self._console.print(Text(line), soft_wrap=True)

    def _log(self, **facts: object) -> None:
        at = datetime.now(UTC).isoformat(timespec="seconds")
        self._console.print(json.dumps({"at": at, **facts}, ensure_ascii=False), soft_wrap=True, markup=False)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test that failed without a verdict is a fault of ours."""
        refused = getattr(report, "guidevakt_refused", None)
        if refused:
            self._refused.append(refused)
        elif report.failed and not hasattr(report, "guidevakt"):
            self._faults.append(report.longreprtext)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """So is one that could not be collected."""
        if report.failed:
            self._faults.append(report.longreprtext)

    def pytest_internalerror(self, excrepr: object) -> None:
        """And so is one of pytest's own."""
        self._faults.append(str(excrepr))

    def exit_code(self, code: int) -> int:
        """The exit code of contracts.md, from pytest's and the results."""
        if code in (pytest.ExitCode.USAGE_ERROR, pytest.ExitCode.INTERRUPTED) and not self._faults:
            return 2
        if self._refused:
            sys.stderr.write("\n".join(dict.fromkeys(self._refused)) + "\n")
            return 2
        if self._faults or self._result is None:
            for fault in self._faults[:1]:
                sys.stderr.write(f"{commands.OWN_FAULT}\n{fault}\n")
            return OWN_FAULT if self._faults or code != pytest.ExitCode.NO_TESTS_COLLECTED else 2
        return self._result.summary.exit_code
