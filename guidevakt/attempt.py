"""One try at a step, and what several tries at it come to as a result."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from guidevakt import faults, seen
from guidevakt.guide import Claim, Guide, OptionClaim, Part, Picture, Step
from guidevakt.landing import Landed
from guidevakt.look import Look
from guidevakt.outcome import Known, Outcome, not_checked
from guidevakt.pictures import frame, shelf, sidecar
from guidevakt.pictures.decisions import today
from guidevakt.pictures.frame import Framed, framed
from guidevakt.pictures.received import judge
from guidevakt.refused import Refused
from guidevakt.seen import Judged, Seen
from guidevakt.sentences import pictures as pictures_
from guidevakt.tries import agreed
from guidevakt.verdict import (
    ClaimResult,
    Environment,
    Owner,
    PictureResult,
    Reason,
    StepResult,
    Target,
    Verdict,
    worst_reason,
    worst_verdict,
)

T = TypeVar("T")


@dataclass
class Attempt:
    """One try at a step: what its claims came to, by their place in the step, and what they were judged on. `fault`:
    the file, in the run's folder, of what was raised in the middle of it."""

    outcomes: dict[int, Outcome] = field(default_factory=dict)
    looks: dict[int, Look] = field(default_factory=dict)
    landed: dict[int, Landed] = field(default_factory=dict)
    before: dict[int, Sequence[str]] = field(default_factory=dict)
    own: Look | None = None
    url: str = ""
    passed: bool = False
    after: str | None = None
    why: str | None = None
    asked: str | None = None
    retry_after: float = 0
    fault: str | None = None

    def rest(self, step: Step, reason: Reason) -> None:
        """What has not been judged yet could not be; `why`, where something was met in the way, at the address
        `asked`."""
        rest = not_checked(reason)
        if reason != "stuck":
            rest = replace(rest, note=self.why, lands=self.asked)
        for index in range(len(step.claims)):
            self.outcomes.setdefault(index, rest)

    @property
    def told(self) -> list[Outcome]:
        """What each claim of the step came to, in its order."""
        return [outcome for _, outcome in sorted(self.outcomes.items())]


def _judged(step: Step, attempt: Attempt, looks: seen.Looks) -> Iterator[Judged]:
    """Each claim of one try, with what it was judged on; an address is judged by where it led alone."""
    for index, claim in enumerate(step.claims):
        look = attempt.looks.get(index) if claim.kind != "page" else None
        yield seen.judged(
            claim.model_dump(mode="json", by_alias=True, exclude_none=True), look.snapshot if look else None,
            attempt.landed.get(index), attempt.outcomes[index], looks, attempt.before.get(index, ()),
        )  # fmt: skip


def _shot(look: Look | None) -> int:
    """Which screenshot it is, among those of one step that are held; 0 where there is none."""
    return id(look.screenshot) if look and look.screenshot else 0


