"""What a claim came to in one look, and what else is known when it is judged: plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from guidevakt import names
from guidevakt.snapshot import Element
from guidevakt.verdict import Change, Reason, Verdict


@dataclass(frozen=True)
class Outcome:
    """What a claim came to in one look. `element` is what the claim was found to speak of."""

    verdict: Verdict
    change: Change | None = None
    reason: Reason | None = None
    seen: str | None = None
    suggestion: str | None = None
    candidates: tuple[str, ...] = ()
    note: str | None = None
    element: Element | None = None
    lands: str | None = None


@dataclass(frozen=True)
class Known:
    """What else is known when a claim is judged: the labels the guide documents, the fields of the step's page, each
    by the names that would do, and the pages' own addresses. `is_window`: that page is a window over another.

    `before`: the labels that stood on the page on its last good run, in its order; empty where that is not known.
    `sentence`: what the guide tells the reader to do. `revealed`: the click that led here showed more of the page.
    """

    labels: Sequence[str] = ()
    fields: Sequence[tuple[str, ...]] = ()
    addresses: Mapping[str, str] = field(default_factory=dict)
    before: Sequence[str] = ()
    sentence: str = ""
    is_window: bool = False
    revealed: bool = False


def holds(element: Element | None = None, note: str | None = None) -> Outcome:
    """The claim holds; `element` is what it speaks of."""
    return Outcome("holds", element=element, seen=names.shown(element) if element else None, note=note)


def drifted(change: Change, **facts: object) -> Outcome:
    """The claim does not hold."""
    return replace(Outcome("drifted", change), **facts)  # type: ignore[arg-type]


def not_checked(reason: Reason, why: str | None = None) -> Outcome:
    """The claim could not be judged; `why` is a Swedish sentence of what was met."""
    return Outcome("not_checked", reason=reason, note=why)
