"""What the site itself shows elsewhere, and how little is left of a page: evidence that something stands in its place,
before any words (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from guidevakt import names
from guidevakt.snapshot import Element, Snapshot

#: Headers that only a wall sends, and what they say then (https://developers.cloudflare.com/cloudflare-challenges/
#: challenge-types/challenge-pages/detect-response/, https://docs.aws.amazon.com/waf/latest/developerguide/
#: waf-captcha-and-challenge-how-it-works.html).
_WALL_HEADERS = {"cf-mitigated": ("challenge",), "x-amzn-waf-action": ("challenge", "captcha")}
#: Two answers are one page when their words are this much the same, 0–100; addresses and numbers in them aside.
_SAME = 90
#: Fewer labels than this tell nothing of a page; with no more than `_LEFT` of them, as a share, they are gone as a
#: whole, and with `_WHOLE` it is the page itself: what another page of the site shares with it is its frame. Of what
#: stands in a page's own part, `_MOST` is enough.
_ENOUGH, _LEFT, _MOST, _WHOLE = 5, 0.1, 0.5, 0.9
#: So much is kept of what an address showed, and so much is quoted, in characters.
_KEPT, _QUOTED = 2000, 120


@dataclass(frozen=True)
class Shown:
    """What another address of the site showed: where it ended, its status, and what it says."""

    url: str
    status: int = 0
    words: str = ""


def is_wall(headers: Mapping[str, str]) -> bool:
    """Do the headers of an answer, names in lower case, say that a wall gave it?"""
    return any(headers.get(name, "").casefold() in told for name, told in _WALL_HEADERS.items())


def kept(words: str) -> str:
    """Of all that a page says, what is kept to compare another with."""
    return " ".join(words.split())[:_KEPT]


def alike(one: Shown, other: Shown) -> bool:
    """Do two addresses show one and the same page? Where one of them says nothing, that is not known."""
    told, also = _said(one), _said(other)
    return one.status == other.status and bool(told and also) and fuzz.token_sort_ratio(told, also) >= _SAME


def _said(shown: Shown) -> str:
    """Its words, without what differs from one address and one moment to the next."""
    return " ".join(word for word in shown.words.casefold().split() if word.isalpha() or word.strip(".,:;!?").isalpha())


def is_bereft(snapshot: Snapshot, labels: Sequence[str]) -> bool:
    """Are the labels of the page's last good night gone as a whole? False where too few are known to tell."""
    left = _share_left(snapshot, labels)
    return left is not None and left <= _LEFT


def is_whole(snapshot: Snapshot, labels: Sequence[str]) -> bool:
    """Is as good as all there that stood on the page on its last good night?"""
    left = _share_left(snapshot, labels)
    return left is not None and left >= _WHOLE


def holds_most(own: Element, labels: Sequence[str]) -> bool:
    """Does the page's own part, without its frame, still hold most of what stood on the page on its last good night?"""
    left = _share(own, labels)
    return left is not None and left >= _MOST


def _share_left(snapshot: Snapshot, labels: Sequence[str]) -> float | None:
    return _share(snapshot.root, labels)


def _share(part: Element, labels: Sequence[str]) -> float | None:
    told = [names.fold(label) for label in labels if len(label) > 3]
    words = names.fold(f"{part.words} {' '.join(e.name for e in part.walk())}")
    return sum(label in words for label in told) / len(told) if len(told) >= _ENOUGH else None


def quoted(words: str) -> str:
    """The first words of what it says, as they are told."""
    plain = " ".join(words.split())
    return plain if len(plain) <= _QUOTED else f"{plain[:_QUOTED].rsplit(' ', 1)[0]} …"
