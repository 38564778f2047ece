"""What became of a name that is gone: renamed, hidden, moved, in another language, deleted (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from guidevakt import addresses, language, names, page_messages, places
from guidevakt.last_good import LastGood
from guidevakt.outcome import Known, Outcome, drifted
from guidevakt.promises import Claim
from guidevakt.sentences import remarks
from guidevakt.snapshot import WINDOWS, Element, Snapshot
from guidevakt.suggest import Candidate, Suggestion, nearest
from guidevakt.verdict import Change

_OTHER = r"(?:fler|andra|alla|annat|annan|more|other|another|different)"
#: More of the same choices: one click more than the guide says.
_CHOICES = re.compile(
    rf"\b{_OTHER} (?:\w*alternativ|\w*metod(?:er)?|\w*sätt|vis|val|konton?|inloggning\w*"
    r"|options?|ways?|methods?|accounts?)\b"
)
#: What a page says of itself to those who hear it; what is only read has no role of its own.
MESSAGES, TEXTS = frozenset({"alert", "status"}), frozenset({"heading", "paragraph", "text", "generic"})
_DENIALS = frozenset({"inte", "ej", "aldrig", "misslyckades", "misslyckad"})
#: How a guide tells its reader to choose among several things; what it tells them to click is a button.
_CHOOSES = re.compile(r"\b(välj\w*|markera\w*|choose|select)\b")
#: Said before a name of what is another one of its kind, and not the one by that name.
_ANOTHER = frozenset(
    "alternativ alternativa alternativt annan annat andra extra ytterligare sekundär sekundärt reserv "
    "alternate alternative other another secondary backup".split()
)
#: What leads out of a window, or back.
_WAYS_OUT = frozenset("avbryt stäng tillbaka bakåt cancel close back".split())
_ARTICLES = frozenset("en ett den det a an the".split())
_MORE = re.compile(
    r"^(?:visa|se|ladda(?: in)?|hämta|läs in|öppna|show|see|view|load) (?:ännu )?(?:fler|mera?|all[at]?|resten|more)\b"
    r"|^fler \w+$|^(?:expandera|fäll ut|expand)\b"
)


def opens_more(label: str) -> bool:
    """Does a label say that more of the same is shown by a click on it?"""
    said = names.fold(label)
    return bool(_MORE.search(said) or _CHOICES.search(said))


def became(
    claim: Claim, snapshot: Snapshot, known: Known, fits: Callable[[Element], bool], otherwise: Change
) -> Outcome:
    """What the documented name became. `fits`: what is of its kind; `otherwise`: the change where nothing is it now."""
    label = claim.names[0] if claim.names else ""
    seen = [e for e in snapshot.elements() if fits(e) and snapshot.probe(e).visible]
    told = [(e, names.instead(label, e) or names.title(e)) for e in seen]
    says = claim.kind in ("message", "text")
    another = [(e, text) for e, text in told if text and not any(names.same(text, name) for name in claim.names)]
    ours = [(e, text) for e, text in another if not _is_anothers(text, claim, known)]
    rest = [
        (e, text) for e, text in ours
        if not (_hides(label, e) or _is_another_one(label, text) or (says and _denies(label, text)))
    ]  # fmt: skip
    suggestion = _nearest(label, claim, snapshot, known, [text for _, text in told], rest)
    element = next((e for e, text in rest if text == suggestion.label), None)
    facts = {"candidates": suggestion.candidates, "element": element, "seen": suggestion.label}
    if language.is_another(snapshot):
        return drifted("language", **facts)
    if otherwise == "removed" and is_blank(snapshot, claim.where):
        return drifted("hidden")
    opener = _further(snapshot.elements(), _CHOICES, snapshot) if otherwise == "moved" else None
    opener = opener or (_list_of_it(claim, snapshot, known) if otherwise == "hidden" else None)
    if opener:
        return _behind(opener, suggestion)
    if otherwise != "removed" and element and _took_its_place(element, claim, snapshot, known):
        stands = remarks.old_name(otherwise, snapshot.opener(label))
        return drifted("renamed", suggestion=suggestion.label, note=stands, **facts)
    if otherwise != "removed":
        note = remarks.opened_first(snapshot.opener(label)) if otherwise == "moved" else None
        return drifted(otherwise, candidates=suggestion.candidates, note=note)
    if suggestion.label and language.is_english(suggestion.label) and not language.is_english(label):
        return drifted("language", **facts)
    if suggestion.label:
        return drifted("renamed", suggestion=suggestion.label, **facts)
    return _unlike_all(claim, snapshot, known, rest, suggestion)


def _took_its_place(element: Element, claim: Claim, snapshot: Snapshot, known: Known) -> bool:
    """Is it the documented one by a new name, while the old name stands on unseen? It leads where that did, stands
    where that should, is new since the last good page, and is not what opens the part where the old one is."""
    label, text = claim.names[0], names.title(element)
    wanted = known.addresses.get(claim.leads or "", "")
    before = LastGood.of(label, known.before, [])
    leads = addresses.same(wanted, snapshot.target(element)) if wanted else before is not None
    is_older = before is not None and before.had(text)
    opens_it = names.same(text, snapshot.opener(label))
    return leads and places.holds(claim.where, element, snapshot) and not (is_older or opens_it)


def _unlike_all(
    claim: Claim, snapshot: Snapshot, known: Known, rest: Sequence[tuple[Element, str]], suggestion: Suggestion
) -> Outcome:
    """Nothing is like the documented name: it was translated, stands behind a further click, or is gone."""
    label = claim.names[0] if claim.names else ""
    english = [] if language.is_english(label) else [(e, text) for e, text in rest if language.is_english(text)]
    before = LastGood.of(label, known.before, [])
    english = [(e, text) for e, text in english if not (before and before.had(text))]
    if len(english) == 1 or (english and before):
        element, text = next((found for found in english if found[1] in suggestion.candidates), english[0])
        return drifted("language", element=element, seen=text, candidates=suggestion.candidates)
    dialog = snapshot.window
    opener = _further(dialog.walk() if dialog else (), _MORE, snapshot) or _list_of_it(claim, snapshot, known)
    opener = opener or _further(snapshot.elements(), _CHOICES, snapshot)
    if opener:
        return _behind(opener, suggestion)
    return drifted("removed", candidates=suggestion.candidates)


def _list_of_it(claim: Claim, snapshot: Snapshot, known: Known) -> Element | None:
    """The closed list in the window that may offer what the guide says is chosen."""
    within = snapshot.window.walk() if snapshot.window and _is_chosen(claim, snapshot, known) else ()
    return next((e for e in within if e.role == "combobox" and _is_closed(e, snapshot)), None)


def _behind(opener: Element, suggestion: Suggestion) -> Outcome:
    """It stands behind a further click."""
    shown = names.shown(opener)
    note = remarks.instead("further", shown)
    return drifted("other", element=opener, seen=shown, candidates=suggestion.candidates, note=note)


def is_blank(snapshot: Snapshot, where: str | None = None) -> bool:
    """Is the part of the page empty where the documented thing should stand: main, a window, a menu in that place?"""

    def should_hold_it(area: Element) -> bool:
        in_place = area.role == "navigation" and places.holds(where, area, snapshot)
        return area.role in {"main", *WINDOWS} or in_place

    areas = [e for e in snapshot.elements() if should_hold_it(e) and e.box[3] > 0]
    return any(not any(e.words or e.role == "img" for c in area.children for e in c.walk()) for area in areas)


def _further(elements: Iterable[Element], words: re.Pattern[str], snapshot: Snapshot) -> Element | None:
    """What must be clicked first, by what it says."""
    ways = (e for e in elements if e.clickable and words.search(names.fold(names.title(e))))
    return next((e for e in ways if snapshot.probe(e).visible), None)


def _is_closed(listed: Element, snapshot: Snapshot) -> bool:
    """Is it a list whose choices are not to be seen before it is opened?"""
    return snapshot.probe(listed).visible and not any(e.role == "option" for e in listed.children)


def _hides(label: str, element: Element) -> bool:
    """Does it say that it shows more, and nothing that the label says? It stands where what it hides stood."""
    said = names.title(element)
    opens = element.clickable and opens_more(said)
    return opens and not set(names.words(names.fold(said))) & set(names.words(names.fold(label)))


def _is_chosen(claim: Claim, snapshot: Snapshot, known: Known) -> bool:
    """Is it a choice among others, that a list may offer? As the guide tells its reader; where it does not, a list
    beside fields is one of them, and leads to no button."""
    if claim.kind != "control":
        return False
    before, label, _ = names.fold(known.sentence).partition(names.fold(claim.names[0]))
    if label:
        return _CHOOSES.search(re.split(r"[.,:;]", before)[-1]) is not None
    return not places.fields(snapshot)


def _is_another_one(label: str, text: str) -> bool:
    """Does it name another one of the kind (”Alternativ telefon” beside ”Telefon”)?"""
    wanted, told = names.words(names.fold(label)), names.words(names.fold(text))
    more = [word for word in told if word not in wanted]
    return set(wanted) <= set(told) and bool(set(more) & _ANOTHER) and set(more) <= _ANOTHER | _ARTICLES


def _denies(label: str, text: str) -> bool:
    """Does it say that it is not so, or that something failed? That is no other way to say the same."""
    no = _DENIALS & set(names.words(names.fold(text))) - set(names.words(names.fold(label)))
    return bool(no) or (page_messages.is_broken(text) and not page_messages.is_broken(label))


def _is_anothers(text: str, claim: Claim, known: Known) -> bool:
    """Is it another documented name? A field is known by a word of its name, all else by the whole of it."""
    told, labels = names.fold(text), {names.fold(label) for label in known.labels}
    if claim.kind != "field":
        return told in labels
    words = labels | {names.fold(name) for field in known.fields for name in field}
    return any(f" {label} " in f" {' '.join(names.words(told))} " for label in words)


def _nearest(
    label: str, claim: Claim, snapshot: Snapshot, known: Known, row: Sequence[str], rest: Sequence[tuple[Element, str]]
) -> Suggestion:
    parts = _parts(label, rest)
    wanted = known.addresses.get(claim.leads or "", "")
    before = LastGood.of(label, known.before, row)
    fresh = {id(e) for e, text in rest if before and not before.had(text)}
    ways_on = {id(e) for e, text in rest if names.fold(text) not in _WAYS_OUT}
    only = _only_one(claim, snapshot, [e for e, _ in rest], lambda e: id(e) in (fresh if before else ways_on))
    found = [
        Candidate(
            text,
            same_destination=bool(wanted) and addresses.same(wanted, snapshot.target(e)),
            same_place=claim.where is not None and places.holds(claim.where, e, snapshot),
            same_words=names.match(label, e) is not None if label else False,
            same_task=e is only,
            same_neighbours=before.same_neighbours(text) if before else None,
            known_before=before.had(text) if before else None,
        )
        for e, text in rest
    ]
    vanished = before.vanished(snapshot) if before else ()
    suggestion = nearest(before.label if before else label, found, vanished, known.sentence)
    if parts and suggestion.label not in parts:  # the halves are equally like the whole: the longer one names it
        return Suggestion(max(parts, key=len), suggestion.candidates)
    return suggestion


def _parts(label: str, rest: Sequence[tuple[Element, str]]) -> tuple[str, ...]:
    """Two neighbours that together say the label."""
    texts = [text for _, text in rest]
    return next((pair for pair in pairwise(texts) if names.fold(" ".join(pair)) == names.fold(label)), ())


def _only_one(
    claim: Claim, snapshot: Snapshot, rest: Sequence[Element], new: Callable[[Element], bool]
) -> Element | None:
    """The only one that can have the task: the page's one field or message, or what sends its form. `new`: did it not
    stand there on the last good page, or, where that is not known, does it lead on?"""
    area = snapshot.window or snapshot.landmark("main") or snapshot.root
    inside = snapshot.inside(area)
    if claim.kind == "control" and not claim.leads:
        fields = [e for e in places.fields(snapshot) if id(e) in inside]
        within = [e for e in rest if id(e) in inside]
        # Not every window has a form: what its last button sends is then for a script to say.
        after = [e for e in within if fields and e.role == "button" and e.middle[1] > fields[-1].bottom]
        rest = [e for e in within if fields and snapshot.probe(e).submits] or [e for e in after if new(e)]
    elif claim.kind == "field":
        rest = [e for e in rest if e in places.fields(snapshot)]
    elif claim.kind == "message":
        rest = [e for e in rest if id(e) in inside] if len(rest) > 1 else rest
        asks = any(id(e) in inside for e in places.fields(snapshot))
        rest = [e for e in rest if e.role in MESSAGES] if asks else rest  # what still asks for something says no "done"
    else:
        return None
    return rest[0] if len(rest) == 1 else None
