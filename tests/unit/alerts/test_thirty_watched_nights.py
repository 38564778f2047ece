"""A month of mornings with the watchdog: it barks on these days, with these words, written down before it ran."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from rich.console import Console

from guidevakt.alerts.sending import Sender
from guidevakt.verdict import ClaimResult, RunResult, StepResult
from guidevakt.watchdog import watch
from tests.unit.alerts.receivers import Mailbox

NONE_CHECKED, NOT_RUN, WRONG_CLOCK, JUNK, FOLDER = 6, (8, 9), 12, (16, 17), 20
UNREAD = "Det går inte att se om Guidevakt har kontrollerat guiden: {file} går inte att läsa."
FUTURE = (
    "Guidevakts senaste kontroll är daterad i framtiden, 15 november 2026 kl. 03.15: det går inte att se när den "
    "gjordes."
)
EXPECTED = {
    6: "Natten till 6 november 2026 gick inget steg i guiden att kontrollera.",
    9: "Guidevakt har inte kontrollerat guiden på 36 timmar. Senaste kontrollen: 7 november 2026 kl. 03.15.",
    **dict.fromkeys((12, 13, 14), FUTURE),  # on the 15th it has been
    **dict.fromkeys((16, 17, 20), UNREAD),
}


def test_the_watchdog_barks_on_these_mornings_and_no_others(
    sender: Sender, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, make_claim: Callable[..., ClaimResult],
    make_step: Callable[..., StepResult], make_run: Callable[..., RunResult],
) -> None:  # fmt: skip
    monkeypatch.setenv("GUIDEVAKT_ALERT_URL", mailbox.address)
    monkeypatch.setattr(Sender, "of", lambda project: sender)
    file, kept = sender.history.file, sender.project / "kept.db"
    told: dict[int, str] = {}
    for night in range(1, 31):
        morning = datetime(2026, 11, night, 8, tzinfo=UTC)
        at = (morning - timedelta(hours=5, minutes=45) + timedelta(days=3 * (night == WRONG_CLOCK))).isoformat()
        verdict = "not_checked" if night == NONE_CHECKED else "holds"
        claim = make_claim(verdict, reason="unreachable" if night == NONE_CHECKED else None)
        if night not in NOT_RUN:
            step = make_step(claim, verdict=verdict, reason=claim.reason)
            run = make_run(step, target="live", id=f"{night}", started=at, finished=at)
            sender.history.remember(run, [])
        if is_broken := night in (*JUNK, FOLDER):
            file.rename(kept)
            file.mkdir() if night == FOLDER else file.write_bytes(b"ingen historik" * 999)
        console = Console(record=True, width=300)
        code = watch(sender.project, None, console, morning)
        said = console.export_text()
        if is_broken:
            shutil.rmtree(file) if file.is_dir() else file.unlink()
            for left in sender.project.glob("history.db-*"):
                left.unlink()
            kept.rename(file)
        (letter,) = mailbox.letters or [None]
        mailbox.letters.clear()
        assert (code == 4) == (letter is not None) == ("Allt är som det ska" not in said)
        if letter is not None:
            told[night] = letter["Subject"]

    assert told == {night: said.format(file=file) for night, said in EXPECTED.items()}
