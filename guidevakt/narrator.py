"""What `guidevakt verify` says while it walks, and at the end."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from rich.console import Console
from rich.text import Text

from guidevakt import sentences
from guidevakt.verdict import RunResult, StepResult, Target, Verdict

OWN_FAULT = 70
_SIGNS: dict[Verdict, tuple[str, str]] = {
    "holds": ("✓", "green"),
    "drifted": ("✗", "bold red"),
    "looks_different": ("≠", "bold magenta"),
    "awaiting_review": ("○", "cyan"),
    "not_checked": ("–", "yellow"),
}


class Narrator:
    """A pytest plugin that speaks in pytest's place: a line a step, then the totals."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._titles: dict[str, str] = {}
        self._part = ""
        self._faults: list[str] = []
        self._refused: list[str] = []
        self._result: RunResult | None = None

    def pytest_guidevakt_begin(self, target: Target, titles: dict[str, str], guides: list[str]) -> None:
        """Before anything slow: what is about to happen."""
        self._titles = titles
        self._console.print(Text(sentences.beginning(target, guides)), soft_wrap=True)

    def pytest_guidevakt_step(self, step: StepResult) -> None:
        """One line for the step, and one for each thing that does not hold."""
        part = f"{step.guide}/{step.part}"
        if part != self._part:
            self._part = part
            self._console.print(Text(f"\n{self._titles.get(part, part)}", style="bold"), soft_wrap=True)
        sign, style = _SIGNS[step.verdict]
        line = Text.assemble((f" {sign} ", style), f"{step.id}  ", (sentences.clipped(step.text, 68), "dim"), "  ")
        line.append(sentences.verdict(step), style)
        self._console.print(line, soft_wrap=True)
        for told in sentences.findings(step):
            self._console.print(Text(f"     {told}"), soft_wrap=True)

    def pytest_guidevakt_end(self, result: RunResult, page: Path) -> None:
        """The totals, the forms, the announced changes, and where the report lies."""
        self._result = result
        told = [
            *(["", f"{sentences.UNTRUSTED}."] if result.run.untrusted else []),
            "", sentences.totals(result.summary) + ".", *sentences.pictures(result), sentences.forms(result),
            *(f"{sentences.capital(sentences.countdown(n))}: {n.text}" for n in result.notices),
            "", f"Rapport: {page}",
        ]  # fmt: skip
        for line in told:
            self._console.print(Text(line), soft_wrap=True)

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
                sys.stderr.write(f"{sentences.OWN_FAULT}\n{fault}\n")
            return OWN_FAULT if self._faults or code != pytest.ExitCode.NO_TESTS_COLLECTED else 2
        return self._result.summary.exit_code
