"""Which pixels of two pictures differ to the eye, and which library is asked."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from pixelmatch.contrib.PIL import pixelmatch

from guidevakt.compare import read
from guidevakt.pictures import pixels
from guidevakt.pictures.pixels import Difference
from tests.unit.drawing import PICTURES


def _two(name: str, other: str) -> pixels.Pair:
    return read(PICTURES / f"{name}.png"), read(PICTURES / f"{other}.png")


@pytest.mark.parametrize("share", [0.0225, 0.1, 0.3])
@pytest.mark.parametrize("names", [("dialog", "dialog-shadow"), ("text", "text-jpeg"), ("edges", "edges-moved")])
def test_colours_are_as_far_apart_as_pixelmatch_has_them(names: tuple[str, str], share: float) -> None:
    one, other = _two(*names)
    theirs = pixelmatch(one.convert("RGBA"), other.convert("RGBA"), threshold=share, includeAA=True)

    assert int(Difference((one, other)).beyond(share).sum()) == theirs


def test_antialiasing_is_set_aside_as_pixelmatch_does() -> None:
    one, other = _two("page", "page-word")
    theirs = pixelmatch(one.convert("RGBA").crop((0, 240, 200, 300)), other.convert("RGBA").crop((0, 240, 200, 300)))
    found = Difference((one, other))

    assert int(found.beyond(0.1).sum()) == 327
    seen = found.seen(0.1, (42, 261, 56, 21))
    assert theirs == 189
    assert int(seen.sum()) == 178  # without what the letters' own contrast hides


@pytest.mark.parametrize(("width", "library"), [(200, "_pixelmatch"), (201, "_blazediff")])
def test_area_of_the_changed_box_decides_which_library_is_asked(
    monkeypatch: pytest.MonkeyPatch, width: int, library: str
) -> None:
    asked: list[str] = []
    for name in ("_pixelmatch", "_blazediff"):
        own = getattr(pixels, name)
        monkeypatch.setattr(pixels, name, lambda *a, own=own, name=name: (asked.append(name), own(*a))[1])
    page, lined = Image.new("RGB", (400, 300), "white"), Image.new("RGB", (400, 300), "white")
    for y in range(20, 220, 8):
        lined.paste("black", (10, y, 10 + width, y + 2))

    seen = Difference((page, lined)).seen(0.1, (10, 20, width, 200))

    assert asked == [library]
    assert int(seen.sum()) == 25 * 2 * width


def test_both_libraries_set_antialiasing_aside() -> None:
    one, other = (picture.crop((20, 240, 140, 300)) for picture in _two("page", "page-word"))

    assert int(Difference((one, other)).beyond(0.1).sum()) == 327
    assert int(pixels._pixelmatch(one, other, 0.1).sum()) == 189
    assert int(pixels._blazediff(one, other, 0.1).sum()) == 197


def test_blazediff_finds_nothing_in_two_that_are_alike() -> None:
    page = read(PICTURES / "page.png")

    assert not pixels._blazediff(page, page.copy(), 0.1).any()
    assert pixels._blazediff(page, page.copy(), 0.1).shape == np.asarray(page).shape[:2]
