"""How long a file that means harm takes to be refused, and how much memory: the whole command, each in a process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests import hostile

PROJECT = Path(__file__).resolve().parents[2]
GOAL_S, GOAL_MB = 2.0, 300
RUN = "2026-11-22T02-15-00Z-7f3a"


@dataclass(frozen=True)
class Reads:
    """A file that the product reads: its place in a project, and the command that reads it."""

    what: str
    place: str
    kind: str
    command: tuple[str, ...]
    prepare: Callable[[Path], None] = lambda project: None


def _run_with_picture(project: Path) -> None:
    """A run with one received picture that awaits approval."""
    (project / f"reports/{RUN}/pictures").mkdir(parents=True)
    (project / f"reports/{RUN}/pictures/bild-1.png").write_bytes(hostile.picture(40, 30))
    step = (
        '{"guide":"losenord","part":"registrera","id":"registrera-4","text":"","verdict":"awaiting_review",'
        f'"picture":{{"id":"bild-1","verdict":"awaiting_review","received":"reports/{RUN}/pictures/bild-1.png"}}}}'
    )
    environment = '{"os":"a","browser":"b","fonts":"c","viewport":[1280,900]}'
    (project / f"reports/{RUN}/results.json").write_text(
        f'{{"schema":1,"run":{{"id":"{RUN}","started":"2026-11-22T02:15:00+00:00",'
        f'"finished":"2026-11-22T02:15:09+00:00","target":"replica","environment":{environment}}},'
        f'"summary":{{"steps_total":1,"steps_checked":1,"exit_code":0}},"steps":[{step}],"notices":[]}}'
    )


_APPROVE = ("approve", "--run", RUN, "--who", "Prov")
READ = (
    Reads("guide.yaml", "guides/losenord/guide.yaml", "yaml", ("refresh", "--dry-run")),
    Reads("faults.yaml", "overlay/eslov.se/../faults.yaml", "yaml", ("verify", "--overlay", "overlay")),
    Reads("pyproject.toml", "pyproject.toml", "toml", ("refresh", "--dry-run")),
    Reads("val.json", "val.json", "json", ("approve", "--run", RUN, "--decisions", "val.json"), _run_with_picture),
    Reads("RUN.zip", "run.zip", "zip", ("approve", "--from", "run.zip")),
    Reads("results.json", f"reports/{RUN}/results.json", "json", ("approve", "--run", RUN)),
    Reads("bildens ord", f"reports/{RUN}/pictures/bild-1.json", "json", _APPROVE, _run_with_picture),
    Reads("mottagen bild", f"reports/{RUN}/pictures/bild-1.png", "png", _APPROVE, _run_with_picture),
    Reads("förteckningen över val", "baselines/.begun.jsonl", "json", _APPROVE, _run_with_picture),
    Reads("pictures.json", "guides/losenord/pictures/pictures.json", "json", ("refresh", "--dry-run")),
    Reads("bild", "a.png", "png", ("compare", "a.png", "a.png")),
    Reads("fråga", "q.jsonl", "jsonl", ("suggest", "--jsonl")),
    Reads("inspelning", "recording.har", "json", ("verify", "--target", "recording")),
)


@dataclass(frozen=True)
class Refusal:
    """How a command ended: exit code, what it said, s and MB."""

    what: str
    name: str
    code: int
    said: str
    took_s: float
    memory_mb: float

    @property
    def right(self) -> bool:
        """One sentence, exit 2, nothing of Python's."""
        return self.code == 2 and bool(self.said.strip()) and "Traceback" not in self.said and len(self.said) < 20_000


def refusals(only: str = "") -> Iterator[Refusal]:
    """Every file in every place that reads it, and a folder and a pipe in its place."""
    for reads in READ:
        if only in ("", reads.what):
            for name, data in hostile.KINDS[reads.kind]().items():
                yield _refusal(reads, name, lambda file, data=data: file.write_bytes(data) and None)
            if reads.kind != "jsonl":
                yield _refusal(reads, "en mapp", Path.mkdir)
                yield _refusal(reads, "ett rör", lambda file: os.mkfifo(file))


def _refusal(reads: Reads, name: str, put: Callable[[Path], None]) -> Refusal:
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        for part in ("guides", "pages"):
            shutil.copytree(PROJECT / part, project / part, ignore=shutil.ignore_patterns("pictures", "__pycache__"))
        for part in ("pyproject.toml", "conftest.py"):
            shutil.copy(PROJECT / part, project / part)
        if reads.what == "inspelning":
            with (project / "pyproject.toml").open("a") as settings:
                settings.write('\n[tool.guidevakt]\nrecording = "recording.har"\n')
        (project / "overlay/eslov.se").mkdir(parents=True)
        reads.prepare(project)
        file = project / reads.place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        put(file)
        return _ended(reads, name, project, file)


def _ended(reads: Reads, name: str, project: Path, file: Path) -> Refusal:
    script = (
        "import resource, sys\nfrom guidevakt.cli import main\nsys.argv = ['guidevakt', *sys.argv[1:]]\n"
        "try: main()\nfinally: print('', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    asked = file.open("rb") if reads.kind == "jsonl" else None
    began = time.perf_counter()
    try:
        done = subprocess.run([sys.executable, "-c", script, *reads.command], stdin=asked or subprocess.DEVNULL,
                              capture_output=True, text=True, cwd=project, timeout=120,
                              env={**os.environ, "PYTHONPATH": str(PROJECT)})  # fmt: skip
    except subprocess.TimeoutExpired:
        return Refusal(reads.what, name, -1, "", time.perf_counter() - began, 0)
    finally:
        if asked:
            asked.close()
    took = time.perf_counter() - began
    said, _, memory = done.stderr.rstrip().rpartition(" ")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Refusal(reads.what, name, done.returncode, said, took, int(memory or 0) / unit)


def show(console: Console, only: str = "") -> None:
    """A row for each; last, how many were refused as they must be, and within the goal."""
    table = Table(title=f"Filer som vill illa: hela kommandot, mål {GOAL_S:g} s och {GOAL_MB} MB")
    for heading in ("läses som", "fil", "slut", "tid", "minne"):
        table.add_column(heading)
    found = list(refusals(only))
    for one in found:
        slow = " !" * (one.took_s > GOAL_S)
        large = " !" * (one.memory_mb > GOAL_MB)
        ended = str(one.code) if one.right else f"{one.code} !"
        table.add_row(one.what, one.name, ended, f"{one.took_s:.1f} s{slow}", f"{one.memory_mb:.0f} MB{large}")
    console.print(table)
    right, within = (sum(map(test, found)) for test in (
        lambda one: one.right, lambda one: one.took_s <= GOAL_S and one.memory_mb <= GOAL_MB,
    ))  # fmt: skip
    console.print(f"{right} av {len(found)} avvisade med en mening och slutkod 2; {within} inom målet.")
