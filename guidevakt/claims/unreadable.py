"""What stands where a guide says but cannot be read, or lies over it: no change, for nobody has seen one (pure)."""

from __future__ import annotations

from guidevakt import names, page_messages
from guidevakt.names import Match
from guidevakt.outcome import Outcome, not_checked
from guidevakt.promises import Claim
from guidevakt.sentences import remarks
from guidevakt.snapshot import Snapshot
from guidevakt.suggest import Candidate, nearest

#: A list of steps has no name to look for; so many texts may hold one.
_FEW = 3


def as_seen(claim: Claim, outcome: Outcome, snapshot: Snapshot) -> Outcome:
    """The outcome, unless what it misses is painted where nothing can be read (a closed shadow root), or what it could
    not click or see is covered by such a thing."""
    if outcome.verdict != "drifted" or not snapshot.closed:
        return outcome
    if outcome.change in ("disabled", "hidden") and snapshot.is_covered:
        return covered(snapshot.closed)
    return not_checked("blocked", remarks.met("closed")) if _stands_there(claim, outcome, snapshot) else outcome


def covered(closed: tuple[str, ...]) -> Outcome:
    """What lies over the page and cannot be read, by what is painted on it."""
    about_cookies = page_messages.is_about_cookies(" \n".join(closed))
    return not_checked("blocked", remarks.met("consent" if about_cookies else "covered"))


def _stands_there(claim: Claim, outcome: Outcome, snapshot: Snapshot) -> bool:
    if not claim.names:
        return outcome.change in ("removed", "count") and len(snapshot.closed) >= _FEW
    if any(_holds(name, snapshot.closed) for name in claim.names):
        return True
    told = [Candidate(text) for text in snapshot.closed]
    return outcome.change == "removed" and any(nearest(name, told).label for name in claim.names)


def _holds(name: str, closed: tuple[str, ...]) -> bool:
    """Is one of the texts the name, or do they say it one after the other?"""
    told = [how for text in closed if (how := names.compare(name, text)) is not None]
    return min(told, default=Match.CONTAINS) <= Match.TITLE or (
        " " in name and names.compare(name, " ".join(closed)) is not None
    )
