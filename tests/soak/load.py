"""Nights that machine and network can hardly bear: every core busy, all answers slow, one request in a hundred reset.

Nothing has changed, so nothing may be told as changed; what could not be checked is no alarm.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from guidevakt import guide, settings
from guidevakt.drift import workers
from guidevakt.verdict import StepResult, is_checked
from pages import Site
from replica.drift.timing import ORDINARY_MS
from tests.soak.soaked import Soaked

TITLE = "nätter under hård belastning som inte får ge larm"
TIMES = 30
SLOWER = 10
RESETS = 0.01


def run(times: int, tick: Callable[[], None]) -> Soaked:
    """So many whole nights, one after the other."""
    guides = guide.read_all(settings.find_project() / "guides", Site.pages)
    parts = [(g.id, p.id) for g in guides for p in g.parts]
    found = Soaked()
    with workers.started(1, Site, guides) as pool:
        pool.nominal(parts)
        with _busy(os.cpu_count() or 1):
            for night in pool.under_load(parts, times, SLOWER * ORDINARY_MS, RESETS):
                found.n += 1
                found.wrong += _alarms(night)
                found.steps += len(night)
                found.checked += sum(map(is_checked, night))
                tick()
    return found


def _alarms(night: Sequence[StepResult]) -> list[str]:
    """What was told as changed, a line for each night that told of anything."""
    told = [f"{s.id} {s.verdict} {[c.change for c in s.claims if c.change]}" for s in night
            if s.verdict in ("drifted", "looks_different")]  # fmt: skip
    return ["; ".join(told)] if told else []


@contextmanager
def _busy(cores: int) -> Iterator[None]:
    """Every core works for as long as the block lasts."""
    context = multiprocessing.get_context("spawn")
    burning = [context.Process(target=_burn, daemon=True) for _ in range(cores)]
    for process in burning:
        process.start()
    try:
        yield
    finally:
        for process in burning:
            process.kill()
            process.join()


def _burn() -> None:
    while True:
        sum(number * number for number in range(100_000))
