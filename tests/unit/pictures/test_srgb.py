"""Whatever a picture's file is made of, it is seen as a screen shows it."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageChops

from guidevakt import compare
from guidevakt.pictures import colour_profile, picture_file
from tests.unit.drawing import page

BLUE = (40, 90, 165)
#: The same numbers in Display P3, as sRGB has them: by the matrix of CSS Color 4 (18), rounded.
BLUE_OF_P3 = (10, 91, 171)


def png(image: Image.Image, *chunks: tuple[bytes, bytes], **how: Any) -> bytes:
    """The picture's file, with chunks of ours after its head."""
    held = io.BytesIO()
    image.save(held, "PNG", **how)
    told = b"".join(struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in chunks)
    return held.getvalue()[:33] + told + held.getvalue()[33:]


def seen(content: bytes) -> Image.Image:
    return picture_file.seen(content, ("PNG", "JPEG"), picture_file.MOST_PIXELS)


def sixteen(image: Image.Image) -> Image.Image:
    """The picture in greys of sixteen bits."""
    return Image.fromarray(np.asarray(image.convert("L")).astype(np.uint16) * 257)


# -- bits and transparency -------------------------------------------------------------------------------------------


def test_greys_of_sixteen_bits_are_those_of_eight() -> None:
    grey = page().convert("L")
    read = seen(png(sixteen(grey)))

    assert not ImageChops.difference(read, grey.convert("RGB")).getbbox()


def test_a_renamed_button_is_found_in_sixteen_bits() -> None:
    grey = page()
    changed = grey.copy()
    changed.paste("white", (440, 214, 470, 226))
    one, other = (seen(png(sixteen(image))) for image in (grey, changed))

    assert compare.compare(one, other).boxes == ((440, 214, 30, 12),)


def test_grey_that_is_transparent_in_sixteen_bits_is_that_one_alone() -> None:
    picture = Image.fromarray(np.array([[5000, 5001]], np.uint16))
    read = seen(png(picture, transparency=5000))

    assert [read.getpixel((x, 0)) for x in (0, 1)] == [(19, 19, 19, 0), (19, 19, 19, 255)]


@pytest.mark.parametrize(
    ("mode", "how", "pixel"),
    [
        ("1", {}, (0, 0, 0)),
        ("L", {}, (200, 200, 200)),
        ("L", {"transparency": 200}, (200, 200, 200, 0)),
        ("LA", {}, (200, 200, 200, 255)),
        ("P", {}, (200, 200, 200)),
        ("P", {"transparency": bytes([9] * 256)}, (200, 200, 200, 9)),
        ("RGB", {"transparency": (200, 200, 200)}, (200, 200, 200, 0)),
        ("RGB", {"transparency": (51400, 51400, 51400)}, (200, 200, 200, 0)),
        ("RGBA", {}, (200, 200, 200, 255)),
    ],
    ids=str,
)
def test_every_kind_of_png_has_the_colours_it_shows(mode: str, how: dict[str, Any], pixel: tuple[int, ...]) -> None:
    drawn = Image.new("1", (3, 2)) if mode == "1" else Image.new("L", (3, 2), 200).convert(mode)
    assert seen(png(drawn, **how)).getpixel((1, 1)) == pixel


def test_first_frame_of_several_is_the_picture() -> None:
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")]
    assert seen(png(frames[0], save_all=True, append_images=frames[1:])).getpixel((0, 0)) == (255, 0, 0)


def test_picture_that_was_taken_on_its_side_stands_upright_and_odd_words_on_it_say_nothing() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert seen(png(Image.new("RGB", (30, 20)), exif=exif)).size == (20, 30)
    assert seen(png(Image.new("RGB", (30, 20)), (b"eXIf", b"II*\0\xff\xff\xff\xff"))).size == (30, 20)


def test_four_inks_of_a_jpeg_are_shown_as_light() -> None:
    held = io.BytesIO()
    Image.new("CMYK", (8, 8), (255, 0, 0, 0)).save(held, "JPEG")
    red, green, blue = seen(held.getvalue()).getpixel((4, 4))  # type: ignore[misc]
    assert red < 10 < 240 < min(green, blue)


