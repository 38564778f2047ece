"""What of a run awaits a person, and what shares one change."""

from __future__ import annotations

from pathlib import Path

import pytest

from guidevakt.pictures.waiting import Group, pending
from tests.unit.choosing import BLACK, NEWER, RED, WHITE, Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def ids(groups: list[Group]) -> list[list[str]]:
    return [[one.picture.id for one in group.waiting] for group in groups]


def test_pictures_that_share_a_change_in_words_are_one_group(project: Project) -> None:
    names = ["bild-1", "bild-2", "bild-3"]
    project.decide(project.run(dict.fromkeys(names, f"{WHITE} Nästa")))
    now = project.run({"bild-1": f"{BLACK} Fortsätt", "bild-2": f"{BLACK} Vidare", "bild-3": f"{RED} Fortsätt"}, "r2")

    groups = pending(project.folder, now)
    assert ids(groups) == [["bild-1", "bild-3"], ["bild-2"]]
    assert [d.seen for d in groups[0].differences] == ["Fortsätt"]


def test_pictures_whose_look_changed_in_the_same_place_are_one_group(project: Project) -> None:
    project.decide(project.run(dict.fromkeys(["bild-1", "bild-2"], f"{WHITE} Nästa")))
    now = project.run(dict.fromkeys(["bild-1", "bild-2"], f"{BLACK} Nästa"), "r2")

    assert ids(pending(project.folder, now)) == [["bild-1", "bild-2"]]


def test_a_new_environment_with_the_same_words_is_one_group_and_stands_last(project: Project) -> None:
    project.decide(project.run({"bild-1": f"{WHITE} Nästa", "bild-2": f"{WHITE} Klar", "bild-3": f"{WHITE} Avbryt"}))
    shown = {"bild-1": f"{BLACK} Nästa", "bild-2": f"{BLACK} Färdig", "bild-3": f"{BLACK} Avbryt"}

    groups = pending(project.folder, project.run(shown, "r2", environment=NEWER))
    assert ids(groups) == [["bild-2"], ["bild-1", "bild-3"]]
    assert [group.is_environment for group in groups] == [False, True]


def test_first_pictures_are_each_their_own(project: Project) -> None:
    run = project.run({"bild-1": WHITE, "bild-2": WHITE})
    assert ids(pending(project.folder, run)) == [["bild-1"], ["bild-2"]]


def test_what_looks_different_comes_before_what_is_new(project: Project) -> None:
    project.decide(project.run({"bild-2": WHITE}))
    run = project.run({"bild-1": WHITE, "bild-2": BLACK}, "r2")
    assert ids(pending(project.folder, run)) == [["bild-2"], ["bild-1"]]


def test_what_holds_or_was_not_checked_awaits_nobody(project: Project) -> None:
    project.decide(project.run({"bild-1": WHITE}))
    assert pending(project.folder, project.one(WHITE, "r2")) == []
    assert pending(project.folder, project.one(WHITE, "r3", environment=None)) == []


def test_a_picture_that_is_gone_still_waits_but_cannot_be_judged(project: Project) -> None:
    run = project.one(WHITE)
    (project.folder / "reports/r1/pictures/bild-1.png").unlink()

    [group] = pending(project.folder, run)
    assert group.waiting[0].sha256 is None
