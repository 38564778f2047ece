"""A message as a letter: HTML with its pictures beside it, or plain text for whatever takes no more (pure)."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined

from guidevakt.alerts.message import Message

#: A first line, and what more there is (sentences.gathered).
_MORE = re.compile(r"(.*?)( \(och [^()]{1,80}\))?", re.DOTALL)
_GAPS = re.compile(r"(\s+)")
_TEMPLATES = Environment(
    loader=PackageLoader("guidevakt.alerts"),
    autoescape=lambda name: bool(name and name.endswith(".html")),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def html(message: Message) -> str:
    """The letter; a picture is `cid:bild-1.png`."""
    return _TEMPLATES.get_template("letter.html").render(message=message)


def text(message: Message) -> str:
    """The same in words alone."""
    return _TEMPLATES.get_template("letter.txt").render(message=message).strip()


#: More of a subject is shown nowhere; the letter's own first line has it all.
SUBJECT_SIGNS = 160


def subject(message: Message) -> str:
    """The first line, cut between two words where it is too long for a subject; what more there is stays told."""
    if len(message.first) <= SUBJECT_SIGNS:
        return message.first
    found = _MORE.fullmatch(message.first)
    first, more = (found[1], found[2] or "") if found else (message.first, "")
    room = SUBJECT_SIGNS - len(more)
    whole, _, _ = first[:room].rpartition(" ")
    return f"{(whole or first[: room - 1]).rstrip(' ,:;.')}…{more}"


#: Signs that chats take for markup or for calling people, and what looks the same and does nothing.
_DEFUSED = str.maketrans("<>@[]*_`~|", "‹›＠［］∗＿ˋ∼¦")


def defused(text: str) -> str:
    """Plain text that no chat takes for markup, a link by another name, or a call to everyone; addresses are kept."""
    return "".join(part if part.startswith("https://") else part.translate(_DEFUSED) for part in _GAPS.split(text))


def pictures(message: Message) -> Mapping[str, bytes]:
    """The pictures by the names that the letter calls them."""
    return {
        f"bild-{number}.png": base64.b64decode(item.image)
        for number, item in enumerate(message.items, 1) if item.image
    }  # fmt: skip
