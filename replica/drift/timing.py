"""Timing: what comes late, or only the second time it is asked for."""

from __future__ import annotations

from urllib.parse import urlsplit

from lxml.html import HtmlElement

from replica.drift.document import call, style
from replica.drift.network import at
from replica.drift.operator import Drift, Family, Touch
from replica.overlay import Fault

_family = Family("timing")
#: What a page of the real sites takes in the ordinary way, ms: the practice copy answers in a few.
ORDINARY_MS = 120


@_family.leaves("one-500", "One answer is 500, then all is well.", reach="address")
def _one_error(touch: Touch) -> Drift:
    return Drift(faults=(Fault(url=at(touch), status=500, times=1),))


@_family.leaves("one-timeout", "One request is never answered, then all is well.", reach="address")
def _one_timeout(touch: Touch) -> Drift:
    return Drift(faults=(Fault(url=at(touch), hang=True, times=1),))


def slow(touch: Touch, times: int) -> Drift:
    """The documents and their style sheets take `times` as long as a real site's."""
    addresses = {touch.address, at(touch)}
    paths = ("/stil.css", "/ovningskopia.css")
    sheets = {urlsplit(a)._replace(path=path, query="").geturl() for a in addresses for path in paths}
    return Drift(faults=tuple(Fault(url=a, delay_ms=times * ORDINARY_MS) for a in sorted(addresses | sheets)))


@_family.leaves("slow-2", "Everything takes twice as long.")
def _slow(touch: Touch) -> Drift:
    return slow(touch, 2)


@_family.leaves("slow-10", "Everything takes ten times as long.")
def _very_slow(touch: Touch) -> Drift:
    return slow(touch, 10)


def _is_called_something(touch: Touch) -> bool:
    return touch.kind in ("link", "control", "field", "message")


@_family.leaves("deploy", "A deploy in the middle: the first answer is the old page, the next ones the new.",
                _is_called_something, reach="thing")  # fmt: skip
def _deploy(touch: Touch) -> Drift:
    def old(page: HtmlElement) -> None:
        call(page, touch, "Gamla vägen in")

    def new(page: HtmlElement) -> None:
        style(page, ".build-2026-11-24 { --build: 2 }")

    return Drift(edits=((touch.address, new),), first=((touch.address, old),))


OPERATORS = tuple(_family.operators)
