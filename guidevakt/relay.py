"""The one way out of a live walk: a proxy of our own on loopback that passes allowed hosts on and refuses all others.

Behind a proxy the browser resolves no names, so an allow-list in its resolver stops nothing (design.md, "Found out");
and where pages have a direct way, a worker's WebTransport has it too, as UDP, which nothing in the page can stop.
A page that goes by a proxy has TCP alone: Chromium opens no WebTransport then (net/quic,
dedicated_web_transport_http3_client.cc, `DoCheckProxy`).
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import socket
import threading
from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from types import TracebackType
from typing import Any
from urllib.parse import unquote, urlunsplit

from guidevakt import addresses

_HEAD_BYTES = 64 * 1024
#: How long a host may take to be found and to take a connection.
CONNECT_S = 10.0
_REFUSED = b"HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
_FAILED = b"HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
_OPEN = b"HTTP/1.1 200 Connection established\r\n\r\n"
#: The turns of its loop in which asyncio makes a task of a connection that it has accepted.
_OPENING = 5
#: What Chromium tells of a tunnel that was not opened, and of a request that nobody answered.
_VEILED = ("net::ERR_TUNNEL_CONNECTION_FAILED", "net::ERR_EMPTY_RESPONSE")

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Relay:
    """Serves from entering it to leaving it. `refused` lists the hosts that were asked for in vain."""

    def __init__(
        self, allowed: Sequence[str], upstream: str | None = None, served: Mapping[int, int] | None = None
    ) -> None:
        """`allowed`: hosts, `*.` for all beneath. `upstream`: this machine's proxy, http://[user:password@]host:port,
        where it has one. `served`: the ports on loopback that stand in for the hosts' own, for tests. Raises OSError
        where this machine has no 127.0.0.1."""
        self._upstream = _Upstream(upstream) if upstream else None
        self._allowed = tuple(allowed)
        self._served = served
        self.refused: list[str] = []
        self._failures: dict[str, str] = {}
        self._open: set[asyncio.Task[Any] | None] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._loop = asyncio.SelectorEventLoop()  # the other one of Windows watches no listener
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Relay:
        self._thread.start()
        started = asyncio.run_coroutine_threadsafe(asyncio.start_server(self._serve, sock=self._listener), self._loop)
        self._server = started.result(10)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _close(self) -> None:
        """Accept no more, and end what goes on. What has just been accepted comes to a task of its own in a few turns
        of the loop; closed before that, it would leak (asyncio 3.11)."""
        for listener in self._server.sockets:
            self._loop.remove_reader(listener.fileno())
        for _ in range(_OPENING):
            await asyncio.sleep(0)
        self._server.close()
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)

    def failure(self, host: str, told: str) -> str:
        """Why a host's page did not come, by Chromium's names (net::ERR_…): where it only tells of us, what we met."""
        return self._failures.get(host.casefold(), told) if told in _VEILED else told

    def _allows(self, host: str) -> bool:
        return any(fnmatch(host, pattern) for pattern in self._allowed)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # The loop holds its tasks weakly, and a connection that waits for its other end is held by nobody else.
        task = asyncio.current_task()
        self._open.add(task)
        # Cancelled when the relay stops; it ends as any other, for asyncio 3.11 logs a cancelled one as an error.
        with contextlib.suppress(
            OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError
        ):
            head = await reader.readuntil(b"\r\n\r\n")
            if len(head) <= _HEAD_BYTES:
                await self._pass_on(head, (reader, writer))
        writer.close()
        self._open.discard(task)

    async def _pass_on(self, head: bytes, browser: Streams) -> None:
        is_tunnel, (host, port) = head.startswith(b"CONNECT "), _host(head)
        if not self._allows(host):
            self.refused.append(host)
            await self._fail(host, "net::ERR_NAME_NOT_RESOLVED", _REFUSED if is_tunnel else b"", browser)
            return
        try:
            beyond = await self._connected(host, port)
        except (OSError, UnicodeError) as error:
            await self._fail(host, _named(error), _FAILED if is_tunnel else b"", browser)
            return
        self._failures.pop(host, None)
        if self._upstream:
            beyond[1].write(self._upstream.asked(head))
        elif is_tunnel:
            browser[1].write(_OPEN)
        else:
            beyond[1].write(_as_its_own(head))
        try:
            await asyncio.gather(_pipe(browser[0], beyond[1]), _pipe(beyond[0], browser[1]))
        finally:
            beyond[1].close()

    async def _connected(self, host: str, port: int) -> Streams:
        """A connection to the next proxy, the stand-in, or the host itself. Raises OSError, and UnicodeError for
        what can be no host's name."""
        if self._upstream:
            return await asyncio.open_connection(*self._upstream.place)
        if self._served is not None:
            if port not in self._served:
                raise ConnectionRefusedError(port)
            return await asyncio.open_connection("127.0.0.1", self._served[port])
        opening = asyncio.open_connection(host, port, happy_eyeballs_delay=0.25)
        return await asyncio.wait_for(opening, CONNECT_S)

    async def _fail(self, host: str, why: str, answer: bytes, browser: Streams) -> None:
        """A page that was asked for in the clear is not answered at all: an answer of ours would be taken for it."""
        self._failures[host] = why
        browser[1].write(answer)
        await browser[1].drain()


