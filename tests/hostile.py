"""Files that mean harm, or were damaged, by what each is read as. For the tests and `make bench`."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable

from PIL import Image

#: `scale` makes what is large so many times smaller, for tests that have no time.
MIB = 1024 * 1024


def yaml(scale: int = 1) -> dict[str, bytes]:
    """What stands in for guide.yaml and faults.yaml."""
    bomb = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))
    return {
        "20 000 klamrar": b"[" * 20_000,
        "20 000 klamrar, slutna": b"[" * 20_000 + b"]" * 20_000,
        "nycklar i nycklar": b"{a: " * 20_000,
        "aliasbomb": f"a0: &a0 [x, x]\n{bomb}".encode(),
        "aliasbomb i en nyckel": b"a0: &a0 [x, x]\n" + bomb.encode() + b"? *a9\n: 1\n",
        "alias i sig själv": b"a: &a [*a]\n",
        "sammanslagning i sig själv": b"a: &a\n  <<: *a\n",
        "sammanslagningar": b"a0: &a0 {x: 1}\n"
        + "".join(f"a{n}: &a{n}\n  <<: [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)).encode(),
        "tal med 6 000 siffror": b"id: " + b"9" * 6000,
        "oändligt": b"id: [.inf, .nan, -.inf]\n",
        "100 000 rader": b"- {x: 1}\n" * 100_000,
        "50 MB": b"x" * (50 * MIB // scale),
        "UTF-16": "id: å".encode("utf-16"),
        "Latin-1": "id: å".encode("latin-1"),
        "nolltecken": b"id: \0\0\0",
        "bild": picture(40, 20),
    }


def json_(scale: int = 1) -> dict[str, bytes]:
    """What stands in for val.json, results.json, what was seen, the words of a picture …"""
    return {
        "tal med 6 000 siffror": b'{"schema": ' + b"9" * 6000 + b"}",
        "klamrar": b"[" * (1_000_000 // scale),
        "nycklar i nycklar": b'{"a":' * (200_000 // scale),
        "NaN": b'{"schema": NaN, "run": Infinity}',
        "en miljon fel": b'{"schema": 1, "steps": [' + b"1," * (1_000_000 // scale) + b'1], "decisions": [1]}',
        "många nycklar": b"{" + b",".join(b'"%d": 1' % n for n in range(250_000 // scale)) + b"}",
        "50 MB": b'"' + b"x" * (50 * MIB // scale) + b'"',
        "halvt tecken": b'{"schema": "\\ud800"}',
        "UTF-16": '{"schema": 1}'.encode("utf-16"),
        "avbruten": b'{"schema": 1, "run"',
        "tom": b"",
    }


def toml(scale: int = 1) -> dict[str, bytes]:
    """What stands in for pyproject.toml."""
    return {
        "tal med 6 000 siffror": b"[tool.guidevakt]\nkeep = " + b"9" * 6000,
        "klamrar": b"[tool.guidevakt]\nkeep = " + b"[" * 20_000,
        "50 MB": b"#" * (50 * MIB // scale),
        "UTF-16": "[tool]".encode("utf-16"),
        "nolltecken": b"[tool]\0",
    }


def pictures(scale: int = 1) -> dict[str, bytes]:
    """What stands in for a PNG."""
    whole = picture(400, 300)
    text = chunk(b"zTXt", b"x\0\0" + zlib.compress(bytes(50 * MIB // scale)))
    return {
        "100 miljoner bildpunkter": picture(10_000, 10_000, "1"),
        "säger sig vara störst": head(2**31 - 1, 2**31 - 1),
        "avbruten": whole[: len(whole) // 2],
        "packad text utan ände": whole[:33] + text + whole[33:],
        "150 MB": whole + bytes(150 * MIB // scale),
        "tom": b"",
    }


def zips(scale: int = 1) -> dict[str, bytes]:
    """What stands in for RUN.zip."""
    return {
        "trasig LZMA": _zip({"r/results.json": b"{}" * 4000}, zipfile.ZIP_LZMA, damaged=True),
        "trasig deflate": _zip({"r/results.json": bytes(range(256)) * 400}, zipfile.ZIP_DEFLATED, damaged=True),
        "50 MB nollor": _zip({"r/results.json": bytes(50 * MIB // scale)}, zipfile.ZIP_DEFLATED),
        "utanför": _zip({"../../results.json": b"{}"}),
        "udda namn": _zip({"r/\x01\u202e\ud7ff/results.json": b"[]", "C:results.json": b"{}"}),
        "100 000 filer": _zip({f"r/{n}": b"" for n in range(100_000 // scale)}),
        "en miljon fel": _zip({"r/results.json": json_(scale)["en miljon fel"]}, zipfile.ZIP_DEFLATED),
        "avbruten": _zip({"r/results.json": b"{}"})[:-9],
        "tom": b"",
    }


def questions(scale: int = 1) -> dict[str, bytes]:
    """What stands in for the lines of `suggest --jsonl`."""
    line = {"old": "a", "context": "b", "before": [], "after": []}
    return {
        **{name: data for name, data in json_(scale).items() if name != "tom"},
        "fel typ": json.dumps({**line, "after": [1] * 1000}).encode(),
        "stort tal": b'{"old": ' + b"9" * 6000 + b"}",
    }


def picture(width: int, height: int, mode: str = "L") -> bytes:
    """A PNG of one colour."""
    held = io.BytesIO()
    Image.new(mode, (width, height)).save(held, "PNG")
    return held.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def head(width: int, height: int) -> bytes:
    """The beginning of a PNG that says it is that large."""
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))


def _zip(members: dict[str, bytes], packed: int = zipfile.ZIP_STORED, damaged: bool = False) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", packed) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    made = bytearray(held.getvalue())
    if damaged:
        made[60:80] = b"\xff" * 20
    return bytes(made)


KINDS: dict[str, Callable[[], dict[str, bytes]]] = {
    "yaml": yaml, "json": json_, "toml": toml, "png": pictures, "zip": zips, "jsonl": questions,
}  # fmt: skip
