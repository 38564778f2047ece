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
from typing import NamedTuple
from urllib.request import urlopen

from rich.console import Console
from rich.text import Text
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt

from guidevakt import addresses
from guidevakt.alerts import channels, routes
from guidevakt.alerts.message import Item, Message
from guidevakt.alerts.sending import Sender, send_at_once
from guidevakt.refused import Refused
from guidevakt.sentences import SWEDEN, moment
from guidevakt.sentences import alerts as sentences

SILENT = 4
_PATIENCE_S = 30


class Silence(NamedTuple):
    """Why the watchdog barks, and what to do."""

    said: str
    to_do: str


def watch(project: Path, status: str | None, console: Console, now: datetime | None = None) -> int:
    """0 where a check has been made of late; else 4, and an alert, one a day at most. What cannot be read is no check.

    Raises Refused for a `status` that can be neither file nor address.
    """
    sender, now = Sender.of(project), now or datetime.now(UTC)
    found = _looked(sender, status, now)
    if isinstance(found, str):
        console.print(Text(sentences.awake(moment(found))), soft_wrap=True)
        return 0
    message = Message(first=found.said, items=(Item(said=found.said, to_do=found.to_do),))
    key = f"watchdog/{now.astimezone(SWEDEN).date()}"
    troubles = send_at_once(sender, "watchdog", message, key, now)
    if not any("watchdog" in topics for topics in routes.recipients(sender.settings.routes).values()):
        troubles.append(sentences.NO_ADDRESS)
    for line in (*found, *troubles):
        console.print(Text(line), soft_wrap=True)
    return SILENT


def _looked(sender: Sender, status: str | None, now: datetime) -> str | Silence:
    """When the last check was finished, ISO 8601; or what is wrong."""
    hours = sender.settings.watchdog_h
    try:
        last = _finished(status, sender) if status else sender.history.last_run()
    except (OSError, ValueError, KeyError, TypeError):
        return Silence(sentences.unread_status(_shown(status or "")), sentences.UNREAD_DO)
    if last and now - datetime.fromisoformat(last) < timedelta(hours=hours):
        return last
    return Silence(sentences.silent(moment(last) if last else None, hours), sentences.SILENT_DO)


def _finished(status: str, sender: Sender) -> str:
    """When the run that status.json tells of was finished. Raises what reading it raises, and ValueError for a moment
    without a time zone."""
    data = json.loads(_read(status, sender))
    finished = datetime.fromisoformat(data["finished"])
    if finished.tzinfo is None:
        raise ValueError(data["finished"])
    return finished.isoformat()


def _read(status: str, sender: Sender) -> bytes:
    if "://" not in status:
        return Path(status).read_bytes()
    if addresses.split(status).scheme not in ("http", "https"):
        raise Refused(f"--status {_shown(status)}: ska vara en fil, eller en adress som börjar med https://.")

    def fetched() -> bytes:
        with urlopen(status, timeout=_PATIENCE_S) as answer:
            return bytes(answer.read())

    again = Retrying(
        stop=stop_after_attempt(channels.TRIES), wait=sender.wait, retry=retry_if_exception_type(OSError), reraise=True
    )
    return again(fetched)


def _shown(status: str) -> str:
    """The file or the address without what may be secret in it."""
    if "://" not in status:
        return status
    parts = addresses.split(status)
    return parts._replace(netloc=parts.hostname or "", query="", fragment="").geturl()
