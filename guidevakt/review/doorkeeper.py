"""Who may come in: this machine's own browser, by an address that is good once, and nobody by way of another page."""

from __future__ import annotations

import secrets
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: A choice with a picture of 10 MB in it, and room for the form around it, bytes.
LARGEST_FORM = 11 * 1024 * 1024

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; style-src-attr 'unsafe-inline'; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # stricter, and a browser says Origin: null with its own page's form
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

ASK_AGAIN = "Adressen gäller bara en gång. Stoppa guidevakt review i terminalen och kör kommandot igen för en ny."
FOREIGN = "Valet kom från en annan sida än granskningen och är inte gjort."


class Doorkeeper:
    """Stands before the app. `token` opens the door once, and leaves the browser a cookie that does so from then on.

    Refused: another Host (a foreign name that leads to this machine), a POST that another page sent (Origin and
    Sec-Fetch-Site; as datasette's and Django's own checks do), whoever has no cookie, and forms that are too large.
    """

    def __init__(self, app: ASGIApp, port: int) -> None:
        self.app = app
        self.hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self.cookie = f"guidevakt-{port}"
        self.token: str | None = secrets.token_urlsafe(24)
        self._session = secrets.token_urlsafe(24)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI has it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        answer = self._answer(Request(scope)) or self.app
        await answer(scope, receive, guarded)

    def _answer(self, request: Request) -> Response | None:
        """What is said at the door, or None where one may pass."""
        if request.headers.get("host") not in self.hosts:
            return _no("Det här är inte adressen till granskningen.", 400)
        if request.method not in ("GET", "HEAD", "POST"):
            return _no("Så kan sidan inte användas.", 405)
        if request.method == "POST" and not _own(request.headers):
            return _no(FOREIGN, 403)
        given = parse_qs(request.scope["query_string"].decode("latin-1")).get("token")
        if given and request.method == "GET" and request.url.path == "/":
            return self._admit(given[0])
        if not _same(request.cookies.get(self.cookie, ""), self._session):
            return _no(ASK_AGAIN, 403)
        return _too_large(request.headers) if request.method == "POST" else None

    def _admit(self, given: str) -> Response:
        if self.token is None or not _same(given, self.token):
            return _no(ASK_AGAIN, 403)
        self.token = None
        response = RedirectResponse("/", 303)
        response.set_cookie(self.cookie, self._session, httponly=True, samesite="strict", path="/")
        return response


def _same(given: str, known: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "replace"), known.encode())


def _own(headers: Headers) -> bool:
    """Does the request come from our own page? A browser always says where a POST comes from."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    return origin == f"http://{headers.get('host')}" and site in (None, "same-origin")


def _too_large(headers: Headers) -> Response | None:
    length = headers.get("content-length", "")
    if not length.isdigit():
        return _no("Valet går inte att läsa.", 411)
    return _no("Bilden är för stor. Den får vara högst 10 MB.", 413) if int(length) > LARGEST_FORM else None


def _no(sentence: str, status: int) -> Response:
    return Response(f"{sentence}\n", status, media_type="text/plain; charset=utf-8")
