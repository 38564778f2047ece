"""What was probably meant: the nearest of what is known (pure)."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable

from guidevakt.refused import Refused

#: A name less alike than this was not meant. difflib's own measure and default; "x" is near nothing.
LEAST_ALIKE = 0.6


def meant(given: str, known: Iterable[str]) -> str:
    """Menade du verify? Empty where nothing known is near, or two are as near: aterstall-9 may be any step."""
    alike = sorted(((_alike(given, name), name) for name in known), reverse=True)
    (best, name), (next_, _) = [*alike, (0.0, ""), (0.0, "")][:2]
    return f"Menade du {name}?" if best >= LEAST_ALIKE and best > next_ else ""


def unknown(option: str, given: str, known: Iterable[str], said: str = "finns inte") -> Refused:
    """That an option's value is none of those known: what was probably meant, and which there are."""
    names = sorted(known)
    there_are = f"Tillåtna är {', '.join(names)}." if names else ""
    return Refused(" ".join(filter(None, (f"{option} {given}: {said}.", meant(given, names), there_are))))


def _alike(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, _letters(one), _letters(other)).ratio()


def _letters(name: str) -> str:
    """As it is typed in a hurry: without case, dashes in front, and å, ä, ö as a and o."""
    apart = unicodedata.normalize("NFKD", name.casefold().lstrip("-"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
