"""A message of several things: what stands first, and what the others are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from guidevakt.sentences import listed, plural

Sort = Literal[
    "change", "picture", "unseen", "many", "flapping", "reminder", "recovered", "passed", "notice", "month", "untrusted"
]
_SORTS: dict[Sort, tuple[str, str]] = {
    "change": ("ändring till", "ändringar till"),
    "picture": ("bild som inte stämmer", "bilder som inte stämmer"),
    "unseen": ("sak som inte gick att kontrollera", "saker som inte gick att kontrollera"),
    "many": ("natt då mycket slutade stämma", "nätter då mycket slutade stämma"),
    "flapping": ("sak som växlar", "saker som växlar"),
    "reminder": ("påminnelse", "påminnelser"),
    "recovered": ("sak som stämmer igen", "saker som stämmer igen"),
    "passed": ("sak som kom och gick", "saker som kom och gick"),
    "notice": ("aviserad ändring", "aviserade ändringar"),
    "month": ("månadsrad", "månadsrader"),
    "untrusted": ("självtest som misslyckades", "självtester som misslyckades"),
}


def first_line(said: Sequence[tuple[Sort, str]]) -> str:
    """The first of what is said, and what more there is: … (och 2 ändringar till och 1 aviserad ändring)."""
    (_, first), *others = said
    if not others:
        return first
    counted = Counter(sort for sort, _ in others)
    return f"{first} (och {listed([plural(count, *_SORTS[sort]) for sort, count in counted.items()])})"
