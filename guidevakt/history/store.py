"""Reads and writes the nights. Practice runs never enter: on the replica every claim is known to hold, by test."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from guidevakt import settings
from guidevakt.history import database, ledger, strips
from guidevakt.history.strips import LastCheck, Night, Nights, Period, Strip, Wrong
from guidevakt.night import night_of
from guidevakt.verdict import ClaimResult, Environment, RunResult, StepResult

VARIABLE = "GUIDEVAKT_HISTORY"
STRIP_NIGHTS = 90
HOST_NIGHTS = 30


class History:
    """One database, opened for each question: two runs at once, or a killed one, leave it whole.

    `nightly` is the target whose runs are nights; other targets only teach which claims have ever held there.
    """

    def __init__(self, file: Path, nightly: str = "live") -> None:
        self.file, self.nightly = file, nightly

    @classmethod
    def of(cls, project: Path) -> History:
        """The project's own, or the one that GUIDEVAKT_HISTORY names, from the project's folder."""
        file = Path(os.environ.get(VARIABLE) or "reports/history.db").expanduser()
        return cls(project / file, settings.read(project).nightly)

    # -- what a walk asks --------------------------------------------------------------------------------------------

    def held(self, target: str) -> dict[tuple[str, ...], str]:
        """When each claim (guide, step, kind, expected, session) that ever held on the target last did, ISO 8601."""
        asked = "SELECT guide, step, kind, expected, session, held FROM claim WHERE target = ? AND held IS NOT NULL"
        return {tuple(claim): held for *claim, held in self._rows(asked, target)}

    def met(self, target: str) -> dict[str, str]:
        """The address at which each page was met in the last run in which it was."""
        return dict(self._rows("SELECT page, address FROM met WHERE target = ?", target))

    def labels(self, target: str, page: str) -> tuple[str, ...]:
        """What could be read on the page the last time a step judged on it held; empty where none has."""
        rows = self._rows("SELECT labels FROM labels WHERE target = ? AND page = ?", target, page)
        return tuple(json.loads(rows[0][0])) if rows else ()

    def guide_sha(self, target: str, guide: str) -> str | None:
        """SHA-256 of the guide's file in the last run in which all of it that could be checked held."""
        rows = self._rows("SELECT sha256 FROM guide WHERE target = ? AND guide = ?", target, guide)
        return rows[0][0] if rows else None

    # -- what is shown -----------------------------------------------------------------------------------------------

    def strips(self, until: date, length: int = STRIP_NIGHTS, step: str | None = None) -> list[Strip]:
        """Every step's last nights up to `until`, by guide and step, from the first that is kept. Three questions,
        however many steps."""
        named = self._rows(
            "SELECT id, guide, step, held FROM step WHERE target = ? AND (? IS NULL OR step = ?) ORDER BY guide, id",
            self.nightly, step, step,
        )  # fmt: skip
        runs = self._runs(until - timedelta(days=length - 1), until)
        nights: dict[int, dict[date, Night]] = defaultdict(dict)
        # For each step the runs of these nights are one stretch of its rows: run ids rise with time.
        for number, run, verdict, reason in self._rows(
            """SELECT s.step, s.run, s.verdict, s.reason FROM step n
               CROSS JOIN step_result s ON s.step = n.id AND s.run BETWEEN ? AND ?
               WHERE n.target = ? AND (? IS NULL OR n.step = ?)""",
            min(runs, default=0), max(runs, default=0), self.nightly, step, step,
        ):  # fmt: skip
            if night := runs.get(run):
                strips.settle(nights[number], Night(night, verdict, reason))
        days = strips.days(min(runs.values(), default=until), until)
        return [
            Strip(of, name, tuple((days | nights[number]).values()), night_of(held) if held else None)
            for number, of, name, held in named
        ]

    def period(self, first: date, last: date) -> Period | None:
        """The nights from one to another in numbers; None where none was walked."""
        runs = self._rows(
            """SELECT steps_checked, steps_total FROM run WHERE target = ? AND night BETWEEN ? AND ?
               ORDER BY steps_total DESC, started DESC LIMIT 1""",
            self.nightly, first.isoformat(), last.isoformat(),
        )  # fmt: skip
        if not runs:
            return None
        (checked, total), found = runs[0], self.strips(last, (last - first).days + 1)
        return strips.period(found, checked, total, self._nights_from(first, last))

    def _nights_from(self, first: date, last: date) -> int:
        """How many nights there are from one to another, those before the first that was ever walked left out."""
        began = self._rows("SELECT min(night) FROM run WHERE target = ?", self.nightly)[0][0]
        return (last - max(first, date.fromisoformat(began))).days + 1

    def undelivered(self) -> int:
        """How many messages have been tried in vain."""
        rows = self._rows("SELECT count(*) FROM message WHERE sent IS NULL AND tries > 0")
        return rows[0][0] if rows else 0

    def nights(self, result: RunResult) -> Nights:
        """What the report of a run shows of the nights up to it; the run need not be a night itself."""
        until = night_of(result.run.started)
        found = self.strips(until)
        ranges = [strips.usual(host, answers) for host, answers in self._answers(until).items()]
        return Nights(
            {(s.guide, s.step): s for s in found}, {r.host: r for r in ranges if r}, self.undelivered(),
            is_own=result.run.target == self.nightly and self.keeps(result),
        )  # fmt: skip

    def _answers(self, until: date) -> dict[str, list[int]]:
        first = until - timedelta(days=HOST_NIGHTS)
        answers: dict[str, list[int]] = defaultdict(list)
        for host, ms in self._rows(
            "SELECT host, answer_ms FROM run JOIN host_result ON run = id WHERE target = ? AND night BETWEEN ? AND ?",
            self.nightly, first.isoformat(), until.isoformat(),
        ):  # fmt: skip
            answers[host].append(ms)
        return answers

    def nights_of(self, step: str, since: date) -> dict[str, list[Night]]:
        """What the step came to on each walked night since one, in order, with the claims that did not hold; by
        guide."""
        runs = self._runs(since, date.max)
        first = min(runs, default=0)
        wrong: dict[tuple[str, int], list[Wrong]] = defaultdict(list)
        for of, run, *claim in self._rows(
            """SELECT c.guide, s.run, c.kind, c.expected, s.change, coalesce(s.seen, '') FROM claim c
               CROSS JOIN claim_result s ON s.claim = c.id AND s.run >= ?
               WHERE c.target = ? AND c.step = ? AND s.verdict = 'drifted'""",
            first, self.nightly, step,
        ):  # fmt: skip
            wrong[of, run].append(Wrong(*claim))
        nights: dict[str, dict[date, Night]] = defaultdict(dict)
        for of, run, verdict, reason in self._rows(
            """SELECT n.guide, s.run, s.verdict, s.reason FROM step n
               CROSS JOIN step_result s ON s.step = n.id AND s.run >= ?
               WHERE n.target = ? AND n.step = ?""",
            first, self.nightly, step,
        ):  # fmt: skip
            if night := runs.get(run):
                strips.settle(nights[of], Night(night, verdict, reason, tuple(wrong.get((of, run), ()))))
        return {of: [night for _, night in sorted(found.items())] for of, found in nights.items()}

    def _runs(self, first: date, last: date) -> dict[int, date]:
        """The night of each run from one night to another, by the run's number."""
        asked = "SELECT id, night FROM run WHERE target = ? AND night BETWEEN ? AND ?"
        found = self._rows(asked, self.nightly, first.isoformat(), last.isoformat())
        return {number: date.fromisoformat(night) for number, night in found}

    def environment(self, target: str) -> Environment | None:
        """Where the target's last good run was made; None where there has been none."""
        asked = "SELECT environment FROM run WHERE target = ? AND exit_code = 0 ORDER BY started DESC LIMIT 1"
        rows = self._rows(asked, target)
        return Environment.model_validate_json(rows[0][0]) if rows and rows[0][0] else None

    def last_run(self) -> str | None:
        """When the newest nightly run was finished, ISO 8601; None where there has been none."""
        rows = self._rows("SELECT max(finished) FROM run WHERE target = ?", self.nightly)
        return rows[0][0] if rows else None

    def last_check(self) -> LastCheck | None:
        """The newest night, by what its runs checked; None where there has been none."""
        rows = self._rows(
            """SELECT max(finished), max(steps_checked) FROM run
               WHERE target = ? AND night = (SELECT max(night) FROM run WHERE target = ?) GROUP BY night""",
            self.nightly, self.nightly,
        )  # fmt: skip
        return LastCheck(*rows[0]) if rows else None

    # -- what a run leaves -------------------------------------------------------------------------------------------

    def remember(
        self,
        result: RunResult,
        met: Iterable[tuple[str, str]],
        labels: Mapping[str, Iterable[str]] | None = None,
        shas: Mapping[str, str] | None = None,
        crop: ledger.Crop = lambda story: None,
    ) -> None:
        """Keep what a run on real sites saw, whole or not at all. Practice runs, runs under an overlay, runs that were
        broken off and runs whose canary failed are not kept; that a nightly run's has failed is to be told. `labels`
        are what could be read on each page whose step held, `shas` the guide files' SHA-256; `crop` makes the picture
        of what does not hold that goes with an alert."""
        if result.interrupted:
            return
        if result.run.untrusted and result.run.target == self.nightly and not result.run.overlay:
            with database.opened(self.file) as connection:
                ledger.distrust(connection, result)
        if not self.keeps(result):
            return
        with database.opened(self.file) as connection:
            _teach(connection, result, met, labels or {}, shas or {})
            if result.run.target == self.nightly and _keep_night(connection, result):
                ledger.note(connection, result, crop)

    def keeps(self, result: RunResult) -> bool:
        """Is this a run to learn from?"""
        run = result.run
        return run.target != "replica" and not (run.overlay or run.untrusted or result.interrupted)

    def _rows(self, asked: str, *values: object) -> list[tuple[Any, ...]]:
        if not self.file.exists():
            return []
        with database.opened(self.file, writing=False) as connection:
            return connection.execute(asked, values).fetchall()


