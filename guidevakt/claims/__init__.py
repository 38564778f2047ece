"""One claim against one look at a page (pure): does what the guide promises stand there?"""

from __future__ import annotations

from collections.abc import Callable

from guidevakt.claims import clickable, fields, shown, steps, unreadable
from guidevakt.claims.fields import closed_list, options
from guidevakt.claims.finding import CHOICES, find, find_field, is_named, matching
from guidevakt.claims.hindered import unless_hindered
from guidevakt.claims.lost import opens_more
from guidevakt.claims.unreadable import covered
from guidevakt.outcome import Known, Outcome
from guidevakt.promises import Claim, OrderClaim
from guidevakt.snapshot import FIELDS, WINDOWS, Element, Snapshot

__all__ = ["closed_list", "covered", "find", "find_field", "judge", "opens_more", "options", "worth_probing"]

_JUDGES: dict[str, Callable[..., Outcome]] = {
    "field": fields.field,
    "option": fields.option,
    "dialog": shown.dialog,
    "message": shown.readable,
    "text": shown.readable,
    "picture": shown.picture,
    "steps": steps.steps,
    "order": steps.order,
}
#: The kinds of claim that any element of these roles may matter to, whatever it is called.
_PROBED: dict[str, frozenset[str]] = {
    "field": FIELDS | CHOICES - {"option"},
    "dialog": WINDOWS,
    "steps": frozenset({"list"}),
    "picture": frozenset({"img"}),
}
#: … and those that may matter where they bear its name: a picture may be a button (<input type=image>).
_PROBED_BY_NAME: dict[str, frozenset[str]] = {"field": fields.OTHER_FIELDS, "picture": frozenset({"button"})}
#: Of elements that carry a claim's name, so many at most are asked about.
PROBED_AT_MOST = 12


def judge(claim: Claim, snapshot: Snapshot, known: Known) -> Outcome:
    """The claim against the look. Page and accepts claims are judged by where the walk lands (see `landing`)."""
    outcome = _JUDGES.get(claim.kind, clickable.clickable)(claim, snapshot, known)
    return unreadable.as_seen(claim, unless_hindered(outcome, claim.kind, snapshot, known), snapshot)


def worth_probing(claim: Claim, snapshot: Snapshot) -> list[Element]:
    """The elements the browser should be asked about before the claim is judged."""
    roles = _PROBED.get(claim.kind, frozenset())
    if isinstance(claim, OrderClaim) and claim.within:
        roles = frozenset({"list"})
    if not roles:
        return [e for name in claim.names for e in matching(name, snapshot, lambda e: bool(e.ref))][:PROBED_AT_MOST]
    others = _PROBED_BY_NAME.get(claim.kind, frozenset())
    asked = (e for e in snapshot.elements() if e.role in roles or (e.role in others and is_named(claim, e)))
    return [e for e in asked if e.ref]
