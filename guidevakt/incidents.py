"""What is wrong from night to night: one incident for each fingerprint, and what there is to tell of it (pure).

OK → suspect → confirmed → recovered, as Uptime Kuma and Checkly do it: an alert only once a second look agrees, a
recovery only where an alert was told, and a parent (a site that is down) that holds back what is told of its children
but neither their checks nor their recovery.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Literal, NamedTuple, get_args

from guidevakt.night import night_of
from guidevakt.verdict import REASONS_BY_DESIGN, ClaimResult, Data, Owner, PictureResult, Reason, RunResult, StepResult

State = Literal["ok", "suspect", "confirmed", "postponed", "flapping", "never", "recovered"]
#: What a run says of an incident. `never`: does not hold and never has; `otherwise`: the same claim fails with another
#: change, which is an incident of its own; `gone`: the guide no longer says it.
Outcome = Literal["fails", "never", "holds", "not_checked", "otherwise", "gone"]
#: What there is to tell: `again` is what was put off, or flapped, and still does not hold.
Telling = Literal["new", "never", "flapping", "again", "recovered"]
STATES: tuple[State, ...] = get_args(State)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
#: States in which something is wrong and has been told.
TOLD: frozenset[State] = frozenset({"confirmed", "postponed", "flapping"})
OPEN: frozenset[State] = TOLD | {"suspect", "never"}

#: A second look confirms what the first saw when it comes this much later: not the same hiccup, the same night.
CONFIRM_AFTER = timedelta(minutes=50)
GOOD_NIGHTS = 2
FLIPS, FLIP_NIGHTS = 3, 7
#: A site that does not answer, or lets us not in, is told after so many nights in a row.
SITE_NIGHTS: dict[str, int] = {"unreachable": 2, "blocked": 3}


class Fingerprint(NamedTuple):
    """What makes an incident the same one. A site's has neither guide nor step, and its owner as `expected`."""

    guide: str
    step: str
    kind: str
    expected: str
    change: str


class Story(Data):
    """What can be told of an incident without the run: all that an alert is made of. `since` is its first night."""

    guide: str = ""
    title: str = ""
    part: str = ""
    step: str = ""
    text: str = ""
    owner: Owner = "unknown"
    url: str | None = None
    claim: ClaimResult | None = None
    picture: PictureResult | None = None
    reason: Reason | None = None
    steps: tuple[str, ...] = ()
    since: date | None = None


class Incident(Data):
    """One incident: its state, the nights of the last week on which it could be judged (held?), and its story.

    `first` is when this spell was first seen, `until` to when it is put off.
    """

    fingerprint: Fingerprint
    state: State = "ok"
    recent: tuple[tuple[date, bool], ...] = ()
    first: datetime | None = None
    until: date | None = None
    why: str | None = None
    story: Story = Story()

    @property
    def is_over(self) -> bool:
        """Is there nothing left to remember of it?"""
        return self.state in ("ok", "recovered") and all(held for _, held in self.recent)

    @property
    def good_nights(self) -> int:
        """How many nights in a row it has held, up to the last that could be judged."""
        return _trailing(self.recent, True)

    @property
    def bad_nights(self) -> int:
        """How many nights in a row it has not held."""
        return _trailing(self.recent, False)

    @property
    def flips(self) -> int:
        """How often it has changed from night to night in the last seven."""
        since = self.recent[-1][0] - timedelta(days=FLIP_NIGHTS) if self.recent else date.min
        return sum(was != held for (_, was), (night, held) in pairwise(self.recent) if night > since)


def _trailing(nights: Iterable[tuple[date, bool]], held: bool) -> int:
    count = 0
    for _, was in nights:
        count = count + 1 if was is held else 0
    return count


@dataclass(frozen=True)
class Event:
    """Something to tell. `key` is unique, so that nothing is told twice however often it is found."""

    key: str
    kind: Telling
    at: datetime
    fingerprint: Fingerprint
    story: Story
    urgent: bool = False


# -- one incident, one look -------------------------------------------------------------------------------------------


def advance(incident: Incident, outcome: Outcome, at: datetime) -> tuple[Incident, Telling | None]:
    """The incident after a look at `at`, and what there is to tell."""
    if outcome == "not_checked":
        return incident, None
    if outcome in ("otherwise", "gone"):
        told = incident.state in TOLD and outcome == "gone"  # what turned into another is told as that other
        return _closed(incident, "recovered" if told else "ok"), "recovered" if told else None
    seen = _with_night(incident, night_of(at), outcome)
    match incident.state:
        case "ok" | "recovered" | "never":
            return _from_rest(seen, outcome, at)
        case "suspect":
            return _from_suspect(seen, outcome, at)
        case "confirmed":
            return _from_confirmed(seen, outcome)
        case "postponed":
            return _from_postponed(seen, outcome, night_of(at))
    return _from_flapping(seen, outcome)


