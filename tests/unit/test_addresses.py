"""Web addresses as a reader compares them."""

from __future__ import annotations

import pytest

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
    ],
)
def test_what_may_be_a_key_or_a_person_is_not_kept(address: str, kept: str) -> None:
    assert addresses.bare(address) == kept
