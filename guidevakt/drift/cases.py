"""What is tried: each operator at each promise it touches, and what must come of it (pure)."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from guidevakt.guide import Guide, Part
from replica.drift import OPERATORS
from replica.drift.operator import Drift, Operator, Touch


@dataclass(frozen=True)
class Case:
    """One try: an operator at one promise, done in one of its ways, perhaps with a benign one on top.

    A benign operator is laid over all that the step promises, so its `claim` is only the first.
    """

    operator: str
    guide: str
    part: str
    step: str
    claim: int
    way: int = 0
    on_top: str | None = None

    @property
    def name(self) -> str:
        """Operator, place and way, as a miss is told by."""
        on_top = f" + {self.on_top}" if self.on_top else ""
        return f"{self.operator}{on_top} · {self.step}/{self.claim + 1} · {self.way + 1}"


@dataclass(frozen=True)
class Plan:
    """The cases, and how many promises each operator does not touch."""

    cases: tuple[Case, ...]
    equivalent: Mapping[str, int]


def plan(
    guides: Sequence[Guide],
    touches: Mapping[str, Mapping[str, Sequence[Touch]]],
    operators: Iterable[Operator] = OPERATORS.values(),
    part: str | None = None,
    step: str | None = None,
) -> Plan:
    """Every operator at every promise of the chosen steps. `touches` are by guide and step."""
    cases: list[Case] = []
    equivalent: dict[str, int] = {}
    where = [
        (g, p, s.id) for g in guides for p in g.parts for s in p.steps
        if part in (None, p.id) and step in (None, s.id)
    ]  # fmt: skip
    for operator in operators:
        equivalent[operator.id] = 0
        for guide, of, name in where:
            promised = touches[guide.id][name]
            touched = [t for t in promised if operator.touches(t)]
            if operator.breaking:
                equivalent[operator.id] += len(promised) - len(touched)
            else:
                equivalent[operator.id] += not touched
                touched = touched[:1]
            cases += [case for t in touched for case in _ways(operator, guide, of, t)]
    return Plan(tuple(cases), equivalent)


def _ways(operator: Operator, guide: Guide, part: Part, touch: Touch) -> list[Case]:
    ways = range(len(operator.drifts(touch)))
    return [Case(operator.id, guide.id, part.id, touch.step, touch.claim, way) for way in ways]


def pairs(cases: Iterable[Case], touches: Mapping[str, Mapping[str, Sequence[Touch]]], seed: int) -> list[Case]:
    """Each breaking case once more, with a benign operator on top that goes with it, chosen at random."""
    chance = random.Random(seed)
    return [paired for case in cases if OPERATORS[case.operator].breaking
            if (paired := _paired(case, touches[case.guide][case.step], chance))]  # fmt: skip


def _paired(case: Case, promised: Sequence[Touch], chance: random.Random) -> Case | None:
    touch = next(t for t in promised if t.claim == case.claim)
    broken = OPERATORS[case.operator].drifts(touch)[case.way]
    fitting = [o.id for o in OPERATORS.values() if _goes_with(o, touch, broken, OPERATORS[case.operator])]
    return replace(case, on_top=chance.choice(fitting)) if fitting else None


def _goes_with(benign: Operator, touch: Touch, broken: Drift, operator: Operator) -> bool:
    """Can both be seen at once? Not where both bend one address, or write one name, or one stops all judging."""
    if benign.breaking or benign.must.verdict != "holds" or not benign.touches(touch):
        return False
    if operator.must.verdict == "looks_different" and benign.family in ("viewport", "look"):
        return False  # in another window or build there is no picture to compare with
    drifts = benign.drifts(touch)
    if any(broken.bent & drift.bent for drift in drifts):
        return False
    if operator.reach == "address":
        return benign.reach != "thing" and benign.family != "network"  # the broken address would be passed by
    return benign.reach != "thing" or not broken.edits  # the thing has another name, or is gone


def laid(case: Case, promised: Sequence[Touch]) -> Drift:
    """What is laid over the practice copy for a case."""
    operator = OPERATORS[case.operator]
    touched = [t for t in promised if operator.touches(t)]
    own = next(t for t in touched if t.claim == case.claim)
    drift = operator.drifts(own)[case.way]
    if not operator.breaking and operator.reach == "thing":
        for other in touched:
            if other is not own and _is_another_thing(other, own):
                ways = operator.drifts(other)
                drift += ways[case.way % len(ways)]
    if case.on_top:
        drift += OPERATORS[case.on_top].drifts(own)[0]
    return drift


def _is_another_thing(one: Touch, other: Touch) -> bool:
    return (one.address, one.window, one.names) != (other.address, other.window, other.names)
