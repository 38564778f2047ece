"""Verdicts and results: the plain data of one run, as results.json holds it.

Everything after a run (report, history, alerts) is a view of `RunResult`; nothing here reads a page or a file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from guidevakt import addresses

Verdict = Literal["drifted", "looks_different", "not_checked", "awaiting_review", "holds"]
Reason = Literal[
    "fault", "interrupted", "unreachable", "blocked", "timeout", "tries-disagree", "stuck", "environment",
    "never-live", "sign-in",
]  # fmt: skip
Change = Literal[
    "renamed", "moved", "removed", "role", "destination", "disabled", "hidden",
    "ambiguous", "order", "count", "language", "dead", "other",
]  # fmt: skip
Owner = Literal["eslov.se", "microsoft", "apple", "google", "guide", "environment", "unknown"]
Target = Literal["replica", "recording", "live"]

WORST_VERDICT_FIRST: tuple[Verdict, ...] = get_args(Verdict)
WORST_REASON_FIRST: tuple[Reason, ...] = get_args(Reason)
#: Reasons that say something should have been checked and could not be: none of them leaves a run with exit code 0.
REASONS_THAT_COUNT: frozenset[Reason] = frozenset(
    {"fault", "interrupted", "unreachable", "blocked", "timeout", "tries-disagree", "environment"}
)
#: Reasons that say this target can never check the claim: no failure, and pytest skips.
REASONS_BY_DESIGN: frozenset[Reason] = frozenset({"never-live", "sign-in"})
_IN_THE_WAY = REASONS_THAT_COUNT | REASONS_BY_DESIGN

Box = tuple[float, float, float, float]
#: What is kept of an address has lost its session's keys and whoever it names, wherever it came from.
Address = Annotated[str, AfterValidator(addresses.bare)]


class Data(BaseModel):
    """A value: no unknown keys, no change after it was made."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ClaimResult(Data):
    """What one claim of a step came to.

    `expected` and `seen` are in the page's own words. `box` is x, y, width, height of the place the claim
    speaks of, in CSS px from the top left corner of `screenshot`. `note` is a Swedish sentence for what held only
    with a remark. `tries` is how many times the claim was judged. `last_held` is when the claim last held on this
    target before this run, ISO 8601; None where it never has, or nobody knows.
    """

    kind: str
    expected: str
    seen: str | None = None
    verdict: Verdict
    reason: Reason | None = None
    held_before: bool = False
    last_held: str | None = None
    change: Change | None = None
    suggestion: str | None = None
    candidates: tuple[str, ...] = ()
    owner: Owner = "unknown"
    where: str | None = None
    within: str | None = None
    session: Literal["with", "without"] | None = None
    url: Address | None = None
    lands: Address | None = None
    note: str | None = None
    box: Box | None = None
    screenshot: str | None = None
    tries: int = 1


class Difference(Data):
    """One thing that reads otherwise in the received picture than in the approved one, told by their two snapshots.

    `name` is what it was called (empty for what was added), `seen` what it is called now (None for what was removed).
    `way` is where it went for what moved, `box` where it stands, in px of the received picture (of the approved one
    for what was removed).
    """

    change: Literal["renamed", "moved", "added", "removed", "role", "disabled"]
    role: str
    name: str = ""
    seen: str | None = None
    way: Literal["up", "down", "left", "right"] | None = None
    box: tuple[int, int, int, int] | None = None


class PictureResult(Data):
    """How a step's picture compares with the approved one.

    Paths are relative to the project. `densest` is the share (0–1) of changed pixels in the densest 32×32 window;
    `box` is x, y, width, height of what changed, in px of the received picture, and `boxes` its separate places,
    most different first. `words`: do the two snapshots say the same? None where there are not two to ask. `why` is a
    Swedish clause for what was waited for in vain. `like` is the environment whose approved picture the words were held
    against, where this environment has none. `origin` is where the picture's top left corner stands on the page, CSS
    px, and `snapshot` the received picture's own words, as a file. `note` is a Swedish sentence for what held only with
    a remark.
    """

    id: str
    verdict: Verdict
    reason: Reason | None = None
    why: str | None = None
    approved: str | None = None
    received: str | None = None
    diff: str | None = None
    snapshot: str | None = None
    changed_pixels: int = 0
    densest: float = 0.0
    box: tuple[int, int, int, int] | None = None
    boxes: tuple[tuple[int, int, int, int], ...] = ()
    words: Literal["same", "otherwise"] | None = None
    differences: tuple[Difference, ...] = ()
    like: str | None = None
    note: str | None = None
    origin: tuple[int, int] = (0, 0)


