"""A relay on loopback in a proxy's place: it passes allowed hosts on to the real proxy and refuses all others.

Behind a proxy the browser resolves no names, so an allow-list in its resolver stops nothing (design.md, "Found out").
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import threading
from collections.abc import Sequence
from fnmatch import fnmatch
from types import TracebackType
from urllib.parse import unquote

from guidevakt import addresses

_HEAD_BYTES = 64 * 1024
_REFUSED = b"HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class Relay:
    """Serves from entering it to leaving it. `refused` lists the hosts that were asked for in vain."""

    def __init__(self, upstream: str, allowed: Sequence[str]) -> None:
        """`upstream`: the real proxy, http://[user:password@]host:port. `allowed`: hosts, `*.` for all beneath."""
        parts = addresses.split(upstream if "://" in upstream else f"http://{upstream}")
        self._upstream = (parts.hostname or "", parts.port or 8080)
        self._authorization = _basic(parts.username, parts.password)
        self._allowed = tuple(allowed)
        self.refused: list[str] = []
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Relay:
        self._thread.start()
        started = asyncio.run_coroutine_threadsafe(asyncio.start_server(self._serve, "127.0.0.1", 0), self._loop)
        self._server = started.result(10)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _close(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _allows(self, host: str) -> bool:
        return any(fnmatch(host, pattern) for pattern in self._allowed)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Cancelled when the relay stops; it ends as any other, for asyncio 3.11 logs a cancelled one as an error.
        with contextlib.suppress(
            OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError
        ):
            head = await reader.readuntil(b"\r\n\r\n")
            if len(head) <= _HEAD_BYTES:
                await self._pass_on(head, reader, writer)
        writer.close()

    async def _pass_on(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = _host(head)
        if not self._allows(host):
            self.refused.append(host)
            writer.write(_REFUSED)
            await writer.drain()
            return
        to_reader, to_writer = await asyncio.open_connection(*self._upstream)
        line, _, rest = head.partition(b"\r\n")
        # One request a connection: a second one could name another host.
        kept = b"" if line.startswith(b"CONNECT ") else b"Connection: close\r\n"
        to_writer.write(line + b"\r\n" + self._authorization + kept + _without_connection(rest))
        try:
            await asyncio.gather(_pipe(reader, to_writer), _pipe(to_reader, writer))
        finally:
            to_writer.close()


def _basic(user: str | None, password: str | None) -> bytes:
    if not user:
        return b""
    token = base64.b64encode(f"{unquote(user)}:{unquote(password or '')}".encode())
    return b"Proxy-Authorization: Basic " + token + b"\r\n"


def _host(head: bytes) -> str:
    """The host of `CONNECT host:443 HTTP/1.1` or `GET http://host/ HTTP/1.1`; empty where there is none."""
    method, _, rest = head.partition(b" ")
    target = rest.split(b" ")[0].decode("latin-1")
    return (addresses.split(f"//{target}" if method == b"CONNECT" else target).hostname or "").casefold()


def _without_connection(headers: bytes) -> bytes:
    dropped = (b"connection:", b"proxy-connection:", b"proxy-authorization:")
    return b"\r\n".join(line for line in headers.split(b"\r\n") if not line.lower().startswith(dropped))


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(64 * 1024):
            writer.write(data)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()
