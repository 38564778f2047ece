"""What a person is asked about a picture, and what may be answered."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import dataclass

from guidevakt.pictures.decisions import Choice
from guidevakt.pictures.waiting import Group, Waiting
from guidevakt.report.step import anchor

TEXTS: dict[Choice, str] = {
    "new": "Använd den nya bilden",
    "old": "Behåll den gamla bilden",
    "later": "Avgör senare",
    "until": "Godta till och med …",
    "variant": "Godkänn båda bilderna",
    "own": "Använd en egen bild",
}
#: The key that chooses it on the review page.
KEYS: dict[Choice, str] = {"new": "n", "old": "g", "later": "s"}


@dataclass(frozen=True)
class Answer:
    value: Choice
    text: str
    key: str


@dataclass(frozen=True)
class Question:
    """A received picture to judge, its file's `sha256` with it: another picture would be another question.

    `key` is its step's in the page, `same` that of the change it shares, and `others` the pictures that share it.
    `is_environment`: nothing but the machine is new, so that one answer is meant for them all.
    """

    key: str
    run: str
    guide: str
    step: str
    picture: str
    sha256: str
    answers: tuple[Choice, ...]
    same: str = ""
    others: tuple[str, ...] = ()
    is_environment: bool = False

    @property
    def plain(self) -> tuple[Answer, ...]:
        """What is answered by a button alone."""
        return tuple(Answer(choice, TEXTS[choice], KEYS[choice]) for choice in self.answers if choice in KEYS)

    @property
    def until(self) -> bool:
        return "until" in self.answers

    @property
    def variant(self) -> bool:
        return "variant" in self.answers

    @property
    def command(self) -> str:
        """What says the same as *Använd den nya bilden* where no page can be used."""
        return f"guidevakt approve --run {shlex.quote(self.run)} --step {shlex.quote(self.step)}"


def questions(run: str, groups: Iterable[Group]) -> dict[str, Question]:
    """What is asked about each picture that can be judged, by its step's anchor, in the order of the groups."""
    asked = (question(run, waiting, group, n) for n, group in enumerate(groups, 1) for waiting in group.waiting)
    return {one.key: one for one in asked if one}


def question(run: str, waiting: Waiting, group: Group, number: int) -> Question | None:
    """What is asked about one picture, or None where its file is gone."""
    if waiting.sha256 is None:
        return None
    step, picture = waiting.step, waiting.picture
    with_old: tuple[Choice, ...] = ("new", "old", "later", "until", "variant", "own")
    answers = with_old if picture.verdict == "looks_different" else ("new", "later", "own")
    others = tuple(f"{w.picture.id} (steg {w.step.id})" for w in group.waiting if w is not waiting)
    return Question(
        key=anchor(step), run=run, guide=step.guide, step=step.id, picture=picture.id, sha256=waiting.sha256,
        answers=answers, same=f"change-{number}", others=others, is_environment=group.is_environment,
    )  # fmt: skip
