"""What the report shows, as plain data: pure functions from a `RunResult` to what the template lists."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Literal, get_args
from urllib.parse import urlsplit

from guidevakt import sentences
from guidevakt.report.figure import Shot
from guidevakt.sentences import capital, plural, quoted
from guidevakt.verdict import (
    REASONS_BY_DESIGN,
    REASONS_THAT_COUNT,
    Box,
    ClaimResult,
    NoticeResult,
    PictureResult,
    Run,
    RunResult,
    StepResult,
    is_checked,
)

#: A verdict, or `partly`: checked as far as this target allows.
Group = Literal["drifted", "looks_different", "not_checked", "partly", "awaiting_review", "holds"]
WORST_GROUP_FIRST: tuple[Group, ...] = get_args(Group)

LABELS: dict[Group, str] = {"partly": "delvis kontrollerat"}
LABELS.update(sentences.VERDICTS.items())
COUNTED: dict[Group, tuple[str, str]] = {
    "drifted": ("steg stämmer inte", "steg stämmer inte"),
    "looks_different": ("bild stämmer inte längre", "bilder stämmer inte längre"),
    "not_checked": ("steg är inte kontrollerat", "steg är inte kontrollerade"),
    "partly": ("steg är delvis kontrollerat", "steg är delvis kontrollerade"),
    "awaiting_review": ("bild väntar på godkännande", "bilder väntar på godkännande"),
    "holds": ("steg stämmer", "steg stämmer"),
}
NUMBERS = "noll ett två tre fyra fem sex sju åtta nio tio elva tolv".split()
PICTURES = {
    "looks_different": "Bilden ser inte längre ut som den godkända.",
    "awaiting_review": "Det finns ingen godkänd bild att jämföra med än.",
    "holds": "Bilden ser ut som den godkända.",
}
ASKS = {
    "looks_different": "Är den nya bilden rätt? Godkänn den, och byt bilden i guiden:",
    "awaiting_review": "Är bilden rätt? Godkänn den:",
}
SESSIONS = {"with": "för den som redan är inloggad", "without": "för den som inte är inloggad"}
TARGETS = {
    "replica": "på övningskopian, inte på de riktiga webbplatserna",
    "recording": "på inspelningen, inte på webbplatserna som de är nu",
    "live": "på de riktiga webbplatserna",
}


@dataclass(frozen=True)
class Link:
    """An address as text; `href` only where it is http or https."""

    text: str
    href: str | None


@dataclass(frozen=True)
class Row:
    term: str
    text: str


@dataclass(frozen=True)
class Line:
    """A claim in one line."""

    group: Group
    text: str
    note: str


@dataclass(frozen=True)
class Finding:
    """A claim that does not hold."""

    sentence: str
    never_held: bool
    expected: str
    shown: str
    rows: tuple[Row, ...]
    to_do: str
    page: Link | None
    shot: Shot | None


@dataclass(frozen=True)
class Comparison:
    """A step's picture beside the approved one."""

    group: Group
    sentence: str
    ask: str
    command: str
    shots: tuple[Shot, ...]


@dataclass(frozen=True)
class StepView:
    anchor: str
    id: str
    text: str
    group: Group
    label: str
    why: tuple[str, ...]
    findings: tuple[Finding, ...]
    lines: tuple[Line, ...]
    comparison: Comparison | None
    shot: Shot | None
    page: Link | None


@dataclass(frozen=True)
class Section:
    """The steps of one verdict, or of one part of the guide."""

    title: str
    group: Group
    steps: tuple[StepView, ...]


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
class PageView:
    question: str
    answer: str
    group: Group
    place: str
    facts: tuple[str, ...]
    chips: tuple[Chip, ...]
    notices: tuple[NoticeView, ...]
    parts: tuple[Section, ...]
    sections: tuple[Section, ...]
    empty: str
    environment: tuple[Row, ...]


