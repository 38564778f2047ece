"""The Swedish of the command line: what a run, a table of drift and a saved run judged again come to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from guidevakt.sentences import TARGETS, VERDICTS, listed, moment, plural, quoted
from guidevakt.sentences.findings import finding, subject
from guidevakt.sentences.pictures import picture
from guidevakt.verdict import Canary, ClaimResult, RunResult, StepResult, Target

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


#: What a run leaves beside results.json.
HISTORY, REPORT = "Historiken", "Rapporten"
NOTHING_BEGUN = "Avbrutet innan något steg hade gåtts."


def no_loopback(why: str) -> str:
    """No server of ours can be started."""
    return (
        f"Guidevakt behöver datorns egen adress 127.0.0.1, och den går inte att använda här ({why}). Slå på IPv4 för "
        "datorns eget nät (localhost) och försök igen."
    )


def own_fault(file: object) -> str:
    """Guidevakt itself went wrong; the file is for those who mend it."""
    return (
        "Guidevakt gjorde fel. Det är inte guidens eller webbplatsernas fel. "
        f"Felmeddelandet till utvecklarna ligger i {file}."
    )


def faulty_steps(count: int, folder: object) -> str:
    """So many steps Guidevakt could not cope with."""
    return (
        f"Guidevakt klarade inte av {plural(count, 'steg', 'steg')}. Det är inte guidens eller webbplatsernas fel. "
        f"{'Felmeddelandet' if count == 1 else 'Felmeddelandena'} till utvecklarna ligger i {folder}."
    )


def unwritten(what: str, why: str) -> str:
    """Something that the run should have left could not be written."""
    return f"{what} kunde inte skrivas ({why})."


def unmade(what: str, file: object) -> str:
    """Something that the run should have left could not be made; the file tells why to those who mend it."""
    return f"{what} kunde inte göras. Felmeddelandet till utvecklarna ligger i {file}."


def beginning(target: Target, guides: Sequence[str]) -> str:
    """What a run says first."""
    many = "guiden" if len(guides) == 1 else "guiderna"
    return f"Guidevakt går {many} {', '.join(map(quoted, guides))} på {TARGETS[target]} …"


def swept(gone: int, left: int, keep_days: int) -> str:
    """How many old runs were removed, and how many could not be; empty where there was none."""
    days = plural(keep_days, "dag", "dagar")
    told = [f"Gallring: {plural(gone, 'körning', 'körningar')} äldre än {days} togs bort."] * bool(gone)
    more = "gick inte att ta bort nu. Nästa kontroll försöker igen."
    told += [f"Gallring: {plural(left, 'gammal körning', 'gamla körningar')} {more}"] * bool(left)
    return " ".join(told)


def waits(seconds: int, steps: Sequence[str], address: str, has_walked: bool) -> str:
    """That something takes its time, and what: the steps being walked, or what comes before or after them."""
    what = "att rapporten och larmen ska bli klara" if has_walked else "att webbläsaren ska starta"
    if steps:
        what = f"steg {listed(steps)}{f' ({address})' if address else ''}"
    return f"Väntar fortfarande på {what}: {plural(seconds, 'sekund', 'sekunder')} hittills."


def overlay_of_nothing(folder: str, there: Sequence[str], guesses: Sequence[str], known: Iterable[str]) -> str:
    """That an overlay has nothing for any site that the guides or the practice copies know."""
    found = f"Där finns bara {', '.join(there)}." if there else "Där finns ingen mapp med en webbplats namn."
    why = f"--overlay {folder}: inget i mappen ligger över en webbplats som guiderna eller övningskopian känner."
    return " ".join([why, found, *dict.fromkeys(guesses), f"Kända är {', '.join(sorted(known))}."])


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


HOW_TO_SUGGEST = (
    "suggest läser en fråga per rad och svarar med en rad: guidevakt suggest --jsonl < FRÅGOR > SVAR. "
    'En fråga är {"old": "…", "context": "…", "before": ["…"], "after": ["…"]}.'
)
