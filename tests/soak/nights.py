"""Two runs that write to the history at once, and kill -9 in the middle of it.

What a writer has said is kept must be kept, and no run and no alert may be half there or there twice.
"""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.soak.soaked import Soaked

TITLE = "körningar som dödas mitt i skrivningen"
TIMES = 20
STEPS = 40

#: Writes runs until it is killed or has written so many, and says each once it is kept. Every run has a guide of its
#: own whose every step has never held, so each is told of once.
_WRITER = """
import sys
from pathlib import Path
from guidevakt.history import History
from guidevakt.verdict import ClaimResult, Run, RunResult, StepResult, summarise

history, name, count, many = History(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
at = "2026-11-20T02:15:00+00:00"
for n in range(count):
    steps = tuple(
        StepResult(guide=f"{name}-{n}", part="p", id=f"steg-{s}", text="Klicka.", verdict="drifted", claims=(
            ClaimResult(kind="link", expected=f"Länk {s}", verdict="drifted", change="removed"),
            ClaimResult(kind="page", expected=f"Sida {s}", verdict="holds"),
        )) for s in range(many)
    )
    run = Run(id=f"{name}-{n}", started=at, finished=at, target="live")
    history.remember(RunResult(run=run, summary=summarise(steps), steps=steps), [])
    print(n, flush=True)
"""


def killed_while_writing(folder: Path, seed: int) -> None:
    """Two writers; one is killed at a moment that the seed decides, the other goes on. Asserts that all is whole."""
    file = folder / f"history-{seed}.db"
    chance = random.Random(seed)
    killed, whole = (_writer(file, name, count) for name, count in (("dödad", 1000), ("hel", 12)))
    assert killed.stdout is not None
    assert whole.stdout is not None
    said = [killed.stdout.readline() for _ in range(chance.randint(1, 4))]
    try:
        killed.wait(chance.uniform(0, 0.03))
    except subprocess.TimeoutExpired:
        killed.kill()
    said += killed.stdout.readlines()
    killed.wait(30)
    finished = whole.stdout.readlines()
    assert whole.wait(60) == 0
    assert len(finished) == 12
    kept = {f"dödad-{int(n)}" for n in said if n.endswith("\n")} | {f"hel-{n}" for n in range(12)}
    for process in (killed, whole):
        process.stdout.close()  # type: ignore[union-attr]
    _assert_whole(file, kept)


def _writer(file: Path, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _WRITER, str(file), name, str(count), str(STEPS)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _assert_whole(file: Path, kept: set[str]) -> None:
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        runs = {name for (name,) in connection.execute("SELECT name FROM run")}
        assert kept <= runs, f"said to be kept, but lost: {sorted(kept - runs)}"
        assert len(runs - kept) <= 1, "at most the run that was on its way may be there unsaid"
        for table, each in (("step_result", STEPS), ("claim_result", 2 * STEPS)):
            counts = connection.execute(f"SELECT count(*) FROM {table} GROUP BY run").fetchall()
            assert counts == [(each,)] * len(runs), f"{table} is half-written"
        told = connection.execute("SELECT count(*), count(DISTINCT key) FROM event").fetchone()
        assert told == (STEPS * len(runs),) * 2, "alerts are lost or doubled"


def run(times: int, tick: Callable[[], None]) -> Soaked:
    """So many kills, each at a moment of its own."""
    found = Soaked()
    for seed in range(times):
        with tempfile.TemporaryDirectory() as folder:
            try:
                killed_while_writing(Path(folder), seed)
            except AssertionError as wrong:
                found.wrong.append(f"frö {seed}: {wrong}")
        found.n += 1
        tick()
    return found
