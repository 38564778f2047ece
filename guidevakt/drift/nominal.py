"""The practice copy as it is: walked once, its pictures approved for what is tried after, in a folder of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from guidevakt import baseline, run
from guidevakt.drift.walker import DriftWalker
from guidevakt.run import Walked
from guidevakt.verdict import StepResult
from replica.drift.operator import Drift


def approve(walker: DriftWalker, parts: Sequence[tuple[str, str]]) -> list[StepResult]:
    """Walk whole parts (guide, part), and approve their pictures in the walker's folder."""
    began, walked = datetime.now(UTC), []
    for guide, name in parts:
        steps = [step.id for step in walker.part(guide, name).steps]
        found = walker.walk(guide, name, steps, Drift(), walker.folder / "reports" / "nominal")
        walked += [Walked(step, environment=walker.environment) for step in found]
    result = run.assemble("nominal", began, "replica", None, walker.guides, walked)
    if any(step.picture and step.picture.received for step in result.steps):
        baseline.approve(walker.folder, result, who="guidevakt drift")
    return list(result.steps)