@dataclass
class Evidence:
    """Keeps what was seen in the run's folder, and makes results of tries. `held`: when each claim last held."""

    project: Path
    folder: Path
    target: Target
    environment: Environment | None
    held: Mapping[tuple[str, ...], str] = field(default_factory=dict)

    def result(
        self, guide: Guide, part: Part, step: Step, owner: Owner, attempts: Sequence[Attempt],
        known: Known | None = None,
    ) -> StepResult:
        """The step as it stands in results.json; its screenshots and its picture are saved. What cannot be saved takes
        no change away that was told, but nothing holds then."""
        met: list[str] = []
        keep = partial(self._kept, guide, step, met)
        truth = agreed([attempt.told for attempt in attempts])
        looks = [attempts[number - 1].looks.get(i) for i, (_, number) in enumerate(truth)]
        last = attempts[-1]
        shots = keep(lambda: self._save(guide, step, [*looks, last.own])) or {}
        found = tuple(
            self._claim(guide, step, claim, owner, outcome, look, shots).model_copy(update={"tries": number})
            for claim, look, (outcome, number) in zip(step.claims, looks, truth, strict=True)
        )
        keep(lambda: self._keep(guide, part, step, attempts, known or Known()))
        picture = keep(lambda: self._picture(guide, step, last.own, found))
        if step.picture and picture is None:
            picture = PictureResult(id=step.picture.id, verdict="not_checked", reason="fault")
        unkept: list[Verdict] = ["not_checked"] if met else []
        verdict = worst_verdict([c.verdict for c in found] + [p.verdict for p in [picture] if p] + unkept)
        reasons: set[Reason | None] = {c.reason for c in found} | {picture.reason if picture else None}
        reasons |= {"fault"} if met else set()
        met += [attempt.fault for attempt in attempts if attempt.fault and "fault" in reasons]
        reason = worst_reason(reasons)
        shown = [shots[key] for look in (last.own, *looks) if (key := _shot(look)) in shots]
        return StepResult(
            guide=guide.id, part=part.id, id=step.id, text=step.text, verdict=verdict,
            reason=reason if verdict == "not_checked" else None, owner=owner, url=last.url or None, claims=found,
            picture=picture, screenshot=next(iter(shown), None), after=last.after if reason == "stuck" else None,
            fault=next(iter(met), None),
        )  # fmt: skip

    def fault(self, guide: Guide, step: Step, raised: BaseException) -> str:
        """Keep what was raised at a step in the run's folder; gives its file, from there."""
        return faults.keep(self.folder, f"{guide.id}/{step.id}", raised)

    def _kept(self, guide: Guide, step: Step, met: list[str], make: Callable[[], T]) -> T | None:
        """What is made, or None where that could not be done: its file is then among those `met`. Raises Refused."""
        try:
            return make()
        except Refused:
            raise
        except Exception as fault:
            met.append(self.fault(guide, step, fault))
            return None

    def approved(self, guide: Guide, picture: Picture) -> list[Framed]:
        """Every picture that the step's may be like today. Raises Refused where one cannot be read."""
        if self.environment is None:
            return []
        where = (self.project, self.target, self.environment, guide.id, picture.id)
        files = [*shelf.approved(*where), *shelf.tolerated(*where, today()).values()]
        return [frame.read(file) for file in files]

    def _claim(
        self, guide: Guide, step: Step, claim: Claim, owner: Owner,
        outcome: Outcome, look: Look | None, shots: Mapping[int, str],
    ) -> ClaimResult:  # fmt: skip
        shot = shots.get(_shot(look))
        key = (guide.id, step.id, claim.kind, claim.expected, claim.session or "")
        element = outcome.element
        return ClaimResult(
            kind=claim.kind, expected=claim.expected, seen=outcome.seen, verdict=outcome.verdict, reason=outcome.reason,
            held_before=self.target == "replica" or key in self.held, last_held=self.held.get(key),
            change=outcome.change, suggestion=outcome.suggestion, candidates=outcome.candidates, owner=owner,
            where=claim.where, within=claim.within if isinstance(claim, OptionClaim) else None, session=claim.session,
            url=look.snapshot.url if look else None, lands=outcome.lands, note=outcome.note,
            box=look.pictured(element.box) if element and look else None, screenshot=shot,
        )  # fmt: skip

    def _keep(self, guide: Guide, part: Part, step: Step, attempts: Sequence[Attempt], known: Known) -> None:
        """What the step was judged on, so that it can be judged again; of real sites only what anyone can see."""
        if self.target == "live" and step.live != "public":
            return
        looks = seen.Looks()
        tries = tuple(tuple(_judged(step, attempt, looks)) for attempt in attempts)
        kept = Seen(
            run=self.folder.name, guide=guide.id, part=part.id, step=step.id, known=known, tries=tries,
            looks=looks.kept(),
        )  # fmt: skip
        file = seen.file_of(self.folder, guide.id, step.id)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(kept.to_json(), encoding="utf-8")

    def _save(self, guide: Guide, step: Step, looks: Sequence[Look | None]) -> dict[int, str]:
        """The looks' screenshots as files of the run, each once; gives their paths from its folder, by `_shot`."""
        shots: dict[int, str] = {}
        for look in looks:
            if look and look.screenshot and _shot(look) not in shots:
                name = f"steps/{guide.id}/{step.id}{f'-{len(shots) + 1}' if shots else ''}.png"
                (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
                (self.folder / name).write_bytes(look.screenshot)
                shots[_shot(look)] = name
        return shots

    def _picture(
        self, guide: Guide, step: Step, look: Look | None, claims: Sequence[ClaimResult]
    ) -> PictureResult | None:
        """The step's picture against the approved one, kept with its words."""
        if step.picture is None:
            return None
        if look and look.unmet:  # what is still under way is no change, and is kept by nobody
            why = pictures_.waited(look.unmet)
            return PictureResult(id=step.picture.id, verdict="not_checked", reason="timeout", why=why)
        shown = framed(look, step.picture) if look else None
        if look is None or shown is None:
            reason = worst_reason(c.reason for c in claims)
            return PictureResult(id=step.picture.id, verdict="not_checked", reason=reason or "stuck")
        received = self.folder / "pictures" / guide.id / f"{step.picture.id}.png"
        received.parent.mkdir(parents=True, exist_ok=True)
        shown.image.save(received)
        words = sidecar.made(
            received.read_bytes(), look.snapshot, step.picture.frame, shown.origin, shown.image.size,
            claims, shown.moving, shown.texts,
        )  # fmt: skip
        received.with_suffix(".json").write_text(words.to_json(), encoding="utf-8")
        return judge(self.project, self.target, self.environment, guide.id, step.picture.id, received)
