"""A question asked of the suggestions in a line of JSON, and its answer: `guidevakt suggest --jsonl`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from pydantic import BaseModel, TypeAdapter, ValidationError

from guidevakt import datafile, names
from guidevakt.refused import Refused
from guidevakt.suggest import Candidate, Suggestion, nearest


class Question(BaseModel):
    """Which of the labels `after` is `old` now? `context` is the guide's sentence. Further keys are let be."""

    old: str
    context: str
    before: list[str]
    after: list[str]

    @property
    def candidates(self) -> list[Candidate]:
        """The labels of the new page. What is known of the old one, where anything is, tells which are new."""
        read = self._read()
        known = {read[label] for label in self.before} - {read[self.old]}
        return [Candidate(text, known_before=read[text] in known if known else None) for text in self.after]

    @property
    def vanished(self) -> list[str]:
        """The other labels that stood on the old page alone."""
        read = self._read()
        still = {read[label] for label in (*self.after, self.old)}
        return [label for label in self.before if read[label] not in still]

    def _read(self) -> dict[str, str]:
        """Each label as it is read: most stand on both pages."""
        return {label: names.plain(label) for label in {self.old, *self.before, *self.after}}


_QUESTION = TypeAdapter(Question)
#: The labels of a page, twice: a page of 3,000 links has 6,000.
MOST_BYTES, MOST_VALUES = 20 * 1024 * 1024, 100_000


def answers(lines: Iterable[bytes]) -> Iterator[str]:
    """A line of JSON for each line asked; blank lines are passed over.

    Raises Refused at the first line that cannot be used, when the answers to all before it have been given.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield json.dumps(_told(answer(_read(line, number))), ensure_ascii=False)


def answer(question: Question) -> Suggestion:
    """The likely new name, and the three likeliest however unlikely they are."""
    return nearest(question.old, question.candidates, question.vanished, question.context, listed_from=0)


def _told(suggestion: Suggestion) -> dict[str, object]:
    return {"suggestion": suggestion.label, "candidates": suggestion.candidates}


def _read(line: bytes, number: int) -> Question:
    if len(line) > MOST_BYTES or line.count(b",") > MOST_VALUES:
        raise Refused(f"Rad {number}: raden är för lång för att vara en fråga.")
    try:
        text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        return _QUESTION.validate_json(text)
    except UnicodeDecodeError:
        raise Refused(f"Rad {number}: raden går inte att läsa som text (UTF-8).") from None
    except ValidationError as error:
        raise Refused(_first_fault(error, text, f"Rad {number}")) from None


def _first_fault(error: ValidationError, text: str, line: str) -> str:
    """What is wrong with the line, in a sentence; all the keys that are missing are one thing."""
    faults = error.errors()
    wanted = f"Den ska vara ett objekt med {', '.join(Question.model_fields)}."
    if faults[0]["type"] == "json_invalid":
        return f"{line}: raden är inte giltig JSON. {wanted}"
    if not faults[0]["loc"]:
        return f"{line}: raden är inte ett objekt. {wanted}"
    missing = [str(fault["loc"][0]) for fault in faults if fault["type"] == "missing"]
    if missing:
        return f"{line}: {', '.join(missing)} saknas. {wanted}"
    try:
        return datafile.faults(error, json.loads(text), line, _QUESTION.json_schema())[0]
    except (ValueError, RecursionError):  # Python reads no number of 6,000 digits
        return f"{line}: raden är inte giltig JSON. {wanted}"
