"""What is wrong with a host's certificate, told from the certificate itself: a browser says only the worst of it."""

from __future__ import annotations

import http.client
import socket
import ssl
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from cryptography.x509 import Certificate as X509
from cryptography.x509 import DNSName, ExtensionNotFound, SubjectAlternativeName, load_der_x509_certificate

from guidevakt import addresses

#: How long the host may take to show it, s.
PATIENCE_S = 5.0
#: Where a proxy, or a server in the host's place, is reached: host and port.
Way = tuple[str, int]


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a certificate: it has run out, is not good yet (and when that was or will be, ISO 8601), or is
    of other hosts."""

    what: Literal["expired", "early", "other-host"]
    when: str = ""
    names: tuple[str, ...] = ()


def wrong(host: str, *, served: Way | None = None, proxy: str | None = None) -> Wrong | None:
    """What is wrong with the certificate that the host shows, nothing more being asked of it; None where that cannot be
    told. `served` is who is asked in the host's place."""
    try:
        with closing(_connection(host, served, proxy)) as plain, _trusting().wrap_socket(
            plain, server_hostname=host
        ) as shown:
            return judge(load_der_x509_certificate(shown.getpeercert(binary_form=True) or b""), host, datetime.now(UTC))
    except (OSError, ValueError, http.client.HTTPException):
        return None


def judge(certificate: X509, host: str, now: datetime) -> Wrong | None:
    """What is wrong with a certificate of the host's (pure). Raises ValueError where it cannot be read."""
    if certificate.not_valid_after_utc < now:
        return Wrong("expired", certificate.not_valid_after_utc.isoformat())
    if certificate.not_valid_before_utc > now:
        return Wrong("early", certificate.not_valid_before_utc.isoformat())
    try:
        others = certificate.extensions.get_extension_for_class(SubjectAlternativeName).value
        named = others.get_values_for_type(DNSName)
    except ExtensionNotFound:
        named = []
    return None if any(_covers(name, host) for name in named) else Wrong("other-host", names=tuple(named))


def _covers(name: str, host: str) -> bool:
    """RFC 9525, 6.3: a star stands for one whole label, the leftmost."""
    name, host = name.casefold(), host.casefold()
    return name == host or (name.startswith("*.") and name[1:] == host[host.find(".") :])


def _trusting() -> ssl.SSLContext:
    """It is read, and never relied on."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _connection(host: str, served: Way | None, proxy: str | None) -> socket.socket:
    if served or not proxy:
        return socket.create_connection(served or (host, 443), timeout=PATIENCE_S)
    parts = addresses.split(proxy)
    tunnel = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE_S)
    tunnel.set_tunnel(host, 443)
    tunnel.connect()
    return tunnel.sock
