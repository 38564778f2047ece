"""A link or a button by its name (pure)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from guidevakt import addresses, names, places
from guidevakt.claims import finding, lost
from guidevakt.names import Match
from guidevakt.outcome import Known, Outcome, drifted, holds
from guidevakt.promises import Claim
from guidevakt.sentences import remarks
from guidevakt.snapshot import Element, Snapshot, own


def clickable(claim: Claim, snapshot: Snapshot, known: Known) -> Outcome:
    """A link, or anything that can be clicked, by that name."""
    label = claim.names[0]

    def fits(element: Element) -> bool:
        is_choice = element.role in finding.CHOICES and (claim.kind == "link" or claim.leads)
        return finding.can_be_clicked(element) and not is_choice

    called = [e for e in finding.matching(label, snapshot, fits) if names.is_called(label, e)]
    seen = own(finding.visible(called, snapshot))
    closest = [e for e in seen if names.match(label, e) in (Match.EXACT, Match.EQUAL)] or seen
    placed = [e for e in closest if places.holds(claim.where, e, snapshot)]
    if placed:
        return _one_of(placed, label, claim, snapshot, known)
    if closest:
        now = remarks.stands(places.now(claim.where or "", closest[0], snapshot))
        return drifted("moved", element=closest[0], seen=names.shown(closest[0]), note=now)
    if not called and label in snapshot.inert:
        return drifted("disabled", seen=label)
    others = _of_another_kind(label, snapshot, fits)
    unseen = label in (*snapshot.tucked, *snapshot.hidden) or lost.is_blank(snapshot, claim.where)
    elsewhere = called or unseen or _says_two_things(label, snapshot, fits) or _was_there_too(label, others, known)
    if others and not elsewhere:
        return drifted("role", element=others[0], seen=names.shown(others[0]))
    is_covered = any(_has_its_room(e, claim, snapshot) for e in called)  # a copy elsewhere does not uncover it
    outcome = lost.became(claim, snapshot, known, fits, "hidden" if is_covered else finding.unseen([label], snapshot))
    sentence = _in_a_sentence(label, snapshot, fits, known) if outcome.change == "removed" else None
    return drifted("role", element=sentence, seen=names.shown(sentence)) if sentence else outcome


def _one_of(placed: list[Element], label: str, claim: Claim, snapshot: Snapshot, known: Known) -> Outcome:
    """One of several that all fit: they must lead to one place, over https, and be enabled."""
    best = finding.best(placed, label)
    assert best is not None
    level = names.match(label, best)
    rivals = [e for e in placed if names.match(label, e) == level and finding.rank(e) == finding.rank(best)]
    leads = {addresses.key(to) if (to := snapshot.target(e)) else e.ref for e in rivals}
    if len(leads) > 1:
        return drifted("ambiguous", element=best, seen=names.shown(best))
    if finding.is_disabled(best, snapshot):
        return drifted("disabled", element=best, seen=names.shown(best))
    to = snapshot.target(best)
    if snapshot.probe(best).broken:
        note = remarks.instead("no-address")
        return drifted("destination", element=best, seen=names.shown(best), lands=to, note=note)
    if addresses.split(to).scheme == "http" and known.addresses.get(claim.leads or "", "").startswith("https:"):
        return drifted("destination", element=best, seen=names.shown(best), lands=to)
    return holds(best, _note(label, best))


def _note(label: str, element: Element) -> str | None:
    """What a reader sees where it is not the documented name to the letter."""
    shown = names.shown(element)
    exact = names.match(label, element) is Match.EXACT or shown.replace(" ", "") == label.replace(" ", "")
    return None if exact else remarks.reads(shown)


def _of_another_kind(label: str, snapshot: Snapshot, fits: Callable[[Element], bool]) -> list[Element]:
    """The label as text, or on something that is no link or button, where it can be seen."""
    unseen = finding.out_of_sight(snapshot)
    # A link or a button that takes up no room (scaled to nothing) has become no other thing.
    own_kind = [e for e in snapshot.elements() if fits(e) or (e.role in ("link", "button") and not e.ref)]
    inside = {id(i) for e in own_kind for i in e.walk()}
    outside = (e for e in snapshot.elements() if id(e) not in inside and id(e) not in unseen)
    return [e for e in outside if names.compare(label, e.text or e.name) in (Match.EXACT, Match.EQUAL)]


def _has_its_room(element: Element, claim: Claim, snapshot: Snapshot) -> bool:
    """Does it take up room on the page where the guide says, seen or not?"""
    x, _, width, height = element.box
    is_on_page = width > 1 and height > 1 and 0 <= x < snapshot.size[0]
    return is_on_page and places.holds(claim.where, element, snapshot)


def _in_a_sentence(label: str, snapshot: Snapshot, fits: Callable[[Element], bool], known: Known) -> Element | None:
    """A text in sight that holds the label among other words, and did not stand there on the last good page; one word
    is said of many things."""
    wanted = names.words(names.fold(label))
    unseen, before = finding.out_of_sight(snapshot), set(map(names.fold, known.before))
    inside = {id(i) for e in snapshot.elements() if fits(e) for i in e.walk()}
    for element in snapshot.elements() if len(wanted) > 1 else ():
        text = names.fold(element.text or element.name)
        says_it = f" {' '.join(wanted)} " in f" {' '.join(names.words(text))} "
        if says_it and text not in before and id(element) not in inside and id(element) not in unseen:
            return element
    return None


def _was_there_too(label: str, others: Sequence[Element], known: Known) -> bool:
    """Are they the heading or text that bore the same name on the last good page, beside what is gone?"""
    return sum(names.compare(label, text) is Match.EXACT for text in known.before) > len(others)


def _says_two_things(label: str, snapshot: Snapshot, fits: Callable[[Element], bool]) -> bool:
    """Is there a link or a button that reads so, and is named otherwise, or the other way round?"""
    return any(names.instead(label, e) for e in finding.visible(finding.matching(label, snapshot, fits), snapshot))
