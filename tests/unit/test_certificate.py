"""What is wrong with a certificate, read from a server that shows it."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import trustme

from guidevakt import certificate
from guidevakt.certificate import Wrong

NOW = datetime.now(UTC).replace(microsecond=0, tzinfo=None)  # trustme wants naive UTC
DAY = timedelta(days=1)


@pytest.fixture
def shown() -> Iterator[Callable[..., Wrong | None]]:
    """What is found wrong for a host, whose certificate names others and is good between two moments."""
    servers: list[ThreadingHTTPServer] = []

    def ask(host: str, *names: str, **dates: datetime) -> Wrong | None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        trustme.CA().issue_cert(*names, **dates).configure_cert(context)
        server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
        server.handle_error = lambda request, address: None  # type: ignore[method-assign]  # nothing is asked of it
        server.socket = context.wrap_socket(server.socket, server_side=True)
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return certificate.wrong(host, served=server.server_address[:2])  # type: ignore[arg-type]

    yield ask
    for server in servers:
        server.shutdown()
        server.server_close()


def test_one_that_has_run_out_says_when(shown: Callable[..., Wrong | None]) -> None:
    ran_out = shown("eslov.se", "eslov.se", not_before=NOW - 9 * DAY, not_after=NOW - 2 * DAY)

    assert ran_out == Wrong("expired", (NOW - 2 * DAY).replace(tzinfo=UTC).isoformat())


def test_one_that_is_not_good_yet_says_from_when(shown: Callable[..., Wrong | None]) -> None:
    early = shown("eslov.se", "eslov.se", not_before=NOW + DAY, not_after=NOW + 9 * DAY)

    assert early == Wrong("early", (NOW + DAY).replace(tzinfo=UTC).isoformat())


@pytest.mark.parametrize(
    ("host", "named", "is_its_own"),
    [
        ("eslov.se", "eslov.se", True), ("www.eslov.se", "*.eslov.se", True), ("eslov.se", "*.eslov.se", False),
        ("a.b.eslov.se", "*.eslov.se", False), ("eslov.se", "nagon-annan.example", False),
    ],
)  # fmt: skip
def test_one_of_another_host_says_whose_it_is(
    shown: Callable[..., Wrong | None], host: str, named: str, is_its_own: bool
) -> None:
    assert shown(host, named) == (None if is_its_own else Wrong("other-host", names=(named,)))


def test_what_does_not_answer_tells_nothing() -> None:
    assert certificate.wrong("eslov.se", served=("127.0.0.1", 9)) is None
