"""Benign changes by the thousand, and nights on a machine and a network that can hardly bear them: no alarm at all."""

from __future__ import annotations

import multiprocessing
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

from guidevakt import guide, settings
from guidevakt.drift import cases, workers
from guidevakt.drift.cases import Case
from guidevakt.drift.table import percent, upper_bound
from guidevakt.drift.touches import of_guide
from guidevakt.guide import Guide
from guidevakt.verdict import StepResult
from pages import Site
from replica.drift import OPERATORS
from replica.drift.timing import ORDINARY_MS

PROJECT = settings.find_project()


def benign(tries: int = 3000, count: int | None = None, seed: int = 1) -> str:
    """So many benign changes at all steps of all guides. Asserts that none is told as a change; tells the bound."""
    guides = guide.read_all(PROJECT / "guides", Site.pages)
    parts = [(g.id, p.id) for g in guides for p in g.parts]
    wanted = list(islice(_again_and_again(guides, seed), tries))
    with workers.started(count or os.cpu_count() or 1, Site, guides) as pool:
        pool.nominal(parts)
        tried = list(pool.tried(wanted))
    alarms = [f"{one.case.name}: {one.why}" for one in tried if one.alarm]
    assert not alarms, "\n".join(alarms)
    unknown = sum(one.not_checked for one in tried if OPERATORS[one.case.operator].must.verdict == "holds")
    bound = percent(upper_bound(0, len(tried)))
    return f"0 alarms in {len(tried)} benign tries (95 %: below {bound}); {unknown} not checked that could have been"


def _again_and_again(guides: tuple[Guide, ...], seed: int) -> Iterator[Case]:
    """Every benign case, in another order each round."""
    touches = {g.id: of_guide(g, Site.pages) for g in guides}
    every = [case for case in cases.plan(guides, touches).cases if not OPERATORS[case.operator].breaking]
    chance = random.Random(seed)
    while True:
        yield from chance.sample(every, len(every))


def under_load(runs: int = 30) -> str:
    """Whole nights with every core busy, the network ten times slower, and 1 % of requests reset.

    Asserts that nothing is told as a change; tells how many steps could not be checked.
    """
    guides = guide.read_all(PROJECT / "guides", Site.pages)
    parts = [(g.id, p.id) for g in guides for p in g.parts]
    with workers.started(1, Site, guides) as pool:
        pool.nominal(parts)
        with _busy(os.cpu_count() or 1):
            nights = list(pool.under_load(parts, runs, 10 * ORDINARY_MS, resets=0.01))
    alarms = [told for night in nights for told in _alarms(night)]
    assert not alarms, "\n".join(alarms)
    unknown = sum(step.verdict == "not_checked" for night in nights for step in night)
    return f"0 alarms in {len(nights)} nights under load; {unknown} of {sum(map(len, nights))} steps not checked"


def _alarms(night: list[StepResult]) -> Iterator[str]:
    for step in night:
        if step.verdict in ("drifted", "looks_different"):
            changes = [claim.change for claim in step.claims if claim.change]
            yield f"{step.id}: {step.verdict} {changes} {step.picture}"


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
