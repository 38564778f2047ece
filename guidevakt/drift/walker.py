"""Walking steps over a practice copy that has been changed on purpose."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from guidevakt import target
from guidevakt.attempt import Evidence
from guidevakt.drift import touches as touches_
from guidevakt.drift.cases import Case, laid
from guidevakt.drift.judged import Tried, judge
from guidevakt.guide import Guide, Part
from guidevakt.settings import Settings
from guidevakt.surroundings import Surroundings
from guidevakt.target import BrowserKeeper
from guidevakt.verdict import StepResult
from guidevakt.walk import Walk
from replica import labels
from replica.drift import OPERATORS
from replica.drift.operator import Drift, Touch
from replica.drift.served import DriftedReplica
from replica.handle import Handle

#: Short: the practice copy is near, and what never answers is tried often.
SETTINGS = Settings(timeout_s=4, ready_s=1.5)
Launch = Callable[[Sequence[str]], Browser]


class DriftWalker:
    """One practice copy and one browser. `folder` is a project of its own, where pictures are approved and thrown away.

    Nothing here is a run: no results, no history, no night.
    """

    def __init__(
        self, site: type[Any], guides: Sequence[Guide], folder: Path, launch: Launch, settings: Settings = SETTINGS
    ) -> None:
        self._site, self.folder, self._launch, self._settings = site, folder, launch, settings
        self.guides = tuple(guides)
        self.touches: dict[str, dict[str, list[Touch]]] = {
            guide.id: touches_.of_guide(guide, site.pages) for guide in guides
        }
        self.replica = DriftedReplica().start()
        self._browser = launch(self.replica.chromium_args())
        self.environment = target.environment(self._browser, settings)

    def close(self) -> None:
        self._browser.close()
        self.replica.stop()

    def try_(self, case: Case) -> Tried:
        """Walk the step of a case; before a breaking one the step before, which must not be blamed."""
        began = time.monotonic()
        part = self.part(case.guide, case.part)
        drift = laid(case, self.touches[case.guide][case.step])
        index = next(n for n, step in enumerate(part.steps) if step.id == case.step)
        first = max(0, index - 1) if OPERATORS[case.operator].breaking else index
        wanted = [s.id for s in part.steps[first : index + 1]]
        steps = self.walk(case.guide, case.part, wanted, drift, self._own_folder())
        shutil.rmtree(self._own_folder(), ignore_errors=True)
        tried = judge(case, steps, self.touches[case.guide], drift.labels)
        return Tried(**{**vars(tried), "seconds": round(time.monotonic() - began, 2)})

    def under_load(self, parts: Sequence[tuple[str, str]], delay_ms: int, resets: float, seed: int) -> list[StepResult]:
        """Walk whole parts (guide, part), nothing changed, over a slow network that breaks (see `served.Rough`)."""
        found = []
        for guide, part in parts:
            steps = [step.id for step in self.part(guide, part).steps]
            self.replica.lay(Drift())
            self.replica.roughen(delay_ms, resets, seed)
            found += self._walked(guide, part, steps, Drift(), self._own_folder())
        shutil.rmtree(self._own_folder(), ignore_errors=True)
        return found

    def walk(self, guide: str, part: str, steps: Sequence[str], drift: Drift, folder: Path) -> list[StepResult]:
        """Walk some steps, one after the other, with a drift laid over the practice copy."""
        self.replica.lay(drift)
        return self._walked(guide, part, steps, drift, folder)

    def _own_folder(self) -> Path:
        """Where what is seen lies until it has been judged: one for each process."""
        return self.folder / "reports" / f"case-{os.getpid()}"

    def _walked(self, guide: str, part: str, steps: Sequence[str], drift: Drift, folder: Path) -> list[StepResult]:
        browser = self._launch(self.replica.chromium_args()) if drift.needs_own_browser else self._alive()
        try:
            walk = Walk(self._around(browser, drift, folder), self._guide(guide), self.part(guide, part))
            found = [walk.step(step) for step in steps]
            walk.close()
        finally:
            if drift.needs_own_browser:
                browser.close()
        return found

    def _around(self, browser: Browser, drift: Drift, folder: Path) -> Surroundings:
        settings = self._settings.model_copy(update={"viewport": drift.viewport or self._settings.viewport})
        seen = self.environment
        if seen:
            changed: Mapping[str, Any] = {"viewport": settings.viewport, "browser": drift.build or seen.browser}
            seen = seen.model_copy(update=changed)
        pointed = target.attached("replica", settings, Handle.from_json(self.replica.handle()))
        evidence = Evidence(self.folder, folder, "replica", seen)
        return Surroundings(pointed, BrowserKeeper(lambda: browser), self._site, evidence, before=labels.before)

    def _alive(self) -> Browser:
        if not self._browser.is_connected():
            self._browser = self._launch(self.replica.chromium_args())
        return self._browser

    def part(self, guide: str, part: str) -> Part:
        """A part of a guide by their ids."""
        return next(p for p in self._guide(guide).parts if p.id == part)

    def _guide(self, guide: str) -> Guide:
        return next(g for g in self.guides if g.id == guide)
