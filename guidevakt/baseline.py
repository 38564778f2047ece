"""Approved pictures: what a person chooses for a run's pictures is recorded, carried out, and can be taken back.

A run never comes here: it reads `shelf` by way of `received`. Approving a picture says nothing about a label: the
claims of a step are judged anew every run, whatever has been chosen for its picture.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from guidevakt import compare
from guidevakt.pictures import decisions, ledger, shelf, waiting
from guidevakt.pictures.decisions import Decision, Decisions
from guidevakt.pictures.ledger import Blob
from guidevakt.pictures.shelf import OWN, Entry, approved, entries, environment_key, folder, own
from guidevakt.pictures.waiting import Group, Waiting, pending
from guidevakt.refused import Refused
from guidevakt.verdict import PictureResult, RunResult, StepResult

__all__ = [
    "Entry", "Group", "Waiting", "approve", "approved", "decide", "entries", "environment_key", "folder", "own",
    "pending", "undo", "undo_batch", "unused",
]  # fmt: skip


def approve(
    project: Path, run: RunResult, guide: str | None = None, step: str | None = None, *, who: str, why: str = "",
    source: Path | None = None, only_environment: bool = False,
) -> list[Entry]:  # fmt: skip
    """Make the run's received pictures the approved ones: those that await review or look different.

    What somebody has already chosen about stays so, unless its step is named. `only_environment`: just those where
    nothing but the environment is new. Raises Refused where the run has no pictures to approve, or one of them cannot
    be read; then none is.
    """
    _environment(run)
    who, why = decisions.signed(who, why)
    found = [
        one for group in pending(project, run, source) for one in group.waiting
        if guide in (None, one.step.guide) and step in (None, one.step.id)
        and (group.is_environment or not only_environment) and (step or not one.chosen)
    ]  # fmt: skip
    if not found:
        return []
    new = tuple(_new(one, source or project, why) for one in found)
    return decide(project, run, Decisions(schema=1, run=run.run.id, who=who, decisions=new), source)


def _new(one: Waiting, source: Path, why: str) -> Decision:
    step, picture = one.step, one.picture
    sha = one.sha256 or ledger.blob(waiting.received(source, picture)).sha256
    return Decision(guide=step.guide, step=step.id, picture=picture.id, sha256=sha, choice="new", why=why)


def decide(project: Path, run: RunResult, chosen: Decisions, source: Path | None = None) -> list[Entry]:
    """Carry out what a person chose for the run's pictures; gives what was recorded, in the order of the choices.

    All of it or nothing: raises Refused with a sentence for every choice that cannot be carried out. `source` is the
    folder that the run's paths begin in, the project unless told otherwise. `later` changes and records nothing.
    """
    if chosen.run != run.run.id:
        raise Refused(f"Valen gäller körning {chosen.run}, inte {run.run.id}.")
    key = _environment(run)
    asked = _all_asked(run, chosen, source or project)
    batch, when = secrets.token_hex(4), _now()
    with ledger.alone(project):
        made = [
            _entry(project, run, key, one).model_copy(
                update={"id": f"{batch}.{number}", "batch": batch, "when": when, "who": chosen.who}
            )
            for number, one in enumerate(asked, 1)
        ]
        ledger.carry_out(project, made)
    return made


def undo(project: Path, entry_id: str, who: str, why: str = "") -> Entry:
    """Take a choice back: the picture is what it was before it, after days as well. Gives the entry that records it.

    Raises Refused where the choice is not known, is already taken back, or another choice has followed it.
    """
    return _undo(project, [entry_id], who, why)[0]


def undo_batch(project: Path, batch: str, who: str, why: str = "") -> list[Entry]:
    """Take back everything that was chosen at one time and still stands. Raises Refused as `undo`; then nothing is."""
    found = [entry.id for entry in entries(project) if entry.batch == batch and not entry.undone_by]
    return _undo(project, found or [batch], who, why)


def unused(project: Path, pictures: Mapping[str, Collection[str]]) -> list[Path]:
    """The approved pictures that no step uses any more; `pictures` are the guides' own picture ids, by guide."""
    found = sorted((project / "baselines").glob("*/*/*/*.png"))
    return [file for file in found if file.stem.partition(".")[0] not in pictures.get(file.parent.name, ())]


# -- choosing --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Asked:
    """A choice, the step it is about, and the picture that was judged."""

    decision: Decision
    step: StepResult
    received: Blob

    @property
    def picture(self) -> PictureResult:
        assert self.step.picture is not None
        return self.step.picture


def _environment(run: RunResult) -> str:
    if run.run.environment is None:
        raise Refused(f"Körning {run.run.id}: det finns inga bilder att godkänna.")
    return environment_key(run.run.environment)


def _all_asked(run: RunResult, chosen: Decisions, source: Path) -> list[_Asked]:
    """The choices that change something, each with its picture. Raises Refused with everything that is wrong."""
    found, wrong = [], []
    for decision in chosen.decisions:
        try:
            found.append(_asked(run, decision, source))
        except Refused as refused:
            wrong.append(str(refused))
    if wrong:
        raise Refused("\n".join(wrong))
    return [one for one in found if one.decision.choice != "later"]


