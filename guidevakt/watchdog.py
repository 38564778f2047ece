"""`guidevakt watchdog`: a check that was never made sends no alert, so something else must notice.

Run it somewhere else than the nightly check's own cron. GitHub stops a schedule when the account that last edited the
workflow's cron line leaves the organisation, and in a public repository after 60 days without activity (GitHub Docs,
"Events that trigger workflows: schedule", 2025); a PC may be switched off, or its task stopped with its owner's
account. None of these tells anyone.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

from pydantic import AwareDatetime, BaseModel, NonNegativeInt
from rich.console import Console
from rich.text import Text
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt

from guidevakt import addresses
from guidevakt.alerts import channels, routes
from guidevakt.alerts.message import Item, Message
from guidevakt.alerts.sending import Sender, send_at_once, send_unkept
from guidevakt.history.strips import LastCheck
from guidevakt.night import SWEDEN, night_of
from guidevakt.refused import Refused
from guidevakt.sentences import alerts as sentences
from guidevakt.sentences import moment

SILENT = 4
_PATIENCE_S = 30
#: How far apart the clocks of two computers may be.
_CLOCKS = timedelta(minutes=10)


class Silence(NamedTuple):
    """Why the watchdog barks, and what to do."""

    said: str
    to_do: str


def watch(project: Path, status: str | None, console: Console, now: datetime | None = None) -> int:
    """0 where a check of something has been made of late; else 4, and an alert, one a day at most. What cannot be read,
    a check of nothing and one in the future are no check.

    Raises Refused for a `status` that can be neither file nor address.
    """
    sender, now = Sender.of(project), now or datetime.now(UTC)
    found = _looked(sender, status, now)
    if isinstance(found, str):
        console.print(Text(sentences.awake(moment(found))), soft_wrap=True)
        return 0
    message = Message(first=found.said, items=(Item(said=found.said, to_do=found.to_do),))
    troubles = _told(sender, message, now)
    if not any("watchdog" in topics for topics in routes.recipients(sender.settings.routes).values()):
        troubles.append(sentences.NO_ADDRESS)
    for line in (*found, *troubles):
        console.print(Text(line), soft_wrap=True)
    return SILENT


def _told(sender: Sender, message: Message, now: datetime) -> list[str]:
    """Tell it, once a day; every time where the history cannot keep that it was. Gives what went wrong."""
    try:
        return send_at_once(sender, "watchdog", message, f"watchdog/{now.astimezone(SWEDEN).date()}", now)
    except (Refused, OSError, ValueError, TypeError):
        return send_unkept(sender, "watchdog", message)


def _looked(sender: Sender, status: str | None, now: datetime) -> str | Silence:
    """When the last check was finished, ISO 8601; or what is wrong."""
    hours = sender.settings.watchdog_h
    try:
        last = _of_status(status, sender) if status else sender.history.last_check()
        finished = _moment(last.finished) if last else None
    except (OSError, ValueError, TypeError) as error:
        where = _shown(status) if status else str(sender.history.file)
        return Silence(sentences.unread_status(where), sentences.UNREAD_DO if status else f"{error}")
    except Refused as refused:
        if status:
            raise
        return Silence(sentences.unread_status(str(sender.history.file)), str(refused))
    if not last or not finished or now - finished >= timedelta(hours=hours):
        return Silence(sentences.silent(moment(last.finished) if last else None, hours), sentences.SILENT_DO)
    if finished - now > _CLOCKS:
        return Silence(sentences.in_the_future(moment(last.finished)), sentences.FUTURE_DO)
    if last.checked == 0:
        return Silence(sentences.none_checked(night_of(finished)), sentences.NONE_CHECKED_DO)
    return last.finished


class _Status(BaseModel):
    """What of status.json is read. Where it does not say how many steps were checked, that is not known."""

    finished: AwareDatetime
    steps_checked: NonNegativeInt | None = None


def _of_status(status: str, sender: Sender) -> LastCheck:
    """The check that status.json tells of. Raises what reading it raises, and ValueError for what it cannot be."""
    found = _Status.model_validate_json(_read(status, sender), strict=True)
    return LastCheck(found.finished.isoformat(), found.steps_checked)


def _moment(finished: str) -> datetime:
    """Raises ValueError for a moment without a time zone."""
    found = datetime.fromisoformat(finished)
    if found.tzinfo is None:
        raise ValueError(finished)
    return found


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
