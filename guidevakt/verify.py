"""`guidevakt verify`: pytest walks, we tell, results.json decides the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from rich.console import Console

from guidevakt import browser, faults, retention, save, settings
from guidevakt.history import History
from guidevakt.history.ledger import Ledger
from guidevakt.incidents import Incident
from guidevakt.interruption import Interruption
from guidevakt.narrator import Narrator, Tone
from guidevakt.refused import Refused
from guidevakt.sentences import commands
from guidevakt.sentences.history import NOTHING_SUSPECT
from guidevakt.typos import unknown
from guidevakt.verdict import OWN_FAULT, Run, Target
from guidevakt.writable import refuse_unless_writable

PLUGIN = "guidevakt.pytest_plugin"
#: pytest-playwright empties this folder at start: it is never reports/.
OUTPUT = ".artifacts"


def verify(
    target: str | None = None,
    guide: str | None = None,
    part: str | None = None,
    step: str | None = None,
    overlay: Path | None = None,
    json_file: Path | None = None,
    workers: int = 1,
    headed: bool = False,
    canary: bool | None = None,
    if_suspect: bool = False,
    tone: Tone = "full",
    extra: tuple[str, ...] = (),
) -> int:
    """Walk, tell, and give the exit code of contracts.md. Raises Refused for what cannot be used.

    With `if_suspect`, only where an earlier run has seen something alone: that is looked at again.
    """
    project = settings.find_project()
    kind = target or settings.read(project).target
    if kind not in get_args(Target):
        raise unknown("--target", kind, get_args(Target))
    narrator = Narrator(Console(highlight=False), tone)
    if if_suspect:
        nightly = settings.read(project).nightly
        if kind != nightly:
            raise Refused(f"--if-suspect ser på nattens mål igen: skriv --target {nightly}.")
        suspects = Ledger(History.of(project).file).suspects(datetime.now(UTC))
        if not suspects:
            narrator.nothing_to_walk(NOTHING_SUSPECT)
            return 0
        guide, part = _only(suspects)
    browser.require(headed)
    history = History.of(project)
    places = [project / "reports", *([history.file.parent] if kind != "replica" else [])]
    refuse_unless_writable(*places, json_file=json_file)
    history.held(kind)  # one that cannot be read is told now
    options: dict[str, Any] = {
        "--target": kind, "--guide": guide, "--part": part, "--step": step,
        "--overlay": overlay and overlay.resolve(), "--results": json_file and json_file.resolve(),
    }  # fmt: skip
    arguments = [f"{name}={value}" for name, value in options.items() if value is not None]
    if workers > 1 and kind != "live":  # real sites are walked by one, at one pace
        arguments += ["-n", str(workers)]
    if canary is not None:
        arguments.append("--canary" if canary else "--no-canary")
    if headed:
        arguments.append("--headed")
    # How the project's own tests are run is no matter of a guide's: a warning fails there, and no BOM may come first.
    here = [f"--rootdir={project}", f"-c{os.devnull}", str(project / "tests" / "test_guides.py")]
    quiet = ["-p", "no:terminal", "-p", "no:cacheprovider", "-o", f"addopts=-p {PLUGIN}", "-W", "ignore"]
    kept = [f"--output={project / OUTPUT}"]
    code = _walked(project, [*here, *quiet, *kept, *arguments, *extra], narrator, json_file)
    if narrator.result and not narrator.result.interrupted:
        _sweep(project, narrator.result.run, narrator)
    return code


def _sweep(project: Path, run: Run, narrator: Narrator) -> None:
    """A nightly run removes what is old, and says so."""
    told = settings.read(project)
    if run.target == told.nightly and not run.overlay:
        found = retention.swept(project, told.keep_days, datetime.now(UTC))
        if not isinstance(found, str):
            found = commands.swept(len(found.removed), len(found.left), told.keep_days)
        narrator.tell(found)


def _walked(project: Path, arguments: Sequence[str], narrator: Narrator, json_file: Path | None) -> int:
    """Let pytest walk; gives the exit code that results.json has, whatever fails on the way or after."""
    try:
        with Interruption() as interruption:
            code = pytest.main([*arguments], plugins=[narrator, interruption])
    except Exception as fault:
        told = commands.own_fault(faults.aside(fault))
        sys.stderr.write(f"{told}\n")
        return save.amend(project, narrator.result, told, json_file).summary.exit_code if narrator.result else OWN_FAULT
    return narrator.exit_code(code)


def _only(suspects: Sequence[Incident]) -> tuple[str | None, str | None]:
    """The guide and the part that all of them lie in; None for each where they lie in several, or it is a site."""
    guides = {one.story.guide for one in suspects}
    parts = {one.story.part for one in suspects}
    guide = guides.pop() or None if len(guides) == 1 else None
    return guide, (parts.pop() or None if guide and len(parts) == 1 else None)
