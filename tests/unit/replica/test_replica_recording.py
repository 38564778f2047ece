"""A recording is one more source of pages: replayed as recorded, with overlay and faults over it."""

from __future__ import annotations

import base64
import json

import pytest

from replica.overlay import Overlay, parse_faults
from replica.recording import Recording


def entry(url, status=200, text="", encoding=None, method="GET", **headers):
    content = {"text": text} | ({"encoding": encoding} if encoding else {})
    given = [{"name": name.replace("_", "-"), "value": value} for name, value in headers.items()]
    return {
        "request": {"method": method, "url": url},
        "response": {"status": status, "headers": given, "content": content},
    }


@pytest.fixture
def record(tmp_path):
    def recorded(*entries):
        file = tmp_path / "inspelning.har"
        file.write_text(json.dumps({"log": {"version": "1.2", "entries": list(entries)}}))
        return Recording.read(file)

    return recorded


def test_text_and_bytes_are_replayed_as_they_were(record, start):
    picture = bytes(range(256))
    html = entry("https://eslov.se/", text="<h1>Då</h1>", Content_Type="text/html; charset=ISO-8859-1")
    png = entry("https://eslov.se/a.png", text=base64.b64encode(picture).decode(), encoding="base64")
    client = start(source=record(html, png))
    page = client.ask("https://eslov.se/")
    assert (page.status, page.text, page.headers["content-type"]) == (200, "<h1>Då</h1>", "text/html; charset=utf-8")
    assert client.ask("https://eslov.se/a.png").body == picture


def test_redirects_and_statuses_are_replayed(record, start):
    moved = entry("https://eslov.se/gammal", 308, Location="https://eslov.se/ny")
    client = start(source=record(moved, entry("https://eslov.se/ny", 410, text="borta")))
    first = client.ask("https://eslov.se/gammal")
    assert (first.status, first.location) == (308, "https://eslov.se/ny")
    assert client.ask("https://eslov.se/ny").status == 410


def test_headers_of_the_old_connection_and_cookies_are_left_out(record, start):
    old = {
        "Content_Encoding": "br",
        "Content_Length": "99999",
        "Transfer_Encoding": "chunked",
        "Set_Cookie": "a=b",
        "Strict_Transport_Security": "max-age=1",
        "X_Guidevakt_Replica": "annan",
        "X_Kvar": "ja",
    }
    client = start(source=record(entry("https://eslov.se/", text="x", **old)))
    reply = client.ask("https://eslov.se/")
    assert reply.headers["content-length"] == "1"
    assert reply.headers["x-kvar"] == "ja"
    assert reply.headers["x-guidevakt-replica"] == client.replica.secret
    gone = {"content-encoding", "transfer-encoding", "set-cookie", "strict-transport-security"}
    assert gone & set(reply.headers) == set()


def test_the_exact_query_goes_before_the_address_without_one(record, start):
    client = start(
        source=record(entry("https://a.example/?q=1", text="ett"), entry("https://a.example/?q=2", text="två"))
    )
    asked = ("?q=2", "?q=1", "?q=3", "")
    assert [client.ask(f"https://a.example/{query}").text for query in asked] == ["två", "ett", "ett", "ett"]


def test_the_first_of_several_answers_is_replayed_and_failed_ones_never(record, start):
    lost, first, second = (entry("https://a.example/", status, text=str(status)) for status in (-1, 200, 500))
    assert start(source=record(lost, first, second)).ask("https://a.example/").text == "200"


def test_http_leads_to_https_only_where_nothing_was_recorded(record, start):
    client = start(source=record(entry("https://a.example/", text="https"), entry("http://b.example/", text="http")))
    assert client.ask("http://a.example/").location == "https://a.example/"
    assert client.ask("http://b.example/").text == "http"


def test_the_replicas_own_pages_and_redirects_stay_out(record, start):
    signed_in = entry("https://mysignins.microsoft.com/security-info", text="inspelad")
    client = start(source=record(signed_in, entry("https://eslov.se/", text="inspelad")))
    assert client.ask("https://mysignins.microsoft.com/security-info").text == "inspelad"
    assert client.ask("https://eslov.se/for-medarbetare").status == 404
    assert client.replica.hosts == {"mysignins.microsoft.com", "eslov.se"}


def test_overlay_and_faults_come_before_the_recording(record, start, tmp_path):
    (tmp_path / "eslov.se/ny").mkdir(parents=True)
    (tmp_path / "eslov.se/index.html").write_text("ändrad")
    faults = parse_faults([{"url": "https://eslov.se/b", "status": 500}])
    pages = [entry(f"https://eslov.se/{path}", text="inspelad") for path in ("", "a", "b")]
    client = start(Overlay.read(tmp_path, faults), source=record(*pages))
    assert [client.ask(f"https://eslov.se/{path}").status for path in ("a", "b")] == [200, 500]
    assert client.ask("https://eslov.se/").text == "ändrad"


def test_nothing_is_sent_to_a_recording(record, start):
    client = start(source=record(entry("https://a.example/", text="svar", method="POST")))
    assert client.ask("https://a.example/", "POST", "a=1").status == 405
    assert client.ask("https://a.example/").status == 404


@pytest.mark.parametrize("text", ["", "inte json", "{}", '{"log": {}}', '{"log": {"entries": [{"request": {}}]}}'])
def test_a_file_that_is_no_recording_is_an_error(tmp_path, text):
    file = tmp_path / "trasig.har"
    file.write_text(text)
    with pytest.raises(ValueError, match="validation error"):
        Recording.read(file)
