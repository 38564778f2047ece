"""What is answered at an address: faults aside, overlay before source, with the redirects of the real sites."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from replica import practice
from replica.notice import notice
from replica.overlay import Overlay, same_address
from replica.sites import Sites, moved, needs_sign_in, shared, to_sign_in
from replica.source import Answer, Source, redirect

#: The file, from the practice copy's folder, that an address without a page would be.
LACKS_HEADER = "X-Guidevakt-Lacks"


@dataclass(frozen=True)
class Request:
    """One request; `url` is the whole address, host in lower case, path as it was sent."""

    method: str
    url: str
    session: str | None = None
    origin: str | None = None
    body: bytes = b""

    @property
    def address(self) -> SplitResult:
        return urlsplit(self.url)


class Answers:
    """The pages of one run. `session` is what the practice session's cookie must say."""

    def __init__(self, source: Source, overlay: Overlay, session: str) -> None:
        self.source = source
        self.overlay = overlay
        self._session = session
        self._as_in_life = isinstance(source, Sites)

    @property
    def hosts(self) -> frozenset[str]:
        """Every host that can be answered for, www variants of bare names included."""
        hosts = self.source.hosts | self.overlay.hosts
        bare = {host for host in hosts if host.count(".") == 1} if self._as_in_life else set()
        return hosts | {f"www.{host}" for host in bare}

    def to(self, request: Request) -> Answer:
        """The answer to a request, before any fault has bent it."""
        host = request.address.hostname or ""
        if host not in self.hosts:
            return notice(421)
        if self._is_practice(request):
            return self._practice(request)
        if request.method not in {"GET", "HEAD"}:
            return notice(405).with_headers({"Allow": "GET, HEAD"})
        return self._on_the_way(request) or self.page(request.url) or self._lacking(request.url)

    def page(self, url: str) -> Answer | None:
        """The page at an address, read as its https form where the source has no http of its own."""
        address = urlsplit(url)
        https = address._replace(scheme="https").geturl()
        found = self.overlay.page(address.hostname or "", address.path or "/")
        return found or self.source.answer("GET", url) or self.source.answer("GET", https) or self._elsewhere(url)

    def missing(self, url: str) -> Answer:
        """Not found, in the site's own style where it has a page for that."""
        host = urlsplit(url).hostname or ""
        own = self.overlay.page(host, "/404.html") or self.source.answer("GET", f"https://{host}/404.html")
        return own.with_status(404) if own else notice(404)

    def _lacking(self, url: str) -> Answer:
        """Not found; where the practice copy could have it, with the file that it would be."""
        address, missing = urlsplit(url), self.missing(url)
        is_file = "." in address.path.rpartition("/")[2]
        file = f"{address.hostname}{address.path if is_file else address.path.rstrip('/') + '/index.html'}"
        return missing.with_headers({LACKS_HEADER: file}) if self._as_in_life else missing

    def _elsewhere(self, url: str) -> Answer | None:
        """What no page is for: shared files, www shown as the bare site, and where a redirect of the overlay ends."""
        address = urlsplit(url)
        host = address.hostname or ""
        if self.overlay.leads_to(url) and host.startswith("www."):
            return self.page(address._replace(netloc=host.removeprefix("www.")).geturl())
        if self.overlay.leads_to(url) and host not in self.source.hosts | self.overlay.folders:
            return notice(200, host, "Övningskopian har ingen sida för den här adressen.")
        return shared(address.path)

    def _on_the_way(self, request: Request) -> Answer | None:
        """A redirect, as in life. Where the overlay itself redirects to, nothing redirects back."""
        url = request.url
        if self._as_in_life and needs_sign_in(url) and request.address.scheme == "https":
            return None if request.session == self._session else to_sign_in()
        if self.overlay.leads_to(url):
            return None
        if request.address.scheme == "http" and not self.source.answer("GET", url):
            return redirect(301, request.address._replace(scheme="https").geturl())
        return moved(url, self._exists) if self._as_in_life else None

    def _exists(self, url: str) -> bool:
        address = urlsplit(url)
        in_overlay = self.overlay.page(address.hostname or "", address.path or "/")
        return (in_overlay or self.source.answer("GET", url)) is not None

    def _is_practice(self, request: Request) -> bool:
        endpoints = (practice.ORIGIN + path for path in (practice.PHONE_PATH, practice.CODE_PATH))
        return self._as_in_life and request.method == "POST" and any(same_address(e, request.url) for e in endpoints)

    def _practice(self, request: Request) -> Answer:
        if request.session != self._session or request.origin != practice.ORIGIN:
            return notice(403)
        return practice.answer(request.address.path, request.body)