def page_view(result: RunResult, version: str) -> PageView:
    """The whole report."""
    steps = tuple(step_view(step, result.run.id) for step in result.steps)
    return PageView(
        question=question(result),
        answer=answer(result),
        group=tone(result),
        place=place(result.run),
        facts=facts(result),
        chips=chips(steps),
        notices=notices(result),
        parts=parts(result, steps),
        sections=sections(steps),
        empty="" if steps else "Körningen har inga steg. Se efter vilken guide och vilka steg som valdes.",
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
        return sentences.UNTRUSTED
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
    stopped = f"Spärren stoppade {plural(blocked, 'anrop', 'anrop')} från sidorna." if blocked else ""
    untold = unchecked_reasons(result) and result.summary.exit_code == 1
    return tuple(
        filter(
            None,
            (
                f"{sentences.totals(result.summary)}.",
                "Det gick inte att kontrollera allt." if untold else "",
                sentences.forms(result),
                stopped or "Spärren behövde inte stoppa något.",
            ),
        )
    )


def number(count: int, one: str) -> str:
    """ett, två … tolv, 13; `one` in the gender of what is counted."""
    if count == 1:
        return one
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def chips(steps: Sequence[StepView]) -> tuple[Chip, ...]:
    """How many of each, worst first."""
    found = []
    for group in WORST_GROUP_FIRST:
        of_group = [step for step in steps if step.group == group]
        if of_group:
            found.append(Chip(group, plural(len(of_group), *COUNTED[group]), f"#{of_group[0].anchor}"))
    return tuple(found)


def sections(steps: Sequence[StepView]) -> tuple[Section, ...]:
    """The steps worst first, in the guide's order within a verdict."""
    grouped = ((group, tuple(s for s in steps if s.group == group)) for group in WORST_GROUP_FIRST)
    return tuple(Section(capital(LABELS[group]), group, of_group) for group, of_group in grouped if of_group)


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
        rows += [Row("Typsnitt", run.environment.fonts), Row("Fönstrets storlek", f"{width} × {height}")]
    return (*rows, Row("Guidevakt", version))


def took(run: Run) -> str:
    """How long the run took, in words."""
    span = datetime.fromisoformat(run.finished) - datetime.fromisoformat(run.started)
    minutes, seconds = divmod(round(span / timedelta(seconds=1)), 60)
    said = [plural(minutes, "minut", "minuter")] * bool(minutes)
    said += [plural(seconds, "sekund", "sekunder")] * bool(seconds)
    return " och ".join(said) or "mindre än en sekund"


def group_of(step: StepResult) -> Group:
    return "partly" if step.verdict == "not_checked" and is_checked(step) else step.verdict


def anchor(step: StepResult) -> str:
    return re.sub(r"[^\w-]+", "-", f"steg-{step.guide}-{step.id}")


def link(address: str) -> Link:
    """The address, linked only where it is one a browser may safely open."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return Link(address, None)
    return Link(address, address if parts.scheme in ("http", "https") and parts.netloc else None)


def step_view(step: StepResult, run: str) -> StepView:
    """One step of the report."""
    return StepView(
        anchor=anchor(step),
        id=step.id,
        text=step.text,
        group=group_of(step),
        label=label(step),
        why=why(step),
        findings=findings(step),
        lines=tuple(line(claim) for claim in step.claims if has_line(step, claim)),
        comparison=comparison(step, step.picture, run) if step.picture else None,
        shot=step_shot(step),
        page=link(step.url) if step.url else None,
    )


def label(step: StepResult) -> str:
    """The verdict in words; what has never held is not told as a change."""
    drifted = [claim for claim in step.claims if claim.verdict == "drifted"]
    if drifted and not any(claim.held_before for claim in drifted):
        return "har aldrig stämt"
    return LABELS[group_of(step)]


def why(step: StepResult) -> tuple[str, ...]:
    """Why a step was not checked, and what happens next."""
    if step.verdict != "not_checked":
        return ()
    said = [f"{capital(sentences.not_checked(step))}."] if step.reason else ["Steget har inget att kontrollera."]
    if group_of(step) == "partly" and all(c.verdict in ("holds", "not_checked") for c in step.claims):
        said.append("Det övriga i steget är kontrollerat och stämmer.")
    elif step.reason == "stuck" and step.after:
        said.append(f"Rätta steg {step.after} först.")
    if step.reason in REASONS_THAT_COUNT:
        said.append("Guidevakt försöker igen vid nästa kontroll. Det här räknas inte som en ändring.")
    return tuple(said)


def findings(step: StepResult) -> tuple[Finding, ...]:
    """What does not hold; a picture without a place to point at is shown once."""
    found: list[Finding] = []
    for claim in step.claims:
        if claim.verdict == "drifted":
            shot = claim_shot(step, claim)
            seen_already = any(shot == finding.shot for finding in found)
            found.append(finding(step, claim, None if seen_already else shot))
    return tuple(found)


def finding(step: StepResult, claim: ClaimResult, shot: Shot | None) -> Finding:
    address = claim.url or step.url
    return Finding(
        sentence=sentences.finding(claim) or capital(f"{sentences.subject(claim)}: {LABELS[claim.verdict]}."),
        never_held=not claim.held_before,
        expected=capital(promise(claim)),
        shown=capital(shown(claim)),
        rows=rows(claim),
        to_do=sentences.to_do(step, claim),
        page=link(address) if address else None,
        shot=shot,
    )


def promise(claim: ClaimResult) -> str:
    """What the guide says of it: länken ”För dig som är medarbetare” längst ner."""
    what = sentences.subject(claim)
    if claim.kind == "steps" and claim.expected.isdigit():
        what = f"{claim.expected} steg"
    elif claim.kind in ("steps", "order") and claim.expected:
        what = f"{what} {quoted(claim.expected)}"
    inside = f"i {quoted(claim.within)}" if claim.within else ""
    session = SESSIONS[claim.session] if claim.session else ""
    return " ".join(filter(None, (what, sentences.place(claim.where), inside, session)))


def shown(claim: ClaimResult) -> str:
    """What the page shows instead."""
    change = sentences.CHANGES[claim.change or "other"].format(kind=sentences.noun(claim).indefinite)
    if claim.change == "count":
        return f"{claim.seen or 'inga'} steg"
    if claim.seen is None:
        return "ingenting med det namnet" if claim.change == "removed" else change
    return f"{quoted(claim.seen)} {change}" if claim.seen == claim.expected else quoted(claim.seen)


def rows(claim: ClaimResult) -> tuple[Row, ...]:
    """What else is known about a finding, beside what its sentence tells."""
    named = claim.change == "removed" and not claim.suggestion
    others = [quoted(c) for c in claim.candidates if not named and c not in (claim.suggestion, claim.seen)]
    told = (
        Row("Liknar också", ", ".join(others)),
        Row("Leder till", claim.lands or ""),
        Row("Vem som har ändrat", sentences.OWNERS[claim.owner] if claim.held_before else ""),
        Row("Prövat", f"{number(claim.tries, 'en')} gånger" if claim.tries > 1 else ""),
        Row("Anmärkning", claim.note or ""),
    )
    return tuple(row for row in told if row.text)


def has_line(step: StepResult, claim: ClaimResult) -> bool:
    """A claim is listed where it is not told as a finding, nor by the step's own reason."""
    told = group_of(step) == "not_checked" and claim.verdict == "not_checked" and claim.reason == step.reason
    return claim.verdict != "drifted" and not told


def line(claim: ClaimResult) -> Line:
    """länken ”För dig som är medarbetare” längst ner: stämmer."""
    said = sentences.REASONS[claim.reason] if claim.reason else LABELS[claim.verdict]
    return Line(claim.verdict, f"{capital(promise(claim))}: {said}.", claim.note or "")


def claim_shot(step: StepResult, claim: ClaimResult) -> Shot | None:
    """The page with the place the claim speaks of, called what the page calls it."""
    name = claim.screenshot or step.screenshot
    what = quoted(claim.seen) if claim.seen and claim.verdict == "drifted" else sentences.subject(claim)
    return page_shot(step, name, claim.box, what) if name else None


def step_shot(step: StepResult) -> Shot | None:
    """The page as it stood, with the first place that was found; findings carry pictures of their own."""
    if step.verdict == "drifted" or (step.picture and step.picture.received):
        return None
    placed = next((c for c in step.claims if c.box and (c.screenshot or step.screenshot)), None)
    if placed:
        return claim_shot(step, placed)
    return page_shot(step, step.screenshot, None, "") if step.screenshot else None


def page_shot(step: StepResult, name: str, box: Box | None, what: str) -> Shot:
    whole = f"Skärmbild av sidan vid steg {step.id}"
    if box is None:
        return Shot("run", name, f"{whole}, från sidans början.", "Sidan, från början.")
    return Shot("run", name, f"{whole}. Inramat: {what}.", f"Inramat: {what}.", box, height=560)


def comparison(step: StepResult, picture: PictureResult, run: str) -> Comparison:
    """The picture's verdict, the pictures, and how to approve the new one."""
    reason = f"Bilden är inte jämförd: {sentences.REASONS[picture.reason]}." if picture.reason else ""
    sentence = reason or PICTURES.get(picture.verdict, f"{capital(LABELS[picture.verdict])}.")
    ask = ASKS.get(picture.verdict, "")
    command = f"guidevakt approve --run {shlex.quote(run)} --step {shlex.quote(step.id)}" if ask else ""
    return Comparison(picture.verdict, sentence, ask, command, picture_shots(step, picture))


def picture_shots(step: StepResult, picture: PictureResult) -> tuple[Shot, ...]:
    """Approved, received and difference, as far as there are any; one is enough where the picture holds."""
    of_step = f"{quoted(picture.id)} till steg {step.id}"
    framed = " Det som har ändrats är inramat." if picture.box else ""
    named = (
        (picture.approved, f"Den godkända bilden {of_step}.", "Godkänd", False),
        (picture.received, f"Bilden {of_step} som det ser ut nu.{framed}", "Så ser det ut nu", True),
        (picture.diff, f"Skillnaden mellan bilderna {of_step}, färgad.", "Skillnaden, färgad", False),
    )
    shots = [Shot("project", n, alt, caption, picture.box, mark, 900) for n, alt, caption, mark in named if n]
    if picture.verdict == "holds":
        return tuple(shot for shot in shots if shot.name == (picture.received or picture.approved))
    return tuple(shots)
