"""One run as a whole: its id, its folder, and what its steps come to together."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from guidevakt import jsonfile, owner
from guidevakt.guide import Guide, notices
from guidevakt.history import History
from guidevakt.night import SWEDEN
from guidevakt.owner import Before
from guidevakt.refused import Refused
from guidevakt.typos import meant
from guidevakt.verdict import (
    Canary,
    Environment,
    HostResult,
    Run,
    RunResult,
    StepResult,
    Target,
    summarise,
)

LATEST = "latest"
NOTHING_KNOWN = Before()


def new_id(now: datetime) -> str:
    """A run's id: its start in UTC and four random signs, 2026-11-22T02-15-00Z-7f3a."""
    return f"{now.astimezone(UTC):%Y-%m-%dT%H-%M-%SZ}-{secrets.token_hex(2)}"


@dataclass
class Walked:
    """What one walked step brings to the run beside its result."""

    step: StepResult
    forms_sent: int = 0
    requests_blocked: int = 0
    walk: str | None = None
    met: dict[str, str] = field(default_factory=dict)
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    hosts: tuple[HostResult, ...] = ()
    environment: Environment | None = None
    canary: Canary | None = None


def assemble(
    run_id: str,
    started: datetime,
    target: Target,
    overlay: str | None,
    guides: Sequence[Guide],
    walked: Sequence[Walked],
    before: Before = NOTHING_KNOWN,
    whole: bool = True,
    faults: Sequence[str] = (),
) -> RunResult:
    """The run's result, its steps in the guides' order. `before` is what is known of the last good run, `faults` what
    failed that is no step's."""
    order = {(g.id, s.id): n for n, (g, s) in enumerate((g, s) for g in guides for s in g.steps)}
    steps = sorted((w.step for w in walked), key=lambda s: order.get((s.guide, s.id), len(order)))
    now = datetime.now(UTC)
    environment = next((w.environment for w in walked if w.environment), None)
    steps = owner.told(steps, before, environment)
    canary = heard(w.canary for w in walked)
    return RunResult(
        run=Run(
            id=run_id,
            started=started.isoformat(timespec="seconds"),
            finished=now.isoformat(timespec="seconds"),
            target=target,
            environment=environment,
            overlay=overlay,
            whole=whole,
            walks=tuple(w.walk for w in walked if w.walk),
            canary=canary,
            faults=tuple(faults),
        ),
        summary=summarise(
            steps,
            forms_sent=sum(w.forms_sent for w in walked),
            requests_blocked=sum(w.requests_blocked for w in walked),
            canary=canary,
            faults=faults,
        ),
        steps=tuple(steps),
        hosts=tuple({host.host: host for w in walked for host in w.hosts}.values()),
        titles=titles(guides),
        notices=tuple(notices(guides, {(s.guide, s.id) for s in steps}, now.astimezone(SWEDEN).date())),
    )


def heard(canaries: Iterable[Canary | None]) -> Canary | None:
    """What the canaries of all processes come to; None where there was none."""
    sung = [canary for canary in canaries if canary]
    if not sung:
        return None
    return Canary(caught=all(c.caught for c in sung), quiet=all(c.quiet for c in sung))


def titles(guides: Iterable[Guide]) -> dict[str, str]:
    """What each guide and each part of it is called, by guide and guide/part."""
    return {
        **{guide.id: guide.title for guide in guides},
        **{f"{guide.id}/{part.id}": part.title for guide in guides for part in guide.parts},
    }


def before(project: Path, target: Target, guides: Iterable[Guide]) -> Before:
    """What is known of the target's last good run; of practice runs nothing is kept."""
    if target == "replica":
        return NOTHING_KNOWN
    history = History.of(project)
    kept = {guide.id: history.guide_sha(target, guide.id) for guide in guides}
    return Before({g for g, then in kept.items() if then and then != sha(project, g)}, history.environment(target))


def sha(project: Path, guide: str) -> str:
    """SHA-256 of the guide's file; empty where there is none."""
    file = project / "guides" / guide / "guide.yaml"
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else ""


def folder_of(project: Path, run_id: str) -> Path:
    """Where a run leaves what it saw."""
    return project / "reports" / run_id


def read(project: Path, run_id: str | None) -> RunResult:
    """A saved run, or the newest. Raises Refused where it is not there or cannot be read."""
    file = folder_of(project, run_id or LATEST) / "results.json"
    if not file.exists():
        if run_id is None:
            raise Refused(f"Det finns ingen körning än: {file} saknas. Kör guidevakt verify först.")
        kept = [one.parent.name for one in folder_of(project, "").glob("*/results.json")]
        near = meant(run_id, kept) or "Kör guidevakt verify först."
        raise Refused(f"Körningen {run_id} finns inte: {file} saknas. {near}")
    return jsonfile.read(file, RunResult, "filen är inget resultat från Guidevakt som går att läsa.")
