"""Night after night as plain data: a strip of verdicts for each step, spells of the same, usual answer times."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from guidevakt.verdict import Reason, Verdict


class Dot(NamedTuple):
    """What a step came to in one run. A tuple, like Night: a report is made of a hundred thousand."""

    night: date
    verdict: Verdict
    reason: Reason | None = None


class Night(NamedTuple):
    """One night of a strip; `verdict` is None where nothing was walked."""

    date: date
    verdict: Verdict | None = None
    reason: Reason | None = None


@dataclass(frozen=True)
class Strip:
    """A step's nights, the newest last, and the last night on which it held (which may lie before them)."""

    guide: str
    step: str
    nights: tuple[Night, ...]
    last_held: date | None

    @property
    def walked(self) -> tuple[Night, ...]:
        """The nights on which the step was walked."""
        return tuple(night for night in self.nights if night.verdict)

    @property
    def held(self) -> int:
        """On how many of them it held."""
        return sum(night.verdict == "holds" for night in self.nights)


@dataclass(frozen=True)
class Spell:
    """Nights in a row that came to the same; `said` are the changes of the claims that did not hold."""

    first: date
    last: date
    nights: int
    verdict: Verdict
    reason: Reason | None = None
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class HostRange:
    """How fast a host's documents usually answer, ms: the middle eight tenths of the nights seen."""

    host: str
    low: int
    high: int
    nights: int


@dataclass(frozen=True)
class Period:
    """Nights in a row in numbers: how many were walked, on how many all that could be judged held, and of the last
    whole run how many steps were checked of how many. `wrong`: steps that did not hold on the last night."""

    nights: int
    good: int
    checked: int
    total: int
    guides: int
    wrong: int


@dataclass(frozen=True)
class Nights:
    """What the report shows of earlier nights: strips by (guide, step), and the hosts' usual answer times."""

    strips: Mapping[tuple[str, str], Strip]
    hosts: Mapping[str, HostRange]
    undelivered: int = 0


def decided(dots: Sequence[Dot]) -> Dot:
    """What a night came to, of its runs in order: the last that could judge decides, a check again included."""
    return next((dot for dot in reversed(dots) if dot.verdict != "not_checked"), dots[-1])


def by_night(dots: Sequence[Dot]) -> list[Dot]:
    """One dot a night, of dots in the order of their runs."""
    nights: dict[date, list[Dot]] = {}
    for dot in dots:
        nights.setdefault(dot.night, []).append(dot)
    return [decided(of_night) for _, of_night in sorted(nights.items())]


def strip(guide: str, step: str, dots: Sequence[Dot], last_held: date | None, until: date, length: int) -> Strip:
    """The step's last `length` nights up to `until`."""
    found: dict[date, Night] = {dot.night: Night(dot.night, dot.verdict, dot.reason) for dot in by_night(dots)}
    days = (until - timedelta(days=back) for back in reversed(range(length)))
    return Strip(guide, step, tuple(found.get(day) or Night(day) for day in days), last_held)


def usual(host: str, answers_ms: Sequence[int]) -> HostRange | None:
    """The usual range of a host's answer times; None before ten nights are known."""
    if len(answers_ms) < 10:
        return None
    tenths = statistics.quantiles(answers_ms, n=10, method="inclusive")
    return HostRange(host, round(tenths[0]), round(tenths[-1]), len(answers_ms))


def spells(dots: Sequence[tuple[Dot, tuple[str, ...]]]) -> list[Spell]:
    """Nights in a row that came to the same, oldest first; each dot comes with what was said of it."""
    said = {id(dot): told for dot, told in dots}
    nights = [(dot, said[id(dot)]) for dot in by_night([dot for dot, _ in dots])]
    grouped = groupby(nights, key=lambda pair: (pair[0].verdict, pair[0].reason, pair[1]))
    return [
        Spell(run[0][0].night, run[-1][0].night, len(run), verdict, reason, told)
        for (verdict, reason, told), group in grouped if (run := list(group))
    ]  # fmt: skip
