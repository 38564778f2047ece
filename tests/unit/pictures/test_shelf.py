"""What has been approved and chosen, as it is read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from guidevakt.pictures import shelf
from guidevakt.pictures.shelf import environment_key
from guidevakt.refused import Refused
from tests.unit.choosing import BLACK, NEWER, RED, WHITE, Project, png


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_a_picture_put_there_by_hand_is_approved(project: Project) -> None:
    png(project.place / "bild-1.png", RED)
    assert project.shown() == {"bild-1": RED}


def test_pictures_of_a_like_name_are_not_its_variants(project: Project) -> None:
    for name in ("bild-1", "bild-1.10", "bild-1.2", "bild-1.own", "bild-10", "bild-1.diff", "bild-1.x", "bild-1-2"):
        png(project.place / f"{name}.png")
    assert list(project.shown()) == ["bild-1", "bild-1.2", "bild-1.10", "bild-1.own"]


def test_entries_are_told_the_oldest_first_and_for_what_is_asked(project: Project) -> None:
    project.decide(project.one(WHITE))
    project.decide(project.one(WHITE, "r2", environment=NEWER))
    project.decide(project.run({"bild-2": WHITE}, "r3", target="recording"))

    assert [e.run for e in shelf.entries(project.folder)] == ["r1", "r2", "r3"]
    assert [e.run for e in shelf.entries(project.folder, environment=NEWER)] == ["r2"]
    assert [e.run for e in shelf.entries(project.folder, target="recording")] == ["r3"]
    assert [e.run for e in shelf.entries(project.folder, guide="losenord", picture="bild-1")] == ["r1", "r2"]
    assert shelf.entries(project.folder, guide="annan") == []


def test_two_who_chose_in_copies_of_the_project_are_both_told(project: Project) -> None:
    project.decide(project.one(WHITE))
    log = project.place / "approvals.jsonl"
    first = log.read_text("utf-8")
    project.decide(project.one(BLACK, "r2"))
    second = log.read_text("utf-8").removeprefix(first)
    log.write_text(second + first + first, "utf-8")  # as git's union merge leaves them

    assert [e.run for e in shelf.entries(project.folder)] == ["r1", "r2"]


@pytest.mark.parametrize("line", ["{", "<<<<<<< HEAD", '{"id": "x"}', "[]"])
def test_a_faulty_record_is_refused_with_its_line(project: Project, line: str) -> None:
    project.decide(project.one(WHITE))
    log = project.place / "approvals.jsonl"
    log.write_text(f"{log.read_text('utf-8')}\n{line}\n", "utf-8")

    with pytest.raises(Refused, match=r"approvals\.jsonl, rad 3: raden är inget val"):
        shelf.entries(project.folder)


def test_a_line_that_could_hold_no_choice_is_refused_before_its_faults_are_told(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = project.place / "approvals.jsonl"
    log.parent.mkdir(parents=True)
    log.write_text('{"steps": [' + "1," * 2000 + "1]}", "utf-8")
    monkeypatch.setattr(shelf.Entry, "model_validate_json", lambda _: pytest.fail("it was taken apart"))

    with pytest.raises(Refused, match="rad 1"):
        shelf.entries(project.folder)


def test_a_record_never_leads_out_of_its_folder(project: Project) -> None:
    project.decide(project.one(WHITE))
    log = project.place / "approvals.jsonl"
    log.write_text(log.read_text("utf-8").replace('"after":{"bild-1"', '"after":{"../../bild-1"'), "utf-8")

    with pytest.raises(Refused, match="rad 1: raden är inget val"):
        shelf.entries(project.folder)


def test_a_record_that_is_no_text_is_refused(project: Project) -> None:
    project.decide(project.one(WHITE))
    (project.place / "approvals.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(Refused, match="går inte att läsa som text"):
        shelf.entries(project.folder)


def test_a_recorded_choice_says_nothing_of_what_is_worked_out(project: Project) -> None:
    project.decide(project.one(WHITE))
    [line] = (project.place / "approvals.jsonl").read_text("utf-8").splitlines()
    assert set(json.loads(line)) == {
        "id", "batch", "when", "who", "why", "target", "environment", "guide", "run", "step", "picture", "choice",
        "sha256", "kept", "before", "after",
    }  # fmt: skip


def test_the_folder_of_an_environment_is_named_for_it() -> None:
    assert environment_key(NEWER) == "linux-chromium-157-3f2a91c0-1280x900"
