"""Old runs are removed, and nothing that anybody still needs."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.console import Console

from guidevakt import retention, verify
from guidevakt.narrator import Narrator
from guidevakt.retention import Swept
from guidevakt.sentences import commands
from guidevakt.verdict import RunResult

NOW = datetime(2026, 12, 1, 3, 30, tzinfo=UTC)
OLD, OLDER, FRESH = "2026-08-31T02-15-00Z-aaaa", "2026-08-01T02-15-00Z-bbbb", "2026-11-30T02-15-00Z-cccc"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two runs older than 90 days, one of yesterday."""
    for name in (OLD, OLDER, FRESH):
        lay(tmp_path, f"reports/{name}/results.json")
        lay(tmp_path, f"reports/{name}/pictures/losenord/bild-1.png")
    return tmp_path


def lay(project: Path, file: str, text: str = "{}") -> Path:
    place = project / file
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, "utf-8")
    return place


def kept(project: Path) -> set[str]:
    return {folder.name for folder in (project / "reports").iterdir()}


def test_runs_older_than_so_many_days_are_removed_whole(project: Path) -> None:
    assert retention.sweep(project, 90, NOW) == Swept((OLDER, OLD))
    assert kept(project) == {FRESH}


@pytest.mark.parametrize(("days", "left"), [(93, {FRESH, OLD}), (122, {FRESH, OLD}), (200, {FRESH, OLD, OLDER})])
def test_a_run_is_kept_for_as_many_days_as_are_set(project: Path, days: int, left: set[str]) -> None:
    retention.sweep(project, days, NOW)

    assert kept(project) == left


@pytest.mark.parametrize(
    "file", [
        "baselines/losenord/live/godkannanden.jsonl", "baselines/.begun.jsonl", "tests/cases/cookieruta.json",
        "guides/losenord/bilder.json",
    ],
)  # fmt: skip
def test_what_an_approval_or_a_saved_case_names_stays(project: Path, file: str) -> None:
    lay(project, file, json.dumps({"who": "Åsa", "run": OLDER}))

    assert retention.sweep(project, 90, NOW).removed == (OLD,)
    assert (project / "reports" / OLDER / "pictures" / "losenord" / "bild-1.png").exists()


def test_the_newest_run_stays_however_old(project: Path, make_run: Callable[..., RunResult]) -> None:
    lay(project, "reports/latest/results.json", make_run(id=OLDER).to_json())

    assert retention.sweep(project, 1, NOW + timedelta(days=400)).removed == (OLD,)
    assert kept(project) == {"latest", OLDER, FRESH}  # what latest shows, and the newest there is


def test_a_run_that_is_being_written_stays(project: Path) -> None:
    """Another process's, begun long ago by its name: it has no result, and something in it is of today."""
    (project / "reports" / OLD / "results.json").unlink()
    for file in (project / "reports" / OLD, *(project / "reports" / OLD).rglob("*")):
        os.utime(file, (NOW.timestamp(),) * 2)

    assert retention.sweep(project, 90, NOW).removed == (OLDER,)


def test_a_run_that_was_killed_long_ago_is_removed(project: Path) -> None:
    (project / "reports" / OLD / "results.json").unlink()
    for file in (*(project / "reports" / OLD).rglob("*"), project / "reports" / OLD):
        os.utime(file, ((NOW - timedelta(days=91)).timestamp(),) * 2)

    assert retention.sweep(project, 90, NOW).removed == (OLDER, OLD)


def test_what_is_no_run_stays(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("annan")
    lay(elsewhere, "viktigt.txt")
    lay(project, "reports/README.md")
    lay(project, "reports/history.db")
    lay(project, "reports/2020-kopia/results.json")
    lay(project, "reports/2026-13-99T02-15-00Z-dddd/results.json")
    (project / "reports" / "2020-01-01T02-15-00Z-eeee").symlink_to(elsewhere)

    retention.sweep(project, 90, NOW)
    assert {"README.md", "history.db", "2020-kopia", "2026-13-99T02-15-00Z-dddd"} < kept(project)
    assert (elsewhere / "viktigt.txt").exists()


def test_what_a_killed_removal_left_is_removed(project: Path) -> None:
    (project / "reports" / OLD).rename(project / "reports" / f".gallras-{OLD}")

    assert set(retention.sweep(project, 90, NOW).removed) == {OLD, OLDER}
    assert kept(project) == {FRESH}


def test_a_newest_run_that_cannot_be_read_stops_it(project: Path) -> None:
    lay(project, "reports/latest/results.json", "trasig")

    assert "går att läsa" in str(retention.swept(project, 90, NOW))
    assert kept(project) == {OLD, OLDER, FRESH, "latest"}


def test_it_is_told_in_a_line() -> None:
    assert commands.swept(2, 0, 90) == "Gallring: 2 körningar äldre än 90 dagar togs bort."
    assert commands.swept(0, 1, 90) == (
        "Gallring: 1 gammal körning gick inte att ta bort nu. Nästa kontroll försöker igen."
    )
    assert commands.swept(0, 0, 90) == ""


@pytest.mark.parametrize(
    ("target", "overlay", "is_swept"), [("live", None, True), ("replica", None, False), ("recording", None, False)]
)
def test_the_nightly_run_removes_and_no_other(
    project: Path, make_run: Callable[..., RunResult], target: str, overlay: str | None, is_swept: bool
) -> None:
    lay(project, "pyproject.toml", "[tool.guidevakt]\nkeep_days = 1\n")
    console = Console(record=True, width=200)
    verify._sweep(project, make_run(target=target, overlay=overlay).run, Narrator(console, "quiet"))

    assert ("togs bort" in console.export_text()) == is_swept
    assert (OLD not in kept(project)) == is_swept
