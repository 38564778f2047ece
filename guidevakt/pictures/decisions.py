"""What a person chose for a run's pictures: val.json, as the report and the review page write it."""

from __future__ import annotations

import base64
import json
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from guidevakt import datafile, whole_file
from guidevakt.night import SWEDEN
from guidevakt.pictures import picture_file
from guidevakt.promises import Id, Strict
from guidevakt.refused import Refused

#: new: the received picture is the approved one from now on. old: the approved one stays, for this received picture.
#: later: nothing yet. until: the difference is accepted to the end of a day. variant: the received picture is accepted
#: beside the approved one. own: as new, and the guide shows a picture of the writer's own.
Choice = Literal["new", "old", "later", "until", "variant", "own"]

MIB = 1024 * 1024
#: An own picture as a file. Base64 makes it a third larger.
IMAGE_BYTES = 10 * MIB
#: … and unpacked, px: a picture of a page is 1280 × 900, the longest page so far 1280 × 6466.
IMAGE_PIXELS = 40_000_000
#: val.json as a whole: room for several own pictures, and an end to what is read into memory.
FILE_BYTES = 50 * MIB
#: 1,000 choices have 9,000 values, and some reasons commas of their own.
MOST_VALUES = 100_000
#: How long a difference can be accepted before somebody looks again, days.
UNTIL_DAYS = 366


def today() -> date:
    """The day it is in Sweden: dates that a person chooses are meant there."""
    return datetime.now(SWEDEN).date()


def _a_run(value: str) -> str:
    if not re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z-]{0,79}", value):
        raise ValueError(f"ska vara en körnings id, som 2026-11-22T02-15-00Z-7f3a, inte {value[:80]!r}.")
    return value


def _a_sha256(value: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", value):
        raise ValueError("ska vara bildens sha256: 64 tecken, 0–9 och a–f.")
    return value


def _a_line(value: str) -> str:
    line = " ".join(value.split())
    if not line.isprintable():
        raise ValueError("får inte ha styrtecken.")
    return line


def _a_name(value: str) -> str:
    if not 1 <= len(value) <= 80:
        raise ValueError("ska vara ett namn med 1–80 tecken.")
    return value


def _a_reason(value: str) -> str:
    if len(value) > 500:
        raise ValueError("får vara högst 500 tecken.")
    return value


RunId = Annotated[str, AfterValidator(_a_run)]
Sha256 = Annotated[str, AfterValidator(_a_sha256)]
Who = Annotated[str, AfterValidator(_a_line), AfterValidator(_a_name)]
Why = Annotated[str, AfterValidator(_a_line), AfterValidator(_a_reason)]


def signed(who: str, why: str = "") -> tuple[str, str]:
    """Who chooses and why, as they are recorded. Raises Refused for what is no name or too much."""
    told = []
    for kind, what, text in ((Who, "Namnet", who), (Why, "Skälet", why)):
        try:
            told.append(str(TypeAdapter(kind).validate_python(text)))
        except ValidationError as error:
            raise Refused(f"{what} {error.errors()[0]['ctx']['error']}") from None
    return told[0], told[1]


def _clean_png(given: Any) -> bytes | None:
    """The picture in a file's bytes or their base64, written anew: its pixels, and none of what else its file told."""
    if given is None:
        return None
    if not isinstance(given, (str, bytes)) or len(given) > IMAGE_BYTES * (4 / 3 if isinstance(given, str) else 1) + 4:
        raise ValueError("ska vara en bild i formatet PNG, högst 10 MB.")
    try:
        file = base64.b64decode(given, validate=True) if isinstance(given, str) else given
        return picture_file.as_png(picture_file.seen(file, ("PNG",), IMAGE_PIXELS))
    except picture_file.TooManyPixels:
        raise ValueError("bilden har för många bildpunkter; högst 40 miljoner.") from None
    except ValueError:
        raise ValueError("ska vara en hel bild i formatet PNG, högst 10 MB.") from None


class Decision(Strict):
    """What was chosen for one received picture. `sha256` is that of its file: another picture is another question."""

    guide: Id
    step: Id
    picture: Id
    sha256: Sha256
    choice: Choice
    until: Annotated[date, Field(strict=True)] | None = None
    why: Why = ""
    image: Annotated[bytes | None, BeforeValidator(_clean_png, json_schema_input_type=str | None)] = None

    @model_validator(mode="after")
    def _has_what_its_choice_needs(self, info: ValidationInfo) -> Decision:
        if (self.choice == "until") != (self.until is not None):
            raise ValueError("until hör till valet until, och behövs där.")
        if (self.choice == "own") != (self.image is not None):
            raise ValueError("image hör till valet own, och behövs där.")
        now = (info.context or {}).get("today") or today()
        if self.until and not now < self.until <= now + timedelta(days=UNTIL_DAYS):
            last = now + timedelta(days=UNTIL_DAYS)
            raise ValueError(f"until ska vara en dag efter {now}, senast {last}, inte {self.until}.")
        return self


class Decisions(Strict):
    """What one person chose for one run's pictures."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    run: RunId
    who: Who
    decisions: tuple[Decision, ...] = Field(min_length=1, max_length=1000)

    @model_validator(mode="after")
    def _chooses_once(self) -> Decisions:
        seen: set[tuple[str, str]] = set()
        for decision in self.decisions:
            key = decision.guide, decision.picture
            if key in seen:
                raise ValueError(f"bilden {decision.picture} i guiden {decision.guide} har fått två val.")
            seen.add(key)
        return self


def read(file: Path) -> Decisions:
    """The choices in a file. Raises Refused with every fault."""
    return parse(whole_file.text(file, FILE_BYTES), file)


def parse(text: str, name: Path) -> Decisions:
    """The choices in a text; `name` is what the text is called in a fault. Raises Refused with every fault."""
    said = "filen är inte giltig JSON. Spara valen på nytt från rapporten."
    kind = TypeAdapter(Decisions)
    if text.count(",") > MOST_VALUES:
        raise Refused(f"{name}: {said}")
    try:
        return kind.validate_json(text)
    except ValidationError as error:
        wrong = error
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:  # a number of 6,000 digits is a ValueError too
        where = f", rad {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise Refused(f"{name}{where}: {said}") from None
    raise Refused("\n".join(datafile.faults(wrong, data, name, kind.json_schema()))) from None
