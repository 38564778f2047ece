"""Names matched the way a reader reads them: icons, case, spaces and dashes aside."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from guidevakt import signs
from guidevakt.snapshot import Element


class Match(IntEnum):
    """How well a name on the page is the documented one; less is better.

    TITLE: the name, and after a dash, a colon, a comma or the like what it is about. STARTS and CONTAINS: the name
    among other words, which is another name for a link or a button, and none for a field or a text.
    """

    EXACT = 0
    EQUAL = 1
    TITLE = 2
    STARTS = 3
    CONTAINS = 4


_QUOTES, _APOSTROPHES, _DASHES = "“”„‟«»″", "‘’‚‛′´`", "‐‑‒–—−"
_ALIKE = str.maketrans(
    {**dict.fromkeys(_QUOTES, '"'), **dict.fromkeys(_APOSTROPHES, "'"), **dict.fromkeys(_DASHES, "-")}
)
# What Municipio before 2024-04 left in a link's name: the icon's ligature, "arrow_forwardFör dig …" (dom-facts.md, 2).
_LIGATURE = re.compile(r"^(?:[a-z]+(?:_[a-z]+)+)\s*(?=[A-ZÅÄÖ])|\s[a-z]+(?:_[a-z]+)+$")
# … and what it leaves since: the icon's label before the name, mostly without a space, or after it.
_ICON = re.compile(r"^Ikon: [^\W\d_][^A-ZÅÄÖ]*(?=[A-ZÅÄÖ])|(?<=\w)\s*Ikon: .*$")
_KNOWN_ICON = re.compile(r"^ikon: (?:gå framåt|öppnar|pil neråt|lås|ej beskriven)\s*")
_NEW_WINDOW = re.compile(
    r"[\s,.(]*(?:länk till annan webbplats)?[\s,.(]*öppnas i (?:ett |en )?ny(?:tt)? (?:fönster|flik)[\s.)]*$"
)
# What is said of a choice beside its name, without a sign between.
_BADGE = re.compile(r"(?<=\w)\s+(?:rekommender(?:as|ad|at)|förhandsversion|nyhet)[!.]*$")
# How many there are, or that it is new, told after its name.
_COUNTER = r"\s+(?:\d{1,3}|ny|nytt|nya|new)$"
#: Signs of writing that a reader does not miss before or after a name.
_AROUND = ' *:….,"'


def plain(text: str) -> str:
    """The text as `signs.inked` has it: with single spaces, composed letters, and nothing that has no ink."""
    return signs.inked(text)


def words(text: str) -> list[str]:
    """The words of a text, signs between them aside."""
    return re.findall(r"\w+", text)


def bare(text: str) -> str:
    """The text as `plain` has it, without the name of an icon before or after it."""
    text = plain(text)
    for pattern in (_LIGATURE, _ICON):
        text = pattern.sub("", text) or text
    return text


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """What two names have in common when a reader would call them the same. A name is never all decoration: only one
    without ink is empty."""
    folded = _folded_once(text)
    while folded != text:  # what one decoration leaves may be another one
        text, folded = folded, _folded_once(folded)
    return folded


def _folded_once(text: str) -> str:
    text = signs.trimmed(bare(text)).casefold().translate(_ALIKE)
    for pattern in (_KNOWN_ICON, _NEW_WINDOW, _BADGE):
        text = pattern.sub("", text) or text
    return signs.trimmed(text).strip(_AROUND) or text


def same(one: str, other: str) -> bool:
    """Would a reader call them the same?"""
    return fold(one) == fold(other)


def compare(label: str, shown: str) -> Match | None:
    """How the documented label matches one text shown on the page; None where it does not."""
    if not shown:
        return None
    if plain(label) == plain(shown):
        return Match.EXACT
    wanted, seen = fold(label), fold(shown)
    if not wanted:
        return None
    if wanted == seen or wanted.replace(" ", "") == seen.replace(" ", ""):  # a line break leaves no space in a name
        return Match.EQUAL
    wanted, seen = signs.parted(wanted), signs.parted(seen)
    found = re.search(rf"(?<!\w){re.escape(wanted)}(?P<ends>(?!\w))?(?P<title>\s+-\s|\s*[:(,.!?…]|{_COUNTER})?", seen)
    if not found:
        return None
    if found.start() == 0 and found["ends"] is not None:
        return Match.TITLE if found["title"] else Match.STARTS
    return Match.CONTAINS


def texts(element: Element) -> list[str]:
    """Everything the element may be called by a reader: its name, its words, and each text of its own beneath it."""
    beneath = [inner.name or inner.text for inner in element.walk() if inner is not element and inner.role != "img"]
    return [text for text in dict.fromkeys([element.name, element.text, element.words, *beneath]) if text]


def match(label: str, element: Element) -> Match | None:
    """How an element matches a documented label by the best of its texts."""
    found = [how for text in texts(element) if (how := compare(label, text)) is not None]
    return min(found, default=None)


def is_called(label: str, element: Element) -> bool:
    """Is that what a link or a button is called: by what is read on it and by its name for those who hear it?"""
    read = _read(label, element)
    told = [how for text in texts(element) if (how := compare(label, text)) is not None]
    if not told or min(told) > Match.TITLE:
        return False
    if not element.name or not read:
        return True
    told_name = any(compare(label, name) is not None for name in (element.name, _without_icons(element)))
    return told_name and any(compare(label, text) is not None for text in read)


def _without_icons(element: Element) -> str:
    """Its name, without those of the icons in it: the browser sets no space between the two."""
    name = element.name
    for icon in (inner.name for inner in element.walk() if inner is not element and inner.role == "img"):
        name = name.removeprefix(icon).removesuffix(icon)
    return name


def has_word(word: str, element: Element) -> bool:
    """Is it known by that word: among others, or as what a Swedish compound ends in (”kod”: Verifieringskod)?"""
    if match(word, element) is not None:
        return True
    ending = re.compile(rf"{re.escape(fold(word))}(?!\w)")
    return word.isalpha() and len(word) > 2 and any(ending.search(fold(text)) for text in texts(element))


def instead(label: str, element: Element) -> str:
    """What is read on it, or else what it is named, where that is not the label but the other one is."""
    read = element.words if _read(label, element) else ""
    if not read or not element.name:
        return ""
    ways = [signs.trimmed(plain(text)) for text in (read, _without_icons(element)) if compare(label, text) is None]
    return ways[0] if len(ways) == 1 else ""


def _read(label: str, element: Element) -> list[str]:
    """The texts that are read on it; signs and the one-word names of an icon font (close, add) are pictures, unless
    such a word is what is looked for."""
    found = [text for text in texts(element) if text != element.name] or [element.words]
    icons = {text for text in found if re.fullmatch(r"[a-z_]+", text) and fold(text) != fold(label)}
    return [text for text in found if re.search(r"\w{2}", text) and text not in icons]


def shown(element: Element) -> str:
    """What the element is called when it is spoken of: its heading, else its name, else its words."""
    heading = next((inner.name for inner in element.walk() if inner.role == "heading" and inner.name), "")
    icons = [inner.name for inner in element.walk() if inner is not element and inner.role == "img" and inner.name]
    glued = any(icon in element.name for icon in icons)
    called = heading or ("" if glued else element.name) or element.words or element.name
    return signs.trimmed(bare(_without_ligature(plain(called), element)))


def _without_ligature(called: str, element: Element) -> str:
    """What it is called without the one-word name of an icon font's sign before it, in an element of its own (key)."""
    first = next((inner for inner in element.walk() if inner.text), element)
    is_sign = first is not element and first.role == "generic" and re.fullmatch("[a-z]+", first.text)
    rest = called.removeprefix(f"{first.text} ")
    return rest if is_sign and rest[:1].isupper() else called


def title(element: Element) -> str:
    """What it is called for short: of two texts one above the other in something that can be clicked, the first."""
    if not element.clickable:
        return shown(element)
    blocks = [e for e in element.walk() if e is not element and e.text and e.box[3] and re.search(r"\w{2}", e.text)]
    stacked = len(blocks) > 1 and blocks[1].box[1] >= blocks[0].bottom - 1
    is_icon = stacked and re.fullmatch(r"[a-z_]+", blocks[0].text)
    return signs.trimmed(plain(blocks[0].text)) if stacked and not is_icon else shown(element)
