"""Two pictures: exact counts and boxes on tiny ones, and on small ones that a browser has drawn (see pictures/)."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageFont

from guidevakt import compare
from guidevakt.pictures.tolerance import Tolerance
from guidevakt.refused import Refused
from tests.unit.drawing import BUTTON, ICON, PICTURES, Size, page, painted, plain


def _drawn(name: str) -> Image.Image:
    return compare.read(PICTURES / f"{name}.png")


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
    found = compare.compare(plain(), painted(plain(), box))

    assert (found.verdict, found.changed_pixels, found.densest, found.box) == (verdict, count, densest, box)
    assert found.boxes == ((box,) if verdict == "differs" else ())


@pytest.mark.parametrize(
    ("one", "other", "verdict", "count", "densest", "box"),
    [
        ("edges", "edges-moved", "same", 0, 0.0, None),  # antialiasing only
        ("dialog", "dialog-shadow", "differs", 1154, 0.2188, (48, 96, 176, 7)),
        ("page", "page-word", "differs", 178, 0.1094, (42, 261, 56, 21)),  # 0.02 % of the page
        ("text", "text-jpeg", "same", 0, 0.0, None),
        ("text", "text-webp", "same", 0, 0.0, None),
    ],
)
def test_what_a_browser_drew(
    one: str, other: str, verdict: str, count: int, densest: float, box: compare.Box | None
) -> None:
    found = compare.compare(_drawn(one), _drawn(other))

    assert (found.verdict, found.changed_pixels, found.densest, found.box) == (verdict, count, densest, box)


def test_same_picture_has_no_change() -> None:
    assert compare.compare(plain(), plain()) == compare.Comparison("same")


def test_places_are_told_apart_and_the_what_differs_most_comes_first() -> None:
    large = plain((1280, 900))
    changes = (10, 10, 5, 5), (1200, 850, 9, 9), (1214, 850, 2, 2), (640, 400, 1, 1)
    found = compare.compare(large, painted(large, *changes))

    assert (found.changed_pixels, found.densest, found.box) == (111, 0.083, (10, 10, 1206, 849))
    assert found.boxes == ((1200, 850, 16, 9), (10, 10, 5, 5))


def test_buttons_that_turned_yellow_are_framed_beside_a_radio_button_and_before_it() -> None:
    """White text on a pale yellow differs little in any one pixel, and most of all on the whole."""
    before = painted(page(), (420, 400, 90, 36), (530, 400, 90, 36), colour="white")
    after = painted(page(), (420, 400, 90, 36), (530, 400, 90, 36), colour="#fff4ce")
    after = painted(after, (60, 440, 4, 6), colour="#222222")  # a radio button's dot

    assert compare.compare(before, after).boxes == ((420, 400, 90, 36), (530, 400, 90, 36), (60, 440, 4, 6))


def test_changed_button_is_found_on_a_full_page_and_speckle_is_not() -> None:
    large = plain((1280, 900))
    button = compare.compare(large, painted(large, (600, 400, 60, 20)))
    dots = ((x, y, 1, 1) for x in range(5, 1280, 64) for y in range(5, 900, 45))
    speckle = compare.compare(large, painted(large, *dots))

    assert (button.verdict, button.densest) == ("differs", 0.625)
    assert (speckle.verdict, speckle.changed_pixels, speckle.densest, speckle.boxes) == ("same", 400, 0.001, ())


# -- how pages change, drift-operators.md "Look" ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "places"),
    [
        (lambda p: painted(p, BUTTON, colour="white"), [BUTTON]),  # off-screen, or a picture that did not load
        (lambda p: painted(p, (560, 300, 12, 24), colour="white"), [(560, 300, 12, 24)]),  # another icon
        (lambda p: painted(p, BUTTON, colour="#107c10"), [BUTTON]),  # the colours of a control
        (lambda p: painted(p, BUTTON, colour="#1464b4"), [BUTTON]),  # and hardly
        (
            lambda p: painted(painted(p, BUTTON, colour="white"), (420, 216, 96, 40), colour="#0b5cab"),
            [(420, 200, 96, 16), (420, 240, 96, 16)],  # where it stood, and where it stands
        ),
    ],
    ids=["gone", "icon", "colour", "tint", "moved"],
)
def test_breaking_change_is_found_where_it_is(
    change: Callable[[Image.Image], Image.Image], places: list[compare.Box]
) -> None:
    found = compare.compare(page(), change(page()))

    assert found.verdict == "differs"
    assert list(found.boxes) == places


def test_blank_page_differs_wherever_something_stood() -> None:
    found = compare.compare(page(), plain((640, 480)))

    assert (found.verdict, found.box) == ("differs", (0, 0, 640, 356))


def _noisy(page: Image.Image) -> Image.Image:
    """Every level up to two higher or lower, each pixel and colour by itself."""
    noise = Image.effect_noise(page.size, 4).point(lambda level: min(max(level - 126, 0), 4))
    bands = [ImageChops.subtract(ImageChops.add(b, noise.rotate(90 * n)), Image.new("L", page.size, 2))
             for n, b in enumerate(page.split(), 0)]  # fmt: skip
    return Image.merge("RGB", bands)


@pytest.mark.parametrize(
    ("change", "ignore"),
    [
        (_noisy, ()),
        (lambda p: ImageChops.offset(p, 0, 1), ()),  # the line that comes in on top is another page's
        (lambda p: painted(p, (430, 110, 1, 20)), ()),  # a caret
        (lambda p: painted(p, (0, 60, 400, 120), colour="#884422"), ((0, 60, 400, 120),)),  # another hero image
        (lambda p: ImageChops.offset(painted(p, (0, 60, 400, 120), colour="#884422"), 0, 2), ((0, 60, 400, 120),)),
        (lambda p: ImageChops.offset(painted(p, (0, 60, 400, 120), colour="#884422"), 0, -2), ((0, 60, 400, 120),)),
    ],
    ids=["noise", "1 px lower", "caret", "hero", "hero, all of it lower", "hero, all of it higher"],
)
def test_benign_change_is_the_same(
    change: Callable[[Image.Image], Image.Image], ignore: tuple[compare.Box, ...]
) -> None:
    assert compare.compare(page(), change(page()), ignore).verdict == "same"


# -- moved as a whole ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shift", [(0, 1), (1, 0), (0, -1), (-1, 0), (3, -2), (-3, -3), (2, 3)])
def test_picture_that_moved_as_a_whole_is_the_same(shift: tuple[int, int]) -> None:
    found = compare.compare(page(), ImageChops.offset(page(), *shift))

    assert found == compare.Comparison("same", shift=shift)


def test_what_changed_beside_the_move_is_found_where_it_now_is() -> None:
    changed = ImageChops.offset(painted(page(), ICON, colour="white"), 2, 1)
    found = compare.compare(page(), changed)

    assert (found.verdict, found.shift, found.boxes) == ("differs", (2, 1), ((562, 301, 24, 24),))
    assert found.diff is not None
    assert found.diff.getbbox() == (562, 301, 586, 325)


def test_farther_than_a_few_pixels_is_a_change() -> None:
    assert compare.compare(page(), ImageChops.offset(page(), 0, 4)).verdict == "differs"


def test_how_far_a_picture_may_have_moved_can_be_set() -> None:
    moved = ImageChops.offset(page(), 0, 1)

    assert compare.compare(page(), moved, tolerance=Tolerance(shift_px=0)).verdict == "differs"


# -- faint tints -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("levels", "verdict"), [(2, "same"), (5, "same"), (6, "differs"), (20, "differs")])
def test_faint_tint_over_the_whole_page_is_seen_and_noise_is_not(levels: int, verdict: str) -> None:
    tint = (255 - levels,) * 3
    found = compare.compare(plain(), plain(colour=tint))

    assert found.verdict == verdict
    assert found.changed_pixels == (20000 if verdict == "differs" else 0)


@pytest.mark.parametrize(("side", "verdict"), [(45, "same"), (46, "differs")])
def test_faint_tint_counts_over_a_large_area_only(side: int, verdict: str) -> None:
    tinted = painted(plain(), (20, 20, side, side), colour=(247, 247, 247))
    found = compare.compare(plain(), tinted)

    assert found.verdict == verdict
    assert found.boxes == (((20, 20, side, side),) if verdict == "differs" else ())


def _graph(levels: int) -> Image.Image:
    """34 × 55 px of an area drawn that much darker than the page."""
    drawn = page()
    line = [(580, 414), (590, 375), (600, 385), (613, 360), (613, 414)]
    ImageDraw.Draw(drawn).polygon(line, fill=(255 - levels,) * 3)
    return drawn


@pytest.mark.parametrize("levels", [15, 19, 25])
def test_faint_but_compact_change_is_seen(levels: int) -> None:
    found = compare.compare(page(), _graph(levels))

    assert found.verdict == "differs"
    x, y, width, height = found.boxes[0]
    assert (x, width, y + height) == (580, 34, 415)
    assert 360 <= y <= 366  # the top is a single point


# -- what a picture's format or an edge leaves -----------------------------------------------------------------------


@pytest.mark.parametrize(("many", "levels"), [(26, 28), (26, 38), (54, 28), (54, 38)])
def test_grains_of_noise_are_no_change(many: int, levels: int) -> None:
    chance, noisy = random.Random(many), plain(colour=(120, 130, 140))
    for _ in range(many):
        up = chance.choice((-levels, levels))
        noisy.putpixel((60 + chance.randrange(32), 40 + chance.randrange(32)), (120 + up, 130 + up, 140 + up))

    assert compare.compare(plain(colour=(120, 130, 140)), noisy).verdict == "same"


@pytest.mark.parametrize("colour", ["#f0f0f0", "#e0e0e0", "#d8d8d8"])
def test_pale_line_at_an_icon_is_no_change_and_a_plain_one_is(colour: str) -> None:
    line = (ICON[0] + 2, ICON[1] + ICON[3], 21, 2)

    assert compare.compare(page(), painted(page(), line, colour=colour)).verdict == "same"
    assert compare.compare(page(), painted(page(), line, colour="#666666")).boxes == (line,)


@pytest.mark.parametrize(("kind", "quality"), [("JPEG", 95), ("JPEG", 85), ("JPEG", 75), ("WEBP", 80)])
def test_drawing_that_was_saved_as_a_photograph_is_the_same(kind: str, quality: int) -> None:
    held = io.BytesIO()
    _words("Nästa", "#ffffff", "#0067b8").save(held, kind, quality=quality)
    with Image.open(held) as saved:
        assert compare.compare(_words("Nästa", "#ffffff", "#0067b8"), saved.convert("RGB")).verdict == "same"


def _words(text: str, colour: str, ground: str) -> Image.Image:
    """A button by that name on a page."""
    drawn = painted(page(), (420, 400, 120, 32), colour=ground)
    ImageDraw.Draw(drawn).text((440, 407), text, fill=colour, font=ImageFont.load_default(14))
    return drawn


@pytest.mark.parametrize(
    ("colour", "ground"),
    [("#000", "#fff"), ("#767676", "#fff"), ("#999", "#fff"), ("#aaa", "#fff"), ("#fff", "#0067b8"), ("#888", "#333"),
     ("#a19f9d", "#f3f2f1")],
)  # fmt: skip
@pytest.mark.parametrize(("old", "new"), [("Nästa", "Fortsätt"), ("Spara", "Klar"), ("OK", "Ja")])
def test_a_renamed_button_differs_however_pale(colour: str, ground: str, old: str, new: str) -> None:
    found = compare.compare(_words(old, colour, ground), _words(new, colour, ground))

    assert found.verdict == "differs"


# -- sizes and transparency ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(200, 120), (180, 100), (1, 1)])
def test_other_size_is_told_as_such_and_has_three_pictures(size: Size) -> None:
    found = compare.compare(plain(), plain(size))

    assert found.verdict == "size-differs"
    assert found.diff is not None
    assert found.diff.size == (200, max(100, size[1]))


def test_what_only_one_picture_has_counts_when_sizes_differ() -> None:
    found = compare.compare(plain((200, 100)), plain((200, 120)))

    assert (found.verdict, found.changed_pixels, found.box) == ("size-differs", 4000, (0, 100, 200, 20))


def test_difference_in_size_that_is_all_left_out_is_still_told_with_a_picture() -> None:
    found = compare.compare(plain((200, 100)), plain((200, 120)), [(0, 100, 200, 20)])

    assert (found.verdict, found.changed_pixels, found.box) == ("size-differs", 0, None)
    assert found.diff is not None


def _clear(colour: tuple[int, ...], *box: int) -> Image.Image:
    image = Image.new("RGBA", (60, 40), (*colour, 0))
    if box:
        image.paste((0, 0, 0, 255), (box[0], box[1], box[0] + box[2], box[1] + box[3]))
    return image


def test_colour_of_what_is_transparent_is_no_change() -> None:
    assert compare.compare(_clear((255, 0, 0)), _clear((0, 0, 255))) == compare.Comparison("same")


@pytest.mark.parametrize("opaque", ["white", "black"])
def test_transparent_and_opaque_are_never_the_same(opaque: str) -> None:
    solid = Image.new("RGBA", (60, 40), opaque)

    assert compare.compare(_clear((255, 255, 255)), solid).changed_pixels == 2400


def test_what_is_drawn_on_transparency_is_compared() -> None:
    found = compare.compare(_clear((9, 9, 9)), _clear((200, 0, 0), 5, 6, 10, 8))

    assert (found.verdict, found.changed_pixels, found.box) == ("differs", 80, (5, 6, 10, 8))


@pytest.mark.parametrize(("size", "count", "densest"), [((1, 1), 1, 1.0), ((1, 20000), 20000, 1.0)])
def test_smallest_and_longest_picture(size: Size, count: int, densest: float) -> None:
    found = compare.compare(plain(size), plain(size, "black"))

    assert (found.verdict, found.changed_pixels, found.densest) == ("differs", count, densest)
    assert (found.box, found.boxes) == ((0, 0, *size), ((0, 0, *size),))
    assert compare.compare(plain(size), plain(size)) == compare.Comparison("same")


def test_one_changed_pixel_of_the_longest_picture_is_found() -> None:
    found = compare.compare(plain((1, 20000)), painted(plain((1, 20000)), (0, 19999, 1, 1)))

    assert (found.verdict, found.changed_pixels, found.box) == ("differs", 1, (0, 19999, 1, 1))


def test_two_that_no_picture_could_hold_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        compare.compare(plain((1, 20000)), plain((20000, 1)))
    assert str(refused.value) == "Bilderna är för olika för att jämföras: 1 × 20000 och 20000 × 1 bildpunkter."


# -- what is left out ------------------------------------------------------------------------------------------------


def test_what_is_left_out_is_left_out_to_the_pixel() -> None:
    changed = painted(plain(), (20, 30, 40, 20))

    assert compare.compare(plain(), changed, [(20, 30, 40, 20)]) == compare.Comparison("same")
    assert compare.compare(plain(), changed, [(20, 30, 40, 19)]).box == (20, 49, 40, 1)


@pytest.mark.parametrize("box", [(-50, -50, 500, 500), (0, 0, 10**6, 10**6)])
def test_box_that_reaches_out_of_the_picture_leaves_out_what_is_in_it(box: compare.Box) -> None:
    assert compare.compare(plain(), plain(colour="black"), [box]) == compare.Comparison("same")


def test_leaving_out_never_paints_in_the_pictures() -> None:
    one, other = plain(), painted(plain(), (5, 5, 50, 50))
    before = one.tobytes(), other.tobytes()
    compare.compare(one, other, [(0, 0, 20, 20)])

    assert (one.tobytes(), other.tobytes()) == before


# -- the pictures as files, and what always holds --------------------------------------------------------------------


def test_diff_shows_what_changed_in_red_on_nothing() -> None:
    diff = compare.compare(plain(), painted(plain(), (20, 30, 10, 8))).diff

    assert diff is not None
    assert diff.getpixel((20, 30)) == (255, 0, 0, 255)
    assert diff.getpixel((19, 30)) == (0, 0, 0, 0)
    assert diff.getbbox() == (20, 30, 30, 38)


def test_files_are_compared_as_their_pictures_are(tmp_path: Path) -> None:
    page().save(tmp_path / "a.png")
    page().save(tmp_path / "b.png", compress_level=1)
    painted(page(), ICON, colour="white").save(tmp_path / "c.png")

    assert compare.compare_files(tmp_path / "a.png", tmp_path / "b.png") == compare.Comparison("same")
    assert compare.compare_files(tmp_path / "a.png", tmp_path / "c.png").boxes == (ICON,)


Boxes = st.lists(st.tuples(*(st.integers(0, high) for high in (70, 50, 30, 20))), max_size=4)


@settings(deadline=None, max_examples=50)
@given(Boxes, Boxes, st.sampled_from([(80, 60), (60, 80), (33, 31)]))
def test_order_of_the_pictures_changes_nothing_but_the_way_of_the_move(
    one: list[compare.Box], other: list[compare.Box], size: Size
) -> None:
    first, second = painted(plain((80, 60)), *one), painted(plain(size), *other)
    forth, back = compare.compare(first, second), compare.compare(second, first)

    assert (forth.verdict, forth.densest, forth.changed_pixels) == (back.verdict, back.densest, back.changed_pixels)
    assert forth.shift == (-back.shift[0], -back.shift[1])


@settings(deadline=None, max_examples=50)
@given(Boxes)
def test_picture_is_the_same_as_itself(boxes: list[compare.Box]) -> None:
    picture = painted(plain((80, 60)), *boxes)

    assert compare.compare(picture, picture.copy()) == compare.Comparison("same")


@settings(deadline=None, max_examples=50)
@given(Boxes, Boxes)
def test_every_place_lies_within_what_changed(one: list[compare.Box], other: list[compare.Box]) -> None:
    found = compare.compare(painted(plain((80, 60)), *one), painted(plain((80, 60)), *other))

    assert (found.box is None) == (found.changed_pixels == 0)
    for x, y, width, height in found.boxes:
        assert found.box is not None
        assert x >= found.box[0]
        assert y >= found.box[1]
        assert x + width <= found.box[0] + found.box[2]
        assert y + height <= found.box[1] + found.box[3]
    assert bool(found.boxes) == (found.verdict != "same")
