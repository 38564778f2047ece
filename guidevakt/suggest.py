"""Which label is it now? The nearest candidate for a name that is gone (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from guidevakt.names import fold

#: From this likeness (0–1) on a label is proposed as the new name; below it, only listed among the nearest.
ENOUGH = 0.6
#: The best must be this much likelier than the next, or it is a guess.
MARGIN = 0.05
#: Less alike than this is not worth listing.
LISTED = 0.4


@dataclass(frozen=True)
class Candidate:
    """A label on the page, and what else speaks for it being the one that was documented.

    `same_words`: the documented name stands among its words. `same_task`: it alone can have the documented one's task.
    """

    text: str
    same_destination: bool = False
    same_place: bool = False
    same_words: bool = False
    same_task: bool = False


@dataclass(frozen=True)
class Suggestion:
    """The proposed label, or None where the evidence is not clear; and the nearest three, best first."""

    label: str | None
    candidates: tuple[str, ...]


def nearest(label: str, candidates: Sequence[Candidate]) -> Suggestion:
    """The candidate that is likely the label's new name."""
    scored = sorted({c.text: (likeness(label, c), c) for c in candidates}.values(), key=lambda s: -s[0])
    listed = tuple(c.text for score, c in scored[:3] if score >= LISTED)
    if not scored or scored[0][0] < ENOUGH:
        return Suggestion(None, listed)
    clear = len(scored) == 1 or scored[0][0] - scored[1][0] >= MARGIN
    return Suggestion(scored[0][1].text if clear else None, listed)


def likeness(label: str, candidate: Candidate) -> float:
    """How likely the candidate is the label's new name: spelling or words (0–1), and what else speaks for it."""
    ours, theirs = fold(label), fold(candidate.text)
    spelling = max(fuzz.ratio(ours, theirs), fuzz.token_sort_ratio(ours, theirs)) / 100
    evidence = 0.5 * candidate.same_destination + 0.05 * candidate.same_place
    return spelling + evidence + 0.45 * candidate.same_words + ENOUGH * candidate.same_task
