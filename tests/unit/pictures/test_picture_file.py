"""A picture's file is read whole, or refused in one sentence."""

from __future__ import annotations

import contextlib
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from guidevakt.pictures import picture_file
from guidevakt.refused import Refused
from tests import hostile

WHOLE = "filen är skadad eller avbruten, så bilden i den är inte hel."


def _png(file: Path, mode: str = "RGB", size: tuple[int, int] = (200, 100)) -> bytes:
    Image.effect_noise(size, 50).convert(mode).save(file)
    return file.read_bytes()


def _head(width: int, height: int) -> bytes:
    """The beginning of a PNG that says it is that large."""
    told = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + told + struct.pack(">I", zlib.crc32(told))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "filen finns inte."),
        (b"", "filen är tom."),
        (b"hej", "filen är ingen bild i formatet PNG."),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "filen är ingen bild i formatet PNG."),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 12\n",
            "filen är en pekare från Git LFS. Kör git lfs pull för att hämta bilden.",
        ),
        (b"\x89PNG\r\n\x1a\n", WHOLE),
        (_head(200, 100), WHOLE),
        (_head(0, 100), "bilden är 0 × 100 bildpunkter. Högst 64 miljoner går att läsa."),
        (_head(100_000, 100_000), "bilden är 100000 × 100000 bildpunkter. Högst 64 miljoner går att läsa."),
        (_head(2**31, 2**31), "bilden är 2147483648 × 2147483648 bildpunkter. Högst 64 miljoner går att läsa."),
    ],
    ids=["missing", "empty", "text", "JPEG", "LFS pointer", "start", "header", "nothing", "absurd", "most absurd"],
)
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes | None, told: str) -> None:
    file = tmp_path / "bild.png"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(Refused) as refused:
        picture_file.read(file)
    assert str(refused.value) == f"{file}: {told}"


def test_picture_that_means_harm_is_refused_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_file, "MOST_BYTES", 2 * hostile.MIB)
    file = tmp_path / "bild.png"
    for name, data in hostile.pictures(scale=40).items():
        file.write_bytes(data)
        with pytest.raises(Refused) as refused:
            picture_file.read(file)
        assert str(refused.value).startswith(f"{file}: "), name


def test_folder_is_no_picture(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"det är en mapp\. Ange en bild i formatet PNG\.$"):
        picture_file.read(tmp_path)


@pytest.mark.parametrize("kept", [20, 60, -60])
def test_truncated_picture_is_refused(tmp_path: Path, kept: int) -> None:
    file = tmp_path / "bild.png"
    file.write_bytes(_png(file)[:kept])

    with pytest.raises(Refused, match=WHOLE):
        picture_file.read(file)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(8, 400), st.integers(0, 255)), min_size=1, max_size=8))
def test_damaged_picture_is_read_or_refused(tmp_path: Path, damage: list[tuple[int, int]]) -> None:
    content = bytearray(_png(tmp_path / "bild.png", size=(20, 10)))
    for place, value in damage:
        content[place % len(content)] = value

    with contextlib.suppress(Refused):
        assert picture_file.decode(bytes(content), "bild.png").mode in ("RGB", "RGBA")


@pytest.mark.parametrize(("mode", "read"), [("L", "RGB"), ("RGB", "RGB"), ("P", "RGB"), ("1", "RGB"), ("LA", "RGBA")])
def test_picture_is_read_with_the_colours_it_has(tmp_path: Path, mode: str, read: str) -> None:
    _png(tmp_path / "bild.png", mode)

    assert picture_file.read(tmp_path / "bild.png").mode == read


def test_two_are_read_together_and_one_that_is_none_is_named(tmp_path: Path) -> None:
    one, other = tmp_path / "a.png", tmp_path / "b.png"
    _png(one), _png(other, "LA")
    read = picture_file.read_two(one, other)
    assert [picture.mode for picture in read] == ["RGB", "RGBA"]

    other.write_bytes(b"hej")
    with pytest.raises(Refused, match=r"b\.png: filen är ingen bild"):
        picture_file.read_two(one, other)
