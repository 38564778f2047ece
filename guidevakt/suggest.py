"""Which label is it now? The candidate that is likely the new name of a label that is gone (pure).

Each candidate gets the sum of what speaks for it, in log-odds, and so has that there is none: the shares of their
exponentials are how likely each is (a conditional logit: McFadden 1974). A candidate that another label of the old
page would rather be is less likely ours: names are matched both ways, as in LoFTR's dual softmax (Sun et al. 2021).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from guidevakt.likeness import Floats, Labels, Likeness

#: From this likelihood (0–1) on a label is proposed as the new name. Of labels without one 4 in 100 get a proposal with
#: it, not the 5 that are allowed: other pages will not be quite like those it was found on.
SURE = 0.65
#: Less likely than this is not worth listing. Of 369 renamed labels the right one is then listed for 90 in 100; of
#: labels that are gone, half have any listed (85 in 100 at 0.02).
LISTED = 0.05
#: So many of a page's labels are new where one has been renamed, while it is not known which: 1 in 5.
NEW_SHARE = 0.2


class Candidate(NamedTuple):
    """A label on the page, and what else speaks for it being the one that was documented.

    `known_before`: it stood on the last good page already. `same_neighbours`: of the labels before and after it, the
    share (0–1) that stood beside the documented one there. Both are None where that is not known. `same_words`: the
    documented name stands among its words. `same_task`: it alone can have the documented one's task.
    """

    text: str
    same_destination: bool = False
    same_place: bool = False
    same_words: bool = False
    same_task: bool = False
    same_neighbours: float | None = None
    known_before: bool | None = None


@dataclass(frozen=True)
class Suggestion:
    """The proposed label, or None where the evidence is not clear; and the likeliest three, best first."""

    label: str | None
    candidates: tuple[str, ...]


class OnPage(NamedTuple):
    """What the old page and the new one say of a candidate (see Candidate), beside its words.

    `rival`: how much of it other vanished labels lay claim to. `claimed`: how sure the surest of them is of it.
    `not_told`: it is not known whether it is new. `same_neighbours`: from -1, none, to 1, both.
    """

    known_before: float = 0
    rival: float = 0
    claimed: float = 0
    not_told: float = 0
    same_destination: float = 0
    same_place: float = 0
    same_words: float = 0
    same_task: float = 0
    same_neighbours: float = 0


class Nothing(NamedTuple):
    """What speaks for the label having no new name on the page.

    `fewer`: fewer labels are new than have vanished. `many`: the logarithm of how many are new.
    """

    always: float = 1
    fewer: float = 0
    many: float = 0


@dataclass(frozen=True)
class Weights:
    """What each piece of evidence weighs, in log-odds."""

    words: Likeness
    page: OnPage
    nothing: Nothing


#: Those of the words, of the old page and of nothing were found by logistic regression on 414 renames in Microsoft's
#: Swedish guides of 2017–2020, and rounded; `make bench` finds them anew in five parts and prints how well that goes.
#: What else the page tells is not in those data: a destination or a task of its own all but decides, a place among
#: the same neighbours weighs as much as a fair likeness in spelling, a documented place only tips the scale.
WEIGHTS = Weights(
    Likeness(spelling=2.3, letters=2.5, start=0.7, same_edit=1.7, context=0.9, length=-0.5, case=0.4),
    OnPage(
        known_before=-4.9, rival=-2.5, claimed=-1.9, not_told=math.log(NEW_SHARE),
        same_destination=5, same_place=0.5, same_words=2, same_task=4, same_neighbours=2,
    ),
    Nothing(always=-0.1, fewer=0.6, many=0.7),
)  # fmt: skip


@dataclass(frozen=True)
class Compared:
    """A vanished label beside every candidate.

    `words`: its likeness to each, candidates × fields of Likeness. `page`: candidates × fields of OnPage. `claims`:
    the likeness of the other labels that vanished to each new candidate, labels × new candidates × fields of Likeness.
    """

    candidates: tuple[Candidate, ...]
    words: Floats
    page: Floats
    claims: Floats

    @property
    def nothing(self) -> Nothing:
        """What speaks for none of them being the new name."""
        new = sum(NEW_SHARE if c.known_before is None else not c.known_before for c in self.candidates)
        return Nothing(1, new < len(self.claims) + 1, math.log1p(new))

    def evidence(self, weights: Weights) -> Floats:
        """What speaks for each candidate: candidates × fields of Likeness and OnPage. The weights say what the claims
        of others come to."""
        page = self.page.copy()
        if self.claims.size:
            new = page[:, _KNOWN] == 0
            claims = np.exp(self.claims @ weights.words)
            own = np.exp(self.words[new] @ weights.words)
            none = math.exp(np.dot(weights.nothing, self.nothing))
            page[new, _RIVAL] = claims.sum(0) / (claims.sum(0) + own)
            page[new, _CLAIMED] = (claims / (claims.sum(1, keepdims=True) + none)).max(0)
        return np.hstack([self.words, page])

    def likelihoods(self, weights: Weights) -> list[float]:
        """How likely each candidate is the new name, 0–1; what is left of 1 is that none is."""
        scores = self.evidence(weights) @ np.array([*weights.words, *weights.page])
        odds = np.exp([*scores, np.dot(weights.nothing, self.nothing)])
        return [float(share) for share in (odds / odds.sum())[:-1]]


_KNOWN, _RIVAL, _CLAIMED = map(OnPage._fields.index, ("known_before", "rival", "claimed"))


def nearest(
    label: str,
    candidates: Sequence[Candidate],
    vanished: Collection[str] = (),
    context: str = "",
    listed_from: float = LISTED,
) -> Suggestion:
    """The candidate that is likely the label's new name.

    `vanished` are the other labels that stood on the last good page and do no longer; `context` is the guide's
    sentence.
    """
    compared = compare(label, candidates, vanished, context)
    odds = zip(compared.likelihoods(WEIGHTS), (c.text for c in compared.candidates), strict=True)
    best = sorted(odds, key=lambda found: -round(found[0], 9))[:3]  # equally likely ones in the page's order
    listed = tuple(text for share, text in best if share >= listed_from)
    return Suggestion(listed[0] if best and best[0][0] >= SURE else None, listed)


def compare(label: str, candidates: Sequence[Candidate], vanished: Collection[str], sentence: str) -> Compared:
    """The label beside each candidate, and the other vanished labels beside each that is new."""
    once = tuple({candidate.text: candidate for candidate in candidates}.values())
    old = list(dict.fromkeys([label, *vanished]))
    gone, there = range(len(old)), range(len(old), len(old) + len(once))
    fresh = [number for number, candidate in zip(there, once, strict=True) if not candidate.known_before]
    labels = Labels([*old, *(candidate.text for candidate in once)], gone, fresh)
    page = np.array([_on_page(candidate) for candidate in once], float).reshape(-1, len(OnPage._fields))
    return Compared(once, labels.compare(gone[:1], there, sentence)[0], page, labels.compare(gone[1:], fresh))


def _on_page(candidate: Candidate) -> OnPage:
    return OnPage(
        known_before=bool(candidate.known_before),
        not_told=candidate.known_before is None,
        same_destination=candidate.same_destination,
        same_place=candidate.same_place,
        same_words=candidate.same_words,
        same_task=candidate.same_task,
        same_neighbours=0 if candidate.same_neighbours is None else 2 * candidate.same_neighbours - 1,
    )
