"""Is it in Swedish? Told by the commonest small words, and in labels by what buttons and links mostly say (pure)."""

from __future__ import annotations

import re

from guidevakt.snapshot import Snapshot

_SWEDISH = frozenset("och att det som en på är för med till den av du har inte ditt din om ett kan".split())
_ENGLISH = frozenset("and the to of a is for your you with in that it on are this or not can be".split())
#: What English labels are made of; none of these is also Swedish.
_ENGLISH_LABELS = (_ENGLISH - {"in"}) | frozenset(
    "next back reset password passwords phone email username code security sign add go recovery recover account "
    "employee employees staff continue cancel submit enter choose method methods help work country sweden".split()
)


#: So many small words tell the language of a page, and of a window, which has less to say.
_ENOUGH, _ENOUGH_IN_WINDOW = 8, 3


def is_another(snapshot: Snapshot) -> bool:
    """Is the page in English, or the window over it? Where its small words are too few to tell, its `lang` does."""
    window = snapshot.window
    told = _is_english(window.words, _ENOUGH_IN_WINDOW) if window else None
    if told is None:
        told = _is_english(snapshot.root.words, _ENOUGH)
    if told is None:
        return bool(snapshot.language) and not snapshot.language.casefold().startswith("sv")
    return told


def _is_english(text: str, enough: int) -> bool | None:
    """None where it has fewer than `enough` small words."""
    words = _words(text)
    swedish, english = sum(w in _SWEDISH for w in words), sum(w in _ENGLISH for w in words)
    return english > swedish if swedish + english >= enough else None


def is_english(label: str) -> bool:
    """Is a label in English?"""
    words = _words(label)
    return any(w in _ENGLISH_LABELS for w in words) and not any(w in _SWEDISH or re.search("[åäö]", w) for w in words)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-zåäö]+", text.casefold())
