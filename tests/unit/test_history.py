"""What earlier nights saw."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from guidevakt.history import History, Night, Strip, database, fingerprint, strips
from guidevakt.history.command import show
from guidevakt.history.ledger import Ledger
from guidevakt.night import night_of
from guidevakt.refused import Refused
from guidevakt.sentences import history as sentences
from guidevakt.verdict import ClaimResult, RunResult, StepResult

KEY = ("losenord", "aterstall-2", "link", "Nästa", "")
MET = [("start", "https://eslov.se/")]


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "reports" / "history.db")


@pytest.fixture
def run(
    make_claim: Callable[..., ClaimResult], make_step: Callable[..., StepResult], make_run: Callable[..., RunResult]
) -> Callable[..., RunResult]:
    """A run with one claim."""

    def made(target: str = "live", verdict: str = "holds", **facts: object) -> RunResult:
        return make_run(make_step(make_claim(verdict)), target=target, **facts)

    return made


@pytest.mark.parametrize("target", ["live", "recording"])
def test_what_held_on_real_pages_is_kept_by_target(
    history: History, run: Callable[..., RunResult], target: str
) -> None:
    history.remember(run(target), MET)

    assert set(history.held(target)) == {KEY}
    assert history.met(target) == dict(MET)
    assert history.held("replica") == {}


@pytest.mark.parametrize(
    ("target", "overlay"), [("replica", None), ("recording", "drift/dir"), ("replica", "drift/dir")]
)
def test_practice_and_overlays_are_not_kept(
    history: History, run: Callable[..., RunResult], target: str, overlay: str | None
) -> None:
    history.remember(run(target, overlay=overlay), MET)

    assert history.held(target) == {}
    assert history.met(target) == {}


@pytest.mark.parametrize("verdict", ["drifted", "not_checked"])
def test_only_what_held_is_kept(history: History, run: Callable[..., RunResult], verdict: str) -> None:
    history.remember(run(verdict=verdict), [])

    assert history.held("live") == {}


def test_what_has_held_once_has_held_for_good(history: History, run: Callable[..., RunResult]) -> None:
    history.remember(run(), MET)
    history.remember(run(verdict="drifted"), [])

    assert set(history.held("live")) == {KEY}
    assert history.met("live") == dict(MET)


def test_page_is_met_where_it_was_last(history: History, run: Callable[..., RunResult]) -> None:
    history.remember(run(), MET)
    history.remember(run(), [("start", "https://eslov.se/ny/")])

    assert history.met("live") == {"start": "https://eslov.se/ny/"}


def test_nothing_is_known_and_nothing_made_before_the_first_run(history: History) -> None:
    assert history.held("live") == {}
    assert history.met("live") == {}
    assert not history.file.exists()


def test_both_ways_of_a_claim_are_told_apart(
    make_claim: Callable[..., ClaimResult], make_step: Callable[..., StepResult]
) -> None:
    with_session, without = make_claim(session="with"), make_claim(session="without")
    step = make_step(with_session, without)

    assert fingerprint(step, with_session) != fingerprint(step, without)
    assert fingerprint(step, make_claim()) == KEY


def test_a_night_on_which_nothing_could_be_judged_is_no_good_one(
    history: History, make_step: Callable[..., StepResult], make_run: Callable[..., RunResult]
) -> None:
    for night, verdict in ((20, "holds"), (21, "not_checked"), (22, "drifted")):
        started = f"2026-11-{night}T02:15:00+00:00"
        history.remember(make_run(make_step(verdict=verdict), target="live", id=f"n-{night}", started=started), [])
    found = history.period(date(2026, 11, 1), date(2026, 11, 30))

    assert found
    assert (found.nights, found.good) == (3, 1)


def test_nights_on_which_a_step_was_missed_are_counted_for_the_step(
    history: History, make_step: Callable[..., StepResult], make_run: Callable[..., RunResult]
) -> None:
    """Night 20: all is well; 21: one step alone is walked; 22: none; 23: one is not reached, one can never be."""
    missed, never = {"verdict": "not_checked", "reason": "timeout"}, {"verdict": "not_checked", "reason": "sign-in"}
    nights: dict[int, dict[str, dict[str, str]]] = {
        20: {"a": {}, "b": {}, "c": never}, 21: {"b": {}}, 23: {"a": {}, "b": missed, "c": never}
    }  # fmt: skip
    for night, steps in nights.items():
        started = f"2026-11-{night}T02:15:00+00:00"
        made = [make_step(id=name, **facts) for name, facts in steps.items()]
        history.remember(make_run(*made, target="live", id=f"n-{night}", started=started), [])
    found = history.period(date(2026, 11, 1), date(2026, 11, 24))

    assert found
    assert (found.nights, found.good, found.unsure, found.missing) == (3, 1, 2, 2)
    assert dict(found.unseen) == {"a": 1, "b": 1, "c": 1}


def test_variable_names_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GUIDEVAKT_HISTORY", raising=False)
    assert History.of(tmp_path).file == tmp_path / "reports" / "history.db"
    for named, file in (
        (str(tmp_path / "annan.db"), tmp_path / "annan.db"),
        (".history/annan.db", tmp_path / ".history" / "annan.db"),
        ("~/annan.db", Path.home() / "annan.db"),
    ):
        monkeypatch.setenv("GUIDEVAKT_HISTORY", named)
        assert History.of(tmp_path).file == file


_WRITER = """
import sys
from pathlib import Path
from guidevakt.history import History
from guidevakt.verdict import RunResult
run = RunResult.model_validate_json(Path(sys.argv[2]).read_text(encoding="utf-8"))
for n in range(30):
    History(Path(sys.argv[1])).remember(run, [(f"{sys.argv[3]}-{n}", "https://eslov.se/")])
