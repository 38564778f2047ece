"""The server: only on loopback, trusted by one key, started and stopped without delay."""

from __future__ import annotations

import base64
import hashlib
import json
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_der_x509_certificate

from replica.handle import Handle
from replica.server import Replica

ROOT = Path(__file__).parents[3]


def test_both_ports_are_on_loopback_alone(replica):
    for port in (replica.http_port, replica.https_port):
        with socket.create_server(("127.0.0.2", port)):  # free there: the replica has not taken every address
            pass
        with pytest.raises(OSError, match="in use"):
            socket.create_server(("127.0.0.1", port))


def test_the_good_certificate_has_the_key_that_the_browser_is_told_of(client):
    with client.connect("https://eslov.se/") as connection:
        leaf = load_der_x509_certificate(connection.getpeercert(binary_form=True))
    key = leaf.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert base64.b64encode(hashlib.sha256(key).digest()).decode() == client.replica.spki.split(",")[0]


def test_stopping_is_quick_and_quiet_with_idle_and_hanging_connections(bent, caplog):
    client = bent({"url": "https://eslov.se/", "hang": True}, {"url": "https://eslov.se/b", "delay_ms": 60_000})
    idle = [client.connect(url) for url in ("https://eslov.se/", "http://eslov.se/")]
    broken: list[str] = []

    def ask(url):
        try:
            client.ask(url)
        except ConnectionResetError:
            broken.append(url)

    waiting = [threading.Thread(target=ask, args=(url,)) for url in ("https://eslov.se/", "https://eslov.se/b")]
    for thread in waiting:
        thread.start()
    while len(client.replica.requests) < 2:
        time.monotonic()
    began = time.monotonic()
    client.replica.stop()
    assert time.monotonic() - began < 0.5
    for thread in waiting:
        thread.join(timeout=1)
    for connection in idle:
        connection.close()
    assert sorted(broken) == ["https://eslov.se/", "https://eslov.se/b"]
    assert caplog.records == []


def test_a_stopped_replica_answers_no_more_and_may_be_stopped_again():
    replica = Replica().start()
    replica.stop()
    replica.stop()
    for port in (replica.http_port, replica.https_port):
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), timeout=1)


def test_a_replica_that_never_started_leaves_no_port_open():
    replica = Replica()
    replica.stop()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", replica.http_port), timeout=1)


def test_no_thread_is_left_behind():
    before = set(threading.enumerate())
    with Replica():
        assert [thread.daemon for thread in set(threading.enumerate()) - before if thread.name == "replica"]
    assert "replica" not in [thread.name for thread in set(threading.enumerate()) - before]


@pytest.fixture
def replica():
    with Replica() as running:
        yield running


def test_small_answers_do_not_wait_for_each_other(client):
    began = time.monotonic()
    for _ in range(20):
        client.ask("https://eslov.se/kontakt/")
    assert time.monotonic() - began < 0.7  # 0.8 s and more with Nagle's algorithm and delayed acknowledgements


def test_two_runs_share_nothing(replica):
    with Replica() as other:
        for name in ("http_port", "https_port", "spki", "secret", "session", "authority"):
            assert getattr(replica, name) != getattr(other, name)


def test_a_handle_survives_json_and_gives_the_same_arguments(replica):
    line = json.dumps(replica.handle())
    assert Handle.from_json(line).chromium_args() == replica.chromium_args()
    assert Handle.from_json(json.loads(line)).as_json() == replica.handle()


def test_the_browser_is_shown_known_hosts_and_nothing_else():
    handle = Handle(1080, 1443, "nyckel", "", "", hosts=("a.example", "b.example"), notfound=("b.example",))
    rules = (
        "MAP b.example ~NOTFOUND, MAP a.example:80 127.0.0.1:1080, MAP a.example:443 127.0.0.1:1443, "
        "EXCLUDE 127.0.0.1, EXCLUDE localhost, MAP * ~NOTFOUND"
    )
    args = handle.chromium_args()
    assert f"--host-resolver-rules={rules}" in args
    assert "--proxy-server=direct://" in args
    assert "--ignore-certificate-errors-spki-list=nyckel" in args


def test_known_hosts_are_the_contracts(replica):
    assert replica.hosts == {
        "eslov.se",
        "www.eslov.se",
        "passwordreset.microsoftonline.com",
        "login.microsoftonline.com",
        "mysignins.microsoft.com",
        "apps.apple.com",
        "play.google.com",
    }


def test_what_is_no_http_is_refused_and_harms_nobody(client):
    with client.connect("http://eslov.se/") as connection:
        connection.sendall(b"\x16\x03\x01\x00\x00\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 400")
    assert client.ask("https://eslov.se/").status == 200


def run(*args):
    command = [sys.executable, "-W", "error", "-m", "replica", *args]
    return subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize("end", ["stdin", signal.SIGTERM, signal.SIGINT])
def test_the_command_prints_its_handle_and_serves_until_it_is_told_to_end(end):
    with run() as process:
        handle = Handle.from_json(process.stdout.readline())
        with socket.create_connection(("127.0.0.1", handle.http_port), timeout=2):
            pass
        if end == "stdin":
            process.stdin.close()
        else:
            process.send_signal(end)
        assert process.wait(timeout=5) == 0
        assert process.stderr.read() == ""


def test_the_command_takes_an_overlay_with_its_faults(tmp_path):
    (tmp_path / "ny.example").mkdir()
    (tmp_path / "faults.yaml").write_text('- {url: "https://eslov.se/", dns: notfound}\n')
    with run("--overlay", str(tmp_path)) as process:
        handle = Handle.from_json(process.stdout.readline())
        process.stdin.close()
    assert "ny.example" in handle.hosts
    assert handle.notfound == ("eslov.se",)


@pytest.mark.parametrize("faults", ["- {url: nej}", "- {"])
def test_the_command_refuses_a_faulty_overlay(tmp_path, faults):
    (tmp_path / "faults.yaml").write_text(faults)
    with run("--overlay", str(tmp_path)) as process:
        assert process.wait(timeout=5) == 2
        assert "Traceback" not in process.stderr.read()
        assert process.stdout.read() == ""
