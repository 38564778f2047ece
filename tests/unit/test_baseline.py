"""Approved pictures: a run never writes to them, a person does."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from guidevakt import baseline
from guidevakt.refused import Refused
from guidevakt.verdict import Environment, PictureResult, RunResult, StepResult

ENVIRONMENT = Environment(os="linux", browser="chromium-156", fonts="3f2a91c0", viewport=(1280, 900))
FOLDER = "baselines/replica/linux-chromium-156-3f2a91c0-1280x900/losenord"
RECEIVED = "reports/r1/pictures/bild-1.png"


def _picture(file: Path, colour: str = "white", size: tuple[int, int] = (60, 40)) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, colour).save(file)
    return file


def _files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture
def run(make_run: Callable[..., RunResult], make_step: Callable[..., StepResult]) -> Callable[..., RunResult]:
    """A run with a received picture of a step; by its verdict."""

    def made(verdict: str = "awaiting_review", received: str = RECEIVED, **facts: object) -> RunResult:
        picture = PictureResult(id="bild-1", verdict=verdict, received=received)  # type: ignore[arg-type]
        return make_run(make_step(id="registrera-2", picture=picture), make_step(id="registrera-3"), **facts)

    return made


def _judge(project: Path, environment: Environment | None = ENVIRONMENT) -> PictureResult:
    return baseline.judge(project, "replica", environment, "losenord", "bild-1", project / RECEIVED)


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
    received = _picture(tmp_path / RECEIVED)
    _picture(tmp_path / FOLDER / "bild-1.png")
    with Image.open(received) as image:
        image.putpixel((5, 5), (0, 0, 0))
        image.save(received)

    judged = _judge(tmp_path)
    assert (judged.verdict, judged.changed_pixels, judged.diff) == ("holds", 1, None)
    assert [p.name for p in received.parent.iterdir()] == ["bild-1.png"]


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

    judged = baseline.judge(tmp_path, target, environment, "losenord", "bild-1", tmp_path / RECEIVED)
    assert judged.verdict == "awaiting_review"


def test_approved_picture_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    _picture(tmp_path / RECEIVED)
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER / "bild-1.png").write_bytes(b"version https://git-lfs.github.com/spec/v1\n")

    with pytest.raises(Refused, match="git lfs pull"):
        _judge(tmp_path)


def test_approving_makes_the_received_picture_the_approved_one(tmp_path: Path, run: Callable[..., RunResult]) -> None:
    received = _picture(tmp_path / RECEIVED)

    assert baseline.approve(tmp_path, run()) == ["bild-1"]
    assert _files(tmp_path / FOLDER).keys() == {"bild-1.png", "approvals.jsonl"}
    assert (tmp_path / FOLDER / "bild-1.png").read_bytes() == received.read_bytes()
    assert _judge(tmp_path).verdict == "holds"


def test_every_approval_is_recorded(tmp_path: Path, run: Callable[..., RunResult]) -> None:
    received = _picture(tmp_path / RECEIVED)
    first = hashlib.sha256(received.read_bytes()).hexdigest()
    baseline.approve(tmp_path, run())
    _picture(received, "black")
    baseline.approve(tmp_path, run("looks_different"))

    lines = [json.loads(line) for line in (tmp_path / FOLDER / "approvals.jsonl").read_text("utf-8").splitlines()]
    assert [(e["run"], e["step"], e["picture"]) for e in lines] == [
        ("2026-11-22T02-15-00Z-7f3a", "registrera-2", "bild-1")
    ] * 2
    assert [e["sha256"] for e in lines] == [first, hashlib.sha256(received.read_bytes()).hexdigest()]
    assert all(e["who"] and e["when"] for e in lines)


@pytest.mark.parametrize("verdict", ["holds", "not_checked"])
def test_only_what_awaits_a_person_is_approved(tmp_path: Path, run: Callable[..., RunResult], verdict: str) -> None:
    _picture(tmp_path / RECEIVED)

    assert baseline.approve(tmp_path, run(verdict)) == []
    assert not (tmp_path / "baselines").exists()


@pytest.mark.parametrize(
    ("guide", "step", "approved"),
    [
        ("losenord", None, ["bild-1"]),
        (None, "registrera-2", ["bild-1"]),
        ("annan", None, []),
        (None, "registrera-3", []),
    ],
)
def test_one_guide_or_step_can_be_approved(
    tmp_path: Path, run: Callable[..., RunResult], guide: str | None, step: str | None, approved: list[str]
) -> None:
    _picture(tmp_path / RECEIVED)

    assert baseline.approve(tmp_path, run(), guide, step) == approved


def test_run_without_an_environment_has_nothing_to_approve(tmp_path: Path, run: Callable[..., RunResult]) -> None:
    with pytest.raises(Refused) as refused:
        baseline.approve(tmp_path, run(environment=None))
    assert str(refused.value) == "Körning 2026-11-22T02-15-00Z-7f3a: det finns inga bilder att godkänna."


def test_one_unreadable_picture_approves_nothing(
    tmp_path: Path, make_run: Callable[..., RunResult], make_step: Callable[..., StepResult]
) -> None:
    _picture(tmp_path / RECEIVED)
    broken = "reports/r1/pictures/bild-2.png"
    (tmp_path / broken).write_bytes(b"hej")
    steps = [
        make_step(id=f"registrera-{n}", picture=PictureResult(id=f"bild-{n}", verdict="awaiting_review", received=file))
        for n, file in ((1, RECEIVED), (2, broken))
    ]

    with pytest.raises(Refused, match=r"bild-2\.png: filen är ingen hel bild"):
        baseline.approve(tmp_path, make_run(*steps))
    assert not (tmp_path / "baselines").exists()


def test_approving_that_is_cut_off_leaves_the_old_picture_whole(
    tmp_path: Path, run: Callable[..., RunResult], monkeypatch: pytest.MonkeyPatch
) -> None:
    _picture(tmp_path / RECEIVED, "black")
    old = _picture(tmp_path / FOLDER / "bild-1.png").read_bytes()

    def cut_off(source: Path, target: Path) -> None:
        Path(target).write_bytes(Path(source).read_bytes()[:20])
        raise KeyboardInterrupt

    monkeypatch.setattr(baseline.shutil, "copyfile", cut_off)
    with pytest.raises(KeyboardInterrupt):
        baseline.approve(tmp_path, run("looks_different"))

    assert (tmp_path / FOLDER / "bild-1.png").read_bytes() == old
    assert not (tmp_path / FOLDER / "approvals.jsonl").exists()
