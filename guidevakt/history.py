"""What earlier nights saw: which claims have ever held on a target, and at which address each page was met.

SQLite in reports/history.db. Practice runs never enter: on the replica every claim is known to hold, by test.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from guidevakt.verdict import ClaimResult, RunResult, StepResult

VARIABLE = "GUIDEVAKT_HISTORY"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS held (
  target TEXT, guide TEXT, step TEXT, kind TEXT, expected TEXT, session TEXT, last TEXT,
  PRIMARY KEY (target, guide, step, kind, expected, session)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS met (
  target TEXT, page TEXT, address TEXT, last TEXT, PRIMARY KEY (target, page)
) WITHOUT ROWID;
"""


class History:
    """One database, opened for each question: two runs at once, or a killed one, leave it whole."""

    def __init__(self, file: Path) -> None:
        self.file = file

    @classmethod
    def of(cls, project: Path) -> History:
        """The project's own, or the one that GUIDEVAKT_HISTORY names."""
        return cls(Path(os.environ.get(VARIABLE) or project / "reports" / "history.db"))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.file, timeout=30)) as connection, connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.executescript(_SCHEMA)
            yield connection

    def held(self, target: str) -> frozenset[tuple[str, ...]]:
        """The claims (guide, step, kind, expected, session) that have ever held on the target."""
        if not self.file.exists():
            return frozenset()
        with self._open() as connection:
            asked = "SELECT guide, step, kind, expected, session FROM held WHERE target = ?"
            return frozenset(connection.execute(asked, (target,)).fetchall())

    def met(self, target: str) -> dict[str, str]:
        """The address at which each page was met in the last run in which it was."""
        if not self.file.exists():
            return {}
        with self._open() as connection:
            return dict(connection.execute("SELECT page, address FROM met WHERE target = ?", (target,)).fetchall())

    def remember(self, result: RunResult, met: Iterable[tuple[str, str]]) -> None:
        """Keep what a run on real sites saw. Practice runs and runs under an overlay are not kept."""
        run = result.run
        if run.target == "replica" or run.overlay:
            return
        held = [
            (run.target, *fingerprint(step, claim), run.started)
            for step in result.steps for claim in step.claims if claim.verdict == "holds"
        ]  # fmt: skip
        with self._open() as connection:
            connection.executemany("INSERT OR REPLACE INTO held VALUES (?, ?, ?, ?, ?, ?, ?)", held)
            rows = [(run.target, page, address, run.started) for page, address in met]
            connection.executemany("INSERT OR REPLACE INTO met VALUES (?, ?, ?, ?)", rows)


def fingerprint(step: StepResult, claim: ClaimResult) -> tuple[str, str, str, str, str]:
    """What makes a claim the same one from night to night."""
    return step.guide, step.id, claim.kind, claim.expected, claim.session or ""
