"""Changes that leave the guide true, by the thousand, at every step of every guide: none may be told as a change."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from itertools import islice

from guidevakt import guide, settings
from guidevakt.drift import cases, workers
from guidevakt.drift.cases import Case
from guidevakt.drift.touches import of_guide
from guidevakt.guide import Guide
from pages import Site
from replica.drift import OPERATORS
from tests.soak.soaked import Soaked

TITLE = "ofarliga ändringar som inte får ge larm"
TIMES = 3000
SEED = 1


def run(times: int, tick: Callable[[], None]) -> Soaked:
    """So many benign changes, shared out among all cores."""
    guides = guide.read_all(settings.find_project() / "guides", Site.pages)
    found = Soaked()
    with workers.started(os.cpu_count() or 1, Site, guides) as pool:
        pool.nominal([(g.id, p.id) for g in guides for p in g.parts])
        for one in pool.tried(islice(_again_and_again(guides), times)):
            found.n += 1
            found.wrong += [f"{one.case.name}: {one.why}"] if one.alarm else []
            tick()
    return found


def _again_and_again(guides: tuple[Guide, ...]) -> Iterator[Case]:
    """Every benign case, in another order each round."""
    touches = {g.id: of_guide(g, Site.pages) for g in guides}
    every = [case for case in cases.plan(guides, touches).cases if not OPERATORS[case.operator].breaking]
    chance = random.Random(SEED)
    while True:
        yield from chance.sample(every, len(every))