def _asked(run: RunResult, decision: Decision, source: Path) -> _Asked:
    named = f"Bilden {decision.picture} till steg {decision.step} i guiden {decision.guide}"
    step = next((s for s in run.steps if (s.guide, s.id) == (decision.guide, decision.step)), None)
    if step is None or step.picture is None or step.picture.id != decision.picture:
        raise Refused(f"{named} finns inte i körning {run.run.id}.")
    file = waiting.received(source, step.picture)
    received = ledger.blob(file)
    if received.sha256 != decision.sha256:
        raise Refused(f"{named} är en annan än den som bedömdes. Titta på den och välj igen.")
    compare.read(file)
    return _Asked(decision, step, received)


def _entry(project: Path, run: RunResult, environment: str, asked: _Asked) -> Entry:
    """What is recorded of a choice; the pictures it needs, now and to be taken back, are kept."""
    decision, target = asked.decision, run.run.target
    place = folder(project, target, environment, decision.guide)
    now = {
        name: ledger.blob(file)
        for name, file in shelf.files(project, target, environment, decision.guide, decision.picture).items()
    }
    then = _after(decision, now, asked.received, _carried_over(project, target, asked))
    is_kept = decision.choice != "old"
    for blob in (*now.values(), *then.values(), *([asked.received] if is_kept else [])):
        ledger.keep(place, blob)
    return Entry(
        id="", batch="", when="", who="", why=decision.why, target=target, environment=environment,
        guide=decision.guide, run=run.run.id, step=asked.step.id, picture=decision.picture, choice=decision.choice,
        sha256=decision.sha256, replaced=now[decision.picture].sha256 if decision.picture in now else None,
        until=decision.until, kept=asked.received.key if is_kept else None,
        before={name: blob.key for name, blob in now.items()}, after={name: blob.key for name, blob in then.items()},
    )  # fmt: skip


def _after(decision: Decision, now: Mapping[str, Blob], received: Blob, carried: bytes | None) -> dict[str, Blob]:
    """The picture's files once the choice holds. A new picture takes the place of all that were accepted."""
    shown = f"{decision.picture}.{OWN}"
    match decision.choice:
        case "own" if decision.image:
            return {decision.picture: received, shown: Blob(decision.image)}
        case "new":
            return {decision.picture: received, **({shown: Blob(carried)} if carried and not now else {})}
        case "variant" if received.sha256 not in {blob.sha256 for blob in now.values()}:
            names = [decision.picture, *(f"{decision.picture}.{n}" for n in range(2, len(now) + 3))]
            return {**now, next(name for name in names if name not in now): received}
    return dict(now)


def _carried_over(project: Path, target: str, asked: _Asked) -> bytes | None:
    """The writer's own picture from the environment whose pictures say the same: a new browser does not end it."""
    picture = asked.picture
    if asked.decision.choice != "new" or picture.words != "same" or not picture.like:
        return None
    file = own(project, target, picture.like, asked.step.guide, picture.id)
    return file.read_bytes() if file else None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


# -- taking back -----------------------------------------------------------------------------------------------------


def _undo(project: Path, ids: Sequence[str], who: str, why: str) -> list[Entry]:
    """Take the choices back, all or none."""
    who, why = decisions.signed(who, why)
    batch, when = secrets.token_hex(4), _now()
    with ledger.alone(project):
        known = {entry.id: entry for entry in entries(project)}
        taken = [_standing(project, known, entry_id) for entry_id in ids]
        made = [
            entry.model_copy(update={
                "id": f"{batch}.{number}", "batch": batch, "when": when, "who": who, "why": why, "choice": "undo",
                "undoes": entry.id, "before": entry.after, "after": entry.before, "until": None,
                "kept": None, "replaced": None,
            })
            for number, entry in enumerate(taken, 1)
        ]  # fmt: skip
        ledger.carry_out(project, made)
    return made


def _standing(project: Path, known: Mapping[str, Entry], entry_id: str) -> Entry:
    """The choice, if it can be taken back. Raises Refused where it cannot."""
    entry = known.get(entry_id)
    if entry is None:
        raise Refused(f"Valet {entry_id} finns inte. Se guidevakt approve --log.")
    if entry.undone_by:
        raise Refused(f"Valet {entry.id} är redan ångrat, av {entry.undone_by}.")
    if entry.before == entry.after:
        return entry
    order = list(known.values())
    later = [
        e for e in order[order.index(entry) + 1 :]
        if e.of == entry.of and e.before != e.after and e.choice != "undo" and not e.undone_by
    ]  # fmt: skip
    if later:
        raise Refused(
            f"Valet {entry.id} kan inte ångras: bilden {entry.picture} har bytts igen sedan dess, av valet "
            f"{later[-1].id}. Ångra det först."
        )
    if ledger.state(project, *entry.of) != entry.after:
        raise Refused(f"Valet {entry.id} kan inte ångras: bilden {entry.picture} är inte längre den som valet gav.")
    return entry
