"""A running replica, and a client that asks it at the real addresses and checks certificates as a browser does."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from replica.overlay import Overlay, parse_faults
from replica.server import Replica
from replica.source import Source


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def location(self) -> str:
        return self.headers["location"]


class Client:
    """Asks a replica as if the addresses were resolved to it. Raises what the connection raises."""

    def __init__(self, replica: Replica) -> None:
        self.replica = replica

    def connect(self, url: str, timeout: float = 5) -> socket.socket:
        address = urlsplit(url)
        tls = address.scheme == "https"
        port = self.replica.https_port if tls else self.replica.http_port
        plain = socket.create_connection(("127.0.0.1", port), timeout)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # as browsers do; else 40 ms a request
        if not tls:
            return plain
        with ExitStack() as stack:
            stack.callback(plain.close)
            trusted = ssl.create_default_context(cadata=self.replica.authority)
            wrapped = trusted.wrap_socket(plain, server_hostname=address.hostname)
            stack.pop_all()
        return wrapped

    def ask(self, url: str, method: str = "GET", body: str | None = None, timeout: float = 5, **headers: str) -> Reply:
        address = urlsplit(url)
        with closing(HTTPConnection(address.netloc)) as connection:
            connection.sock = self.connect(url, timeout)
            path = (address.path or "/") + ("?" + address.query if address.query else "")
            connection.request(method, path, body.encode() if body is not None else None, headers)
            with connection.getresponse() as response:
                lower = {name.lower(): value for name, value in response.getheaders()}
                return Reply(response.status, lower, response.read())

    def ask_signed_in(self, url: str, method: str = "GET", body: str | None = None, **headers: str) -> Reply:
        return self.ask(url, method, body, Cookie=f"ovningssession={self.replica.session}", **headers)


@pytest.fixture(scope="module")
def replica() -> Iterator[Replica]:
    with Replica() as running:
        yield running


@pytest.fixture
def client(replica: Replica) -> Client:
    return Client(replica)


@pytest.fixture(scope="session")
def client_of() -> type[Client]:
    """Makes the client of a replica of one's own."""
    return Client


@pytest.fixture
def start() -> Iterator[Callable[..., Client]]:
    """Start a replica of one's own: start(overlay) or start(source=…)."""
    with ExitStack() as running:

        def started(overlay: Overlay | None = None, source: Source | None = None) -> Client:
            return Client(running.enter_context(Replica(overlay=overlay, source=source)))

        yield started


@pytest.fixture
def bent(start: Callable[..., Client]) -> Callable[..., Client]:
    """A replica with these faults: bent({"url": …, "status": 404}, …)."""

    def bent_by(*faults: dict[str, object]) -> Client:
        return start(Overlay(faults=parse_faults(list(faults))))

    return bent_by
