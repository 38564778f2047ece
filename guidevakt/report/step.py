"""A step of the report, as plain data: what does not hold, what does, and its pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from guidevakt import addresses, sentences
from guidevakt.report.comparison import Comparison, comparison
from guidevakt.report.figure import Shot
from guidevakt.sentences import capital, quoted
from guidevakt.sentences import findings as findings_
from guidevakt.verdict import REASONS_THAT_COUNT, Box, ClaimResult, StepResult, is_checked

#: A verdict, or `partly`: checked as far as this target allows.
Group = Literal["drifted", "looks_different", "not_checked", "partly", "awaiting_review", "holds"]
WORST_GROUP_FIRST: tuple[Group, ...] = get_args(Group)

LABELS: dict[Group, str] = {"partly": "delvis kontrollerat"}
LABELS.update(sentences.VERDICTS.items())
LABELS["awaiting_review"] = sentences.TO_APPROVE
NUMBERS = "noll ett två tre fyra fem sex sju åtta nio tio elva tolv".split()
SESSIONS = {"with": "för den som redan är inloggad", "without": "för den som inte är inloggad"}


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


def group_of(step: StepResult) -> Group:
    return "partly" if step.verdict == "not_checked" and is_checked(step) else step.verdict


def anchor(step: StepResult) -> str:
    return re.sub(r"[^\w-]+", "-", f"steg-{step.guide}-{step.id}")


def link(address: str) -> Link:
    """The address, linked only where it is one a browser may safely open."""
    parts = addresses.split(address)
    return Link(address, address if parts.scheme in ("http", "https") and parts.netloc else None)


def step_view(step: StepResult) -> StepView:
    """One step of the report."""
    return StepView(
        anchor=anchor(step),
        id=step.id,
        text=step.text,
        group=group_of(step),
        label=label(step),
        why=why(step),
        findings=findings(step),
        lines=tuple(dict.fromkeys(line(claim) for claim in step.claims if has_line(step, claim))),
        comparison=comparison(step, step.picture) if step.picture else None,
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
    unseen = [claim for claim in step.claims if claim.verdict == "not_checked" and claim.reason == step.reason]
    said += dict.fromkeys(claim.note for claim in unseen if claim.note)
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
        sentence=findings_.finding(claim) or capital(f"{findings_.subject(claim)}: {LABELS[claim.verdict]}."),
        never_held=not claim.held_before,
        expected=capital(promise(claim)),
        shown=capital(shown(claim)),
        rows=rows(claim),
        to_do=findings_.to_do(step, claim),
        page=link(address) if address else None,
        shot=shot,
    )


def promise(claim: ClaimResult) -> str:
    """What the guide says of it: länken ”För dig som är medarbetare” längst ner."""
    what = findings_.subject(claim)
    if claim.kind == "steps" and claim.expected.isdigit():
        what = f"{claim.expected} steg"
    elif claim.kind in ("steps", "order") and claim.expected:
        what = f"{what} {quoted(claim.expected)}"
    if claim.kind == "accepts":
        what = f"{what} tar emot det som guiden säger att man ska skriva"
    if claim.kind == "page" and (at := addresses.host(claim.url or "")) and at not in claim.expected:
        what = f"{what} på {at}"
    inside = f"i {quoted(claim.within)}" if claim.within else ""
    session = SESSIONS[claim.session] if claim.session else ""
    return " ".join(filter(None, (what, findings_.standing(claim), inside, session)))


def shown(claim: ClaimResult) -> str:
    """What the page shows instead."""
    change = sentences.CHANGES[claim.change or "other"].format(kind=sentences.noun(claim).indefinite)
    if claim.change == "count" and claim.kind == "field":
        return f"ett fält till: {quoted(claim.seen or '')}"
    if claim.change == "count":
        return f"{'inga' if claim.seen in (None, '0') else claim.seen} steg"
    if claim.seen is None:
        return "ingenting med det namnet" if claim.change == "removed" else change
    return f"{quoted(claim.seen)} {change}" if claim.seen == claim.expected else quoted(claim.seen)


def rows(claim: ClaimResult) -> tuple[Row, ...]:
    """What else is known about a finding, beside what its sentence tells."""
    named = claim.change == "removed" and not claim.suggestion
    others = [quoted(c) for c in claim.candidates if not named and c not in (claim.suggestion, claim.seen)]
    told = (
        Row("Liknar också", ", ".join(others)),
        Row("Leder till", (claim.verdict != "not_checked" and claim.lands) or ""),
        Row("Vem som har ändrat", sentences.OWNERS[claim.owner] if claim.held_before else ""),
        Row("Prövat", f"{number(claim.tries, 'en')} gånger" if claim.tries > 1 else ""),
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
    what = quoted(claim.seen) if claim.seen and claim.verdict == "drifted" else findings_.subject(claim)
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
        return Shot(name, f"{whole}, från sidans början.", "Sidan, från början.")
    return Shot(name, f"{whole}. Inramat: {what}.", f"Inramat: {what}.", box, height=560)


def number(count: int, one: str) -> str:
    """ett, två … tolv, 13; `one` in the gender of what is counted."""
    if count == 1:
        return one
    return NUMBERS[count] if count < len(NUMBERS) else str(count)
