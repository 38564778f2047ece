"""What a step's picture shows of a look, and which look it is taken from."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from guidevakt.guide import Picture
from guidevakt.look import Look
from guidevakt.pictures import frame, sidecar
from guidevakt.pictures.frame import Framed, framed, held, same
from guidevakt.refused import Refused
from guidevakt.snapshot import Over, Snapshot

PAGE = Picture(id="bild-1")
DIALOG = Picture(id="bild-1", frame="dialog")


def _png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _shot(width: int, height: int) -> bytes:
    return _png(Image.new("RGBA", (width, height), "white"))


def _marked(*boxes: tuple[int, int, int, int]) -> Image.Image:
    """A white picture of 100×80 px with black boxes in it."""
    image = Image.new("RGB", (100, 80), "white")
    for x, y, wide, high in boxes:
        ImageDraw.Draw(image).rectangle((x, y, x + wide - 1, y + high - 1), fill="black")
    return image


@pytest.fixture
def look(make_page: Callable[..., Snapshot]) -> Callable[..., Look]:
    """A look at a page with a screenshot of 1280×2000 px unless told otherwise."""

    def made(page: str = "main", shot: bytes | None = _shot(1280, 2000), **facts: Any) -> Look:
        return Look(make_page(page), shot, loaded=True, **facts)

    return made


# -- what it shows -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shot", "size"), [((1280, 2000), (1280, 900)), ((1280, 700), (1280, 700)), ((1000, 900), (1000, 900))]
)
def test_page_is_shown_as_high_as_the_window(
    look: Callable[..., Look], shot: tuple[int, int], size: tuple[int, int]
) -> None:
    shown = framed(look(shot=_shot(*shot)), PAGE)

    assert shown is not None
    assert (shown.image.size, shown.image.mode, shown.origin) == (size, "RGB", (0, 0))


@pytest.mark.parametrize(
    ("box", "origin", "size"),
    [
        ("400,200,480,300", (384, 184), (512, 332)),
        ("400.6,200.4,480,300", (384, 184), (512, 332)),
        ("0,0,480,300", (0, 0), (496, 316)),
        ("900,1800,380,200", (884, 1784), (396, 216)),
    ],
    ids=["in the middle", "between pixels", "in the corner", "at the end"],
)
def test_window_is_shown_with_air_around_it(
    look: Callable[..., Look], box: str, origin: tuple[int, int], size: tuple[int, int]
) -> None:
    shown = framed(look(f"dialog @{box}"), DIALOG)

    assert shown is not None
    assert (shown.image.size, shown.origin) == (size, origin)


def test_alert_is_a_window_too(look: Callable[..., Look]) -> None:
    assert framed(look("alertdialog @400,200,480,300"), DIALOG) is not None


def test_a_window_that_says_so_to_nobody_is_shown_where_it_lies_over_the_page(look: Callable[..., Look]) -> None:
    told = look("main")
    seen = replace(told, snapshot=told.snapshot.with_over(Over("Telefon", (400, 200, 480, 300))))

    assert framed(told, DIALOG) is None
    shown = framed(seen, DIALOG)
    assert shown is not None
    assert (shown.image.size, shown.origin) == ((512, 332), (384, 184))


@pytest.mark.parametrize(("margin", "size"), [(None, (232, 82)), (0, (200, 50)), (40, (280, 130))])
def test_thing_is_shown_with_as_much_around_it_as_the_guide_says(
    look: Callable[..., Look], margin: int | None, size: tuple[int, int]
) -> None:
    page = 'button "Nästa steg" @500,500,20,20\nbutton "Nästa" @100,300,200,50'
    shown = framed(look(page), Picture(id="bild-1", frame="element", element="nästa", margin=margin))

    assert shown is not None
    assert shown.image.size == size


def test_thing_is_found_by_what_is_read_on_it(look: Callable[..., Look]) -> None:
    page = 'main\n  paragraph @0,900,100,20 : Vilket nummer?\n  heading "Länder" @10,100,50,20'
    shown = framed(look(page), Picture(id="bild-1", frame="element", element="Vilket nummer?", margin=0))

    assert shown is not None
    assert shown.origin == (0, 900)


@pytest.mark.parametrize("page", ["main", "dialog @0,3000,10,10"], ids=["none", "outside the picture"])
def test_window_that_is_not_there_is_no_picture(look: Callable[..., Look], page: str) -> None:
    assert framed(look(page), DIALOG) is None


def test_thing_that_is_not_there_is_no_picture(look: Callable[..., Look]) -> None:
    assert framed(look('button "Avbryt"'), Picture(id="bild-1", frame="element", element="Nästa")) is None


@pytest.mark.parametrize("picture", [PAGE, DIALOG])
def test_look_without_a_screenshot_is_no_picture(look: Callable[..., Look], picture: Picture) -> None:
    assert framed(look("dialog", shot=None), picture) is None


# -- what moves in it ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("box", "within"),
    [
        ((450.0, 250.0, 100.0, 20.0), ((66, 66, 100, 20),)),
        ((450.4, 250.4, 99.8, 19.8), ((66, 66, 101, 21),)),
        ((0.0, 0.0, 1280.0, 190.0), ((0, 0, 512, 6),)),
        ((0.0, 0.0, 100.0, 100.0), ()),
    ],
    ids=["in it", "between pixels", "across its edge", "beside it"],
)
def test_moving_parts_are_told_in_the_pictures_own_pixels(
    look: Callable[..., Look], box: tuple[float, ...], within: tuple[tuple[int, ...], ...]
) -> None:
    shown = framed(look("dialog @400,200,480,300", moving=(box,)), DIALOG)

    assert shown is not None
    assert shown.moving == within


def test_texts_are_told_in_the_pictures_own_pixels_and_not_those_outside(look: Callable[..., Look]) -> None:
    texts = (((420.0, 210.0, 80.0, 20.0), "uppercase"), ((10.0, 10.0, 80.0, 20.0), ""))
    shown = framed(look("dialog @400,200,480,300", texts=texts), DIALOG)
    assert shown is not None
    assert shown.texts == (((36, 26, 80, 20), "uppercase"),)


def test_moving_part_has_nothing_painted_over_it(look: Callable[..., Look]) -> None:
    image = Image.effect_noise((1280, 900), 80).convert("RGB")
    shown = framed(look(shot=_png(image), moving=((100.0, 100.0, 500.0, 300.0),)), PAGE)

    assert shown is not None
    assert shown.image.tobytes() == image.tobytes()


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ([], [], True),
        ([(10, 10, 5, 5)], [], False),
        ([(40, 40, 20, 10)], [], True),
        ([(40, 40, 20, 10)], [(45, 42, 4, 4)], True),
        ([(40, 40, 21, 10)], [], False),
        ([(40, 40, 20, 10), (0, 0, 1, 1)], [], False),
    ],
    ids=["nothing", "beside", "moving", "moving in both", "one pixel outside", "moving and beside"],
)
def test_pictures_are_the_same_where_only_what_moves_differs(
    one: list[tuple[int, int, int, int]], other: list[tuple[int, int, int, int]], alike: bool
) -> None:
    pair = [Framed(_marked(*one), moving=((40, 40, 20, 10),)), Framed(_marked(*other))]

    assert same(*pair) is alike
    assert same(*reversed(pair)) is alike


def test_pictures_of_different_sizes_are_not_the_same() -> None:
    assert not same(Framed(_marked()), Framed(_marked().crop((0, 0, 99, 80)), moving=((0, 0, 100, 80),)))


def test_kept_picture_is_read_with_what_moves_in_it(tmp_path: Path, make_page: Callable[..., Snapshot]) -> None:
    file = tmp_path / "bild-4.2.png"
    _marked().convert("RGBA").save(file)
    assert frame.read(file).moving == ()

    words = sidecar.made(file.read_bytes(), make_page("main"), "page", (0, 0), (100, 80), moving=[(1, 2, 3, 4)])
    file.with_suffix(".json").write_text(words.to_json())
    assert (frame.read(file).image.mode, frame.read(file).moving) == ("RGB", ((1, 2, 3, 4),))


def test_kept_picture_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "bild-4.png").write_bytes(b"version https://git-lfs")
    with pytest.raises(Refused, match=r"bild-4\.png"):
        frame.read(tmp_path / "bild-4.png")


# -- which look it is ----------------------------------------------------------------------------------------------

STILL, OTHER, THIRD = _marked((1, 1, 9, 9)), _marked((30, 1, 9, 9)), _marked((60, 1, 9, 9))


@pytest.fixture
def show(look: Callable[..., Look]) -> Callable[..., tuple[Look, Callable[[float], Look], list[float]]]:
    """A page that shows these pictures one after the other and then the last; and the pauses between them."""

    def made(*images: Image.Image, **facts: Any) -> tuple[Look, Callable[[float], Look], list[float]]:
        looks: Iterator[Look] = iter([look(shot=_png(image)) for image in images])
        first, pauses = replace(next(looks), **facts), list[float]()
        last = look(shot=_png(images[-1]))

        def again(pause_ms: float) -> Look:
            pauses.append(pause_ms)
            return next(looks, last)

        return first, again, pauses

    return made


def _image(found: Look) -> bytes:
    shown = framed(found, PAGE)
    assert shown is not None
    return shown.image.tobytes()


@pytest.mark.parametrize("approved", [[STILL], [OTHER, STILL]], ids=["one", "a further variant"])
def test_one_frame_is_enough_where_it_is_an_approved_one(show: Callable[..., Any], approved: list[Image.Image]) -> None:
    first, again, pauses = show(STILL, OTHER)

    assert held(first, again, PAGE, [Framed(image) for image in approved], 5) is not None
    assert pauses == []


@pytest.mark.parametrize(
    ("images", "pauses"),
    [((STILL,), [0]), ((OTHER, STILL), [0, 100]), ((OTHER, THIRD, STILL, STILL), [0, 100, 250])],
    ids=["still at once", "after one", "after two"],
)
@pytest.mark.parametrize("approved", [[], [Framed(THIRD.rotate(90))]], ids=["none approved", "another approved"])
def test_frames_are_taken_until_two_agree(
    show: Callable[..., Any], images: Sequence[Image.Image], pauses: list[float], approved: list[Framed]
) -> None:
    first, again, made = show(*images)
    found = held(first, again, PAGE, approved, 5)

    assert (_image(found), found.unmet, made) == (STILL.tobytes(), (), pauses)


def test_what_never_holds_still_is_told(show: Callable[..., Any]) -> None:
    first, again, pauses = show(*[STILL, OTHER] * 9)

    assert held(first, again, PAGE, [Framed(THIRD)], 0.3).unmet == ("moving",)
    assert len(pauses) > 2


@pytest.mark.parametrize("unmet", [("fonts",), ("busy", "images")])
def test_what_was_waited_for_in_vain_is_not_waited_for_again(show: Callable[..., Any], unmet: tuple[str, ...]) -> None:
    first, again, pauses = show(STILL, unmet=unmet)

    assert held(first, again, PAGE, [Framed(OTHER)], 5).unmet == unmet
    assert pauses == []


def test_page_that_begins_to_work_meanwhile_is_not_looked_at_further(
    show: Callable[..., Any], look: Callable[..., Look]
) -> None:
    first, _, _ = show(STILL)
    looks = iter([look(shot=_png(OTHER), unmet=("busy",))])

    assert held(first, lambda _: next(looks), PAGE, [], 5).unmet == ("busy",)


def test_approved_picture_is_right_whatever_was_waited_for(show: Callable[..., Any]) -> None:
    first, again, _ = show(STILL, unmet=("spinner",))

    assert held(first, again, PAGE, [Framed(STILL)], 5).unmet == ()


def test_what_moves_does_not_keep_frames_from_agreeing(look: Callable[..., Look]) -> None:
    clock = ((30.0, 1.0, 40.0, 9.0),)
    first, then = (look(shot=_png(image), moving=clock) for image in (OTHER, THIRD))
    pauses: list[float] = []

    def again(pause_ms: float) -> Look:
        pauses.append(pause_ms)
        return then

    assert held(first, again, PAGE, [], 5).unmet == ()
    assert pauses == [0]


def test_window_that_goes_away_meanwhile_leaves_no_picture(look: Callable[..., Look]) -> None:
    gone = look("main")

    assert held(look("dialog @400,200,480,300"), lambda _: gone, DIALOG, [], 5) is gone


def test_of_a_page_that_is_too_high_the_picture_is_cut_from_the_part_that_was_drawn(look: Callable[..., Look]) -> None:
    window = "dialog @400,50200,480,300"
    drawn = look(window, shot=_shot(1280, 900), part=(0, 50000, 1280, 900))

    shown = framed(drawn, DIALOG)
    assert shown is not None
    assert (shown.origin, shown.image.size) == ((384, 50184), (512, 332))
    assert framed(look(window, shot=_shot(1280, 900), part=(0, 0, 1280, 900)), DIALOG) is None