def _from_rest(seen: Incident, outcome: Outcome, at: datetime) -> tuple[Incident, Telling | None]:
    if outcome == "holds":
        return _closed(seen, "ok"), None
    if outcome == "never":
        return _to(seen, "never"), None if seen.state == "never" else "never"
    return _to(seen, "suspect", first=at), None


def _from_suspect(seen: Incident, outcome: Outcome, at: datetime) -> tuple[Incident, Telling | None]:
    if outcome == "holds":
        return _closed(seen, "ok"), None
    if not _is_confirmed(seen, at):
        return seen, None
    return (_to(seen, "flapping"), "flapping") if seen.flips >= FLIPS else (_to(seen, "confirmed"), "new")


def _from_confirmed(seen: Incident, outcome: Outcome) -> tuple[Incident, Telling | None]:
    if seen.flips >= FLIPS:
        return _to(seen, "flapping"), "flapping"
    return _recovered(seen, GOOD_NIGHTS) if outcome == "holds" else (seen, None)


def _from_postponed(seen: Incident, outcome: Outcome, night: date) -> tuple[Incident, Telling | None]:
    if outcome == "holds":
        return _recovered(seen, GOOD_NIGHTS)
    over = seen.until is None or night > seen.until
    return (_to(seen, "confirmed", until=None, why=None), "again") if over else (seen, None)


def _from_flapping(seen: Incident, outcome: Outcome) -> tuple[Incident, Telling | None]:
    """It has settled once a week has gone by without a change."""
    if outcome == "holds":
        return _recovered(seen, FLIP_NIGHTS)
    return (_to(seen, "confirmed"), "again") if seen.bad_nights >= FLIP_NIGHTS else (seen, None)


def _recovered(seen: Incident, nights: int) -> tuple[Incident, Telling | None]:
    return (_closed(seen, "recovered"), "recovered") if seen.good_nights >= nights else (seen, None)


def _is_confirmed(seen: Incident, at: datetime) -> bool:
    needed = SITE_NIGHTS.get(seen.fingerprint.change, 1) if seen.fingerprint.kind == "site" else 1
    if needed > 1:
        return seen.bad_nights >= needed
    return seen.first is not None and at - seen.first >= CONFIRM_AFTER


def _with_night(incident: Incident, night: date, outcome: Outcome) -> Incident:
    """The night's outcome; a later look the same night takes the place of an earlier. Before the first failure there
    was a night on which it held, unless it never has."""
    nights = dict(incident.recent) or ({night - timedelta(days=1): True} if outcome == "fails" else {})
    nights[night] = outcome == "holds"
    kept = sorted((n, h) for n, h in nights.items() if n >= night - timedelta(days=FLIP_NIGHTS))
    return incident.model_copy(update={"recent": tuple(kept)})


def _to(incident: Incident, state: State, **facts: object) -> Incident:
    return incident.model_copy(update={"state": state, **facts})


def _closed(incident: Incident, state: State) -> Incident:
    return _to(incident, state, first=None, until=None, why=None)


def postpone(incident: Incident, until: date, why: str) -> Incident:
    """Put off: nothing is told until the date has passed or it holds again."""
    return _to(incident, "postponed", until=until, why=why)


# -- a run ------------------------------------------------------------------------------------------------------------


def evaluate(result: RunResult, known: Mapping[Fingerprint, Incident]) -> tuple[list[Incident], list[Event]]:
    """Every incident that the run says something of, as it now is, and what there is to tell."""
    at = datetime.fromisoformat(result.run.started)
    found = {**_found(result), **_sites(result)}
    urgent = hopeless(result)
    steps = {(step.guide, step.id): step for step in result.steps}
    after, events = [], []
    for mark in sorted({*known, *found}):
        before = known.get(mark) or Incident(fingerprint=mark)
        outcome, story = found.get(mark) or (_outcome(mark, result, steps), None)
        if outcome is None:
            continue
        now, telling = advance(before, outcome, at)
        if story:
            first = night_of(now.first or at)
            now = now.model_copy(update={"story": story.model_copy(update={"since": first})})
        if now != before:
            after.append(now)
        if telling:
            bad = telling != "recovered" and (mark.guide, now.story.step) in urgent
            events.append(Event(_key(telling, mark, at), telling, at, mark, now.story, bad))
    return after, events


def _key(telling: Telling, mark: Fingerprint, at: datetime) -> str:
    if telling == "never":  # told once, whatever it turns into
        return "/".join(("never", *mark[:4]))
    return "/".join((telling, *mark, night_of(at).isoformat()))


