"""The practice copy, changed on purpose while it is served."""

from __future__ import annotations

import hashlib
import ssl
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_der_x509_certificate
from lxml.html import fromstring

from replica.drift import OPERATORS
from replica.drift.operator import Drift
from replica.drift.served import OTHER_PRODUCT, DriftedReplica, DriftedSites
from replica.drift.wordings import WORDINGS, pages
from replica.folder import read_page
from replica.overlay import Fault
from replica.sites import FOLDER

START = "https://eslov.se/"


@pytest.fixture(scope="module")
def drifted() -> Iterator[DriftedReplica]:
    with DriftedReplica() as running:
        yield running


@pytest.fixture
def client(drifted: DriftedReplica, client_of: type[Any]) -> Iterator[Any]:
    yield client_of(drifted)
    drifted.lay(Drift())


def _titled(title: str) -> Drift:
    return Drift(edits=((START, lambda page: page.set("data-title", title)),))


def test_without_a_drift_every_page_is_the_replicas_own_to_the_byte(client: Any) -> None:
    own = read_page(FOLDER, "eslov.se", "/")
    assert own
    assert client.ask(START).body == own.body


def test_an_edit_is_seen_from_the_next_request_on_and_only_on_its_page(drifted: DriftedReplica, client: Any) -> None:
    drifted.lay(_titled("ny"))
    assert 'data-title="ny"' in client.ask(START).text
    assert "data-title" not in client.ask("https://eslov.se/kontakt/").text
    drifted.lay(Drift())
    assert "data-title" not in client.ask(START).text


def test_two_drifts_together_are_both_seen(drifted: DriftedReplica, client: Any) -> None:
    drifted.lay(_titled("ny") + Drift(edits=((START, lambda page: page.set("lang", "en")),)))
    assert '<html lang="en" data-title="ny">' in client.ask(START).text


def test_the_first_answer_can_be_another(drifted: DriftedReplica, client: Any) -> None:
    drifted.lay(Drift(first=((START, lambda page: page.set("data-build", "old")),)))
    assert ["data-build" in client.ask(START).text for _ in range(3)] == [True, False, False]


def test_a_page_can_be_added_or_put_in_place_of_another(drifted: DriftedReplica, client: Any) -> None:
    drifted.lay(Drift(pages={START: "<p>En annan</p>", "https://eslov.se/ny/": "<p>Ny</p>"}))
    assert (client.ask(START).text, client.ask("https://eslov.se/ny/").text) == ("<p>En annan</p>", "<p>Ny</p>")


def test_another_product_answers_though_no_folder_is_named_so(client: Any) -> None:
    assert "Planeringstavlan" in client.ask(OTHER_PRODUCT).text


def test_an_edited_page_is_otherwise_as_it_was() -> None:
    sites = DriftedSites()
    for host in ("eslov.se", "passwordreset.microsoftonline.com", "mysignins.microsoft.com"):
        url = f"https://{host}/"
        sites.lay(Drift(edits=((url, lambda page: None),)))
        before, after = read_page(FOLDER, host, "/"), sites.answer("GET", url)
        assert before
        assert after
        assert after.body.split() == before.body.split()


def test_a_renewed_certificate_is_another_one_and_trusted_like_the_first(
    drifted: DriftedReplica, client: Any
) -> None:
    def key() -> str:
        connection = client.connect(START)
        assert isinstance(connection, ssl.SSLSocket)
        with connection:
            public = load_der_x509_certificate(connection.getpeercert(binary_form=True) or b"").public_key()
        der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return b64encode(hashlib.sha256(der).digest()).decode()

    first = key()
    drifted.lay(Drift(faults=(Fault(url=START, certificate="renewed"),)))
    second = key()
    assert [first, second] == drifted.spki.split(",")


def test_a_rough_network_breaks_about_the_share_it_is_told(drifted: DriftedReplica, client: Any) -> None:
    drifted.roughen(delay_ms=0, resets=0.5, seed=1)
    broken = 0
    for _ in range(40):
        try:
            client.ask(START)
        except (ConnectionError, ssl.SSLError, OSError):
            broken += 1
    assert 10 <= broken <= 30


@pytest.mark.parametrize("operator", OPERATORS.values(), ids=lambda operator: operator.id)
def test_every_operator_says_what_it_does_in_a_line(operator: object) -> None:
    does = OPERATORS[operator.id].does  # type: ignore[attr-defined]
    assert does.endswith(".")
    assert len(does) <= 100
    assert "\n" not in does


def test_every_wording_says_where_it_was_read() -> None:
    assert all(wording.source and wording.title for found in WORDINGS.values() for wording in found)


def test_a_wording_stands_on_its_page_as_it_was_read() -> None:
    for wording, page in zip(WORDINGS["wall"], pages("wall", "eslov.se"), strict=True):
        shown = " ".join(fromstring(page).text_content().split())
        assert wording.text.replace("{host}", "eslov.se") in shown
        assert wording.box in shown
    assert "<h1>" not in pages("wall")[-1]  # DataDome's page has no heading
    assert 'href="/?vidare=1"' in pages("between", way_on="/?vidare=1")[0]
