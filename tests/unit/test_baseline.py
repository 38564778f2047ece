"""What a person chooses for a run's pictures: carried out, recorded, taken back."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from guidevakt import baseline
from guidevakt.pictures import decisions, ledger, received, shelf, waiting
from guidevakt.pictures.decisions import today
from guidevakt.pictures.shelf import environment_key
from guidevakt.refused import Refused
from guidevakt.verdict import ClaimResult, RunResult
from tests.unit.choosing import BLACK, KEY, NEWER, RED, WHITE, Project, png

TOMORROW = today() + timedelta(days=1)


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _file: None)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture
def approved(project: Project) -> Project:
    """A white picture with the button ”Nästa” is approved."""
    project.decide(project.one(f"{WHITE} Nästa", "r0"))
    return project


def image(colour: str = RED) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (10, 10), colour).save(file, "PNG")
    return file.getvalue()


def verdict(run: RunResult) -> str | None:
    picture = run.steps[0].picture
    return picture and picture.verdict


# -- choosing --------------------------------------------------------------------------------------------------------


def test_the_new_picture_and_its_words_are_what_the_next_run_compares_with(project: Project) -> None:
    entry = project.decide(project.one(f"{WHITE} Nästa"))

    assert project.shown() == {"bild-1": f"{WHITE} Nästa"}
    received_ = project.folder / "reports/r1/pictures/bild-1.png"
    assert (project.place / "bild-1.png").read_bytes() == received_.read_bytes()
    assert json.loads((project.place / "bild-1.json").read_text("utf-8"))["snapshot"]["name"] == "Nästa"
    assert verdict(project.one(f"{WHITE} Nästa", "r2")) == "holds"
    assert (entry.choice, entry.replaced) == ("new", None)


def test_a_picture_without_words_replaces_the_words_too(approved: Project) -> None:
    approved.decide(approved.one(BLACK))

    assert approved.shown() == {"bild-1": BLACK}
    assert not (approved.place / "bild-1.json").exists()


def test_what_was_replaced_is_kept_with_its_words(approved: Project) -> None:
    entry = approved.decide(approved.one(f"{BLACK} Fortsätt"))

    earlier = shelf.kept(approved.place, entry.before["bild-1"])
    assert earlier.parent.name == "earlier"
    assert earlier.with_suffix(".json").exists()
    assert entry.replaced == ledger.blob(earlier).sha256


def test_the_old_picture_can_stay_and_the_choice_is_known_for_that_picture(approved: Project) -> None:
    run = approved.one(f"{BLACK} Fortsätt")
    approved.decide(run, "old", why="De ändrar tillbaka på fredag")

    assert approved.shown() == {"bild-1": f"{WHITE} Nästa"}
    assert verdict(approved.one(f"{BLACK} Fortsätt")) == "looks_different"
    [group] = waiting.pending(approved.folder, run)
    assert group.waiting[0].chosen is not None
    assert (group.waiting[0].chosen.choice, group.waiting[0].chosen.why) == ("old", "De ändrar tillbaka på fredag")
    [other] = waiting.pending(approved.folder, approved.one(f"{RED} Fortsätt"))
    assert other.waiting[0].chosen is None


def test_a_choice_that_is_put_off_changes_and_records_nothing(approved: Project) -> None:
    before = approved.tree()
    assert baseline.decide(approved.folder, *_later(approved)) == []
    assert approved.tree() == before


def _later(project: Project) -> tuple[RunResult, decisions.Decisions]:
    run = project.one(BLACK)
    return run, project.chosen(run, "later")


def test_a_difference_is_accepted_until_its_day_is_over(approved: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    approved.decide(approved.one(f"{BLACK} Fortsätt"), "until", until=TOMORROW)

    assert approved.shown() == {"bild-1": f"{WHITE} Nästa"}
    assert verdict(approved.one(f"{BLACK} Fortsätt", "r2")) == "holds"
    assert verdict(approved.one(f"{RED} Fortsätt", "r2")) == "looks_different"
    monkeypatch.setattr(received, "today", lambda: TOMORROW)
    assert verdict(approved.one(f"{BLACK} Fortsätt", "r3")) == "holds"
    monkeypatch.setattr(received, "today", lambda: TOMORROW + timedelta(days=1))
    assert verdict(approved.one(f"{BLACK} Fortsätt", "r4")) == "looks_different"


def test_a_later_choice_for_the_same_picture_ends_the_acceptance(approved: Project) -> None:
    run = approved.one(f"{BLACK} Fortsätt")
    approved.decide(run, "until", until=TOMORROW)
    approved.decide(run, "old")

    assert verdict(approved.one(f"{BLACK} Fortsätt", "r2")) == "looks_different"


def test_taking_an_acceptance_back_ends_it(approved: Project) -> None:
    entry = approved.decide(approved.one(BLACK), "until", until=TOMORROW)
    baseline.undo(approved.folder, entry.id, "Anna")

    assert verdict(approved.one(BLACK, "r2")) == "looks_different"


def test_several_pictures_can_be_accepted_and_any_of_them_holds(approved: Project) -> None:
    approved.decide(approved.one(f"{BLACK} Fortsätt"), "variant")
    approved.decide(approved.one(f"{RED} Vidare"), "variant")

    shown = {"bild-1": f"{WHITE} Nästa", "bild-1.2": f"{BLACK} Fortsätt", "bild-1.3": f"{RED} Vidare"}
    assert approved.shown() == shown
    assert {verdict(approved.one(colour, "r2")) for colour in (WHITE, BLACK, RED)} == {"holds"}
    assert verdict(approved.one("#00ff00", "r2")) == "looks_different"
    assert [p.name for p in baseline.approved(approved.folder, "replica", KEY, "losenord", "bild-1")] == [
        "bild-1.png", "bild-1.2.png", "bild-1.3.png",
    ]  # fmt: skip


def test_the_first_variant_is_the_approved_picture(project: Project) -> None:
    project.decide(project.one(WHITE), "variant")
    assert project.shown() == {"bild-1": WHITE}


def test_the_same_variant_twice_is_one(approved: Project) -> None:
    run = approved.one(BLACK)
    approved.decide(run, "variant")
    approved.decide(run, "variant")
    assert list(approved.shown()) == ["bild-1", "bild-1.2"]


def test_a_new_picture_takes_the_place_of_all_that_were_accepted(approved: Project) -> None:
    approved.decide(approved.one(f"{BLACK} Fortsätt"), "variant")
    entry = approved.decide(approved.one(f"{RED} Vidare"))

    assert approved.shown() == {"bild-1": f"{RED} Vidare"}
    baseline.undo(approved.folder, entry.id, "Anna")
    assert approved.shown() == {"bild-1": f"{WHITE} Nästa", "bild-1.2": f"{BLACK} Fortsätt"}


def test_an_own_picture_is_for_the_guide_and_the_received_one_to_compare_with(approved: Project) -> None:
    approved.decide(approved.one(f"{BLACK} Fortsätt"), "own", image=image())

    assert approved.shown() == {"bild-1": f"{BLACK} Fortsätt", "bild-1.own": RED}
    assert baseline.own(approved.folder, "replica", KEY, "losenord", "bild-1") == approved.place / "bild-1.own.png"
    assert verdict(approved.one(f"{BLACK} Fortsätt", "r2")) == "holds"
    assert verdict(approved.one(RED, "r2")) == "looks_different"  # nothing is compared with the writer's own


def test_a_new_picture_ends_the_own_one(approved: Project) -> None:
    approved.decide(approved.one(BLACK), "own", image=image())
    approved.decide(approved.one(RED))
    assert approved.shown() == {"bild-1": RED}


def test_an_own_picture_outlives_a_new_browser_that_shows_the_same_words(approved: Project) -> None:
    approved.decide(approved.one(f"{WHITE} Nästa"), "own", image=image())
    newer = approved.one(f"{BLACK} Nästa", environment=NEWER)

    baseline.approve(approved.folder, newer, who="Anna")
    assert approved.shown(key=environment_key(NEWER)) == {"bild-1": f"{BLACK} Nästa", "bild-1.own": RED}


def test_every_choice_is_recorded_with_who_when_and_why(approved: Project) -> None:
    approved.decide(approved.one(BLACK), why="Ny knapp")

    first, second = (json.loads(line) for line in (approved.place / "approvals.jsonl").read_text("utf-8").splitlines())
    assert (second["who"], second["why"], second["run"], second["step"]) == ("Anna", "Ny knapp", "r1", "steg-1")
    assert (second["choice"], second["picture"], second["replaced"]) == ("new", "bild-1", first["sha256"])
    assert second["when"].endswith("+00:00")


# -- what cannot be chosen -------------------------------------------------------------------------------------------

WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "another picture than was judged": ({"sha256": "0" * 64}, "är en annan än den som bedömdes"),
    "a step that is not in the run": ({"step": "steg-9"}, "finns inte i körning r1"),
    "a picture of another step": ({"picture": "bild-9"}, "finns inte i körning r1"),
    "a guide that is not in the run": ({"guide": "annan"}, "finns inte i körning r1"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_choice_about_something_else_is_refused_and_nothing_is_carried_out(approved: Project, what: str) -> None:
    facts, said = WRONG[what]
    run = approved.run({"bild-1": BLACK, "bild-2": BLACK})
    sound = approved.chosen(run)
    wrong = sound.decisions[0].model_copy(update=facts)
    before = approved.tree()

    with pytest.raises(Refused, match=said):
        baseline.decide(approved.folder, run, sound.model_copy(update={"decisions": (sound.decisions[1], wrong)}))
    assert approved.tree() == before


def test_every_choice_that_is_wrong_is_told(approved: Project) -> None:
    run = approved.run({"bild-1": BLACK, "bild-2": BLACK})
    with pytest.raises(Refused) as refused:
        baseline.decide(approved.folder, run, approved.chosen(run, sha256="0" * 64))
    assert len(str(refused.value).splitlines()) == 2


def test_choices_for_another_run_are_refused(approved: Project) -> None:
    other = approved.chosen(approved.one(BLACK, "r2"))
    with pytest.raises(Refused, match="Valen gäller körning r2, inte r1"):
        baseline.decide(approved.folder, approved.one(BLACK), other)


BROKEN: dict[str, Callable[[Path], object]] = {
    "no picture": lambda file: file.write_bytes(b"hej"),
    "cut off": lambda file: file.write_bytes(file.read_bytes()[:60]),
    "an LFS pointer": lambda file: file.write_bytes(b"version https://git-lfs.github.com/spec/v1\n"),
    "another format": lambda file: Image.new("RGB", (9, 9)).save(file, "JPEG"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_one_unreadable_picture_approves_nothing(project: Project, what: str) -> None:
    run = project.run({"bild-1": WHITE, "bild-2": WHITE})
    BROKEN[what](project.folder / "reports/r1/pictures/bild-2.png")

    with pytest.raises(Refused, match=r"bild-2\.png: filen är"):
        baseline.approve(project.folder, run, who="Anna")
    assert not (project.folder / "baselines").exists()


def test_a_received_picture_that_is_gone_is_told(project: Project) -> None:
    run = project.one(WHITE)
    (project.folder / "reports/r1/pictures/bild-1.png").unlink()
    with pytest.raises(Refused, match="finns inte kvar"):
        baseline.approve(project.folder, run, who="Anna")


@pytest.mark.parametrize("path", ["../secret.png", "/etc/passwd", "reports/../../x/pictures/bild-1.png", "bild-1.png"])
def test_a_picture_outside_the_runs_folder_is_never_read(project: Project, path: str) -> None:
    png(project.folder.parent / "secret.png")
    run = project.one(WHITE)
    step = run.steps[0]
    assert step.picture is not None
    moved = step.model_copy(update={"picture": step.picture.model_copy(update={"received": path})})

    with pytest.raises(Refused, match="är ingen bild i en körnings mapp"):
        baseline.approve(project.folder, run.model_copy(update={"steps": (moved,)}), who="Anna")


def test_a_symlink_in_the_runs_folder_is_never_read(project: Project) -> None:
    run = project.one(WHITE)
    file = project.folder / "reports/r1/pictures/bild-1.png"
    file.unlink()
    file.symlink_to(png(project.folder / "secret.png"))

    with pytest.raises(Refused, match="är ingen bild i en körnings mapp"):
        baseline.approve(project.folder, run, who="Anna")


@pytest.mark.parametrize("system", ["../../etc", "a/b", ".hidden", "a\x00b"])
def test_an_environment_never_leads_out_of_the_baselines(project: Project, system: str) -> None:
    run = project.one(WHITE)
    elsewhere = run.run.model_copy(update={"environment": NEWER.model_copy(update={"os": system})})

    with pytest.raises(Refused, match="går inte att använda som namn på en mapp"):
        baseline.approve(project.folder, run.model_copy(update={"run": elsewhere}), who="Anna")


def test_a_run_without_an_environment_has_nothing_to_approve(project: Project) -> None:
    with pytest.raises(Refused) as refused:
        baseline.approve(project.folder, project.one(WHITE, environment=None), who="Anna")
    assert str(refused.value) == "Körning r1: det finns inga bilder att godkänna."


# -- approving many --------------------------------------------------------------------------------------------------


def test_only_what_awaits_a_person_is_approved(approved: Project) -> None:
    before = approved.tree()
    assert baseline.approve(approved.folder, approved.one(f"{WHITE} Nästa"), who="Anna") == []
    assert approved.tree() == before


@pytest.mark.parametrize(
    ("guide", "step", "pictures"),
    [("losenord", None, ["bild-1", "bild-2"]), (None, "steg-2", ["bild-2"]), ("annan", None, []), (None, "steg-3", [])],
)
def test_one_guide_or_step_can_be_approved(
    project: Project, guide: str | None, step: str | None, pictures: list[str]
) -> None:
    run = project.run({"bild-1": WHITE, "bild-2": BLACK})
    assert [e.picture for e in baseline.approve(project.folder, run, guide, step, who="Anna")] == pictures


def test_approving_the_rest_leaves_what_was_chosen_before_unless_its_step_is_named(approved: Project) -> None:
    run = approved.run({"bild-1": f"{BLACK} Fortsätt", "bild-2": WHITE})
    first = approved.chosen(run, "old").decisions[:1]
    baseline.decide(approved.folder, run, approved.chosen(run).model_copy(update={"decisions": first}))

    assert [e.picture for e in baseline.approve(approved.folder, run, who="Bo")] == ["bild-2"]
    assert baseline.approve(approved.folder, run, who="Bo") == []
    assert approved.shown() == {"bild-1": f"{WHITE} Nästa"}
    assert [e.picture for e in baseline.approve(approved.folder, run, step="steg-1", who="Bo")] == ["bild-1"]


def test_a_new_environment_alone_is_one_approval_and_one_taking_back(project: Project) -> None:
    project.decide(project.run({"bild-1": f"{WHITE} Nästa", "bild-2": f"{WHITE} Avbryt", "bild-3": f"{WHITE} Klar"}))
    shown = {"bild-1": f"{BLACK} Nästa", "bild-2": f"{BLACK} Avbryt", "bild-3": f"{BLACK} Färdig"}
    newer = project.run(shown, "r2", environment=NEWER)

    made = baseline.approve(project.folder, newer, who="Anna", only_environment=True)
    assert [e.picture for e in made] == ["bild-1", "bild-2"]
    assert len({e.batch for e in made}) == 1

    baseline.undo_batch(project.folder, made[0].batch, "Anna")
    assert project.shown(key=environment_key(NEWER)) == {}


def test_approving_a_picture_never_approves_a_failed_label(approved: Project) -> None:
    failed = ClaimResult(kind="control", expected="Nästa", verdict="drifted", change="renamed")
    run = approved.one(f"{BLACK} Fortsätt", claims=(failed,))
    baseline.approve(approved.folder, run, who="Anna")

    again = approved.one(f"{BLACK} Fortsätt", "r2", claims=(failed,))
    assert verdict(again) == "holds"
    assert again.steps[0].claims == (failed,)
    assert again.summary.exit_code == 1


# -- taking back -----------------------------------------------------------------------------------------------------


def test_a_choice_is_taken_back_and_that_is_recorded(approved: Project) -> None:
    entry = approved.decide(approved.one(f"{BLACK} Fortsätt"))
    undone = baseline.undo(approved.folder, entry.id, "Bo", "Fel bild")

    assert approved.shown() == {"bild-1": f"{WHITE} Nästa"}
    assert (undone.choice, undone.undoes, undone.who, undone.why) == ("undo", entry.id, "Bo", "Fel bild")
    assert [(e.choice, e.undone_by) for e in baseline.entries(approved.folder)] == [
        ("new", None), ("new", undone.id), ("undo", None),
    ]  # fmt: skip


def test_the_first_approval_can_be_taken_back(project: Project) -> None:
    entry = project.decide(project.one(f"{WHITE} Nästa"))
    baseline.undo(project.folder, entry.id, "Anna")

    assert project.shown() == {}
    assert verdict(project.one(WHITE, "r2")) == "awaiting_review"


def test_choices_are_taken_back_several_steps(approved: Project) -> None:
    made = [approved.decide(approved.one(f"{colour} Knapp", f"r-{colour[1:]}")) for colour in (BLACK, RED, "#00ff00")]
    for entry in reversed(made):
        baseline.undo(approved.folder, entry.id, "Anna")

    assert approved.shown() == {"bild-1": f"{WHITE} Nästa"}


def test_a_choice_that_another_has_followed_is_not_taken_back_and_the_other_is_named(approved: Project) -> None:
    first = approved.decide(approved.one(f"{BLACK} Fortsätt"))
    second = approved.decide(approved.one(f"{RED} Vidare", "r2"))
    before = approved.tree()

    with pytest.raises(Refused) as refused:
        baseline.undo(approved.folder, first.id, "Anna")
    said = f"Valet {first.id} kan inte ångras: bilden bild-1 har bytts igen sedan dess, av valet {second.id}."
    assert str(refused.value) == f"{said} Ångra det först."
    assert approved.tree() == before


def test_a_choice_that_led_back_to_the_same_picture_still_counts_as_followed(approved: Project) -> None:
    first = approved.decide(approved.one(BLACK))
    approved.decide(approved.one(f"{WHITE} Nästa", "r2"))
    last = approved.decide(approved.one(BLACK, "r3"))

    with pytest.raises(Refused, match=last.id):
        baseline.undo(approved.folder, first.id, "Anna")


def test_taking_back_can_itself_be_taken_back(approved: Project) -> None:
    entry = approved.decide(approved.one(f"{BLACK} Fortsätt"))
    undone = baseline.undo(approved.folder, entry.id, "Anna")
    baseline.undo(approved.folder, undone.id, "Anna")

    assert approved.shown() == {"bild-1": f"{BLACK} Fortsätt"}
    baseline.undo(approved.folder, entry.id, "Anna")
    assert approved.shown() == {"bild-1": f"{WHITE} Nästa"}


def test_what_cannot_be_taken_back_is_told(approved: Project) -> None:
    entry = approved.decide(approved.one(BLACK))
    undone = baseline.undo(approved.folder, entry.id, "Anna")

    with pytest.raises(Refused, match=rf"Valet {entry.id} är redan ångrat, av {undone.id}\."):
        baseline.undo(approved.folder, entry.id, "Anna")
    with pytest.raises(Refused, match=r"Valet x finns inte\. Se guidevakt approve --log\."):
        baseline.undo(approved.folder, "x", "Anna")
    with pytest.raises(Refused, match=r"Valet x finns inte\."):
        baseline.undo_batch(approved.folder, "x", "Anna")


def test_a_picture_that_was_changed_by_hand_is_left_alone(approved: Project) -> None:
    entry = approved.decide(approved.one(BLACK))
    png(approved.place / "bild-1.png", RED)

    with pytest.raises(Refused, match="bilden bild-1 är inte längre den som valet gav"):
        baseline.undo(approved.folder, entry.id, "Anna")


COLOURS = st.sampled_from([WHITE, BLACK, RED, "#00ff00"])
CHOICES = st.tuples(
    st.sampled_from(["new", "old", "until", "variant", "own"]), COLOURS, st.sampled_from(["bild-1", "bild-2"])
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(CHOICES, min_size=1, max_size=6), st.booleans())
def test_any_choices_taken_back_in_turn_leave_the_pictures_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, chosen: list[tuple[str, str, str]], has_one: bool
) -> None:
    project = Project(tmp_path_factory.mktemp("choices"))
    if has_one:
        project.decide(project.run({"bild-1": f"{WHITE} Nästa"}, "r0"))
    seen = [project.shown("bild-1") | project.shown("bild-2")]
    made = []
    for number, (choice, colour, picture) in enumerate(chosen):
        facts = {"until": TOMORROW} if choice == "until" else {"image": image("#123456")} if choice == "own" else {}
        made.append(project.decide(project.run({picture: f"{colour} Knapp"}, f"s{number}"), choice, **facts))
        seen.append(project.shown("bild-1") | project.shown("bild-2"))

    for entry, before in zip(reversed(made), reversed(seen[:-1]), strict=True):
        baseline.undo(project.folder, entry.id, "Anna")
        assert project.shown("bild-1") | project.shown("bild-2") == before


# -- what is no longer used ------------------------------------------------------------------------------------------


def test_approved_pictures_that_no_step_uses_are_listed(approved: Project) -> None:
    run = approved.run({"bild-2": WHITE, "bild-3": WHITE})
    baseline.approve(approved.folder, run, who="Anna")
    approved.decide(approved.run({"bild-2": BLACK}, "r2"), "variant")

    found = baseline.unused(approved.folder, {"losenord": {"bild-1", "bild-3"}})
    assert [file.name for file in found] == ["bild-2.2.png", "bild-2.png"]
    assert [file.name for file in baseline.unused(approved.folder, {"losenord": {"bild-1", "bild-2", "bild-3"}})] == []
