"""Pictures of the report: what part of them is shown, where the frames go, and that nothing is lost on the way."""

from __future__ import annotations

import base64
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from guidevakt.report.comparison import Pane, Place
from guidevakt.report.figure import Mark, Shot, embed, embed_still, mark, window
from guidevakt.report.panel import Panels, embed_panes, serve_panes


@pytest.mark.parametrize(
    ("size", "box", "height", "shown"),
    [
        ((1280, 2400), None, 700, (0, 0, 1280, 700)),
        ((1280, 300), None, 700, (0, 0, 1280, 300)),
        ((1280, 2400), (60, 1200, 200, 40), 700, (0, 870, 1280, 1570)),
        ((1280, 2400), (60, 10, 200, 40), 700, (0, 0, 1280, 700)),
        ((1280, 2400), (60, 2350, 200, 40), 700, (0, 1700, 1280, 2400)),
        ((1280, 2400), (60, 300, 200, 900), 700, (0, 100, 1280, 1400)),
        ((1280, 9000), (60, 300, 200, 5000), 700, (0, 250, 1280, 1650)),
        ((1280, 2400), (0, 5000, 10, 10), 700, (0, 0, 1280, 700)),
    ],
)  # fmt: skip
def test_crop_keeps_the_place_in_view(size: Any, box: Any, height: int, shown: tuple[int, ...]) -> None:
    assert window(size, box, height) == shown


def test_mark_is_told_in_per_cent_of_the_crop() -> None:
    found = mark((128, 900, 256, 70), (0, 800, 1280, 1500))
    assert found is not None
    assert found.style == "left:10.000%;top:14.286%;width:20.000%;height:10.000%"


def test_mark_outside_the_crop_is_not_drawn() -> None:
    assert mark((0, 2000, 10, 10), (0, 0, 1280, 700)) is None


def test_pictures_are_small_and_never_painted_on(tmp_path: Path) -> None:
    Image.effect_noise((2560, 4800), 20).save(tmp_path / "s.png")
    figure = embed(Shot("s.png", "", "", (100, 3000, 200, 60)), tmp_path)
    assert figure.width == 1280
    assert len(figure.src) < 400_000
    Image.new("RGB", (400, 400), (10, 200, 30)).save(tmp_path / "plain.png")
    plain = embed(Shot("plain.png", "", "", (100, 100, 50, 50)), tmp_path)
    assert plain.src == embed(Shot("plain.png", "", ""), tmp_path).src
    assert plain.mark is not None


def drawn(src: str) -> Image.Image:
    return Image.open(BytesIO(base64.b64decode(src.partition(",")[2])))


def pane(kind: Any, file: str, *boxes: Any) -> Pane:
    return Pane(kind, file, "Bild", "En bild.", tuple(Place(box) for box in boxes))


def test_pictures_to_compare_lose_nothing(tmp_path: Path) -> None:
    noise = Image.effect_noise((300, 200), 90).convert("RGB")
    noise.save(tmp_path / "b.png")
    received = embed_panes([pane("received", "b.png")], tmp_path).of("received")
    assert received is not None
    assert ImageChops.difference(drawn(received.src).convert("RGB"), noise).getbbox() is None


def test_a_tall_page_is_cut_alike_in_both_pictures_around_what_changed_most(tmp_path: Path) -> None:
    for name in ("a", "b"):
        Image.new("RGB", (1280, 6000), "white").save(tmp_path / f"{name}.png")
    both = [pane("approved", "a.png"), pane("received", "b.png", (100, 5000, 50, 20), (100, 10, 50, 20))]
    panels = embed_panes(both, tmp_path)
    assert [(p.width, p.height) for p in panels.all] == [(1280, 2400)] * 2
    assert [f.mark.whereabouts for f in panels.all[1].frames] == ["till vänster"]


def test_the_coloured_difference_keeps_what_is_nothing_as_nothing(tmp_path: Path) -> None:
    Image.new("RGBA", (20, 20)).save(tmp_path / "d.png")
    panel = embed_panes([pane("difference", "d.png")], tmp_path).of("difference")
    assert panel is not None
    assert drawn(panel.src).convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index]


def test_pictures_of_different_sizes_are_told_as_such(tmp_path: Path) -> None:
    Image.new("RGB", (200, 100)).save(tmp_path / "a.png")
    Image.new("RGB", (200, 140)).save(tmp_path / "b.png")

    def sizes(*names: str) -> Panels:
        kinds = ("approved", "received")
        return embed_panes([pane(kind, name) for kind, name in zip(kinds, names, strict=False)], tmp_path)

    assert sizes("a.png", "b.png").differ_in_size
    assert not sizes("a.png", "a.png").differ_in_size
    assert not sizes("a.png").differ_in_size
    assert not sizes("a.png", "gone.png").differ_in_size


def test_tall_pages_of_different_sizes_are_told_as_such_though_cut_alike(tmp_path: Path) -> None:
    for name, height in (("a.png", 6000), ("b.png", 6100)):
        Image.new("RGB", (200, height)).save(tmp_path / name)
    panels = embed_panes([pane("approved", "a.png"), pane("received", "b.png")], tmp_path)
    assert (panels.all[0].height, panels.all[1].height, panels.differ_in_size) == (2400, 2400, True)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ((80, 5, 10, 5), "högst upp till höger"),
        ((5, 90, 10, 5), "längst ner till vänster"),
        ((45, 45, 10, 5), "mitt i bilden"),
        ((10, 2, 80, 5), "högst upp"),
        ((80, 50, 10, 5), "till höger"),
        ((5, 5, 90, 90), "i nästan hela bilden"),
    ],
)
def test_a_place_is_told_in_words(at: tuple[float, float, float, float], said: str) -> None:
    assert Mark(*at).whereabouts == said


def test_served_pictures_are_whole_and_at_their_own_address(tmp_path: Path) -> None:
    Image.new("RGB", (1280, 6000), "white").save(tmp_path / "b.png")
    both = [pane("received", "b.png", (0, 3000, 128, 600)), pane("approved", "gone.png")]
    panels = serve_panes(both, tmp_path, str.upper)
    assert (panels.all[0].src, panels.all[0].height) == ("B.PNG", 6000)
    assert panels.all[0].frames[0].mark.style == "left:0.000%;top:50.000%;width:10.000%;height:10.000%"
    assert panels.all[1].missing == "Bilden finns inte kvar: gone.png"


def test_a_still_is_small_and_a_missing_one_is_nothing(tmp_path: Path) -> None:
    Image.effect_noise((1280, 6000), 60).save(tmp_path / "b.png")
    assert drawn(embed_still(tmp_path / "b.png")).size == (320, 240)
    assert embed_still(tmp_path / "gone.png") == ""
