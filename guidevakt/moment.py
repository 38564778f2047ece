"""What the claims that are judged at one moment come to together, which none of them tells alone (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from guidevakt.outcome import Known, Outcome, holds, not_checked
from guidevakt.promises import Claim
from guidevakt.sentences import remarks


def at(claims: Sequence[Claim], after: str | None) -> list[int]:
    """Which of a step's claims are judged on its page as it is once that label has been clicked, or before any has.
    Where an address led, and whether what was typed was accepted, is no matter of one look."""
    return [i for i, claim in enumerate(claims) if claim.after == after and claim.kind not in ("page", "accepts")]


def together(judged: Sequence[tuple[str, Outcome]], known: Known, *, loaded: bool) -> list[Outcome]:
    """The outcomes, in their order, each told with the kind of its claim. `loaded`: nothing of the page was still on
    its way."""
    held = [outcome for kind, outcome in judged if kind != "dialog"]
    # What opened may be no window to those who hear the page: a reader sees in it what the guide says it holds.
    has_opened = known.revealed and bool(held) and all(outcome.verdict == "holds" for outcome in held)
    is_closed = not has_opened and any(kind == "dialog" and outcome.verdict == "drifted" for kind, outcome in judged)
    gone = [outcome for _, outcome in judged if outcome.change == "removed"]
    window_is_gone = known.is_window and len(gone) > max(1, len(judged) / 2)

    def as_a_whole(kind: str, outcome: Outcome) -> Outcome:
        if has_opened and kind == "dialog" and outcome.verdict == "drifted":
            return holds(held[0].element)
        if is_closed and kind != "dialog":  # what the window would have held cannot be judged without it
            return not_checked("stuck")
        if not loaded and outcome.verdict == "drifted":
            return not_checked("timeout", remarks.met("late"))
        if window_is_gone and outcome.change == "removed":  # another click or page comes first
            return replace(outcome, change="other", note=remarks.instead("window"))
        return outcome

    return [as_a_whole(kind, outcome) for kind, outcome in judged]
