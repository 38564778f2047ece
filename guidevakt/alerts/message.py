"""A message as plain data. Every word in it is one line without control signs, whatever a page has said."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator

from guidevakt import addresses
from guidevakt.sentences import clipped
from guidevakt.verdict import Data

LONGEST = 700


def clean(text: str) -> str:
    """One line, without control signs and those that turn the direction of text or cannot be seen.

    What a page says goes into subjects and cards: a line break would be a header of its own, and U+202E would make an
    address read backwards (Unicode TR36, 2014, https://www.unicode.org/reports/tr36/).
    """
    shown = "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in text)
    seen = "".join(sign for sign in shown if unicodedata.category(sign) not in ("Cf", "Cs", "Co"))
    return clipped(" ".join(unicodedata.normalize("NFC", seen).split()), LONGEST)


def safe(address: str) -> str:
    """The address where a reader may be sent there; empty otherwise."""
    scheme = addresses.split(address).scheme
    fit = scheme in ("http", "https", "mailto") and not any(sign.isspace() or sign in '<>"' for sign in address)
    return address if fit and address.isprintable() else ""


Words = Annotated[str, AfterValidator(clean)]
Address = Annotated[str, AfterValidator(safe)]


class Link(Data):
    """What can be done with a click."""

    text: Words
    address: Address


def _leading(links: tuple[Link, ...]) -> tuple[Link, ...]:
    return tuple(link for link in links if link.address)


Links = Annotated[tuple[Link, ...], AfterValidator(_leading)]


class Item(Data):
    """One cause: what has happened, what to do, where. `commands` are for who has no page to do it from; `status` is
    ready to paste where readers are told of trouble; `image` is a PNG in base64."""

    said: Words
    to_do: Words = ""
    about: tuple[Words, ...] = ()
    links: Links = ()
    commands: tuple[Words, ...] = ()
    status: Words = ""
    image: str | None = None
    image_alt: Words = ""


class Message(Data):
    """What is sent: `first` says it all; `lines` are what needs a line only."""

    first: Words
    items: tuple[Item, ...] = ()
    lines: tuple[Words, ...] = ()
    links: Links = ()

    @property
    def rest(self) -> tuple[str, ...]:
        """The lines that the first line has not said."""
        said = not self.items and self.lines and self.first.startswith(self.lines[0])
        return self.lines[1:] if said else self.lines

    def opens_with(self, item: Item) -> bool:
        """Has the first line said what the item says, so that it need not be said again?"""
        return item.said == self.items[0].said and self.first.startswith(item.said)
