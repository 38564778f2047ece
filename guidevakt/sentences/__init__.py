"""The Swedish of findings, alerts and the command line, here and in the modules beside. Templates keep their own text.

Here stand what a claim and a step come to, and the words that all the others use.

Labels stand in ”…”, eslov.se in lower case, times are local to Sweden, and a proposed name is never called certain
unless the link's destination proves it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from guidevakt.promises import OR
from guidevakt.verdict import (
    ClaimResult,
    NoticeResult,
    Reason,
    RunResult,
    StepResult,
    Summary,
    Target,
    Verdict,
    is_checked,
)

if TYPE_CHECKING:
    from guidevakt.owner import Together

SWEDEN = ZoneInfo("Europe/Stockholm")

VERDICTS: dict[Verdict, str] = {
    "holds": "stämmer",
    "drifted": "stämmer inte",
    "looks_different": "bilden stämmer inte längre",
    "awaiting_review": "väntar på godkännande",
    "not_checked": "inte kontrollerat",
}

#: The exit code of a run in which something that should have been checked could not be.
UNCHECKED = 3

#: What could be judged holds, and the rest is what this target can never check.
PARTLY = "stämmer så långt det går att se"

REASONS: dict[Reason, str] = {
    "unreachable": "sidan gick inte att nå",
    "blocked": "sidan släppte inte in kontrollen",
    "timeout": "sidan blev inte klar i tid",
    "tries-disagree": "två försök gav olika svar",
    "stuck": "vi kom inte hit",
    "environment": "det går inte att avgöra vilken dator och webbläsare bilden togs i",
    "never-live": "provas bara på övningskopian eller när någon går med, eftersom steget skickar ett sms",
    "sign-in": "kräver inloggning; kontrolleras när någon går med",
}

CHANGES: dict[str, str] = {
    "renamed": "har bytt namn",
    "moved": "har flyttats",
    "removed": "finns inte kvar",
    "role": "är inte längre {kind}",
    "destination": "leder till en annan sida",
    "disabled": "går inte att klicka på",
    "hidden": "syns inte",
    "ambiguous": "finns på flera ställen",
    "order": "ordningen är en annan",
    "count": "antalet är ett annat",
    "language": "visas på fel språk",
    "dead": "leder till en sida som inte finns",
    "other": "fungerar inte som guiden säger",
}

OWNERS: dict[str, str] = {
    "eslov.se": "eslov.se",
    "microsoft": "Microsoft",
    "apple": "Apple",
    "google": "Google",
    "guide": "guiden",
    "environment": "datorn som kontrollerar",
    "unknown": "oklart vem",
}

TARGETS: dict[Target, str] = {
    "replica": "övningskopian",
    "recording": "inspelningen",
    "live": "de riktiga webbplatserna",
}

@dataclass(frozen=True)
class Noun:
    """A word in the forms that the sentences need: länken, en länk, den."""

    definite: str
    indefinite: str
    pronoun: str


#: How a claim's kind is spoken of.
KINDS = {
    "page": Noun("sidan", "en sida", "den"),
    "link": Noun("länken", "en länk", "den"),
    "control": Noun("knappen eller länken", "en knapp eller länk", "den"),
    "field": Noun("fältet", "ett fält", "det"),
    "option": Noun("alternativet", "ett alternativ", "det"),
    "dialog": Noun("fönstret", "ett fönster", "det"),
    "message": Noun("meddelandet", "ett meddelande", "det"),
    "text": Noun("texten", "en text", "den"),
    "picture": Noun("bilden", "en bild", "den"),
    "steps": Noun("stegen", "en lista med steg", "de"),
    "order": Noun("ordningen", "en ordning", "den"),
    "accepts": Noun("fältet", "ett fält", "det"),
}
OTHER_KIND = Noun("det som guiden nämner", "det som guiden säger", "det")

PLACES = {
    "top": "högst upp",
    "bottom": "längst ner",
    "header": "i sidhuvudet",
    "main": "i sidans huvuddel",
    "footer": "i sidfoten",
    "left": "till vänster",
    "right": "till höger",
    "first": "först",
    "second": "som nummer två",
}

MONTHS = [
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
]  # fmt: skip


def quoted(label: str) -> str:
    """A label as Swedish writes it: ”Nästa”."""
    return f"”{label}”"


def plural(count: int, one: str, many: str) -> str:
    """`1 formulär`, `3 steg`, and `inga` never: the caller says what nothing is called."""
    return f"{count} {one if count == 1 else many}"


def listed(names: Sequence[str]) -> str:
    """a, b och c."""
    *first, last = names
    return " och ".join(filter(None, [", ".join(first), last]))


def day(value: date) -> str:
    """22 november 2026."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def moment(iso: str) -> str:
    """22 november 2026 kl. 03.15, in Swedish time, from ISO 8601."""
    local = datetime.fromisoformat(iso).astimezone(SWEDEN)
    return f"{day(local.date())} kl. {local:%H.%M}"


