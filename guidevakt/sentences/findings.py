"""What does not hold, in one or two sentences, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from guidevakt import addresses
from guidevakt.promises import OR
from guidevakt.sentences import CHANGES, REASONS, capital, noun, place, quoted, remarks
from guidevakt.verdict import ClaimResult, StepResult

#: Whom something is written to: who looks after the guide's machinery and may be all of them, who edits the site, who
#: writes the guide.
Reader = Literal["it", "site", "writer"]


def subject(claim: ClaimResult) -> str:
    """What the claim speaks of: länken ”För dig som är medarbetare”."""
    if not claim.expected or claim.kind in ("steps", "order"):
        return noun(claim).definite
    if claim.kind not in ("field", "picture"):
        return f"{noun(claim).definite} {quoted(claim.expected)}"
    *others, last = map(quoted, claim.expected.split(OR))  # each of these words would do
    return f"{noun(claim).definite} {OR.join(filter(None, [', '.join(others), last]))}"


def finding(claim: ClaimResult, page: str = "") -> str:
    """What does not hold, in one or two sentences; empty where the claim holds. `page`: på startsidan, where it is to
    be said."""
    if claim.verdict == "not_checked" and claim.reason:
        return " ".join(filter(None, [capital(f"{subject(claim)}: {REASONS[claim.reason]}."), claim.note]))
    if claim.change is None:
        return ""
    said = capital(_changed(claim, page)) + _proposal(claim)
    said += f" {claim.note}" if claim.change == "renamed" and claim.note else ""
    return said if claim.held_before else f"{said} Det har aldrig stämt i någon kontroll."


def _changed(claim: ClaimResult, page: str) -> str:
    what, where = subject(claim), " ".join(filter(None, (standing(claim), page)))
    more = f" {claim.note}" if claim.note else ""
    match claim.change:
        case "language" if claim.kind == "order":
            return "stegen visas på fel språk."
        case "moved":
            return _lost(claim, what, where)
        case "renamed" | "removed" | "language" if claim.kind not in ("steps", "order"):
            return _lost(claim, what, where)
        case "role":
            return f"{what} är inte längre {noun(claim).indefinite}."
        case "destination" if remarks.is_no_page(claim.note):
            return f"{what} leder inte till en sida{f': {_short(claim.lands)}' if claim.lands else ''}.{more}"
        case "destination":
            return f"{what} leder till en annan sida{f': {_short(claim.lands)}' if claim.lands else ''}.{more}"
        case "dead":
            at = addresses.split(claim.lands or "").hostname or ""
            there = f" på {at}" if at and at not in claim.expected else ""
            gone = f"finns inte längre{there}" if claim.kind == "page" else "leder till en sida som inte finns"
            return f"{what} {gone}.{more}"
        case "order":
            return _order(claim, what)
        case "count":
            return _count(claim)
        case "ambiguous":
            return f"{what} finns på flera ställen{f' {page}' if page else ''}, och de leder inte till samma sak."
        case "other":
            return f"{_other(claim, what)}{more}"
    here = f" {page}" if page and claim.change == "hidden" else ""
    return f"{what} {CHANGES[claim.change or 'other']}{here}."


def standing(claim: ClaimResult) -> str:
    """Where the guide says that it stands: längst ner; som andra fält. Empty where it promises no place."""
    if claim.kind == "field" and claim.where in ("first", "second"):
        return {"first": "som första fält", "second": "som andra fält"}[claim.where]
    return place(claim.where)


def _short(address: str) -> str:
    """An address without what is only for the browser."""
    parts = addresses.split(address)
    return f"{parts.scheme}://{parts.netloc}{parts.path}" if parts.netloc else address


def _order(claim: ClaimResult, what: str) -> str:
    if claim.kind == "order":
        return f"{what} är en annan än guiden säger.{f' På sidan: {claim.seen}.' if claim.seen else ''}"
    instead = f" På den platsen står {quoted(claim.seen)}." if claim.seen else ""
    return f"{what}: ordningen är en annan än guiden säger.{instead}"


def _count(claim: ClaimResult) -> str:
    if claim.kind == "field":
        added = f": {quoted(claim.seen)}" if claim.seen else ""
        return f"det har kommit till ett fält som måste fyllas i{added}."
    if claim.kind == "steps" and claim.seen == "0":
        return f"stegen finns inte kvar på sidan: guiden säger att de är {claim.expected}."
    of = "antalet steg" if claim.kind == "steps" else "antalet"
    return f"{of} är ett annat: guiden säger {claim.expected}, sidan visar {claim.seen or 'inget'}."


def _lost(claim: ClaimResult, what: str, where: str) -> str:
    if claim.change == "language":
        return f"{what} visas på fel språk{f': {quoted(claim.seen)}' if claim.seen else ''}."
    if claim.change == "renamed" and claim.lands:
        return f"{what}{f' {where}' if where else ''} har bytt namn."
    gone = f"{what} finns inte längre{f' {where}' if where else ''}."
    if claim.change != "moved":
        return gone
    moved = f"har flyttats{f': {noun(claim).pronoun} {claim.note}' if claim.note else ''}."
    return f"{gone} {capital(noun(claim).pronoun)} {moved}" if where else f"{what} {moved}"


def _other(claim: ClaimResult, what: str) -> str:
    if claim.kind == "dialog":
        return f"{what} öppnas inte."
    if claim.kind == "accepts":
        said = f" Sidan svarar: {quoted(claim.seen)}" if claim.seen else ""
        return f"{what} tar inte emot det som guiden säger att man ska skriva.{said}"
    return f"{what} fungerar inte som guiden säger."


def _proposal(claim: ClaimResult) -> str:
    if claim.suggestion:
        sure = "heter" if claim.lands else "heter troligen"
        return f" {capital(noun(claim).pronoun)} {sure} {quoted(claim.suggestion)} nu."
    return f" {nearby(claim.candidates)}" if claim.change == "removed" and claim.kind != "page" else ""


def to_do(step: StepResult, claim: ClaimResult, reader: Reader = "it") -> str:
    """What to do about a finding, to whoever is to do it: who puts it right, and how."""
    if claim.verdict == "not_checked":
        return ""
    if claim.owner == "environment":
        return "Troligen är det bara webbläsaren som är ny på datorn som kontrollerar. Kör guidevakt doctor där."
    if not claim.held_before:
        return "Se efter själv på sidan: det kan vara guiden, sidan eller Guidevakt som har fel."
    cure = f"skriv om steg {step.id} i guiden"
    if claim.change == "renamed" and claim.suggestion:
        cure = f"byt {quoted(claim.expected)} mot {quoted(claim.suggestion)} i guidens steg {step.id}"
    if claim.owner == "eslov.se":
        text = "länktexten" if claim.kind == "link" else "texten"
        renamed = claim.change == "renamed"
        if reader == "site":
            back = f"Byt tillbaka {text} till {quoted(claim.expected)}" if renamed else "Ändra tillbaka på sidan"
            return f"{back}. Ska det vara så här i stället: be den som skriver guiden att skriva om steg {step.id}."
        back = f"byta tillbaka {text}" if renamed else "ändra tillbaka"
        if reader == "writer":
            return f"{capital(cure)}, eller be webbredaktionen att {back}."
        return f"Be webbredaktionen att {back}, eller {cure}."
    return capital(f"{cure}.")


def nearby(candidates: Sequence[str]) -> str:
    """What may have taken the place of what is gone."""
    if not candidates:
        return "Vi hittar ingen motsvarighet på sidan."
    return f"Det som liknar mest på sidan: {', '.join(map(quoted, candidates))}."
