"""The pictures of a comparison with what is framed in them, inside the page or at addresses of their own.

Page shots are there to be recognised and may lose a little; pictures to compare are there to be judged and lose
nothing. For pages of text that costs nothing either: the six pictures of the password guide are 56 kB as WebP without
loss, 82 kB at quality 80 (2026-11).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from guidevakt.pictures import picture_file
from guidevakt.refused import Refused
from guidevakt.report import labels
from guidevakt.report.comparison import Kind, Pane
from guidevakt.report.figure import Mark, Window, data_uri, ground, mark, missing, window

#: Pictures to compare are shown whole up to this height, px; above it, the part around what changed most.
TALLEST_COMPARED = 2400


@dataclass(frozen=True)
class Frame:
    """A frame over a picture; `number` is that of the change it shows, in the list beside."""

    mark: Mark
    number: int | None


@dataclass(frozen=True)
class Panel:
    """A pane with its picture, or with a sentence in `missing`. `whole` is the size of the picture that `src` shows
    a part of, px."""

    pane: Pane
    src: str = ""
    width: int = 0
    height: int = 0
    frames: tuple[Frame, ...] = ()
    whole: tuple[int, int] = (0, 0)
    missing: str = ""


@dataclass(frozen=True)
class Panels:
    """The panes of one comparison with their pictures."""

    all: tuple[Panel, ...]

    def of(self, kind: Kind) -> Panel | None:
        """The one of that kind, where its picture could be read."""
        return next((panel for panel in self.all if panel.pane.kind == kind and panel.src), None)

    @property
    def width(self) -> int:
        """Of the widest: the others are shown to the same scale."""
        return max((panel.width for panel in self.all), default=0)

    @property
    def differ_in_size(self) -> bool:
        one, other = self.of("approved"), self.of("received")
        return one is not None and other is not None and one.whole != other.whole

    @property
    def places(self) -> tuple[str, ...]:
        """Where what merely looks otherwise is, in words, each place once."""
        received = self.of("received")
        frames = received.frames if received else ()
        return tuple(dict.fromkeys(frame.mark.whereabouts for frame in frames if frame.number is None))


def frames(pane: Pane, shown: Window) -> tuple[Frame, ...]:
    """The pane's places as frames over the shown part."""
    marked = [(at, place.number) for place in pane.places if (at := mark(place.box, shown))]
    shape = (shown[3] - shown[1]) / (shown[2] - shown[0])
    with_labels = labels.labelled([at for at, _ in marked], shape, labels.NUMBER)
    return tuple(Frame(at, number) for at, (_, number) in zip(with_labels, marked, strict=True))


def embed_panes(panes: Sequence[Pane], project: Path) -> Panels:
    """The panes inside the page, all cut alike: whole, or of a tall page the part around what changed most."""
    shown = _shown(panes, project)
    return Panels(tuple(_embedded(pane, project, shown) for pane in panes))


def _shown(panes: Iterable[Pane], project: Path) -> Window | None:
    received = next((pane for pane in panes if pane.kind == "received"), None)
    if received is None:
        return None
    try:
        picture = picture_file.read(project / received.file)
    except Refused:
        return None
    box = received.places[0].box if received.places else None
    return window(picture.size, box, TALLEST_COMPARED) if picture.height > TALLEST_COMPARED else None


def _embedded(pane: Pane, project: Path, shown: Window | None) -> Panel:
    def source(picture: Image.Image) -> tuple[str, Window]:
        cut = (0, min(shown[1], picture.height - 1), picture.width, min(shown[3], picture.height)) if shown else None
        part = cut or (0, 0, *picture.size)
        crop = picture.convert("RGBA").crop(part) if pane.kind == "difference" else ground(picture.crop(part))
        return data_uri(crop, lossless=True), part

    return panel(pane, project, source)


def serve_panes(panes: Sequence[Pane], project: Path, address: Callable[[str], str]) -> Panels:
    """The panes whole, each at its own address."""
    return Panels(tuple(_served(pane, project, address) for pane in panes))


def _served(pane: Pane, project: Path, address: Callable[[str], str]) -> Panel:
    return panel(pane, project, lambda picture: (address(pane.file), (0, 0, *picture.size)))


def panel(pane: Pane, project: Path, source: Callable[[Image.Image], tuple[str, Window]]) -> Panel:
    """The pane with its picture, which `source` gives an address and says what part of it is shown."""
    try:
        picture = picture_file.read(project / pane.file)
    except Refused:
        return Panel(pane, missing=missing(pane.file, gone=not (project / pane.file).exists()))
    src, shown = source(picture)
    return Panel(pane, src, shown[2] - shown[0], shown[3] - shown[1], frames(pane, shown), picture.size)
