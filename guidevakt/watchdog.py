"""`guidevakt watchdog`: a check that was never made sends no alert, so something else must notice.

Run it somewhere else than the nightly check's own cron. GitHub stops a schedule when the account that last edited the
workflow's cron line leaves the organisation, and in a public repository after 60 days without activity (GitHub Docs,
"Events that trigger workflows: schedule", 2025); a PC may be switched off, or its task stopped with its owner's
account. None of these tells anyone.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from rich.console import Console
from rich.text import Text

from guidevakt.alerts import sentences
from guidevakt.alerts.message import Item, Message
from guidevakt.alerts.sending import Sender, send_at_once
from guidevakt.sentences import SWEDEN, moment

SILENT = 4
_PATIENCE_S = 30


def watch(project: Path, status: str | None, console: Console, now: datetime | None = None) -> int:
    """0 where a check has been made of late; else 4, and an alert, one a day at most."""
    sender, now = Sender.of(project), now or datetime.now(UTC)
    last = _finished(status) if status else sender.history.last_run()
    hours = sender.settings.watchdog_h
    if last and now - datetime.fromisoformat(last) < timedelta(hours=hours):
        console.print(Text(sentences.awake(moment(last))), soft_wrap=True)
        return 0
    said = sentences.silent(moment(last) if last else sentences.NO_LAST, hours)
    message = Message(first=said, items=(Item(said=said, to_do=sentences.SILENT_DO),))
    key = f"watchdog/{now.astimezone(SWEDEN).date()}"
    troubles = send_at_once(sender, "watchdog", message, key, now)
    for line in (said, sentences.SILENT_DO, *troubles):
        console.print(Text(line), soft_wrap=True)
    return SILENT


def _finished(status: str) -> str | None:
    """When the run that status.json tells of was finished; None where it cannot be read, which is as bad."""
    try:
        if "://" in status:
            with urlopen(status, timeout=_PATIENCE_S) as answer:
                data = json.load(answer)
        else:
            data = json.loads(Path(status).read_text(encoding="utf-8"))
        finished = datetime.fromisoformat(data["finished"])
    except (OSError, URLError, ValueError, KeyError, TypeError):
        return None
    return finished.isoformat() if finished.tzinfo else None
