"""Web addresses as a reader compares them: scheme, www, closing slash and tracking aside (pure).

The one place where addresses are taken apart. It answers for whatever a page may hold: urllib raises ValueError for
`http://[kontakt_url]/`, a shortcode that was left in a link.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

#: Pages that are told apart by these parameters alone; all other parameters are set aside.
TELLING = frozenset({"id"})
#: Parameters that say which language a page is to speak, and their values (BCP 47); they may be kept.
_LANGUAGE = frozenset({"hl", "lang", "lc", "mkt", "ui_locales"})
_A_LANGUAGE = re.compile(r"[A-Za-z]{2}([-_][A-Za-z]{2})?")
#: What stands in the place of what may not be kept.
_CUT = "…"
#: A part of a path that may be a key: a UUID, letters and digits mixed in one long word, a long word of both cases.
_UUID = re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_MIXED, _LONG = 16, 24
_AN_ADDRESS = re.compile(r"https?://[^\s'\"<>)\]]+")


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
    """The address as it may be kept, and told: without fragment, and without what may be a session's key or name a
    person, in its query or its path. Only of the web: a script or an e-mail address in a link is left out."""
    parts = split(address)
    if parts.scheme not in ("http", "https", "") or parts.username or "@" in parts.path.partition("://")[2]:
        return ""
    path = "/".join(_kept(part.partition(";")[0]) for part in parts.path.split("/"))
    asked = [(name, value) for name, value in parse_qsl(parts.query) if _may_be_kept(name, value)]
    query = urlencode(asked, errors="replace")
    return urlunsplit((parts.scheme, parts.netloc, path, query, ""))


def is_whole(address: str) -> bool:
    """Does it lead to its page as it may be kept, too?"""
    return bare(address) == without_fragment(address)


def bare_in(text: str) -> str:
    """A text with every address in it as it may be kept."""
    return _AN_ADDRESS.sub(lambda found: bare(found.group()) or _CUT, text)


def _may_be_kept(name: str, value: str) -> bool:
    if name in _LANGUAGE:
        return _A_LANGUAGE.fullmatch(value) is not None
    return name in TELLING and _kept(value) == value


def _kept(part: str) -> str:
    read = unquote(part)
    return _CUT if "@" in read or _UUID.search(read) or any(map(_is_key, re.split(r"[^\w=+]+", read))) else part


def _is_key(word: str) -> bool:
    has_both = any(map(str.isdigit, word)) and any(map(str.isalpha, word))
    return (has_both and len(word) >= _MIXED) or (len(word) >= _LONG and not word.islower() and not word.isupper())
