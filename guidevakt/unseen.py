"""What a run should have looked at and could not: which pages, why, and on which steps (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from guidevakt import addresses
from guidevakt.verdict import REASONS_THAT_COUNT, Owner, Reason, StepResult, worst_reason

#: A step of a guide, as (guide, step).
Place = tuple[str, str]


class _Look(NamedTuple):
    """One thing that was to be looked at on a page; `reason` is None where it was."""

    step: StepResult
    address: str
    reason: Reason | None
    why: str | None


@dataclass(frozen=True)
class Page:
    """A page that could not be judged: its address, whose it is, why (and in a Swedish sentence what was met), and the
    steps that should have been judged on it."""

    address: str
    owner: Owner
    reason: Reason
    why: str | None
    places: tuple[Place, ...]


def page_key(address: str) -> str:
    """What the addresses of one page share, in a line: eslov.se/for-medarbetare."""
    host, path, query = addresses.key(address)
    return f"{host}{path}" + "".join(f"?{name}={value}" for name, value in query)


def pages(steps: Sequence[StepResult]) -> dict[str, Page]:
    """The pages that could not be judged, by `page_key`. What stands nowhere has the key of its step."""
    owners = {addresses.host(step.url): step.owner for step in reversed(steps) if step.url}
    missed: dict[str, list[_Look]] = {}
    for look in _looks(steps):
        if look.reason in REASONS_THAT_COUNT:
            missed.setdefault(_key(look), []).append(look)
    return {key: _page(looks, owners) for key, looks in missed.items()}


def judged(steps: Iterable[StepResult]) -> frozenset[str]:
    """The keys of the pages of which something was judged, those that a link led to included."""
    seen = set()
    for step in steps:
        for claim in step.claims:
            if claim.verdict != "not_checked":
                seen |= {page_key(address) for address in (claim.url or step.url, claim.lands) if address}
    return frozenset(seen)


def missed(step: StepResult) -> bool:
    """Is there something on the step that should have been looked at and could not be?"""
    return any(look.reason in REASONS_THAT_COUNT for look in _looks([step]))


def is_outage(step: StepResult) -> bool:
    """Could nothing of the step be judged, for something outside it?"""
    is_ours = step.reason in ("fault", "interrupted")
    return missed(step) and not is_ours and all(claim.verdict == "not_checked" for claim in step.claims)


def _looks(steps: Iterable[StepResult]) -> Iterator[_Look]:
    for step in steps:
        for claim in step.claims:
            reason = claim.reason if claim.verdict == "not_checked" else None
            yield _Look(step, (claim.lands if reason else None) or claim.url or step.url or "", reason, claim.note)
        picture = step.picture
        if picture and picture.verdict == "not_checked":
            yield _Look(step, step.url or "", picture.reason, picture.why)


def _key(look: _Look) -> str:
    return page_key(look.address) if look.address else f"{look.step.guide}/{look.step.id}"


def _page(looks: Sequence[_Look], owners: dict[str, Owner]) -> Page:
    address = next((look.address for look in looks if look.address), "")
    reason = worst_reason(look.reason for look in looks)
    assert reason is not None
    why = next((look.why for look in looks if look.reason == reason and look.why), None)
    places = tuple(dict.fromkeys((look.step.guide, look.step.id) for look in looks))
    kept = addresses.bare(address) if address else ""
    return Page(kept, owners.get(addresses.host(address), looks[0].step.owner), reason, why, places)
