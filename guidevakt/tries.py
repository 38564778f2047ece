"""Two tries, one truth: what several judgements of one claim come to (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from guidevakt.outcome import Outcome, not_checked
from guidevakt.verdict import REASONS_BY_DESIGN

#: Two that differ are told apart by a third; after that the claim is not judged.
MOST = 3


def is_settled(outcomes: Sequence[Outcome]) -> bool:
    """Is no further try needed? It held, cannot be tried, or two tries say the same."""
    last = outcomes[-1]
    if last.verdict == "holds" or last.reason in REASONS_BY_DESIGN or last.reason == "stuck":
        return True
    return len(outcomes) >= MOST or any(_alike(last, earlier) for earlier in outcomes[:-1])


def agree(outcomes: Sequence[Outcome]) -> Outcome:
    """The one truth of one to three tries."""
    last = outcomes[-1]
    if last.verdict == "holds" and len(outcomes) > 1:
        note = f"Stämde vid försök {len(outcomes)}, inte vid det första."
        return replace(last, note=" ".join(filter(None, [last.note, note])))
    if len(outcomes) < MOST or any(_alike(last, earlier) for earlier in outcomes[:-1]):
        return last
    return not_checked("tries-disagree")


def _alike(one: Outcome, other: Outcome) -> bool:
    return (one.verdict, one.change, one.reason) == (other.verdict, other.change, other.reason)
