"""Approved pictures: find, compare a received one with, approve. A run never writes here; a person does."""

from __future__ import annotations

import getpass
import hashlib
import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from guidevakt import compare
from guidevakt.refused import Refused
from guidevakt.verdict import Environment, PictureResult, RunResult, StepResult

RECORD = "approvals.jsonl"


def environment_key(environment: Environment) -> str:
    """The folder of an environment's pictures: linux-chromium-156-3f2a91c0-1280x900."""
    width, height = environment.viewport
    return f"{environment.os}-{environment.browser}-{environment.fonts}-{width}x{height}"


def folder(project: Path, target: str, environment: Environment, guide: str) -> Path:
    """Where a guide's approved pictures of one target and environment lie."""
    return project / "baselines" / target / environment_key(environment) / guide


def approved(project: Path, target: str, environment: Environment, guide: str, picture: str) -> list[Path]:
    """The approved pictures by that id, all that are accepted, the first one first."""
    here = folder(project, target, environment, guide)
    return [file for file in (here / f"{picture}.png", *sorted(here.glob(f"{picture}.[0-9]*.png"))) if file.exists()]


def judge(
    project: Path, target: str, environment: Environment | None, guide: str, picture: str, received: Path
) -> PictureResult:
    """The received picture against the approved one of the same target and environment."""
    shown = received.relative_to(project).as_posix()
    if environment is None:
        return PictureResult(id=picture, verdict="not_checked", reason="environment", received=shown)
    approved = folder(project, target, environment, guide) / f"{picture}.png"
    if not approved.exists():
        return PictureResult(id=picture, verdict="awaiting_review", received=shown)
    found = compare.compare(compare.read(approved), compare.read(received))
    diff = received.with_name(f"{picture}.diff.png") if found.verdict != "same" and found.diff else None
    if diff and found.diff:
        found.diff.save(diff)
    return PictureResult(
        id=picture,
        verdict="holds" if found.verdict == "same" else "looks_different",
        approved=approved.relative_to(project).as_posix(),
        received=shown,
        diff=diff.relative_to(project).as_posix() if diff else None,
        changed_pixels=found.changed_pixels,
        densest=found.densest,
        box=found.box,
    )


def approve(project: Path, run: RunResult, guide: str | None = None, step: str | None = None) -> list[str]:
    """Make the run's received pictures the approved ones; gives the ids of those that were new.

    Only pictures that await review or look different; each is recorded in approvals.jsonl with who and when.
    Raises Refused where there is nothing to approve, or a picture cannot be read.
    """
    if run.run.environment is None:
        raise Refused(f"Körning {run.run.id}: det finns inga bilder att godkänna.")
    chosen = [s for s in _with_pictures(run) if guide in (None, s.guide) and step in (None, s.id)]
    for result in chosen:
        if result.picture and result.picture.received:
            compare.read(project / result.picture.received)  # all can be read before any is approved
    return [_approve_one(project, run, run.run.environment, result) for result in chosen]


def _with_pictures(run: RunResult) -> Iterator[StepResult]:
    """The steps whose picture a person can approve."""
    return (s for s in run.steps if s.picture and s.picture.verdict in ("awaiting_review", "looks_different"))


def _approve_one(project: Path, run: RunResult, environment: Environment, step: StepResult) -> str:
    picture = step.picture
    assert picture is not None
    assert picture.received is not None
    received = project / picture.received
    approved = folder(project, run.run.target, environment, step.guide) / f"{picture.id}.png"
    approved.parent.mkdir(parents=True, exist_ok=True)
    partial = approved.with_suffix(".partial")
    shutil.copyfile(received, partial)
    partial.replace(approved)  # the old or the new, never half
    entry = {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "who": getpass.getuser(),
        "run": run.run.id,
        "step": step.id,
        "picture": picture.id,
        "sha256": hashlib.sha256(approved.read_bytes()).hexdigest(),
    }
    with (approved.parent / RECORD).open("a", encoding="utf-8") as record:
        record.write(json.dumps(entry, ensure_ascii=False) + "\n")
    return picture.id
