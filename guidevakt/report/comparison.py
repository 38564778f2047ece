"""A step's picture beside the approved one, as plain data: what is said of it, and what is framed in which picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from guidevakt import sentences
from guidevakt.sentences import capital, findings, quoted
from guidevakt.sentences import pictures as pictures_
from guidevakt.verdict import Box, Difference, PictureResult, StepResult, Verdict

Kind = Literal["approved", "received", "difference"]

#: More places than this are told as one: a picture full of frames shows nothing.
MOST_FRAMES = 12
#: A box so many times larger than a change it holds is everything that was pushed aside by it.
SWALLOWS = 6
PICTURES: dict[Verdict, str] = {
    "looks_different": "Bilden ser inte längre ut som den godkända.",
    "awaiting_review": "Det finns ingen godkänd bild att jämföra med än.",
    "holds": "Bilden ser ut som den godkända.",
}
LIKE_WORDS = "Orden är desamma som i den godkända bilden från en annan dator eller webbläsare."
OTHER_WORDS = "Orden är andra än i den godkända bilden från en annan dator eller webbläsare:"


@dataclass(frozen=True)
class Place:
    """A place to frame, in px of the picture; `number` is that of the change it shows, in the list beside."""

    box: Box
    number: int | None = None


@dataclass(frozen=True)
class Pane:
    """One of the pictures that are compared; `file` is relative to the project."""

    kind: Kind
    file: str
    caption: str
    alt: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """A step's picture beside the approved one. `warning` is what approving it does not put right."""

    group: Verdict
    sentence: str
    words: str
    changes: tuple[str, ...]
    panes: tuple[Pane, ...]
    warning: str = ""


def comparison(step: StepResult, picture: PictureResult) -> Comparison:
    """What the picture came to; one picture is enough where it holds."""
    shown = panes(step, picture)
    if picture.verdict == "holds":
        shown = tuple(p for p in shown if p.file == (picture.received or picture.approved))
    return Comparison(
        group=picture.verdict,
        sentence=verdict(picture),
        words=words(picture),
        changes=tuple(f"{capital(pictures_.difference(one))}." for one in picture.differences),
        panes=shown,
        warning=warning(step) if is_to_review(picture) else "",
    )


def is_to_review(picture: PictureResult) -> bool:
    """Is there something for a person to judge?"""
    return picture.verdict in ("looks_different", "awaiting_review") and picture.received is not None


def verdict(picture: PictureResult) -> str:
    """What the picture came to, in a sentence."""
    if picture.note:
        return f"Bilden stämmer med den godkända. {picture.note}"
    if picture.reason:
        return f"Bilden är inte jämförd: {picture.why or sentences.REASONS[picture.reason]}."
    return PICTURES.get(picture.verdict, f"{capital(sentences.VERDICTS[picture.verdict])}.")


def words(picture: PictureResult) -> str:
    """Did the words change? Empty where nobody could ask, and where the list of changes tells it."""
    if picture.like:
        return {"same": LIKE_WORDS, "otherwise": OTHER_WORDS}.get(picture.words or "", "")
    return pictures_.ONLY_THE_LOOK if picture.words == "same" and picture.verdict == "looks_different" else ""


def warning(step: StepResult) -> str:
    """What else is wrong with the step: approving its picture never approves its words."""
    wrong = [findings.finding(claim) for claim in step.claims if claim.verdict == "drifted"]
    return f"Bilden kan godkännas, men steget stämmer ändå inte: {' '.join(wrong)}" if wrong else ""


def panes(step: StepResult, picture: PictureResult) -> tuple[Pane, ...]:
    """Approved, received and difference, as far as there are any."""
    of_step = f"{quoted(picture.id)} till steg {step.id}"
    old, new = places(picture)
    framed = " Det som har ändrats är inramat." if new else ""
    named: tuple[tuple[Kind, str | None, str, str, tuple[Place, ...]], ...] = (
        ("approved", picture.approved, "Den godkända bilden", f"Den godkända bilden {of_step}.", old),
        ("received", picture.received, "Så ser det ut nu", f"Bilden {of_step} som det ser ut nu.{framed}", new),
        ("difference", picture.diff, "Skillnaden, i rött", f"Det som skiljer bilderna {of_step}, i rött.", ()),
    )
    return tuple(Pane(kind, file, caption, alt, at) for kind, file, caption, alt, at in named if file)


def places(picture: PictureResult) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """What to frame in the approved and in the received picture.

    A change of words is framed where it is read, with its number; what merely looks otherwise where no such change
    stands, without one.
    """
    told = [(d, Place(d.box, n)) for n, d in enumerate(picture.differences, 1) if d.box]
    gone = tuple(place for d, place in told if d.change == "removed")
    here = tuple(place for d, place in told if d.change != "removed")
    looks = [box for box in _boxes(picture) if not any(_swallows(box, place.box) for place in here)]
    before = [Place(box, _number(box, told)) for box in looks if not any(_meet(box, place.box) for place in gone)]
    now = [Place(box) for box in looks if not any(_meet(box, place.box) for place in here)]
    return (*gone, *before), (*here, *now)


def _boxes(picture: PictureResult) -> Sequence[Box]:
    if picture.box and (not picture.boxes or len(picture.boxes) > MOST_FRAMES):
        return (picture.box,)
    return picture.boxes


def _number(box: Box, told: Iterable[tuple[Difference, Place]]) -> int | None:
    """That of the change which has stood in the box all along."""
    stayed = ("renamed", "role", "disabled")
    return next((place.number for d, place in told if d.change in stayed and _meet(box, place.box)), None)


def _swallows(box: Box, place: Box) -> bool:
    """Is the box around the place, and so much larger that it shows nothing which the place's own frame does not?"""
    return _meet(box, place) and box[2] * box[3] > SWALLOWS * place[2] * place[3]


def _meet(one: Box, other: Box) -> bool:
    return all(one[i] < other[i] + other[i + 2] and other[i] < one[i] + one[i + 2] for i in (0, 1))

