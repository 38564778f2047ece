"""How alike two labels are, among all the labels of a page before and after it changed (pure)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Postfix, Prefix

from guidevakt import names

#: Letters are compared by fours: long enough to tell Swedish words apart, short enough to meet inside compounds.
GRAM = 4


class Likeness(NamedTuple):
    """What speaks for one label being another one's new name, each 0–1 but `shorter`, which is a logarithm.

    `spelling`: by edit distance, in either word order. `letters`: shared runs of four letters, the page's rare ones
    counting most; so compounds, inflections and another word order are alike. `start`: the same beginning. `one_word`:
    one word of several was changed. `same_edit`: the same words were put in the place of the same elsewhere on the
    page. `context`: what is new in it stands in the guide's sentence. `shorter`: how much shorter it is. `case`: both
    begin with a capital, or neither does.
    """

    spelling: float = 0
    letters: float = 0
    start: float = 0
    one_word: float = 0
    same_edit: float = 0
    context: float = 0
    shorter: float = 0
    case: float = 0


class Label:
    """A label, read once for all comparisons."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = names.plain(text).casefold()
        self.words = tuple(self.folded.split())
        self.sorted = " ".join(sorted(self.words))
        self.grams = grams(self.folded)


class Edit(NamedTuple):
    """The words that differ between two labels; `kept` tells how many they begin and end with alike."""

    gone: tuple[str, ...]
    come: tuple[str, ...]
    kept: int


class Labels:
    """Labels compared with each other. `vanished` are those of the old page alone, `fresh` those of the new one."""

    def __init__(self, everything: Sequence[Label], vanished: Sequence[Label], fresh: Sequence[Label]) -> None:
        seen = Counter(gram for label in everything for gram in label.grams)
        self._rarity = {gram: math.log((len(everything) + 1) / (times + 0.5)) for gram, times in seen.items()}
        self._length = {label: math.sqrt(self._square(label.grams)) for label in everything}
        self._vanished, self._fresh = vanished, fresh

    def compare(self, ours: Label, theirs: Label, context: frozenset[str] = frozenset()) -> Likeness:
        """How alike they are; `context` holds the grams of the guide's sentence."""
        edit = self._edits.get((ours, theirs)) or edited(ours.words, theirs.words)
        alike = fuzz.ratio(ours.folded, theirs.folded)
        if len(ours.words) > 1 or len(theirs.words) > 1:
            alike = max(alike, fuzz.ratio(ours.sorted, theirs.sorted))
        shortest = min(len(ours.folded), len(theirs.folded)) or 1
        return Likeness(
            alike / 100,
            self._letters(ours, theirs),
            Prefix.similarity(ours.folded, theirs.folded) / shortest,
            float(edit.kept > 0 and len(edit.gone) == len(edit.come) == 1),
            float(self._times[edit.gone, edit.come] > (edit.kept > 0)),
            self._told(theirs.grams - ours.grams, context) if context else 0.0,
            max(0.0, math.log((len(ours.folded) + 1) / (len(theirs.folded) + 1))),
            float(ours.text[:1].isupper() == theirs.text[:1].isupper()),
        )

    @cached_property
    def _edits(self) -> dict[tuple[Label, Label], Edit]:
        """What would turn each label that has vanished into each that is new."""
        return {(old, new): edited(old.words, new.words) for old in self._vanished for new in self._fresh}

    @cached_property
    def _times(self) -> Counter[tuple[tuple[str, ...], tuple[str, ...]]]:
        """How often the same edit would turn one that has vanished into one that is new."""
        return Counter((edit.gone, edit.come) for edit in self._edits.values() if edit.kept)

    def _letters(self, ours: Label, theirs: Label) -> float:
        """Cosine of the two labels' grams, weighted by inverse document frequency."""
        shared = ours.grams & theirs.grams
        return self._square(shared) / (self._length[ours] * self._length[theirs]) if shared else 0.0

    def _told(self, new: frozenset[str], context: frozenset[str]) -> float:
        rare = self._rarity
        return sum(rare[gram] for gram in new & context) / sum(rare[gram] for gram in new) if new else 0.0

    def _square(self, some: Iterable[str]) -> float:
        return sum(self._rarity[gram] ** 2 for gram in some)


def grams(folded: str) -> frozenset[str]:
    """The runs of four letters in each word, its beginning and end marked."""
    marked = (f"^{word}$" for word in names.words(folded))
    return frozenset(word[i : i + GRAM] for word in marked for i in range(max(1, len(word) - GRAM + 1)))


def edited(ours: tuple[str, ...], theirs: tuple[str, ...]) -> Edit:
    """What was put in the place of what, when the words that both begin and end with are set aside."""
    start = Prefix.similarity(ours, theirs)
    end = min(Postfix.similarity(ours, theirs), len(ours) - start, len(theirs) - start)
    return Edit(ours[start : len(ours) - end], theirs[start : len(theirs) - end], start + end)
