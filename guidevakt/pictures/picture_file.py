"""A picture's file: read whole, or refused in one sentence. Every picture that is judged or kept is read here."""

from __future__ import annotations

import io
import struct
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from PIL import Image, ImageOps

from guidevakt import whole_file
from guidevakt.pictures import srgb
from guidevakt.refused import Refused

#: The most that is decoded: a page 1,280 px wide and 50,000 px long.
MOST_PIXELS = 64_000_000
#: … and from as many bytes: a screenshot of the longest page is a few million.
MOST_BYTES = 100 * whole_file.MIB

#: How every PNG file begins.
PNG = b"\x89PNG\r\n\x1a\n"
_LFS = b"version https://git-lfs"


class Damaged(ValueError):
    """The bytes are no whole picture of a format that was asked for."""


class TooManyPixels(ValueError):
    """The picture is larger than what may be decoded, or nothing; tells its width and height, px (0 where unknown)."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__(width, height)
        self.width, self.height = width, height


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
    if not content:
        raise Refused(f"{name}: filen är tom.")
    if content.startswith(_LFS):
        raise Refused(f"{name}: filen är en pekare från Git LFS. Kör git lfs pull för att hämta bilden.")
    if not content.startswith(PNG):
        raise Refused(f"{name}: filen är ingen bild i formatet PNG.")
    try:
        return seen(content, ("PNG",), MOST_PIXELS)
    except TooManyPixels as large:
        most = MOST_PIXELS // 1_000_000
        told = f"{name}: bilden är {large.width} × {large.height} bildpunkter. Högst {most} miljoner går att läsa."
        raise Refused(told) from None
    except Damaged:
        raise Refused(f"{name}: filen är skadad eller avbruten, så bilden i den är inte hel.") from None


def seen(content: bytes, formats: tuple[str, ...], most_pixels: int) -> Image.Image:
    """The picture in a file's bytes as a reader sees it: upright, in sRGB, the first frame of several.

    RGB, or RGBA where some of it is transparent. Raises Damaged or TooManyPixels.
    """
    width, height = _size(content, formats)
    if not 0 < width * height <= most_pixels:
        raise TooManyPixels(width, height)
    try:
        with Image.open(io.BytesIO(content), formats=formats) as image:
            _set_upright(image)
            image.load()
            return srgb.shown(image, _chunk(content, b"cICP"))
    except Exception:  # damaged bytes make Pillow raise nearly anything
        raise Damaged from None


def as_png(picture: Image.Image) -> bytes:
    """The picture's pixels as a PNG file, small."""
    written = io.BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()


def _set_upright(image: Image.Image) -> None:
    try:
        ImageOps.exif_transpose(image, in_place=True)
    except Exception:  # what cannot be read of how it was held says nothing
        image.seek(0)


def _content(file: Path) -> bytes:
    if file.is_dir():
        raise Refused(f"{file}: det är en mapp. Ange en bild i formatet PNG.")
    return whole_file.read(file, MOST_BYTES)


def _size(content: bytes, formats: tuple[str, ...]) -> tuple[int, int]:
    """Width and height as the file's first bytes tell them, before anything is decoded."""
    if content.startswith(PNG):  # Pillow warns of sizes of its own
        with suppress(struct.error):
            width, height = struct.unpack(">II", content[16:24])
            return width, height
        raise Damaged
    try:
        with Image.open(io.BytesIO(content), formats=formats) as image:
            return image.size
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooManyPixels(0, 0) from None
    except Exception:
        raise Damaged from None


def _chunk(content: bytes, wanted: bytes) -> bytes:
    """What a chunk of a PNG holds that stands before its pixels; nothing where there is none."""
    at = len(PNG) if content.startswith(PNG) else len(content)
    while at + 8 <= len(content):
        length, name = struct.unpack(">I4s", content[at : at + 8])
        if name in (wanted, b"IDAT"):
            return content[at + 8 : at + 8 + length] if name == wanted else b""
        at += 12 + length
    return b""