class StepResult(Data):
    """One step of a guide: its sentence, its claims, its picture, and the worst of them as its verdict.

    `screenshot` is the page as it stood when the step was judged, relative to the run's folder. `after` names the step
    that was stuck when `reason` is `stuck`. `duration_ms` is wall time from the first look for it to its last.
    `fault` is the file, from the run's folder, with the traceback of what Guidevakt could not cope with here; `refused`
    is a Swedish sentence of what was given to the run and could not be used.
    """

    guide: str
    part: str
    id: str
    text: str
    verdict: Verdict
    reason: Reason | None = None
    owner: Owner = "unknown"
    url: Address | None = None
    claims: tuple[ClaimResult, ...] = ()
    picture: PictureResult | None = None
    screenshot: str | None = None
    after: str | None = None
    duration_ms: int = 0
    fault: str | None = None
    refused: str | None = None

    @property
    def reasons(self) -> set[Reason | None]:
        """Why the step, or anything in it, could not be judged."""
        return {self.reason, *(c.reason for c in self.claims), self.picture.reason if self.picture else None}


class Environment(Data):
    """Where pictures were taken: two pictures are compared only within one environment."""

    os: str
    browser: str
    fonts: str
    viewport: tuple[int, int]


class Canary(Data):
    """The run's test of itself: was a planted change caught, and was a harmless one left in peace?"""

    caught: bool
    quiet: bool

    @property
    def failed(self) -> bool:
        """Then nothing that the run says can be trusted."""
        return not (self.caught and self.quiet)


class Run(Data):
    """Which run this was. Times are ISO 8601 in UTC. `whole`: every step of its guides was walked."""

    id: str
    started: str
    finished: str
    target: Target
    environment: Environment | None = None
    overlay: str | None = None
    whole: bool = True
    walks: tuple[str, ...] = ()
    """Each walk of a part that was started, as guide/part, in the order they began."""
    canary: Canary | None = None
    """None where the run did not test itself."""
    faults: tuple[str, ...] = ()
    """What failed beside the steps once the walk had begun, a Swedish sentence each."""

    @property
    def untrusted(self) -> bool:
        """Has the run's test of itself failed?"""
        return self.canary is not None and self.canary.failed


class ClaimCounts(Data):
    checked: int
    not_checked: int


class Summary(Data):
    """The run in numbers. `steps_total` were planned. `forms_sent`: submit events and non-GET page requests that went
    out (on the replica: practice forms); `requests_blocked`: what the guard stopped."""

    steps_total: int
    steps_checked: int
    steps_interrupted: int = 0
    steps: dict[Verdict, int]
    claims: ClaimCounts
    forms_sent: int = 0
    requests_blocked: int = 0
    exit_code: int = 0


class NoticeResult(Data):
    """An announced change that touches the guide; `days_left` is negative once it is in force."""

    date: str
    days_left: int
    steps: tuple[str, ...]
    text: str
    source: str
    to_do: str = ""


class HostResult(Data):
    """How a host answered for its own documents. `answer_ms`: median time to the first byte; `certificate_until`: when
    its certificate runs out, ISO 8601; `redirects`: each chain of addresses that led on, the one that answered last."""

    host: str
    answer_ms: int | None = None
    certificate_until: str | None = None
    redirects: tuple[tuple[Address, ...], ...] = ()


class RunResult(Data):
    """One run, as it stands in results.json."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    run: Run
    summary: Summary
    steps: tuple[StepResult, ...]
    notices: tuple[NoticeResult, ...] = ()
    hosts: tuple[HostResult, ...] = ()
    titles: dict[str, str] = Field(default_factory=dict)
    """What guides and parts are called, by guide and guide/part."""

    @property
    def interrupted(self) -> bool:
        """Was it broken off by hand? Such a run is kept, and counts for nothing."""
        return self.summary.exit_code == INTERRUPTED

    def with_fault(self, told: str) -> RunResult:
        """The same run, in which something failed that is no step's."""
        run = self.run.model_copy(update={"faults": (*self.run.faults, told)})
        code = exit_code(self.steps, run.canary, run.faults)
        return self.model_copy(update={"run": run, "summary": self.summary.model_copy(update={"exit_code": code})})

    def to_json(self) -> str:
        """The text of results.json."""
        return self.model_dump_json(by_alias=True, indent=1)


