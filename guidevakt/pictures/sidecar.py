"""What a picture shows in words: a part of its page's snapshot, kept as a JSON file beside the PNG.

Values of fields are not in it (`snapshot.parse` drops them), nor what an address holds after its path.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import ceil
from pathlib import Path
from typing import Literal

from pydantic import Field

from guidevakt import addresses, jsonfile
from guidevakt.snapshot import WINDOWS, Element, Snapshot
from guidevakt.verdict import ClaimResult, Data

#: Where pictures lie that were approved or accepted once, their words beside them.
EARLIER = "earlier"
#: The largest sidecar that is read, bytes: the snapshot of a page with 3,000 links is 1 MB.
LARGEST_BYTES = 20 * 1024 * 1024

Box = tuple[int, int, int, int]


class Promised(Data):
    """What a claim of the step speaks of, and where in the picture it stands; None where it is not in it."""

    kind: str
    expected: str
    box: Box | None = None


class Text(Data):
    """Where one text is drawn, and how style changes its letters (`uppercase`), if it does."""

    box: Box
    how: str = ""


class Sidecar(Data):
    """A picture in words: the elements it shows, their boxes in px of the picture.

    `sha256` is that of the PNG it belongs to, `size` its width and height in px. `origin` is where its top left corner
    stood on the page, CSS px. `moving` are the parts that change by themselves, `texts` where each text is drawn;
    pictures from before November 2026 do not have it.
    """

    schema_: Literal[1] = Field(alias="schema")
    sha256: str
    snapshot: Element
    size: tuple[int, int]
    origin: tuple[int, int] = (0, 0)
    moving: tuple[Box, ...] = ()
    texts: tuple[Text, ...] = ()
    claims: tuple[Promised, ...] = ()

    @property
    def behind(self) -> tuple[Box, ...]:
        """What a picture of a window shows of the page behind it, which is no part of what it is taken for."""
        if self.snapshot.role not in WINDOWS:
            return ()
        left, top, wide, high = self.snapshot.box
        x, y, right, bottom = int(left), int(top), ceil(left + wide), ceil(top + high)
        width, height = self.size
        above, below = (0, 0, width, y), (0, bottom, width, height - bottom)
        beside = (0, 0, x, height), (right, 0, width - right, height)
        return tuple(box for box in (above, below, *beside) if box[2] > 0 and box[3] > 0)

    @property
    def left_out(self) -> tuple[Box, ...]:
        """What is left out when pictures are compared: what changes by itself, and the page behind a window."""
        return (*self.moving, *self.behind)

    def to_json(self) -> str:
        """The text of the file."""
        return self.model_dump_json(by_alias=True, exclude_defaults=True)


def digest(data: bytes) -> str:
    """The sha256 of a file, as it is written everywhere."""
    return hashlib.sha256(data).hexdigest()


def made(
    picture: bytes, page: Snapshot, frame: str, origin: tuple[int, int], size: tuple[int, int],
    claims: Iterable[ClaimResult] = (), moving: Iterable[Box] = (), texts: Iterable[tuple[Box, str]] = (),
) -> Sidecar:  # fmt: skip
    """The words of a picture that was cut from a page at `origin`, `size` px large.

    Of a window (`frame` dialog) they are the window's own: what is behind it is not read. `moving` are boxes in px of
    the picture, and so are those of `texts`.
    """
    dialog = page.window
    root = dialog if frame == "dialog" and dialog else page.root
    return Sidecar(
        schema=1,
        sha256=digest(picture),
        snapshot=shown(root, origin, size) or Element(root.role),
        size=size,
        origin=origin,
        moving=tuple(moving),
        texts=tuple(Text(box=box, how=how) for box, how in texts),
        claims=tuple(
            Promised(kind=c.kind, expected=c.expected, box=within(c.box, origin, size) if c.box else None)
            for c in claims
        ),
    )


def shown(element: Element, origin: tuple[int, int], size: tuple[int, int]) -> Element | None:
    """The element as a picture of `size` px from `origin` shows it; None where nothing of it is in the picture.

    A text without a box of its own stands where the element around it stands.
    """
    if element.aria_hidden:
        return None
    box = within(element.box, origin, size)
    placed = (replace(child, box=element.box) if child.role == "text" else child for child in element.children)
    children = tuple(kept for child in placed if (kept := shown(child, origin, size)))
    if box is None and not children:
        return None
    address = addresses.split(element.url)
    url = address._replace(query="", fragment="").geturl()
    return replace(element, ref="", box=box or (0, 0, 0, 0), url=url, children=children)


def within(box: Sequence[float], origin: tuple[int, int], size: tuple[int, int]) -> Box | None:
    """A box of the page in px of the picture; None where it is outside or empty."""
    x, y, width, height = (round(part) for part in box)
    left, top = x - origin[0], y - origin[1]
    inside = left < size[0] and top < size[1] and left + width > 0 and top + height > 0
    return (left, top, width, height) if inside and width and height else None


def read(file: Path) -> Sidecar:
    """The sidecar in a file. Raises Refused where it is none."""
    said = "filen går inte att läsa som en bilds ord. Utan den jämförs bara bilden."
    return jsonfile.read(file, Sidecar, said, LARGEST_BYTES)


def of(picture: Path, data: bytes | None = None) -> Sidecar | None:
    """The words kept beside a picture. A sidecar that belongs to another PNG is not its words."""
    beside = picture.with_suffix(".json")
    if not beside.exists():
        return None
    found = read(beside)
    return found if found.sha256 == digest(picture.read_bytes() if data is None else data) else None
