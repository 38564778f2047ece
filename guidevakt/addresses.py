"""Web addresses as a reader compares them: scheme, www, closing slash and tracking aside (pure)."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

#: Pages that are told apart by these parameters alone; all other parameters are set aside.
TELLING = frozenset({"id"})


def typed(address: str) -> str:
    """What a browser opens when the address is typed: eslov.se is http://eslov.se/."""
    return address if "://" in address else f"http://{address}/"


def host(address: str) -> str:
    """The host, without www."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def key(address: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """What two addresses of one page share: host, path, telling parameters."""
    parts = urlsplit(address)
    query = tuple(sorted(pair for pair in parse_qsl(parts.query) if pair[0] in TELLING))
    return host(address), parts.path.rstrip("/").casefold(), query


def same(one: str, other: str) -> bool:
    """Do both lead to the same page, as far as the addresses tell?"""
    return key(one) == key(other)


def bare(address: str) -> str:
    """The address as it may be kept: without fragment, and without what may be a session's key. Only of the web: a
    script or an e-mail address in a link is left out."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https", "") or parts.username:
        return ""
    query = urlencode([pair for pair in parse_qsl(parts.query) if pair[0] in TELLING])
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
