"""Web addresses as a reader compares them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidevakt import addresses


@pytest.mark.parametrize(
    ("typed", "opened"),
    [
        ("eslov.se", "http://eslov.se/"),
        ("www.eslov.se", "http://www.eslov.se/"),
        ("https://mysignins.microsoft.com/security-info", "https://mysignins.microsoft.com/security-info"),
    ],
)
def test_typed_address_is_opened_as_a_browser_does(typed: str, opened: str) -> None:
    assert addresses.typed(typed) == opened


@pytest.mark.parametrize(
    "other",
    [
        "http://eslov.se/a",
        "https://www.eslov.se/a",
        "https://ESLOV.se/A",
        "https://eslov.se/a/",
        "https://eslov.se/a#b",
        "https://eslov.se/a?utm_source=x&mkt=sv-SE",
        "https://eslov.se:443/a",
    ],
)
def test_same_page(other: str) -> None:
    assert addresses.same("https://eslov.se/a", other)


@pytest.mark.parametrize(
    "other",
    [
        "https://eslov.se/",
        "https://eslov.se/a/b",
        "https://intranat.eslov.se/a",
        "https://eslov.se/a?id=1",
        "",
        "mailto:a@b.se",
        "https://[eslov.se]/a",
    ],
)
def test_another_page(other: str) -> None:
    assert not addresses.same("https://eslov.se/a", other)


def test_telling_parameters_are_compared_in_any_order() -> None:
    assert addresses.same("https://x.se/?id=1&hl=sv", "https://x.se/?a=2&id=1")
    assert not addresses.same("https://x.se/?id=1", "https://x.se/?id=2")


@pytest.mark.parametrize(("address", "host"), [("https://www.eslov.se/a", "eslov.se"), ("/a", ""), ("", "")])
def test_host_is_without_www(address: str, host: str) -> None:
    assert addresses.host(address) == host


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://a.se/b?id=1&session=x#t=y", "https://a.se/b?id=1"),
        ("/b?x=1", "/b"),
        ("", ""),
        ("mailto:anna@a.se", ""),
        ("javascript:void 0", ""),
        ("https://anna:hemlig@a.se/", ""),
        ("http://[kontakt_url]/", "http://[kontakt_url]/"),
        ("http://[kontakt_url]/?session=x#t", "http://[kontakt_url]/"),
        ("http://anna:hemlig@[kontakt_url]/", ""),
        ("https://a.se/?id=\ud800", "https://a.se/?id=%3F"),
        ("https://a.se/?login_hint=anna%40a.se&code=0.AXoA&mkt=sv-SE#access_token=eyJ0", "https://a.se/?mkt=sv-SE"),
        ("https://a.se/?mkt=anna.svensson", "https://a.se/"),
        ("https://a.se/?id=com.azure.authenticator&id=eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.sIg",
         "https://a.se/?id=com.azure.authenticator"),
        ("https://a.se/u/anna.svensson@a.se/konto", "https://a.se/u/…/konto"),
        ("https://a.se/u/anna.svensson%40a.se/konto", "https://a.se/u/…/konto"),
        ("https://a.se/reset/eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.sIg_x/", "https://a.se/reset/…/"),
        ("https://a.se/1f0c5b1e-9a55-4d2b-8a4b-0123456789ab/oauth2", "https://a.se/…/oauth2"),
        ("https://a.se/t/9f86d081884c7d659a2feaa0c55ad015", "https://a.se/t/…"),
        ("https://a.se/t/AbCdEfGhIjKlMnOpQrStUvWxYz", "https://a.se/t/…"),
        ("https://a.se/start;jsessionid=12AB/vidare", "https://a.se/start/vidare"),
    ],
)
def test_what_may_be_a_key_or_a_person_is_not_kept(address: str, kept: str) -> None:
    assert addresses.bare(address) == kept
    assert addresses.bare(kept) == kept


@pytest.mark.parametrize(
    "address",
    [
        "https://eslov.se/for-medarbetare/aterstall-ditt-losenord/",
        "https://apps.apple.com/se/app/microsoft-authenticator/id983156458",
        "https://a.se/wp-content/uploads/2026/11/bild-2048x1152.png",
        "https://a.se/informationssakerhetsklassificering",
    ],
)
def test_an_ordinary_address_is_kept_as_it_is(address: str) -> None:
    assert addresses.bare(address) == address


def test_an_address_leads_to_its_page_without_what_may_not_be_kept_only_where_nothing_was_cut() -> None:
    assert addresses.is_whole("https://a.se/b?mkt=sv-SE#c")
    assert not addresses.is_whole("https://a.se/b?page_id=12")
    assert not addresses.is_whole("https://a.se/9f86d081884c7d659a2feaa0c55ad015")


def test_addresses_in_a_text_are_told_as_they_may_be_kept() -> None:
    told = 'goto: net::ERR_ABORTED at https://a.se/b?code=1 (from "http://c.se/?login_hint=x")'
    assert addresses.bare_in(told) == 'goto: net::ERR_ABORTED at https://a.se/b (from "http://c.se/")'


@pytest.mark.parametrize("broken", ["http://[kontakt_url]/", "//[", "http://a]b/", "https://eslov.se\u2100/"])
def test_an_address_that_cannot_be_parsed_is_itself_and_no_other(broken: str) -> None:
    assert addresses.host(broken) == ""
    assert addresses.joined("https://eslov.se/a", broken) == broken
    assert addresses.same(broken, broken)
    assert not addresses.same(broken, "https://eslov.se/a")


@given(st.text(), st.text())
def test_there_is_an_answer_for_whatever_stands_in_a_link(one: str, other: str) -> None:
    for address in (one, f"http://[{one}", f"https://{one}/", addresses.joined(one, other)):
        addresses.bare(address).encode()
        assert addresses.same(address, address)
        assert "#" not in addresses.without_fragment(address)
