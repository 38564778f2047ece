"""What is said reaches every terminal and pipe, whatever signs its encoding has: cp1252 has no ✓, and ASCII no å.

The standard library alone, in syntax that a too old Python can read: set-up speaks through it too.
"""

from __future__ import annotations

import codecs
import contextlib
import sys
import unicodedata

#: Signs that have something like them in ASCII which is no letter of theirs; of letters the letter itself is left.
_INSTEAD = {
    "✓": "+", "✗": "x", "≠": "!", "○": "o", "×": "x", "–": "-", "—": "-", "…": "...", "→": "->",
    "”": '"', "“": '"', "’": "'", "‘": "'",
}  # fmt: skip


def speak_safely() -> None:
    """From now on a sign that stdout or stderr cannot show is told by the nearest one that it can."""
    codecs.register_error("nearest", _nearest)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # closed ones are None, and a test's own may be of another kind
            stream.reconfigure(errors="nearest")  # type: ignore[union-attr]


def _nearest(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return "".join(map(plain, error.object[error.start : error.end])), error.end


def plain(sign: str) -> str:
    """The sign in ASCII: its nearest, the letter without its marks, or a question mark."""
    letters = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    return _INSTEAD.get(sign) or letters or "?"
