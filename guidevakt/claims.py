"""One claim against one look at a page (pure): does what the guide promises stand there?"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from guidevakt import addresses, names, places
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
from guidevakt.snapshot import FIELDS, Element, Snapshot
from guidevakt.suggest import Candidate, nearest
from guidevakt.verdict import Change, Reason, Verdict


@dataclass(frozen=True)
class Outcome:
    """What a claim came to in one look. `element` is what the claim was found to speak of."""

    verdict: Verdict
    change: Change | None = None
    reason: Reason | None = None
    seen: str | None = None
    suggestion: str | None = None
    candidates: tuple[str, ...] = ()
    note: str | None = None
    element: Element | None = None
    lands: str | None = None


@dataclass(frozen=True)
class Known:
    """What else is known when a claim is judged: every label the guide documents, and the pages' own addresses."""

    labels: Collection[str] = ()
    addresses: Mapping[str, str] = field(default_factory=dict)


def holds(element: Element | None = None, note: str | None = None) -> Outcome:
    """The claim holds; `element` is what it speaks of."""
    return Outcome("holds", element=element, seen=names.shown(element) if element else None, note=note)


def drifted(change: Change, **facts: object) -> Outcome:
    """The claim does not hold."""
    return replace(Outcome("drifted", change), **facts)  # type: ignore[arg-type]


def not_checked(reason: Reason) -> Outcome:
    """The claim could not be judged."""
    return Outcome("not_checked", reason=reason)


def judge(claim: Claim, snapshot: Snapshot, known: Known) -> Outcome:
    """The claim against the look. Page and accepts claims are judged by where the walk lands (see `landing`)."""
    return _JUDGES.get(claim.kind, _clickable)(claim, snapshot, known)


def worth_probing(claim: Claim, snapshot: Snapshot) -> list[Element]:
    """The elements the browser should be asked about before the claim is judged."""
    if claim.kind == "field":
        return [e for e in snapshot.elements() if e.role in FIELDS]
    found = [e for name in claim.names for e in _matching(name, snapshot, lambda e: bool(e.ref))]
    return found[:12]


def find(label: str, snapshot: Snapshot) -> Element | None:
    """What a reader would click on for that label: link or button, else a heading, else a text."""
    return _best(_visible(_matching(label, snapshot, _can_be_clicked), snapshot), label) or _best(
        _visible(_matching(label, snapshot, lambda e: bool(e.ref)), snapshot), label
    )


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


def _can_be_clicked(element: Element) -> bool:
    return bool(element.ref) and element.clickable


def _visible(elements: Sequence[Element], snapshot: Snapshot) -> list[Element]:
    return [e for e in elements if snapshot.probe(e).visible]


def _best(elements: Sequence[Element], label: str) -> Element | None:
    return min(elements, key=lambda e: (names.match(label, e) or 0, _rank(e)), default=None)


def _closest(elements: Sequence[Element], label: str) -> list[Element]:
    """Those whose name is the label, where there are any; else those whose name begins with it or holds it."""
    equal = [e for e in elements if names.match(label, e) in (Match.EXACT, Match.EQUAL)]
    return equal or list(elements)


def _clickable(claim: Claim, snapshot: Snapshot, known: Known) -> Outcome:
    """A link, or anything that can be clicked, by that name."""
    label = claim.names[0]
    matching = _matching(label, snapshot, _can_be_clicked)
    closest = _closest(_visible(matching, snapshot), label)
    placed = [e for e in closest if places.holds(claim.where, e, snapshot)]
    if placed:
        return _one_of(placed, label, snapshot)
    if closest:
        return drifted("moved", element=closest[0], seen=names.shown(closest[0]))
    text = _plain_text(label, snapshot)
    if text is not None and not matching:
        return drifted("role", element=text, seen=names.shown(text))
    if matching or label in snapshot.hidden:
        return _gone(claim, snapshot, known, _can_be_clicked, "hidden")
    return _gone(claim, snapshot, known, _can_be_clicked, "removed")


