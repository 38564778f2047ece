"""Every picture of the guide, taken again and again in one environment, each time by a walk in a fresh context.

The first walk's pictures are approved; each later one must be the same to the pixel, what moves by itself left out.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import sync_playwright

from guidevakt import target
from guidevakt.browser import launch_options, require
from guidevakt.pictures import frame
from guidevakt.verdict import StepResult
from replica.server import Replica
from tests.browser.walking import SETTINGS, Walker
from tests.soak.soaked import Soaked

TITLE = "bilder som tas om"
TIMES = 300


def run(times: int, tick: Callable[[], None]) -> Soaked:
    """Take every picture so many times."""
    own = launch_options(require())
    with Replica() as replica, sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        args = [*own.pop("args", []), *replica.chromium_args()]
        with playwright.chromium.launch(**own, args=args) as browser:
            walk = Walker(replica, browser, target.environment(browser, SETTINGS), Path(folder))
            return taken(walk, times, tick)


def taken(walk: Walker, times: int, tick: Callable[[], None] = lambda: None, until: str | None = None) -> Soaked:
    """Take the pictures of part `registrera`, as far as the step `until`, so many times."""
    first = pictured(walk, until)
    walk.approve(*first)
    approved = {step.id: frame.read(walk.approved(step)) for step in first}
    found = Soaked()
    for _ in range(times):
        for step in pictured(walk, until):
            found.n += 1
            assert step.picture is not None
            if step.picture.verdict != "holds":
                found.wrong.append(f"{step.picture.id}: {step.picture.verdict} {step.picture.why or ''}".rstrip())
            elif not frame.same(frame.read(walk.picture_file(step.picture.received)), approved[step.id]):
                found.wrong.append(f"{step.picture.id}: {step.picture.changed_pixels}")
        tick()
    return found


def pictured(walk: Walker, until: str | None) -> list[StepResult]:
    """The steps of one walk that have a picture."""
    return [step for step in walk("registrera", until=until).steps.values() if step.picture]
