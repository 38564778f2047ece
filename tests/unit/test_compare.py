"""Two pictures: exact counts and boxes on tiny ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from guidevakt import compare
from guidevakt.refused import Refused

Size = tuple[int, int]
Colour = str | tuple[int, ...]


def _plain(size: Size = (200, 100), colour: Colour = "white") -> Image.Image:
    return Image.new("RGBA", size, colour)


def _with(image: Image.Image, *boxes: compare.Box, colour: Colour = "black") -> Image.Image:
    image = image.copy()
    for x, y, width, height in boxes:
        ImageDraw.Draw(image).rectangle((x, y, x + width - 1, y + height - 1), fill=colour)
    return image


@pytest.mark.parametrize(
    ("box", "verdict", "count", "densest"),
    [
        ((20, 30, 5, 4), "same", 20, 0.0195),
        ((20, 30, 7, 3), "differs", 21, 0.0205),
        ((0, 0, 21, 1), "differs", 21, 0.0205),
        ((179, 99, 21, 1), "differs", 21, 0.0205),
        ((20, 30, 10, 8), "differs", 80, 0.0781),
        ((0, 0, 32, 32), "differs", 1024, 1.0),
        ((0, 0, 200, 100), "differs", 20000, 1.0),
        ((199, 99, 1, 1), "same", 1, 0.001),
    ],
)
def test_change_is_counted_and_found(box: compare.Box, verdict: str, count: int, densest: float) -> None:
    found = compare.compare(_plain(), _with(_plain(), box))

    assert (found.verdict, found.changed_pixels, found.densest, found.box) == (verdict, count, densest, box)


def test_same_picture_has_no_change() -> None:
    assert compare.compare(_plain(), _plain()) == compare.Comparison("same")


def test_box_spans_changes_that_lie_apart_and_the_densest_counts_one() -> None:
    page = _plain((1280, 900))
    found = compare.compare(page, _with(page, (10, 10, 5, 5), (1200, 850, 5, 5)))

    assert (found.changed_pixels, found.densest, found.box) == (50, 0.0244, (10, 10, 1195, 845))


def test_changed_button_is_found_on_a_full_page_and_speckle_is_not() -> None:
    page = _plain((1280, 900))
    button = compare.compare(page, _with(page, (600, 400, 60, 20)))
    speckle = compare.compare(page, _with(page, *((x, y, 1, 1) for x in range(5, 1280, 64) for y in range(5, 900, 45))))

    assert (button.verdict, button.densest) == ("differs", 0.625)
    assert (speckle.verdict, speckle.changed_pixels, speckle.densest) == ("same", 400, 0.001)


def test_two_levels_of_noise_are_the_same() -> None:
    assert compare.compare(_plain(colour=(100, 100, 100)), _plain(colour=(102, 98, 101))).verdict == "same"


def test_one_pixel_lower_is_a_change_where_a_line_moves() -> None:
    text = _with(_plain(), (20, 30, 60, 2))
    found = compare.compare(text, _with(_plain(), (20, 31, 60, 2)))

    assert (found.verdict, found.changed_pixels, found.box) == ("differs", 120, (20, 30, 60, 3))


@pytest.mark.parametrize("size", [(200, 120), (180, 100), (1, 1)])
def test_other_size_is_told_as_such(size: Size) -> None:
    assert compare.compare(_plain(), _plain(size)).verdict == "size-differs"


def test_what_only_one_picture_has_counts_when_sizes_differ() -> None:
    found = compare.compare(_plain((200, 100)), _with(_plain((200, 120)), (0, 100, 200, 20)))

    assert (found.verdict, found.changed_pixels, found.box) == ("size-differs", 4000, (0, 100, 200, 20))
    assert found.diff is not None
    assert found.diff.size == (200, 120)


def test_colour_of_what_is_transparent_is_no_change() -> None:
    assert compare.compare(_plain(colour=(255, 0, 0, 0)), _plain(colour=(0, 0, 255, 0))).changed_pixels == 0


def test_picture_of_one_pixel_can_be_compared() -> None:
    found = compare.compare(_plain((1, 1)), _plain((1, 1), "black"))

    assert (found.changed_pixels, found.box) == (1, (0, 0, 1, 1))
    assert compare.compare(_plain((1, 1)), _plain((1, 1))).verdict == "same"


def test_diff_shows_what_changed_in_red_on_nothing() -> None:
    diff = compare.compare(_plain(), _with(_plain(), (20, 30, 10, 8))).diff

    assert diff is not None
    assert diff.getpixel((20, 30)) == (255, 0, 0, 255)
    assert diff.getpixel((19, 30)) == (0, 0, 0, 0)
    assert diff.getbbox() == (20, 30, 30, 38)


@pytest.mark.parametrize(("width", "library"), [(200, "pixelmatch"), (201, "blazediff")])
def test_changed_box_decides_which_library_counts(monkeypatch: pytest.MonkeyPatch, width: int, library: str) -> None:
    asked: list[str] = []
    pixelmatch, blazediff = compare.pixelmatch, compare.blazediff.compare
    monkeypatch.setattr(compare, "pixelmatch", lambda *a, **k: (asked.append("pixelmatch"), pixelmatch(*a, **k))[1])
    monkeypatch.setattr(
        compare.blazediff, "compare", lambda *a, **k: (asked.append("blazediff"), blazediff(*a, **k))[1]
    )

    page = _plain((400, 300))
    found = compare.compare(page, _with(page, (0, 0, width, 200)))

    assert asked == [library]
    assert found.changed_pixels == width * 200


def _png(file: Path) -> bytes:
    _plain().save(file)
    return file.read_bytes()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "filen finns inte."),
        (b"", "filen är ingen hel bild i formatet PNG."),
        (b"hej", "filen är ingen hel bild i formatet PNG."),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 12\n",
            "filen är en pekare från Git LFS. Kör git lfs pull för att hämta bilden.",
        ),
    ],
    ids=["missing", "empty", "text", "LFS pointer"],
)
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes | None, told: str) -> None:
    file = tmp_path / "bild.png"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(Refused) as refused:
        compare.read(file)
    assert str(refused.value) == f"{file}: {told}"


@pytest.mark.parametrize("kept", [20, 60, -60])
def test_truncated_picture_is_refused(tmp_path: Path, kept: int) -> None:
    file = tmp_path / "bild.png"
    file.write_bytes(_png(file)[:kept])

    with pytest.raises(Refused, match=r"ingen hel bild i formatet PNG\.$"):
        compare.read(file)


def test_folder_is_no_picture(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="ingen hel bild"):
        compare.read(tmp_path)


def test_picture_without_alpha_is_read_with_it(tmp_path: Path) -> None:
    Image.new("L", (3, 2), 255).save(tmp_path / "grå.png")

    assert compare.read(tmp_path / "grå.png").mode == "RGBA"