def place(where: str | None) -> str:
    """längst ner; under ”X”. Empty where the guide promises no place."""
    if not where:
        return ""
    how, _, label = where.partition(" ")
    if how in ("below", "above"):
        ways = {"below": "under", "above": "ovanför"}
        return f"{ways[how]} {'stegen' if label == 'steps' else quoted(label)}"
    return PLACES.get(how, where)


def noun(claim: ClaimResult) -> Noun:
    """The words for what the claim speaks of."""
    return KINDS.get(claim.kind, OTHER_KIND)


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
        case "destination":
            return f"{what} leder till en annan sida{f': {_short(claim.lands)}' if claim.lands else ''}.{more}"
        case "dead":
            at = urlsplit(claim.lands or "").hostname or ""
            there = f" på {at}" if at and at not in claim.expected else ""
            gone = f"finns inte längre{there}" if claim.kind == "page" else "leder till en sida som inte finns"
            return f"{what} {gone}."
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
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}{parts.path}"


def _order(claim: ClaimResult, what: str) -> str:
    if claim.kind == "order":
        return f"{what} är en annan än guiden säger.{f' På sidan: {claim.seen}.' if claim.seen else ''}"
    instead = f" På den platsen står {quoted(claim.seen)}." if claim.seen else ""
    return f"{what}: ordningen är en annan än guiden säger.{instead}"


def _count(claim: ClaimResult) -> str:
    if claim.kind == "field":
        added = f": {quoted(claim.seen.rstrip(' *:'))}" if claim.seen else ""
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


def to_do(step: StepResult, claim: ClaimResult) -> str:
    """What to do about a finding: who puts it right, and how."""
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
        back = f"byta tillbaka {text}" if claim.change == "renamed" else "ändra tillbaka"
        return f"Be webbredaktionen att {back}, eller {cure}."
    return capital(f"{cure}.")


def not_checked(step: StepResult) -> str:
    """Why a step was not checked, as one clause."""
    if step.reason is None:
        return ""
    if step.reason == "stuck" and step.after:
        return f"{REASONS['stuck']}, eftersom steg {step.after} inte gick att göra"
    return REASONS[step.reason]


def verdict(step: StepResult) -> str:
    """The step's verdict, with its reason where it was not checked."""
    said = PARTLY if step.verdict == "not_checked" and is_checked(step) else VERDICTS[step.verdict]
    return f"{said}: {not_checked(step)}" if step.verdict == "not_checked" and step.reason else said


def totals(summary: Summary) -> str:
    """9 av 15 steg kontrollerade, alla stämmer."""
    checked = f"{summary.steps_checked} av {summary.steps_total} steg kontrollerade"
    wrong = summary.steps.get("drifted", 0)
    looks = summary.steps.get("looks_different", 0)
    parts = [f"{wrong} stämmer inte"] * bool(wrong)
    parts += [f"{plural(looks, 'bild', 'bilder')} stämmer inte längre"] * bool(looks)
    if not parts and summary.steps_checked:
        parts = ["alla stämmer"]
        parts += ["men allt gick inte att kontrollera"] * (summary.exit_code == UNCHECKED)
    return ", ".join([checked, *parts])


def forms(result: RunResult) -> str:
    """Inga formulär har skickats; on the replica, how many practice forms."""
    sent = result.summary.forms_sent
    if not sent:
        return "Inga formulär har skickats."
    kind = "övningsformulär" if result.run.target == "replica" else "formulär"
    return f"{sent} {kind} har skickats{', bara till övningskopian' if kind == 'övningsformulär' else ''}."


