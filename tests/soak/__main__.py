"""`make soak`: the same thing again and again, and how often it came out otherwise.

`python -m tests.soak captures --n 300`; without a name, every soak there is, each as often as it asks for.
"""

from __future__ import annotations

import argparse
import sys
from types import ModuleType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from tests.soak import benign, captures, load, nights, sidor
from tests.soak.soaked import Soaked

#: Each has a TITLE in Swedish, TIMES it is tried unless told otherwise, and run(times, tick) → Soaked.
SOAKS: dict[str, ModuleType] = {"captures": captures, "benign": benign, "load": load, "nights": nights, "sidor": sidor}
SHOWN_AT_MOST = 20
console = Console(soft_wrap=True)


def main() -> int:
    """Run what is asked for; 1 where anything came out otherwise."""
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*SOAKS, []], metavar="|".join(SOAKS), default=[])
    parser.add_argument("--n", type=int, help="how many times, instead of what each asks for")
    parser.add_argument("--seed", type=int, help="what the pages or cases are drawn by, where they are drawn")
    asked = parser.parse_args()
    if asked.n is not None and asked.n < 1:
        parser.error("--n must be at least 1")
    for module in SOAKS.values() if asked.seed is not None else ():
        module.SEED = asked.seed
    results = [soak(SOAKS[name], asked.n) for name in asked.names or SOAKS]
    return 1 if any(result.wrong for result in results) else 0


def soak(module: ModuleType, times: int | None) -> Soaked:
    """One soak with its progress, and what came of it."""
    times = times or module.TIMES
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=console) as progress:
        task = progress.add_task(str(module.TITLE), total=times)
        result: Soaked = module.run(times, lambda: progress.advance(task))
    for line in result.wrong[:SHOWN_AT_MOST]:
        console.print(f"  {line}")
    for line in result.more:
        console.print(line, highlight=False)
    console.print(told(str(module.TITLE), result))
    return result


def told(title: str, result: Soaked) -> str:
    """What came of a soak, in one line."""
    if not result.wrong:
        bound = f"{result.bound:.2%}".replace(".", ",").replace("%", " %")
        line = f"{title}: 0 avvikelser på {result.n} försök; med 95 % säkerhet är andelen under {bound}."
    else:
        line = f"{title}: {len(result.wrong)} avvikelser på {result.n} försök."
    return f"{line} {result.checked} av {result.steps} steg gick att kontrollera." if result.steps else line


if __name__ == "__main__":
    sys.exit(main())
