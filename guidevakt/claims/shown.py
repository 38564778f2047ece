"""What a step shows a reader: a window, a text, a message, a picture (pure)."""

from __future__ import annotations

from guidevakt import names, places
from guidevakt.claims import finding, lost
from guidevakt.claims.fields import is_documented
from guidevakt.outcome import Known, Outcome, drifted, holds
from guidevakt.promises import DialogClaim, MessageClaim, PictureClaim, TextClaim
from guidevakt.snapshot import WINDOWS, Element, Snapshot

#: A picture with something to read in it is at least so wide and high, and so near below the last field, CSS px.
READ_PX, NEAR_PX = (60, 20), 120


def dialog(claim: DialogClaim, snapshot: Snapshot, _known: Known) -> Outcome:
    """A window that is open; by its name, where the guide gives it one."""
    dialogs = [e for e in snapshot.elements() if e.role in WINDOWS and snapshot.probe(e).visible]
    fitting = [e for e in dialogs if not claim.name or names.match(claim.name, e) is not None]
    if fitting:
        return holds(fitting[0])
    return drifted("other", seen=names.shown(dialogs[0])[:80] if dialogs else None)


def readable(claim: MessageClaim | TextClaim, snapshot: Snapshot, known: Known) -> Outcome:
    """A text that can be read on the page."""
    there = finding.matching(claim.name, snapshot, lambda e: bool(e.ref or e.text))
    found = [e for e in there if snapshot.probe(e).visible and _says_it_whole(claim.name, e)]
    if found:
        return holds(min(found, key=lambda e: len(e.words)))
    roles = _roles(claim, snapshot)
    unseen = finding.unseen([claim.name], snapshot)
    return lost.became(claim, snapshot, known, lambda e: e.role in roles and bool(e.text or e.name), unseen)


def _roles(claim: MessageClaim | TextClaim, snapshot: Snapshot) -> frozenset[str]:
    """What may say it: a message that has no such role is a text of the page to its readers."""
    within = snapshot.window.walk() if snapshot.window else snapshot.elements()
    told = any(e.role in lost.MESSAGES and e.words and snapshot.probe(e).visible for e in within)
    if claim.kind == "text":
        return lost.TEXTS
    return lost.MESSAGES if told else lost.MESSAGES | lost.TEXTS


def _says_it_whole(name: str, element: Element) -> bool:
    """Is the text one text, and not the end of one and the name of a button after it?"""
    apart = any(inner.role in ("button", "heading", "textbox") for inner in element.walk() if inner is not element)
    return not apart or any(names.compare(name, text) is not None for text in (element.name, element.text))


def picture(claim: PictureClaim, snapshot: Snapshot, known: Known) -> Outcome:
    """A picture by its name, else the one that stands among the documented fields."""
    images = [e for e in snapshot.elements() if e.role == "img"]
    images += [e for e in snapshot.elements() if snapshot.probe(e).type == "image"]  # <input type=image>
    images += [Element("img", box=box) for box in snapshot.pictures]
    found = [e for e in images if any(names.compare(name, e.name) is not None for name in claim.names)]
    seen = [e for e in found if snapshot.probe(e).visible and e.box[2] and e.box[3]]
    seen = seen or [e for e in images if snapshot.probe(e).visible and _is_among_fields(e, snapshot, known)]
    if seen:
        return holds(seen[0])
    if found:
        return drifted("hidden")
    return lost.became(claim, snapshot, known, lambda e: e.role == "img", finding.unseen(claim.names, snapshot))


def _is_among_fields(picture: Element, snapshot: Snapshot, known: Known) -> bool:
    """Does it stand where the fields are that the guide speaks of, large enough to be read? Its name no reader sees."""
    row = [e for e in places.fields(snapshot) if is_documented(e, known)]
    is_large = picture.box[2] >= READ_PX[0] and picture.box[3] >= READ_PX[1]
    return is_large and bool(row) and row[0].bottom <= picture.middle[1] <= row[-1].bottom + NEAR_PX
