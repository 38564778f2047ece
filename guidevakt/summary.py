"""What a CI's own page shows of a run: GitHub's step summary and its annotations, in Swedish."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

from guidevakt import owner, sentences
from guidevakt.sentences import commands
from guidevakt.verdict import REASONS_BY_DESIGN, RunResult, StepResult

SUMMARY_VARIABLE = "GITHUB_STEP_SUMMARY"
ACTIONS_VARIABLE = "GITHUB_ACTIONS"
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+.!|~-])")


def leave(result: RunResult, environ: Mapping[str, str] = os.environ) -> list[str]:
    """Write the summary where GitHub says; gives the lines to print for its annotations. Nothing elsewhere."""
    if file := environ.get(SUMMARY_VARIABLE):
        with Path(file).open("a", encoding="utf-8") as summary:
            summary.write(markdown(result))
    return list(marks(result)) if environ.get(ACTIONS_VARIABLE) == "true" else []


def markdown(result: RunResult) -> str:
    """The run on one page: the totals, then what does not hold and what could not be checked."""
    lines = [f"### {plain(sentences.totals(result.summary))}", ""]
    if result.run.canary and result.run.untrusted:
        lines = [f"### {plain(commands.UNTRUSTED)}", "", plain(commands.self_test(result.run.canary)), "", *lines]
    for told in sentences.together(owner.together(result.steps)):
        lines += [f"**{plain(told)}**", ""]
    for step in filter(_is_worth_telling, result.steps):
        lines.append(f"- **{plain(step.id)}** {plain(step.text)}  ")
        lines.append(f"  {plain(sentences.verdict(step))}")
        lines += [f"  - {plain(told)}" for told in commands.findings(step)]
    lines += [f"- {plain(sentences.capital(sentences.countdown(n)))}: {plain(n.text)}" for n in result.notices]
    return "\n".join([*lines, "", plain(sentences.forms(result)), ""])


def marks(result: RunResult) -> Iterable[str]:
    """A warning for each thing that does not hold. Never an error: a change is no fault of the run. Only a test of
    itself that failed is one."""
    if result.run.canary and result.run.untrusted:
        yield f"::error title={_property(commands.UNTRUSTED)}::{_data(commands.self_test(result.run.canary))}"
    for told in sentences.together(owner.together(result.steps)):
        yield f"::warning title={_property(sentences.SITE_OR_NETWORK)}::{_data(told)}"
    for step in filter(_is_worth_telling, result.steps):
        for told in commands.findings(step) or [sentences.verdict(step)]:
            yield f"::warning title={_property(f'Steg {step.id}')}::{_data(told)}"


def warned(troubles: Iterable[str], environ: Mapping[str, str] = os.environ) -> list[str]:
    """The lines that tell of alerts that did not come through, which no alert can. None elsewhere than on GitHub."""
    on_github = environ.get(ACTIONS_VARIABLE) == "true"
    return [f"::warning title=Larm::{_data(told)}" for told in troubles] if on_github else []


def _is_worth_telling(step: StepResult) -> bool:
    return step.verdict in ("drifted", "looks_different") or (
        step.verdict == "not_checked" and step.reason not in REASONS_BY_DESIGN
    )


def plain(text: str) -> str:
    """The text as markdown that shows it as it is: a page may have said it."""
    return _MARKDOWN.sub(r"\\\1", escape(" ".join(text.split()), quote=False))


def _data(text: str) -> str:
    # As @actions/core escapes a command's message, so that no page can give the runner a command of its own.
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
