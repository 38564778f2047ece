"""Whose change is it? Told from where it was seen, and from plain facts of the run and of the last good one (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from guidevakt import addresses
from guidevakt.guide import Claim, Step
from guidevakt.landing import Landed
from guidevakt.night import night_of
from guidevakt.verdict import Change, ClaimResult, Environment, Owner, StepResult, Together, is_checked

#: More than this share of the checked steps, and at least so many, do not fall together by chance: it is the site as a
#: whole, or the network.
TOGETHER_SHARE, TOGETHER_STEPS = 0.3, 4
#: What another browser, other fonts or another OS can bring about by themselves; no label, link or page is renamed so.
_BY_ENVIRONMENT: frozenset[Change] = frozenset({"moved", "hidden", "order", "disabled"})


@dataclass(frozen=True)
class Before:
    """What is known of the last good run: guides whose file has changed since, and where it was run, if it is known."""

    changed_guides: Collection[str] = ()
    environment: Environment | None = None


def of(step: Step, claim: Claim, owners: Mapping[str, Owner], points_there: bool = False) -> Owner:
    """Who can have changed what the claim speaks of: the owner of the page it stands on. Where it is an address, or a
    link that leads wrong though it still points there (`points_there`), it is the owner of the page it leads to.
    `owners` are by page."""
    if claim.leads and (claim.kind == "page" or points_there):
        return owners[claim.leads]
    clicked = next((c for c in step.claims if claim.after and c.expected == claim.after), None)
    return owners[clicked.leads if clicked and clicked.leads else step.page]


def points_there(landed: Landed | None, told: ClaimResult) -> bool:
    """Does the link lead wrong, or nowhere, though its address is still the documented one?"""
    if landed is None or told.verdict != "drifted" or told.change not in ("dead", "destination", "other"):
        return False
    documented = (landed.wanted.url, *landed.wanted.also)
    return any(addresses.same(landed.landing.href, address) for address in documented)


def fell_with(group: Together, claim: ClaimResult) -> bool:
    """Did the claim fall with the rest?"""
    return _has_fallen(claim) and _last_held(claim) == group.last_held


def together(steps: Sequence[StepResult]) -> Together | None:
    """So many steps that stopped holding after one and the same night that it is one thing: the site or the network.

    What fell at other times is no part of it, nor what has never held.
    """
    checked = [step for step in steps if is_checked(step)]
    fell: dict[date | None, list[StepResult]] = defaultdict(list)
    for step in checked:
        for night in {_last_held(claim) for claim in step.claims if _has_fallen(claim)}:
            fell[night].append(step)
    night, most = max(fell.items(), key=lambda found: len(found[1]), default=(None, []))
    if len(most) < TOGETHER_STEPS or len(most) <= TOGETHER_SHARE * len(checked):
        return None
    return Together(tuple(most), len(checked), night)


def _has_fallen(claim: ClaimResult) -> bool:
    return claim.verdict == "drifted" and claim.held_before


def _last_held(claim: ClaimResult) -> date | None:
    return night_of(claim.last_held) if claim.last_held else None


def told(steps: Sequence[StepResult], before: Before, environment: Environment | None) -> list[StepResult]:
    """The steps, with each drifted claim's owner as it can be told; what holds belongs to its page's owner."""
    fell = together(steps)
    is_new = environment is not None and before.environment is not None and environment != before.environment

    def owner(step: StepResult, claim: ClaimResult) -> Owner:
        if claim.verdict != "drifted":
            return claim.owner
        if step.guide in before.changed_guides and not claim.held_before:
            return "guide"  # it has never held in these words, and the words are new
        if is_new and claim.change in _BY_ENVIRONMENT:
            return "environment"
        return "unknown" if fell and fell_with(fell, claim) else claim.owner

    return [
        step.model_copy(update={"claims": tuple(c.model_copy(update={"owner": owner(step, c)}) for c in step.claims)})
        for step in steps
    ]
