"""Two tries, one truth: what several tries at a step come to, each judged as a whole (pure).

A try that says that a window is there and its button hidden, and one that says that the window is gone, agree about
nothing: taken claim by claim the one would hide what the other tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from guidevakt.outcome import Outcome, not_checked
from guidevakt.verdict import REASONS_BY_DESIGN

#: Two that differ are told apart by a third; after that what they do not agree about is not judged.
MOST = 3
#: What one try made of each claim of the step.
Try = Sequence[Outcome]


def is_settled(tries: Sequence[Try]) -> bool:
    """Is no further try needed? The last one held, or could not get there at all, or another told what it tells."""
    *earlier, last = tries
    if len(tries) >= MOST or any(_confirms(last, one) for one in earlier):
        return True
    return not (_told(last) or (earlier and _is_stuck(last)))


def agreed(tries: Sequence[Try]) -> list[tuple[Outcome, int]]:
    """The one truth of one to three tries: what each claim comes to, and by which of them (counted from 1)."""
    *earlier, last = tries
    by_claim = list(zip(*tries, strict=True))
    if len(tries) == 1 or not (_told(last) or _is_stuck(last)) or any(_confirms(last, one) for one in earlier):
        return [_as_first_held(outcomes, outcomes[-1]) for outcomes in by_claim]
    return [_as_first_held(outcomes, _by_most(outcomes)) for outcomes in by_claim]


def _told(one: Try) -> dict[int, tuple[object, ...]]:
    """What a try tells of, by claim: all that did not hold, but for what this target never checks and what it did not
    come to."""
    return {i: _kind(o) for i, o in enumerate(one) if o.verdict != "holds" and not _is_left(o)}


def _is_left(outcome: Outcome) -> bool:
    return outcome.reason == "stuck" or outcome.reason in REASONS_BY_DESIGN


def _is_stuck(one: Try) -> bool:
    return any(outcome.reason == "stuck" for outcome in one)


def _confirms(last: Try, earlier: Try) -> bool:
    """Does the earlier try tell all that the last one tells, and did the rest of it hold now?"""
    now, then = _told(last), _told(earlier)
    return bool(now) and now.items() <= then.items() and all(last[i].verdict == "holds" for i in then.keys() - now)


def _by_most(outcomes: Sequence[Outcome]) -> Outcome:
    """What most tries make of one claim, where they do not agree as a whole: no alarm is lost between them."""
    came = [outcome for outcome in outcomes if outcome.reason != "stuck"]
    alike = [o for n, o in enumerate(came) if any(_kind(o) == _kind(earlier) for earlier in came[:n])]
    if alike:
        return alike[-1]
    can_wait = len(outcomes) < MOST and not any(outcome.verdict == "drifted" for outcome in came)
    return outcomes[-1] if can_wait or not came else not_checked("tries-disagree")


def _kind(outcome: Outcome) -> tuple[object, ...]:
    return outcome.verdict, outcome.change, outcome.reason


def _as_first_held(outcomes: Sequence[Outcome], truth: Outcome) -> tuple[Outcome, int]:
    """What holds is told as it first held, with a remark where that was not at once."""
    if truth.verdict != "holds":
        return truth, len(outcomes)
    number, first = next((n, o) for n, o in enumerate(outcomes, 1) if o.verdict == "holds")
    if number == 1:
        return first, 1
    note = f"Stämde vid försök {number}, inte vid det första."
    return replace(first, note=" ".join(filter(None, [first.note, note]))), number
