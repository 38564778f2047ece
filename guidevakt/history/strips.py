"""Night after night as plain data: a strip of verdicts for each step, spells of the same, usual answer times."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from guidevakt.verdict import REASONS_BY_DESIGN, Reason, Verdict

#: A picture that awaits its approval is no failure.
HELD: tuple[Verdict, ...] = ("holds", "awaiting_review")


class Wrong(NamedTuple):
    """A claim that did not hold."""

    kind: str
    expected: str
    change: str | None
    seen: str


class Night(NamedTuple):
    """What a step came to on a night, or in one run of it; `verdict` is None where nothing was walked.

    `wrong` is known only where spells are asked for. A tuple: a report is made of a hundred thousand.
    """

    date: date
    verdict: Verdict | None = None
    reason: Reason | None = None
    wrong: tuple[Wrong, ...] = ()

    @property
    def is_unseen(self) -> bool:
        """Could it not be judged, though this target can?"""
        return self.verdict in (None, "not_checked") and self.reason not in REASONS_BY_DESIGN


@dataclass(frozen=True)
class Strip:
    """A step's nights, the newest last, and the last night on which it held (which may lie before them)."""

    guide: str
    step: str
    nights: tuple[Night, ...]
    last_held: date | None

    @cached_property
    def walked(self) -> tuple[Night, ...]:
        """The nights on which the step was walked."""
        return tuple(night for night in self.nights if night.verdict)

    @cached_property
    def held(self) -> int:
        """On how many of them it held."""
        return sum(night.verdict in HELD for night in self.nights)


    @cached_property
    def unseen(self) -> frozenset[date]:
        """The nights on which it should have been judged and was not: between the first on which it was walked and the
        last, not walked too."""
        if not self.walked:
            return frozenset()
        first, last = self.walked[0].date, self.walked[-1].date
        return frozenset(n.date for n in self.nights if first <= n.date <= last and n.is_unseen)


@dataclass(frozen=True)
class Spell:
    """Nights in a row that came to the same."""

    first: date
    last: date
    nights: int
    verdict: Verdict | None
    reason: Reason | None = None
    wrong: tuple[Wrong, ...] = ()


@dataclass(frozen=True)
class HostRange:
    """How fast a host's documents usually answer, ms: the middle eight tenths of the nights seen."""

    host: str
    low: int
    high: int
    nights: int


@dataclass(frozen=True)
class Period:
    """Nights in a row in numbers: how many were walked, on how many all that should be judged was, and held, and of the
    last whole run how many steps were checked of how many. `wrong`: steps that did not hold on the last night.

    `unsure`: nights on which nothing was wrong of what could be looked at, but not all of it could; `unseen` which
    steps could not be, and on how many nights; `missing`: nights without a run, from the first that ever was. Of the
    last night, so many of the wrong only `looks` different, and so many that held have a picture `to_approve`.
    """

    nights: int
    good: int
    checked: int
    total: int
    guides: int
    wrong: int
    unsure: int = 0
    missing: int = 0
    unseen: tuple[tuple[str, int], ...] = ()
    looks: int = 0
    to_approve: int = 0


class LastCheck(NamedTuple):
    """The newest night that was walked: when that was finished, ISO 8601, and how many steps were checked at most; None
    where that is not known."""

    finished: str
    checked: int | None


@dataclass(frozen=True)
class Nights:
    """What the report shows of earlier nights: strips by (guide, step), and the hosts' usual answer times.

    `is_own`: the run that is told of is a night like them, not one on the practice copies.
    """

    strips: Mapping[tuple[str, str], Strip]
    hosts: Mapping[str, HostRange]
    undelivered: int = 0
    is_own: bool = True


def period(found: Sequence[Strip], checked: int, total: int, length: int) -> Period:
    """The strips of some nights in numbers, of which at least one was walked. `length` is how many nights they are."""
    nights = {night.date for strip in found for night in strip.walked}
    wrong = [n.date for strip in found for n in strip.walked if n.verdict in ("drifted", "looks_different")]
    judged = {n.date for strip in found for n in strip.walked if n.verdict in HELD}
    missed = {strip: strip.unseen & nights for strip in found}
    unsure = frozenset().union(*missed.values()) - set(wrong)
    guides = {strip.guide for strip in found if strip.walked}
    unseen = [(s.step if len(guides) == 1 else f"{s.guide}/{s.step}", len(m)) for s, m in missed.items() if m]
    last = [n.verdict for strip in found for n in strip.walked if n.date == max(nights)]
    return Period(
        len(nights), len(judged - set(wrong) - unsure), checked, total, len(guides), wrong.count(max(nights)),
        unsure=len(unsure), missing=length - len(nights), unseen=tuple(unseen),
        looks=last.count("looks_different"), to_approve=last.count("awaiting_review"),
    )  # fmt: skip


def settle(nights: dict[date, Night], run: Night) -> None:
    """Let a run have its say of its night, after the runs before it: the last that could judge decides, a check again
    included."""
    if run.verdict != "not_checked" or (earlier := nights.get(run.date)) is None or earlier.verdict == "not_checked":
        nights[run.date] = run


def days(first: date, last: date) -> dict[date, Night]:
    """Every night from one to another, as if none had been walked."""
    length = (last - first).days + 1
    return {day: Night(day) for day in (first + timedelta(days=n) for n in range(length))}


def usual(host: str, answers_ms: Sequence[int]) -> HostRange | None:
    """The usual range of a host's answer times; None before ten nights are known."""
    if len(answers_ms) < 10:
        return None
    tenths = statistics.quantiles(answers_ms, n=10, method="inclusive")
    return HostRange(host, round(tenths[0]), round(tenths[-1]), len(answers_ms))


def spells(nights: Iterable[Night]) -> list[Spell]:
    """Nights in a row that came to the same, of nights in order."""
    return [
        Spell(spell[0].date, spell[-1].date, len(spell), *came_to)
        for came_to, group in groupby(nights, key=lambda night: night[1:]) if (spell := list(group))
    ]  # fmt: skip
