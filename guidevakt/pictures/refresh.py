"""Approved pictures become the guide's own: clean and marked, at a set width, with an alternative text each."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

import oxipng
from PIL import Image, ImageChops

from guidevakt.guide import Guide, Step
from guidevakt.night import SWEDEN
from guidevakt.pictures import alt_text, guide_pictures, marks, picture_file, reading, shelf, sidecar
from guidevakt.pictures.guide_pictures import GuidePicture, Shown
from guidevakt.pictures.shelf import Entry
from guidevakt.pictures.sidecar import Box, digest
from guidevakt.refused import Refused
from guidevakt.sentences import pictures as pictures_
from guidevakt.verdict import Target

#: Whose pictures are a real guide's: those of the real sites, or of a recording of them.
REAL: tuple[Target, ...] = ("live", "recording")
#: oxipng's second level: the third makes nothing smaller here and takes three times as long (measured).
_LEVEL = 2


@dataclass(frozen=True)
class Source:
    """An approved picture that the guide can show. `own`: the writer's own, which has no words."""

    file: Path
    target: Target
    environment: str
    entry: Entry | None
    own: bool


@dataclass(frozen=True)
class Drawing:
    """A picture as the guide will show it, with its alternative text."""

    name: str
    image: Image.Image
    alt: str


@dataclass(frozen=True)
class Outcome:
    """What came of one picture.

    `old` and `new` are what is known of it before and now, `files` what is to be written. `was_there`: a file of that
    name lay there already, whoever laid it there. `practice`: there is an approved picture of a practice copy.
    """

    guide: str
    step: Step
    picture: str
    old: GuidePicture | None = None
    new: GuidePicture | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    was_there: bool = False
    practice: bool = False

    @property
    def what(self) -> Literal["new", "replaced", "told", "same", "missing"]:
        """In a word; `told`: only what is known of it is new."""
        if self.new is None:
            return "missing"
        if self.files:
            return "replaced" if self.was_there else "new"
        return "same" if self.new == self.old else "told"


def refresh(
    project: Path, guides: Sequence[Guide], width: int, *,
    step: str | None = None, replica: bool = False, dry_run: bool = False,
) -> Iterator[Outcome]:  # fmt: skip
    """Make the guides' pictures anew from what is approved, one at a time; with `dry_run` nothing is written.

    Pictures wider than `width` px are made smaller, and none larger: that would blur their text. Pictures of practice
    copies are used with `replica` alone, where no real one is approved. Raises Refused where a file cannot be read.
    """
    targets: tuple[Target, ...] = (*REAL, "replica") if replica else REAL
    for guide in guides:
        place = guide_pictures.folder(project, guide.id)
        order = {s.picture.id: number for number, s in enumerate(guide.steps) if s.picture}
        for one in guide.steps:
            if one.picture is None or step not in (None, one.id):
                continue
            known = guide_pictures.read(place)
            outcome = _outcome(project, guide.id, one, one.picture.id, targets, known.of(one.picture.id), width)
            if outcome.new and outcome.what != "same" and not dry_run:
                guide_pictures.save(place, known.with_(outcome.new, order), outcome.files)
                guide_pictures.drop(place, outcome.old, outcome.new)
            yield outcome


def _source(project: Path, targets: Sequence[Target], guide: str, picture: str) -> Source | None:
    """What is approved for the picture on the first of the targets: in the environment where it was approved last."""
    for target in targets:
        found = []
        for place in sorted((project / "baselines" / target).glob(f"*/{guide}")):
            where = (project, target, place.parent.name, guide, picture)
            own, approved = shelf.own(*where), shelf.approved(*where)
            if own or approved:
                entries = shelf.entries(
                    project, target=target, environment=place.parent.name, guide=guide, picture=picture
                )
                entry = next((e for e in reversed(entries) if not e.undone_by and picture in e.after), None)
                found.append(Source(own or approved[0], target, place.parent.name, entry, own is not None))
        if found:
            return max(found, key=lambda source: source.entry.when if source.entry else "")
    return None


