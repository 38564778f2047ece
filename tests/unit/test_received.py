"""A received picture against the approved ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from guidevakt import received
from guidevakt.refused import Refused
from guidevakt.verdict import Environment, PictureResult

ENVIRONMENT = Environment(os="linux", browser="chromium-156", fonts="3f2a91c0", viewport=(1280, 900))
FOLDER = "baselines/replica/linux-chromium-156-3f2a91c0-1280x900/losenord"
RECEIVED = "reports/r1/pictures/bild-1.png"


def _picture(file: Path, colour: str = "white", size: tuple[int, int] = (60, 40)) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, colour).save(file)
    return file


def _files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def _judge(project: Path, environment: Environment | None = ENVIRONMENT) -> PictureResult:
    return received.judge(project, "replica", environment, "losenord", "bild-1", project / RECEIVED)


def test_first_picture_awaits_review(tmp_path: Path) -> None:
    _picture(tmp_path / RECEIVED)

    assert _judge(tmp_path) == PictureResult(id="bild-1", verdict="awaiting_review", received=RECEIVED)


def test_same_picture_holds(tmp_path: Path) -> None:
    _picture(tmp_path / RECEIVED)
    _picture(tmp_path / FOLDER / "bild-1.png")

    judged = _judge(tmp_path)
    assert (judged.verdict, judged.approved, judged.diff) == ("holds", f"{FOLDER}/bild-1.png", None)


def test_other_picture_looks_different_and_its_diff_is_kept_with_the_run(tmp_path: Path) -> None:
    _picture(tmp_path / RECEIVED, "black")
    _picture(tmp_path / FOLDER / "bild-1.png")

    judged = _judge(tmp_path)
    assert (judged.verdict, judged.changed_pixels, judged.densest) == ("looks_different", 2400, 1.0)
    assert judged.box == (0, 0, 60, 40)
    assert judged.diff == "reports/r1/pictures/bild-1.diff.png"
    assert (tmp_path / judged.diff).exists()


def test_other_size_looks_different(tmp_path: Path) -> None:
    _picture(tmp_path / RECEIVED, size=(60, 41))
    _picture(tmp_path / FOLDER / "bild-1.png")

    assert _judge(tmp_path).verdict == "looks_different"


def test_picture_that_holds_though_a_few_pixels_differ_has_no_diff(tmp_path: Path) -> None:
    file = _picture(tmp_path / RECEIVED)
    _picture(tmp_path / FOLDER / "bild-1.png")
    with Image.open(file) as image:
        image.putpixel((5, 5), (0, 0, 0))
        image.save(file)

    judged = _judge(tmp_path)
    assert (judged.verdict, judged.changed_pixels, judged.diff) == ("holds", 1, None)
    assert [p.name for p in file.parent.iterdir()] == ["bild-1.png"]


def test_picture_that_holds_has_no_diff_though_an_earlier_try_left_one(tmp_path: Path) -> None:
    _picture(tmp_path / RECEIVED)
    _picture(tmp_path / FOLDER / "bild-1.png")
    _picture(tmp_path / "reports/r1/pictures/bild-1.diff.png")

    assert _judge(tmp_path).diff is None


@pytest.mark.parametrize("approved", ["none", "same", "other"])
def test_judging_never_writes_to_baselines(tmp_path: Path, approved: str) -> None:
    _picture(tmp_path / RECEIVED)
    if approved != "none":
        _picture(tmp_path / FOLDER / "bild-1.png", "white" if approved == "same" else "black")
    before = _files(tmp_path / "baselines")

    _judge(tmp_path)

    assert _files(tmp_path / "baselines") == before


def test_picture_from_an_unknown_environment_is_not_checked(tmp_path: Path) -> None:
    _picture(tmp_path / RECEIVED)

    judged = _judge(tmp_path, None)
    assert (judged.verdict, judged.reason) == ("not_checked", "environment")


@pytest.mark.parametrize("change", ["os", "browser", "fonts", "viewport", "target"])
def test_picture_of_another_environment_or_target_is_never_compared_with(tmp_path: Path, change: str) -> None:
    _picture(tmp_path / RECEIVED)
    _picture(tmp_path / FOLDER / "bild-1.png", "black")
    other: dict[str, object] = {"viewport": (1000, 900)} if change == "viewport" else {change: "annat"}
    environment = ENVIRONMENT if change == "target" else ENVIRONMENT.model_copy(update=other)
    target = "recording" if change == "target" else "replica"

    judged = received.judge(tmp_path, target, environment, "losenord", "bild-1", tmp_path / RECEIVED)
    assert judged.verdict == "awaiting_review"


def test_approved_picture_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    _picture(tmp_path / RECEIVED)
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER / "bild-1.png").write_bytes(b"version https://git-lfs.github.com/spec/v1\n")

    with pytest.raises(Refused, match="git lfs pull"):
        _judge(tmp_path)


