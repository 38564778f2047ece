"""The Swedish of findings, alerts and the command line. Templates keep their own text.

Labels stand in ”…”, eslov.se in lower case, times are local to Sweden, and a proposed name is never called certain
unless the link's destination proves it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from guidevakt.pictures.stillness import Wait
from guidevakt.verdict import (
    Canary,
    ClaimResult,
    Difference,
    NoticeResult,
    PictureResult,
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
    named = claim.expected if claim.kind not in ("steps", "order") else ""
    return f"{noun(claim).definite} {quoted(named)}" if named else noun(claim).definite


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
    what, where = subject(claim), " ".join(filter(None, (place(claim.where), page)))
    match claim.change:
        case "renamed" | "removed" | "moved" | "language" if claim.kind not in ("steps", "order"):
            return _lost(claim, what, where)
        case "role":
            return f"{what} är inte längre {noun(claim).indefinite}."
        case "destination":
            return f"{what} leder till en annan sida{f': {claim.lands}' if claim.lands else ''}."
        case "dead":
            gone = "finns inte längre" if claim.kind == "page" else "leder till en sida som inte finns"
            return f"{what} {gone}."
        case "order":
            instead = f" På den platsen står {quoted(claim.seen)}." if claim.seen and claim.kind != "order" else ""
            return f"{what}: ordningen är en annan än guiden säger.{instead}"
        case "count":
            of = "antalet steg" if claim.kind == "steps" else "antalet"
            return f"{of} är ett annat: guiden säger {claim.expected}, sidan visar {claim.seen or 'inget'}."
        case "other":
            return _other(claim, what)
    here = f" {page}" if page and claim.change in ("hidden", "ambiguous") else ""
    return f"{what} {CHANGES[claim.change or 'other']}{here}."


def _lost(claim: ClaimResult, what: str, where: str) -> str:
    if claim.change == "language":
        return f"{what} visas på fel språk."
    if claim.change == "renamed" and claim.lands:
        return f"{what}{f' {where}' if where else ''} har bytt namn."
    gone = f"{what} finns inte längre{f' {where}' if where else ''}."
    return f"{gone} {capital(noun(claim).pronoun)} har flyttats." if claim.change == "moved" else gone


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


SIGNED_IN = (
    "Webbläsaren är redan inloggad hos Microsoft fast ingen har loggat in. Kontrollen stoppades och inga bilder "
    "sparades. Kör den från en dator eller ett konto som inte loggar in av sig självt."
)


def findings(step: StepResult) -> list[str]:
    """What does not hold in a step, a sentence a claim."""
    told = [finding(claim) for claim in step.claims if claim.verdict == "drifted"]
    return told + [said for said in [picture(step.picture) if step.picture else ""] if said]


def recorded(file: object, addresses: int) -> str:
    """What came of recording."""
    return f"Inspelningen med {plural(addresses, 'adress', 'adresser')} ligger i {file}."


def compared(verdict: str) -> str:
    """What two pictures came to."""
    return {
        "same": "Bilderna är lika.",
        "differs": "Bilderna skiljer sig.",
        "size-differs": "Bilderna är olika stora.",
    }[verdict]


OWN_FAULT = (
    "Guidevakt gjorde fel. Det är inte guidens eller webbplatsernas fel; felmeddelandet nedan är till utvecklarna."
)


def beginning(target: Target, guides: Sequence[str]) -> str:
    """What a run says first."""
    many = "guiden" if len(guides) == 1 else "guiderna"
    return f"Guidevakt går {many} {', '.join(map(quoted, guides))} på {TARGETS[target]} …"


def clipped(text: str, length: int) -> str:
    """The text in at most so many signs."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def pictures(result: RunResult) -> list[str]:
    """How many pictures await approval, and how they get it."""
    waiting = sum(step.picture is not None and step.picture.verdict == "awaiting_review" for step in result.steps)
    if not waiting:
        return []
    told = f"{plural(waiting, 'bild', 'bilder')} väntar på godkännande"
    like = [step.picture for step in result.steps if step.picture and step.picture.like]
    if len(like) == waiting and all(picture.words == "same" for picture in like):
        return [f"{told}, eftersom datorn eller webbläsaren är ny. {SAME_WORDS} Kör guidevakt approve."]
    return [f"{told}: titta i rapporten, kör sedan guidevakt approve."]


# -- the canary --------------------------------------------------------------------------------------------------------

#: What a run is headed with whose test of itself has failed.
UNTRUSTED = "Lita inte på den här kontrollen: Guidevakts självtest misslyckades"


def self_test(canary: Canary) -> str:
    """What went wrong in the test, what it means, and what to do. A canary that held says nothing."""
    missed = "En ändring som lades in med flit på övningskopian upptäcktes inte."
    cried = "En ofarlig ändring på övningskopian gav larm, eller gick inte att kontrollera."
    told = [missed] * (not canary.caught) + [cried] * (not canary.quiet)
    means = "Kontrollen räknas inte som en natt, och inget larm skickas om det den såg."
    cure = "Kör guidevakt doctor. Blir nästa kontroll likadan, visa rapporten för den som sköter Guidevakt."
    return " ".join([*told, means, cure]) if told else ""


