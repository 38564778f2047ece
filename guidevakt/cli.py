"""The commands. `python -m guidevakt` is the same."""

from __future__ import annotations

import json
import sys
import traceback
from pathlib import Path
from typing import Annotated, Any

import typer

from guidevakt import sentences
from guidevakt.refused import Refused

app = typer.Typer(
    help="Går en skriven guide i en riktig webbläsare och säger vad som inte längre stämmer.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
USAGE, OWN_FAULT = 2, 70

GuideId = Annotated[str | None, typer.Option("--guide", metavar="ID", help="Bara den guiden.")]
PartId = Annotated[str | None, typer.Option("--part", metavar="ID", help="Bara den delen av guiden.")]
StepId = Annotated[str | None, typer.Option("--step", metavar="ID", help="Bara det steget.")]


def main() -> None:
    """Run the command line; every fault of the input is one sentence and exit 2."""
    try:
        sys.exit(app(standalone_mode=False))
    except Refused as refused:
        _say_wrong(str(refused))
    except typer.Abort:
        _say_wrong("Avbrutet.")
    except Exception as error:
        # Typer brings its own copy of click, whose exceptions have no public name.
        if getattr(error, "exit_code", None) != USAGE or not hasattr(error, "format_message"):
            _say_wrong(f"{sentences.OWN_FAULT}\n{traceback.format_exc()}")
            sys.exit(OWN_FAULT)
        _say_wrong(_usage(error))
    sys.exit(USAGE)


def _say_wrong(sentence: str) -> None:
    typer.echo(sentence, err=True)


def _usage(error: Any) -> str:
    """What Typer found wrong, in Swedish."""
    context, param = getattr(error, "ctx", None), getattr(error, "param", None)
    see = f"Se {context.command_path if context else 'guidevakt'} --help."
    name = param.opts[0] if param and param.opts else getattr(param, "name", None)
    match type(error).__name__:
        case "NoSuchOption":
            return f"Flaggan {error.option_name} finns inte. {see}"
        case "BadOptionUsage":
            return f"{error.option_name} behöver ett värde. {see}"
        case "MissingParameter":
            return f"{(param and param.metavar) or name} saknas. {see}"
        case "BadParameter":
            return f"{name}: värdet går inte att använda. {see}"
    return f"Kommandot eller något av dess värden finns inte. {see}"


@app.command()
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
    replica: Annotated[Path | None, typer.Option(hidden=True, help="What `python -m replica` printed.")] = None,
) -> None:
    """Gå guiden och säg vad som inte stämmer. Utan flaggor går den på den inbyggda övningskopian."""
    from guidevakt.verify import verify as run

    attach = (f"--replica={replica.resolve()}",) if replica else ()
    raise typer.Exit(run(target, guide, part, step, overlay, json_file, workers, headed, attach))


@app.command()
def record(
    guide: GuideId = None,
    out: Annotated[Path | None, typer.Option(metavar="FIL", help="Annars enligt pyproject.toml.")] = None,
) -> None:
    """Gå guidens öppna del på de riktiga webbplatserna och spara sidorna som en inspelning (HAR)."""
    from guidevakt.record import record as run

    raise typer.Exit(run(guide, out))


@app.command()
def approve(
    run: Annotated[str | None, typer.Option(metavar="ID", help="Körningens id. Annars den senaste.")] = None,
    guide: GuideId = None,
    step: StepId = None,
) -> None:
    """Godkänn bilderna från en körning: de blir vad nästa körning jämför med."""
    from guidevakt import baseline
    from guidevakt import run as runs
    from guidevakt.settings import find_project

    project = find_project()
    result = runs.read(project, run)
    known = {s.id for s in result.steps}
    if step and step not in known:
        raise Refused(f"--step {step}: steget finns inte i körningen. Tillåtna är {', '.join(sorted(known))}.")
    if guide and guide not in {s.guide for s in result.steps}:
        raise Refused(f"--guide {guide}: guiden finns inte i körningen.")
    approved = baseline.approve(project, result, guide, step)
    typer.echo(sentences.approved(approved))


@app.command()
def compare(
    one: Annotated[Path, typer.Argument(metavar="A.png")],
    other: Annotated[Path, typer.Argument(metavar="B.png")],
    as_json: Annotated[bool, typer.Option("--json", help="Svara i JSON.")] = False,
) -> None:
    """Jämför två bilder. Slutar med 0 om de är lika, 1 om de skiljer sig."""
    from guidevakt import compare as pictures

    found = pictures.compare(pictures.read(one), pictures.read(other))
    facts = {
        "verdict": found.verdict,
        "changed_pixels": found.changed_pixels,
        "densest": found.densest,
        "box": list(found.box) if found.box else None,
    }
    typer.echo(json.dumps(facts) if as_json else sentences.compared(found.verdict))
    raise typer.Exit(0 if found.verdict == "same" else 1)


@app.command()
def suggest(
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Läs frågor ur stdin, en rad JSON per fråga.")] = False,
) -> None:
    """Vad heter det nu? Svarar på varje rad {"old", "context", "before", "after"} med det troliga nya namnet."""
    from guidevakt import question

    if not jsonl or sys.stdin.isatty():
        raise Refused(sentences.HOW_TO_SUGGEST)
    for line in question.answers(sys.stdin.buffer):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


@app.command()
def schema() -> None:
    """Skriv JSON Schema för guidefiler, för den som redigerar dem."""
    from guidevakt import guide

    typer.echo(guide.schema())


@app.command()
def doctor() -> None:
    """Se efter om något saknas på datorn, och säg hur det skaffas."""
    from guidevakt import doctor as doctor_

    raise typer.Exit(doctor_.report(doctor_.examine()))


if __name__ == "__main__":
    main()
