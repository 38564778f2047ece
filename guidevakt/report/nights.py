"""Earlier nights as the report shows them: a strip for each step, and how the hosts answered (pure)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from guidevakt.history.strips import HostRange, Night, Nights, Strip
from guidevakt.sentences import day
from guidevakt.sentences import history as sentences
from guidevakt.verdict import HostResult, Run, RunResult, StepResult

#: A certificate that is nearer its end than this is told as a warning, days.
CERTIFICATE_DAYS = 21


@dataclass(frozen=True)
class Cell:
    """One night: `tone` is a verdict, or empty where nothing was walked."""

    tone: str
    title: str


@dataclass(frozen=True)
class StripView:
    """`said` stands beside the strip and says what it shows, for who does not see it."""

    cells: tuple[Cell, ...]
    said: str


@dataclass(frozen=True)
class HostView:
    host: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class NightsView:
    """Strips by step's anchor; empty where there are no nights yet."""

    strips: Mapping[str, StripView]
    hosts: tuple[HostView, ...]
    undelivered: str


def nights_view(result: RunResult, nights: Nights | None, anchor: Callable[[StepResult], str]) -> NightsView:
    """What the report shows of earlier nights."""
    found = nights.strips if nights else {}
    is_own = bool(nights and nights.is_own)
    strips = {
        anchor(step): strip_view(strip, is_own)
        for step in result.steps if (strip := found.get((step.guide, step.id))) and len(strip.walked) > 1
    }  # fmt: skip
    usual = nights.hosts if nights and is_own else {}
    hosts = tuple(host_view(host, usual.get(host.host), result.run) for host in result.hosts)
    return NightsView(strips, hosts, sentences.undelivered(nights.undelivered if nights else 0))


def strip_view(strip: Strip, is_own: bool) -> StripView:
    """The strip from its first walked night, so that a new guide has no long empty beginning. Beside a run that is no
    night itself it says whose it is."""
    first = next(n for n, night in enumerate(strip.nights) if night.verdict)
    shown = strip.nights[first:]
    said = sentences.strip(strip)
    return StripView(tuple(map(cell, shown)), said if is_own else sentences.in_another(said))


def cell(night: Night) -> Cell:
    """One night, with its date and verdict as a title."""
    return Cell(night.verdict or "", f"{day(night.date)}: {sentences.night_came_to(night)}")


def host_view(host: HostResult, usual: HostRange | None, run: Run) -> HostView:
    """How the host answered in this run; certificates are the hosts' own on the real sites alone."""
    facts: list[str] = []
    if host.answer_ms is not None:
        facts.append(sentences.answered(host.answer_ms, usual))
    if host.certificate_until and run.target == "live":
        left = (datetime.fromisoformat(host.certificate_until) - datetime.fromisoformat(run.started)).days
        facts.append(sentences.certificate(left, soon=left < CERTIFICATE_DAYS))
    facts += redirected(host.redirects)
    return HostView(host.host, tuple(facts))


def redirected(chains: Iterable[tuple[str, ...]]) -> list[str]:
    """Each chain of addresses in a line."""
    return [f"Leder vidare: {' → '.join(chain)}" for chain in chains]
