"""The run as a whole, as plain data: the answer, the numbers, the steps worst first and in the guide's order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from guidevakt import causes, owner, sentences
from guidevakt.report.comparison import is_to_review
from guidevakt.report.filmstrip import Still, filmstrip
from guidevakt.report.step import LABELS, WORST_GROUP_FIRST, Group, Link, Row, StepView, anchor, link, number, step_view
from guidevakt.sentences import alerts, capital, commands, plural, quoted
from guidevakt.verdict import REASONS_BY_DESIGN, NoticeResult, Run, RunResult

COUNTED: dict[Group, tuple[str, str]] = {
    "drifted": ("steg stämmer inte", "steg stämmer inte"),
    "looks_different": ("bild stämmer inte längre", "bilder stämmer inte längre"),
    "not_checked": ("steg är inte kontrollerat", "steg är inte kontrollerade"),
    "holds": ("steg stämmer", "steg stämmer"),
}
#: What is more to say of some of those that hold.
OF_THEM: dict[Group, str] = {"partly": "är delvis kontrollerat", "awaiting_review": "har en bild att godkänna"}
#: What holds as far as it was looked at.
HOLDING: tuple[Group, ...] = ("holds", "partly", "awaiting_review")
WRONG: frozenset[Group] = frozenset({"drifted", "looks_different"})
TARGETS = {
    "replica": "på övningskopian, inte på de riktiga webbplatserna",
    "recording": "på inspelningen, inte på webbplatserna som de är nu",
    "live": "på de riktiga webbplatserna",
}


@dataclass(frozen=True)
class NoticeView:
    when: str
    in_force: bool
    text: str
    steps: tuple[Link, ...]
    source: Link


@dataclass(frozen=True)
class Chip:
    """How many steps there are of a group; leads to the first of them."""

    group: Group
    text: str
    href: str


@dataclass(frozen=True)
class Outage:
    """What hindered several steps, told once."""

    said: str
    steps: tuple[StepView, ...]


@dataclass(frozen=True)
class Section:
    """The steps of one verdict, or of one part of the guide. Those that an outage hindered are told with it."""

    title: str
    group: Group
    steps: tuple[StepView, ...]
    outages: tuple[Outage, ...] = ()


@dataclass(frozen=True)
class PageView:
    """The report. `first` stands before all else: what does not hold, and what should have been checked and was not."""

    question: str
    answer: str
    group: Group
    together: tuple[str, ...]
    place: str
    facts: tuple[str, ...]
    chips: tuple[Chip, ...]
    notices: tuple[NoticeView, ...]
    filmstrip: tuple[Still, ...]
    parts: tuple[Section, ...]
    first: tuple[Section, ...]
    sections: tuple[Section, ...]
    empty: str
    run: str
    asks: bool
    environment: tuple[Row, ...]


def page_view(result: RunResult, version: str) -> PageView:
    """The whole report."""
    steps = tuple(step_view(step) for step in result.steps)
    by_verdict = sections(steps, outages(result, steps))
    first = WRONG | ({"not_checked"} if unchecked_reasons(result) else set())
    return PageView(
        question=question(result),
        answer=answer(result),
        group=tone(result),
        together=tuple(sentences.together(owner.together(result.steps))),
        place=place(result.run),
        facts=facts(result),
        chips=chips(steps),
        notices=notices(result),
        filmstrip=filmstrip(result),
        parts=parts(result, steps),
        first=tuple(section for section in by_verdict if section.group in first),
        sections=tuple(section for section in by_verdict if section.group not in first),
        empty="" if steps else "Körningen har inga steg. Se efter vilken guide och vilka steg som valdes.",
        run=result.run.id,
        asks=any(step.picture and is_to_review(step.picture) for step in result.steps),
        environment=environment(result.run, version),
    )


def question(result: RunResult) -> str:
    """What the report answers."""
    ids = [result.titles.get(guide, guide) for guide in dict.fromkeys(step.guide for step in result.steps)]
    names = " och ".join(filter(None, [", ".join(map(quoted, ids[:-1])), *map(quoted, ids[-1:])]))
    return f"Går {'guiderna' if len(ids) > 1 else 'guiden'} {names} att följa?".replace("  ", " ")


def answer(result: RunResult) -> str:
    """The answer in one line."""
    if result.run.untrusted:
        return commands.UNTRUSTED
    counts = result.summary.steps
    wrong, looks = counts.get("drifted", 0), counts.get("looks_different", 0)
    told = [f"{number(wrong, 'ett')} steg stämmer inte"] * bool(wrong)
    told += [f"{number(looks, 'en')} {'bild' if looks == 1 else 'bilder'} stämmer inte längre"] * bool(looks)
    if told:
        return capital(" och ".join(told))
    if not result.summary.claims.checked:
        return "Ingenting kunde kontrolleras"
    if unchecked_reasons(result) or result.summary.exit_code == 3:
        return "Det gick inte att kontrollera allt"
    if result.summary.steps_checked < result.summary.steps_total:
        return "Det som kunde kontrolleras stämmer"
    return "Guiderna stämmer" if len({step.guide for step in result.steps}) > 1 else "Guiden stämmer"


def tone(result: RunResult) -> Group:
    """Which verdict the heading wears: green only where nothing is wrong and something was checked."""
    if result.run.untrusted:
        return "not_checked"
    counts = result.summary.steps
    for group in ("drifted", "looks_different"):
        if counts.get(group):
            return group
    complete = result.summary.claims.checked and not unchecked_reasons(result) and result.summary.exit_code != 3
    return "holds" if complete else "not_checked"


def unchecked_reasons(result: RunResult) -> set[str]:
    """The reasons in this run that say something should have been checked and was not."""
    reasons = {claim.reason for step in result.steps for claim in step.claims}
    reasons |= {step.picture.reason for step in result.steps if step.picture}
    return {reason for reason in reasons if reason and reason not in REASONS_BY_DESIGN}


def place(run: Run) -> str:
    """When and on what, in one line."""
    said = f"Kontrollerad {sentences.moment(run.started)} {TARGETS[run.target]}"
    return f"{said}, med ändringarna i mappen {quoted(run.overlay)}." if run.overlay else f"{said}."


def facts(result: RunResult) -> tuple[str, ...]:
    """The run in sentences: what was checked, what was sent, what was stopped."""
    blocked = result.summary.requests_blocked
    untold = unchecked_reasons(result) and result.summary.exit_code == 1
    return tuple(
        filter(
            None,
            (
                commands.self_test(result.run.canary) if result.run.canary else "",
                f"{sentences.totals(result.summary)}.",
                "Det gick inte att kontrollera allt." if untold else "",
                sentences.forms(result),
                f"Spärren stoppade {plural(blocked, 'anrop', 'anrop')} från sidorna." if blocked else "",
            ),
        )
    )


def chips(steps: Sequence[StepView]) -> tuple[Chip, ...]:
    """How many of each, worst first; those that hold as one number, and then what is more to say of some of them."""
    of_group = {group: [step for step in steps if step.group == group] for group in WORST_GROUP_FIRST}
    well = [step for group in HOLDING for step in of_group[group]]
    counted = [(group, of_group[group]) for group in WORST_GROUP_FIRST if group not in HOLDING]
    found = [Chip(g, plural(len(of), *COUNTED[g]), f"#{of[0].anchor}") for g, of in [*counted, ("holds", well)] if of]
    for group, said in OF_THEM.items():
        if some := of_group[group]:
            found.append(Chip(group, f"{sentences.among(len(some), len(well))} {said}", f"#{some[0].anchor}"))
    return tuple(found)


def sections(steps: Sequence[StepView], told: Sequence[Outage] = ()) -> tuple[Section, ...]:
    """The steps worst first, in the guide's order within a verdict; what hindered several of them before them."""
    of_outages = {step.anchor for outage in told for step in outage.steps}
    found = []
    for group in WORST_GROUP_FIRST:
        own = tuple(step for step in steps if step.group == group and step.anchor not in of_outages)
        outages_ = tuple(told) if group == "not_checked" else ()
        if own or outages_:
            found.append(Section(capital(LABELS[group]), group, own, outages_))
    return tuple(found)


