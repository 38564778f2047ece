"""One claim against one look at a page (pure): does what the guide promises stand there?"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from guidevakt import addresses, language, lost, names, places
from guidevakt.guide import (
    Claim,
    DialogClaim,
    FieldClaim,
    MessageClaim,
    OptionClaim,
    OrderClaim,
    PictureClaim,
    StepsClaim,
    TextClaim,
)
from guidevakt.names import Match
from guidevakt.outcome import Known, Outcome, drifted, holds, not_checked
from guidevakt.snapshot import FIELDS, Element, Snapshot
from guidevakt.verdict import Change

__all__ = [
    "Known", "Outcome", "closed_list", "drifted", "find", "find_field", "holds", "judge", "not_checked", "options",
    "worth_probing",
]  # fmt: skip

_DIALOGS = frozenset({"dialog", "alertdialog"})
#: What is chosen or ticked, and is no link.
_CHOICES = frozenset({"checkbox", "radio", "switch", "option"})
#: What is filled in, and not by writing; a file is chosen with a button.
_OTHER_FIELDS = _CHOICES - {"option"} | {"combobox", "listbox", "slider", "button"}
#: Types of <input> in which a text is written as it is read; "" is what has no type. A password is not seen as it is
#: written, and where only digits can be written (number), a reader cannot follow a guide that asks for a text.
_TEXT_TYPES = frozenset({"", "text", "textarea", "email", "tel", "search", "url"})
#: Fields whose text is all digits, by a part of their name.
_DIGITS = re.compile(r"nummer|kod|telefon|mobil|pin\b")
#: A picture with something to read in it is at least so wide and high, and so near below the last field, CSS px.
READ_PX, NEAR_PX = (60, 20), 120
_MANDATORY = re.compile(r"(\*|\((obligatorisk\w*|måste fyllas i|krävs|required)\))[\s:]*$", re.IGNORECASE)


def judge(claim: Claim, snapshot: Snapshot, known: Known) -> Outcome:
    """The claim against the look. Page and accepts claims are judged by where the walk lands (see `landing`)."""
    return _JUDGES.get(claim.kind, _clickable)(claim, snapshot, known)


def worth_probing(claim: Claim, snapshot: Snapshot) -> list[Element]:
    """The elements the browser should be asked about before the claim is judged."""
    by_kind = {"field": FIELDS | _CHOICES - {"option"}, "dialog": _DIALOGS, "steps": {"list"}, "picture": {"img"}}
    roles = by_kind.get(claim.kind, set())
    if isinstance(claim, OrderClaim) and claim.within:
        roles = {"list"}
    if roles:
        others = _OTHER_FIELDS if claim.kind == "field" else frozenset()
        of_kind = (e for e in snapshot.elements() if e.role in roles or (e.role in others and _is_named(claim, e)))
        return [e for e in of_kind if e.ref]
    found = [e for name in claim.names for e in _matching(name, snapshot, lambda e: bool(e.ref))]
    return found[:12]


def find(label: str, snapshot: Snapshot) -> Element | None:
    """What a reader would click on for that label: link or button, else a heading, else a text."""
    clickable = _visible(_matching(label, snapshot, _can_be_clicked), snapshot)
    return _best(clickable, label) or _best(_seen(label, snapshot), label)


def find_field(label: str, snapshot: Snapshot) -> Element | None:
    """The field for text that carries the label, or holds it in its name."""
    return _best([e for e in places.fields(snapshot) if names.match(label, e) is not None], label)


def _matching(label: str, snapshot: Snapshot, fits: Callable[[Element], bool]) -> list[Element]:
    """The innermost fitting elements that carry the label; links and buttons before what merely holds them."""
    found = [e for e in snapshot.elements() if fits(e) and names.match(label, e) is not None]
    dropped: set[int] = set()
    for outer in found:
        within = snapshot.inside(outer)
        for inner in found:
            if inner is not outer and id(inner) in within:
                dropped.add(id(outer if _rank(inner) <= _rank(outer) else inner))
    return [e for e in found if id(e) not in dropped]


def _rank(element: Element) -> int:
    """Link and button before other controls, before headings, before text."""
    if element.role in ("link", "button"):
        return 0
    if element.clickable:
        return 1
    return 2 if element.role == "heading" else 3


def _seen(label: str, snapshot: Snapshot) -> list[Element]:
    return _visible(_matching(label, snapshot, lambda e: bool(e.ref)), snapshot)


def _can_be_clicked(element: Element) -> bool:
    return element.clickable and bool(element.ref or element.disabled)  # what lets clicks through has no ref


def _visible(elements: Sequence[Element], snapshot: Snapshot) -> list[Element]:
    return [e for e in elements if snapshot.probe(e).visible]


def _best(elements: Sequence[Element], label: str) -> Element | None:
    return min(elements, key=lambda e: (names.match(label, e) or 0, _rank(e)), default=None)


def _clickable(claim: Claim, snapshot: Snapshot, known: Known) -> Outcome:
    """A link, or anything that can be clicked, by that name."""
    label = claim.names[0]

    def fits(element: Element) -> bool:
        is_choice = element.role in _CHOICES and (claim.kind == "link" or claim.leads)
        return _can_be_clicked(element) and not is_choice

    called = [e for e in _matching(label, snapshot, fits) if names.is_called(label, e)]
    seen = _visible(called, snapshot)
    closest = [e for e in seen if names.match(label, e) in (Match.EXACT, Match.EQUAL)] or seen
    placed = [e for e in closest if places.holds(claim.where, e, snapshot)]
    if placed:
        return _one_of(placed, label, claim, snapshot, known)
    if closest:
        return drifted("moved", element=closest[0], seen=names.shown(closest[0]))
    others = _of_another_kind(label, snapshot, fits)
    unseen = label in (*snapshot.tucked, *snapshot.hidden) or lost.is_blank(snapshot, claim.where)
    elsewhere = called or unseen or _says_two_things(label, snapshot, fits) or _was_there_too(label, others, known)
    if others and not elsewhere:
        return drifted("role", element=others[0], seen=names.shown(others[0]))
    return lost.became(claim, snapshot, known, fits, _unseen([label], snapshot))


def _one_of(placed: list[Element], label: str, claim: Claim, snapshot: Snapshot, known: Known) -> Outcome:
    """One of several that all fit: they must lead to one place, over https, and be enabled."""
    best = _best(placed, label)
    assert best is not None
    level = names.match(label, best)
    rivals = [e for e in placed if names.match(label, e) == level and _rank(e) == _rank(best)]
    leads = {addresses.key(to) if (to := snapshot.target(e)) else e.ref for e in rivals}
    if len(leads) > 1:
        return drifted("ambiguous", element=best, seen=names.shown(best))
    if _is_disabled(best, snapshot):
        return drifted("disabled", element=best, seen=names.shown(best))
    to = snapshot.target(best)
    if urlsplit(to).scheme == "http" and known.addresses.get(claim.leads or "", "").startswith("https:"):
        return drifted("destination", element=best, seen=names.shown(best), lands=to)
    return holds(best, _note(label, best))


def _is_disabled(element: Element, snapshot: Snapshot) -> bool:
    return element.disabled or snapshot.probe(element).disabled


def _note(label: str, element: Element) -> str | None:
    """What a reader sees where it is not the documented name to the letter."""
    shown = names.shown(element)
    exact = names.match(label, element) is Match.EXACT or shown.replace(" ", "") == label.replace(" ", "")
    return None if exact else f"På sidan står ”{shown}”."


def _of_another_kind(label: str, snapshot: Snapshot, fits: Callable[[Element], bool]) -> list[Element]:
    """The label as text, or on something that is no link or button, where it can be seen."""
    unseen = _out_of_sight(snapshot)
    inside = {id(i) for e in snapshot.elements() if fits(e) for i in e.walk()}
    outside = (e for e in snapshot.elements() if id(e) not in inside and id(e) not in unseen)
    return [e for e in outside if names.compare(label, e.text or e.name) in (Match.EXACT, Match.EQUAL)]


def _was_there_too(label: str, others: Sequence[Element], known: Known) -> bool:
    """Are they the heading or text that bore the same name on the last good page, beside what is gone?"""
    return sum(names.compare(label, text) is Match.EXACT for text in known.before) > len(others)


def _says_two_things(label: str, snapshot: Snapshot, fits: Callable[[Element], bool]) -> bool:
    """Is there a link or a button that reads so, and is named otherwise, or the other way round?"""
    return any(names.instead(label, e) for e in _visible(_matching(label, snapshot, fits), snapshot))


def _out_of_sight(snapshot: Snapshot) -> set[int]:
    """What the browser says cannot be seen, with all it holds."""
    return {id(i) for e in snapshot.elements() if e.ref and not snapshot.probe(e).visible for i in e.walk()}


def _unseen(labels: Sequence[str], snapshot: Snapshot) -> Change:
    """What is to be said of names that are not to be seen: put behind something closed, hidden, or gone."""
    if any(label in snapshot.tucked for label in labels):
        return "moved"
    there = _out_of_sight(snapshot)
    away = [e for e in snapshot.elements() if id(e) in there or not (e.ref or e.role in ("text", "option"))]
    told = [*snapshot.hidden, *(e.text or e.name for e in away)]
    return "hidden" if any(names.compare(label, text) is not None for label in labels for text in told) else "removed"


def _field(claim: FieldClaim, snapshot: Snapshot, known: Known) -> Outcome:
    """A field for text; with `first` or `second`, the field at that place is the one that should carry the name."""
    fields, fresh = places.fields(snapshot), _new_mandatory(claim, snapshot, known)
    row = places.reading_order([*fields, *_other_fields([n for names_ in known.fields for n in names_], snapshot)])
    named = [e for e in fields if _is_named(claim, e)]
    at_its_place = places.nth(claim.where, row)
    placed = [e for e in named if e is at_its_place or (not at_its_place and places.holds(claim.where, e, snapshot))]
    if placed:
        return _usable(claim, placed[0], row, fresh, snapshot)
    shown = names.shown(at_its_place) if at_its_place else ""
    if named:
        moved_by = fresh and places.nth(claim.where, [e for e in row if e not in fresh]) in named
        return drifted("count" if moved_by else "order", element=at_its_place, seen=shown or None)
    other = next((e for e in _other_fields(claim.names, snapshot)), None)
    if other is not None:
        return drifted("role", element=other, seen=names.shown(other))
    if shown and at_its_place and not (_is_documented(at_its_place, known) or language.is_another(snapshot)):
        return drifted("renamed", element=at_its_place, seen=shown, suggestion=shown, candidates=(shown,))
    return lost.became(claim, snapshot, known, lambda e: e.role in FIELDS, _unseen(claim.names, snapshot))


def _is_named(claim: Claim, element: Element) -> bool:
    return any(names.match(name, element) is not None for name in claim.names)


def _is_documented(element: Element, known: Known) -> bool:
    """Is it a field that the guide speaks of, there or in another of its steps?"""
    return any(names.compare(name, element.name) is not None for documented in known.fields for name in documented)


def _other_fields(labels: Collection[str], snapshot: Snapshot) -> list[Element]:
    """What carries one of the labels and is filled in otherwise than by writing: a list, a box to tick, a file."""
    others = (e for e in snapshot.elements() if e.role in _OTHER_FIELDS and not places.takes_text(e, snapshot))
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
    if _is_disabled(element, snapshot):
        return drifted("disabled", element=element, seen=names.shown(element))
    digits = any(_DIGITS.search(name.casefold()) for name in claim.names)
    if snapshot.probe(element).type not in (_TEXT_TYPES | {"number"} if digits else _TEXT_TYPES):
        return drifted("role", element=element, seen=names.shown(element))
    together = places.reading_order({id(e): e for e in [*row, *fresh]}.values())
    index = next(n for n, e in enumerate(together) if e is element)
    beside = next((e for e in together[max(0, index - 1) : index + 2] if any(e is new for new in fresh)), None)
    return drifted("count", element=beside, seen=names.shown(beside)) if beside else holds(element)


def _new_mandatory(claim: FieldClaim, snapshot: Snapshot, known: Known) -> list[Element]:
    """What must be filled in or ticked and that the guide does not speak of; as many as the documented ones that are
    not found are those by other names."""
    found = [e for e in snapshot.elements() if e.role in FIELDS | _CHOICES and snapshot.probe(e).visible]
    mandatory = [e for e in found if snapshot.probe(e).required or _MANDATORY.search(e.name)]
    fresh = [e for e in mandatory if not _is_named(claim, e) and not _is_documented(e, known)]
    lost = [ns for ns in known.fields if not any(names.compare(n, e.name) is not None for n in ns for e in found)]
    return fresh if len(fresh) > len(lost) else []


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
    """The list that must be opened before it can be told whether it offers the choice."""
    listed, choices = options(claim.within, snapshot) if isinstance(claim, OptionClaim) else (None, [])
    return listed if not choices else None


def _starts_with(label: str, element: Element) -> bool:
    how = names.match(label, element)
    return how is not None and how <= Match.STARTS


def _option(claim: OptionClaim, snapshot: Snapshot, known: Known) -> Outcome:
    listed, choices = options(claim.within, snapshot)
    best = _best([e for e in choices if names.match(claim.name, e) is not None], claim.name)
    if best is None:
        unseen = _unseen([claim.name], snapshot)
        became = lost.became(claim, snapshot, known, lambda e: any(e is c for c in choices), unseen)
        return replace(became, element=listed)
    # A choice in a closed list has no box of its own: the list is what can be shown.
    if _is_disabled(best, snapshot) or (listed and _is_disabled(listed, snapshot)):
        return drifted("disabled", element=listed or best, seen=names.shown(best))
    return replace(holds(best), element=listed or best)


def _dialog(claim: DialogClaim, snapshot: Snapshot, _known: Known) -> Outcome:
    dialogs = [e for e in snapshot.elements() if e.role in _DIALOGS and snapshot.probe(e).visible]
    fitting = [e for e in dialogs if not claim.name or names.match(claim.name, e) is not None]
    if fitting:
        return holds(fitting[0])
    return drifted("other", seen=names.shown(dialogs[0])[:80] if dialogs else None)


def _readable(claim: MessageClaim | TextClaim, snapshot: Snapshot, known: Known) -> Outcome:
    """A text that can be read on the page."""
    there = _matching(claim.name, snapshot, lambda e: bool(e.ref or e.text))
    found = [e for e in there if snapshot.probe(e).visible and _says_it_whole(claim.name, e)]
    if found:
        return holds(min(found, key=lambda e: len(e.words)))
    fits = {"message": {"alert", "status"}}.get(claim.kind, {"heading", "paragraph", "text", "generic"})
    return lost.became(
        claim, snapshot, known, lambda e: e.role in fits and bool(e.text or e.name), _unseen([claim.name], snapshot)
    )


def _says_it_whole(name: str, element: Element) -> bool:
    """Is the text one text, and not the end of one and the name of a button after it?"""
    apart = any(inner.role in ("button", "heading", "textbox") for inner in element.walk() if inner is not element)
    return not apart or any(names.compare(name, text) is not None for text in (element.name, element.text))


def _picture(claim: PictureClaim, snapshot: Snapshot, known: Known) -> Outcome:
    images = [e for e in snapshot.elements() if e.role == "img"]
    images += [Element("img", box=box) for box in snapshot.pictures]
    found = [e for e in images if any(names.compare(name, e.name) is not None for name in claim.names)]
    seen = [e for e in found if snapshot.probe(e).visible and e.box[2] and e.box[3]]
    seen = seen or [e for e in images if snapshot.probe(e).visible and _is_among_fields(e, snapshot, known)]
    if seen:
        return holds(seen[0])
    if found:
        return drifted("hidden")
    return lost.became(claim, snapshot, known, lambda e: e.role == "img", _unseen(claim.names, snapshot))


def _is_among_fields(picture: Element, snapshot: Snapshot, known: Known) -> bool:
    """Does it stand where the fields are that the guide speaks of, large enough to be read? Its name no reader sees."""
    row = [e for e in places.fields(snapshot) if _is_documented(e, known)]
    is_large = picture.box[2] >= READ_PX[0] and picture.box[3] >= READ_PX[1]
    return is_large and bool(row) and row[0].bottom <= picture.middle[1] <= row[-1].bottom + NEAR_PX


def _steps(claim: StepsClaim, snapshot: Snapshot, _known: Known) -> Outcome:
    found = places.counted_steps(snapshot)
    if not found and lost.is_blank(snapshot):
        return drifted("hidden")
    closed = None if found else places.closed(snapshot)
    if closed:
        return drifted("moved", element=closed, seen=names.shown(closed))
    facts = {"element": found[0] if found else None, "seen": str(len(found))}
    return replace(holds(), **facts) if len(found) == claim.count else drifted("count", **facts)  # type: ignore[arg-type]


def _order(claim: OrderClaim, snapshot: Snapshot, known: Known) -> Outcome:
    if claim.within:
        return _order_of_steps(claim, snapshot)
    found = [_best([e for e in _seen(name, snapshot) if names.is_called(name, e)], name) for name in claim.name]
    for name, element in zip(claim.name, found, strict=True):
        if element is None:
            return lost.became(claim.model_copy(update={"name": (name,)}), snapshot, known, _can_be_clicked, "removed")
    there = [e for e in found if e is not None]
    if places.in_order(there):
        return holds(there[0])
    seen = " → ".join(names.shown(e) for e in places.reading_order(there))
    return drifted("order", element=there[0], seen=seen)


def _order_of_steps(claim: OrderClaim, snapshot: Snapshot) -> Outcome:
    """The page's own steps, each known by a word; where one is worded otherwise, nothing is said of their order."""
    steps = places.reading_order(places.counted_steps(snapshot))
    met = [
        next((n for n, e in enumerate(steps) if names.compare(name, e.words) is not None), None) for name in claim.name
    ]
    there = [n for n in met if n is not None]
    if len(there) == len(met) and there != sorted(set(there)):
        said = sorted(zip(there, claim.name, strict=True))
        return drifted("order", element=steps[0], seen=" → ".join(name for _, name in said))
    return holds(
        note=None if len(there) == len(met) else "Stegen är skrivna med andra ord, så ordningen gick inte att läsa."
    )


_JUDGES: dict[str, Callable[..., Outcome]] = {
    "field": _field,
    "option": _option,
    "dialog": _dialog,
    "message": _readable,
    "text": _readable,
    "picture": _picture,
    "steps": _steps,
    "order": _order,
}