class _Upstream:
    """This machine's proxy, and how it is asked."""

    def __init__(self, address: str) -> None:
        parts = addresses.split(address if "://" in address else f"http://{address}")
        self.place = (parts.hostname or "", parts.port or 8080)
        self._authorization = _basic(parts.username, parts.password)

    def asked(self, head: bytes) -> bytes:
        """The head of the browser's request, as this proxy is to get it."""
        line, _, rest = head.partition(b"\r\n")
        kept = b"" if line.startswith(b"CONNECT ") else _ONE_REQUEST
        return line + b"\r\n" + self._authorization + kept + _without_connection(rest)


#: One request a connection: a second one could name another host.
_ONE_REQUEST = b"Connection: close\r\n"


def _named(error: OSError | UnicodeError) -> str:
    """Chromium's name for why a host could not be reached."""
    if isinstance(error, (socket.gaierror, UnicodeError)):
        return "net::ERR_NAME_NOT_RESOLVED"
    known = {TimeoutError: "net::ERR_CONNECTION_TIMED_OUT", ConnectionRefusedError: "net::ERR_CONNECTION_REFUSED"}
    return known.get(type(error), "net::ERR_ADDRESS_UNREACHABLE")


def _as_its_own(head: bytes) -> bytes:
    """`GET http://host/path HTTP/1.1` as the host itself is asked: `GET /path HTTP/1.1`."""
    line, _, rest = head.partition(b"\r\n")
    method, target, version = line.split(b" ", 2)
    parts = addresses.split(target.decode("latin-1"))
    own = urlunsplit(("", "", parts.path or "/", parts.query, "")).encode("latin-1")
    return b" ".join((method, own, version)) + b"\r\n" + _ONE_REQUEST + _without_connection(rest)


def _basic(user: str | None, password: str | None) -> bytes:
    if not user:
        return b""
    token = base64.b64encode(f"{unquote(user)}:{unquote(password or '')}".encode())
    return b"Proxy-Authorization: Basic " + token + b"\r\n"


def _host(head: bytes) -> tuple[str, int]:
    """Host and port of `CONNECT host:443 HTTP/1.1` or `GET http://host/ HTTP/1.1`; an empty one where there is none."""
    method, _, rest = head.partition(b" ")
    target = rest.split(b" ")[0].decode("latin-1")
    try:
        parts = addresses.split(f"//{target}" if method == b"CONNECT" else target)
        return (parts.hostname or "").casefold(), parts.port or (443 if method == b"CONNECT" else 80)
    except ValueError:  # a port that is none
        return "", 0


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
