"""What is to be walked, as options and pyproject.toml say, and the target it is walked on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from guidevakt import addresses, run, settings, target
from guidevakt import guide as guides_
from guidevakt.guide import Guide, Part, Step
from guidevakt.refused import Refused
from guidevakt.sentences.commands import overlay_of_nothing
from guidevakt.target import Target
from guidevakt.typos import meant, unknown
from guidevakt.verdict import Owner
from replica.handle import Handle
from replica.sites import Sites


@dataclass(frozen=True)
class Options:
    """What was asked for; None is what pyproject.toml says, or all there is. `handle`: a file with the line that
    `python -m replica` printed. `workers`: are there to be several?"""

    target: str | None = None
    guide: str | None = None
    part: str | None = None
    step: str | None = None
    overlay: str | None = None
    record: str | None = None
    canary: bool | None = None
    handle: str | None = None
    workers: bool = False


@dataclass(frozen=True)
class Plan:
    """A run before it begins. `guides` are those that something is walked of."""

    project: Path
    options: Options
    settings: settings.Settings
    kind: Any
    guides: tuple[Guide, ...]
    run_id: str
    started: datetime
    handle: Handle | None = None

    @property
    def overlay(self) -> Path | None:
        """The folder that lies over what is walked."""
        return Path(self.options.overlay) if self.options.overlay else None

    @property
    def overlay_name(self) -> str | None:
        """That folder as a person would say it: from the project, where it lies in it."""
        if self.overlay and self.overlay.is_relative_to(self.project):
            return self.overlay.relative_to(self.project).as_posix()
        return self.options.overlay

    @property
    def canary(self) -> bool:
        """Is Guidevakt itself to be tested first? Of the practice copy nobody relies on the answer."""
        return self.kind != "replica" if self.options.canary is None else self.options.canary

    @property
    def steps(self) -> list[tuple[Guide, Part, str]]:
        """The steps to walk, by their ids, in the guides' order."""
        part, step = self.options.part, self.options.step
        return [
            (g, p, s.id) for g in self.guides for p in g.parts for s in p.steps
            if part in (None, p.id) and step in (None, s.id)
        ]  # fmt: skip


def made(project: Path, options: Options, pages: Mapping[str, Any] | None, told: Mapping[str, Any]) -> Plan:
    """The plan for what was asked; `told` is what a controller says to its worker. Raises Refused."""
    found = settings.read(project)
    kind = options.target or found.target
    if options.overlay and kind == "live":
        raise Refused("--overlay kan inte användas med --target live: det lägger sig över övningskopian.")
    if options.workers and kind == "live":
        raise Refused("-n kan inte användas med --target live: de riktiga webbplatserna besöks av en i taget.")
    known = {addresses.host(page.url) for page in (pages or {}).values() if page.url} | Sites().hosts
    if kind == "recording":
        known |= target.read_recording(project / found.recording).hosts
    if options.overlay:
        _refuse_one_that_lies_on_nothing(options.overlay, known)
    handle = told.get("handle") or _handle(options.handle)
    now = datetime.now(UTC)
    plan = Plan(
        project=project,
        options=options,
        settings=found,
        kind=kind,
        guides=_chosen(options, guides_.read_all(project / "guides", pages)),
        run_id=told.get("run") or run.new_id(now),
        started=now,
        handle=Handle.from_json(handle) if handle else None,
    )
    if not plan.steps:
        raise Refused("--guide, --part och --step utesluter varandra: inget steg blir kvar.")
    return plan


def _refuse_one_that_lies_on_nothing(folder: str, known: Set[str]) -> None:
    """Raises Refused for an overlay that cannot be used, or that bends nothing a guide or the practice copy knows."""
    laid = target.read_overlay(Path(folder))
    if {host.removeprefix("www.") for host in laid.lies_on} & {host.removeprefix("www.") for host in known}:
        return
    there = sorted({child.name for child in Path(folder).iterdir() if child.is_dir()} | laid.lies_on)
    raise Refused(overlay_of_nothing(folder, there, [guess for host in there if (guess := meant(host, known))], known))


def _handle(file: str | None) -> dict[str, Any] | None:
    try:
        return dict(json.loads(Path(file).read_text())) if file else None
    except (OSError, ValueError, TypeError):
        raise Refused(f"{file}: filen ska ha raden som python -m replica skriver.") from None


def _chosen(options: Options, guides: tuple[Guide, ...]) -> tuple[Guide, ...]:
    """The guides that the options name. Raises Refused for an id that is nowhere, of parts and steps too."""
    for name, wanted, ids in (
        ("guide", options.guide, {g.id for g in guides}),
        ("part", options.part, {p.id for g in guides for p in g.parts}),
        ("step", options.step, {s.id for g in guides for s in g.steps}),
    ):
        if wanted and wanted not in ids:
            raise unknown(f"--{name}", wanted, ids)
    return tuple(g for g in guides if options.guide in (None, g.id))


@dataclass
class Session:
    """The run in this process: its plan, and its target once that has been opened."""

    plan: Plan
    stack: ExitStack = field(default_factory=ExitStack)
    target: Target | None = None
    site: type[Any] | None = None

    def open(self) -> Target:
        """The target, opened the first time it is asked for."""
        if self.target is None:
            plan = self.plan
            overlay = str(plan.overlay) if plan.overlay else None
            if plan.handle:
                self.target = target.attached(plan.kind, plan.settings, plan.handle, overlay)
            else:
                hosts = self.hosts()
                opened = target.opened(plan.kind, plan.settings, plan.project, plan.overlay, hosts)
                self.target = self.stack.enter_context(opened)
        return self.target

    def owner(self, step: Step) -> Owner:
        """Whose page the step is judged on."""
        owner: Owner = self.site.pages[step.page].owner if self.site else "unknown"
        return owner

    def hosts(self) -> set[str]:
        """The hosts of the guides' own pages."""
        pages = self.site.pages.values() if self.site else ()
        return {addresses.host(page.url) for page in pages if page.url}