# -- drift ------------------------------------------------------------------------------------------------------------

DRIFT_INTERRUPTED = "Avbrutet. Det som hann provas står i tabellen."
DRIFT_LOST = (
    "En av processerna dog, kanske för att minnet tog slut. Det som hann provas står i tabellen. Prova färre i taget "
    "med -n."
)
DRIFT_NOT_IN_README = "README.md är som den var: den får bara hela tabellen."


def drift_begins(tries: int, workers: int) -> str:
    """Before anything slow."""
    return f"{tries} försök på övningskopian, {workers} i taget. Först gås den en gång som den är."


def drift_so_far(done: int, of: int, seconds_left: float) -> str:
    """How far it has come, in a log."""
    minutes = round(seconds_left / 60)
    left = f"ungefär {plural(minutes, 'minut', 'minuter')} kvar" if minutes else "snart klart"
    return f"  {done} av {of} försök, {left}"


def drift_caught(paired: bool, caught: str, right_step: str, right_change: str, right_suggestion: str) -> str:
    """One line for what breaks a guide; all are given as 12/12."""
    title = "Tillsammans med en ofarlig ändring" if paired else "Ändringar som gör guiden fel"
    return (
        f"{title}: {caught} upptäckta, {right_step} på rätt steg, {right_change} med rätt slag av ändring, "
        f"{right_suggestion} med rätt förslag."
    )


def drift_quiet(false_alarms: int, tries: int, shown: int) -> str:
    """One line for what breaks nothing; `shown`: so many put something new into a step's picture."""
    told = f" I {shown} av dem syns något nytt på stegets bild, som därför inte stämmer längre." if shown else ""
    return f"Ofarliga ändringar: {false_alarms} falsklarm på {tries} försök.{told}"


def drift_end(misses: int, page: Path) -> str:
    """The last line."""
    return f"{plural(misses, 'miss', 'missar')}. Tabell: {page}"


# -- what changed in a picture ---------------------------------------------------------------------------------------

#: What a reader calls a thing in a picture, by its role.
THINGS = {
    "button": Noun("knappen", "en knapp", "den"),
    "link": Noun("länken", "en länk", "den"),
    "heading": Noun("rubriken", "en rubrik", "den"),
    "text": Noun("texten", "vanlig text", "den"),
    "textbox": Noun("fältet", "ett fält", "det"),
    "searchbox": Noun("sökfältet", "ett sökfält", "det"),
    "spinbutton": Noun("fältet", "ett fält", "det"),
    "combobox": Noun("listan", "en lista", "den"),
    "checkbox": Noun("kryssrutan", "en kryssruta", "den"),
    "switch": Noun("reglaget", "ett reglage", "det"),
    "radio": Noun("alternativet", "ett alternativ", "det"),
    "option": Noun("alternativet", "ett alternativ", "det"),
    "tab": Noun("fliken", "en flik", "den"),
    "menuitem": Noun("menyvalet", "ett menyval", "det"),
    "treeitem": Noun("raden", "en rad", "den"),
}
WAYS = {"down": "längre ner", "up": "högre upp", "left": "längre till vänster", "right": "längre till höger"}
#: So much of a long text is told.
TOLD_SIGNS = 90
#: So many differences are told; the rest are counted.
TOLD_DIFFERENCES = 4

ONLY_THE_LOOK = "Orden är desamma; bara utseendet har ändrats."
SAME_WORDS = "Orden är desamma i alla bilder."


def difference(told: Difference) -> str:
    """One difference as a clause: knappen ”Nästa” heter nu ”Fortsätt”."""
    kind = THINGS.get(told.role, OTHER_KIND)
    thing = kind.definite
    name, seen = (quoted(clipped(text, TOLD_SIGNS)) for text in (told.name, told.seen or ""))
    match told.change:
        case "renamed":
            return f"{thing} {name} {'lyder' if told.role in ('text', 'heading') else 'heter'} nu {seen}"
        case "moved":
            return f"{thing} {name} ligger {WAYS[told.way or 'down']} än förut"
        case "added":
            return f"{thing} {seen} har tillkommit"
        case "removed":
            return f"{thing} {name} finns inte kvar"
        case "role":
            return f"{name} är inte längre {kind.indefinite}"
        case "disabled":
            return f"{thing} {name} går inte längre att klicka på"


def differences(told: Sequence[Difference]) -> str:
    """The differences as one sentence; empty where there are none."""
    clauses = [difference(one) for one in told[:TOLD_DIFFERENCES]]
    more = len(told) - len(clauses)
    clauses += [f"{more} {'sak' if more == 1 else 'saker'} till har ändrats"] * bool(more)
    return f"{capital('; '.join(clauses))}." if clauses else ""