"""


def test_runs_that_end_at_once_lose_nothing(history: History, run: Callable[..., RunResult], tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(run().to_json(), encoding="utf-8")
    command = [sys.executable, "-c", _WRITER, str(history.file), str(tmp_path / "run.json")]

    writers = [subprocess.Popen([*command, name], stderr=subprocess.PIPE) for name in ("a", "b", "c")]
    told = [writer.communicate(timeout=60)[1] for writer in writers]

    assert [(w.returncode, t) for w, t in zip(writers, told, strict=True)] == [(0, b"")] * 3
    assert set(history.met("live")) == {f"{name}-{n}" for name in "abc" for n in range(30)}


def test_database_is_whole_after_writing(history: History, run: Callable[..., RunResult]) -> None:
    history.remember(run(), MET)

    connection = sqlite3.connect(history.file)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    finally:
        connection.close()


# -- the file's shape -------------------------------------------------------------------------------------------------


#: Files as earlier versions really wrote them, in SQL; each is named by its shape. Add one when a migration is added.
SHAPES = sorted((Path(__file__).parent / "histories").glob("*.sql"), key=lambda file: int(file.stem))


def restored(shape: Path, file: Path) -> None:
    file.parent.mkdir(parents=True)
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(shape.read_text("utf-8"))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.stem)
def test_a_file_of_an_older_version_keeps_what_it_knew_and_takes_more_nights(
    history: History, run: Callable[..., RunResult], shape: Path
) -> None:
    restored(shape, history.file)

    assert KEY in history.held("live")
    assert history.met("live") == dict(MET)
    history.remember(run(id="new"), MET)
    assert history.strips(date(2026, 11, 22))[0].last_held
    with closing(sqlite3.connect(history.file)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(database.MIGRATIONS),)


def test_nights_and_incidents_of_an_older_version_are_there(history: History) -> None:
    restored(SHAPES[1], history.file)

    (strip,) = history.strips(date(2026, 11, 2), 2)
    assert [night.verdict for night in strip.nights] == ["holds", "drifted"]
    (incident,) = Ledger(history.file).incidents()
    assert (incident.state, incident.fingerprint.expected) == ("confirmed", "Nästa")


def test_a_step_of_the_files_shape_is_never_edited(tmp_path: Path) -> None:
    def tables(connection: sqlite3.Connection) -> list[tuple[str, str]]:
        return connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").fetchall()

    newest = SHAPES[-1]
    kept_file = tmp_path / "kept" / "history.db"
    restored(newest, kept_file)
    with closing(sqlite3.connect(kept_file)) as kept, closing(sqlite3.connect(":memory:")) as made:
        for migration in database.MIGRATIONS[: int(newest.stem)]:
            for statement in migration:
                made.execute(statement)
        assert tables(made) == tables(kept)


def test_a_migration_that_fails_leaves_the_file_as_it_was(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    restored(SHAPES[0], history.file)
    monkeypatch.setattr(database, "MIGRATIONS", (*database.MIGRATIONS, ("DROP TABLE met", "no SQL at all")))
    with pytest.raises(Refused, match="går inte att läsa eller skriva"):
        history.held("live")
    monkeypatch.undo()

    assert KEY in history.held("live")
    assert history.met("live") == dict(MET)


def test_readers_and_a_writer_do_not_wait_for_each_other(history: History, run: Callable[..., RunResult]) -> None:
    history.remember(run(), MET)
    with database.opened(history.file) as writing:
        writing.execute("DELETE FROM met")
        assert history.met("live") == dict(MET), "a reader sees what was there before the writer began"
        assert writing.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_newer_file_is_left_alone(history: History, run: Callable[..., RunResult]) -> None:
    history.remember(run(), MET)
    with closing(sqlite3.connect(history.file)) as connection:
        connection.execute("PRAGMA user_version = 99")

    with pytest.raises(Refused, match="nyare Guidevakt"):
        history.held("live")


def test_a_file_that_is_no_history_is_told_in_a_sentence(history: History) -> None:
    history.file.parent.mkdir(parents=True)
    history.file.write_bytes(b"not a database at all" * 100)

    with pytest.raises(Refused, match="ingen historik som går att läsa"):
        history.held("live")


# -- nights -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def walk(
    history: History, make_claim: Callable[..., ClaimResult], make_step: Callable[..., StepResult],
    make_run: Callable[..., RunResult],
) -> Callable[..., RunResult]:  # fmt: skip
    """A run of one step at a moment in UTC, remembered."""

    def walked(at: str, verdict: str = "holds", target: str = "live", **claim: Any) -> RunResult:
        reason = "unreachable" if verdict == "not_checked" else None
        change = {"change": "removed"} if verdict == "drifted" else {}
        made = make_claim(verdict, reason=reason, **{**change, **claim})
        step = make_step(made, verdict=verdict, reason=reason, duration_ms=700)
        started = f"2026-{at}:00+00:00"
        result = make_run(step, target=target, id=f"run {at} {target}", started=started, finished=started)
        history.remember(result, [], {"start": ["Nästa"]}, {"losenord": f"sha {at}"})
        return result

    return walked


@pytest.mark.parametrize(
    ("moment", "night"),
    [
        ("2026-11-22T02:15:00+00:00", date(2026, 11, 22)),
        ("2026-11-21T22:59:00+00:00", date(2026, 11, 22)),
        ("2026-11-22T13:00:00+00:00", date(2026, 11, 22)),
        ("2026-11-22T17:00:00+00:00", date(2026, 11, 23)),
        ("2026-07-01T15:59:00+00:00", date(2026, 7, 1)),
        ("2026-07-01T16:00:00+00:00", date(2026, 7, 2)),
    ],
)
def test_night_is_named_by_the_morning_it_ends_on(moment: str, night: date) -> None:
    assert night_of(moment) == night


def test_strip_shows_each_night_and_when_the_step_held_last(history: History, walk: Callable[..., RunResult]) -> None:
    walk("11-18T02:15")
    walk("11-20T02:15")
    walk("11-21T02:15", "drifted")
    walk("11-22T02:15", "not_checked")

    (strip,) = history.strips(date(2026, 11, 22), 5)

    assert [night.verdict for night in strip.nights] == ["holds", None, "holds", "drifted", "not_checked"]
    assert strip.nights[-1].reason == "unreachable"
    assert strip.last_held == date(2026, 11, 20)
    assert sentences.strip(strip) == "Stämde 2 av 3 kontrollerade nätter. Stämde senast 20 november 2026."


@pytest.mark.parametrize(
    ("runs", "came_to"),
    [
        (["drifted", "holds"], "holds"),
        (["drifted", "not_checked"], "drifted"),
        (["not_checked", "holds"], "holds"),
        (["holds", "drifted"], "drifted"),
    ],
)
def test_the_last_check_that_could_judge_decides_the_night(
    history: History, walk: Callable[..., RunResult], runs: list[str], came_to: str
) -> None:
    for hour, verdict in enumerate(runs, 1):
        walk(f"11-22T0{hour}:15", verdict)

    (strip,) = history.strips(date(2026, 11, 22), 1)
    assert strip.nights[0].verdict == came_to


@pytest.mark.parametrize("target", ["replica", "recording"])
def test_only_the_nightly_target_has_nights(history: History, walk: Callable[..., RunResult], target: str) -> None:
    walk("11-22T02:15", target=target)

    assert history.strips(date(2026, 11, 22)) == []
    assert history.last_run() is None


def test_a_run_is_not_counted_twice(history: History, walk: Callable[..., RunResult]) -> None:
    result = walk("11-22T02:15")
    history.remember(result, [])

    with closing(sqlite3.connect(history.file)) as connection:
        assert connection.execute("SELECT count(*) FROM step_result").fetchone() == (1,)


def test_guide_and_labels_are_those_of_the_last_good_run(history: History, walk: Callable[..., RunResult]) -> None:
    walk("11-20T02:15")
    walk("11-21T02:15", "drifted")

    assert history.guide_sha("live", "losenord") == "sha 11-20T02:15"
    assert history.labels("live", "start") == ("Nästa",)
    assert history.labels("live", "staff") == ()
    assert history.guide_sha("live", "annan") is None


def test_nights_that_came_to_the_same_are_one_spell(history: History, walk: Callable[..., RunResult]) -> None:
    walk("11-19T02:15")
    walk("11-20T02:15", "drifted", seen="Fortsätt", change="renamed")
    walk("11-21T02:15", "drifted", seen="Fortsätt", change="renamed")
    console = Console(record=True, width=200)
    show(history, "aterstall-2", "2026-11-01", False, console)

    text = console.export_text()
    assert "Nätterna till 20 november – 21 november 2026 (2 nätter): stämmer inte: länken ”Nästa” har bytt namn" in text
    assert text.index("20 november – 21") < text.index("natten till 19 november 2026".capitalize())


def test_history_answers_in_json(history: History, walk: Callable[..., RunResult]) -> None:
    walk("11-20T02:15", "drifted")
    console = Console(record=True, width=200)
    show(history, "aterstall-2", "2026-11-01", True, console)

    (found,) = json.loads(console.export_text())
    assert found["nights"] == [{"date": "2026-11-20", "verdict": "drifted", "reason": None}]
    assert found["spells"][0]["said"] == ["länken ”Nästa” finns inte kvar"]


@pytest.mark.parametrize(
    ("step", "since", "told"),
    [
        ("finns-inte", None, "--step finns-inte: steget finns inte i historiken. Tillåtna är aterstall-2."),
        (None, "igår", "--since igår: ska vara ett datum, till exempel 2026-11-22."),
        (None, "2999-01-01", "--since 2999-01-01: den natten har inte varit än."),
    ],
)
def test_faulty_question_is_one_sentence(
    history: History, walk: Callable[..., RunResult], step: str | None, since: str | None, told: str
) -> None:
    walk("11-20T02:15")
    with pytest.raises(Refused, match=told):
        show(history, step, since, False, Console())


@pytest.mark.parametrize(
    ("verdicts", "last_held", "said"),
    [
        (["holds", "holds"], 2, "Stämde 2 av 2 nätter."),
        (["holds", "not_checked", "holds"], 3, "Stämde 2 av 2 kontrollerade nätter."),
        (["drifted"], None, "Har inte stämt någon natt än."),
        (["drifted"], 0, "Stämde 0 av 1 natt. Stämde senast 31 oktober 2026."),
        (["not_checked"], None, "Inte kontrollerat, kräver inloggning; kontrolleras när någon går med."),
        (["awaiting_review", "holds"], None, "Stämde 2 av 2 nätter."),
        ([None], None, "Inte kontrollerat de nätterna."),
        ([None], 0, "Inte kontrollerat de nätterna. Stämde senast 31 oktober 2026."),
    ],
)
def test_a_strip_in_words_counts_only_the_nights_that_could_be_judged(
    verdicts: list[Any], last_held: int | None, said: str
) -> None:
    nights = tuple(
        Night(date(2026, 11, n), verdict, "sign-in" if verdict == "not_checked" else None)
        for n, verdict in enumerate(verdicts, 1)
    )
    held = None if last_held is None else date(2026, 10, 31) + timedelta(days=last_held)

    assert sentences.strip(Strip("g", "s", nights, held)) == said


def test_nights_long_ago_are_told_of_where_none_has_been_since(
    history: History, walk: Callable[..., RunResult]
) -> None:
    walk("01-20T02:15")
    console = Console(record=True, width=200)
    show(history, None, None, False, console)
    show(history, "aterstall-2", None, False, console)

    empty, of_step = console.export_text().splitlines()
    assert empty.startswith("Ingen kontroll har gjorts sedan ")
    assert empty.endswith("Den senaste gjordes 20 januari 2026 kl. 03.15.")
    assert of_step == "losenord  aterstall-2  Inte kontrollerat de nätterna. Stämde senast 20 januari 2026."


def test_the_table_says_which_nights_its_signs_stand_for(history: History, walk: Callable[..., RunResult]) -> None:
    walk("01-20T02:15")
    walk("11-20T02:15", "drifted")
    console = Console(record=True, width=200)
    show(history, None, "2026-01-20", False, console)

    text = console.export_text()
    assert "✗" in text
    assert "Stämde 1 av 2 nätter. Stämde senast 20 januari 2026." in text
    assert "den senaste längst till höger. Antalen räknas från 20 januari 2026." in text


@pytest.mark.parametrize(
    ("target", "facts", "is_own"),
    [("live", {}, True), ("replica", {}, False), ("recording", {}, False), ("live", {"overlay": "x"}, False)],
)
def test_a_run_knows_whether_it_is_a_night_itself(
    history: History, run: Callable[..., RunResult], target: str, facts: dict[str, str], is_own: bool
) -> None:
    assert history.nights(run(target, **facts)).is_own is is_own


def test_usual_answer_time_leaves_the_odd_night_out() -> None:
    found = strips.usual("eslov.se", [300] * 18 + [9000, 20])

    assert found
    assert (found.low, found.high) == (300, 300)
    assert strips.usual("eslov.se", [300] * 9) is None
