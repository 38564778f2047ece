"""What of a look a step's picture shows, and which look of a page that has come to rest is the picture (pure)."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, repeat
from pathlib import Path

from PIL import Image, ImageChops

from guidevakt import compare, names
from guidevakt.guide import Picture
from guidevakt.look import Look
from guidevakt.pictures import sidecar
from guidevakt.snapshot import Element, Snapshot

Box = tuple[int, int, int, int]

#: Air around a window or another thing, CSS px, where the guide says nothing else: its shadow belongs to it.
MARGIN_PX = 16
#: When further frames are taken, ms after the one before: as Playwright's own expectScreenshot (server/page.ts, 2026).
_PAUSES_MS = (0, 100, 250, 500)
_LATER_MS = 1000


@dataclass(frozen=True)
class Framed:
    """A picture as the guide would show it. `origin` is where its top left corner stands on the page, CSS px.

    `moving` holds the parts that change by themselves, x, y, width, height in px of the picture: nothing is painted
    over them, they are only left out when pictures are compared. `texts` are where each text is drawn and how style
    changes its letters.
    """

    image: Image.Image
    origin: tuple[int, int] = (0, 0)
    moving: tuple[Box, ...] = ()
    texts: tuple[tuple[Box, str], ...] = ()


def framed(look: Look, picture: Picture) -> Framed | None:
    """The window's height of the page, or a window or another thing with some of the page around it.

    None where no screenshot was taken, or where what was to be shown is not there.
    """
    if look.screenshot is None:
        return None
    box = place(look.snapshot, picture)
    if box is None:
        return None
    with Image.open(io.BytesIO(look.screenshot)) as image:
        whole = image.convert("RGB")
    x, y = (round(at) for at in look.part[:2]) if look.part else (0, 0)
    left, top = max(int(box[0]), x), max(int(box[1]), y)
    right, bottom = min(int(box[0] + box[2]), x + whole.width), min(int(box[1] + box[3]), y + whole.height)
    if right <= left or bottom <= top:
        return None
    moving = (_within(box, (left, top, right, bottom)) for box in look.moving)
    texts = ((_within(box, (left, top, right, bottom)), how) for box, how in look.texts)
    return Framed(
        whole.crop((left - x, top - y, right - x, bottom - y)), (left, top),
        tuple(box for box in moving if box), tuple((box, how) for box, how in texts if box),
    )  # fmt: skip


def read(file: Path) -> Framed:
    """A picture that was kept, with what moves in it. Raises Refused where it cannot be read."""
    words = sidecar.of(file)
    return Framed(compare.read(file).convert("RGB"), moving=words.moving if words else ())


def place(snapshot: Snapshot, picture: Picture) -> Box | None:
    """What the picture shows of the page, CSS px; None where that is not there."""
    if picture.frame == "page":
        return (0, 0, *snapshot.viewport)
    found = _called(picture.element, snapshot) if picture.element else snapshot.window or snapshot.over
    if found is None:
        return None
    margin = MARGIN_PX if picture.margin is None else picture.margin
    x, y, wide, high = found.box
    left, top = max(0, int(x) - margin), max(0, int(y) - margin)
    return left, top, int(x + wide) + margin - left, int(y + high) + margin - top


def _called(label: str, snapshot: Snapshot) -> Element | None:
    """The thing by that name that a reader would point at: the best match, and of equals the first and outermost."""
    named = [e for e in snapshot.elements() if e.box[2] and e.box[3] and (e.name or not e.children)]
    found = [(how, e) for e in named for text in (e.name, e.text) if (how := names.compare(label, text)) is not None]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _within(box: tuple[float, float, float, float], shown: Box) -> Box | None:
    """A box of the page as one of the picture; None for what it does not show."""
    x, y, wide, high = box
    left, top = max(int(x), shown[0]), max(int(y), shown[1])
    right, bottom = min(-int(-(x + wide) // 1), shown[2]), min(-int(-(y + high) // 1), shown[3])
    if right <= left or bottom <= top:
        return None
    return left - shown[0], top - shown[1], right - left, bottom - top


def same(one: Framed, other: Framed) -> bool:
    """Are the two equal to the pixel, what moves in either left out?"""
    if one.image.size != other.image.size:
        return False
    difference = ImageChops.difference(one.image, other.image)
    for x, y, wide, high in (*one.moving, *other.moving) if difference.getbbox() else ():
        difference.paste(0, (x, y, x + wide, y + high))
    return difference.getbbox() is None


def held(
    first: Look, again: Callable[[float], Look], picture: Picture, approved: Sequence[Framed], wait_s: float
) -> Look:
    """The look whose picture is the step's.

    The first, where its picture is an approved one, or where it says itself what was waited for in vain. Else further
    looks are taken with `again(pause in ms)`, until two in a row show the same; where none do within `wait_s` seconds,
    `unmet` holds `moving`.
    """
    before = framed(first, picture)
    if before and any(same(before, one) for one in approved):
        return replace(first, unmet=())
    if before is None or first.unmet:
        return first
    until, last = time.monotonic() + wait_s, first
    pauses = chain(_PAUSES_MS, repeat(_LATER_MS))
    while time.monotonic() + (pause_ms := next(pauses)) / 1000 <= until:
        last = again(pause_ms)
        now = framed(last, picture)
        if now is None or last.unmet or same(before, now):
            return last
        before = now
    return replace(last, unmet=("moving",))
