"""Certificates for hosts that are not ours: two good keys to be trusted, and bad certificates by other keys."""

from __future__ import annotations

import base64
import hashlib
import ssl
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

import trustme
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_pem_x509_certificate

_OTHER_HOST = "nagon-annan.example"


class Certificates:
    """One certificate authority of this run; `spki` are the good leaves' keys as Chromium wants them.

    The second good leaf is what a host has when its certificate has been renewed.
    """

    def __init__(self, hosts: Iterable[str]) -> None:
        self._authority = trustme.CA(organization_name="Övningskopia")
        self._good, self._renewed = (self._authority.issue_cert("localhost", *sorted(hosts)) for _ in range(2))
        self.spki = ",".join(_spki(leaf.cert_chain_pems[0].bytes()) for leaf in (self._good, self._renewed))
        self._others: dict[tuple[str, str], ssl.SSLContext] = {}

    @property
    def authority(self) -> str:
        """The authority's certificate, PEM, for clients that check certificates in the ordinary way."""
        return self._authority.cert_pem.bytes().decode()

    def context(self, fault: Callable[[str], str | None]) -> ssl.SSLContext:
        """A server's TLS. `fault` is asked once per connection which other certificate its host has."""

        def choose(connection: ssl.SSLObject, host: str | None, _: ssl.SSLContext) -> None:
            kind = fault((host or "").lower())
            if host and kind:
                connection.context = self._other_context(kind, host.lower())

        context = _server_context(self._good)
        context.sni_callback = choose
        return context

    def _other_context(self, kind: str, host: str) -> ssl.SSLContext:
        if (kind, host) not in self._others:
            self._others[kind, host] = _server_context(self._other(kind, host))
        return self._others[kind, host]

    def _other(self, kind: str, host: str) -> trustme.LeafCert:
        if kind == "renewed":
            return self._renewed
        return self._expired(host) if kind == "expired" else self._authority.issue_cert(_OTHER_HOST)

    def _expired(self, host: str) -> trustme.LeafCert:
        now = datetime.now(UTC).replace(tzinfo=None)  # trustme wants naive UTC
        return self._authority.issue_cert(host, not_before=now - timedelta(days=90), not_after=now - timedelta(days=1))


def _server_context(leaf: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    leaf.configure_cert(context)
    return context


def _spki(pem: bytes) -> str:
    """Base64 of the SHA-256 of the SubjectPublicKeyInfo: --ignore-certificate-errors-spki-list's form."""
    key = load_pem_x509_certificate(pem).public_key()
    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(der).digest()).decode()