def fingerprint(step: StepResult, claim: ClaimResult) -> tuple[str, str, str, str, str]:
    """What makes a claim the same one from night to night."""
    return step.guide, step.id, claim.kind, claim.expected, claim.session or ""


def _teach(
    connection: sqlite3.Connection, result: RunResult, met: Iterable[tuple[str, str]],
    labels: Mapping[str, Iterable[str]], shas: Mapping[str, str],
) -> None:  # fmt: skip
    """What any walk on real sites teaches: what held, where pages were, what could be read there."""
    target, at = result.run.target, result.run.started
    claims = [(step, claim) for step in result.steps for claim in step.claims]
    connection.executemany(
        """INSERT INTO claim (target, guide, step, kind, expected, session, held) VALUES (?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET held = coalesce(excluded.held, held)""",
        [(target, *fingerprint(s, c), at if c.verdict == "holds" else None) for s, c in claims],
    )
    replace = "INSERT OR REPLACE INTO {} VALUES (?, ?, ?, ?)".format
    connection.executemany(replace("met"), [(target, page, address, at) for page, address in met])
    read = [(target, page, json.dumps(list(found), ensure_ascii=False), at) for page, found in labels.items()]
    connection.executemany(replace("labels"), read)
    wrong = {step.guide for step in result.steps if step.verdict in ("drifted", "looks_different")}
    good = {step.guide for step in result.steps if step.verdict == "holds"} - wrong
    connection.executemany(replace("guide"), [(target, guide, shas[guide], at) for guide in good if guide in shas])


