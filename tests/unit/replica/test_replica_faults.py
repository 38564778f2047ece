"""Faults bend the answers of the addresses they name, and of no others."""

from __future__ import annotations

import ssl
import time

import pytest
from pydantic import ValidationError

from replica.overlay import Overlay, parse_faults

START = "https://eslov.se/"
STAFF = "https://eslov.se/for-medarbetare/"


def test_a_status_is_answered_with_a_short_page_in_swedish(bent):
    reply = bent({"url": STAFF, "status": 503}).ask(STAFF)
    assert reply.status == 503
    assert "Tjänsten är tillfälligt otillgänglig" in reply.text


def test_a_404_is_the_sites_own(bent):
    reply = bent({"url": STAFF, "status": 404}).ask(STAFF)
    assert reply.status == 404
    assert "Sidan kunde inte hittas" in reply.text
    assert 'id="site-footer"' in reply.text


def test_a_good_status_keeps_the_page(bent):
    reply = bent({"url": STAFF, "status": 203}).ask(STAFF)
    assert (reply.status, "För dig som är medarbetare" in reply.text) == (203, True)


def test_no_content_has_none(bent):
    reply = bent({"url": STAFF, "status": 204}).ask(STAFF)
    assert (reply.status, reply.body, reply.headers.get("content-length", "0")) == (204, b"", "0")


def test_a_fault_on_the_start_page_leaves_the_other_pages_alone(bent):
    client = bent({"url": START, "status": 500})
    assert [client.ask(url).status for url in (START, STAFF, "http://eslov.se/")] == [500, 200, 301]


@pytest.mark.parametrize("given", ["https://eslov.se", "https://eslov.se/#bottom", "https://ESLOV.se/"])
def test_the_bare_host_fits_with_and_without_slash_and_fragment(bent, given):
    assert bent({"url": given, "status": 500}).ask(START).status == 500


def test_the_query_counts_only_where_one_is_given(bent):
    client = bent({"url": STAFF, "status": 500}, {"url": f"{START}?s=ord", "status": 502})
    urls = (f"{STAFF}?a=1", f"{START}?s=ord", f"{START}?s=annat", START)
    assert [client.ask(url).status for url in urls] == [500, 502, 200, 200]


def test_a_used_up_fault_gives_way_to_the_next_entry(bent):
    client = bent({"url": START, "status": 500, "times": 2}, {"url": START, "status": 503, "times": 1})
    assert [client.ask(START).status for _ in range(4)] == [500, 500, 503, 200]


def test_a_new_overlay_starts_counting_afresh(bent):
    client = bent({"url": START, "status": 500, "times": 1})
    assert [client.ask(START).status for _ in range(2)] == [500, 200]
    client.replica.overlay = Overlay(faults=client.replica.overlay.faults)
    assert client.ask(START).status == 500
    client.replica.overlay = None
    assert client.ask(START).status == 200


def test_a_delay_comes_before_the_true_answer(bent):
    client = bent({"url": START, "delay_ms": 300})
    began = time.monotonic()
    reply = client.ask(START)
    assert time.monotonic() - began >= 0.3
    assert (reply.status, "Välkommen till Eslövs kommun" in reply.text) == (200, True)


def test_a_delay_and_a_status_come_together(bent):
    client = bent({"url": START, "delay_ms": 200, "status": 500})
    began = time.monotonic()
    assert client.ask(START).status == 500
    assert time.monotonic() - began >= 0.2


def test_a_delay_holds_nobody_else_up(bent):
    client = bent({"url": START, "delay_ms": 60_000})
    with pytest.raises(TimeoutError):
        client.ask(START, timeout=0.2)
    assert client.ask(STAFF, timeout=0.2).status == 200


def test_headers_come_with_the_status_they_are_given_with(bent):
    reply = bent({"url": START, "headers": {"Retry-After": "60"}, "status": 429}).ask(START)
    assert (reply.status, reply.headers["retry-after"]) == (429, "60")


def test_headers_alone_are_put_on_the_true_answer(bent):
    reply = bent({"url": START, "headers": {"content-type": "text/plain"}}).ask(START)
    assert (reply.status, reply.headers["content-type"]) == (200, "text/plain")


@pytest.mark.parametrize(("fault", "status"), [({}, 302), ({"status": 308}, 308)])
def test_a_redirect_leads_where_it_says(bent, fault, status):
    reply = bent({"url": START, "redirect": "https://www.eslov.se/", **fault}).ask(START)
    assert (reply.status, reply.location) == (status, "https://www.eslov.se/")


@pytest.mark.parametrize("target", ["https://www.eslov.se/", "http://eslov.se/", "https://eslov.se/for-medarbetare"])
def test_where_a_redirect_leads_nothing_redirects_back(bent, target):
    reply = bent({"url": START, "redirect": target}).ask(target)
    assert (reply.status, "Eslövs kommun</title>" in reply.text) == (200, True)


def test_a_redirect_to_security_info_still_needs_the_session(bent):
    target = "https://mysignins.microsoft.com/security-info"
    assert bent({"url": START, "redirect": target}).ask(target).status == 302


