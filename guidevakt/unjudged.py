"""A step of which nothing could be judged, as it stands in results.json all the same (pure)."""

from __future__ import annotations

from guidevakt.guide import Guide, OptionClaim, Part, Step
from guidevakt.verdict import ClaimResult, Owner, PictureResult, Reason, StepResult


def unjudged(
    guide: Guide, part: Part, step: Step, reason: Reason, owner: Owner = "unknown", *,
    fault: str | None = None, refused: str | None = None, after: str | None = None,
) -> StepResult:  # fmt: skip
    """The step with every claim, and its picture, not checked for one reason."""
    claims = tuple(
        ClaimResult(
            kind=claim.kind, expected=claim.expected, verdict="not_checked", reason=reason, owner=owner,
            where=claim.where, within=claim.within if isinstance(claim, OptionClaim) else None, session=claim.session,
        )
        for claim in step.claims
    )  # fmt: skip
    picture = PictureResult(id=step.picture.id, verdict="not_checked", reason=reason) if step.picture else None
    return StepResult(
        guide=guide.id, part=part.id, id=step.id, text=step.text, verdict="not_checked", reason=reason, owner=owner,
        claims=claims, picture=picture, fault=fault, refused=refused, after=after,
    )  # fmt: skip
