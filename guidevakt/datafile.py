"""A YAML file as pydantic data, with every fault told at once: file, line, path to the field, what is allowed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError

from guidevakt import whole_file, yaml_size
from guidevakt.refused import Refused

Key = str | int
T = TypeVar("T")
#: A guide of 15 steps is 10 kB.
MOST_BYTES = whole_file.MIB
#: So many faults of a file are told; whoever mends them sees the rest. And so much of what was written instead.
MOST_FAULTS, MOST_SHOWN = 100, 80


class _Constructor(RoundTripConstructor):
    """Leaves dates as they are written, so that 31 February is a fault with a line and not one of ruamel's own."""


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", RoundTripConstructor.construct_scalar)


def read(file: Path, kind: TypeAdapter[T], context: dict[str, Any] | None = None) -> T:
    """The file's data as that kind of data. Raises Refused with every fault."""
    data = load(file)
    try:
        return kind.validate_python(data, context=context)
    except ValidationError as error:
        raise Refused("\n".join(faults(error, data, file, kind.json_schema()))) from None


def load(file: Path) -> Any:
    """The file's YAML, with line numbers kept. Raises Refused where it is not there or is not YAML."""
    yaml = YAML(typ="rt")
    yaml.Constructor = _Constructor
    text = whole_file.text(file, MOST_BYTES)
    try:
        yaml_size.check(text)
        return yaml.load(text)
    except yaml_size.TooMuch as much:
        raise Refused(f"{file}, rad {much.line}: {much}, så filen läses inte.") from None
    except Exception as error:  # ruamel raises nearly anything for what is not YAML
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        where = f", rad {mark.line + 1}" if mark else ""
        raise Refused(f"{file}{where}: filen är inte giltig YAML. Se efter indrag, kolon och citattecken.") from None


def faults(error: ValidationError, data: Any, file: Path | str, schema: dict[str, Any]) -> list[str]:
    """One sentence a fault, in the file's order. `schema` is the JSON Schema of what the file may hold."""
    told = []
    found = error.errors()
    for fault in found:
        depth = len(fault["loc"])
        if fault["type"] == "too_short" and any(f["loc"][:depth] == fault["loc"] for f in found if f is not fault):
            continue  # pydantic counts only the members that are right, and those that are not are told themselves
        path = own_keys(fault["loc"], data)
        line = line_of(data, path)
        name = ".".join(map(str, path)) or "filen"
        said = _sentence(fault, allowed_keys(schema, fault["loc"][:-1]))
        told.append((line or 0, f"{file}{f', rad {line}' if line else ''}: {name}: {said}"))
    sentences = [sentence for _, sentence in sorted(told)]
    left = len(sentences) - MOST_FAULTS
    return [*sentences[:MOST_FAULTS], *([f"{file}: det finns {left} fel till."] if left > 0 else [])]


def own_keys(loc: tuple[Key, ...], data: Any) -> tuple[Key, ...]:
    """The path as the file has it: without the names of union members that pydantic puts in between."""
    path: list[Key] = []
    for index, key in enumerate(loc):
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            if index < len(loc) - 1 or (isinstance(data, dict) and key == data.get("kind")):
                continue
        path.append(key)
    return tuple(path)


def allowed_keys(schema: dict[str, Any], loc: tuple[Key, ...]) -> list[str]:
    """The keys that the JSON Schema allows at a place; empty where it cannot be told."""
    here = schema
    for key in loc:
        here = _resolved(schema, here)
        mapping = here.get("discriminator", {}).get("mapping", {})
        if key in mapping:
            here = {"$ref": mapping[key]}
        elif isinstance(key, int):
            here = here.get("items", {})
        else:
            here = here.get("properties", {}).get(key, {})
    return list(_resolved(schema, here).get("properties", {}))


def _resolved(schema: dict[str, Any], here: dict[str, Any]) -> dict[str, Any]:
    options = [option for option in here.get("anyOf", []) if option.get("type") != "null"]
    if len(options) == 1:
        here = options[0]
    if "$ref" in here:
        here = schema["$defs"][here["$ref"].rpartition("/")[2]]
    return here


def line_of(data: Any, path: tuple[Key, ...]) -> int | None:
    """The line (from 1) where the field at `path` stands, or the nearest thing around it that has a line."""
    line: int | None = None
    for key in path:
        try:
            if isinstance(data, CommentedMap) and key in data:
                line = data.lc.key(key)[0] + 1
            elif isinstance(data, CommentedSeq) and isinstance(key, int):
                line = data.lc.item(key)[0] + 1
            data = data[key]
        except (KeyError, IndexError, TypeError):
            break
    return line


def _sentence(fault: ErrorDetails, allowed: list[str]) -> str:
    """What pydantic found, in Swedish."""
    context = fault.get("ctx", {})
    match fault["type"]:
        case "extra_forbidden":
            return f"nyckeln finns inte; tillåtna är {', '.join(allowed)}." if allowed else "nyckeln finns inte."
        case "literal_error" | "enum":
            return f"ska vara {_either(context['expected'])}, inte {_shown(fault['input'])}."
        case "union_tag_invalid":
            kinds = _either(context["expected_tags"])
            return f"{_either(context['discriminator'])} ska vara en av {kinds}, inte {_shown(context['tag'])}."
        case "union_tag_not_found":
            return f"{_either(context['discriminator'])} saknas."
        case "value_error":
            return str(context["error"])
        case kind if kind in _WRONG:
            return _WRONG[kind].format(given=_shown(fault["input"]))
    limits = ", ".join(f"{_LIMITS[key]} {value:g}" for key, value in context.items() if key in _LIMITS)
    return f"ska vara {limits}." if limits else f"går inte att använda ({fault['msg']})."


def _shown(given: Any) -> str:
    """What was written instead, its beginning where it is long."""
    try:
        written = repr(given)
    except (ValueError, RecursionError):  # Python does not write out a number of 6,000 digits
        return "det som står där"
    return written if len(written) <= MOST_SHOWN else f"{written[:MOST_SHOWN]}…"


_DATE, _NUMBER, _LIST = "ska vara ett datum som 2027-02-01, inte {given}.", "ska vara ett tal.", "ska vara en lista."
_WRONG = {
    "missing": "saknas.",
    **dict.fromkeys(["string_too_short", "too_short"], "får inte vara tomt."),
    "string_pattern_mismatch": "får bara ha små bokstäver a–z, siffror och bindestreck, inte {given}.",
    "string_type": "ska vara text.",
    **dict.fromkeys(["date_from_datetime_parsing", "date_type", "date_parsing"], _DATE),
    **dict.fromkeys(["int_type", "int_parsing", "float_type", "float_parsing", "int_from_float",
                     "int_parsing_size", "finite_number"], _NUMBER),
    **dict.fromkeys(["bool_type", "bool_parsing"], "ska vara true eller false."),
    **dict.fromkeys(["list_type", "tuple_type"], _LIST),
    **dict.fromkeys(["dict_type", "model_type", "model_attributes_type"], "ska vara nycklar med värden."),
}
_LIMITS = {"ge": "minst", "gt": "mer än", "le": "högst", "lt": "mindre än"}


def _either(expected: str) -> str:
    """`'a', 'b' or 'c'` as `a, b eller c`."""
    return re.sub(r"'([^']*)'", r"\1", expected).replace(" or ", " eller ")