def _outcome(
    project: Path, guide: str, step: Step, picture: str, targets: Sequence[Target], old: GuidePicture | None, width: int
) -> Outcome:
    source = _source(project, targets, guide, picture)
    if source is None:
        return Outcome(guide, step, picture, old, practice=_source(project, ["replica"], guide, picture) is not None)
    place = guide_pictures.folder(project, guide)
    shown, files = [], {}
    for drawing in _drawings(step, picture, source, width):
        data = _as_it_lies(place / drawing.name, drawing.image)
        if data is None:
            data = files[drawing.name] = _png(drawing.image)
        size = drawing.image.size
        shown.append(Shown(file=drawing.name, alt=drawing.alt, width=size[0], height=size[1], sha256=digest(data)))
    entry = source.entry
    new = GuidePicture(
        picture=picture, step=step.id, clean=shown[0], marked=shown[1] if shown[1:] else None,
        approved=digest(source.file.read_bytes()), target=source.target, environment=source.environment,
        run=entry.run if entry else None, date=_day(entry) if entry else None, practice=source.target == "replica",
    )  # fmt: skip
    looks = {"clean", "marked", "step", "practice"}
    if old and not files and old.model_dump(include=looks) == new.model_dump(include=looks):
        new = old  # approved anew, and still the same picture
    was_there = any((place / one.file).exists() for one in shown)
    return Outcome(guide, step, picture, old, new, files, was_there)


def _day(entry: Entry) -> str:
    """The day it was approved, in Sweden."""
    return datetime.fromisoformat(entry.when).astimezone(SWEDEN).date().isoformat()


def _drawings(step: Step, picture: str, source: Source, width: int) -> Iterator[Drawing]:
    """The picture clean, and with what the step speaks of marked where there is any."""
    whole = _on_white(picture_file.read(source.file))
    words = None if source.own else sidecar.of(source.file)
    share = min(1.0, width / whole.width)
    image = whole.resize((round(whole.width * share), max(1, round(whole.height * share))), Image.Resampling.LANCZOS)
    practice = source.target == "replica"
    element = step.picture.element if step.picture and words else None
    shown = alt_text.shown(words, pictures_.picture_to(step.text), element)
    yield _drawing(f"{picture}.png", image, shown, practice)
    things = alt_text.marked(words) if words else ()
    if words and things:
        texts = [_scaled(item.box, share) for item in reading.items(words)]
        framed = marks.framed(image, [_scaled(thing.box, share) for thing in things], texts)
        alt = f"{shown} {alt_text.framed(things, whole.size)}"
        yield _drawing(f"{picture}-markerad.png", framed, alt, practice)


def _drawing(name: str, image: Image.Image, alt: str, practice: bool) -> Drawing:
    if not practice:
        return Drawing(name, image, alt)
    return Drawing(name, marks.labelled(image, pictures_.PRACTICE), f"{alt} {pictures_.PRACTICE}.")


def _scaled(box: Box, share: float) -> Box:
    x, y, width, height = (round(part * share) for part in box)
    return x, y, width, height


def _on_white(image: Image.Image) -> Image.Image:
    """Without transparency, as a document shows it."""
    if image.mode == "RGB":
        return image
    laid = Image.new("RGBA", image.size, "white")
    laid.alpha_composite(image)
    return laid.convert("RGB")


def _as_it_lies(file: Path, image: Image.Image) -> bytes | None:
    """The file's bytes where it shows the very same picture; then it stays as it is."""
    try:
        there = picture_file.read(file)
    except Refused:
        return None
    same = there.mode == "RGB" and there.size == image.size and not ImageChops.difference(there, image).getbbox()
    return file.read_bytes() if same else None


def _png(image: Image.Image) -> bytes:
    """The picture as a PNG without loss, as small as is quickly had; the same picture gives the same bytes."""
    file = io.BytesIO()
    image.save(file, "PNG")
    return bytes(oxipng.optimize_from_memory(file.getvalue(), level=_LEVEL, strip=oxipng.StripChunks.all()))
