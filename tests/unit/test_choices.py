"""What `guidevakt approve` tells."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from guidevakt import baseline
from guidevakt.pictures.decisions import Choice
from guidevakt.sentences import choices
from guidevakt.verdict import ClaimResult
from tests.unit.choosing import BLACK, NEWER, RED, WHITE, Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_every_choice_has_its_swedish() -> None:
    assert set(choices.CHOICES) == {*get_args(Choice), "undo"}


def test_what_was_chosen_is_told_with_how_to_take_it_back(project: Project) -> None:
    run = project.one(WHITE)
    made = baseline.approve(project.folder, run, who="Anna")
    assert choices.chosen(made, run) == (
        f"bild-1 till steg steg-1: den nya bilden används.\nÅngra med guidevakt approve --undo {made[0].batch}."
    )


def test_a_label_that_is_still_wrong_is_told_when_its_picture_is_approved(project: Project) -> None:
    run = project.one(WHITE, claims=(ClaimResult(kind="link", expected="X", verdict="drifted", change="removed"),))
    said = choices.chosen(baseline.approve(project.folder, run, who="Anna"), run)
    assert "Obs! Något annat stämmer fortfarande inte i steg-1. Att godkänna bilden ändrar inte det." in said


def test_pictures_of_pages_that_were_bent_are_told_to_be_so(project: Project) -> None:
    run = project.one(WHITE)
    bent = run.model_copy(update={"run": run.run.model_copy(update={"overlay": "prov"})})
    said = choices.chosen(baseline.approve(project.folder, bent, who="Anna"), bent)
    assert "Obs! Körningen gick med ändrade sidor (prov), och det är dem som bilderna visar." in said


def test_nothing_to_approve_is_told(project: Project) -> None:
    assert choices.chosen([], project.one(WHITE)) == "Det fanns inga bilder att godkänna."
    assert choices.awaiting([]) == "Inga bilder väntar på dig."
    assert choices.log([]) == "Inga val har antecknats än."
    assert choices.unused([]) == "Alla godkända bilder används."


def test_what_awaits_is_told_by_the_change_it_shares(project: Project) -> None:
    project.decide(project.run(dict.fromkeys(["bild-1", "bild-2", "bild-3"], f"{WHITE} Nästa")))
    shown = {"bild-1": f"{BLACK} Fortsätt", "bild-2": f"{RED} Nästa", "bild-3": f"{BLACK} Fortsätt", "bild-4": WHITE}
    run = project.run(shown, "r2")
    project.decide(project.run({"bild-2": f"{RED} Nästa"}, "r3"), "old")

    assert choices.awaiting(baseline.pending(project.folder, run)) == (
        "Knappen ”Nästa” heter nu ”Fortsätt”.\n  bild-1 till steg steg-1\n  bild-3 till steg steg-3\n\n"
        "Orden är desamma; bara utseendet har ändrats.\n  bild-2 till steg steg-2 (den gamla bilden behålls, Anna)\n\n"
        "Första bilden: det finns ingen att jämföra med.\n  bild-4 till steg steg-4"
    )


def test_a_new_environment_is_told_once(project: Project) -> None:
    project.decide(project.run({"bild-1": f"{WHITE} Nästa", "bild-2": f"{WHITE} Klar"}))
    run = project.run({"bild-1": f"{BLACK} Nästa", "bild-2": f"{BLACK} Klar"}, "r2", environment=NEWER)
    assert choices.awaiting(baseline.pending(project.folder, run)) == (
        "Ny dator eller webbläsare. Orden är desamma i alla bilder.\n"
        "  bild-1 till steg steg-1\n  bild-2 till steg steg-2"
    )


def test_the_record_is_told_the_newest_first(project: Project) -> None:
    entry = project.decide(project.one(WHITE), why="Första")
    undone = baseline.undo(project.folder, entry.id, "Bo")
    newest, oldest = choices.log(baseline.entries(project.folder)).splitlines()

    assert newest.startswith(f"{undone.id}  ")
    assert newest.endswith(f"Bo: bild-1 till steg steg-1 i ”losenord” (övningskopian), ångrar valet {entry.id}.")
    assert oldest.endswith(
        f"Anna: bild-1 till steg steg-1 i ”losenord” (övningskopian), den nya bilden används. Skäl: Första. "
        f"Ångrat av {undone.id}."
    )


def test_pictures_that_no_step_uses_are_listed() -> None:
    assert choices.unused(["a.png"]) == "En godkänd bild används inte av något steg:\n  a.png"
    assert choices.unused(["a.png", "b.png"]) == "2 godkända bilder används inte av något steg:\n  a.png\n  b.png"
