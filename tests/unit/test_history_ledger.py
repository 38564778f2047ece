"""Incidents and messages in the history's file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from guidevakt.history import History
from guidevakt.history import ledger as ledgers
from guidevakt.history.ledger import Ledger
from guidevakt.incidents import Event, Fingerprint, Incident, Story
from guidevakt.refused import Refused
from guidevakt.verdict import Canary, ClaimResult, RunResult, StepResult
from guidevakt.verify import verify

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "history.db")


@pytest.fixture
def night(
    make_claim: Callable[..., ClaimResult], make_step: Callable[..., StepResult], make_run: Callable[..., RunResult]
) -> Callable[..., RunResult]:
    """A live run at an hour of 20 November, UTC, in which one claim came to something."""

    def made(hour: int, verdict: str = "drifted", **facts: Any) -> RunResult:
        change = {"change": "renamed", "held_before": True} if verdict == "drifted" else {}
        step = make_step(make_claim(verdict, **change), verdict=verdict, owner="eslov.se")
        started = f"2026-11-20T{hour:02}:15:00+00:00"
        return make_run(step, target="live", started=started, id=f"run-{hour}", **facts)

    return made


@pytest.fixture
def opened(history: History) -> Iterator[Callable[[], list[ledgers.Pending]]]:
    def pending() -> list[ledgers.Pending]:
        with Ledger(history.file).open() as connection:
            return ledgers.pending(connection)

    return pending


def test_a_run_and_what_it_says_of_incidents_are_kept_together(
    history: History, night: Callable[..., RunResult], opened: Callable[[], list[ledgers.Pending]]
) -> None:
    def failing(story: Story) -> bytes | None:
        raise OSError("no room")

    history.remember(night(2), [], crop=lambda story: b"png")
    with pytest.raises(Refused):
        history.remember(night(4), [("start", "https://eslov.se/")], crop=failing)
    assert opened() == []
    assert history.met("live") == {}
    assert history.last_run() == night(2).run.finished

    history.remember(night(4), [], crop=lambda story: b"png")
    assert [(event.kind, event.image) for event in opened()] == [("new", b"png")]


def test_a_suspect_is_there_to_be_checked_again_after_a_while(
    history: History, night: Callable[..., RunResult]
) -> None:
    history.remember(night(2), [])
    seen = datetime(2026, 11, 20, 2, 15, tzinfo=UTC)

    assert Ledger(history.file).suspects(seen + timedelta(minutes=10)) == []
    assert len(Ledger(history.file).suspects(seen + timedelta(minutes=90))) == 1


def test_nothing_is_walked_where_nothing_is_suspect(
    history: History, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GUIDEVAKT_HISTORY", str(history.file))

    assert verify("live", if_suspect=True) == 0
    assert "inget att kontrollera igen" in capsys.readouterr().out
    assert verify("live", if_suspect=True, tone="quiet") == 0
    assert capsys.readouterr().out == ""
    with pytest.raises(Refused, match="skriv --target live"):
        verify("replica", if_suspect=True)


def test_an_alert_can_be_put_off_by_its_step(history: History, night: Callable[..., RunResult]) -> None:
    history.remember(night(2), [])
    history.remember(night(4), [])
    (put_off,) = Ledger(history.file).postpone("aterstall-2", date(2026, 12, 1), "väntar på Microsoft")

    assert (put_off.state, put_off.until) == ("postponed", date(2026, 12, 1))
    with pytest.raises(Refused, match="aterstall-3: steget har inget öppet larm"):
        Ledger(history.file).postpone("aterstall-3", date(2026, 12, 1), "")


def test_what_was_told_as_one_is_put_off_as_one(history: History) -> None:
    claim = ClaimResult(kind="link", expected="Nästa", verdict="drifted", change="removed", held_before=True)
    site = Story(owner="microsoft", reason="unreachable", steps=("r-1", "r-2"))
    stories = {
        Fingerprint("g", "a-1", "link", "Nästa", "removed"): Story(guide="g", step="a-1", steps=("a-1",), claim=claim),
        Fingerprint("g", "a-2", "link", "Nästa", "removed"): Story(guide="g", step="a-2", steps=("a-2",), claim=claim),
        Fingerprint("", "", "site", "microsoft", "unreachable"): site,
    }
    with Ledger(history.file).open() as connection:
        found = [Incident(fingerprint=mark, state="confirmed", story=told) for mark, told in stories.items()]
        ledgers._keep(connection, found)

    def put_off(step: str) -> list[str]:
        return [one.fingerprint.step for one in Ledger(history.file).postpone(step, date(2026, 12, 1), "x")]

    assert put_off("a-2") == ["a-1", "a-2"]  # the letter said "steg a-1 och a-2"
    assert put_off("r-2") == [""]  # a site is known to a reader by its steps


def test_nothing_is_told_twice(history: History, opened: Callable[[], list[ledgers.Pending]]) -> None:
    mark = Fingerprint("g", "s", "link", "Nästa", "renamed")
    event = Event("new/1", "new", NOW, mark, Story(step="s"))
    for _ in range(2):
        with Ledger(history.file).open() as connection:
            ledgers.add(connection, [(event, None)])
            assert ledgers.register(connection, f"month/{_}", "month", NOW)
            assert not ledgers.register(connection, f"month/{_}", "month", NOW)

    assert [pending.fingerprint for pending in opened()] == [mark]


def test_a_message_is_taken_up_by_one_sender(history: History) -> None:
    ledger = Ledger(history.file)
    with ledger.open() as connection:
        ledgers.put(connection, "it", "{}", NOW)
    (message,) = ledger.waiting()

    assert ledger.claim(message)
    assert not ledger.claim(message)
    ledger.done(message, "ingen svarade")
    assert ledger.claim(message)
    ledger.done(message, None)
    assert ledger.waiting() == []
    assert not ledger.claim(message)


def test_a_message_whose_sender_was_killed_is_taken_up_again(history: History) -> None:
    ledger = Ledger(history.file)
    long_ago = (datetime.now(UTC) - ledgers.GIVEN_UP - timedelta(minutes=1)).isoformat()
    with ledger.open() as connection:
        ledgers.put(connection, "it", "{}", NOW)
        connection.execute("UPDATE message SET claimed = ?", (long_ago,))

    assert ledger.claim(ledger.waiting()[0])


# -- killed in the middle ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_run_leaves_the_history_whole(seed: int, tmp_path: Path) -> None:
    from tests.soak.nights import killed_while_writing

    killed_while_writing(tmp_path, seed)




FAILED = Canary(caught=False, quiet=True)


def test_that_a_night_failed_its_own_test_is_told_once_a_week_and_nothing_that_it_saw(
    history: History, night: Callable[..., RunResult], opened: Callable[[], list[ledgers.Pending]]
) -> None:
    history.remember(night(2, canary=FAILED), [("start", "https://eslov.se/")])
    history.remember(night(4, canary=FAILED), [])
    assert [event.kind for event in opened()] == ["untrusted"]
    assert Ledger(history.file).incidents() == []
    assert history.last_run() is None
    assert history.met("live") == {}


def test_a_night_that_can_be_trusted_again_before_anyone_was_told_is_no_news(
    history: History, night: Callable[..., RunResult], opened: Callable[[], list[ledgers.Pending]]
) -> None:
    history.remember(night(2, canary=FAILED), [])
    history.remember(night(4, "holds"), [])
    assert opened() == []


@pytest.mark.parametrize("facts", [{"overlay": "drift/dir", "target": "recording"}, {"target": "replica"}])
def test_what_is_no_night_is_not_told_as_one_that_failed(
    tmp_path: Path, night: Callable[..., RunResult], facts: dict[str, Any]
) -> None:
    history = History(tmp_path / "history.db", nightly="recording")
    failed = night(2, canary=FAILED)
    history.remember(failed.model_copy(update={"run": failed.run.model_copy(update=facts)}), [])
    assert not history.file.exists()