def outages(result: RunResult, steps: Sequence[StepView]) -> tuple[Outage, ...]:
    """What hindered more than one step; what hindered a single one is told by the step itself."""
    views = {view.anchor: view for view in steps}
    found = [(story, [views[anchor(step)] for step in hit]) for story, hit in causes.outages(result)]
    return tuple(Outage(alerts.hindered(story), tuple(hit)) for story, hit in found if len(hit) > 1)


def heading(result: RunResult, guide: str, part: str, many: bool) -> str:
    """What a part of a guide is called; with several guides in the run, after its guide."""
    own = result.titles.get(f"{guide}/{part}", part)
    return f"{result.titles.get(guide, guide)}: {own}" if many else own


def parts(result: RunResult, steps: Sequence[StepView]) -> tuple[Section, ...]:
    """The steps in the guide's order, part by part."""
    many = len({step.guide for step in result.steps}) > 1
    pairs = zip(result.steps, steps, strict=True)
    return tuple(
        Section(heading(result, guide, part, many), "holds", tuple(view for _, view in of_part))
        for (guide, part), of_part in groupby(pairs, key=lambda pair: (pair[0].guide, pair[0].part))
    )


def notices(result: RunResult) -> tuple[NoticeView, ...]:
    """The announced changes, soonest first."""
    anchors = {step.id: f"#{anchor(step)}" for step in reversed(result.steps)}
    return tuple(notice_view(notice, anchors) for notice in sorted(result.notices, key=lambda n: n.date))


def notice_view(notice: NoticeResult, anchors: dict[str, str]) -> NoticeView:
    touched = tuple(Link(step, anchors.get(step)) for step in notice.steps)
    when = capital(sentences.countdown(notice))
    return NoticeView(when, notice.days_left <= 0, notice.text, touched, link(notice.source))


def environment(run: Run, version: str) -> tuple[Row, ...]:
    """What the run was made with."""
    rows = [Row("Körning", run.id), Row("Började", sentences.moment(run.started))]
    rows += [Row("Slutade", sentences.moment(run.finished)), Row("Tog", took(run))]
    if run.environment:
        width, height = run.environment.viewport
        rows += [Row("Operativsystem", run.environment.os), Row("Webbläsare", run.environment.browser)]
        rows.append(Row("Fönstrets storlek", f"{width} × {height}"))
    return (*rows, Row("Guidevakt", version))


def took(run: Run) -> str:
    """How long the run took, in words."""
    span = datetime.fromisoformat(run.finished) - datetime.fromisoformat(run.started)
    minutes, seconds = divmod(round(span / timedelta(seconds=1)), 60)
    said = [plural(minutes, "minut", "minuter")] * bool(minutes)
    said += [plural(seconds, "sekund", "sekunder")] * bool(seconds)
    return " och ".join(said) or "mindre än en sekund"
