"""The relay in a proxy's place: it lets allowed hosts through to the real proxy, and nobody else."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from guidevakt.relay import Relay

PASSWORD = "hemligt%C3%A5"


class Upstream:
    """A proxy of the machine: keeps what it was asked, answers, and then says back what it is told."""

    def __init__(self) -> None:
        self.asked: list[bytes] = []
        self.answer = b"HTTP/1.1 200 OK\r\n\r\n"
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Upstream:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        with closing(connection):
            self.asked.append(read_head(connection))
            connection.sendall(self.answer)
            while said := connection.recv(1024):
                connection.sendall(said)


def read_head(connection: socket.socket) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head and (more := connection.recv(1024)):
        head += more
    return head


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with Upstream() as running:
        yield running


@pytest.fixture
def relay(upstream: Upstream) -> Iterator[Relay]:
    proxy = f"http://anna:{PASSWORD}@127.0.0.1:{upstream.port}"
    with Relay(["eslov.se", "*.microsoft.com"], proxy) as running:
        yield running


def ask(relay: Relay, request: str, then: bytes = b"") -> tuple[bytes, bytes]:
    """The head of the answer, and what comes back when `then` is said after it."""
    with closing(socket.create_connection(("127.0.0.1", relay.port), 5)) as connection:
        connection.settimeout(5)
        connection.sendall(request.encode())
        head = read_head(connection)
        if then:
            connection.sendall(then)
        return head, connection.recv(1024) if then else b""


def connect(host: str) -> str:
    return f"CONNECT {host}:443 HTTP/1.1\r\nHost: {host}:443\r\nProxy-Connection: keep-alive\r\n\r\n"


def test_a_tunnel_to_an_allowed_host_is_the_real_proxys(relay: Relay, upstream: Upstream) -> None:
    head, said_back = ask(relay, connect("eslov.se"), b"\x16\x03\x01 hello")
    assert head.startswith(b"HTTP/1.1 200")
    assert said_back == b"\x16\x03\x01 hello"
    assert upstream.asked[0].startswith(b"CONNECT eslov.se:443 HTTP/1.1\r\n")
    assert relay.refused == []


def test_the_real_proxy_is_given_its_password(relay: Relay, upstream: Upstream) -> None:
    ask(relay, connect("eslov.se"))
    assert b"Proxy-Authorization: Basic YW5uYTpoZW1saWd0w6U=\r\n" in upstream.asked[0]  # anna:hemligtå


def test_plain_http_passes_one_request_a_connection(relay: Relay, upstream: Upstream) -> None:
    ask(relay, "GET http://eslov.se/ HTTP/1.1\r\nHost: eslov.se\r\nConnection: keep-alive\r\n\r\n")
    asked = upstream.asked[0].split(b"\r\n")
    assert asked[0] == b"GET http://eslov.se/ HTTP/1.1"
    assert b"Connection: close" in asked
    assert b"Connection: keep-alive" not in asked


REFUSED = {
    "tunnel": connect("example.com"),
    "plain": "GET http://example.com/ HTTP/1.1\r\nHost: eslov.se\r\n\r\n",
    "other port's trick": "CONNECT example.com:443 HTTP/1.1\r\nHost: eslov.se:443\r\n\r\n",
    "allowed name as user": "CONNECT eslov.se@example.com:443 HTTP/1.1\r\n\r\n",
    "allowed name as end": connect("example-eslov.se"),
    "allowed name as start": connect("eslov.se.example.com"),
    "bare name of a pattern": connect("microsoft.com"),
    "address": connect("127.0.0.1"),
    "address as one number": connect("2130706433"),
    "address of the sixth version": connect("[::1]"),
    "no address": connect("[kontakt"),
    "loopback in plain": "POST http://localhost:8080/ HTTP/1.1\r\n\r\n",
    "no host": "GET / HTTP/1.1\r\nHost: eslov.se\r\n\r\n",
    "nonsense": "hej\r\n\r\n",
}


@pytest.mark.parametrize("what", REFUSED)
def test_another_host_is_refused_and_noted(relay: Relay, upstream: Upstream, what: str) -> None:
    head, _ = ask(relay, REFUSED[what])
    # In the clear an answer of ours would be taken for the page: there nothing is said.
    assert head.startswith(b"HTTP/1.1 403") if REFUSED[what].startswith("CONNECT") else head == b""
    assert upstream.asked == []
    assert len(relay.refused) == 1


@pytest.mark.parametrize(
    "host", ["mysignins.microsoft.com", "a.b.microsoft.com", "ESLOV.SE", "My.Microsoft.com"]
)
def test_names_beneath_and_in_capitals_are_allowed(relay: Relay, host: str) -> None:
    head, _ = ask(relay, connect(host))
    assert head.startswith(b"HTTP/1.1 200")


def test_a_refusal_of_the_real_proxy_is_passed_on(relay: Relay, upstream: Upstream) -> None:
    upstream.answer = b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"
    head, _ = ask(relay, connect("eslov.se"))
    assert head.startswith(b"HTTP/1.1 407")


def test_a_real_proxy_that_is_gone_ends_the_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with Relay(["eslov.se"], f"127.0.0.1:{port}") as relay:
        head, _ = ask(relay, connect("eslov.se"))
    assert head.startswith(b"HTTP/1.1 502")
    assert relay.failure("eslov.se", "net::ERR_TUNNEL_CONNECTION_FAILED") == "net::ERR_CONNECTION_REFUSED"


def test_a_client_that_says_nothing_does_not_stop_others(relay: Relay) -> None:
    with closing(socket.create_connection(("127.0.0.1", relay.port), 5)):
        assert ask(relay, connect("eslov.se"))[0].startswith(b"HTTP/1.1 200")


def test_a_head_without_end_is_dropped(relay: Relay, upstream: Upstream) -> None:
    with closing(socket.create_connection(("127.0.0.1", relay.port), 5)) as connection:
        try:
            connection.sendall(b"GET http://eslov.se/ HTTP/1.1\r\nX: " + b"x" * 200_000)
            assert connection.recv(10) == b""
        except ConnectionError:
            pass
    assert upstream.asked == []


def test_leaving_stops_it_with_a_tunnel_open(upstream: Upstream) -> None:
    before = set(threading.enumerate())
    with Relay(["eslov.se"], f"http://127.0.0.1:{upstream.port}") as relay:
        connection = socket.create_connection(("127.0.0.1", relay.port), 5)
        connection.sendall(connect("eslov.se").encode())
        assert read_head(connection).startswith(b"HTTP/1.1 200")
        own = {thread for thread in set(threading.enumerate()) - before if thread.name.startswith("relay")}
    connection.settimeout(5)
    with closing(connection):
        assert connection.recv(10) == b""
    assert not any(thread.is_alive() for thread in own)
    with pytest.raises(OSError, match=r"refused|111|61|10061"):
        socket.create_connection(("127.0.0.1", relay.port), 1)


def test_the_password_is_not_told(relay: Relay) -> None:
    assert "hemligt" not in repr(relay) + str(relay)


# -- without a proxy of the machine --------------------------------------------------------------------------------


@pytest.fixture
def direct(upstream: Upstream) -> Iterator[Relay]:
    """The upstream stands in for the hosts themselves."""
    with Relay(["eslov.se"], served={80: upstream.port, 443: upstream.port}) as running:
        yield running


def test_without_a_proxy_the_tunnel_is_the_hosts_own(direct: Relay, upstream: Upstream) -> None:
    head, said_back = ask(direct, connect("eslov.se"), b"hello\r\n\r\n")
    assert head == b"HTTP/1.1 200 Connection established\r\n\r\n"
    assert said_back == upstream.answer
    assert upstream.asked == [b"hello\r\n\r\n"]


def test_without_a_proxy_the_host_is_asked_for_its_own_path(direct: Relay, upstream: Upstream) -> None:
    head, _ = ask(direct, "GET http://eslov.se/a?b=1 HTTP/1.1\r\nHost: eslov.se\r\nProxy-Connection: x\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    assert upstream.asked == [b"GET /a?b=1 HTTP/1.1\r\nConnection: close\r\nHost: eslov.se\r\n\r\n"]


@pytest.mark.parametrize(
    ("host", "why"),
    [
        ("finns.invalid", "net::ERR_NAME_NOT_RESOLVED"),
        (f"{'a' * 64}.se", "net::ERR_NAME_NOT_RESOLVED"),  # longer than a part of a name can be
        ("127.0.0.1", "net::ERR_CONNECTION_REFUSED"),
    ],
)
def test_why_a_host_did_not_answer_is_told_as_without_a_relay(host: str, why: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with Relay([host]) as relay:
        head, _ = ask(relay, f"CONNECT {host}:{port} HTTP/1.1\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 502")
        assert relay.failure(host, "net::ERR_TUNNEL_CONNECTION_FAILED") == why
        assert relay.failure(host, "net::ERR_CERT_DATE_INVALID") == "net::ERR_CERT_DATE_INVALID"


def test_a_host_that_answers_again_is_no_longer_told_of(upstream: Upstream) -> None:
    ports = {443: upstream.port}
    with Relay(["eslov.se"], served=ports) as relay:
        ask(relay, "CONNECT eslov.se:444 HTTP/1.1\r\n\r\n")
        assert relay.failure("eslov.se", "net::ERR_EMPTY_RESPONSE") == "net::ERR_CONNECTION_REFUSED"
        ask(relay, connect("eslov.se"))
        assert relay.failure("eslov.se", "net::ERR_EMPTY_RESPONSE") == "net::ERR_EMPTY_RESPONSE"