def _one_of(placed: list[Element], label: str, snapshot: Snapshot) -> Outcome:
    """One of several that all fit: they must lead to one place, and be enabled."""
    best = _best(placed, label)
    assert best is not None
    level = names.match(label, best)
    rivals = [e for e in placed if names.match(label, e) == level and _rank(e) == _rank(best) and e.url]
    targets = {addresses.key(snapshot.probe(e).href or urljoin(snapshot.url, e.url)) for e in rivals}
    if len(targets) > 1:
        return drifted("ambiguous", element=best, seen=names.shown(best))
    if best.disabled or snapshot.probe(best).disabled:
        return drifted("disabled", element=best, seen=names.shown(best))
    return holds(best, _note(label, best))


def _note(label: str, element: Element) -> str | None:
    """What a reader sees where it is not the documented name to the letter."""
    exact = names.match(label, element) is Match.EXACT
    return None if exact else f"På sidan står ”{names.shown(element)}”."


def _plain_text(label: str, snapshot: Snapshot) -> Element | None:
    """The label as text that cannot be clicked."""
    inside = {id(i) for e in snapshot.elements() if _can_be_clicked(e) for i in e.walk()}
    equal = (Match.EXACT, Match.EQUAL)
    outside = (e for e in snapshot.elements() if e.ref and id(e) not in inside)
    return next((e for e in outside if names.compare(label, e.text or e.name) in equal), None)


def _gone(
    claim: Claim, snapshot: Snapshot, known: Known, fits: Callable[[Element], bool], otherwise: Change
) -> Outcome:
    """No such name to be seen: renamed, where something of its kind is likely it; in another language; or gone."""
    documented = {names.fold(label) for label in known.labels}
    rest = [e for e in snapshot.elements() if fits(e) and snapshot.probe(e).visible and names.shown(e)]
    rest = [e for e in rest if names.fold(names.shown(e)) not in documented]
    suggestion = nearest(claim.names[0] if claim.names else "", [_candidate(e, claim, snapshot, known) for e in rest])
    element = next((e for e in rest if names.shown(e) == suggestion.label), None)
    if in_another_language(snapshot):
        return drifted("language", element=element, seen=suggestion.label, candidates=suggestion.candidates)
    if suggestion.label is None or otherwise == "hidden":
        return drifted(otherwise, candidates=suggestion.candidates)
    return drifted(
        "renamed", element=element, seen=suggestion.label, suggestion=suggestion.label, candidates=suggestion.candidates
    )


def _candidate(element: Element, claim: Claim, snapshot: Snapshot, known: Known) -> Candidate:
    wanted = known.addresses.get(claim.leads or "", "")
    leads = snapshot.probe(element).href or (urljoin(snapshot.url, element.url) if element.url else "")
    return Candidate(
        names.shown(element),
        same_destination=bool(wanted and leads and addresses.same(wanted, leads)),
        same_place=places.holds(claim.where, element, snapshot),
    )


def _field(claim: FieldClaim, snapshot: Snapshot, known: Known) -> Outcome:
    """A field for text; with `first` or `second`, the field at that place is the one that should carry the name."""
    fields = places.fields(snapshot)
    named = [e for e in fields if any(names.match(name, e) is not None for name in claim.names)]
    placed = [e for e in named if places.holds(claim.where, e, snapshot)]
    if placed:
        disabled = placed[0].disabled or snapshot.probe(placed[0]).disabled
        return drifted("disabled", element=placed[0]) if disabled else holds(placed[0])
    at_its_place = [e for e in fields if claim.where and places.holds(claim.where, e, snapshot)]
    if named:
        first = at_its_place[0] if at_its_place else None
        return drifted("order", element=first, seen=names.shown(first) if first else None)
    if at_its_place and not in_another_language(snapshot) and names.shown(at_its_place[0]):
        shown = names.plain(names.shown(at_its_place[0]))
        return drifted("renamed", element=at_its_place[0], seen=shown, suggestion=shown, candidates=(shown,))
    hidden = any(names.compare(name, label) is not None for name in claim.names for label in snapshot.hidden)
    return _gone(claim, snapshot, known, lambda e: e.role in FIELDS, "hidden" if hidden else "removed")


