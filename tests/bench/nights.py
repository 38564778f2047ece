"""How fast three years of nights are read, and how large they are: 50 guides of 15 steps, a run a night.

`python -m tests.bench.nights` prints medians; it judges nothing.
"""

from __future__ import annotations

import argparse
import io
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console

from guidevakt.history import History
from guidevakt.history.command import show
from guidevakt.verdict import ClaimResult, HostResult, Run, RunResult, StepResult, summarise

GUIDES, STEPS, NIGHTS = 50, 15, 3 * 365
SEED = 7


def filled(file: Path, nights: int, last: datetime) -> tuple[History, RunResult]:
    """A history of so many nights up to `last`: one step in fifty drifts on any night, one in twenty is not reached."""
    history, chance = History(file), random.Random(SEED)
    hold, drift, miss = (
        [_step(g, s, verdict) for g in range(GUIDES) for s in range(STEPS)]
        for verdict in ("holds", "drifted", "not_checked")
    )
    for back in reversed(range(nights)):
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


def main() -> None:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.nights")
    parser.add_argument("--nights", type=int, default=NIGHTS)
    parser.add_argument("--rounds", type=int, default=7)
    asked = parser.parse_args()
    console, silent = Console(), Console(file=io.StringIO(), width=200)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "history.db"
        began = time.perf_counter()
        history, last = filled(file, asked.nights, datetime.now(UTC))
        console.print(f"{asked.nights} nätter med {GUIDES} guider skrivna: {(time.perf_counter() - began):.0f} s")
        works: dict[str, Callable[[], object]] = {
            "guidevakt history": lambda: show(history, None, None, False, silent),
            "guidevakt history --step": lambda: show(history, "steg-07", None, False, silent),
            "guidevakt history --step, alla år": lambda: show(history, "steg-07", "2020-01-01", False, silent),
            "rapportens remsor, alla guider": lambda: history.nights(last),
        }
        for name, work in works.items():
            console.print(f"{name}: {median_s(work, asked.rounds):.2f} s, median av {asked.rounds}")
        console.print(f"databasen: {file.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
