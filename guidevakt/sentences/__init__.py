"""The Swedish of findings, alerts and the command line, here and in the modules beside. Templates keep their own text.

Here stand what a step and a run come to, and the words that all the others use.

Labels stand in ”…”, eslov.se in lower case, times are local to Sweden, and a proposed name is never called certain
unless the link's destination proves it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from guidevakt.night import SWEDEN
from guidevakt.verdict import (
    INTERRUPTED,
    OWN_FAULT,
    UNCHECKED,
    USAGE,
    ClaimResult,
    NoticeResult,
    Reason,
    RunResult,
    StepResult,
    Summary,
    Target,
    Together,
    Verdict,
    is_checked,
)

VERDICTS: dict[Verdict, str] = {
    "holds": "stämmer",
    "drifted": "stämmer inte",
    "looks_different": "bilden stämmer inte längre",
    "awaiting_review": "väntar på godkännande",
    "not_checked": "inte kontrollerat",
}

#: A step whose words hold, and whose picture nobody has approved.
TO_APPROVE = "stämmer, men bilden väntar på godkännande"

#: What could be judged holds, and the rest is what this target can never check.
PARTLY = "stämmer så långt det går att se"

#: What is said of a step in place of a reason that the step before it has told.
SAME_CAUSE = "inte kontrollerat, av samma orsak"

REASONS: dict[Reason, str] = {
    "fault": "Guidevakt klarade inte av sidan",
    "interrupted": "avbrutet",
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
    if step.verdict == "awaiting_review":
        return TO_APPROVE
    return f"{said}: {not_checked(step)}" if step.verdict == "not_checked" and step.reason else said


def totals(summary: Summary) -> str:
    """9 av 15 steg kontrollerade, alla stämmer; 6 av dem har en bild att godkänna. Avbrutet efter 1 av 7 steg."""
    wrong, looks, waiting = (summary.steps.get(v, 0) for v in ("drifted", "looks_different", "awaiting_review"))
    checked, total = summary.steps_checked, summary.steps_total
    if summary.exit_code == INTERRUPTED:
        return ", ".join([f"Avbrutet efter {total - summary.steps_interrupted} av {total} steg", *_wrong(wrong, looks)])
    missing = summary.exit_code in (USAGE, UNCHECKED, OWN_FAULT) and checked < total
    but = "men allt gick inte att kontrollera" if missing and not wrong and not looks else ""
    return counted(checked, total, wrong, looks, waiting, but)


def counted(checked: int, total: int, wrong: int, looks: int, to_approve: int, but: str = "") -> str:
    """How steps are counted wherever they are: those that were checked hold, but for `wrong` and `looks`; `to_approve`
    are among those that hold. `but` is a clause of what is missing."""
    well = checked - wrong - looks
    if well == total > 0:
        return f"{total} steg stämmer{of_them(to_approve, well)}"
    parts = _wrong(wrong, looks)
    if well:
        parts.append(f"{well} stämmer" if parts else "alla stämmer")
    said = ", ".join(filter(None, (f"{checked} av {total} steg kontrollerade", *parts, but if checked else "")))
    return said + of_them(to_approve, well)


def _wrong(wrong: int, looks: int) -> list[str]:
    """1 stämmer inte; 2 bilder stämmer inte längre."""
    told = [f"{wrong} stämmer inte"] * bool(wrong)
    return told + [f"{plural(looks, 'bild', 'bilder')} stämmer inte längre"] * bool(looks)


def of_them(to_approve: int, well: int) -> str:
    """; 6 av dem har en bild att godkänna. Empty where none has."""
    return f"; {among(to_approve, well)} har en bild att godkänna" if to_approve else ""


def among(some: int, whole: int) -> str:
    """6 av dem; alla; det."""
    return f"{some} av dem" if some < whole else "det" if whole == 1 else "alla"


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