def _keep_night(connection: sqlite3.Connection, result: RunResult) -> bool:
    """The run with the verdict of every step and claim. False for a run that is there already."""
    run, sums = result.run, result.summary
    environment = run.environment.model_dump_json() if run.environment else None
    number = connection.execute(
        """INSERT INTO run (name, target, night, started, finished, environment, exit_code, steps_total, steps_checked)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id""",
        (run.id, run.target, night_of(run.started).isoformat(), run.started, run.finished, environment,
         sums.exit_code, sums.steps_total, sums.steps_checked),
    ).fetchone()  # fmt: skip
    if number is None:
        return False
    of = (run.target,)
    connection.executemany(
        """INSERT INTO step (target, guide, step, held) VALUES (?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET held = coalesce(excluded.held, held)""",
        [(*of, s.guide, s.id, run.started if s.verdict in strips.HELD else None) for s in result.steps],
    )
    connection.executemany(
        """INSERT INTO step_result SELECT id, ?, ?, ?, ? FROM step WHERE target = ? AND guide = ? AND step = ?""",
        [(*number, s.verdict, s.reason, s.duration_ms, *of, s.guide, s.id) for s in result.steps],
    )
    connection.executemany(
        """INSERT OR REPLACE INTO claim_result SELECT id, ?, ?, ?, ?, ? FROM claim
           WHERE target = ? AND guide = ? AND step = ? AND kind = ? AND expected = ? AND session = ?""",
        [
            (*number, c.verdict, c.reason, c.change, c.seen if c.change else None, *of, *fingerprint(s, c))
            for s in result.steps for c in s.claims
        ],
    )  # fmt: skip
    answers = [(host.host, *number, host.answer_ms) for host in result.hosts if host.answer_ms is not None]
    connection.executemany("INSERT INTO host_result VALUES (?, ?, ?)", answers)
    return True
