"""What is due is made into messages, put in the outbox, and sent: each exactly once in the database's eyes.

Making messages is one transaction, and so is taking one up to send it: two senders at once share the work. One that
is killed between the mail server's yes and the next line leaves its message to be sent again; it is the only way that
none is lost.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import ValidationError
from tenacity.wait import wait_base

from guidevakt import guide, settings
from guidevakt.alerts import calendar, channels, composing, routes
from guidevakt.alerts.composing import Choice, Line
from guidevakt.alerts.message import Message
from guidevakt.history import History, ledger
from guidevakt.history.ledger import Ledger, Waiting
from guidevakt.night import SWEDEN
from guidevakt.refused import Refused
from guidevakt.sentences import alerts as sentences
from guidevakt.settings import AlertSettings, Topic
from guidevakt.verdict import NoticeResult


@dataclass(frozen=True)
class Draft:
    """The messages that are due, by recipient, and what they settle. `held` is how much waits for a working day; what
    a message of many holds back has been told of there."""

    messages: dict[str, Message]
    choice: Choice
    lines: tuple[Line, ...] = ()
    held: int = 0


@dataclass(frozen=True)
class Sender:
    """Sends a project's alerts."""

    project: Path
    settings: AlertSettings
    history: History
    wait: wait_base = channels.WAIT

    @classmethod
    def of(cls, project: Path) -> Sender:
        """With the project's own settings and history."""
        return cls(project, settings.read(project).alerts, History.of(project))

    @property
    def ledger(self) -> Ledger:
        """Where events and messages lie."""
        return Ledger(self.history.file)

    def draft(
        self, connection: sqlite3.Connection, now: datetime, recipients: Mapping[str, frozenset[Topic]]
    ) -> Draft:
        """What is due now: outside working hours only what is urgent."""
        is_open = calendar.is_open(now, self.settings.send_at)
        events, known = ledger.pending(connection), ledger.known(connection).values()
        chosen = composing.choose(events, known, only_urgent=not is_open)
        lines: list[Line] = []
        if is_open:
            again = composing.reminders(known, ledger.last_told(connection), now, self.settings)
            tellings = chosen.tellings + again.tellings
            chosen = Choice(tellings, chosen.lines, chosen.used, again.reminded)
            told = ledger.keys(connection)
            lines += composing.notices(self._notices(now), told, self.settings)
            lines += [line for line in self._month(now) if line.key not in told]
        made = composing.messages(
            chosen.tellings, [*chosen.lines, *lines], recipients, self.settings, workflow_page(self.settings)
        )
        left = [event for event in events if event not in chosen.used]
        return Draft(made, chosen, tuple(lines), sum(not event.story.fell_with for event in left))

    def compose(self, now: datetime) -> int:
        """Put what is due in the outbox; gives how many messages. Where nobody can be reached it all waits."""
        recipients = routes.recipients(self.settings.routes)
        if not recipients:
            return 0
        with self.ledger.open() as connection:
            draft = self.draft(connection, now, recipients)
            for name, message in draft.messages.items():
                ledger.put(connection, name, message.model_dump_json(), now)
            ledger.told(connection, draft.choice.used, now)
            for mark in draft.choice.reminded:
                ledger.register(connection, f"reminder/{'/'.join(mark)}/{now.date()}", "reminder", now, mark)
            for line in draft.lines:
                ledger.register(connection, line.key, line.topic, now)
        return len(draft.messages)

    def deliver(self) -> list[str]:
        """Send what waits, what failed before included; gives a line of trouble for each that still waits."""
        troubles = []
        for waiting in self.ledger.waiting():
            if not self.ledger.claim(waiting):
                continue
            trouble = self._deliver(waiting)
            self.ledger.done(waiting, trouble)
            if trouble:
                troubles.append(sentences.failed(waiting.route, trouble))
        return troubles

    def _deliver(self, waiting: Waiting) -> str | None:
        """What went wrong, or None."""
        address = routes.address(waiting.route)
        if not address:
            return sentences.NO_ROUTE
        try:
            message = Message.model_validate_json(waiting.data)
        except ValidationError:
            return sentences.UNREADABLE
        return channels.deliver(address, message, self.wait)

    def send(self, now: datetime) -> tuple[int, list[str]]:
        """Compose and deliver; gives how many messages were made, and what went wrong."""
        return self.compose(now), self.deliver()

    def _notices(self, now: datetime) -> Iterator[tuple[str, NoticeResult]]:
        try:
            guides = guide.read_all(self.project / "guides")
        except Refused:  # a faulty guide is told by the run; alerts go all the same
            return
        for one in guides:
            steps = {(one.id, step.id) for step in one.steps}
            for notice in guide.notices([one], steps, now.astimezone(SWEDEN).date()):
                yield one.id, notice

    def _month(self, now: datetime) -> Iterable[Line]:
        last = now.astimezone(SWEDEN).date().replace(day=1) - timedelta(days=1)
        period = self.history.period(last.replace(day=1), last)
        if period:
            yield Line("months", sentences.month(last, period), f"month/{last:%Y-%m}", "month")


def after_run(project: Path) -> list[str]:
    """What a run does about alerts: sends what cannot wait and what failed before. A failing channel, or a history that
    cannot be read, never fails the run: gives what went wrong instead."""
    try:
        return Sender.of(project).send(datetime.now(UTC))[1]
    except Refused as refused:
        return [str(refused)]


def workflow_page(told: AlertSettings) -> str:
    """The page where a check is started by hand: as set, or this repository's own on GitHub."""
    server, repository = os.environ.get("GITHUB_SERVER_URL"), os.environ.get("GITHUB_REPOSITORY")
    on_github = f"{server}/{repository}/actions/workflows/nightly.yml" if server and repository else ""
    return told.workflow or on_github


def send_at_once(sender: Sender, topic: Topic, message: Message, key: str, now: datetime) -> list[str]:
    """Send a message of its own, once by its key; gives what went wrong."""
    with sender.ledger.open() as connection:
        if ledger.register(connection, key, topic, now):
            for name, topics in routes.recipients(sender.settings.routes).items():
                if topic in topics:
                    ledger.put(connection, name, message.model_dump_json(), now)
    return sender.deliver()


def send_unkept(sender: Sender, topic: Topic, message: Message) -> list[str]:
    """Send a message straight to whom it is for, where the history can keep nothing; gives what went wrong."""
    names = [name for name, topics in routes.recipients(sender.settings.routes).items() if topic in topics]
    tried = {name: channels.deliver(routes.address(name) or "", message, sender.wait) for name in names}
    return [sentences.failed(name, trouble) for name, trouble in tried.items() if trouble]
