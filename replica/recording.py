"""A recorded walk (HAR) as a source of pages."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated
from urllib.parse import urldefrag, urlsplit

from pydantic import BaseModel, FailFast, Field

from replica.source import Answer

# Encodings and lengths are the server's own; cookies and promises for later visits belong to nobody's replay.
_DROPPED = {
    "content-encoding",
    "content-length",
    "transfer-encoding",
    "connection",
    "keep-alive",
    "set-cookie",
    "strict-transport-security",
    "alt-svc",
    "cache-control",
    "expires",
    "x-guidevakt-replica",
}
_CHARSET = re.compile(r";\s*charset=[^;]*", re.IGNORECASE)


class _Header(BaseModel):
    name: str
    value: str


class _Content(BaseModel):
    text: str = ""
    encoding: str = ""

    def decoded(self) -> bytes:
        return base64.b64decode(self.text) if self.encoding == "base64" else self.text.encode()


class _Request(BaseModel):
    method: str
    url: str


class _Response(BaseModel):
    status: int
    headers: Annotated[list[_Header], FailFast()] = []
    content: _Content = _Content()

    def answer(self) -> Answer:
        headers = self._headers(is_text=self.content.encoding != "base64")
        return Answer(self.status, tuple(headers), self.content.decoded())

    def _headers(self, *, is_text: bool) -> Iterator[tuple[str, str]]:
        """Text stands decoded in a HAR and is sent as UTF-8, whatever it was when it was recorded."""
        for header in self.headers:
            name, value = header.name, header.value
            if name.startswith(":") or name.lower() in _DROPPED:
                continue
            if name.lower() == "content-type" and is_text and _CHARSET.search(value):
                value = _CHARSET.sub("; charset=utf-8", value)
            yield name, value


class _Entry(BaseModel):
    request: _Request
    response: _Response


class _Log(BaseModel):
    entries: Annotated[list[_Entry], FailFast()]  # a million that are wrong are told as one


class _Har(BaseModel):
    log: _Log = Field()


class Recording:
    """Recorded answers by method and address; where an address was asked for several times, the first answer."""

    def __init__(self, entries: Iterable[tuple[str, str, Answer]]) -> None:
        self._exact: dict[tuple[str, str], Answer] = {}
        self._without_query: dict[tuple[str, str], Answer] = {}
        for method, url, answer in entries:
            self._exact.setdefault((method, _key(url)), answer)
            self._without_query.setdefault((method, _bare(url)), answer)
        self.hosts = frozenset(urlsplit(url).hostname or "" for _, url in self._exact)

    @classmethod
    def read(cls, path: Path) -> Recording:
        """The recording in a file. Raises OSError, and what `parse` raises."""
        return cls.parse(path.read_bytes())

    @classmethod
    def parse(cls, content: bytes) -> Recording:
        """A HAR with its contents embedded, as text or base64. Raises pydantic.ValidationError (a ValueError)."""
        har = _Har.model_validate_json(content)
        answered = (e for e in har.log.entries if e.response.status >= 200 and urlsplit(e.request.url).hostname)
        return cls((e.request.method, e.request.url, e.response.answer()) for e in answered)

    def answer(self, method: str, url: str) -> Answer | None:
        """The exact address first, then the same without its query; a HEAD is answered as the GET was."""
        method = "GET" if method == "HEAD" else method
        return self._exact.get((method, _key(url))) or self._without_query.get((method, _bare(url)))


def _key(url: str) -> str:
    address = urlsplit(urldefrag(url).url)
    return address._replace(netloc=address.netloc.lower(), path=address.path or "/").geturl()


def _bare(url: str) -> str:
    return _key(urlsplit(url)._replace(query="").geturl())
