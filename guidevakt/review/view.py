"""What the review page shows, as plain data: the run's pictures, worst first, and what was chosen before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import PurePosixPath

from guidevakt.pictures.decisions import UNTIL_DAYS
from guidevakt.pictures.shelf import Entry
from guidevakt.pictures.sidecar import EARLIER
from guidevakt.pictures.waiting import Group, Waiting
from guidevakt.report.comparison import Comparison, comparison
from guidevakt.report.question import Question, question
from guidevakt.report.step import anchor
from guidevakt.sentences import capital, choices, moment, plural
from guidevakt.verdict import RunResult

NUMBERS = "noll ett två tre fyra fem sex sju åtta nio tio elva tolv".split()


@dataclass(frozen=True)
class Card:
    """A picture to judge. `basis` is what is known of it now: an answer says which it was given on. `log` is what was
    chosen before what holds."""

    key: str
    href: str
    title: str
    text: str
    comparison: Comparison
    question: Question | None
    basis: str
    chosen: Line | None
    later: bool
    log: tuple[Line, ...]

    @property
    def is_open(self) -> bool:
        return self.question is not None and self.chosen is None and not self.later

    def is_of(self, entry: Entry) -> bool:
        """Is it the picture that the choice is about?"""
        asked = self.question
        return asked is not None and (asked.guide, asked.picture) == (entry.guide, entry.picture)

    @property
    def state(self) -> str:
        """In the list: what has become of it."""
        if self.chosen:
            return self.chosen.said
        if self.question is None:
            return "Bilden finns inte kvar"
        return "Avgörs senare" if self.later else "Att avgöra"


@dataclass(frozen=True)
class Pack:
    """The pictures that share a change. `at_once` asks for one answer to them all, where one is enough."""

    title: str
    why: str
    cards: tuple[Card, ...]
    at_once: str

    @property
    def rank(self) -> tuple[bool, bool, bool]:
        """Worst first: what has something to compare with, where the step's words fail too, where words changed."""
        told = [one.comparison for one in self.cards]
        return (
            all(c.group != "looks_different" for c in told), not any(c.warning for c in told),
            not any(c.changes for c in told),
        )  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A choice that was made: who, when, what, why. `undo` is its id where it can still be taken back."""

    id: str
    said: str
    who: str
    when: str
    why: str
    about: str
    href: str | None
    undo: str | None


@dataclass(frozen=True)
class Dates:
    """The days that *Godta till och med* may name, and the one it proposes."""

    first: str
    last: str
    usual: str


def dates(today: date) -> Dates:
    """From tomorrow, a month on unless another is chosen."""
    return Dates(*((today + timedelta(days=days)).isoformat() for days in (1, UNTIL_DAYS, 30)))


def packs(
    run: RunResult, groups: Sequence[Group], entries: Sequence[Entry], later: Collection[str]
) -> tuple[Pack, ...]:
    """Every picture that is to be judged or has been, worst first, what shares a change together."""
    made = [_pack(run, group, number, entries, later) for number, group in enumerate(groups, 1)]
    return tuple(sorted(made, key=lambda pack: pack.rank))


def _pack(run: RunResult, group: Group, number: int, entries: Sequence[Entry], later: Collection[str]) -> Pack:
    cards = tuple(card(run, waiting, group, number, entries, later) for waiting in group.waiting)
    open_ = [c for c in cards if c.is_open]
    many = len(cards) > 1
    title = f"Samma ändring i {number_of(len(cards))} bilder" if many else ""
    return Pack(title, choices.heading(group) if many else "", cards, at_once(len(open_)))


def at_once(count: int) -> str:
    """What is asked of several pictures together; one alone is asked for itself."""
    if count < 2:
        return ""
    return "Använd båda de nya bilderna" if count == 2 else f"Använd alla {number_of(count)} nya bilderna"


def card(
    run: RunResult, waiting: Waiting, group: Group, number: int, entries: Sequence[Entry], later: Collection[str]
) -> Card:
    """One picture."""
    step, picture = waiting.step, waiting.picture
    own = [e for e in entries if (e.guide, e.picture) == (step.guide, picture.id)]
    judged = picture.model_copy(update={"approved": approved(picture.approved, waiting.chosen)})
    key = anchor(step)
    return Card(
        key=key,
        href=f"/bild/{key}",
        title=f"{picture.id}, steg {step.id}",
        text=step.text,
        comparison=comparison(step, judged),
        question=question(run.run.id, waiting, group, number),
        basis=f"{waiting.sha256 or ''} {own[-1].id if own else ''}",
        chosen=line(waiting.chosen) if waiting.chosen else None,
        later=key in later and waiting.chosen is None,
        log=tuple(line(entry) for entry in reversed(own) if entry != waiting.chosen),
    )


def approved(file: str | None, chosen: Entry | None) -> str | None:
    """The approved picture that the received one was held against: kept aside once another has taken its place."""
    if file is None or chosen is None:
        return file
    path = PurePosixPath(file)
    sha = chosen.before.get(path.stem)
    return str(path.parent / EARLIER / f"{sha[:16]}.png") if sha else file


def line(entry: Entry) -> Line:
    """A recorded choice in words."""
    said = "Ångrat" if entry.choice == "undo" else capital(choices.choice(entry))
    return Line(
        id=entry.id,
        said=f"{said} (ångrat)" if entry.undone_by else said,
        who=entry.who,
        when=moment(entry.when),
        why=entry.why,
        about=f"{entry.picture}, steg {entry.step}",
        href=None,
        undo=None if entry.undone_by or entry.choice == "undo" else entry.id,
    )


def log(entries: Sequence[Entry], cards: Sequence[Card]) -> tuple[Line, ...]:
    """Every choice, the newest first, with a way to the picture where this run has it."""
    return tuple(
        replace(line(entry), href=next((one.href for one in cards if one.is_of(entry)), None))
        for entry in reversed(entries)
    )


def next_open(cards: Sequence[Card], after: str) -> Card | None:
    """The next picture that awaits an answer, from the start again where there is none further on."""
    place = next((n for n, one in enumerate(cards) if one.key == after), -1)
    return next((one for one in (*cards[place + 1 :], *cards[: place + 1]) if one.is_open), None)


def heading(cards: Sequence[Card]) -> str:
    """What is left to do, in one line."""
    left = sum(one.is_open for one in cards)
    if not cards:
        return "Det finns inga bilder att avgöra."
    if left:
        return f"{plural(left, 'bild', 'bilder')} att avgöra"
    postponed = sum(one.later for one in cards)
    if postponed:
        return f"{plural(postponed, 'bild', 'bilder')} avgörs senare"
    return "Alla bilder är avgjorda."


def done(entries: Sequence[Entry]) -> str:
    """What has just been recorded, in one sentence."""
    if not entries:
        return ""
    first = entries[0]
    named = ", ".join(entry.picture for entry in entries)
    return f"{line(first).said}: {named}."


def number_of(count: int) -> str:
    """två, tre … tolv, 13."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