def test_nothing_else_of_the_file_is_left() -> None:
    content = png(page(), (b"gAMA", struct.pack(">I", 45455)), dpi=(96, 96), icc_profile=profile(12))
    assert seen(content).info == {}


# -- colours ---------------------------------------------------------------------------------------------------------


def profile(number: int) -> bytes:
    """The ICC profile of a cICP chunk's primaries, with sRGB's curve."""
    return colour_profile.of_code_points(bytes([number, 13, 0, 1])) or b""


def _chromaticity(number: int) -> bytes:
    return struct.pack(">8I", *(round(part * 100_000) for part in colour_profile.PRIMARIES[number]))


@pytest.mark.parametrize(
    "content",
    [
        png(Image.new("RGB", (4, 4), BLUE), icc_profile=profile(12)),
        png(Image.new("RGBA", (4, 4), BLUE), icc_profile=profile(12)),
        png(Image.new("RGB", (4, 4), BLUE).quantize(4), icc_profile=profile(12)),
        png(Image.new("RGB", (4, 4), BLUE), (b"cHRM", _chromaticity(12))),
        png(Image.new("RGB", (4, 4), BLUE), (b"cICP", bytes([12, 13, 0, 1]))),
        png(Image.new("RGB", (4, 4), BLUE), (b"cICP", bytes([12, 13, 0, 1])), (b"sRGB", b"\0")),
    ],
    ids=["icc", "with alpha", "palette", "cHRM", "cICP", "cICP before sRGB"],
)
def test_display_p3_is_shown_in_srgb(content: bytes) -> None:
    assert seen(content).convert("RGB").getpixel((2, 2)) == BLUE_OF_P3


def test_light_without_a_curve_gets_that_of_srgb() -> None:
    read = seen(png(Image.new("RGB", (4, 4), BLUE), (b"gAMA", struct.pack(">I", 100_000))))
    assert read.getpixel((0, 0)) == tuple(round(255 * (1.055 * (v / 255) ** (1 / 2.4) - 0.055)) for v in BLUE)


@pytest.mark.parametrize(
    "content",
    [
        png(Image.new("RGB", (4, 4), BLUE), (b"sRGB", b"\0"), (b"gAMA", struct.pack(">I", 100_000))),
        png(Image.new("RGB", (4, 4), BLUE), (b"gAMA", struct.pack(">I", 45_455)), (b"cHRM", _chromaticity(1))),
        png(Image.new("RGB", (4, 4), BLUE), (b"gAMA", bytes(4))),
        png(Image.new("RGB", (4, 4), BLUE), (b"cHRM", bytes(32))),
        png(Image.new("RGB", (4, 4), BLUE), (b"cICP", bytes([12, 16, 0, 1]))),
        png(Image.new("RGB", (4, 4), BLUE), icc_profile=b"not a profile at all" * 20),
        png(Image.new("RGB", (4, 4), BLUE), icc_profile=profile(12)[:300]),
    ],
    ids=["sRGB", "sRGB told otherwise", "no gamma", "no colours", "more light than a screen", "no profile", "cut"],
)
def test_what_says_srgb_or_nothing_leaves_the_colours(content: bytes) -> None:
    assert seen(content).getpixel((0, 0)) == BLUE


def test_profile_of_another_kind_of_picture_says_nothing() -> None:
    assert seen(png(Image.new("L", (4, 4), 90), icc_profile=profile(12))).getpixel((0, 0)) == (90, 90, 90)


def test_same_look_in_another_profile_is_the_same_and_the_same_numbers_are_not() -> None:
    drawn = Image.new("RGB", (100, 80), "white")
    drawn.paste(BLUE_OF_P3, (20, 20, 80, 60))
    in_p3 = Image.new("RGB", (100, 80), "white")
    in_p3.paste(BLUE, (20, 20, 80, 60))

    assert compare.compare(seen(png(drawn)), seen(png(in_p3, icc_profile=profile(12)))).verdict == "same"
    assert compare.compare(seen(png(drawn)), seen(png(in_p3))).verdict == "differs"
