"""`guidevakt approve`: what awaits, what is chosen, what was chosen, and what is taken back."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from guidevakt import artifact, baseline, run
from guidevakt import guide as guides
from guidevakt.pictures import decisions, ledger
from guidevakt.refused import Refused
from guidevakt.sentences import choices
from guidevakt.typos import unknown
from guidevakt.verdict import RunResult


@dataclass(frozen=True)
class Asked:
    """What the command line asked for. `origin` is a zip from CI, `decisions` a val.json;
    `practice` says that pictures of changed pages are meant."""

    run: str | None = None
    guide: str | None = None
    step: str | None = None
    origin: Path | None = None
    decisions: Path | None = None
    undo: str | None = None
    who: str | None = None
    why: str = ""
    only_environment: bool = False
    practice: bool = False


def approve(project: Path, asked: Asked) -> str:
    """Carry out what was asked for, and tell it; what somebody was killed in comes first. Raises Refused."""
    ledger.finish(project)
    if asked.undo:
        if "." in asked.undo:
            return choices.undone([baseline.undo(project, asked.undo, _who(asked), asked.why)])
        return choices.undone(baseline.undo_batch(project, asked.undo, _who(asked), asked.why))
    chosen = decisions.read(asked.decisions) if asked.decisions else None
    with _run(project, asked, chosen) as (result, source):
        _refuse_what_is_not_in(result, asked)
        if result.run.overlay and not asked.practice:
            raise Refused(choices.with_changes(result.run.overlay))
        if chosen:
            made = baseline.decide(project, result, chosen, source)
        else:
            made = baseline.approve(
                project, result, asked.guide, asked.step, who=_who(asked), why=asked.why, source=source,
                only_environment=asked.only_environment,
            )  # fmt: skip
        return choices.chosen(made, result)


def awaiting(project: Path, asked: Asked) -> str:
    """What of the run awaits a person, what shares a change together."""
    with _run(project, asked, None) as (result, source):
        return choices.awaiting(baseline.pending(project, result, source))


def log(project: Path, asked: Asked) -> str:
    """Every choice that was recorded: when, who, what, why, and the id to take it back by."""
    return choices.log(baseline.entries(project, guide=asked.guide))


def unused(project: Path, _asked: Asked) -> str:
    """The approved pictures that no guide's step uses."""
    found = guides.read_all(project / "guides", None)
    pictures = {guide.id: {step.picture.id for step in guide.steps if step.picture} for guide in found}
    return choices.unused([file.relative_to(project).as_posix() for file in baseline.unused(project, pictures)])


@contextmanager
def _run(project: Path, asked: Asked, chosen: decisions.Decisions | None) -> Iterator[tuple[RunResult, Path]]:
    """The run that was asked for, and the folder its paths begin in."""
    wanted = asked.run or (chosen.run if chosen else None)
    if asked.origin is None:
        yield run.read(project, wanted), project
        return
    with artifact.opened(asked.origin, wanted) as (result, folder):
        yield result, folder


def _refuse_what_is_not_in(result: RunResult, asked: Asked) -> None:
    steps = {s.id for s in result.steps}
    if asked.step and asked.step not in steps:
        raise unknown("--step", asked.step, steps, "steget finns inte i körningen")
    guides_ = {s.guide for s in result.steps}
    if asked.guide and asked.guide not in guides_:
        raise unknown("--guide", asked.guide, guides_, "guiden finns inte i körningen")


def _who(asked: Asked) -> str:
    """Who is choosing: as told, or as the computer knows them."""
    try:
        return getpass.getuser() if asked.who is None else asked.who
    except (OSError, KeyError, ImportError):
        raise Refused("Det går inte att se vem du är. Ange ditt namn med --who.") from None
