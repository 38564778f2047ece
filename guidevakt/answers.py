"""How the hosts answered for the documents of a walk: time to the first byte, certificate, and where they led on."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

from playwright.sync_api import Error, Request, Response

from guidevakt import addresses
from guidevakt.verdict import HostResult


class Answers:
    """Listens to the contexts of a walk, and asks nothing itself."""

    def __init__(self) -> None:
        self._ms: dict[str, list[int]] = defaultdict(list)
        self._until: dict[str, str] = {}
        self._chains: dict[str, dict[tuple[str, ...], None]] = defaultdict(dict)

    def heard(self, response: Response) -> None:
        """Heard for every response of a context; only pages' own documents count."""
        request = response.request
        if 300 <= response.status < 400 or not _is_page(request):
            return
        host = addresses.host(response.url)
        took = request.timing["responseStart"]
        if took >= 0:
            self._ms[host].append(round(took))
        chain = tuple(_chain(request))
        if len(chain) > 1:
            self._chains[host][chain] = None
        if host not in self._until:
            try:
                certificate = response.security_details()
            except Error:  # the page is already another
                return
            until = certificate.get("validTo") if certificate else None
            if until:
                self._until[host] = datetime.fromtimestamp(until, UTC).isoformat(timespec="seconds")

    def results(self) -> tuple[HostResult, ...]:
        """The hosts that answered, by name."""
        return tuple(
            HostResult(
                host=host,
                answer_ms=round(statistics.median(self._ms[host])) if self._ms.get(host) else None,
                certificate_until=self._until.get(host),
                redirects=tuple(self._chains.get(host, ())),
            )
            for host in sorted({*self._ms, *self._until, *self._chains})
        )


def _is_page(request: Request) -> bool:
    try:
        return request.is_navigation_request() and request.frame.parent_frame is None
    except Error:  # "Frame for this navigation request is not available"
        return False


def _chain(request: Request) -> Iterable[str]:
    """The addresses from the first that was asked for to the one that answered, without what may be secret in them."""
    if request.redirected_from:
        yield from _chain(request.redirected_from)
    yield addresses.split(request.url)._replace(query="", fragment="").geturl()
