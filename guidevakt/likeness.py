"""How alike two labels are, among all the labels of a page before and after it changed (pure)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.distance import Postfix, Prefix
from rapidfuzz.process import cdist

from guidevakt import names

Floats = NDArray[np.float64]
#: What was put in the place of what: ("365-appaket", "365-appar") is ("ket", "r").
Edit = tuple[str, str]

#: Letters are compared by fours: long enough to tell Swedish words apart, short enough to meet inside compounds.
GRAM = 4


class Likeness(NamedTuple):
    """What speaks for one label being another one's new name, each 0–1 but `length`, which is a logarithm.

    `spelling`: by edit distance, in either word order. `letters`: shared runs of four letters, the page's rare ones
    counting most; so compounds, inflections and another word order are alike. `start`: the same beginning.
    `same_edit`: the same letters were put in the place of the same elsewhere on the page. `context`: what is new in it
    stands in the guide's sentence. `length`: how much shorter or longer it is. `case`: both begin with a capital, or
    neither does.
    """

    spelling: float = 0
    letters: float = 0
    start: float = 0
    same_edit: float = 0
    context: float = 0
    length: float = 0
    case: float = 0


class Labels:
    """All the labels of a page, each read once, and compared by their numbers in the row of texts.

    `vanished` are the numbers of those of the old page alone, `fresh` of those of the new one.
    """

    def __init__(self, texts: Sequence[str], vanished: Sequence[int], fresh: Sequence[int]) -> None:
        self._vanished, self._fresh = vanished, fresh
        self._folded = [_folded(text) for text in texts]
        self._sorted = [" ".join(sorted(folded.split())) for folded in self._folded]
        self._capital = np.array([text[:1].isupper() for text in texts])
        self._grams = [grams(folded) for folded in self._folded]
        seen = Counter(chain.from_iterable(self._grams))
        self._rarity = {gram: math.log((len(texts) + 1) / (times + 0.5)) for gram, times in seen.items()}
        self._square = {gram: rarity**2 for gram, rarity in self._rarity.items()}
        self._size = [math.sqrt(_sum(self._square, some)) for some in self._grams]

    def compare(self, ours: Sequence[int], theirs: Sequence[int], sentence: str = "") -> Floats:
        """How alike each of ours is to each of theirs: an array of ours × theirs × the fields of Likeness. `sentence`
        is the guide's."""
        if not ours or not theirs:
            return np.zeros((len(ours), len(theirs), len(Likeness._fields)))
        told = grams(_folded(sentence))
        orders = [_table(fuzz.ratio, texts, ours, theirs) for texts in (self._folded, self._sorted)]
        lengths = [np.array([len(self._folded[number]) for number in some]) for some in (ours, theirs)]
        start = _table(Prefix.similarity, self._folded, ours, theirs) / np.maximum(1, np.minimum.outer(*lengths))
        found = {
            "spelling": np.maximum(*orders) / 100,
            "letters": [self._letters(number, theirs) for number in ours],
            "start": start,
            "same_edit": [self._edited_elsewhere(number, theirs) for number in ours],
            "context": [self._told(number, theirs, told) for number in ours],
            "length": np.abs(np.subtract.outer(*map(np.log1p, lengths))),
            "case": np.equal.outer(self._capital[ours], self._capital[theirs]),
        }
        return np.stack([np.asarray(found[name], float) for name in Likeness._fields], axis=-1)

    def _letters(self, ours: int, theirs: Sequence[int]) -> list[float]:
        """Cosine of the labels' grams, weighted by inverse document frequency."""
        own, size, grams_of, size_of = self._grams[ours], self._size[ours], self._grams, self._size
        return [
            _sum(self._square, shared) / (size * size_of[number]) if (shared := own & grams_of[number]) else 0
            for number in theirs
        ]

    def _edited_elsewhere(self, ours: int, theirs: Sequence[int]) -> list[bool]:
        own, times = self._folded[ours], self._times
        edits = (edited(own, self._folded[number]) for number in theirs)
        return [times.get(edit, 0) > (edit[0] != own) for edit in edits]

    @cached_property
    def _times(self) -> Counter[Edit]:
        """How often the same edit would turn part of one that has vanished into part of one that is new."""
        vanished, fresh = ([self._folded[number] for number in some] for some in (self._vanished, self._fresh))
        edits = ((old, edited(old, new)) for old in vanished for new in fresh)
        return Counter(edit for old, edit in edits if edit[0] != old)

    def _told(self, ours: int, theirs: Sequence[int], sentence: frozenset[str]) -> list[float]:
        """Of what is new in each of theirs, the share that stands in the sentence, by rarity."""
        own, rarity = self._grams[ours], self._rarity
        unsaid = sentence - own
        found = (self._grams[number] for number in theirs)
        return [_sum(rarity, told) / _sum(rarity, new - own) if (told := unsaid & new) else 0 for new in found]


def _folded(text: str) -> str:
    return names.plain(text).casefold()


def _sum(weights: Mapping[str, float], some: Iterable[str]) -> float:
    return sum(map(weights.__getitem__, some))


def _table(alike: Callable[..., float], texts: Sequence[str], ours: Sequence[int], theirs: Sequence[int]) -> Floats:
    return cdist([texts[i] for i in ours], [texts[j] for j in theirs], scorer=alike, dtype=np.float64)


def grams(folded: str) -> frozenset[str]:
    """The runs of four letters in each word, its beginning and end marked."""
    return frozenset().union(*map(_runs, names.words(folded)))


@lru_cache(maxsize=10_000)
def _runs(word: str) -> frozenset[str]:
    marked = f"^{word}$"
    return frozenset(marked[i : i + GRAM] for i in range(max(1, len(marked) - GRAM + 1)))


def edited(ours: str, theirs: str) -> Edit:
    """What was put in the place of what, when the letters that both begin and end with are set aside."""
    if ours[:1] != theirs[:1] and ours[-1:] != theirs[-1:]:  # as most are: this is run for every pair
        return ours, theirs
    start = Prefix.similarity(ours, theirs)
    end = min(Postfix.similarity(ours, theirs), len(ours) - start, len(theirs) - start)
    return ours[start : len(ours) - end], theirs[start : len(theirs) - end]
