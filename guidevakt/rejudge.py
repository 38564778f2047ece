"""A saved run judged again with today's code, and a false alarm kept as a case that no later code may raise again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pydantic import Field, TypeAdapter, ValidationError

from guidevakt import claims, jsonfile, landing, moment, seen
from guidevakt.guide import Claim, PageClaim
from guidevakt.outcome import Outcome
from guidevakt.promises import AnyClaim
from guidevakt.refused import Refused
from guidevakt.run import folder_of
from guidevakt.seen import Judged, Seen
from guidevakt.tries import agreed
from guidevakt.typos import unknown
from guidevakt.verdict import ClaimResult, Data, RunResult, StepResult, summarise, worst_reason, worst_verdict

_CLAIM: TypeAdapter[Claim] = TypeAdapter(AnyClaim)
_OTHER_VERSION = "{file}: filen är från en annan version av Guidevakt, och det den håller går inte att döma om."
#: Where regression cases lie, from the project's folder.
CASES = Path("tests") / "cases"


class Case(Data):
    """What a run saw of a step and cried out about although the guide was right: every claim of it must hold."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    who: str
    when: str
    why: str
    seen: Seen


@dataclass(frozen=True)
class Again:
    """A step as it was judged then and as it is judged now."""

    then: StepResult
    now: StepResult

    @property
    def differ(self) -> Iterator[tuple[ClaimResult, ClaimResult]]:
        """The claims that are judged otherwise now."""
        pairs = zip(self.then.claims, self.now.claims, strict=True)
        return ((a, b) for a, b in pairs if _verdict(a) != _verdict(b))


def _verdict(claim: ClaimResult) -> tuple[object, ...]:
    return claim.verdict, claim.reason, claim.change, claim.suggestion


def outcomes(kept: Seen) -> list[tuple[Claim, Outcome]]:
    """Every claim of a step that was seen, and what its tries come to by today's code."""
    claims_ = [_CLAIM.validate_python(judged.claim) for judged in kept.tries[-1]] if kept.tries else []
    tries = [_tried(kept, tried, claims_) for tried in kept.tries]
    return [(claim, outcome) for claim, (outcome, _) in zip(claims_, agreed(tries) if tries else (), strict=True)]


def _readable(file: Path, kept: Seen) -> list[tuple[Claim, Outcome]]:
    """The outcomes of what a file holds. Raises Refused where it names claims or looks that today's code lacks."""
    try:
        return outcomes(kept)
    except (ValidationError, LookupError):
        raise Refused(_OTHER_VERSION.format(file=file)) from None


def _tried(kept: Seen, tried: Sequence[Judged], claims_: Sequence[Claim]) -> list[Outcome]:
    """One try: each claim on its look, those of one moment together, and then where each led."""
    found = [_found(kept, judged, claim) for judged, claim in zip(tried, claims_, strict=True)]
    for after in {claim.after for claim in claims_}:
        now = moment.at(claims_, after)
        judged_ = [(claims_[i].kind, found[i]) for i in now]
        for i, outcome in zip(now, moment.together(judged_, kept.known, loaded=True), strict=True):
            found[i] = outcome
    return [_led(kept, *each) for each in zip(tried, claims_, found, strict=True)]


def _found(kept: Seen, judged: Judged, claim: Claim) -> Outcome:
    """One claim on its look. What was not judged then for want of something to judge it on is not judged now."""
    look = seen.at(kept, judged)[0]
    not_then = judged.landed is None and judged.outcome.verdict == "not_checked"
    if look is None or claim.kind in ("page", "accepts") or not_then:
        return judged.outcome
    return claims.judge(claim, look, replace(kept.known, before=judged.before))


def _led(kept: Seen, judged: Judged, claim: Claim, found: Outcome) -> Outcome:
    """The outcome once it is also told where an address, or a click on what was found, led."""
    landed = seen.at(kept, judged)[1]
    led = landing.judge(landed.landing, landed.wanted, landed.words) if landed else None
    if isinstance(claim, PageClaim):
        return led or found
    if found.verdict != "holds" or not claim.leads:
        return found
    if led is None:  # what could not be clicked then is not clicked now
        return judged.outcome if judged.outcome.change == "disabled" else found
    return landing.led(found, led)


