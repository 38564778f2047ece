"""What came of a case, against what must be reported (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from guidevakt import names
from guidevakt.drift.cases import Case
from guidevakt.verdict import REASONS_BY_DESIGN, StepResult
from replica.drift import OPERATORS
from replica.drift.operator import Operator, Touch


@dataclass(frozen=True)
class Said:
    """One thing that was reported of a step."""

    step: str
    expected: str
    verdict: str
    change: str | None = None
    suggestion: str | None = None
    reason: str | None = None

    def __str__(self) -> str:
        how = f" {self.change or self.reason}" if self.change or self.reason else ""
        now = f", now ”{self.suggestion}”" if self.suggestion else ""
        return f"{self.step} ”{self.expected}” {self.verdict}{how}{now}"


@dataclass(frozen=True)
class Tried:
    """A case that has been tried. What does not apply is None: a benign change has nothing to be caught.

    `alarm`: something was reported as changed that must not be. `shown`: a benign change puts something new on the
    page, and a picture that shows it was reported to look different: no alarm. `not_checked`: something could not be
    judged. `said` is all that did not hold; `why` is the reason of a miss, empty where all was as it must be.
    """

    case: Case
    caught: bool | None
    right_step: bool | None
    right_change: bool | None
    right_suggestion: bool | None
    alarm: bool | None
    not_checked: bool
    said: tuple[Said, ...]
    why: str
    seconds: float = 0.0
    shown: bool = False


def judge(
    case: Case,
    steps: Sequence[StepResult],
    touches: Mapping[str, Sequence[Touch]],
    labels: tuple[str, ...] = (),
) -> Tried:
    """The steps that were walked, the touched one among them. `touches` are by step; `labels` as Drift has them."""
    operator = OPERATORS[case.operator]
    own = next(step for step in steps if step.id == case.step)
    touch = next(t for t in touches[case.step] if t.claim == case.claim)
    said = tuple(said for step in steps for said in _said(step))
    alarms = [one for one in said if one.verdict in ("drifted", "looks_different")]
    unknown = any(one.verdict == "not_checked" for one in said if one.step == case.step)
    if not operator.breaking:
        seen = [one for one in alarms if operator.seen and one.verdict == "looks_different"]
        alarms = [one for one in alarms if one not in seen]
        why = _told(alarms) if alarms else _told(said) if unknown and operator.must.verdict == "holds" else ""
        return Tried(case, None, None, None, None, bool(alarms), unknown, said, why, shown=bool(seen))
    others = [one for one in alarms if one.step != case.step]
    elsewhere = [one for one in others if not _may_show(operator, touch, touches[one.step], one)]
    return _missed_or_not(case, operator, own, touch, labels, said, alarms, elsewhere, unknown)


def _may_show(operator: Operator, touch: Touch, others: Sequence[Touch], said: Said) -> bool:
    """May another step tell of it too? In words where the operator reaches it, in its picture where that shows it."""
    if said.verdict == "looks_different":
        return any((touch.address, touch.window) == (other.address, other.window) for other in others)
    return any(operator.reaches(touch, other) for other in others)


def _missed_or_not(
    case: Case, operator: Operator, own: StepResult, touch: Touch, labels: tuple[str, ...],
    said: tuple[Said, ...], alarms: Sequence[Said], elsewhere: Sequence[Said], unknown: bool,
) -> Tried:  # fmt: skip
    must, claim = operator.must, own.claims[touch.claim]
    here = [one for one in alarms if one.step == own.id]
    change: bool | None = None
    suggestion: bool | None = None
    match must.verdict:
        case "drifted":
            caught = any(one.verdict == "drifted" for one in alarms)
            on_step = any(one.verdict == "drifted" for one in here) and not elsewhere
            change = claim.verdict == "drifted" and claim.change == must.change
            if must.change in ("renamed", "removed"):
                suggestion = _is_suggested(claim.suggestion, labels, touch)
        case "looks_different":
            caught = any(one.verdict == "looks_different" for one in alarms)
            on_step = [one.verdict for one in here] == ["looks_different"] and not elsewhere
        case _:
            caught = not alarms and claim.verdict == "not_checked"
            on_step = caught
    right = caught and on_step and change is not False and suggestion is not False
    wanted = f"{must.verdict} {must.change or ''}".strip() + (f", now {' or '.join(labels)}" if labels else "")
    why = "" if right else f"must be {wanted}; was: {_told(said)}"
    return Tried(case, caught, on_step, change, suggestion, None, unknown, said, why)


def _is_suggested(suggestion: str | None, labels: tuple[str, ...], touch: Touch) -> bool:
    """Is it what the thing is called now? A heading holds the name among other words; what is gone has none."""
    if not labels:
        return suggestion is None
    said, wanted = names.fold(suggestion or ""), map(names.fold, labels)
    return any(name in said if touch.kind == "page" else name == said for name in wanted)


def _said(step: StepResult) -> Iterable[Said]:
    for claim in step.claims:
        if claim.verdict != "holds" and claim.reason not in REASONS_BY_DESIGN:
            yield Said(step.id, claim.expected, claim.verdict, claim.change, claim.suggestion, claim.reason)
    picture = step.picture
    if picture and picture.verdict in ("looks_different", "not_checked"):
        yield Said(step.id, picture.id, picture.verdict, reason=picture.reason)


def _told(said: Iterable[Said]) -> str:
    return "; ".join(map(str, said)) or "all holds"
