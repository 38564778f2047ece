"""Personal data that must not be seen in a picture: what a guide says of it, and where a look still shows it (pure).

The patterns are written so that Python and the browser read them alike: the page's own text is searched there before
a picture is taken (`stillness`), and what the look saw is searched here afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import Any, Literal
from urllib.parse import unquote

from pydantic import Field, model_validator

from guidevakt.promises import Strict, Words
from guidevakt.snapshot import Snapshot

Kind = Literal["name", "email", "personal-number", "phone"]

# Neither language's \w and \b mean the same in the other, so letters are spelled out.
_WORD = "0-9A-Za-zÀ-ÖØ-öø-ÿ_"
# A word begins and ends where no letter stands beside it, or where a capital follows a small letter: two texts that are
# drawn one under the other may be read as one ("ÖvningskontoGod morgon").
_SEAM = "(?-i:(?<=[0-9a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ]))"
_BEGINS, _ENDS = f"(?:(?<![{_WORD}])|{_SEAM})", f"(?:(?![{_WORD}])|{_SEAM})"
_DAY = r"(?:0[1-9]|1[0-2])(?:[06][1-9]|[1278]\d|[39][01])"
#: In the order they are searched for: what an earlier one has found is no longer there for a later one.
PATTERNS: dict[Kind, str] = {
    "email": rf"[{_WORD}.%+-]+@[{_WORD}-]+(?:\.[{_WORD}-]+)+",
    # Personnummer and samordningsnummer (day + 60): ÅÅMMDD-NNNN, or twelve digits (Skatteverket, SKV 704).
    "personal-number": (
        rf"(?<![\d-])(?:(?:18|19|20)?\d\d{_DAY}\s?[-+–]\s?\d{{4}}|(?:18|19|20)\d\d{_DAY}\d{{4}})(?![\d-])"
    ),
    # 0 or a country's number, an area's and a subscriber's: 8 to 13 digits in all (PTS, the Swedish numbering plan).
    "phone": (
        r"(?<![\d+/.,-])(?=(?:\+|\(|0)(?:[^\d\x00]{0,3}\d){7,13}(?!\d))"
        r"(?:(?:\+|00)\d{1,3}[\s-]?(?:\(0\)\s?)?|\(?0)[1-9]\d{0,2}\)?(?:[\s/–-]{0,3}\d{2,3}){2,4}(?![\d-])"
    ),
}


def _spaced(words: str) -> str:
    """A pattern of the words, whatever space stands between them."""
    return r"\s+".join(map(re.escape, words.split()))


class Rule(Strict):
    """What is shown in place of one kind of personal data."""

    kind: Kind
    name: Words | None = Field(default=None, description="kind: name. The words as they stand on the page.")
    replace: Words = Field(description="What the picture shows instead.")
    allow: tuple[Words, ...] = Field(default=(), description="The site's own words, which stay as they are.")

    @model_validator(mode="after")
    def _names_what_it_must(self) -> Rule:
        if (self.kind == "name") != (self.name is not None):
            raise ValueError("name hör till kind: name, och behövs där.")
        if self.name and re.search(self.pattern, self.replace, re.IGNORECASE):
            raise ValueError("replace får inte innehålla det som ska bort.")
        return self

    @property
    def pattern(self) -> str:
        """What is searched for, upper and lower case alike."""
        if self.name is None:
            return PATTERNS[self.kind]
        return f"{_BEGINS}{_spaced(self.name)}{_ENDS}"


def in_order(rules: Sequence[Rule]) -> list[Rule]:
    """The rules in the order they are followed: names first, and numbers that look like others before those."""
    order = ["name", *PATTERNS]
    return sorted(rules, key=lambda rule: order.index(rule.kind))


def allowed(rules: Sequence[Rule]) -> frozenset[str]:
    """What may be shown although it looks like personal data, in lower case: the sites' own words and what was put in
    place of somebody's."""
    return frozenset(words.lower() for rule in rules for words in (*rule.allow, rule.replace))


def as_data(rules: Sequence[Rule]) -> dict[str, Any]:
    """The rules as the page's script takes them."""
    wanted = [{"pattern": rule.pattern, "replace": rule.replace} for rule in in_order(rules)]
    return {"rules": wanted, "allowed": sorted(allowed(rules))}


def replaced(rules: Sequence[Rule], text: str) -> str:
    """The text as a look shows it."""
    own = allowed(rules)
    for rule in in_order(rules):
        text = re.sub(rule.pattern, partial(_instead, rule, own), text, flags=re.IGNORECASE)
    return text


def _instead(rule: Rule, own: Collection[str], found: re.Match[str]) -> str:
    return found[0] if " ".join(found[0].lower().split()) in own else rule.replace


def shown(rules: Sequence[Rule], snapshot: Snapshot) -> tuple[Kind, ...]:
    """The kinds of personal data that a look still shows."""
    if not rules:
        return ()
    texts = "\0".join(_texts(snapshot))  # nothing is found half in one and half in the next
    # A snapshot glues what <br> parts, so what may be shown is taken away wherever it stands.
    fine = "|".join(map(_spaced, sorted(allowed(rules), key=len, reverse=True)))
    left = re.sub(fine, "\0", texts, flags=re.IGNORECASE)
    return tuple(dict.fromkeys(r.kind for r in in_order(rules) if re.search(r.pattern, left, re.IGNORECASE)))


def _texts(snapshot: Snapshot) -> Iterator[str]:
    """Everything that is kept of a look."""
    yield snapshot.title
    for element in snapshot.root.walk():
        yield element.name
        yield element.text
        yield unquote(element.url)
