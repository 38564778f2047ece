"""The pictures that a guide shows: guides/<id>/pictures/, with what is known of each in pictures.json beside them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field

from guidevakt import jsonfile, whole_file
from guidevakt.verdict import Data, Target

RECORD = "pictures.json"


class Shown(Data):
    """One file that the guide shows. `alt` is its alternative text; `width` and `height` are px."""

    file: str
    alt: str
    width: int
    height: int
    sha256: str


class GuidePicture(Data):
    """A step's picture, clean and with what the step speaks of marked, where anything is.

    `approved` is the sha256 of the approved picture they were made of, `run` the run it came from and `date` the day
    it was approved, where those are known. `practice`: it shows a practice copy, and says so itself.
    """

    picture: str
    step: str
    clean: Shown
    marked: Shown | None = None
    approved: str
    target: Target
    environment: str
    run: str | None = None
    date: str | None = None
    practice: bool = False

    @property
    def files(self) -> tuple[Shown, ...]:
        """All of its files."""
        return (self.clean, self.marked) if self.marked else (self.clean,)


class GuidePictures(Data):
    """All of a guide's pictures, as pictures.json holds them, in the guide's order."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    pictures: tuple[GuidePicture, ...] = ()

    def of(self, picture: str) -> GuidePicture | None:
        """What is known of one picture."""
        return next((one for one in self.pictures if one.picture == picture), None)

    def with_(self, new: GuidePicture, order: Mapping[str, int]) -> GuidePictures:
        """The same with one picture's entry in its place; `order` is that of the guide's pictures."""
        others = [one for one in self.pictures if one.picture != new.picture]
        ordered = sorted([*others, new], key=lambda one: (order.get(one.picture, len(order)), one.picture))
        return GuidePictures(schema=1, pictures=tuple(ordered))


def folder(project: Path, guide: str) -> Path:
    """Where a guide's pictures lie."""
    return project / "guides" / guide / "pictures"


def read(place: Path) -> GuidePictures:
    """What is known of a guide's pictures; nothing where there are none yet. Raises Refused where it cannot be read."""
    file = place / RECORD
    if not file.exists():
        return GuidePictures(schema=1)
    return jsonfile.read(file, GuidePictures, "filen är ingen förteckning över bilder från Guidevakt.")


def save(place: Path, known: GuidePictures, files: Mapping[str, bytes]) -> None:
    """Put the files in place, each whole, and then what is known of them."""
    place.mkdir(parents=True, exist_ok=True)
    text = known.model_dump_json(by_alias=True, exclude_none=True, indent=1) + "\n"
    new = {place / name: data for name, data in {**files, RECORD: text.encode()}.items()}
    for file, partial in [(file, whole_file.ready(file, data)) for file, data in new.items()]:
        partial.replace(file)


def drop(place: Path, old: GuidePicture | None, new: GuidePicture) -> None:
    """Take away what was a file of the picture and is none any more."""
    for name in {one.file for one in (old.files if old else ())} - {one.file for one in new.files}:
        (place / name).unlink(missing_ok=True)
