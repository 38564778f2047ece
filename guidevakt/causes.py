"""Which incidents a run speaks of, and which of them are one cause (pure).

A parent (a site that is down, or so many steps that fell together that it is the site or the network) holds back what
is told of its children, but neither their checks nor their recovery: OneUptime's rule.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from guidevakt import addresses, incidents, names, owner, unseen
from guidevakt.incidents import OPEN, PAGE, TOLD, Event, Fingerprint, Incident, Outcome, Story, Telling, advance
from guidevakt.night import night_of
from guidevakt.owner import TOGETHER_STEPS
from guidevakt.verdict import REASONS_BY_DESIGN, ClaimResult, Owner, Reason, RunResult, StepResult, Together

#: The incident of steps that fell together.
TOGETHER = Fingerprint("", "", "site", "unknown", "together")


def evaluate(result: RunResult, known: Mapping[Fingerprint, Incident]) -> tuple[list[Incident], list[Event]]:
    """Every incident that the run says something of, as it now is, and what there is to tell."""
    at = datetime.fromisoformat(result.run.started)
    group = _together(result, known)
    sites = _sites(result)
    found = {**_found(result, group), **sites, **_pages(result, sites)}
    if group:
        found[TOGETHER] = ("fails", _many(result, group))
    urgent = hopeless(result)
    steps = {(step.guide, step.id): step for step in result.steps}
    after, events = [], []
    for mark in sorted({*known, *found}):
        before = known.get(mark) or Incident(fingerprint=mark)
        if mark.kind == PAGE and mark in found:
            before = incidents.succeed(before, _same_page(mark, known))
        outcome, story = found.get(mark) or (_outcome(before, result, steps), None)
        if outcome is None:
            continue
        now, telling = advance(before, outcome, at)
        if story:
            since, fell_with = night_of(now.first or at), story.fell_with or _fell_with(before)
            now = now.model_copy(update={"story": story.model_copy(update={"since": since, "fell_with": fell_with})})
        if now != before:
            after.append(now)
        if telling:
            bad = telling != "recovered" and bool(urgent & {(mark.guide, now.story.step), *now.story.fell})
            events.append(Event(_key(telling, mark, at), telling, at, mark, now.story, bad))
    return after, events


def _fell_with(before: Incident) -> bool:
    """What fell with others is one of them until it is over, on nights too on which they are few or not all asked."""
    return before.state in OPEN and before.story.fell_with


def _key(telling: Telling, mark: Fingerprint, at: datetime) -> str:
    if telling == "never":  # told once, whatever it turns into
        return "/".join(("never", *mark[:4]))
    return "/".join((telling, *mark, night_of(at).isoformat()))


def _found(result: RunResult, group: Together | None) -> dict[Fingerprint, tuple[Outcome, Story]]:
    """What does not hold in the run, with its story. One that fails here wins over one that never has."""
    made: dict[Fingerprint, tuple[Outcome, Story]] = {}
    for step in result.steps:
        for claim in step.claims:
            if claim.verdict == "drifted":
                mark = _mark(step, claim)
                if claim.held_before or mark not in made:
                    outcome: Outcome = "fails" if claim.held_before else "never"
                    fell_with = group is not None and owner.fell_with(group, claim)
                    told = {"claim": claim, "owner": claim.owner, "url": claim.url or step.url, "fell_with": fell_with}
                    made[mark] = (outcome, _story(result, step, **told))
        picture = step.picture
        if picture and picture.verdict == "looks_different":
            mark = Fingerprint(step.guide, step.id, "bild", picture.id, "looks_different")
            fell_with = group is not None and step in group.steps
            made[mark] = ("fails", _story(result, step, picture=picture, url=step.url, fell_with=fell_with))
    return made


def _mark(step: StepResult, claim: ClaimResult) -> Fingerprint:
    return Fingerprint(step.guide, step.id, claim.kind, claim.expected, claim.change or "other")


def _story(result: RunResult, step: StepResult, **facts: object) -> Story:
    given = {"guide": step.guide, "title": result.titles.get(step.guide, step.guide)}
    rest = {"part": step.part, "step": step.id, "text": step.text, "steps": (step.id,)}
    rest |= {"owner": step.owner, "site": step.owner}
    return Story.model_validate({**given, **rest, **facts})


def _outcome(
    incident: Incident, result: RunResult, steps: Mapping[tuple[str, str], StepResult]
) -> Outcome | None:
    """What the run says of an incident that it did not find; None where it says nothing."""
    mark = incident.fingerprint
    if mark == TOGETHER:
        return _of_many(incident, result, steps)
    if mark.kind == PAGE:
        return _of_page(incident, result, steps)
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


def _of_many(
    incident: Incident, result: RunResult, steps: Mapping[tuple[str, str], StepResult]
) -> Outcome | None:
    """Are there few enough left to be told one by one? What could not be looked at may still be wrong."""
    if not result.run.whole:
        return None
    left = [step for place in incident.story.fell if (step := steps.get(place))]
    wrong = [step for step in left if _has_changed(step) or not _answered(step)]
    return "not_checked" if len(wrong) >= TOGETHER_STEPS else "holds"


def _pages(
    result: RunResult, sites: Collection[Fingerprint]
) -> dict[Fingerprint, tuple[Outcome, Story]]:
    """The pages that could not be judged. That of a site which is told as a whole is counted, and told with it."""
    down = {mark.expected for mark in sites}
    made: dict[Fingerprint, tuple[Outcome, Story]] = {}
    for key, page in unseen.pages(result.steps).items():
        outcome: Outcome = "counted" if down & {page.owner, "environment"} else "fails"
        story = Story(
            owner=page.owner, site=page.owner, url=page.address or None, reason=page.reason, met=page.why,
            steps=tuple(step for _, step in page.places), missed=page.places,
        )  # fmt: skip
        made[Fingerprint("", "", PAGE, key, page.reason)] = (outcome, story)
    return made


def outages(result: RunResult) -> list[tuple[Story, tuple[StepResult, ...]]]:
    """What hindered the run, as an alert would tell it, and the steps of which nothing could be judged for it."""
    sites = _sites(result)
    pages = [story for outcome, story in _pages(result, sites).values() if outcome == "fails"]
    left = {(step.guide, step.id): step for step in result.steps if unseen.is_outage(step)}
    found = []
    for story in (*(story for _, story in sites.values()), *pages):
        hit = [place for place, step in left.items() if _is_of(story, place, step)]
        if hit:
            found.append((story, tuple(left.pop(place) for place in hit)))
    return found


def _is_of(story: Story, place: tuple[str, str], step: StepResult) -> bool:
    return place in story.missed if story.missed else story.owner in (step.owner, "environment")


def _same_page(mark: Fingerprint, known: Mapping[Fingerprint, Incident]) -> list[Incident]:
    """What is open of the same page for other reasons."""
    return [
        one for other, one in known.items()
        if (other.kind, other.expected) == (PAGE, mark.expected) and other != mark and one.state in OPEN
    ]  # fmt: skip


def _of_page(
    incident: Incident, result: RunResult, steps: Mapping[tuple[str, str], StepResult]
) -> Outcome | None:
    """Could the page be judged? It could where anything on it was, or all that was missed on it then."""
    page = incident.fingerprint.expected
    if page in unseen.pages(result.steps):
        return "not_checked"  # for another reason, which is an incident of its own
    if page in unseen.judged(result.steps):
        return "holds"
    left = [step for place in incident.story.missed if (step := steps.get(place))]
    if not left:
        guides = {guide for guide, _ in incident.story.missed}
        return "gone" if result.run.whole and any(step.guide in guides for step in result.steps) else None
    return "holds" if any(map(_answered, left)) and not any(map(unseen.missed, left)) else "not_checked"


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


def _together(result: RunResult, known: Mapping[Fingerprint, Incident]) -> Together | None:
    """The steps that fell together, where they are to be told as one: not what has been told one by one already, nor
    what falls later while others that fell together are still wrong."""
    group, parent = owner.together(result.steps) if result.run.whole else None, known.get(TOGETHER)
    if group is None:
        return None
    if parent and parent.state in OPEN:
        is_same = not {(step.guide, step.id) for step in group.steps}.isdisjoint(parent.story.fell)
        return group if is_same else None
    old = {mark for mark, one in known.items() if one.state in TOLD}
    fresh = [
        step for step in group.steps
        if not any(owner.fell_with(group, claim) and _mark(step, claim) in old for claim in step.claims)
    ]  # fmt: skip
    return group if len(fresh) >= TOGETHER_STEPS else None


def _many(result: RunResult, group: Together) -> Story:
    guides = {step.guide for step in group.steps}
    guide = guides.pop() if len(guides) == 1 else ""
    return Story(
        guide=guide, title=result.titles.get(guide, guide), url=group.steps[0].url, checked=group.checked,
        steps=tuple(step.id for step in group.steps), fell=tuple((step.guide, step.id) for step in group.steps),
    )  # fmt: skip


def _why(steps: Collection[StepResult]) -> str | None:
    reasons = {step.reason for step in steps}
    if "blocked" in reasons:
        return "blocked"
    return "unreachable" if reasons & {"unreachable", "timeout"} else None


def _site(owner: Owner, change: str, steps: Collection[StepResult]) -> tuple[Fingerprint, tuple[Outcome, Story]]:
    mark = Fingerprint("", "", "site", owner, change)
    reason: Reason = "blocked" if change == "blocked" else "unreachable"
    notes = [claim.note for step in steps for claim in step.claims if claim.verdict == "not_checked" and claim.note]
    met = max(notes, key=notes.count, default=None)
    return mark, ("fails", Story(owner=owner, reason=reason, met=met, steps=tuple(step.id for step in steps)))


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
    """Is a child's message held back? Its site, our own network or all that fell with it is what is wrong then."""
    parents = {one.fingerprint.expected for one in known if one.fingerprint.kind == "site" and one.state in OPEN}
    return bool(parents & {story.site or story.owner, "environment"}) or (
        story.fell_with and TOGETHER.expected in parents
    )


def children(story: Story, known: Iterable[Incident]) -> tuple[Story, ...]:
    """What is wrong now of the steps that fell together, in the guide's order; of any other story nothing."""
    wrong = [one for one in known if one.state in OPEN and one.story.fell_with]
    return tuple(one.story for place in story.fell for one in wrong if one.fingerprint[:2] == place)


def cause(story: Story) -> tuple[str, ...]:
    """What two stories of one cause share. A page that is gone, or in another language, is one cause for all of it."""
    if story.picture:
        return (story.guide, "picture", story.picture.id)
    if story.missed:
        return ("page", unseen.page_key(story.url) if story.url else "/".join(story.missed[0]))
    if not story.claim:
        return ("site", story.owner, story.reason or "")
    url = story.url
    page = "/".join((addresses.host(url), addresses.split(url).path.strip("/"))) if url else story.guide
    if story.claim.change in ("dead", "language"):
        return (page, story.claim.change)
    return (page, names.fold(story.claim.expected), story.claim.change or "")
