"""Where answers come from: what every source of pages offers the server."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol


@dataclass(frozen=True)
class Answer:
    """One HTTP answer, whole and uncompressed; the server adds Content-Length and its own marks."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def with_headers(self, headers: dict[str, str]) -> Answer:
        """The same answer with these headers in place of its own of the same names."""
        new = {name.lower() for name in headers}
        kept = tuple(pair for pair in self.headers if pair[0].lower() not in new)
        return replace(self, headers=(*kept, *headers.items()))

    def with_status(self, status: int) -> Answer:
        return replace(self, status=status)


class Source(Protocol):
    """Pages by address: the replica's own folder, or a recording."""

    @property
    def hosts(self) -> frozenset[str]: ...

    def answer(self, method: str, url: str) -> Answer | None:
        """The answer at this address (fragment-less, host in lower case); None where the source has none."""
        ...


def redirect(status: int, location: str) -> Answer:
    return Answer(status, (("Location", location), ("Content-Type", "text/plain; charset=utf-8")))
