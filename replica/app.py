"""The ASGI application: reads a request, lets a fault bend its answer, sends it, notes what was no mere reading."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any

from replica.answers import Answers, Request
from replica.connection import reset
from replica.faults import Faults
from replica.folder import is_host
from replica.notice import notice
from replica.overlay import Fault
from replica.source import Answer, redirect

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

SESSION_COOKIE = "ovningssession"
_MOST_BODY = 65536  # bytes; the practice forms send less than a hundred


@dataclass(frozen=True)
class Logged:
    """One request that was not GET or HEAD. `status` is 0 where no answer was given."""

    method: str
    url: str
    status: int


class App:
    """One run's application. `answers` and `faults` may be replaced between requests."""

    def __init__(self, answers: Answers, faults: Faults) -> None:
        self.answers = answers
        self.faults = faults
        self.log: list[Logged] = []
        self.requests: Counter[str] = Counter()
        self.stopping = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = await _read(scope, receive)
        self.requests[request.url] += 1
        answer = await self._bent(request)
        if request.method not in {"GET", "HEAD"}:
            self.log.append(Logged(request.method, request.url, answer.status if answer else 0))
        if answer is None:
            reset(scope)
            while (await receive())["type"] != "http.disconnect":  # uvicorn takes a return before that for our mistake
                continue
        else:
            await _send(answer, send)

    async def _bent(self, request: Request) -> Answer | None:
        """The answer as its fault would have it; None where the connection is to be reset."""
        fault = self.faults.at(request.url)
        if fault is None:
            return self.answers.to(request)
        if fault.delay_ms:
            await self._pause(fault.delay_ms / 1000)
        if fault.hang or (fault.status or 200) < 200:  # an interim status alone never becomes an answer
            await self._pause(None)
        if fault.abort or self.stopping.is_set():
            return None
        return self._faulty(fault, request).with_headers(fault.headers or {})

    def _faulty(self, fault: Fault, request: Request) -> Answer:
        if fault.redirect:
            return redirect(fault.status or 302, fault.redirect)
        if fault.status is None:
            return self.answers.to(request)
        if fault.status < 300:
            answer = self.answers.page(request.url) or self.answers.missing(request.url)
            return answer.with_status(fault.status)
        return self.answers.missing(request.url) if fault.status == 404 else notice(fault.status)

    async def _pause(self, seconds: float | None) -> None:
        """Wait, for ever with None, but never longer than the server runs."""
        try:
            async with asyncio.timeout(seconds):
                await self.stopping.wait()
        except TimeoutError:
            return


async def _read(scope: Scope, receive: Receive) -> Request:
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    host = headers.get("host", "").lower().partition(":")[0]
    host = host if is_host(host) else ""
    query = scope["query_string"].decode("latin-1")
    url = f"{scope['scheme']}://{host}{scope['raw_path'].decode('latin-1')}{'?' + query if query else ''}"
    body = await _body(receive) if scope["method"] not in {"GET", "HEAD"} else b""
    return Request(scope["method"], url, _session(headers.get("cookie", "")), headers.get("origin"), body)


async def _body(receive: Receive) -> bytes:
    body = b""
    while len(body) <= _MOST_BODY:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    return body


def _session(cookie: str) -> str | None:
    try:
        morsel = SimpleCookie(cookie).get(SESSION_COOKIE)
    except CookieError:
        return None
    return morsel.value if morsel else None


async def _send(answer: Answer, send: Send) -> None:
    body = b"" if answer.status in {204, 304} else answer.body
    own = {"Content-Length": str(len(body)), "Cache-Control": "no-store"}
    headers = answer.with_headers(own).headers
    encoded = [(name.lower().encode("latin-1"), value.encode("latin-1", "replace")) for name, value in headers]
    await send({"type": "http.response.start", "status": answer.status, "headers": encoded})
    await send({"type": "http.response.body", "body": body})
