"""What every walk of a run shares: what is walked, the browser, what is known of pages, and the tabs that it opens."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from playwright.sync_api import Browser, Error

from guidevakt import addresses, landing, page_messages
from guidevakt.attempt import Evidence
from guidevakt.guard import Counts
from guidevakt.landing import Destination, Landing, Obstacle
from guidevakt.pictures.personal import Rule
from guidevakt.stand_in import Shown
from guidevakt.tab import Site, Tab
from guidevakt.target import BrowserKeeper, Target


@dataclass
class Surroundings:
    """What every walk of a run shares. `met` holds the address of each page, by its name, as it was met in the last
    good run or in this one; `before` tells which labels could be read on a page in the last good run, asked by its
    name, its address and what is read on it now; `labels` what could be read on each page whose step held in this one;
    `recordings` and `traces` are where those go, where they are made."""

    target: Target
    browser: BrowserKeeper | None
    site: type[Site]
    evidence: Evidence
    counts: Counts = field(default_factory=Counts)
    met: dict[str, str] = field(default_factory=dict)
    before: Callable[[str, str, str], Sequence[str]] = field(default=lambda _page, _url, _read: ())
    recordings: Path | None = None
    traces: Path | None = None
    beside: dict[str, Landing] = field(default_factory=dict)
    """What was met at each address beside the guide's that has been asked for in this run."""
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    cannot_exist: str = field(default_factory=lambda: f"finns-inte-{secrets.token_hex(8)}")
    """The path that no host has (Bar-Yossef et al., "Sic transit gloria telae", 2004)."""

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
        address = self._control_page(owner)
        if self.target.kind != "live" or not address:
            return None
        return landing.obstacle(self._asked(address))

    def in_doubt(self, landed: Landing, wanted: Destination, owner: str) -> Landing:
        """The landing, with what the site shows elsewhere where that can tell whether it is the documented page: at an
        address that cannot exist, and at another known one. Each host is asked once in a run; those that people sign in
        at are never asked, and recordings cannot be."""
        host = addresses.host(landed.url)
        if self.target.kind == "recording" or host in self._sign_in_hosts() or not landing.is_in_doubt(landed, wanted):
            return landed
        beside = self._beside(landed.url, owner)
        nowhere = self._shown(f"https://{host}/{self.cannot_exist}/")
        return replace(landed, nowhere=nowhere, beside=self._shown(beside) if beside else None)

    def _control_page(self, owner: str) -> str | None:
        return {str(k): v for k, v in self.target.settings.control_pages.items()}.get(owner)

    def _beside(self, url: str, owner: str) -> str | None:
        """The owner's known-good page, else another page of the guides on the same host."""
        host, control = addresses.host(url), self._control_page(owner)
        others = [page.url for page in self.site.pages.values() if page.url and addresses.host(page.url) == host]
        on_its_host = control if control and addresses.host(control) == host else None
        return next((a for a in (on_its_host, *others) if a and not addresses.same(a, url)), None)

    def _sign_in_hosts(self) -> set[str]:
        asking = (page for page in self.site.pages.values() if page_messages.asks_to_sign_in(page.heading))
        return {addresses.host(page.url) for page in asking if page.url}

    def _shown(self, address: str) -> Shown | None:
        """What an address shows; None where nothing came."""
        landed = self._asked(address)
        return landing.shown(landed) if landed.status and not landed.failure else None

    def _asked(self, address: str) -> Landing:
        """An address beside the guide's, opened once in a run in a tab of its own."""
        if address not in self.beside:
            tab = self.tab(f"beside-{len(self.beside) + 1}", (), session=False)
            try:
                self.beside[address] = tab.open(address, None, picture=False)
            except Error:  # it could not be read: that tells nothing of the page that is judged
                self.beside[address] = Landing(address, address, failure="net::ERR_ABORTED")
            finally:
                tab.close()
        return self.beside[address]
