"""What every command has in common: read from the commands themselves, so that a new option is in it at once."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer

from guidevakt import cli

Said = tuple[int, str, str]
GROUP: Any = typer.main.get_command(cli.app)
COMMANDS: dict[str, Any] = GROUP.commands
WITH_VALUE = [
    (name, one) for name, command in COMMANDS.items() for one in command.params if not getattr(one, "is_flag", False)
]
#: What Typer, Click and Rich say of their own accord.
ENGLISH = re.compile(
    r"\b(Usage|Options?|Arguments|Commands?|Show this|message and exit|default|required|Error|Try|Invalid|Missing|"
    r"No such|Did you|takes?|value|unexpected|Aborted)\b|<\w+>|\[x"
)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    def ran(*arguments: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["guidevakt", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err.strip()

    return ran


def arguments(command: Any, param: Any, value: str) -> list[str]:
    """The command with the value for that parameter; what else must be there is."""
    others = [one.metavar for one in command.params if one.param_type_name == "argument" and one is not param]
    return [*others, param.opts[0], value] if param.param_type_name == "option" else [value, *others]


@pytest.mark.parametrize("value", ["", "  "])
@pytest.mark.parametrize(("name", "param"), WITH_VALUE, ids=lambda one: getattr(one, "name", one))
def test_an_empty_value_is_an_error_of_every_option_and_argument(
    run: Callable[..., Said], name: str, param: Any, value: str
) -> None:
    code, out, err = run(name, *arguments(COMMANDS[name], param, value))

    assert (code, out) == (2, "")
    assert "är tomt: skriv ett värde" in err


def test_an_empty_value_after_a_sign_of_equality_is_one_too(run: Callable[..., Said]) -> None:
    assert run("approve", "--undo=")[2].startswith("--undo är tomt: skriv ett värde, eller ta bort flaggan.")


def test_the_next_option_is_no_value(run: Callable[..., Said]) -> None:
    assert run("approve", "--undo", "--who", "Anna")[2].startswith("--undo behöver ett värde.")


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_swedish_throughout(run: Callable[..., Said], name: str) -> None:
    code, out, err = run(*filter(None, (name, "--help")))

    assert (code, err) == (0, "")
    assert out.startswith(f"Användning: guidevakt {name}".rstrip())
    assert "Visa den här hjälpen." in out
    assert ENGLISH.findall(out) == []


def test_the_words_that_must_not_be_there_are_those_that_typer_uses() -> None:
    command = typer.Typer(add_completion=False)

    @command.command()
    def some(value: str, number: int = typer.Option(1, min=1)) -> None: ...

    made: Any = typer.main.get_command(command)
    told = made.get_help(made.make_context("x", ["a"])) or ""
    assert ENGLISH.findall(told + "Usage: x [OPTIONS]")


def test_without_a_command_help_is_told(run: Callable[..., Said]) -> None:
    code, _, err = run()
    assert (code, err.splitlines()[0]) == (2, "Användning: guidevakt [FLAGGOR] KOMMANDO …")


def test_the_version_is_told(run: Callable[..., Said]) -> None:
    code, out, _ = run("--version")
    assert code == 0
    assert re.fullmatch(r"Guidevakt \d+\.\d+\.\d+\S*\n", out)


WRONG = {
    "a command": (["verifi"], "Kommandot verifi finns inte. Menade du verify? Se guidevakt --help."),
    "one like none": (["xyz"], "Kommandot xyz finns inte. Se guidevakt --help."),
    "an empty one": ([""], "Kommandot är tomt."),
    "a command as an option": (["--verify"], "Flaggan --verify finns inte. Menade du verify?"),
    "an option": (["verify", "--targt", "live"], "Flaggan --targt finns inte. Menade du --target?"),
    "an option of a negative": (["verify", "--no-canry"], "Flaggan --no-canry finns inte. Menade du --no-canary?"),
    "a value too many": (["verify", "live"], "Kommandot tar inte så många värden."),
    "a value where none is": (["verify", "--headed=yes"], "--headed tar inget värde."),
    "no value": (["verify", "--step"], "--step behöver ett värde."),
    "no argument": (["compare", "a.png"], "B.png saknas."),
    "a number outside": (["review", "--port", "99999"], "--port 99999: ska vara ett heltal från 0 till 65535."),
    "a number below": (["verify", "-n", "0"], "-n 0: ska vara ett heltal, minst 1."),
    "no number": (["drift", "--seed", "ett"], "--seed ett: ska vara ett heltal."),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_told_with_what_was_meant(run: Callable[..., Said], what: str) -> None:
    given, said = WRONG[what]
    code, out, err = run(*given)

    assert (code, out) == (2, "")
    assert err.startswith(said)
    assert "\n" not in err


def test_ranges_stand_in_the_help(run: Callable[..., Said]) -> None:
    assert "Ett heltal från 0 till 65535." in " ".join(run("review", "--help")[1].split())


def test_no_command_is_named_that_does_not_exist() -> None:
    root = Path(cli.__file__).parents[1]
    files = [root / "README.md", *(root / "docs").glob("*.md"), *(root / "guides").rglob("*.yaml")]
    files += [file for kind in ("py", "html", "txt") for file in (root / "guidevakt").rglob(f"*.{kind}")]
    said = "\n".join(re.sub(r"from guidevakt import", "", file.read_text("utf-8")) for file in files)
    named = set(re.findall(r"\bguidevakt ([a-z]+)", said))

    assert named >= {"verify", "alert"}
    assert named - set(COMMANDS) <= {"command"}
