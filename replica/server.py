"""The replica as a running server: two loopback ports, one plain and one TLS, in a thread of this process."""

from __future__ import annotations

import asyncio
import secrets
import socket
import ssl
from collections import Counter
from concurrent.futures import Future
from threading import Thread
from types import TracebackType
from typing import Any, Self

from uvicorn import Config
from uvicorn.server import ServerState

from replica.answers import Answers
from replica.app import App, Logged
from replica.certificates import Certificates
from replica.connection import Connection
from replica.faults import Faults
from replica.handle import Handle
from replica.overlay import Overlay
from replica.sites import Sites
from replica.source import Source

SECRET_HEADER = "X-Guidevakt-Replica"
_KEEP_ALIVE = 75  # s; shorter and a browser's request may meet a connection that is just being closed
_LAST_WORDS = 1.0  # s that answers under way may take when the server stops
_OPENING = 4  # turns of the loop from accept() to a connection that asyncio can close


class Replica:
    """Starts on `with` or start(); every answer carries `secret` in the header X-Guidevakt-Replica.

    `session` is what the cookie "ovningssession" of mysignins.microsoft.com must say to be signed in.
    The hosts that a browser sees are settled by chromium_args(), so an overlay that is put in later can bend
    and replace pages of those hosts only, and its dns faults do nothing to a browser that already runs.
    """

    def __init__(self, *, overlay: Overlay | None = None, source: Source | None = None) -> None:
        self.secret = secrets.token_hex(16)
        self.session = secrets.token_hex(16)
        self._source = source or Sites()
        self._overlay = overlay or Overlay()
        self._app = App(self._answers(), Faults(self._overlay.faults))
        self._certificates = Certificates(self.hosts)
        self._sockets = [_listener() for _ in range(2)]
        self.http_port, self.https_port = (listener.getsockname()[1] for listener in self._sockets)
        self.spki = self._certificates.spki
        self._thread: Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.stop()

    def start(self) -> Self:
        """Returns when both ports answer. A replica is started once."""
        ready: Future[asyncio.AbstractEventLoop] = Future()
        self._thread = Thread(target=self._run, args=(ready,), name="replica", daemon=True)
        self._thread.start()
        self._loop = ready.result()
        return self

    def stop(self) -> None:
        """Ends every connection, hanging ones too, and waits for the thread. May be called twice."""
        if self._thread and self._thread.is_alive() and self._loop:
            self._loop.call_soon_threadsafe(self._app.stopping.set)
            self._thread.join()
        for listener in self._sockets:
            listener.close()

    @property
    def overlay(self) -> Overlay:
        return self._overlay

    @overlay.setter
    def overlay(self, overlay: Overlay | None) -> None:
        """From the next request on; what its faults have been used starts at nought."""
        self._overlay = overlay or Overlay()
        self._app.answers, self._app.faults = self._answers(), Faults(self._overlay.faults)

    @property
    def hosts(self) -> frozenset[str]:
        return self._app.answers.hosts

    @property
    def log(self) -> list[Logged]:
        """Every request so far that was not GET or HEAD."""
        return self._app.log

    @property
    def requests(self) -> Counter[str]:
        """How often each address has been asked for, by any method."""
        return self._app.requests

    @property
    def authority(self) -> str:
        """The certificate authority, PEM, for clients that check certificates in the ordinary way."""
        return self._certificates.authority

    def handle(self) -> dict[str, Any]:
        return self._handle().as_json()

    def chromium_args(self) -> list[str]:
        return self._handle().chromium_args()

    def _handle(self) -> Handle:
        hosts, lost = tuple(sorted(self.hosts)), tuple(sorted(self._overlay.notfound))
        return Handle(self.http_port, self.https_port, self.spki, self.secret, self.session, hosts, lost)

    def _answers(self) -> Answers:
        return Answers(self._source, self._overlay, self.session)

    def _run(self, ready: Future[asyncio.AbstractEventLoop]) -> None:
        try:
            with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
                runner.run(self._serve(ready))
        except Exception as error:
            if ready.done():
                raise
            ready.set_exception(error)

    async def _serve(self, ready: Future[asyncio.AbstractEventLoop]) -> None:
        # uvicorn's protocol without its Server, which wakes ten times a second and stops no quicker than that.
        loop, state = asyncio.get_running_loop(), ServerState()
        state.default_headers = [(SECRET_HEADER.lower().encode(), self.secret.encode())]
        config = _config(self._app)
        tls = self._certificates.context(lambda host: self._app.faults.certificate(host))
        layers: tuple[ssl.SSLContext | None, ...] = (None, tls)
        servers = [
            await loop.create_server(lambda: Connection(config, state, {}), sock=listener, ssl=layer)
            for listener, layer in zip(self._sockets, layers, strict=True)
        ]
        ready.set_result(loop)
        await self._app.stopping.wait()
        await self._close(servers)
        await _end(state)

    async def _close(self, servers: list[asyncio.Server]) -> None:
        """Accept no more. Closed at once, a server would leak the sockets it has just accepted (asyncio 3.11)."""
        for listener in self._sockets:
            asyncio.get_running_loop().remove_reader(listener)
        for _ in range(_OPENING):
            await asyncio.sleep(0)
        for server in servers:
            server.close()


def _listener() -> socket.socket:
    """On a free port. Without TCP_NODELAY, which asyncio leaves unset on these, an answer takes 40 ms more."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _config(app: App) -> Config:
    config = Config(
        app,
        lifespan="off",
        ws="none",
        interface="asgi3",
        http=Connection,
        proxy_headers=False,
        log_config=None,
        log_level="error",
        timeout_keep_alive=_KEEP_ALIVE,
    )
    config.load()
    return config


async def _end(state: ServerState) -> None:
    """Let answers under way be sent, then break what is left: open connections, and those not yet open."""
    if state.tasks:
        await asyncio.wait(state.tasks, timeout=_LAST_WORDS)
    opening = asyncio.all_tasks() - {asyncio.current_task()}
    for task in opening:
        task.cancel()
    await asyncio.gather(*opening, return_exceptions=True)
    for connection in list(state.connections):
        connection.transport.abort()
    while state.connections:
        await asyncio.sleep(0)
