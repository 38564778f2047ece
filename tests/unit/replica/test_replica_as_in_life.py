"""The replica answers as the real sites do: their redirects, their sign-in, their missing pages."""

from __future__ import annotations

import pytest

SECURITY_INFO = "https://mysignins.microsoft.com/security-info"
LISTING = "https://play.google.com/store/apps/details"


@pytest.mark.parametrize("host", ["eslov.se", "www.eslov.se", "mysignins.microsoft.com", "apps.apple.com"])
def test_plain_http_leads_to_https(client, host):
    reply = client.ask(f"http://{host}/nyheter?a=1")
    assert (reply.status, reply.location) == (301, f"https://{host}/nyheter?a=1")


def test_www_leads_to_the_bare_name(client):
    reply = client.ask("https://www.eslov.se/kontakt/?a=1")
    assert (reply.status, reply.location) == (301, "https://eslov.se/kontakt/?a=1")


def test_a_missing_slash_on_eslov_is_put_there(client):
    reply = client.ask("https://eslov.se/for-medarbetare?a=1")
    assert (reply.status, reply.location) == (301, "https://eslov.se/for-medarbetare/?a=1")


def test_an_address_that_does_not_exist_gets_no_slash_but_404(client):
    assert client.ask("https://eslov.se/finns-inte").status == 404


def test_security_info_leads_a_stranger_to_sign_in(client):
    reply = client.ask(SECURITY_INFO)
    assert reply.status == 302
    assert reply.location == (
        "https://login.microsoftonline.com/?redirect_uri=https%3A%2F%2Fmysignins.microsoft.com%2Fsecurity-info"
    )


def test_security_info_does_not_take_another_session_for_its_own(client):
    assert client.ask(SECURITY_INFO, Cookie="ovningssession=gissad").status == 302


@pytest.mark.parametrize("slash", ["", "/"])
def test_security_info_is_shown_in_the_practice_session(client, slash):
    reply = client.ask_signed_in(SECURITY_INFO + slash)
    assert reply.status == 200
    assert "<h1>Säkerhetsinformation</h1>" in reply.text


@pytest.mark.parametrize("slash", ["", "/"])
def test_the_apps_listing_answers_with_and_without_slash(client, slash):
    reply = client.ask(f"https://apps.apple.com/se/app/microsoft-authenticator/id983156458{slash}")
    assert "<h1>Microsoft Authenticator</h1>" in reply.text


def test_google_play_has_the_app_under_its_id_alone(client):
    assert client.ask(f"{LISTING}?hl=sv&id=com.azure.authenticator").status == 200
    assert client.ask(f"{LISTING}?id=com.example.annan").status == 404
    assert client.ask(LISTING).status == 404


@pytest.mark.parametrize("url", ["https://eslov.se/finns-inte/", "https://login.microsoftonline.com/finns-inte"])
def test_a_missing_page_says_so_in_swedish(client, url):
    reply = client.ask(url)
    assert reply.status == 404
    assert "Sidan kunde inte hittas</h1>" in reply.text


def test_a_missing_page_of_eslov_looks_like_the_rest_of_the_site(client):
    assert 'id="site-footer"' in client.ask("https://eslov.se/finns-inte/").text


def test_a_host_that_is_not_stood_in_for_is_refused(client):
    plain = client.ask("http://eslov.se/", Host="example.com")
    assert plain.status == 421


def test_every_answer_carries_the_secret_and_is_never_stored(client):
    urls = ["http://eslov.se/", "https://eslov.se/", "https://eslov.se/finns-inte/", SECURITY_INFO]
    replies = [client.ask(url) for url in urls]
    assert [reply.status for reply in replies] == [301, 200, 404, 302]
    assert {reply.headers["x-guidevakt-replica"] for reply in replies} == {client.replica.secret}
    assert {reply.headers["cache-control"] for reply in replies} == {"no-store"}


def test_head_answers_as_get_without_a_body(client):
    head, get = client.ask("https://eslov.se/", "HEAD"), client.ask("https://eslov.se/")
    assert head.body == b""
    assert head.headers["content-length"] == get.headers["content-length"] == str(len(get.body))


def test_a_form_that_is_sent_is_refused_and_noted(start):
    client = start()
    client.ask("https://eslov.se/")
    reply = client.ask("https://passwordreset.microsoftonline.com/", "POST", "userid=x")
    assert reply.status == 405
    assert "övningskopia" in reply.text
    (logged,) = client.replica.log
    assert (logged.method, logged.url, logged.status) == ("POST", "https://passwordreset.microsoftonline.com/", 405)


def test_requests_are_counted_by_address(start):
    client = start()
    for _ in range(2):
        client.ask("https://eslov.se/")
    assert client.replica.requests == {"https://eslov.se/": 2}
