"""The practice copy with a drift laid over it, page by page as it is asked for."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

from lxml.html import document_fromstring, tostring

from replica.drift.document import whole
from replica.drift.operator import Drift, Edit
from replica.faults import Faults
from replica.overlay import Fault, Overlay, same_address
from replica.server import Replica
from replica.sites import Sites
from replica.source import Answer

#: Stands for any product that is not the documented one.
OTHER_PRODUCT = "https://annan-tjanst.example/"
_OTHER_PAGE = whole("Planeringstavlan", "<p>Här planerar du ditt arbete och delar det med andra.</p>")


class DriftedSites(Sites):
    """The replica's own pages; those that the drift speaks of are edited, replaced or added."""

    def __init__(self) -> None:
        super().__init__()
        self.hosts |= {urlsplit(OTHER_PRODUCT).hostname or ""}
        self._drift, self._answered = Drift(), Counter[str]()

    def lay(self, drift: Drift) -> None:
        """From the next request on; the first answer of each page is again its first."""
        self._drift, self._answered = drift, Counter()

    def answer(self, method: str, url: str) -> Answer | None:
        """The page as the drift would have it."""
        for address, page in {**self._drift.pages, OTHER_PRODUCT: _OTHER_PAGE}.items():
            if same_address(address, url):
                return edited(_html(page), self._edits(url))
        own = super().answer(method, url)
        return edited(own, self._edits(url)) if own else None

    def _edits(self, url: str) -> list[Edit]:
        self._answered[url] += 1
        now = self._drift.edits + (self._drift.first if self._answered[url] == 1 else ())
        return [edit for address, edit in now if same_address(address, url)]


def edited(answer: Answer, edits: Iterable[Edit]) -> Answer:
    """The page after all edits; without any it stays as it is, to the byte."""
    edits = list(edits)
    if not edits:
        return answer
    page = document_fromstring(answer.body.decode())
    for edit in edits:
        edit(page)
    body = tostring(page, doctype="<!doctype html>", encoding="utf-8")
    return Answer(answer.status, answer.headers, body)


def _html(page: str) -> Answer:
    return Answer(200, (("Content-Type", "text/html; charset=utf-8"),), page.encode())


class Rough(Faults):
    """Beside its faults, a network that is slow for all and now and then breaks a connection.

    `delay_ms` before every answer; `resets` is the share (0–1) of requests that are reset instead, by the seed.
    """

    def __init__(self, faults: Iterable[Fault], delay_ms: int, resets: float, seed: int) -> None:
        super().__init__(faults)
        self._delay_ms, self._resets, self._chance = delay_ms, resets, random.Random(seed)

    def at(self, url: str) -> Fault | None:
        """The fault that bends this answer, used once."""
        if self._chance.random() < self._resets:
            return Fault(url=url, abort=True)
        return super().at(url) or Fault(url=url, delay_ms=self._delay_ms)


class DriftedReplica(Replica):
    """A replica whose drift can be replaced while it runs."""

    def __init__(self) -> None:
        self._sites = DriftedSites()
        super().__init__(source=self._sites)

    def roughen(self, delay_ms: int, resets: float, seed: int) -> None:
        """From the next request on, until another drift is laid: the network is as in `Rough`."""
        self._app.faults = Rough(self.overlay.faults, delay_ms, resets, seed)

    def lay(self, drift: Drift) -> None:
        """From the next request on. A drift that `needs_own_browser` is seen only by a browser started after this."""
        self._sites.lay(drift)
        self.overlay = Overlay(faults=drift.faults)
