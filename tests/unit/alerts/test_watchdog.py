"""The watchdog, with a real mail server."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.console import Console

from guidevakt.alerts.sending import Sender
from guidevakt.refused import Refused
from guidevakt.verdict import ClaimResult, Run, RunResult, StepResult, summarise
from guidevakt.watchdog import watch
from tests.unit.alerts.receivers import Mailbox

FINISHED = datetime(2026, 12, 1, 2, 16, tzinfo=UTC)
Bark = Callable[..., tuple[int, str]]


@pytest.fixture
def status(tmp_path: Path) -> Path:
    file = tmp_path / "status.json"
    file.write_text('{"finished": "2026-12-01T02:16:00+00:00"}')
    return file


@pytest.fixture
def bark(sender: Sender, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> Bark:
    """Run the watchdog so many hours after the check; gives its exit code and what it said."""
    monkeypatch.setenv("GUIDEVAKT_ALERT_URL", mailbox.address)
    monkeypatch.setattr(Sender, "of", lambda project: sender)

    def run(status: object, hours: int = 1) -> tuple[int, str]:
        console = Console(record=True, width=300)
        code = watch(sender.project, str(status) if status else None, console, FINISHED + timedelta(hours=hours))
        return code, console.export_text()

    return run


def test_the_watchdog_is_silent_after_a_check_and_barks_once_a_day_without(
    bark: Bark, status: Path, mailbox: Mailbox
) -> None:
    assert [bark(status, hours)[0] for hours in (35, 36, 37, 61)] == [0, 4, 4, 4]
    assert len(mailbox.letters) == 2
    assert mailbox.letters[0]["Subject"] == (
        "Guidevakt har inte kontrollerat guiden på 36 timmar. Senaste kontrollen: 1 december 2026 kl. 03.16."
    )


def test_its_own_history_is_asked_where_no_status_is_named(bark: Bark, sender: Sender) -> None:
    code, said = bark(None)
    assert code == 4
    assert "på 36 timmar. Ingen kontroll är sparad." in said

    at = FINISHED.isoformat()
    run = Run(id="natten", started=at, finished=at, target="live")
    held = ClaimResult(kind="link", expected="Nästa", verdict="holds")
    steps = (StepResult(guide="g", part="p", id="s", text="Klicka.", verdict="holds", claims=(held,)),)
    sender.history.remember(RunResult(run=run, summary=summarise(steps), steps=steps), [])
    assert bark(None) == (0, "Senaste kontrollen: 1 december 2026 kl. 03.16. Allt är som det ska.\n")


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"finished": "2026-12-01T02:16:00"}', '{"finished": 3}', None], ids=repr
)
def test_what_cannot_be_read_is_told_as_such_and_is_no_check(
    bark: Bark, status: Path, mailbox: Mailbox, text: str | None
) -> None:
    status.unlink() if text is None else status.write_text(text)

    code, said = bark(status)
    assert code == 4
    assert f"Det går inte att se om Guidevakt har kontrollerat guiden: {status} går inte att läsa." in said
    assert len(mailbox.letters) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"finished": "2026-12-01T02:16:00Z", "steps_checked": 0}', "Natten till 1 december 2026 gick inget steg"),
        ('{"finished": "2027-12-01T02:16:00Z", "steps_checked": 9}', "är daterad i framtiden, 1 december 2027"),
        ('{"finished": "2026-12-01T02:16:00Z", "steps_checked": "många"}', "går inte att läsa"),
        ('{"finished": "2026-12-01T02:16:00Z", "steps_checked": [1]}', "går inte att läsa"),
    ],
)
def test_a_check_of_nothing_or_of_tomorrow_is_no_check(
    bark: Bark, status: Path, mailbox: Mailbox, text: str, said: str
) -> None:
    status.write_text(text)

    code, told = bark(status)
    assert code == 4
    assert said in told
    assert mailbox.letters[0]["Subject"][:40] in told  # a subject is cut where the place of the file is long
    assert "Allt är som det ska" not in told


def test_an_address_that_does_not_answer_is_told_without_what_is_secret_in_it(bark: Bark, mailbox: Mailbox) -> None:
    code, said = bark("http://anna:hemligt@127.0.0.1:9/status.json?token=hemligt")

    assert code == 4
    assert "http://127.0.0.1/status.json går inte att läsa" in said
    assert "hemligt" not in said
    assert "hemligt" not in mailbox.letters[0].as_string()


def test_what_is_no_address_is_told_in_a_sentence(bark: Bark) -> None:
    with pytest.raises(Refused, match="--status htps://x: ska vara en fil, eller en adress"):
        bark("htps://x")


def test_it_says_when_nobody_can_be_told(bark: Bark, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GUIDEVAKT_ALERT_URL")

    code, said = bark(None)
    assert code == 4
    assert "Ingen larmväg är inställd" in said
