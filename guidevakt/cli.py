"""The commands. `python -m guidevakt` is the same."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from guidevakt import faults
from guidevakt.command_line import Command, Group
from guidevakt.refused import Refused
from guidevakt.sentences import commands
from guidevakt.terminal import speak_safely
from guidevakt.verdict import INTERRUPTED, OWN_FAULT, USAGE

app = typer.Typer(
    cls=Group,
    help="Går en skriven guide i en riktig webbläsare och säger vad som inte längre stämmer.",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

GuideId = Annotated[str | None, typer.Option("--guide", metavar="ID", help="Bara den guiden.")]
PartId = Annotated[str | None, typer.Option("--part", metavar="ID", help="Bara den delen av guiden.")]
StepId = Annotated[str | None, typer.Option("--step", metavar="ID", help="Bara det steget.")]


def main() -> None:
    """Run the command line; every fault of the input is one sentence and exit 2."""
    speak_safely()
    try:
        sys.exit(app(standalone_mode=False, prog_name="guidevakt"))
    except Refused as refused:
        _say_wrong(str(refused))
    except (typer.Abort, KeyboardInterrupt):
        _say_wrong("Avbrutet.")
        sys.exit(INTERRUPTED)
    except Exception as error:
        _say_wrong(commands.own_fault(faults.aside(error)))
        sys.exit(OWN_FAULT)
    sys.exit(USAGE)


def _say_wrong(sentence: str) -> None:
    typer.echo(sentence, err=True)


def _say_version(asked: bool) -> None:
    from importlib.metadata import version

    if asked:
        typer.echo(f"Guidevakt {version('guidevakt')}")
        raise typer.Exit


@app.callback()
def guidevakt(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_say_version, help="Visa vilken version det är.")
    ] = False,
) -> None:
    """Går en skriven guide i en riktig webbläsare och säger vad som inte längre stämmer."""


@app.command(cls=Command)
def verify(
    target: Annotated[
        str | None,
        typer.Option(metavar="replica|live|recording", help="Vad som kontrolleras. Annars enligt pyproject.toml."),
    ] = None,
    guide: GuideId = None,
    part: PartId = None,
    step: StepId = None,
    overlay: Annotated[
        Path | None, typer.Option(metavar="MAPP", help="Lägg ändrade sidor och fel över övningskopian.")
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FIL", help="Skriv results.json dit också.")
    ] = None,
    workers: Annotated[int, typer.Option("-n", metavar="ANTAL", min=1, help="Så många delar i taget.")] = 1,
    headed: Annotated[bool, typer.Option("--headed", help="Visa webbläsaren medan den går.")] = False,
    canary: Annotated[
        bool | None,
        typer.Option("--canary/--no-canary", help="Prova Guidevakt självt först. Annars inte på övningskopian."),
    ] = None,
    if_suspect: Annotated[
        bool, typer.Option("--if-suspect", help="Bara om en tidigare körning såg något som ska kontrolleras igen.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Skriv bara det som inte stämmer.")] = False,
    log_json: Annotated[bool, typer.Option("--log-json", help="Skriv en rad JSON för varje steg, för loggar.")] = False,
    replica: Annotated[Path | None, typer.Option(hidden=True, help="What `python -m replica` printed.")] = None,
) -> None:
    """Gå guiden och säg vad som inte stämmer. Utan flaggor går den på den inbyggda övningskopian."""
    from guidevakt.verify import verify as run

    if quiet and log_json:
        raise Refused("--quiet och --log-json: välj en av dem.")
    attach = (f"--replica={replica.resolve()}",) if replica else ()
    tone: Literal["full", "quiet", "json"] = "quiet" if quiet else "json" if log_json else "full"
    code = run(target, guide, part, step, overlay, json_file, workers, headed, canary, if_suspect, tone, attach)
    if code != INTERRUPTED:
        _send_what_cannot_wait()
    raise typer.Exit(code)


def _send_what_cannot_wait() -> None:
    """Urgent alerts, and those that failed before. What goes wrong with them is said, and fails no run."""
    from guidevakt.alerts import routes

    if not any(name.startswith(routes.VARIABLE) for name in os.environ):
        return
    from guidevakt import summary
    from guidevakt.alerts.sending import after_run
    from guidevakt.settings import find_project

    try:
        troubles = after_run(find_project())
    except Exception as fault:
        troubles = [commands.own_fault(faults.aside(fault))]
    for line in (*troubles, *summary.warned(troubles)):
        _say_wrong(line)


@app.command(cls=Command)
def record(
    guide: GuideId = None,
    out: Annotated[Path | None, typer.Option(metavar="FIL", help="Annars enligt pyproject.toml.")] = None,
) -> None:
    """Gå guidens öppna del på de riktiga webbplatserna och spara sidorna som en inspelning (HAR)."""
    from guidevakt.record import record as run

    raise typer.Exit(run(guide, out))


@app.command(cls=Command)
def approve(
    run: Annotated[str | None, typer.Option(metavar="ID", help="Körningens id. Annars den senaste.")] = None,
    guide: GuideId = None,
    step: StepId = None,
    environment: Annotated[
        bool, typer.Option("--environment", help="Bara bilder där orden är desamma: datorn eller webbläsaren är ny.")
    ] = False,
    origin: Annotated[
        Path | None, typer.Option("--from", metavar="RUN.zip", help="En körning som gicks någon annanstans, som zip.")
    ] = None,
    decisions: Annotated[
        Path | None, typer.Option(metavar="val.json", help="Val som har sparats från rapporten.")
    ] = None,
    who: Annotated[str | None, typer.Option(metavar="NAMN", help="Vem som väljer. Annars den som är inloggad.")] = None,
    why: Annotated[str, typer.Option(metavar="TEXT", help="Varför, för den som läser det sedan.")] = "",
    undo: Annotated[
        str | None, typer.Option(metavar="ID", help="Ta tillbaka ett val, eller allt som valdes på en gång.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="Visa bara vilka bilder som väntar.")] = False,
    log: Annotated[bool, typer.Option("--log", help="Visa vem som har valt vad, när och varför.")] = False,
    unused: Annotated[bool, typer.Option("--unused", help="Visa godkända bilder som inget steg använder.")] = False,
    practice: Annotated[
        bool, typer.Option("--practice", help="Godkänn fast körningen gick med ändrade sidor (--overlay).")
    ] = False,
) -> None:
    """Godkänn bilderna från en körning: de blir vad nästa körning jämför med."""
    from guidevakt.pictures import approving
    from guidevakt.settings import find_project

    ways = {"--undo": undo, "--list": listed, "--log": log, "--unused": unused, "--decisions": decisions}
    asked_for = [name for name, value in ways.items() if value]
    if len(asked_for) > 1:
        raise Refused(f"{' och '.join(asked_for)} kan inte användas på samma gång.")
    asked = approving.Asked(run, guide, step, origin, decisions, undo, who, why, environment, practice)
    do = approving.awaiting if listed else approving.log if log else approving.unused if unused else approving.approve
    typer.echo(do(find_project(), asked))


@app.command(cls=Command)
def review(
    run: Annotated[str | None, typer.Option(metavar="ID", help="Körningens id. Annars den senaste.")] = None,
    port: Annotated[int, typer.Option(metavar="NUMMER", min=0, max=65535, help="Annars en ledig port.")] = 0,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Öppna sidan i webbläsaren.")] = True,
) -> None:
    """Granska bilderna från en körning i webbläsaren: den nya, den gamla eller en egen."""
    import webbrowser

    from guidevakt import run as runs
    from guidevakt.review import review as serve
    from guidevakt.settings import find_project

    project = find_project()
    serve(project, runs.read(project, run), port, typer.echo, webbrowser.open if open_browser else None)


@app.command(cls=Command)
def history(
    step: StepId = None,
    since: Annotated[str | None, typer.Option(metavar="DATUM", help="Från och med det datumet.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Svara i JSON.")] = False,
) -> None:
    """Visa vad varje steg har kommit till natt efter natt, eller ett stegs alla ändringar."""
    from rich.console import Console

    from guidevakt.history import History
    from guidevakt.history.command import show
    from guidevakt.settings import find_project

    show(History.of(find_project()), step, since, as_json, Console(highlight=False))


@app.command(cls=Command)
def alert(
    send: Annotated[bool, typer.Option("--send", help="Skicka det som är på tur; så blir det utan flagga.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Visa vad som skulle skickas nu.")] = False,
    test: Annotated[bool, typer.Option("--test", help="Skicka ett provlarm och fråga om det kom fram.")] = False,
    example: Annotated[
        bool, typer.Option("--example", help="Visa hur alla slags meddelanden ser ut, eller SLAG i alla former.")
    ] = False,
    kind: Annotated[
        str | None, typer.Argument(metavar="[SLAG]", help="Med --example: bara det slaget, till exempel aviserat.")
    ] = None,
    postpone: Annotated[
        str | None, typer.Option("--postpone", metavar="STEG", help="Skjut upp stegets larm till --until.")
    ] = None,
    false: Annotated[
        str | None, typer.Option("--false", metavar="STEG", help="Stegets larm var falskt: tyst tills det stämmer.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DATUM", help="Till och med det datumet.")] = None,
    why: Annotated[str, typer.Option(metavar="TEXT", help="Varför larmet kan vänta, eller var falskt.")] = "",
) -> None:
    """Skicka larmen: vad som har ändrats, till den som ska veta det."""
    from rich.console import Console

    from guidevakt.alerts import command
    from guidevakt.history.command import read_date
    from guidevakt.settings import find_project

    if sum(map(bool, (send, dry_run, test, example, postpone, false))) > 1:
        raise Refused("--send, --dry-run, --test, --example, --postpone och --false: välj en av dem.")
    if kind and not example:
        raise Refused(f"{kind}: ett slag hör till --example, som visar hur meddelandena ser ut.")
    if bool(postpone) != bool(until):
        raise Refused("--postpone och --until hör ihop: skriv steget och datumet.")
    project, console = find_project(), Console(highlight=False)
    if postpone and until:
        code = command.postpone(project, postpone, read_date("--until", until), why, console)
    elif false:
        code = command.false_alarm(project, false, why, console)
    elif example:
        code = command.example(project, kind, console)
    else:
        code = (command.test if test else command.show if dry_run else command.send)(project, console)
    raise typer.Exit(code)


@app.command(cls=Command)
def watchdog(
    status: Annotated[
        str | None, typer.Option(metavar="ADRESS", help="status.json som fil eller adress. Annars den egna historiken.")
    ] = None,
) -> None:
    """Larma om ingen kontroll har gjorts på länge. Slutar med 4 då. Kör den någon annanstans än nattkontrollen."""
    from rich.console import Console

    from guidevakt.settings import find_project
    from guidevakt.watchdog import watch

    raise typer.Exit(watch(find_project(), status, Console(highlight=False)))


@app.command(cls=Command)
def compare(
    one: Annotated[Path, typer.Argument(metavar="A.png", help="Den ena bilden.")],
    other: Annotated[Path, typer.Argument(metavar="B.png", help="Den andra.")],
    as_json: Annotated[bool, typer.Option("--json", help="Svara i JSON.")] = False,
) -> None:
    """Jämför två bilder. Slutar med 0 om de är lika, 1 om de skiljer sig."""
    from guidevakt import compare as pictures
    from guidevakt.settings import find_project, read

    found = pictures.compare_files(one, other, tolerance=read(find_project()).pictures)
    facts = {
        "verdict": found.verdict,
        "changed_pixels": found.changed_pixels,
        "densest": found.densest,
        "box": found.box,
        "boxes": found.boxes,
        "shift": found.shift,
    }
    typer.echo(json.dumps(facts) if as_json else commands.compared(found.verdict))
    raise typer.Exit(0 if found.verdict == "same" else 1)


@app.command(cls=Command)
def refresh(
    guide: GuideId = None,
    step: StepId = None,
    replica: Annotated[
        bool, typer.Option("--replica", help="Ta övningskopians bilder där ingen riktig är godkänd. Det står i dem.")
    ] = False,
    width: Annotated[
        int | None, typer.Option(metavar="PX", help="Så breda bilderna högst får bli. Annars enligt pyproject.toml.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Säg bara vad som skulle förnyas.")] = False,
) -> None:
    """Gör guidens egna bilder av de godkända: en ren, och en där det som steget talar om är inramat."""
    from guidevakt.pictures import refreshing
    from guidevakt.settings import find_project

    for line in refreshing.run(find_project(), refreshing.Asked(guide, step, replica, width, dry_run)):
        typer.echo(line)


@app.command(cls=Command)
def rejudge(
    run: Annotated[str | None, typer.Argument(metavar="[RUN]", help="Körningens id. Annars den senaste.")] = None,
    step: StepId = None,
    name: Annotated[
        str | None, typer.Option("--keep", metavar="NAMN", help="Larmet var falskt: spara steget som ett testfall.")
    ] = None,
    why: Annotated[str, typer.Option(metavar="TEXT", help="Varför larmet var falskt. Behövs med --keep.")] = "",
    who: Annotated[str | None, typer.Option(metavar="NAMN", help="Vem som säger det. Annars den inloggade.")] = None,
) -> None:
    """Döm en sparad körning en gång till, med dagens kod, utan webbläsare."""
    import getpass

    from guidevakt import rejudge as rejudge_
    from guidevakt import run as runs
    from guidevakt.settings import find_project

    project = find_project()
    result = runs.read(project, run)
    if name and not step:
        raise Refused("--keep behöver --step: ett testfall är ett steg i taget.")
    if (why or who) and not name:
        raise Refused("--why och --who hör till --keep, som sparar ett testfall.")
    found = rejudge_.rejudge(project, result, step)
    typer.echo("\n".join(commands.rejudged(result, [(a.now, list(a.differ)) for a in found])))
    if name and step:
        file, raised = rejudge_.keep(project, result, step, name, who or getpass.getuser(), why)
        typer.echo(commands.case_kept(file, raised))
    raise typer.Exit(rejudge_.exit_code(found))


@app.command(cls=Command)
def drift(
    operator: Annotated[str | None, typer.Option(metavar="ID", help="Bara den ändringen.")] = None,
    part: PartId = None,
    step: StepId = None,
    workers: Annotated[
        int | None, typer.Option("-n", metavar="ANTAL", min=1, help="Så många webbläsare i taget. Annars en per kärna.")
    ] = None,
    pairs: Annotated[
        bool, typer.Option("--pairs/--no-pairs", help="Prova också varje ändring tillsammans med en ofarlig.")
    ] = True,
    seed: Annotated[int, typer.Option(metavar="TAL", help="Vad slumpen börjar med.")] = 1,
    readme: Annotated[bool, typer.Option("--readme", help="Skriv hela tabellen i README.md också.")] = False,
) -> None:
    """Ändra övningskopian med flit, på alla kända sätt, och räkna vad kontrollen upptäcker."""
    from guidevakt.drift.command import drift as run

    raise typer.Exit(run(operator, part, step, workers, pairs, seed, readme))


@app.command(cls=Command)
def suggest(
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Läs frågor ur stdin, en rad JSON per fråga.")] = False,
) -> None:
    """Vad heter det nu? Svarar på varje rad {"old", "context", "before", "after"} med det troliga nya namnet."""
    from guidevakt import question

    if not jsonl or not sys.stdin or not sys.stdout or sys.stdin.isatty():  # closed ones are None
        raise Refused(commands.HOW_TO_SUGGEST)
    for line in question.answers(sys.stdin.buffer):
        sys.stdout.buffer.write(f"{line}\n".encode())  # UTF-8 like the questions, whatever the terminal's own is
        sys.stdout.buffer.flush()


@app.command(cls=Command)
def schema() -> None:
    """Skriv JSON Schema för guidefiler, för den som redigerar dem."""
    from guidevakt import guide

    typer.echo(guide.schema())


@app.command(cls=Command)
def doctor() -> None:
    """Se efter om något saknas på datorn, och säg hur det skaffas."""
    from guidevakt import doctor as doctor_

    raise typer.Exit(doctor_.report(doctor_.examine()))


if __name__ == "__main__":
    main()
