"""Approved pictures: a run never writes to them, a person does."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from guidevakt import baseline, received
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


def _judge(project: Path) -> PictureResult:
    return received.judge(project, "replica", ENVIRONMENT, "losenord", "bild-1", project / RECEIVED)


@pytest.fixture
def run(make_run: Callable[..., RunResult], make_step: Callable[..., StepResult]) -> Callable[..., RunResult]:
    """A run with a received picture of a step; by its verdict."""

    def made(verdict: str = "awaiting_review", received: str = RECEIVED, **facts: object) -> RunResult:
        picture = PictureResult(id="bild-1", verdict=verdict, received=received)  # type: ignore[arg-type]
        return make_run(make_step(id="registrera-2", picture=picture), make_step(id="registrera-3"), **facts)

    return made


def test_approving_makes_the_received_picture_the_approved_one(tmp_path: Path, run: Callable[..., RunResult]) -> None:
    received = _picture(tmp_path / RECEIVED)

    [entry] = baseline.approve(tmp_path, run(), who="Anna")
    assert (entry.picture, entry.choice, entry.who) == ("bild-1", "new", "Anna")
    kept = f"earlier/{entry.sha256[:16]}.png"
    assert _files(tmp_path / FOLDER).keys() == {"bild-1.png", "approvals.jsonl", kept}
    assert (tmp_path / FOLDER / "bild-1.png").read_bytes() == received.read_bytes()
    assert _judge(tmp_path).verdict == "holds"


def test_every_approval_is_recorded(tmp_path: Path, run: Callable[..., RunResult]) -> None:
    received = _picture(tmp_path / RECEIVED)
    first = hashlib.sha256(received.read_bytes()).hexdigest()
    baseline.approve(tmp_path, run(), who="Anna")
    _picture(received, "black")
    baseline.approve(tmp_path, run("looks_different"), who="Anna")

    lines = [json.loads(line) for line in (tmp_path / FOLDER / "approvals.jsonl").read_text("utf-8").splitlines()]
    assert [(e["run"], e["step"], e["picture"]) for e in lines] == [
        ("2026-11-22T02-15-00Z-7f3a", "registrera-2", "bild-1")
    ] * 2
    assert [e["sha256"] for e in lines] == [first, hashlib.sha256(received.read_bytes()).hexdigest()]
    assert all(e["who"] and e["when"] for e in lines)


@pytest.mark.parametrize("verdict", ["holds", "not_checked"])
def test_only_what_awaits_a_person_is_approved(tmp_path: Path, run: Callable[..., RunResult], verdict: str) -> None:
    _picture(tmp_path / RECEIVED)

    assert baseline.approve(tmp_path, run(verdict), who="Anna") == []
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

    assert [e.picture for e in baseline.approve(tmp_path, run(), guide, step, who="Anna")] == approved


def test_run_without_an_environment_has_nothing_to_approve(tmp_path: Path, run: Callable[..., RunResult]) -> None:
    with pytest.raises(Refused) as refused:
        baseline.approve(tmp_path, run(environment=None), who="Anna")
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
        baseline.approve(tmp_path, make_run(*steps), who="Anna")
    assert not (tmp_path / "baselines").exists()