def worst_verdict(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst of them, in the order of contracts.md; nothing at all was not checked."""
    return min(verdicts, key=WORST_VERDICT_FIRST.index, default="not_checked")


def worst_reason(reasons: Iterable[Reason | None]) -> Reason | None:
    """The worst of the reasons given, or None where there is none."""
    return min((r for r in reasons if r), key=WORST_REASON_FIRST.index, default=None)


@dataclass(frozen=True)
class Together:
    """Steps that fell at once, of so many that were checked, and the night on which what they promise last held."""

    steps: tuple[StepResult, ...]
    checked: int
    last_held: date | None


def is_checked(step: StepResult) -> bool:
    """Was the step really checked? It has a verdict, or all that is left of it is what this target can never check."""
    if step.verdict != "not_checked":
        return True
    judged = any(c.verdict != "not_checked" for c in step.claims) and step.fault is None
    return judged and all(c.reason is None or c.reason in REASONS_BY_DESIGN for c in step.claims)


#: Exit codes of a run, beside 0 and 1: what was given could not be used; something that should have been checked could
#: not be; a fault of Guidevakt's own (EX_SOFTWARE of sysexits.h); broken off by hand (128 + SIGINT).
USAGE, UNCHECKED, OWN_FAULT, INTERRUPTED = 2, 3, 70, 130


def exit_code(steps: Sequence[StepResult], canary: Canary | None = None, faults: Sequence[str] = ()) -> int:
    """How `guidevakt verify` ends, as contracts.md defines it: the worst goes before all else."""
    reasons = {reason for step in steps for reason in step.reasons}
    if "interrupted" in reasons:
        return INTERRUPTED
    if "fault" in reasons or faults or any(step.fault for step in steps):
        return OWN_FAULT
    if any(step.refused for step in steps):
        return USAGE
    if canary and canary.failed:
        return UNCHECKED
    claims = [claim for step in steps for claim in step.claims]
    pictures = [step.picture for step in steps if step.picture]
    if any(c.verdict == "drifted" for c in claims) or any(p.verdict == "looks_different" for p in pictures):
        return 1
    if reasons & REASONS_THAT_COUNT or all(c.verdict == "not_checked" for c in claims) or _stuck_by_nothing(steps):
        return UNCHECKED
    return 0


def _stuck_by_nothing(steps: Sequence[StepResult]) -> bool:
    """Was a step not come to although the run tells of nothing that stood in the way? What this target can never check
    does; a step that a choice left out of the run tells nothing."""
    told = {(s.guide, s.id) for s in steps if any(c.verdict == "drifted" for c in s.claims) or s.reasons & _IN_THE_WAY}
    stuck = [step for step in steps if "stuck" in step.reasons]
    return any((step.guide, step.id) not in told and (step.guide, step.after) not in told for step in stuck)


def summarise(
    steps: Sequence[StepResult], *, forms_sent: int = 0, requests_blocked: int = 0, canary: Canary | None = None,
    faults: Sequence[str] = (),
) -> Summary:  # fmt: skip
    """The numbers of a run, all of whose planned steps are there."""
    verdicts = Counter(step.verdict for step in steps)
    not_checked = sum(c.verdict == "not_checked" for step in steps for c in step.claims)
    return Summary(
        steps_total=len(steps),
        steps_checked=sum(map(is_checked, steps)),
        steps_interrupted=sum(step.reason == "interrupted" for step in steps),
        steps={verdict: verdicts[verdict] for verdict in reversed(WORST_VERDICT_FIRST)},
        claims=ClaimCounts(checked=sum(len(s.claims) for s in steps) - not_checked, not_checked=not_checked),
        forms_sent=forms_sent,
        requests_blocked=requests_blocked,
        exit_code=exit_code(steps, canary, faults),
    )
