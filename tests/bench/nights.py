"""How fast three years of nights are read, and how large they are: 50 guides of 15 steps, a run a night."""

from __future__ import annotations

import io
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from guidevakt.history import VARIABLE, History
from guidevakt.history.command import show as show_history
from guidevakt.verdict import ClaimResult, HostResult, Run, RunResult, StepResult, summarise

GUIDES, STEPS, NIGHTS = 50, 15, 3 * 365
SEED = 7


def filled(
    file: Path, nights: int, last: datetime, told: Callable[[list[int]], Iterable[int]]
) -> tuple[History, RunResult]:
    """A history of so many nights up to `last`: one step in fifty drifts on any night, one in twenty is not reached."""
    history, chance = History(file), random.Random(SEED)
    hold, drift, miss = (
        [_step(g, s, verdict) for g in range(GUIDES) for s in range(STEPS)]
        for verdict in ("holds", "drifted", "not_checked")
    )
    for back in told(list(reversed(range(nights)))):
        at = (last - timedelta(days=back)).isoformat(timespec="seconds")
        odds = [chance.random() for _ in hold]
        each = zip(odds, hold, drift, miss, strict=True)
        steps = tuple(d if o < 0.02 else m if o < 0.07 else h for o, h, d, m in each)
        run = Run(id=f"run {back}", started=at, finished=at, target="live")
        hosts = (HostResult(host="eslov.se", answer_ms=chance.randint(200, 500)),)
        result = RunResult(run=run, summary=summarise(steps), steps=steps, hosts=hosts)
        history.remember(result, [])
    return history, result


def _step(guide: int, step: int, verdict: str) -> StepResult:
    facts = {"drifted": {"change": "removed"}, "not_checked": {"reason": "timeout"}}.get(verdict, {})
    claims = tuple(ClaimResult(kind="link", expected=f"Länk {n}", verdict=verdict, **facts) for n in (1, 2))  # type: ignore[arg-type]
    return StepResult(
        guide=f"guide-{guide:02}", part="del", id=f"steg-{step:02}", text="Klicka.", verdict=verdict,  # type: ignore[arg-type]
        reason="timeout" if verdict == "not_checked" else None, claims=claims,
    )  # fmt: skip


def median_s(work: Callable[[], object], rounds: int) -> float:
    """Median of so many rounds, s."""
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def show(console: Console, rounds: int, nights: int = NIGHTS) -> None:
    """Fill, which takes minutes, then one table: what is asked, how long it takes, and the goal where there is one."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "history.db"
        history, last = filled(file, nights, datetime.now(UTC), lambda dates: track(dates, "Nätter", console=console))
        silent = Console(file=io.StringIO(), width=200)
        command = [sys.executable, "-m", "guidevakt", "history"]
        works: dict[str, tuple[Callable[[], object], str]] = {
            "guidevakt history": (lambda: show_history(history, None, None, False, silent), "under 1 s"),
            "guidevakt history, hela kommandot": (lambda: _run(command, file), ""),
            "rapportens remsor, alla guider": (lambda: history.nights(last), "under 1 s"),
            "guidevakt history --step": (lambda: show_history(history, "steg-07", None, False, silent), "under 1 s"),
            "--step, alla år": (lambda: show_history(history, "steg-07", "2020-01-01", False, silent), "under 1 s"),
            "alla steg, alla år": (lambda: show_history(history, None, "2020-01-01", False, silent), ""),
        }
        size = file.stat().st_size / 1e6
        table = Table(title=f"{nights} nätter med {GUIDES} guider, {size:.0f} MB, median av {rounds} varv")
        for heading in ("vad", "tid", "mål"):
            table.add_column(heading)
        for name, (work, goal) in works.items():
            table.add_row(name, f"{median_s(work, rounds):.2f} s", goal)
        console.print(table)


def _run(command: list[str], file: Path) -> None:
    subprocess.run(command, env={**os.environ, VARIABLE: str(file)}, check=True, stdout=subprocess.DEVNULL)
