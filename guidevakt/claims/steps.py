"""How many steps a page tells, and in which order things stand (pure)."""

from __future__ import annotations

from dataclasses import replace

from guidevakt import language, names, places
from guidevakt.claims import finding, lost
from guidevakt.outcome import Known, Outcome, drifted, holds, not_checked
from guidevakt.promises import OrderClaim, StepsClaim
from guidevakt.sentences import remarks
from guidevakt.snapshot import Snapshot


def steps(claim: StepsClaim, snapshot: Snapshot, _known: Known) -> Outcome:
    """So many steps, whatever markup they have; `seen` is how many there are."""
    found = places.counted_steps(snapshot)
    if not found and lost.is_blank(snapshot):
        return drifted("hidden")
    closed = None if found else places.closed(snapshot)
    if closed:
        opener = names.shown(closed)
        return drifted("moved", element=closed, seen=opener, note=remarks.opened_first(opener))
    facts = {"element": found[0] if found else None, "seen": str(len(found))}
    return replace(holds(), **facts) if len(found) == claim.count else drifted("count", **facts)  # type: ignore[arg-type]


def order(claim: OrderClaim, snapshot: Snapshot, known: Known) -> Outcome:
    """Names that stand one after the other, read line by line; with `in: steps`, words of the page's own steps."""
    if claim.within:
        return _order_of_steps(claim, snapshot)
    called = [[e for e in finding.seen(name, snapshot) if names.is_called(name, e)] for name in claim.name]
    found = [finding.best(elements, name) for name, elements in zip(claim.name, called, strict=True)]
    for name, element in zip(claim.name, found, strict=True):
        if element is None:
            gone = claim.model_copy(update={"name": (name,)})
            return lost.became(gone, snapshot, known, finding.can_be_clicked, "removed")
    there = [e for e in found if e is not None]
    if places.in_order(there):
        return holds(there[0])
    seen = " → ".join(names.shown(e) for e in places.reading_order(there))
    return drifted("order", element=there[0], seen=seen)


def _order_of_steps(claim: OrderClaim, snapshot: Snapshot) -> Outcome:
    """The page's own steps, each known by a word; where one is worded otherwise, nothing is said of their order."""
    steps = places.reading_order(places.counted_steps(snapshot))
    if not steps:
        return not_checked("stuck")
    met = [
        next((n for n, e in enumerate(steps) if names.compare(name, e.words) is not None), None) for name in claim.name
    ]
    there = [n for n in met if n is not None]
    said = " → ".join(name for _, name in sorted(zip(there, claim.name, strict=True))) if len(there) == len(met) else ""
    if said and there != sorted(there):
        return drifted("order", element=steps[0], seen=said)
    if not said and language.is_english(" ".join(step.words for step in steps)):
        return drifted("language", element=steps[0])
    return replace(holds(note=None if said else remarks.OTHER_WORDS), seen=said or None)
