"""A new user's first mail, as README.md says: one environment variable, one command, a mail server that demands both
encryption and a login."""

from __future__ import annotations

import os
import re
import shlex
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from tests.unit.alerts.receivers import Mailbox

PROJECT = Path(__file__).resolve().parents[3]
README = (PROJECT / "README.md").read_text("utf-8")


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[Mailbox]:
    """A mail server that takes letters over STARTTLS from `user` with `password` alone."""
    box, authority = Mailbox(), trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))

    def known(server: Any, session: Any, envelope: Any, way: str, given: LoginPassword) -> AuthResult:
        return AuthResult(success=(given.login, given.password) == (b"user", b"password"))

    with socket.create_server(("127.0.0.1", 0)) as free:
        box.port = free.getsockname()[1]
    strict: dict[str, Any] = {"require_starttls": True, "auth_required": True, "authenticator": known}
    controller = Controller(box, hostname="127.0.0.1", port=box.port, tls_context=context, **strict)
    controller.start()
    yield box
    controller.stop()


def test_the_readmes_own_line_brings_a_mail(guarded: Mailbox, tmp_path: Path) -> None:
    (line,) = re.findall(r"`(GUIDEVAKT_ALERT_URL='[^`]+ alert --test)`", README)
    name, address, program, *command = shlex.split(line.replace("=", " ", 1))
    environ = {key: value for key, value in os.environ.items() if not key.startswith("GUIDEVAKT")}
    environ |= {name: address.replace("@host?", f"@localhost:{guarded.port}?")}
    environ |= {"SSL_CERT_FILE": str(tmp_path / "ca.pem")}  # the server's authority, which only this test knows

    said = subprocess.run(
        [sys.executable, "-m", Path(program).name, *command], env=environ, cwd=PROJECT, stdin=subprocess.DEVNULL,
        capture_output=True, text=True,
    )  # fmt: skip

    assert (said.returncode, said.stdout, said.stderr) == (0, "Provlarm skickat till it.\n", "")
    (letter,) = guarded.letters
    assert (letter["To"], letter["From"]) == ("you@example.org", "Guidevakt <user@localhost>")
    assert letter["Subject"].startswith("Det här är ett provlarm från Guidevakt.")