def options(within: str, snapshot: Snapshot) -> tuple[Element | None, list[Element]]:
    """The list by that name and its choices; without such a list, every choice on the page."""
    lists = [e for e in snapshot.elements() if e.role in ("combobox", "listbox") and names.match(within, e) is not None]
    inside = [o for e in lists for o in e.walk() if o.role == "option"]
    return (lists[0] if lists else None), inside or [e for e in snapshot.elements() if e.role == "option"]


def _option(claim: OptionClaim, snapshot: Snapshot, known: Known) -> Outcome:
    listed, choices = options(claim.within, snapshot)
    fitting = [e for e in choices if names.match(claim.name, e) is not None]
    if fitting:
        # A choice in a closed list has no box of its own: the list is what can be shown.
        return replace(holds(fitting[0]), element=listed or fitting[0])
    return replace(_gone(claim, snapshot, known, lambda e: any(e is c for c in choices), "removed"), element=listed)


def _dialog(claim: DialogClaim, snapshot: Snapshot, _known: Known) -> Outcome:
    dialogs = [e for e in snapshot.elements() if e.role in ("dialog", "alertdialog") and snapshot.probe(e).visible]
    fitting = [e for e in dialogs if not claim.name or names.match(claim.name, e) is not None]
    if fitting:
        return holds(fitting[0])
    return drifted("other", seen=names.shown(dialogs[0])[:80] if dialogs else None)


def _readable(claim: MessageClaim | TextClaim, snapshot: Snapshot, known: Known) -> Outcome:
    """A text that can be read on the page."""
    found = [e for e in _matching(claim.name, snapshot, lambda e: bool(e.ref or e.text)) if snapshot.probe(e).visible]
    if found:
        return holds(min(found, key=lambda e: len(e.words)))
    if any(names.compare(claim.name, label) is not None for label in snapshot.hidden):
        return drifted("hidden")
    fits = {"message": {"alert", "status"}}.get(claim.kind, {"heading", "paragraph", "text", "generic"})
    return _gone(claim, snapshot, known, lambda e: e.role in fits and bool(e.text or e.name), "removed")


def _picture(claim: PictureClaim, snapshot: Snapshot, known: Known) -> Outcome:
    images = [e for e in snapshot.elements() if e.role == "img"]
    found = [e for e in images if any(names.compare(name, e.name) is not None for name in claim.names)]
    seen = [e for e in found if snapshot.probe(e).visible and e.box[2] and e.box[3]]
    if seen:
        return holds(seen[0])
    return drifted("hidden") if found else _gone(claim, snapshot, known, lambda e: e.role == "img", "removed")


def _steps(claim: StepsClaim, snapshot: Snapshot, _known: Known) -> Outcome:
    found = places.counted_steps(snapshot)
    facts = {"element": found[0] if found else None, "seen": str(len(found))}
    return replace(holds(), **facts) if len(found) == claim.count else drifted("count", **facts)  # type: ignore[arg-type]


def _order(claim: OrderClaim, snapshot: Snapshot, known: Known) -> Outcome:
    found = [_best(_visible(_matching(name, snapshot, lambda e: bool(e.ref)), snapshot), name) for name in claim.name]
    for name, element in zip(claim.name, found, strict=True):
        if element is None:
            return _gone(claim.model_copy(update={"name": (name,)}), snapshot, known, _can_be_clicked, "removed")
    there = [e for e in found if e is not None]
    if places.in_order(there):
        return holds(there[0])
    seen = " → ".join(names.shown(e) for e in sorted(there, key=places.reading_order))
    return drifted("order", element=there[0], seen=seen)


_SWEDISH = frozenset("och att det som en på är för med till den av du har inte ditt din om ett kan".split())
_ENGLISH = frozenset("and the to of a is for your you with in that it on are this or not can be".split())


def in_another_language(snapshot: Snapshot) -> bool:
    """Is the page in English? Told by its commonest small words, and by its `lang` where they are too few."""
    words = re.findall(r"[a-zåäö]+", snapshot.root.words.casefold())
    swedish, english = sum(w in _SWEDISH for w in words), sum(w in _ENGLISH for w in words)
    if swedish + english < 8:
        return bool(snapshot.language) and not snapshot.language.casefold().startswith("sv")
    return english > swedish


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
