"""Incidents, what there is to tell of them, and messages on their way: rows of the history's file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from guidevakt import causes, incidents
from guidevakt.history import database
from guidevakt.incidents import Event, Fingerprint, Incident, Story
from guidevakt.night import night_of
from guidevakt.refused import Refused
from guidevakt.verdict import RunResult

#: A picture of what does not hold, as a PNG; None where there is none.
Crop = Callable[[Story], bytes | None]
#: The kind of the event that a nightly run failed its test of itself.
UNTRUSTED = "untrusted"
#: A sender that has not come back in so long was killed: its message is taken up again.
GIVEN_UP = timedelta(minutes=15)


@dataclass(frozen=True)
class Pending:
    """An event that has not been put in a message yet."""

    id: int
    kind: str
    at: datetime
    fingerprint: Fingerprint | None
    story: Story
    image: bytes | None
    urgent: bool


@dataclass(frozen=True)
class Waiting:
    """A message that has not come through to its route yet."""

    id: int
    route: str
    data: str
    tries: int
    trouble: str | None


def note(connection: sqlite3.Connection, result: RunResult, crop: Crop) -> None:
    """What a run says of every incident; in the run's own transaction. That one before it failed its test of itself
    is no longer news."""
    connection.execute("DELETE FROM event WHERE kind = ? AND told IS NULL", (UNTRUSTED,))
    after, events = causes.evaluate(result, known(connection))
    _keep(connection, after)
    add(connection, ((event, crop(event.story)) for event in events))


def distrust(connection: sqlite3.Connection, result: RunResult) -> None:
    """A nightly run has failed its test of itself: that is to be told, once a week for as long as it does."""
    year, week, _ = night_of(result.run.started).isocalendar()
    connection.execute(
        """INSERT INTO event (key, at, kind, data, urgent) VALUES (?, ?, ?, '{}', 0) ON CONFLICT DO NOTHING""",
        (f"{UNTRUSTED}/{year}-{week:02}", result.run.started, UNTRUSTED),
    )


def known(connection: sqlite3.Connection) -> dict[Fingerprint, Incident]:
    """Every incident, by fingerprint."""
    rows = connection.execute("SELECT data FROM incident").fetchall()
    return {one.fingerprint: one for one in (Incident.model_validate_json(row[0]) for row in rows)}


def add(connection: sqlite3.Connection, events: Iterable[tuple[Event, bytes | None]]) -> None:
    """Events to tell; one that is there already is not added again."""
    connection.executemany(
        """INSERT INTO event (key, at, kind, fingerprint, data, image, urgent) VALUES (?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT DO NOTHING""",
        [
            (event.key, event.at.isoformat(), event.kind, _mark(event.fingerprint), event.story.model_dump_json(),
             image, event.urgent)
            for event, image in events
        ],
    )  # fmt: skip


def _keep(connection: sqlite3.Connection, found: Iterable[Incident]) -> None:
    for one in found:
        if one.is_over:
            connection.execute("DELETE FROM incident WHERE fingerprint = ?", (_mark(one.fingerprint),))
        else:
            row = _mark(one.fingerprint), one.model_dump_json()
            connection.execute("INSERT OR REPLACE INTO incident VALUES (?, ?)", row)


def _mark(fingerprint: Fingerprint) -> str:
    return json.dumps(fingerprint, ensure_ascii=False)


def _unmarked(mark: str | None) -> Fingerprint | None:
    return Fingerprint(*json.loads(mark)) if mark else None


class Ledger:
    """The history's file as alerts see it."""

    def __init__(self, file: Path) -> None:
        self.file = file

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """One transaction."""
        with database.opened(self.file) as connection:
            yield connection

    def incidents(self) -> list[Incident]:
        """Every incident that was ever open."""
        with self.open() as connection:
            return list(known(connection).values())

    def suspects(self, now: datetime) -> list[Incident]:
        """What one run has seen alone, long enough ago for a second to look."""
        found = [one for one in self.incidents() if one.state == "suspect" and one.first]
        return [one for one in found if one.first and now - one.first >= incidents.CONFIRM_AFTER]

    def postpone(self, step: str, until: date, why: str) -> list[Incident]:
        """Put off every open incident that speaks of the step, and what is of one cause with it: they were told as
        one. Raises Refused where there is none."""
        with self.open() as connection:
            open_ = [one for one in known(connection).values() if one.state in incidents.TOLD | {"suspect"}]
            named = {causes.cause(one.story) for one in open_ if step in (one.fingerprint.step, *one.story.steps)}
            if not named:
                raise Refused(f"{step}: steget har inget öppet larm att skjuta upp.")
            put_off = [incidents.postpone(one, until, why) for one in open_ if causes.cause(one.story) in named]
            _keep(connection, put_off)
            return put_off

    # -- messages ----------------------------------------------------------------------------------------------------

    def waiting(self) -> list[Waiting]:
        """Messages that have not come through, the oldest first."""
        if not self.file.exists():
            return []
        with self.open() as connection:
            asked = "SELECT id, route, data, tries, trouble FROM message WHERE sent IS NULL ORDER BY id"
            return [Waiting(*row) for row in connection.execute(asked)]

    def claim(self, message: Waiting) -> bool:
        """Take the message up to send it; False where another process has, or it is sent."""
        now = datetime.now(UTC)
        with self.open() as connection:
            taken = connection.execute(
                """UPDATE message SET claimed = ?, tries = tries + 1
                   WHERE id = ? AND sent IS NULL AND (claimed IS NULL OR claimed < ?)""",
                (now.isoformat(), message.id, (now - GIVEN_UP).isoformat()),
            )
            return taken.rowcount == 1

    def done(self, message: Waiting, trouble: str | None) -> None:
        """The message has come through, or why it has not."""
        sent = None if trouble else datetime.now(UTC).isoformat()
        with self.open() as connection:
            connection.execute(
                "UPDATE message SET claimed = NULL, sent = ?, trouble = ? WHERE id = ?", (sent, trouble, message.id)
            )


def pending(connection: sqlite3.Connection) -> list[Pending]:
    """What there is to tell, the oldest first."""
    asked = "SELECT id, kind, at, fingerprint, data, image, urgent FROM event WHERE told IS NULL ORDER BY id"
    return [
        Pending(number, kind, datetime.fromisoformat(at), _unmarked(mark),
                Story.model_validate_json(data), image, bool(urgent))
        for number, kind, at, mark, data, image, urgent in connection.execute(asked).fetchall()
    ]  # fmt: skip


def told(connection: sqlite3.Connection, events: Sequence[Pending], at: datetime) -> None:
    """The events are in a message now; their pictures have gone with it."""
    rows = [(at.isoformat(), event.id) for event in events]
    connection.executemany("UPDATE event SET told = ?, image = NULL WHERE id = ?", rows)


def register(connection: sqlite3.Connection, key: str, kind: str, at: datetime, of: Fingerprint | None = None) -> bool:
    """Note as told what is told in a message without an event of its own; False where it has been told before."""
    made = connection.execute(
        """INSERT INTO event (key, at, kind, fingerprint, data, urgent, told) VALUES (?, ?, ?, ?, '{}', 0, ?)
           ON CONFLICT DO NOTHING""",
        (key, at.isoformat(), kind, _mark(of) if of else None, at.isoformat()),
    )
    return made.rowcount == 1


def last_told(connection: sqlite3.Connection) -> dict[Fingerprint, datetime]:
    """When each incident was last told of."""
    asked = "SELECT fingerprint, max(told) FROM event WHERE told IS NOT NULL AND fingerprint IS NOT NULL GROUP BY 1"
    return {Fingerprint(*json.loads(mark)): datetime.fromisoformat(at) for mark, at in connection.execute(asked)}


def put(connection: sqlite3.Connection, route: str, data: str, at: datetime) -> None:
    """A message to send."""
    connection.execute("INSERT INTO message (made, route, data) VALUES (?, ?, ?)", (at.isoformat(), route, data))


def keys(connection: sqlite3.Connection) -> frozenset[str]:
    """The keys of all that has been told in a line: announced changes and months."""
    asked = "SELECT key FROM event WHERE kind IN ('notices', 'months')"
    return frozenset(key for (key,) in connection.execute(asked))
