"""Reading a page from a folder laid out as <host>/<path>/index.html."""

from __future__ import annotations

import re
from mimetypes import MimeTypes
from pathlib import Path
from urllib.parse import unquote

from replica.source import Answer

# Our own table, so that a file has the same type whatever /etc/mime.types says.
_TYPES = MimeTypes()
for _type in ("font/woff", "font/woff2", "font/ttf", "image/webp"):
    _TYPES.add_type(_type, "." + _type.partition("/")[2])
_TYPES.add_type("text/javascript", ".js")  # RFC 9239; Python 3.11 still says application/javascript
_TEXTS = ("text/", "application/json", "application/javascript", "application/xml", "image/svg+xml")
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?")


def hosts_in(folder: Path) -> frozenset[str]:
    """The hosts a folder has pages for: its subfolders that are named like one."""
    return frozenset(child.name.lower() for child in folder.iterdir() if child.is_dir() and is_host(child.name.lower()))


def is_host(name: str) -> bool:
    return _HOST.fullmatch(name) is not None and ".." not in name


def read_page(folder: Path, host: str, path: str) -> Answer | None:
    """The file at an address, read afresh; None where there is none or where the path would leave the folder.

    `path` is the address's own, percent signs and all.
    """
    file = _file(folder, host, unquote(path))
    return read_file(file) if file else None


def read_file(file: Path) -> Answer:
    """A file as an answer of its own type."""
    type_ = _TYPES.guess_type(file.name)[0] or "application/octet-stream"
    if type_.startswith(_TEXTS):
        type_ += "; charset=utf-8"
    return Answer(200, (("Content-Type", type_),), file.read_bytes())


def _file(folder: Path, host: str, path: str) -> Path | None:
    parts = [part for part in path.split("/") if part]
    if not is_host(host) or any(part in {".", ".."} or "\0" in part or "\\" in part for part in parts):
        return None
    try:
        file = folder.joinpath(host, *parts)
        if file.is_dir():
            file = file / "index.html"
        elif path.endswith("/"):
            return None
        inside = file.is_file() and file.resolve().is_relative_to(folder.resolve())
    except OSError:  # a name longer than the file system takes
        return None
    return file if inside else None
