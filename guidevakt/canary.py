"""The canary of a nightly run: is a change that is known to be there told, and one that means nothing not?

It walks a practice copy of its own in the run's own kind of browser, in a few seconds, before the guide is walked.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Error

from guidevakt.drift.cases import Case, plan
from guidevakt.drift.touches import of_guide
from guidevakt.drift.walker import DriftWalker, Launch
from guidevakt.guide import Guide
from guidevakt.settings import Settings
from guidevakt.verdict import Canary
from replica.drift import OPERATORS

#: What is planted, and what is harmless: both fit any link whose name is more than a word.
PLANTED, HARMLESS = "word-order", "hidden-duplicate"


def sing(site: type[Any], guides: Sequence[Guide], launch: Launch, settings: Settings) -> Canary | None:
    """Try both. None where the guides promise nothing that the canary could be planted on.

    A walk that fails is a canary that has failed, whatever the reason.
    """
    planted, harmless = cases(site, guides)
    if planted is None or harmless is None:
        return None
    try:
        with TemporaryDirectory(prefix="guidevakt-canary-") as folder:
            walker = DriftWalker(site, guides, Path(folder), launch, settings)
            try:
                caught, quiet = walker.try_(planted), walker.try_(harmless)
            finally:
                walker.close()
    except (Error, OSError):
        return Canary(caught=False, quiet=False)
    return Canary(
        caught=bool(caught.caught and caught.right_step and caught.right_change),
        quiet=not quiet.alarm and not quiet.not_checked,
    )


def cases(site: type[Any], guides: Sequence[Guide]) -> tuple[Case | None, Case | None]:
    """The two tries: at the first link or control of the guides that the planted change fits."""
    touches = {guide.id: of_guide(guide, site.pages) for guide in guides}
    both = plan(guides, touches, [OPERATORS[PLANTED], OPERATORS[HARMLESS]]).cases
    public = {step.id for guide in guides for step in guide.steps if step.live == "public"}
    planted = next((c for c in both if c.operator == PLANTED and c.step in public), None)
    harmless = next((c for c in both if c.operator == HARMLESS and planted and c.step == planted.step), None)
    return planted, harmless
