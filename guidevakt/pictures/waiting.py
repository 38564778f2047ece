"""What of a run awaits a person: its pictures that are to be judged, those that share one change together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from guidevakt.pictures import shelf
from guidevakt.pictures.shelf import Entry
from guidevakt.pictures.sidecar import digest
from guidevakt.refused import Refused
from guidevakt.verdict import Difference, PictureResult, RunResult, StepResult

#: Where a run keeps the pictures it received. What a results.json from elsewhere says is taken for no other path.
RECEIVED = re.compile(r"reports/[0-9A-Za-z][0-9A-Za-z.-]*/pictures/([a-z0-9-]+/)?[a-z0-9-]+\.png")


@dataclass(frozen=True)
class Waiting:
    """A step whose picture a person is to judge. `sha256` is that of the received file, None where it is gone;
    `chosen` what has been chosen for just that file."""

    step: StepResult
    sha256: str | None
    chosen: Entry | None = None

    @property
    def picture(self) -> PictureResult:
        """The step's picture."""
        assert self.step.picture is not None
        return self.step.picture


@dataclass(frozen=True)
class Group:
    """Pictures that share one change, to be judged at once: the same differences, or nothing but another environment.

    `is_environment`: they say the same as those of the environment `like`, whose pictures were approved.
    """

    waiting: tuple[Waiting, ...]
    is_environment: bool = False

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What they share, as the first of them has it."""
        return self.waiting[0].picture.differences

    @property
    def like(self) -> str | None:
        """The environment they were held against, where theirs has no approved pictures."""
        return self.waiting[0].picture.like


def pending(project: Path, run: RunResult, source: Path | None = None) -> list[Group]:
    """What of the run awaits a person, or has been chosen since, by the change it shares; what looks different first.

    `source` is the folder that the run's paths begin in, the project unless told otherwise.
    """
    shared: dict[tuple[object, ...], list[Waiting]] = {}
    for step in _with_pictures(run):
        one = _waiting(project, run, step, source or project)
        shared.setdefault(_change(one), []).append(one)
    made = [Group(tuple(members), change[0] == "environment") for change, members in shared.items()]
    return sorted(made, key=lambda g: (g.is_environment, g.waiting[0].picture.verdict != "looks_different"))


def received(source: Path, picture: PictureResult) -> Path:
    """The file of a received picture. Raises Refused where the run has none, or it is no file of a run."""
    if picture.received is None:
        raise Refused(f"Bilden {picture.id} togs aldrig i den här körningen.")
    file = source / picture.received
    if not RECEIVED.fullmatch(picture.received) or file.is_symlink():
        raise Refused(f"Bilden {picture.id}: {picture.received} är ingen bild i en körnings mapp.")
    if not file.is_file():
        raise Refused(f"Bilden {picture.id}: {file} finns inte kvar. Kör guidevakt verify igen.")
    return file


def _with_pictures(run: RunResult) -> Iterator[StepResult]:
    """The steps whose picture a person can judge."""
    if run.run.environment is not None:
        yield from (s for s in run.steps if s.picture and s.picture.verdict in ("awaiting_review", "looks_different"))


def _waiting(project: Path, run: RunResult, step: StepResult, source: Path) -> Waiting:
    picture = step.picture
    assert picture is not None
    try:
        sha = digest(received(source, picture).read_bytes())
    except Refused:
        return Waiting(step, None)
    chosen = shelf.entries(
        project, target=run.run.target, environment=run.run.environment, guide=step.guide, picture=picture.id
    )
    return Waiting(step, sha, shelf.standing(chosen, sha))


def _change(one: Waiting) -> tuple[object, ...]:
    """What two pictures have in common that share a change; a first picture shares it with none."""
    picture = one.picture
    if picture.like and picture.words == "same":
        return "environment", picture.like
    if picture.differences:
        told: Sequence[Difference] = [d.model_copy(update={"box": None}) for d in picture.differences]
        return "words", picture.verdict, picture.like, tuple(told)
    if picture.verdict == "looks_different":
        return "look", one.step.guide, picture.box, picture.changed_pixels
    return "first", one.step.guide, picture.id
