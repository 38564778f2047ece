"""What is set in a text and says nothing: characters without ink, icon fonts' signs, ornaments around a label (pure).

Known by Unicode's own properties (UAX #44, https://www.unicode.org/reports/tr44/), not by lists of characters.
"""

from __future__ import annotations

import unicodedata

import regex

# Controls for direction, joiners, soft hyphens, variation selectors and the like are nothing to a reader; of the other
# controls those that are no white space, and half a character, are shown by no browser as anything that is read.
_INKLESS = regex.compile(r"(?V1)[\p{Default_Ignorable_Code_Point}\p{Cs}[\p{Cc}--\s]]")
#: A private character is whatever its font draws, an icon, and stands between words as a space does.
_PRIVATE = regex.compile(r"\p{Co}")
# An ornament is a symbol or a bullet that takes no side in bidirectional text (Bidi_Class Other_Neutral): + and ° go
# with numbers (ES, ET). Letterlike symbols (№, ™) and Latin-1's (©, ®) are read, and dots (…) belong to the words.
_SYMBOL = r"[[\p{S}&&\p{bc=ON}&&\p{Script=Common}]--\p{InLetterlikeSymbols}--[\p{So}&&\p{InLatin1Supplement}]]"
_BULLET = r"[[\p{Po}&&\p{InGeneralPunctuation}&&\p{bc=ON}]--\p{Terminal_Punctuation}--\p{Line_Break=Inseparable}]"
_ANGLE = r"[[[\p{Ps}\p{Pe}]--\p{ASCII}--\p{Quotation_Mark}]\u2039\u203a\u00ab\u00bb]"
_ORNAMENT = rf"[{_SYMBOL}{_BULLET}{_ANGLE}\p{{Regional_Indicator}}\u00b7\s]"
# A plus sign or a dash is one where it stands apart from the words, or before a letter (+Lägg till, not C++ or +46).
_BEFORE = regex.compile(rf"(?V1)^(?:{_ORNAMENT}|\+(?=[\s\p{{L}}])|\p{{Dash}}(?=\s))+")
_AFTER = regex.compile(rf"(?V1)(?:{_ORNAMENT}|(?<=\s)[+\p{{Dash}}])+$")
_BETWEEN = regex.compile(rf"(?V1)\s(?:{_ORNAMENT}|\p{{Dash}})+\s")


def inked(text: str) -> str:
    """The text as a reader meets it: what has no ink is gone, letters are composed (NFC), white space is single
    spaces."""
    kept = _PRIVATE.sub(" ", _INKLESS.sub("", text))
    return " ".join(unicodedata.normalize("NFC", kept).split())


def trimmed(text: str) -> str:
    """The text without the ornaments before and after it; one that is nothing else stays as it is."""
    return _AFTER.sub("", _BEFORE.sub("", text)) or text.strip()


def parted(text: str) -> str:
    """The text with a dash for the ornaments between its words."""
    return _BETWEEN.sub(" - ", text)