def what_differs(result: PictureResult) -> str:
    """What a picture that looks different shows otherwise, as far as words tell."""
    return differences(result.differences) or (ONLY_THE_LOOK if result.words == "same" else "")


def picture(result: PictureResult) -> str:
    """What has changed in a step's picture, in words; empty where there is nothing to tell."""
    if result.why:
        return f"Bilden {result.id} gick inte att ta: {result.why}."
    if result.verdict == "looks_different":
        return f"Bilden {result.id} stämmer inte längre med den godkända. {what_differs(result)}".rstrip()
    if result.verdict == "awaiting_review" and result.words == "otherwise":
        new = f"Bilden {result.id} är tagen på en ny dator eller webbläsare, och orden är inte desamma som förut."
        return f"{new} {differences(result.differences)}"
    return ""


def spelled(words: Sequence[str]) -> str:
    """What is otherwise in a picture that holds: how words are written, or only the room they take."""
    if not words:
        return "Orden är desamma, även om de inte står på pricken likadant."
    told = [quoted(clipped(word, TOLD_SIGNS)) for word in words[:TOLD_DIFFERENCES]]
    more = len(words) - len(told)
    told += [f"{more} till"] * bool(more)
    return f"Orden är desamma, bara skrivna på ett annat sätt: {listed(told)}."


# -- what a picture waited for in vain ----------------------------------------------------------------------------

WAITS: dict[Wait, str] = {
    "fonts": "typsnittet hann inte läsas in",
    "images": "en bild hann inte läsas in",
    "busy": "sidan arbetade fortfarande",
    "spinner": "sidan visade fortfarande att den laddade",
    "moving": "något rörde sig fortfarande",
    "name": "sidan visade fortfarande ett namn som inte får synas",
    "email": "sidan visade fortfarande en e-postadress",
    "personal-number": "sidan visade fortfarande ett personnummer",
    "phone": "sidan visade fortfarande ett telefonnummer",
}


def waited(unmet: Sequence[Wait]) -> str:
    """Why no picture was taken, every reason: typsnittet hann inte läsas in och något rörde sig fortfarande."""
    return listed([WAITS[wait] for wait in unmet])


# -- the guide's own pictures ------------------------------------------------------------------------------------------

#: What stands in every picture of a practice copy.
PRACTICE = "Övningskopia – inte den riktiga sidan"


def picture_called(picture: str) -> str:
    """bild-4 as it is spoken of: Bild 4."""
    return capital(picture.replace("-", " "))


def picture_to(step: str) -> str:
    """What a picture is called that does not say so itself."""
    return f"Bild till steget {quoted(clipped(step, 60))}"


# -- judged again ----------------------------------------------------------------------------------------------------


def rejudged(
    result: RunResult, steps: Sequence[tuple[StepResult, Sequence[tuple[ClaimResult, ClaimResult]]]]
) -> list[str]:
    """What today's code makes of a saved run: what it judges otherwise, claim by claim, then and now."""
    many = plural(len(steps), "steg", "steg")
    told = [f"Körningen {result.run.id}, {moment(result.run.started)}: {many} dömda en gång till med dagens kod."]
    for step, claims in steps:
        told += [f"{step.id}, {subject(then)}. Då: {outcome(then)} Nu: {outcome(now)}" for then, now in claims]
    if len(told) == 1:
        told.append("Allt döms likadant nu som då.")
    left = len(result.steps) - len(steps)
    if left:
        told.append(f"{plural(left, 'steg', 'steg')} i körningen är inte omdömda.")
    return told


def outcome(claim: ClaimResult) -> str:
    """What a claim came to, as a sentence: stämmer; or what does not hold."""
    return finding(claim) or f"{VERDICTS[claim.verdict]}."


def case_kept(file: Path, raised: Sequence[str]) -> str:
    """What came of keeping a false alarm as a case."""
    kept = f"Testfallet ligger i {file}."
    if not raised:
        return f"{kept} Dagens kod larmar inte om det."
    told = ", ".join(map(quoted, raised))
    return f"{kept} Dagens kod larmar fortfarande om {told}: make test är rött tills koden är rättad."


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
}


def met(what: str, status: int = 0) -> str:
    """What was met in the page's place."""
    return _MET[what].format(status=status)


def control_failed(why: str) -> str:
    """Why a change that was seen is not told: a page that the guide does not use fails too."""
    return f"Något såg annorlunda ut, men inte heller webbplatsens andra sidor svarar som de ska. {why}"


# -- suggestions ---------------------------------------------------------------------------------------------------

HOW_TO_SUGGEST = (
    "suggest läser en fråga per rad och svarar med en rad: guidevakt suggest --jsonl < FRÅGOR > SVAR. "
    'En fråga är {"old": "…", "context": "…", "before": ["…"], "after": ["…"]}.'
)


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
