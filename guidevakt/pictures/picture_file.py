"""A picture's file: read whole, or refused in one sentence."""

from __future__ import annotations

import io
import struct
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image

from guidevakt.refused import Refused

#: The most that is decoded: a page 1,280 px wide and 50,000 px long.
MOST_PIXELS = 64_000_000

#: How every PNG file begins.
PNG = b"\x89PNG\r\n\x1a\n"
_LFS = b"version https://git-lfs"


def read(file: Path) -> Image.Image:
    """The picture in a PNG file, decoded: RGB, or RGBA where some of it is transparent. Raises Refused."""
    return decode(_content(file), file)


def read_two(one: Path, other: Path) -> tuple[Image.Image, Image.Image]:
    """Both pictures; two files that are equal byte by byte are decoded once. Raises Refused."""
    contents = _content(one), _content(other)
    if contents[0] == contents[1]:
        picture = decode(contents[0], one)
        return picture, picture
    with ThreadPoolExecutor(2) as threads:  # decoding lets go of the interpreter
        first, second = threads.map(decode, contents, (one, other))
    return first, second


def decode(content: bytes, name: object) -> Image.Image:
    """The picture in the bytes of a PNG file; `name` is what a refusal calls it. Raises Refused."""
    width, height = _size(content, name)
    if not 0 < width * height <= MOST_PIXELS:
        most = MOST_PIXELS // 1_000_000
        raise Refused(f"{name}: bilden är {width} × {height} bildpunkter. Högst {most} miljoner går att läsa.")
    try:
        with Image.open(io.BytesIO(content), formats=("PNG",)) as image:
            return image.convert("RGBA" if image.has_transparency_data else "RGB")
    except Exception:  # damaged bytes make Pillow raise nearly anything
        raise Refused(f"{name}: filen är skadad eller avbruten, så bilden i den är inte hel.") from None


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise Refused(f"{file}: filen finns inte.") from None
    except IsADirectoryError:
        raise Refused(f"{file}: det är en mapp. Ange en bild i formatet PNG.") from None
    except OSError:
        if file.is_dir():  # Windows calls it a question of permission
            raise Refused(f"{file}: det är en mapp. Ange en bild i formatet PNG.") from None
        raise Refused(f"{file}: filen går inte att läsa.") from None


def _size(content: bytes, name: object) -> tuple[int, int]:
    """Width and height as the PNG's first chunk tells them, before anything is decoded."""
    if not content:
        raise Refused(f"{name}: filen är tom.")
    if content.startswith(_LFS):
        raise Refused(f"{name}: filen är en pekare från Git LFS. Kör git lfs pull för att hämta bilden.")
    if not content.startswith(PNG):
        raise Refused(f"{name}: filen är ingen bild i formatet PNG.")
    try:
        return struct.unpack(">II", content[16:24])
    except struct.error:
        raise Refused(f"{name}: filen är skadad eller avbruten, så bilden i den är inte hel.") from None