def rejudge(project: Path, result: RunResult, step: str | None = None) -> list[Again]:
    """The steps of a saved run, judged again. Raises Refused where the run kept nothing that can be judged."""
    folder = folder_of(project, result.run.id)
    wanted = [s for s in result.steps if step in (None, s.id)]
    if not wanted:
        said = f"steget finns inte i körningen {result.run.id}"
        raise unknown("--step", step or "", [s.id for s in result.steps], said)
    found = [s for s in wanted if seen.file_of(folder, s.guide, s.id).exists()]
    if not found:
        raise Refused(
            f"{folder / seen.FOLDER}: här finns inget sparat att döma om. Av de riktiga webbplatserna sparas bara det "
            "som vem som helst kan se, och äldre körningar sparade inget."
        )
    return [Again(then, _judged(then, seen.file_of(folder, then.guide, then.id))) for then in found]


def _judged(then: StepResult, file: Path) -> StepResult:
    """The step's result with today's verdicts of its claims; its picture stays as it was judged."""
    now_ = _readable(file, seen.read(file))
    if len(now_) != len(then.claims):
        raise Refused(_OTHER_VERSION.format(file=file))
    told = tuple(_claim(old, now) for old, (_, now) in zip(then.claims, now_, strict=True))
    verdict = worst_verdict([c.verdict for c in told] + [p.verdict for p in [then.picture] if p])
    reason = worst_reason([c.reason for c in told] + [p.reason for p in [then.picture] if p])
    return then.model_copy(
        update={"claims": told, "verdict": verdict, "reason": reason if verdict == "not_checked" else None}
    )


def _claim(old: ClaimResult, now: Outcome) -> ClaimResult:
    facts = {
        "verdict": now.verdict, "reason": now.reason, "change": now.change, "seen": now.seen, "note": now.note,
        "suggestion": now.suggestion, "candidates": now.candidates, "lands": now.lands,
    }  # fmt: skip
    return old.model_copy(update=facts)


def exit_code(found: Sequence[Again]) -> int:
    """As `guidevakt verify` would end today."""
    return summarise([again.now for again in found]).exit_code


# -- cases ---------------------------------------------------------------------------------------------------------


def keep(project: Path, result: RunResult, step: str, name: str, who: str, why: str) -> tuple[Path, list[str]]:
    """Keep what the run saw of a step as a case. Gives its file, and the claims that today's code still raises.

    Raises Refused for a step that raised no alarm in words, a name that is no file's name, one that is taken, and a
    reason that says nothing.
    """
    alarmed = next(s for s in result.steps if s.id == step)
    _refuse_unless_alarmed(alarmed, result.run.id)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise Refused(f"--keep {name}: namnet skrivs med små bokstäver a–z, siffror och bindestreck, som cookieruta-2.")
    if not why.strip():
        raise Refused("--why saknas: skriv varför larmet var falskt, så att den som läser fallet om ett år förstår.")
    file = project / CASES / f"{name}.json"
    if file.exists():
        raise Refused(f"{file}: det finns redan ett fall med det namnet. Välj ett annat.")
    kept = seen.read(seen.file_of(folder_of(project, result.run.id), alarmed.guide, step))
    case = Case(who=who, when=result.run.started, why=why.strip(), seen=kept)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(case.model_dump_json(by_alias=True, exclude_defaults=True) + "\n", encoding="utf-8")
    return file, raised(case)


def _refuse_unless_alarmed(then: StepResult, run: str) -> None:
    """A case holds words: what was told of a picture alone cannot be kept in one."""
    if any(claim.verdict == "drifted" for claim in then.claims):
        return
    if then.picture and then.picture.verdict == "looks_different":
        raise Refused(f"--step {then.id}: larmet gällde bara bilden. Är den nya rätt: godkänn den i guidevakt review.")
    raise Refused(f"--step {then.id}: steget larmade inte i körningen {run}, så det finns inget falskt larm att spara.")


def read_case(file: Path) -> Case:
    """A case from its file. Raises Refused."""
    case = jsonfile.read(file, Case, "filen är inget sparat fall som går att läsa.")
    _readable(file, case.seen)
    return case


def raised(case: Case) -> list[str]:
    """What today's code cries out about in a case: nothing, or it has broken again."""
    return [claim.expected for claim, now in outcomes(case.seen) if now.verdict == "drifted"]
