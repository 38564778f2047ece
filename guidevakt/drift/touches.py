"""What a guide promises, as an operator sees it: worked out from guide.yaml before anything is run (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from guidevakt import addresses
from guidevakt.guide import Claim, Guide, PageClaim, Part, Step
from replica.drift.operator import Touch


def of_guide(guide: Guide, pages: Mapping[str, Any]) -> dict[str, list[Touch]]:
    """Every promise of the guide by step, in the guide's order. `pages` are the page objects by name."""
    return {step.id: of_step(part, step, pages) for part in guide.parts for step in part.steps}


def of_step(part: Part, step: Step, pages: Mapping[str, Any]) -> list[Touch]:
    """The step's promises. What a field accepts is no promise of its own to an operator: its field is."""
    return [_touch(part, step, n, claim, pages) for n, claim in enumerate(step.claims) if claim.kind != "accepts"]


def _touch(part: Part, step: Step, number: int, claim: Claim, pages: Mapping[str, Any]) -> Touch:
    page = _stands_on(step, claim)
    window = page if pages[page].url is None else None
    opens = _opens(claim, pages)
    return Touch(
        step=step.id,
        claim=number,
        kind=claim.kind,
        address=opens if isinstance(claim, PageClaim) and opens else _address(part, step, page, pages),
        names=claim.names,
        window=window,
        where=claim.where,
        opens=opens,
        heading=pages[claim.leads].heading if claim.leads else "",
        open=(claim.live or step.live) == "public",
        session=claim.session,
        picture=step.picture.frame if step.picture and not claim.after else None,
        count=getattr(claim, "count", 0),
    )


def _stands_on(step: Step, claim: Claim) -> str:
    """The page the claim is judged on: the step's own, or what was clicked to."""
    clicked = next((c for c in step.claims if claim.after and c.expected == claim.after), None)
    return clicked.leads if clicked and clicked.leads else step.page


def _opens(claim: Claim, pages: Mapping[str, Any]) -> str | None:
    """The address that the promise takes the reader to, as the practice copy answers for it: https, without www."""
    if isinstance(claim, PageClaim) and claim.address:
        typed = addresses.split(addresses.typed(claim.address))
        return typed._replace(scheme="https", netloc=typed.netloc.removeprefix("www.")).geturl()
    found: str | None = pages[claim.leads].url if claim.leads else None
    return found


def _address(part: Part, step: Step, page: str, pages: Mapping[str, Any]) -> str:
    """The page's address; a window's is that of the page it lies over, the nearest step before that has one."""
    before = [s.page for s in part.steps[: part.steps.index(step) + 1]]
    return next(str(pages[name].url) for name in (page, *reversed(before)) if pages[name].url)
