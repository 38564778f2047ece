"""A JSON file as pydantic data, with an end to how much is made of it."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from guidevakt import whole_file
from guidevakt.refused import Refused
from guidevakt.whole_file import MIB

Model = TypeVar("Model", bound=BaseModel)

#: What a run leaves of a step, or of itself: 18 kB and 1,100 values for a window of 60 things (2026-11).
MOST_BYTES, MOST_VALUES = 20 * MIB, 300_000


def read(
    file: Path, kind: type[Model], said: str, most_bytes: int = MOST_BYTES, most_values: int = MOST_VALUES
) -> Model:
    """What is in the file. Raises Refused with what was `said` of it where it is no such data, and as whole_file."""
    return parse(whole_file.read(file, most_bytes), kind, f"{file}: {said}", most_values)


def parse(data: bytes, kind: type[Model], said: str, most_values: int = MOST_VALUES) -> Model:
    """The same of bytes. A value that is wrong costs half a kB and there may be millions, so they are counted first."""
    if data.count(b",") > most_values:
        raise Refused(said)
    try:
        return kind.model_validate_json(data)
    except (ValueError, RecursionError):
        raise Refused(said) from None
