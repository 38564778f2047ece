"""A month of nights, each with its second look and its morning, told to a real mailbox."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from guidevakt.alerts.sending import Sender
from guidevakt.verdict import RunResult
from tests.unit.alerts.receivers import Mailbox

MONTHS = ("november", "december", "januari")
_SAID = re.compile(r'<h1[^>]*>(.*?)</h1>|<strong>(.*?)</strong>|<p style="margin:14px 0 0">(.*?)</p>')


def lines(mailbox: Mailbox) -> list[str]:
    """What the letters say, a cause a line; the letters are then read."""
    said = []
    for letter in mailbox.letters:
        body = letter.get_body(("html",))
        assert body is not None
        found = [unescape("".join(groups)) for groups in _SAID.findall(body.get_content())]
        first = re.sub(r" \(och [^()]*\)$", "", found[0])
        said += dict.fromkeys([first, *(line for line in found[1:] if line != "Gör så här:")])
    mailbox.letters.clear()
    return said


def told_in(
    sender: Sender, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, first: datetime,
    walked: Callable[[int, datetime], RunResult | None],
) -> dict[str, list[str]]:  # fmt: skip
    """What the letters of thirty nights from the first of a month say, by when they came; and of the next month's first
    working day. `walked` is the run of a night at a moment, or None where none was made."""
    monkeypatch.setenv("GUIDEVAKT_ALERT_URL", mailbox.address)
    told: dict[str, list[str]] = {}

    def note(when: str) -> None:
        if said := lines(mailbox):
            told[when] = said

    for night in range(1, 31):
        day = first + timedelta(days=night - 1)
        for moment in (day + timedelta(hours=2), day + timedelta(hours=3, minutes=40)):
            if moment.hour == 2 or sender.ledger.suspects(moment):
                if run := walked(night, moment):
                    sender.history.remember(run, [])
                assert sender.send(moment + timedelta(minutes=5))[1] == []
                note(f"natten till den {night}")
        for hour, minute in ((6, 25), (6, 35)):  # 07.25 and 07.35 in Sweden
            assert sender.send(day + timedelta(hours=hour, minutes=minute))[1] == []
            note(f"den {night}" if minute == 35 else f"den {night} för tidigt")
    after = datetime(2026, 12, 1, 6, 35, tzinfo=UTC) if first.month == 11 else datetime(2027, 1, 4, 6, 35, tzinfo=UTC)
    sender.send(after)
    note(f"den {after.day} {MONTHS[after.month - 11 if after.month > 10 else 2]}")
    return told
