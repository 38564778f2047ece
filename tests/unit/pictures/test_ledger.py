"""Writing under baselines/: whole or not at all, also when it is killed; one at a time."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from guidevakt import baseline
from guidevakt.pictures import approving, ledger, shelf
from guidevakt.refused import Refused
from guidevakt.verdict import RunResult
from tests.unit.choosing import BLACK, RED, WHITE, Project

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="kills with SIGKILL"),
    # From Python 3.12 on, where pytest-xdist's own threads listen to the controller: the child only writes and dies.
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]
#: What changes files, as Python tells its auditors; `open` does where it opens for writing.
WRITES = {"os.rename", "os.remove", "os.mkdir"}
FORK = multiprocessing.get_context("fork") if sys.platform != "win32" else multiprocessing.get_context()


def killed_at(point: int, does: Callable[[], object]) -> bool:
    """Do it in a process of its own that is killed at its n-th change of a file. Was it, or did it finish?

    A file that was about to be written is left as one that was opened and then not written.
    """

    def child() -> None:
        left = point

        def audit(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal left
            writes = event in WRITES or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR))
            if writes and "baselines" in str(arguments[0]):
                left -= 1
                if left == -1:
                    if event == "open":
                        os.close(os.open(arguments[0], os.O_WRONLY | os.O_CREAT | os.O_TRUNC))
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(audit)
        does()

    process = FORK.Process(target=child)
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


def points(tmp_path: Path, made: Project, does: Callable[[Project], object]) -> list[Project]:
    """The project as it was left, killed at each point in turn, until nothing is left to be killed in."""
    left: list[Project] = []
    while True:
        copy = Project(tmp_path / f"killed-{len(left)}")
        shutil.copytree(made.folder, copy.folder)
        if not killed_at(len(left), lambda copy=copy: does(copy)):  # type: ignore[misc]
            return left
        left.append(copy)


@pytest.fixture(autouse=True)
def _no_power_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is killed here is a process, never the machine: waiting for the disk would only take time."""
    monkeypatch.setattr(os, "fsync", lambda _file: None)


@pytest.fixture
def made(tmp_path: Path) -> Project:
    """Two approved pictures, and a run in which both have become other ones."""
    project = Project(tmp_path / "project")
    project.decide(project.run({"bild-1": f"{WHITE} Nästa", "bild-2": f"{WHITE} Avbryt"}))
    return project


@pytest.fixture
def run(made: Project) -> RunResult:
    return made.run({"bild-1": f"{BLACK} Fortsätt", "bild-2": f"{RED} Stäng"}, "r2")


OLD = ({"bild-1": f"{WHITE} Nästa"}, {"bild-2": f"{WHITE} Avbryt"})
NEW = ({"bild-1": f"{BLACK} Fortsätt"}, {"bild-2": f"{RED} Stäng"})


def both(project: Project) -> tuple[dict[str, str], dict[str, str]]:
    return project.shown("bild-1"), project.shown("bild-2")


def test_approving_killed_anywhere_leaves_the_old_or_the_new_and_the_next_one_finishes_it(
    tmp_path: Path, made: Project, run: RunResult
) -> None:
    left = points(tmp_path, made, lambda project: project.decide(run))

    found = [both(project) for project in left]
    assert {str(pictures) for pictures in found} == {str(OLD), str(NEW)}  # every picture with its own words
    assert len(left) > 20
    for project, pictures in zip(left, found, strict=True):
        assert [e.choice for e in baseline.entries(project.folder)] == ["new"] * (4 if pictures == NEW else 2)
        with pytest.raises(Refused, match="Det finns ingen körning än"):  # there is nothing to approve
            approving.approve(project.folder, approving.Asked())
        assert both(project) == pictures
        assert not [name for name in project.tree() if "partial" in name or "begun" in name]
        for picture in ("bild-1", "bild-2"):
            beside = project.place / f"{picture}.json"
            assert pictures[int(picture[-1]) - 1][picture].split()[-1] in beside.read_text("utf-8")


def test_taking_back_killed_anywhere_leaves_it_taken_back_or_not(
    tmp_path: Path, made: Project, run: RunResult
) -> None:
    made.decide(run)
    batch = baseline.entries(made.folder)[-1].batch

    left = points(tmp_path, made, lambda project: baseline.undo_batch(project.folder, batch, "Anna"))

    assert {str(both(project)) for project in left} == {str(OLD), str(NEW)}
    for project in left:
        undone = [e.id for e in baseline.entries(project.folder) if e.undone_by]
        assert len(undone) == (2 if both(project) == OLD else 0)


def test_two_who_approve_at_once_lose_nothing(tmp_path: Path) -> None:
    project = Project(tmp_path)
    runs = [project.run({f"bild-{n}": f"{WHITE} Knapp{n}"}, f"r{n}") for n in range(1, 7)]
    workers = [FORK.Process(target=project.decide, args=(run,)) for run in runs]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert [worker.exitcode for worker in workers] == [0] * 6
    assert sorted(e.picture for e in baseline.entries(tmp_path)) == [f"bild-{n}" for n in range(1, 7)]
    assert all(project.shown(f"bild-{n}") == {f"bild-{n}": f"{WHITE} Knapp{n}"} for n in range(1, 7))


def test_somebody_who_does_not_get_done_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project(tmp_path)
    run = project.one(WHITE)
    (tmp_path / "baselines").mkdir()
    monkeypatch.setattr(ledger, "PATIENCE_S", 0.1)

    with FileLock(tmp_path / "baselines" / ledger.LOCK), pytest.raises(Refused, match="Någon annan godkänner bilder"):
        project.decide(run)


def test_a_folder_that_cannot_be_written_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project(tmp_path)
    run = project.one(WHITE)
    before = project.tree()

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device", str(project.place))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match=r"går inte att skriva \(No space left on device\)"):
        project.decide(run)
    assert {name for name in project.tree() if "partial" not in name} == set(before)


def test_a_kept_picture_that_is_gone_stops_the_choice_before_anything_is_changed(
    made: Project, run: RunResult
) -> None:
    entry = made.decide(run)
    gone = shelf.kept(made.place, entry.before["bild-1"])
    gone.unlink()
    before = made.tree()

    with pytest.raises(Refused, match="den tidigare bilden finns inte kvar"):
        baseline.undo(made.folder, entry.id, "Anna")
    assert made.tree() == before
