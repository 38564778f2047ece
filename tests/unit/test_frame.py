"""The part of a screenshot that a step's picture shows."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image

from guidevakt.capture import Look
from guidevakt.frame import cropped
from guidevakt.snapshot import Snapshot


def _shot(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.new("RGBA", (width, height), "white").save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def look(make_page: Callable[..., Snapshot]) -> Callable[..., Look]:
    """A look at a page with a screenshot of 1280×2000 px unless told otherwise."""

    def made(page: str = "main", shot: bytes | None = _shot(1280, 2000)) -> Look:
        return Look(make_page(page), shot, loaded=True)

    return made


@pytest.mark.parametrize(
    ("shot", "size"), [((1280, 2000), (1280, 900)), ((1280, 700), (1280, 700)), ((1000, 900), (1000, 900))]
)
def test_page_is_shown_as_high_as_the_window(
    look: Callable[..., Look], shot: tuple[int, int], size: tuple[int, int]
) -> None:
    shown = cropped(look(shot=_shot(*shot)), "page")

    assert shown is not None
    assert (shown[0].size, shown[0].mode, shown[1]) == (size, "RGB", (0, 0))


@pytest.mark.parametrize(
    ("box", "size", "origin"),
    [
        ("400,200,480,300", (512, 332), (384, 184)),
        ("400.6,200.4,480,300", (512, 332), (384, 184)),
        ("0,0,480,300", (496, 316), (0, 0)),
        ("900,1800,380,200", (396, 216), (884, 1784)),
    ],
    ids=["in the middle", "between pixels", "in the corner", "at the end"],
)
def test_window_is_shown_with_air_around_it(
    look: Callable[..., Look], box: str, size: tuple[int, int], origin: tuple[int, int]
) -> None:
    shown = cropped(look(f"dialog @{box}"), "dialog")

    assert shown is not None
    assert (shown[0].size, shown[1]) == (size, origin)


def test_alert_is_a_window_too(look: Callable[..., Look]) -> None:
    assert cropped(look("alertdialog @400,200,480,300"), "dialog") is not None


@pytest.mark.parametrize("page", ["main", "dialog @0,3000,10,10"], ids=["none", "outside the picture"])
def test_window_that_is_not_there_is_no_picture(look: Callable[..., Look], page: str) -> None:
    assert cropped(look(page), "dialog") is None


@pytest.mark.parametrize("frame", ["page", "dialog"])
def test_look_without_a_screenshot_is_no_picture(look: Callable[..., Look], frame: str) -> None:
    assert cropped(look("dialog", shot=None), frame) is None  # type: ignore[arg-type]
