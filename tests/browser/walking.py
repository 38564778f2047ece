"""Walking a part of the guide in this process, over a replica whose pages and network have been bent."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser

from guidevakt import baseline, guide, target
from guidevakt.attempt import Evidence
from guidevakt.guard import Counts
from guidevakt.guide import Guide
from guidevakt.settings import Settings
from guidevakt.surroundings import Surroundings
from guidevakt.target import BrowserKeeper, Target
from guidevakt.verdict import ClaimResult, Environment, Run, RunResult, StepResult, summarise
from guidevakt.walk import Walk
from pages import Site
from replica import labels
from replica.handle import Handle
from replica.overlay import Overlay, parse_faults
from replica.server import Replica
from replica.sites import FOLDER

PROJECT = Path(__file__).parents[2]
#: Short, so that what never answers is quick to test.
SETTINGS = Settings(timeout_s=3, ready_s=1)
Edit = Callable[[str], str]
Fault = Mapping[str, object]


@dataclass(frozen=True)
class Walked:
    """A part that has been walked: its steps by id, and what was sent and stopped."""

    steps: Mapping[str, StepResult]
    counts: Counts

    @property
    def drifted(self) -> set[tuple[str, str, str | None]]:
        """Step, documented words and change of everything that drifted."""
        return {(s.id, c.expected, c.change) for s, c in self._claims() if c.verdict == "drifted"}

    @property
    def unknown(self) -> set[tuple[str, str | None]]:
        """Step and reason of everything that could not be judged."""
        return {(s.id, c.reason) for s, c in self._claims() if c.verdict == "not_checked"}

    @property
    def all_hold(self) -> bool:
        return not self.drifted and not self.unknown

    def claim(self, step: str, expected: str) -> ClaimResult:
        return next(c for c in self.steps[step].claims if c.expected == expected)

    def _claims(self) -> Iterator[tuple[StepResult, ClaimResult]]:
        return ((s, c) for s in self.steps.values() for c in s.claims)


class Walker:
    """Walks parts of the guide in this process, over a replica whose pages and network can be bent first."""

    def __init__(self, replica: Replica, browser: Browser, environment: Environment | None, folder: Path) -> None:
        self._replica, self._environment, self._folder = replica, environment, folder
        self.browser = browser
        self._overlay = folder / "overlay"
        self._overlay.mkdir()
        self.guide: Guide = guide.read(PROJECT / "guides" / "losenord" / "guide.yaml", Site.pages)
        self.site: type[Site] = Site
        self.target: Target | None = None

    def bend(self, pages: Mapping[str, Edit] | None = None, faults: Sequence[Fault] = ()) -> None:
        """Lay edited pages (host/path → edit of the replica's own HTML, or of nothing) and faults over the replica."""
        for place, edit in (pages or {}).items():
            own = FOLDER / place / "index.html"
            file = self._overlay / place / "index.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(edit(own.read_text("utf-8") if own.exists() else ""), "utf-8")
        self._replica.overlay = Overlay.read(self._overlay, parse_faults(list(faults)))

    def add(self, place: str, text: str) -> None:
        """Let the replica have a file more: host/path, and what it holds."""
        file = self._overlay / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def begin(self, part: str, launch: Callable[[], Browser] | None = None) -> Walk:
        """A walk that has not taken its first step."""
        walked = self.target or target.attached("replica", SETTINGS, Handle.from_json(self._replica.handle()))
        evidence = Evidence(self._folder, self._folder / "reports" / "run", walked.kind, self._environment)
        keeper = BrowserKeeper(launch or (lambda: self.browser))
        before = {"before": labels.before} if walked.is_practice else {}
        self.around = Surroundings(walked, keeper, self.site, evidence, **before)
        return Walk(self.around, self.guide, next(p for p in self.guide.parts if p.id == part))

    def step(self, step_id: str, pages: Mapping[str, Edit] | None = None, faults: Sequence[Fault] = ()) -> StepResult:
        """One step, entered by the nearest address, over a replica bent like that."""
        self.bend(pages, faults)
        part = next(p.id for p in self.guide.parts if step_id in [s.id for s in p.steps])
        walk = self.begin(part)
        try:
            return walk.step(step_id)
        finally:
            walk.close()

    def approve(self, *steps: StepResult) -> None:
        """Make the received pictures of these steps the approved ones."""
        now = datetime.now(UTC).isoformat()
        made = Run(id="r1", started=now, finished=now, target="replica", environment=self._environment)
        run = RunResult(run=made, summary=summarise(steps), steps=steps)
        baseline.approve(self._folder, run, who="test")

    def approved(self, step: StepResult) -> Path:
        """Where the step's approved picture lies."""
        assert step.picture is not None
        assert self._environment is not None
        return baseline.approved(self._folder, "replica", self._environment, step.guide, step.picture.id)[0]

    def picture_file(self, path: str | None) -> Path:
        """Where a picture's result says that its picture lies."""
        assert path
        return self._folder / path

    def __call__(
        self,
        part: str,
        pages: Mapping[str, Edit] | None = None,
        faults: Sequence[Fault] = (),
        until: str | None = None,
        launch: Callable[[], Browser] | None = None,
    ) -> Walked:
        """Walk a part from its first step to `until`, or to its end, over a replica bent like that."""
        self.bend(pages, faults)
        walk = self.begin(part, launch)
        steps: dict[str, StepResult] = {}
        for step in next(p for p in self.guide.parts if p.id == part).steps:
            steps[step.id] = walk.step(step.id)
            if step.id == until:
                break
        walk.close()
        return Walked(steps, self.around.counts)


def swap(old: str | re.Pattern[str], new: str) -> Edit:
    """Replace what stands exactly once on the replica's page."""

    def edit(html: str) -> str:
        pattern = re.compile(re.escape(old)) if isinstance(old, str) else old
        changed, times = pattern.subn(lambda _found: new, html)
        assert times == 1, f"{pattern.pattern!r} stands {times} times on the page"
        return changed

    return edit
