"""Names matched the way a reader reads them: icons, case, spaces and dashes aside."""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum

from guidevakt.snapshot import Element


class Match(IntEnum):
    """How well a name on the page is the documented one; less is better."""

    EXACT = 0
    EQUAL = 1
    STARTS = 2
    CONTAINS = 3


_SOFT = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_QUOTES, _APOSTROPHES, _DASHES = "“”„‟«»″", "‘’‚‛′´`", "‐‑‒–—−"
_ALIKE = str.maketrans(
    {**dict.fromkeys(_QUOTES, '"'), **dict.fromkeys(_APOSTROPHES, "'"), **dict.fromkeys(_DASHES, "-")}
)
# What Municipio before 2024-04 left in a link's name: the icon's ligature, "arrow_forwardFör dig …" (dom-facts.md, 2).
_LIGATURE = re.compile(r"^(?:[a-z]+(?:_[a-z]+)+)\s*(?=[A-ZÅÄÖ])")
_ICON = re.compile(r"^ikon: (?:gå framåt|öppnar|pil neråt|lås|ej beskriven)\s*")
_NEW_WINDOW = re.compile(
    r"[\s,.(]*(?:länk till annan webbplats)?[\s,.(]*öppnas i (?:ett )?nytt? (?:fönster|flik)[\s.)]*$"
)
_DECORATION = " +→›»>←‹<"
_AROUND = " \t+*:….,→›»>←‹<"


def plain(text: str) -> str:
    """The text with its white space as single spaces, soft hyphens gone, letters composed (NFC)."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_SOFT).split())


def fold(text: str) -> str:
    """What two names have in common when a reader would call them the same."""
    text = _LIGATURE.sub("", plain(text)).casefold().translate(_ALIKE)
    text = _NEW_WINDOW.sub("", _ICON.sub("", text))
    return text.strip(_AROUND)


def compare(label: str, shown: str) -> Match | None:
    """How the documented label matches one text shown on the page; None where it does not."""
    if not shown:
        return None
    if plain(label) == plain(shown):
        return Match.EXACT
    wanted, seen = fold(label), fold(shown)
    if wanted == seen:
        return Match.EQUAL
    if re.match(rf"{re.escape(wanted)}\b", seen):
        return Match.STARTS
    return Match.CONTAINS if re.search(rf"\b{re.escape(wanted)}", seen) else None


def texts(element: Element) -> list[str]:
    """Everything the element may be called by a reader: its name, its words, and each text of its own beneath it."""
    beneath = [inner.name or inner.text for inner in element.walk() if inner is not element and inner.role != "img"]
    return [text for text in dict.fromkeys([element.name, element.text, element.words, *beneath]) if text]


def match(label: str, element: Element) -> Match | None:
    """How an element matches a documented label by the best of its texts."""
    found = [how for text in texts(element) if (how := compare(label, text)) is not None]
    return min(found, default=None)


def shown(element: Element) -> str:
    """What the element is called when it is spoken of: its heading, else its name, else its words."""
    heading = next((inner.name for inner in element.walk() if inner.role == "heading" and inner.name), "")
    icons = [inner.name for inner in element.walk() if inner is not element and inner.role == "img" and inner.name]
    glued = any(icon in element.name for icon in icons)
    called = heading or ("" if glued else element.name) or element.words or element.name
    return plain(called).strip(_DECORATION)
