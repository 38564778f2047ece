"""The replica's own pages, and the redirects that the real sites make."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote, urlsplit

from replica.folder import hosts_in, read_file, read_page
from replica.source import Answer, redirect

FOLDER = Path(__file__).parent / "sites"
SIGN_IN = "https://login.microsoftonline.com/"
SECURITY_INFO = ("mysignins.microsoft.com", "/security-info")
_PLAY_LISTING = ("play.google.com", "/store/apps/details", "id=com.azure.authenticator")


class Sites:
    """The pages of a folder <host>/<path>/index.html, over https only, as the real sites are."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder
        self.hosts = hosts_in(folder)

    def answer(self, method: str, url: str) -> Answer | None:
        address = urlsplit(url)
        host = address.hostname or ""
        if address.scheme != "https" or (not _offered(host, address.path, address.query)):
            return None
        return read_page(self.folder, host, address.path or "/")


def _offered(host: str, path: str, query: str) -> bool:
    """Google Play keeps every app at one path, told apart by the query; the replica has one of them."""
    play_host, play_path, listing = _PLAY_LISTING
    return (host, path.rstrip("/")) != (play_host, play_path) or listing in query.split("&")


def moved(url: str, exists: Callable[[str], bool]) -> Answer | None:
    """The redirect that the real site makes at this https address: www to bare, and eslov.se's trailing slash."""
    address = urlsplit(url)
    host = address.hostname or ""
    if host.startswith("www.") and not exists(url):
        return redirect(301, address._replace(netloc=host.removeprefix("www.")).geturl())
    bare = host == "eslov.se" and not address.path.endswith("/") and "." not in address.path.rpartition("/")[2]
    with_slash = address._replace(path=address.path + "/").geturl()
    return redirect(301, with_slash) if bare and exists(with_slash) else None


def needs_sign_in(url: str) -> bool:
    """Whether the address is the security-info page or beneath it: Microsoft shows it to nobody unknown."""
    address = urlsplit(url)
    host, path = SECURITY_INFO
    return address.hostname == host and (address.path + "/").startswith(path + "/")


def to_sign_in() -> Answer:
    host, path = SECURITY_INFO
    return redirect(302, f"{SIGN_IN}?redirect_uri={quote(f'https://{host}{path}', safe='')}")


def shared(path: str) -> Answer | None:
    """What the practice pages have in common at every host: one style sheet, and the font of its own package."""
    if path == "/ovningskopia.css":
        return read_file(FOLDER / "ovningskopia.css")
    folder, _, name = path.rpartition("/")
    font = _font_folder() / name if folder == "/ovningskopia" and name.endswith(".ttf") else None
    return read_file(font) if font and font.is_file() else None


def _font_folder() -> Path:
    # The package's own module imports pkg_resources, which is gone from setuptools: find it, never import it.
    spec = find_spec("font_source_sans_pro")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the package font-source-sans-pro is not installed")
    return Path(spec.origin).parent / "files"