def test_a_redirect_to_an_unknown_site_finds_a_page_there(bent):
    client = bent({"url": START, "redirect": "https://losenord.example/bytt"})
    assert "losenord.example" in client.replica.hosts
    reply = client.ask("https://losenord.example/bytt")
    assert (reply.status, "ingen sida för den här adressen" in reply.text) == (200, True)
    assert client.ask("https://losenord.example/annat").status == 404


def test_an_aborted_answer_is_a_reset_connection(bent):
    client = bent({"url": START, "abort": True}, {"url": "http://eslov.se/", "abort": True})
    with pytest.raises(ConnectionResetError, match="reset by peer"):  # not closed in good order
        client.ask("http://eslov.se/")
    with pytest.raises(ConnectionResetError):  # over TLS Python tells a reset from an end in no other words
        client.ask(START)
    assert client.ask(STAFF).status == 200


def test_a_hanging_address_never_answers(bent):
    with pytest.raises(TimeoutError):
        bent({"url": START, "hang": True}).ask(START, timeout=0.3)


def test_an_aborted_form_is_noted_without_a_status(bent):
    client = bent({"url": START, "abort": True})
    with pytest.raises(ConnectionResetError):
        client.ask(START, "POST", "a=1")
    assert [seen.status for seen in client.replica.log] == [0]


@pytest.mark.parametrize(("kind", "reason"), [("expired", "expired"), ("other-host", "Hostname mismatch")])
def test_a_bad_certificate_is_refused_at_its_host_alone(bent, kind, reason):
    client = bent({"url": STAFF, "certificate": kind})
    with pytest.raises(ssl.SSLCertVerificationError, match=reason):
        client.ask(START)
    assert client.ask("https://login.microsoftonline.com/").status == 200


def test_a_bad_certificate_is_counted_by_connection(bent):
    client = bent({"url": START, "certificate": "expired", "times": 1})
    with pytest.raises(ssl.SSLCertVerificationError):
        client.ask(START)
    assert client.ask(START).status == 200


def test_a_name_that_is_not_to_be_found_is_told_to_the_browser_first(bent):
    client = bent({"url": START, "dns": "notfound"})
    rules = next(arg for arg in client.replica.chromium_args() if arg.startswith("--host-resolver-rules="))
    assert rules.startswith("--host-resolver-rules=MAP eslov.se ~NOTFOUND, ")
    assert "MAP eslov.se:" not in rules


def test_the_contracts_faults_are_all_valid():
    contract = [
        {"url": "https://eslov.se/for-medarbetare/", "status": 404},
        {"url": "https://eslov.se/", "delay_ms": 3000},
        {"url": "https://eslov.se/", "status": 500, "times": 1},
        {"url": "https://eslov.se/", "redirect": "https://www.eslov.se/"},
        {"url": "https://passwordreset.microsoftonline.com/", "abort": True},
        {"url": "https://eslov.se/", "hang": True},
        {"url": "https://eslov.se/", "certificate": "expired"},
        {"url": "https://eslov.se/", "dns": "notfound"},
        {"url": "https://eslov.se/", "headers": {"Retry-After": "60"}, "status": 429},
    ]
    assert len(parse_faults(contract)) == 9


@pytest.mark.parametrize(
    ("fault", "place", "message"),
    [
        ({"url": "eslov.se", "status": 404}, "url", "”eslov.se” är ingen adress"),
        ({"url": "ftp://eslov.se/", "status": 404}, "url", "är ingen adress"),
        ({"url": "https://eslov.se:99999/", "status": 404}, "url", "är ingen adress"),
        ({"url": START, "redirect": "/nyheter/"}, "redirect", "är ingen adress"),
        ({"url": START, "status": 600}, "status", "mellan 100 och 599, inte 600."),
        ({"url": START, "delay_ms": -1}, "delay_ms", "noll eller mer, inte -1."),
        ({"url": START, "status": 500, "times": 0}, "times", "ett eller mer, inte 0."),
        ({"url": START, "certificate": "gammalt"}, "certificate", ""),
        ({"url": START, "dns": "borta"}, "dns", ""),
        ({"url": START, "headers": {"A": "b\nC: d"}}, "headers", "går inte att skicka"),
        ({"url": START, "headers": {"Content-Length": "1"}}, "headers", "sätter övningskopian själv"),
        ({"url": START, "stauts": 404}, "stauts", ""),
        ({"url": START}, None, "Det saknas vad som ska hända"),
        ({"url": START, "abort": True, "hang": True}, None, "abort och hang kan inte gälla samtidigt."),
        ({"url": START, "abort": True, "status": 500}, None, "abort och status kan inte gälla samtidigt."),
        ({"url": START, "dns": "notfound", "times": 1}, None, "dns och times"),
        ({"url": "http://eslov.se/", "certificate": "expired"}, None, "börjar med https://"),
    ],
)
def test_a_faulty_entry_is_told_by_number_and_key(fault, place, message):
    with pytest.raises(ValidationError) as refused:
        parse_faults([{"url": START, "status": 404}, fault])
    (error,) = refused.value.errors()
    assert error["loc"] == ((1, place) if place else (1,))
    assert message in error["msg"]


@pytest.mark.parametrize("data", [{"url": START, "status": 404}, "text", [None]])
def test_faults_are_a_list_of_entries(data):
    with pytest.raises(ValidationError):
        parse_faults(data)
