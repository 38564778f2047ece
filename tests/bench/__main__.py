"""`make bench`: how fast and how large, against a bare script and Playwright Test on the same running server.

Prints medians of whole rounds taken in turn, so that a slow moment of the machine hits all alike. Judges nothing.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench import files, nights, pictures, suggestions, words

PROJECT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
NODE_FOLDER = PROJECT / ".bench"  # pytest-playwright empties .artifacts
console = Console()


@contextlib.contextmanager
def running_replica(folder: Path) -> Iterator[Path]:
    """The practice server in a process of its own, for all that is measured; gives the file with its handle."""
    process = subprocess.Popen(
        [sys.executable, "-m", "replica"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PROJECT
    )
    assert process.stdout is not None
    handle = folder / "handle.json"
    handle.write_text(process.stdout.readline())
    try:
        yield handle
    finally:
        process.terminate()
        process.wait(10)


def timed(command: list[str], env: dict[str, str] | None = None) -> tuple[float, str]:
    """Wall time of a whole process, s, and what it printed."""
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, env={**os.environ, **(env or {})})
    took = time.perf_counter() - began
    if done.returncode:
        console.print(done.stdout[-2000:] + done.stderr[-2000:])
        raise SystemExit(f"{command[0]} slutade med {done.returncode}")
    return took, done.stdout


def ours(handle: Path, results: Path) -> dict[str, float]:
    """The whole command, and the walk in it."""
    guidevakt = str(Path(sys.executable).with_name("guidevakt"))
    took, _ = timed([guidevakt, "verify", "--part", "aterstall", "--replica", str(handle), "--json", str(results)])
    run = json.loads(results.read_text())
    steps = [step["duration_ms"] / 1000 for step in run["steps"]]
    return {"command": took, "walk": sum(steps), "step": sum(steps) / len(steps)}


def bare(handle: Path) -> dict[str, float]:
    """The same addresses, clicks and screenshots in a script with nothing around it."""
    took, said = timed([sys.executable, str(HERE / "bare.py"), str(handle)])
    return {"command": took, "walk": float(said)}


def playwright_test(handle: Path) -> Callable[[], dict[str, float]] | None:
    """Playwright Test with toHaveScreenshot on the same pages; None, with a line why, where it cannot be had."""
    npm = shutil.which("npm")
    if not npm:
        console.print("Playwright Test: Node finns inte på datorn, hoppas över.")
        return None
    NODE_FOLDER.mkdir(parents=True, exist_ok=True)
    for name in ("walk.spec.ts", "playwright.config.ts"):
        shutil.copy(HERE / name, NODE_FOLDER / name)
    if not (NODE_FOLDER / "node_modules" / "@playwright" / "test").is_dir():
        console.print("Playwright Test: hämtas med npm …")
        fetch = [npm, "install", "--no-audit", "--no-fund", "--silent", "@playwright/test"]
        got = subprocess.run(fetch, cwd=NODE_FOLDER)
        if got.returncode:
            console.print("Playwright Test: npm kunde inte hämta det, hoppas över.")
            return None
    from guidevakt.browser import launch_options, require

    env = {"HANDLE": str(handle), "LAUNCH": json.dumps(launch_options(require()))}
    command = [str(NODE_FOLDER / "node_modules" / ".bin" / "playwright"), "test", "-c", str(NODE_FOLDER)]
    subprocess.run([*command, "--update-snapshots"], capture_output=True, cwd=PROJECT, env={**os.environ, **env})
    return lambda: {"command": timed(command, env)[0]}


def peak_memory(handle: Path) -> float:
    """The largest resident set of our Python process over a whole run, MB."""
    script = (
        "import resource, sys; from guidevakt.verify import verify; "
        f"verify(part='aterstall', extra=('--replica={handle}',)); "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    _, said = timed([sys.executable, "-c", script])
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return int(said.split()[-1]) / unit


def main() -> None:
    """Measure in turn and print one table."""
    parser = argparse.ArgumentParser(prog="make bench")
    asked_for = ("allt", "tid", "bilder", "forslag", "ord", "natter", "filer")
    parser.add_argument("what", nargs="?", choices=asked_for, default="allt")
    parser.add_argument("--rounds", type=int, default=7)
    asked = parser.parse_args()
    if asked.what in ("allt", "tid"):
        measure(asked.rounds)
    if asked.what in ("allt", "bilder"):
        pictures.show(console, asked.rounds)
    if asked.what in ("allt", "forslag"):
        suggestions.show(console)
    if asked.what in ("allt", "ord"):
        words.show(console)
    if asked.what in ("allt", "filer"):
        files.show(console)
    if asked.what == "natter":  # fills three years first, which takes minutes
        nights.show(console, asked.rounds)


def measure(rounds: int) -> None:
    """How fast and how large."""
    with tempfile.TemporaryDirectory() as name, running_replica(Path(name)) as handle:
        results = Path(name) / "results.json"
        node = playwright_test(handle)
        measured: dict[str, list[dict[str, float]]] = {"ours": [], "bare": [], "node": []}
        ours(handle, results), bare(handle)  # warm-up
        for number in range(rounds):
            console.print(f"Varv {number + 1} av {rounds} …")
            measured["ours"].append(ours(handle, results))
            measured["bare"].append(bare(handle))
            if node:
                measured["node"].append(node())
        show(measured, peak_memory(handle))


def show(measured: dict[str, list[dict[str, float]]], memory_mb: float) -> None:
    """The figures beside their goals."""

    def median(who: str, what: str) -> float:
        return statistics.median(turn[what] for turn in measured[who])

    def pairs(who: str, what: str, combine: Callable[[float, float], float]) -> float:
        both = zip(measured["ours"], measured[who], strict=True)
        return statistics.median(combine(one[what], other[what]) for one, other in both)

    table = Table(title=f"Delen aterstall, median av {len(measured['ours'])} varv")
    for heading in ("vad", "Guidevakt", "jämfört med", "kvot eller skillnad", "mål"):
        table.add_column(heading)
    table.add_row("promenaden", f"{median('ours', 'walk'):.2f} s", f"naket skript {median('bare', 'walk'):.2f} s",
                  f"{pairs('bare', 'walk', lambda a, b: a / b):.2f} ×", "≤ 1,5 ×")  # fmt: skip
    table.add_row("hela kommandot", f"{median('ours', 'command'):.2f} s",
                  f"naket skript {median('bare', 'command'):.2f} s",
                  f"+ {pairs('bare', 'command', lambda a, b: a - b):.2f} s", "≤ + 2,5 s")  # fmt: skip
    if measured["node"]:
        table.add_row("hela kommandot", f"{median('ours', 'command'):.2f} s",
                      f"Playwright Test {median('node', 'command'):.2f} s",
                      f"{pairs('node', 'command', lambda a, b: a / b):.2f} ×", "≤ 0,8 ×")  # fmt: skip
    table.add_row("per steg", f"{median('ours', 'step'):.2f} s", "", "", "")
    table.add_row("minne, vår Pythonprocess", f"{memory_mb:.0f} MB", "", "", "≤ 200 MB")
    console.print(table)


if __name__ == "__main__":
    main()
