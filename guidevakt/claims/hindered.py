"""What lies under a window that came over the page: it cannot be read or clicked, so it cannot hold (pure)."""

from __future__ import annotations

from guidevakt import page_messages
from guidevakt.outcome import Known, Outcome, drifted
from guidevakt.sentences import remarks
from guidevakt.snapshot import Element, Over, Snapshot


def unless_hindered(outcome: Outcome, kind: str, snapshot: Snapshot, known: Known) -> Outcome:
    """The outcome, unless a window hinders it.

    A window that the guide's own step is about, or that a click of the guide opened, hinders nothing; one that asks its
    reader for a key first always does.
    """
    over = snapshot.over
    if over is None:
        return outcome
    asks = page_messages.asks_for_proof(over.label)
    if not asks and (known.is_window or known.revealed):
        return outcome
    stands_in_it = outcome.verdict == "holds" and outcome.element is not None and _is_in(outcome.element, over)
    if stands_in_it and not (asks and kind == "dialog"):
        return outcome
    return drifted("other", element=outcome.element, seen=over.label, note=remarks.instead("over", over.label))


def _is_in(element: Element, over: Over) -> bool:
    x, y, width, height = over.box
    return x <= element.middle[0] <= x + width and y <= element.middle[1] <= y + height
