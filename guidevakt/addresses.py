"""Web addresses as a reader compares them: scheme, www, closing slash and tracking aside (pure).

The one place where addresses are taken apart. It answers for whatever a page may hold: urllib raises ValueError for
`http://[kontakt_url]/`, a shortcode that was left in a link.
"""

from __future__ import annotations

from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

#: Pages that are told apart by these parameters alone; all other parameters are set aside.
TELLING = frozenset({"id"})


def split(address: str) -> SplitResult:
    """Its parts. One that cannot be parsed is path before a query, and so the same as none that can."""
    try:
        return urlsplit(address)
    except ValueError:
        path, _, query = without_fragment(address).partition("?")
        return SplitResult("", "", path, query, "")


def joined(base: str, address: str) -> str:
    """The address of a link in full, as it stands where it cannot be parsed."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def without_fragment(address: str) -> str:
    """The address of the document, whichever place in it is pointed at."""
    return address.partition("#")[0]


def typed(address: str) -> str:
    """What a browser opens when the address is typed: eslov.se is http://eslov.se/."""
    return address if "://" in address else f"http://{address}/"


def host(address: str) -> str:
    """The host, without www."""
    return (split(address).hostname or "").removeprefix("www.")


def key(address: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """What two addresses of one page share: host, path, telling parameters."""
    parts = split(address)
    query = tuple(sorted(pair for pair in parse_qsl(parts.query) if pair[0] in TELLING))
    return host(address), parts.path.rstrip("/").casefold(), query


def same(one: str, other: str) -> bool:
    """Do both lead to the same page, as far as the addresses tell?"""
    return key(one) == key(other)


def bare(address: str) -> str:
    """The address as it may be kept: without fragment, and without what may be a session's key. Only of the web: a
    script or an e-mail address in a link is left out."""
    parts = split(address)
    if parts.scheme not in ("http", "https", "") or parts.username or "@" in parts.path.partition("://")[2]:
        return ""
    query = urlencode([pair for pair in parse_qsl(parts.query) if pair[0] in TELLING], errors="replace")
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
