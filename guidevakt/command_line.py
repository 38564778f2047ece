"""How every command reads its arguments and tells of itself, in Swedish: Typer and Click speak English alone.

An empty value is refused wherever it is given: it is a variable that was never set, and left out it would choose
everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from typer.core import TyperCommand, TyperGroup

from guidevakt.refused import Refused
from guidevakt.typos import meant

FLAGS, COMMAND = "[FLAGGOR]", "KOMMANDO …"
SHOW_HELP = "Visa den här hjälpen."

Reader = Callable[[Any, list[str]], list[str]]


class Command(TyperCommand):
    """One command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Raises Refused for what cannot be used."""
        return _read(self, ctx, args, super().parse_args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The help page."""
        _tell(self, ctx, formatter)


class Group(TyperGroup):
    """The command that holds the others."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Raises Refused for what cannot be used; without anything at all, with the help page."""
        if not args:
            raise Refused(self.get_help(ctx))
        return _read(self, ctx, args, super().parse_args, self.commands)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Raises Refused for a command that is not there."""
        name = args[0]
        if name not in self.commands:
            said = f"Kommandot {name} finns inte." if name.strip() else "Kommandot är tomt."
            raise Refused(_joined(said, meant(name, self.commands), _see(ctx)))
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The help page."""
        _tell(self, ctx, formatter, self.commands)


def _read(command: Any, ctx: Any, args: list[str], read: Reader, others: Iterable[str] = ()) -> list[str]:
    given: dict[str, Any] = {}
    try:
        given = command.make_parser(ctx).parse_args(args=list(args))[0]
        _refuse_what_is_no_value(command.get_params(ctx), given, ctx)
        return read(ctx, args)
    except Exception as error:  # Typer brings its own copy of Click, whose exceptions have no public name
        if not hasattr(error, "format_message"):
            raise
        raise Refused(_joined(_wrong(error, command.get_params(ctx), given, others), _see(ctx))) from None


def _refuse_what_is_no_value(params: Sequence[Any], given: Mapping[str, Any], ctx: Any) -> None:
    """An empty one, and the next option where a value was left out."""
    flags = {flag for param in params for flag in (*param.opts, *param.secondary_opts) if flag.startswith("-")}
    for param in params:
        value = given.get(param.name)
        if not isinstance(value, str):
            continue
        if not value.strip():
            left_out = ", eller ta bort flaggan" if param.param_type_name == "option" else ""
            raise Refused(f"{_called(param)} är tomt: skriv ett värde{left_out}. {_see(ctx)}")
        if value in flags:
            raise Refused(f"{_called(param)} behöver ett värde. {_see(ctx)}")


def _wrong(error: Any, params: Sequence[Any], given: Mapping[str, Any], others: Iterable[str]) -> str:
    """What Typer found wrong."""
    param: Any = getattr(error, "param", None)
    match type(error).__name__:
        case "NoSuchOption":
            known = [flag for one in params if not one.hidden for flag in (*one.opts, *one.secondary_opts)]
            return _joined(f"Flaggan {error.option_name} finns inte.", meant(error.option_name, [*known, *others]))
        case "BadOptionUsage":
            takes = not any(_is_flag(one) for one in params if error.option_name in (*one.opts, *one.secondary_opts))
            return f"{error.option_name} {'behöver ett värde' if takes else 'tar inget värde'}."
        case "MissingParameter":
            return f"{_called(param)} saknas."
        case "BadParameter":
            return f"{_called(param)} {given.get(param.name, '')}: ska vara {_number(param)}."
    return "Kommandot tar inte så många värden."


def _called(param: Any) -> str:
    """--port; A.png."""
    return str(param.opts[0] if param.param_type_name == "option" else param.metavar.strip("[]"))


def _is_flag(param: Any) -> bool:
    return bool(getattr(param, "is_flag", False))


def _number(param: Any) -> str:
    """Which numbers the option takes: ett heltal från 0 till 65535."""
    least, most = param.min, param.max
    if least is not None and most is not None:
        return f"ett heltal från {least} till {most}"
    return f"ett heltal, minst {least}" if least is not None else "ett heltal"


def _tell(command: Any, ctx: Any, formatter: Any, others: Mapping[str, Any] | None = None) -> None:
    params = [param for param in command.get_params(ctx) if not getattr(param, "hidden", False)]
    arguments = [param for param in params if param.param_type_name == "argument"]
    usage = [FLAGS, *(one.metavar for one in arguments), *([COMMAND] if others else [])]
    formatter.write_usage(ctx.command_path, " ".join(usage), prefix="Användning: ")
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(command.help or "")
    options = [param for param in params if param.param_type_name == "option"]
    commands = [(name, one.help or "") for name, one in (others or {}).items()]
    for title, rows in (
        ("Argument", [(one.metavar, one.help or "") for one in arguments]),
        ("Flaggor", [(_flags(one), _about(one)) for one in options]),
        ("Kommandon", commands),
    ):
        if rows:
            with formatter.section(title):
                formatter.write_dl(rows)


def _flags(param: Any) -> str:
    """-n ANTAL; --open / --no-open."""
    named = " / ".join(filter(None, (", ".join(sorted(param.opts, key=len)), *param.secondary_opts)))
    return named if _is_flag(param) else f"{named} {param.metavar}"


def _about(param: Any) -> str:
    """What it does, which numbers it takes, and which it is without."""
    if "--help" in param.opts:
        return SHOW_HELP
    told: Iterator[str] = filter(None, (
        param.help,
        f"{_number(param).capitalize()}." if not _is_flag(param) and (param.min, param.max) != (None, None) else "",
        f"Annars {param.default}." if isinstance(param.default, int) and not _is_flag(param) and param.default else "",
    ))  # fmt: skip
    return " ".join(told)


def _see(ctx: Any) -> str:
    return f"Se {ctx.command_path} --help."


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))
