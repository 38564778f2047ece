"""The file that nights are kept in: SQLite, its shape, and how an older shape becomes today's."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from guidevakt.refused import Refused

#: How long one run waits for another that is writing, s.
BUSY_S = 30

#: Each step of the file's shape, in order; PRAGMA user_version says how many have been taken. Never edited, only added
#: to. The first is the shape of files that had no version yet.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE IF NOT EXISTS held (
             target TEXT, guide TEXT, step TEXT, kind TEXT, expected TEXT, session TEXT, last TEXT,
             PRIMARY KEY (target, guide, step, kind, expected, session)) WITHOUT ROWID""",
        """CREATE TABLE IF NOT EXISTS met (
             target TEXT, page TEXT, address TEXT, last TEXT, PRIMARY KEY (target, page)) WITHOUT ROWID""",
    ),
    (
        """CREATE TABLE run (
             id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, target TEXT NOT NULL, night TEXT NOT NULL,
             started TEXT NOT NULL, finished TEXT NOT NULL, environment TEXT, exit_code INTEGER NOT NULL,
             steps_total INTEGER NOT NULL, steps_checked INTEGER NOT NULL)""",
        "CREATE INDEX run_by_night ON run (night)",
        # A claim has one row for good; what it came to in a run is told by number, since a night has thousands.
        """CREATE TABLE claim (
             id INTEGER PRIMARY KEY, target TEXT NOT NULL, guide TEXT NOT NULL, step TEXT NOT NULL, kind TEXT NOT NULL,
             expected TEXT NOT NULL, session TEXT NOT NULL, held TEXT,
             UNIQUE (target, guide, step, kind, expected, session))""",
        """INSERT INTO claim (target, guide, step, kind, expected, session, held)
             SELECT target, guide, step, kind, expected, session, last FROM held""",
        "DROP TABLE held",
        """CREATE TABLE claim_result (
             claim INTEGER NOT NULL, run INTEGER NOT NULL, verdict TEXT NOT NULL, reason TEXT, change TEXT, seen TEXT,
             PRIMARY KEY (claim, run)) WITHOUT ROWID""",
        """CREATE TABLE step (
             id INTEGER PRIMARY KEY, target TEXT NOT NULL, guide TEXT NOT NULL, step TEXT NOT NULL, held TEXT,
             UNIQUE (target, guide, step))""",
        """CREATE TABLE step_result (
             step INTEGER NOT NULL, run INTEGER NOT NULL, verdict TEXT NOT NULL, reason TEXT, ms INTEGER NOT NULL,
             PRIMARY KEY (step, run)) WITHOUT ROWID""",
        """CREATE TABLE host_result (
             host TEXT NOT NULL, run INTEGER NOT NULL, answer_ms INTEGER NOT NULL, PRIMARY KEY (host, run)
           ) WITHOUT ROWID""",
        """CREATE TABLE guide (
             target TEXT NOT NULL, guide TEXT NOT NULL, sha256 TEXT NOT NULL, last TEXT NOT NULL,
             PRIMARY KEY (target, guide)) WITHOUT ROWID""",
        """CREATE TABLE labels (
             target TEXT NOT NULL, page TEXT NOT NULL, labels TEXT NOT NULL, last TEXT NOT NULL,
             PRIMARY KEY (target, page)) WITHOUT ROWID""",
    ),
    (
        "CREATE TABLE incident (fingerprint TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID",
        # What there is to tell. The key says what it is of, so that nothing is told twice.
        """CREATE TABLE event (
             id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, at TEXT NOT NULL, kind TEXT NOT NULL,
             fingerprint TEXT, data TEXT NOT NULL, image BLOB, urgent INTEGER NOT NULL, told TEXT)""",
        """CREATE TABLE message (
             id INTEGER PRIMARY KEY, made TEXT NOT NULL, route TEXT NOT NULL, data TEXT NOT NULL,
             tries INTEGER NOT NULL DEFAULT 0, claimed TEXT, sent TEXT, trouble TEXT)""",
    ),
)  # fmt: skip


@contextmanager
def opened(file: Path, writing: bool = True) -> Iterator[sqlite3.Connection]:
    """One transaction on the file, made and brought up to date first: all of it is kept, or nothing.

    Two processes write one after the other; one that is killed leaves the file as it was before it began. Raises
    Refused for a file that is no history, is of a newer Guidevakt, or cannot be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(file, timeout=BUSY_S, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            _bring_up_to_date(connection, file)
            connection.execute("BEGIN IMMEDIATE" if writing else "BEGIN")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        raise Refused(f"{file}: historiken går inte att läsa eller skriva just nu ({error}).") from None
    except sqlite3.DatabaseError as error:
        raise Refused(
            f"{file}: filen är ingen historik som går att läsa ({error}). Flytta undan den, så börjar en ny."
        ) from None
    except OSError as error:
        raise Refused(f"{file}: historiken går inte att skriva ({error.strerror}).") from None


def _bring_up_to_date(connection: sqlite3.Connection, file: Path) -> None:
    if _version(connection) == len(MIGRATIONS):
        return
    connection.execute("BEGIN IMMEDIATE")  # another process may be at the same
    try:
        version = _version(connection)
        if version > len(MIGRATIONS):
            raise Refused(f"{file}: historiken är skriven av en nyare Guidevakt. Uppdatera den här datorns.")
        for migration in MIGRATIONS[version:]:
            for statement in migration:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
