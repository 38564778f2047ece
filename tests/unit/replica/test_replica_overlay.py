"""A folder over the pages: it replaces and adds, is read afresh, and is never left."""

from __future__ import annotations

import pytest

from replica.overlay import Overlay, parse_faults


@pytest.fixture
def folder(tmp_path):
    overlay = tmp_path / "overlay"
    overlay.mkdir()
    return overlay


def put(folder, path, text="<h1>Ändrad</h1>"):
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def test_a_page_of_the_folder_replaces_the_replicas(folder, start):
    put(folder, "eslov.se/for-medarbetare/index.html")
    client = start(Overlay.read(folder))
    assert client.ask("https://eslov.se/for-medarbetare/").text == "<h1>Ändrad</h1>"
    assert "Välkommen till Eslövs kommun" in client.ask("https://eslov.se/").text


def test_a_page_and_a_host_that_the_replica_does_not_know_are_added(folder, start):
    put(folder, "eslov.se/ny/sida/index.html")
    put(folder, "ny.example/index.html")
    client = start(Overlay.read(folder))
    for url in ("https://eslov.se/ny/sida/", "https://ny.example/", "https://ny.example"):
        assert client.ask(url).text == "<h1>Ändrad</h1>"
    assert client.ask("https://eslov.se/ny/sida").location == "https://eslov.se/ny/sida/"
    assert client.ask("http://ny.example/").location == "https://ny.example/"


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("style.css", "text/css; charset=utf-8"),
        ("kod.js", "text/javascript; charset=utf-8"),
        ("data.json", "application/json; charset=utf-8"),
        ("bild.svg", "image/svg+xml; charset=utf-8"),
        ("bild.png", "image/png"),
        ("teckensnitt.woff2", "font/woff2"),
        ("sidan.html", "text/html; charset=utf-8"),
        ("okand.qqq", "application/octet-stream"),
    ],
)
def test_any_other_file_has_its_own_path_and_type(folder, start, name, type_):
    put(folder, f"eslov.se/wp-content/{name}", "x")
    reply = start(Overlay.read(folder)).ask(f"https://eslov.se/wp-content/{name}")
    assert (reply.status, reply.text, reply.headers["content-type"]) == (200, "x", type_)


def test_a_path_with_swedish_letters_and_spaces_is_found(folder, start):
    put(folder, "eslov.se/åtgärder nu/index.html")
    assert start(Overlay.read(folder)).ask("https://eslov.se/%C3%A5tg%C3%A4rder%20nu/").status == 200


def test_a_file_is_read_afresh_each_time(folder, start):
    file = put(folder, "eslov.se/index.html", "först")
    client = start(Overlay.read(folder))
    assert client.ask("https://eslov.se/").text == "först"
    file.write_text("sedan")
    assert client.ask("https://eslov.se/").text == "sedan"
    file.unlink()
    assert "Välkommen" in client.ask("https://eslov.se/").text


def test_a_fault_comes_before_the_folder(folder, start):
    put(folder, "eslov.se/index.html")
    faults = parse_faults([{"url": "https://eslov.se/", "status": 500}])
    assert start(Overlay.read(folder, faults)).ask("https://eslov.se/").status == 500


def test_a_page_for_www_is_no_longer_redirected(folder, start):
    put(folder, "www.eslov.se/index.html")
    client = start(Overlay.read(folder))
    assert client.ask("https://www.eslov.se/").status == 200
    assert client.ask("https://www.eslov.se/kontakt/").status == 301


def test_a_changed_security_info_still_needs_the_session(folder, start):
    put(folder, "mysignins.microsoft.com/security-info/index.html")
    client = start(Overlay.read(folder))
    assert client.ask("https://mysignins.microsoft.com/security-info").status == 302
    assert client.ask_signed_in("https://mysignins.microsoft.com/security-info").text == "<h1>Ändrad</h1>"


def test_the_folders_own_404_page_is_used(folder, start):
    put(folder, "eslov.se/404.html", "borta")
    reply = start(Overlay.read(folder)).ask("https://eslov.se/finns-inte/")
    assert (reply.status, reply.text) == (404, "borta")


@pytest.mark.parametrize(
    "path",
    [
        "/../../hemligt.txt",
        "/%2e%2e/%2e%2e/hemligt.txt",
        "/..%2f..%2fhemligt.txt",
        "/..%5c..%5chemligt.txt",
        "/lank.txt",
        "/lankad-mapp/hemligt.txt",
        "/%00",
        "/" + "a" * 5000,
    ],
)
def test_no_path_leads_out_of_the_folder(folder, start, path):
    put(folder.parent, "hemligt.txt", "hemligt")
    put(folder, "eslov.se/index.html")
    (folder / "eslov.se/lank.txt").symlink_to(folder.parent / "hemligt.txt")
    (folder / "eslov.se/lankad-mapp").symlink_to(folder.parent)
    reply = start(Overlay.read(folder)).ask(f"https://eslov.se{path}")
    assert reply.status == 404
    assert "hemligt" not in reply.text


def test_no_host_leads_out_of_the_folder(folder, start):
    put(folder.parent, "hemligt.txt", "hemligt")
    put(folder, "eslov.se/index.html")
    client = start(Overlay.read(folder))
    for host in ("..", ".", "", "eslov.se/.."):
        assert client.ask("http://eslov.se/hemligt.txt", Host=host).status == 421


def test_hosts_are_those_of_folders_and_faults(folder):
    put(folder, "ny.example/index.html")
    put(folder, "faults.yaml", "[]")
    faults = parse_faults(
        [
            {"url": "https://fel.example/", "status": 500},
            {"url": "https://fel.example/a", "redirect": "https://dit.example/"},
        ]
    )
    overlay = Overlay.read(folder, faults)
    assert overlay.hosts == {"ny.example", "fel.example", "dit.example"}
    assert overlay.notfound == frozenset()


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(NotADirectoryError, match="saknas"):
        Overlay.read(tmp_path / "saknas")


def test_an_address_without_a_page_names_the_file_that_it_would_be(folder, start):
    put(folder, "eslov.se/index.html")
    client = start(Overlay.read(folder, parse_faults([{"url": "https://eslov.se/for-medarbetare/", "status": 404}])))
    lacks = {url: client.ask(url).headers.get("x-guidevakt-lacks") for url in (
        "https://eslov.se/ny/", "https://eslov.se/ny", "https://eslov.se/bild.png", "https://eslov.se/for-medarbetare/",
    )}  # fmt: skip
    assert list(lacks.values()) == ["eslov.se/ny/index.html", "eslov.se/ny/index.html", "eslov.se/bild.png", None]


def test_an_overlay_lies_on_what_it_has_a_file_for_or_bends(folder):
    put(folder, "eslov.se/stil.css")
    (folder / "tom.example").mkdir()
    overlay = Overlay.read(folder, parse_faults([{"url": "https://annan.example/", "status": 404}]))
    assert overlay.lies_on == {"eslov.se", "annan.example"}
    assert Overlay().lies_on == set()
