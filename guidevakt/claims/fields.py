"""What is filled in, ticked or chosen (pure)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from guidevakt import language, names, places
from guidevakt.claims import finding, lost
from guidevakt.names import Match
from guidevakt.outcome import Known, Outcome, drifted, holds
from guidevakt.promises import Claim, FieldClaim, OptionClaim
from guidevakt.snapshot import FIELDS, Element, Snapshot

#: What is filled in, and not by writing; a file is chosen with a button.
OTHER_FIELDS = finding.CHOICES - {"option"} | {"combobox", "listbox", "slider", "button"}
#: Types of <input> in which a text is written as it is read; "" is what has no type. A password is not seen as it is
#: written, and where only digits can be written (number), a reader cannot follow a guide that asks for a text.
_TEXT_TYPES = frozenset({"", "text", "textarea", "email", "tel", "search", "url"})
#: Fields whose text is all digits, by a part of their name.
_DIGITS = re.compile(r"nummer|kod|telefon|mobil|pin\b")
_MANDATORY = re.compile(r"(\*|\((obligatorisk\w*|måste fyllas i|krävs|required)\))[\s:]*$", re.IGNORECASE)


def field(claim: FieldClaim, snapshot: Snapshot, known: Known) -> Outcome:
    """A field for text; with `first` or `second`, the field at that place is the one that should carry the name."""
    fields, fresh = places.fields(snapshot), _new_mandatory(claim, snapshot, known)
    row = places.reading_order([*fields, *_other_fields([n for names_ in known.fields for n in names_], snapshot)])
    named = [e for e in fields if finding.is_named(claim, e)]
    at_its_place = places.nth(claim.where, row)
    placed = [e for e in named if e is at_its_place or (not at_its_place and places.holds(claim.where, e, snapshot))]
    if placed:
        return _usable(claim, placed[0], row, fresh, snapshot)
    shown = _shown(at_its_place) if at_its_place else ""
    if named:
        moved_by = fresh and places.nth(claim.where, [e for e in row if e not in fresh]) in named
        return drifted("count" if moved_by else "order", element=at_its_place, seen=shown or None)
    other = next((e for e in _other_fields(claim.names, snapshot)), None)
    if other is not None:
        return drifted("role", element=other, seen=names.shown(other))
    if shown and at_its_place and not (is_documented(at_its_place, known) or language.is_another(snapshot)):
        if language.is_english(shown) and not any(map(language.is_english, claim.names)):
            return drifted("language", element=at_its_place, seen=shown, candidates=(shown,))
        return drifted("renamed", element=at_its_place, seen=shown, suggestion=shown, candidates=(shown,))
    return lost.became(claim, snapshot, known, lambda e: e.role in FIELDS, finding.unseen(claim.names, snapshot))


def is_documented(element: Element, known: Known) -> bool:
    """Is it a field that the guide speaks of on that page, in this or another of its steps?"""
    return any(names.has_word(name, element) for documented in known.fields for name in documented)


def _other_fields(labels: Collection[str], snapshot: Snapshot) -> list[Element]:
    """What carries one of the labels and is filled in otherwise than by writing: a list, a box to tick, a file."""
    others = (e for e in snapshot.elements() if e.role in OTHER_FIELDS and not places.takes_text(e, snapshot))
    seen = [e for e in others if snapshot.probe(e).visible and snapshot.probe(e).tag in ("input", "select")]
    return [e for e in seen if any(names.match(label, e) is not None for label in labels)]


def _usable(
    claim: FieldClaim,
    element: Element,
    row: Sequence[Element],
    fresh: Sequence[Element],
    snapshot: Snapshot,
) -> Outcome:
    """The field is where it should be: it takes the text, and no new mandatory one stands next to it."""
    if finding.is_disabled(element, snapshot):
        return drifted("disabled", element=element, seen=names.shown(element))
    digits = any(_DIGITS.search(name.casefold()) for name in claim.names)
    if snapshot.probe(element).type not in (_TEXT_TYPES | {"number"} if digits else _TEXT_TYPES):
        return drifted("role", element=element, seen=names.shown(element))
    together = places.reading_order({id(e): e for e in [*row, *fresh]}.values())
    index = next(n for n, e in enumerate(together) if e is element)
    last = index if claim.where == "first" else index + 1  # after it, the first field is still the first
    beside = next((e for e in together[max(0, index - 1) : last + 1] if any(e is new for new in fresh)), None)
    return drifted("count", element=beside, seen=_shown(beside)) if beside else holds(element)


def _shown(field: Element) -> str:
    """What a field is called, without the signs after it that say that it must be filled in."""
    return names.shown(field).rstrip(" *:.")


def _new_mandatory(claim: FieldClaim, snapshot: Snapshot, known: Known) -> list[Element]:
    """What must be filled in or ticked and that the guide does not speak of; as many as the documented ones that are
    not found are those by other names."""
    found = [e for e in snapshot.elements() if e.role in FIELDS | finding.CHOICES and snapshot.probe(e).visible]
    mandatory = [e for e in found if snapshot.probe(e).required or _MANDATORY.search(e.name)]
    fresh = [e for e in mandatory if not finding.is_named(claim, e) and not is_documented(e, known)]
    missing = [ns for ns in known.fields if not any(names.has_word(n, e) for n in ns for e in found)]
    return fresh if len(fresh) > len(missing) else []


def options(within: str, snapshot: Snapshot) -> tuple[Element | None, list[Element]]:
    """The list by that name, else the only one, and its choices; without a list, every choice on the page. What opens a
    list may be a button by its name."""
    lists = [e for e in snapshot.elements() if e.role in ("combobox", "listbox")]
    named = [e for e in lists if names.match(within, e) is not None] or (lists if len(lists) == 1 else [])
    if not lists:
        named = [e for e in snapshot.elements() if e.role == "button" and _starts_with(within, e)]
    inside = [o for e in named for o in e.walk() if o.role == "option"]
    return (named[0] if named else None), inside or [e for e in snapshot.elements() if e.role == "option"]


def closed_list(claim: Claim, snapshot: Snapshot) -> Element | None:
    """The list that must be opened before it can be told whether it offers the choice, or read to its end: what is
    drawn of a list that is open may be no more than what is in sight of it. A native one tells all that it offers."""
    if not isinstance(claim, OptionClaim):
        return None
    listed, choices = options(claim.within, snapshot)
    offers = any(names.match(claim.name, choice) is not None for choice in choices)
    return listed if not offers and all(choice.box[3] for choice in choices) else None


def _starts_with(label: str, element: Element) -> bool:
    how = names.match(label, element)
    return how is not None and how <= Match.STARTS


def option(claim: OptionClaim, snapshot: Snapshot, known: Known) -> Outcome:
    """A choice in a list; a list that is closed is opened first (see `closed_list`)."""
    listed, choices = options(claim.within, snapshot)
    best = finding.best([e for e in choices if names.match(claim.name, e) is not None], claim.name)
    if best is None:
        unseen = finding.unseen([claim.name], snapshot)
        became = lost.became(claim, snapshot, known, lambda e: any(e is c for c in choices), unseen)
        return replace(became, element=listed)
    # A choice in a closed list has no box of its own: the list is what can be shown.
    if finding.is_disabled(best, snapshot) or (listed and finding.is_disabled(listed, snapshot)):
        return drifted("disabled", element=listed or best, seen=names.shown(best))
    return replace(holds(best), element=listed or best)
