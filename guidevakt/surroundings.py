"""What every walk of a run shares: what is walked, the browser, what is known of pages, and the tabs that it opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Error

from guidevakt import landing
from guidevakt.attempt import Evidence
from guidevakt.guard import Counts
from guidevakt.landing import Obstacle
from guidevakt.pictures.personal import Rule
from guidevakt.tab import Site, Tab
from guidevakt.target import BrowserKeeper, Target


@dataclass
class Surroundings:
    """What every walk of a run shares. `met` holds the address of each page, by its name, as it was met in the last
    good run or in this one, and `before` tells which labels could be read on it in the last good run; `labels` what
    could be read on each page whose step held in this one; `recordings` and `traces` are where those go, where they are
    made."""

    target: Target
    browser: BrowserKeeper | None
    site: type[Site]
    evidence: Evidence
    counts: Counts = field(default_factory=Counts)
    met: dict[str, str] = field(default_factory=dict)
    before: Callable[[str], Sequence[str]] = field(default=lambda _page: ())
    recordings: Path | None = None
    traces: Path | None = None
    controls: dict[str, Obstacle | None] = field(default_factory=dict)
    """What was met at each owner's known-good page, once it has been asked for; None where it answered."""
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def tab(self, name: str, personal: Sequence[Rule], session: bool) -> Tab:
        """A new tab in a context of its own; what is kept of it bears the name. There must be a browser."""
        assert self.browser is not None
        try:
            return self._opened(self.browser.get(), name, personal, session)
        except Error:
            return self._opened(self.browser.renewed(), name, personal, session)

    def _opened(self, browser: Browser, name: str, personal: Sequence[Rule], session: bool) -> Tab:
        return Tab(
            browser, self.target, self.site, self.counts, personal=personal, session=session,
            har=self.recordings / f"{name}.har" if self.recordings else None,
            trace=self.traces / name / "trace.zip" if self.traces else None,
        )  # fmt: skip

    def control(self, owner: str) -> Obstacle | None:
        """What is met at a page of that owner's that the guide does not use; asked once in a run, of real sites: a
        recording answers as it was answered, and a practice copy is our own, so neither can be down by itself."""
        address = {str(k): v for k, v in self.target.settings.control_pages.items()}.get(owner)
        if self.target.kind != "live" or not address:
            return None
        if owner not in self.controls:
            tab = self.tab(f"control-{owner}", (), session=False)
            self.controls[owner] = landing.obstacle(tab.open(address, None, picture=False))
            tab.close()
        return self.controls[owner]