def _found(result: RunResult) -> dict[Fingerprint, tuple[Outcome, Story]]:
    """What does not hold in the run, with its story. One that fails here wins over one that never has."""
    made: dict[Fingerprint, tuple[Outcome, Story]] = {}
    for step in result.steps:
        for claim in step.claims:
            if claim.verdict == "drifted":
                mark = Fingerprint(step.guide, step.id, claim.kind, claim.expected, claim.change or "other")
                if claim.held_before or mark not in made:
                    outcome: Outcome = "fails" if claim.held_before else "never"
                    whose = {"claim": claim, "owner": claim.owner, "url": claim.url or step.url}
                    made[mark] = (outcome, _story(result, step, **whose))
        picture = step.picture
        if picture and picture.verdict == "looks_different":
            mark = Fingerprint(step.guide, step.id, "bild", picture.id, "looks_different")
            made[mark] = ("fails", _story(result, step, picture=picture, url=step.url))
    return made


def _story(result: RunResult, step: StepResult, **facts: object) -> Story:
    given = {"guide": step.guide, "title": result.titles.get(step.guide, step.guide)}
    rest = {"part": step.part, "step": step.id, "text": step.text, "owner": step.owner, "steps": (step.id,)}
    return Story.model_validate({**given, **rest, **facts})


def _outcome(
    mark: Fingerprint, result: RunResult, steps: Mapping[tuple[str, str], StepResult]
) -> Outcome | None:
    """What the run says of an incident that it did not find; None where it says nothing."""
    if mark.kind == "site":
        whose = [step for step in result.steps if mark.expected in (step.owner, "environment")]
        return "holds" if any(map(_answered, whose)) else None
    step = steps.get((mark.guide, mark.step))
    if step is None:
        is_walked = any(s.guide == mark.guide for s in result.steps)
        return "gone" if result.run.whole and is_walked else None
    if mark.kind == "bild":
        verdicts = [step.picture.verdict] if step.picture and step.picture.id == mark.expected else []
    else:
        verdicts = [c.verdict for c in step.claims if (c.kind, c.expected) == (mark.kind, mark.expected)]
    if not verdicts:
        return "gone"
    if "drifted" in verdicts:
        return "otherwise"
    # A picture that awaits its first approval has nothing to differ from.
    return "holds" if any(v in ("holds", "awaiting_review") for v in verdicts) else "not_checked"


def _answered(step: StepResult) -> bool:
    return any(claim.verdict != "not_checked" for claim in step.claims)


def _sites(result: RunResult) -> dict[Fingerprint, tuple[Outcome, Story]]:
    """The sites that did not answer, or let us not in. Where none at all answers, it is our own network."""
    tried: dict[Owner, list[StepResult]] = {}
    for step in result.steps:
        if any(claim.reason not in REASONS_BY_DESIGN for claim in step.claims):
            tried.setdefault(step.owner, []).append(step)
    down = {owner: _why(steps) for owner, steps in tried.items() if not any(map(_answered, steps))}
    silent = [owner for owner, change in down.items() if change == "unreachable"]
    if len(silent) > 1 and len(silent) == len(tried):
        ours: Owner = "environment"
        return dict([_site(ours, "unreachable", [s for steps in tried.values() for s in steps])])
    return dict(_site(owner, change, tried[owner]) for owner, change in down.items() if change)


def _why(steps: Collection[StepResult]) -> str | None:
    reasons = {step.reason for step in steps}
    if "blocked" in reasons:
        return "blocked"
    return "unreachable" if reasons & {"unreachable", "timeout"} else None


def _site(owner: Owner, change: str, steps: Collection[StepResult]) -> tuple[Fingerprint, tuple[Outcome, Story]]:
    mark = Fingerprint("", "", "site", owner, change)
    reason: Reason = "blocked" if change == "blocked" else "unreachable"
    return mark, ("fails", Story(owner=owner, reason=reason, steps=tuple(step.id for step in steps)))


def hopeless(result: RunResult) -> frozenset[tuple[str, str]]:
    """The steps (guide, id) of parts that a reader cannot follow at all: every step of two or more that can be
    checked from outside no longer holds, or is not come to because of one that does not."""
    parts: dict[tuple[str, str], list[StepResult]] = {}
    for step in result.steps:
        if step.verdict != "not_checked" or step.reason not in REASONS_BY_DESIGN:
            parts.setdefault((step.guide, step.part), []).append(step)
    lost = [
        steps for steps in parts.values()
        if len(steps) > 1 and any(map(_has_changed, steps))
        and all(_has_changed(s) or s.reason == "stuck" for s in steps)
    ]  # fmt: skip
    return frozenset((step.guide, step.id) for steps in lost for step in steps)


def _has_changed(step: StepResult) -> bool:
    return any(claim.verdict == "drifted" and claim.held_before for claim in step.claims)


def held_back(story: Story, known: Iterable[Incident]) -> bool:
    """Is the message of a child held back, since its site (or our own network) is what is wrong now?"""
    parents = {i.fingerprint.expected for i in known if i.fingerprint.kind == "site" and i.state in OPEN}
    return bool(parents & {story.owner, "environment"})
