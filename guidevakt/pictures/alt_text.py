"""What a guide's picture shows, and which of it is marked, in a Swedish sentence or two (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from guidevakt import sentences
from guidevakt.pictures import reading
from guidevakt.pictures.sidecar import Box, Sidecar
from guidevakt.sentences import pictures as pictures_
from guidevakt.snapshot import WINDOWS

#: Kinds of claim that speak of no one thing on the page.
_OF_THE_WHOLE = frozenset({"page", "dialog", "steps", "order", "accepts"})
#: A name is told so far.
_SIGNS = 60
#: Two boxes of one thing may differ by so much, px: both were rounded.
_ROUNDED_PX = 1


@dataclass(frozen=True)
class Marked:
    """A thing that the step speaks of, and where it stands in the picture."""

    role: str
    name: str
    box: Box


def marked(picture: Sidecar) -> tuple[Marked, ...]:
    """What the step speaks of and the picture shows, in the guide's order; a thing spoken of twice is one."""
    found: dict[Box, Marked] = {}
    read = list(reading.items(picture))
    for claim in picture.claims:
        if claim.kind in _OF_THE_WHOLE or claim.box is None or any(_same(claim.box, box) for box in found):
            continue
        seen = [item for item in read if item.place and _same(item.box, claim.box)]
        role, name = (seen[0].role, seen[0].called) if seen else ("", claim.expected)
        found[claim.box] = Marked(role or claim.kind, name, claim.box)
    return tuple(found.values())


def shown(picture: Sidecar | None, page: str, element: str | None = None) -> str:
    """What the picture shows: Fönstret Telefon. `page` is what it is called where it does not say so itself, `element`
    the one thing that it shows."""
    if element:
        return f"En del av sidan: {sentences.clipped(element, _SIGNS)}."
    if picture is None:
        return f"{page}."
    is_window = picture.snapshot.role in WINDOWS
    heads = [e for e in picture.snapshot.walk() if e.role == "heading" and (e.name or e.text)]
    head = min(heads, key=lambda e: e.level or 9, default=None)
    name = (picture.snapshot.name if is_window else "") or (head.name or head.text if head else "")
    return f"{'Fönstret' if is_window else 'Sidan'} {sentences.clipped(name, _SIGNS)}." if name else f"{page}."


def framed(things: Sequence[Marked], size: tuple[int, int]) -> str:
    """Which things are framed, and where: Inramat: knappen ”Nästa”, nere till höger. Empty where none is."""
    told = [f"{_called(thing)}, {_place(thing.box, size)}" for thing in things]
    if len(told) > 1:
        told = [f"{number} {thing}" for number, thing in enumerate(told, 1)]
    return f"Inramat: {'; '.join(told)}." if told else ""


def _called(thing: Marked) -> str:
    kinds = pictures_.THINGS, sentences.KINDS
    noun = next((kind[thing.role].definite for kind in kinds if thing.role in kind), sentences.OTHER_KIND.definite)
    return f"{noun} {sentences.quoted(sentences.clipped(thing.name, _SIGNS))}" if thing.name else noun


def _place(box: Box, size: tuple[int, int]) -> str:
    """uppe till vänster, till höger, i mitten: by which third of the picture its middle is in."""
    across, down = (int(3 * (box[n] + box[n + 2] / 2) / size[n]) for n in (0, 1))
    high = "uppe" if down < 1 else "nere" if down > 1 else ""
    side = "till vänster" if across < 1 else "till höger" if across > 1 else "i mitten"
    return f"{high} {side}".strip()


def _same(one: Box, other: Box) -> bool:
    return all(abs(a - b) <= _ROUNDED_PX for a, b in zip(one, other, strict=True))