def countdown(notice: NoticeResult) -> str:
    """om 71 dagar; gäller sedan 1 september 2026."""
    when = day(date.fromisoformat(notice.date))
    if notice.days_left < 0:
        return f"gäller sedan {when}"
    if notice.days_left == 0:
        return "gäller från i dag"
    return f"om {plural(notice.days_left, 'dag', 'dagar')}, {when}"


def capital(text: str) -> str:
    """The text with its first letter as a capital; eslov.se keeps its small one."""
    return text if text.startswith("eslov.se") else text[:1].upper() + text[1:]


def clipped(text: str, length: int) -> str:
    """The text in at most so many signs."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


# -- what is in the way ------------------------------------------------------------------------------------------------

_MET = {
    "timeout": "Inget svar kom i tid.",
    "late": "Sidan kom, men allt på den blev inte klart i tid.",
    "certificate-date": "Webbplatsens certifikat har gått ut eller gäller inte än.",
    "certificate-name": "Webbplatsens certifikat gäller en annan adress.",
    "certificate": "Webbplatsens certifikat går inte att lita på.",
    "dns": "Adressen finns inte i namnregistret (DNS).",
    "loop": "Sidan skickar vidare till sig själv, om och om igen.",
    "network": "Datorn som kontrollerar verkar sakna nätverk.",
    "connection": "Anslutningen bröts innan sidan hade kommit.",
    "refused": "Webbplatsen svarade att kontrollen inte får läsa sidan ({status}).",
    "busy": "Webbplatsen bad kontrollen att komma tillbaka senare (429).",
    "error": "Webbplatsen svarade med ett fel ({status}).",
    "wall": "Sidan visade en robotkontroll i stället.",
    "maintenance": "Sidan säger att den är stängd för underhåll.",
    "broken": "Sidan säger att något gick fel.",
    "consent": "Sidan ville först ha svar om kakor, och det svarar kontrollen inte på.",
}


def met(what: str, status: int = 0) -> str:
    """What was met in the page's place."""
    return _MET[what].format(status=status)


def control_failed(why: str) -> str:
    """Why a change that was seen is not told: a page that the guide does not use fails too."""
    return f"Något såg annorlunda ut, men inte heller webbplatsens andra sidor svarar som de ska. {why}"


_INSTEAD = {
    "sign-in": "Där måste man logga in.",
    "nothing": "Inget händer när man klickar.",
    "between": "Sidan {page} kommer emellan.",
    "window": "Ett annat fönster visas.",
    "further": "Först måste man klicka på {page}.",
}


def instead(what: str, page: str = "") -> str:
    """What a reader meets in the place of what the guide says."""
    return _INSTEAD[what].format(page=quoted(page))


# -- remarks on a claim ------------------------------------------------------------------------------------------------

OTHER_WORDS = "Stegen är skrivna med andra ord, så ordningen gick inte att läsa."


def stands(where: str) -> str:
    """Where what has been moved is now; said after who it is of (”den”), as a clause."""
    return f"står {place(where)} nu"


def opened_first(opener: str = "") -> str:
    """That what has been moved is behind something closed; a clause like that of `stands`."""
    return f"syns först när man öppnar {quoted(opener) if opener else 'något annat på sidan'}"


def reads(shown: str) -> str:
    """What a reader sees where it is not the documented name to the letter."""
    return f"På sidan står {quoted(shown)}."


# -- suggestions ---------------------------------------------------------------------------------------------------


def nearby(candidates: Sequence[str]) -> str:
    """What may have taken the place of what is gone."""
    if not candidates:
        return "Vi hittar ingen motsvarighet på sidan."
    return f"Det som liknar mest på sidan: {', '.join(map(quoted, candidates))}."


# -- what falls together -----------------------------------------------------------------------------------------------

SITE_OR_NETWORK = "Webbplatsen eller nätverket"


def fell(count: int, checked: int, when: str = "samma natt") -> str:
    """So many of so many steps stopped holding at once: no full stop, so that more can be said."""
    return f"{count} av {checked} kontrollerade steg slutade stämma {when}"


def together(found: Together | None) -> list[str]:
    """What is said once, before the steps; nothing where nothing fell together."""
    if found is None:
        return []
    told = fell(len(found.steps), found.checked, "samma natt" if found.last_held else "samtidigt")
    return [f"{told}: troligen är det webbplatsen som helhet eller nätverket, inte varje sak för sig."]
