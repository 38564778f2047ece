"""Odd pages by the thousand (see `oddities`): no step is lost, and what the guide promises is judged right beside them.

Each page's step is walked as the product walks it, in one browser a process; of some the whole command is run, so that
its exit code, results.json and what it writes on the terminal are seen too.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from guidevakt import guide, target
from guidevakt.attempt import Evidence
from guidevakt.browser import launch_options, require
from guidevakt.settings import Settings
from guidevakt.surroundings import Surroundings
from guidevakt.target import BrowserKeeper
from guidevakt.walk import Walk
from pages import Site
from replica import labels
from replica.handle import Handle
from replica.overlay import Overlay
from replica.server import Replica
from tests.soak.oddities import FILES, OddPage, page
from tests.soak.soaked import Soaked

TITLE = "udda sidor där inget steg får försvinna"
TIMES = 10_000
SEED = 1
#: Of so many pages one is walked by the whole command as well.
BY_COMMAND = 500
#: So many faults of 10,000 are let pass, each named.
FAULTS = 5
PROJECT = Path(__file__).parents[2]
_SETTINGS = Settings(timeout_s=20, ready_s=3)


@dataclass(frozen=True)
class Walked:
    """What came of one page: the step's verdict, what was wrong with it, and how long it took, s."""

    odd: OddPage
    verdict: str
    wrong: str
    fault: bool
    seconds: float


def run(times: int, tick: Callable[[], None]) -> Soaked:
    """So many pages, shared out among all cores."""
    found, walked = Soaked(), []
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count() or 1, context, initializer=_begin) as pool:
        futures = [pool.submit(_walked, SEED, number) for number in range(times)]
        futures += [pool.submit(_commanded, SEED, number) for number in range(BY_COMMAND - 1, times, BY_COMMAND)]
        for future in as_completed(futures):
            walked.append(one := future.result())
            found.n += 1
            found.steps += 1
            found.checked += one.verdict != "not_checked"
            found.wrong += [f"{one.odd.name}: {one.wrong}"] if one.wrong and not one.fault else []
            if found.n <= times:
                tick()
    faults = [one for one in walked if one.fault]
    named = [f"{one.odd.name}: {one.wrong}" for one in faults]
    found.wrong += named if len(faults) > FAULTS * times / 10_000 else []
    found.more += [f"  fel som fick passera: {name}" for name in named if name not in found.wrong]
    found.more += list(_told(walked))
    return found


def _told(walked: list[Walked]) -> Iterator[str]:
    """How long each kind of page took."""
    by_kind: dict[str, list[float]] = defaultdict(list)
    for one in walked:
        for kind in {*one.odd.kinds, one.odd.change}:
            by_kind[kind].append(one.seconds)
    for kind, took in sorted(by_kind.items()):
        yield f"  {kind:16} {len(took):6} sidor, {sum(took) / len(took):6.2f} s i snitt, {max(took):6.2f} s som mest"
    whole = sum(one.seconds for one in walked)
    yield f"  {'tillsammans':16} {len(walked):6} sidor, {whole:.0f} s, {whole / max(1, len(walked)):.2f} s i snitt"


# -- in each process -----------------------------------------------------------------------------------------------


class Worker:
    """A practice copy and a browser, which are kept from page to page."""

    def __init__(self, launch: Callable[[list[str]], Browser] | None = None) -> None:
        self._replica = Replica().__enter__()
        self._playwright = None if launch else sync_playwright().start()
        self._launch, self._browser = launch or self._own, None
        self._folder = Path(tempfile.mkdtemp(prefix="guidevakt-sidor-"))
        self._guide = guide.read(PROJECT / "guides" / "losenord" / "guide.yaml", Site.pages)

    def close(self) -> None:
        """End what was begun."""
        with suppress(Exception):
            if self._browser:
                self._browser.close()
        if self._playwright:
            self._playwright.stop()
        self._replica.__exit__(None, None, None)
        shutil.rmtree(self._folder, ignore_errors=True)

    def walked(self, odd: OddPage) -> Walked:
        """Walk the page's step, entered by the nearest address."""
        self._replica.overlay = Overlay.read(_laid(self._folder / "overlay", odd), ())
        handle = Handle.from_json(self._replica.handle())
        evidence = Evidence(self._folder, self._folder / "run", "replica", None)
        pointed = target.attached("replica", _SETTINGS, handle)
        around = Surroundings(pointed, BrowserKeeper(self._alive), Site, evidence, before=labels.before)
        part = next(part for part in self._guide.parts if odd.base.step in [step.id for step in part.steps])
        walk, began = Walk(around, self._guide, part), time.monotonic()
        try:
            told = walk.step(odd.base.step)
        except Exception as lost:
            return Walked(odd, "lost", f"steget försvann: {lost!r}"[:300], False, time.monotonic() - began)
        finally:
            with suppress(Exception):
                walk.close()
        fault = told.reason == "fault"
        how = told.verdict + "".join(f" {c.change or c.reason}" for c in told.claims if c.change or c.reason)
        wrong = "" if told.verdict in odd.right else f"blev {how}, ska bli {'/'.join(sorted(odd.right))}"
        why = self._fault() if fault else wrong
        return Walked(odd, told.verdict, why, fault, time.monotonic() - began)

    def _fault(self) -> str:
        """What was raised, in a line."""
        files = sorted((self._folder / "run" / "faults").rglob("*.txt"), key=lambda file: file.stat().st_mtime)
        text = files[-1].read_text("utf-8") if files else ""
        told = re.findall(r"^[\w.]*(?:Error|Exception)\b.*", text, re.MULTILINE)
        return told[-1][:300] if told else "fault"

    def _alive(self) -> Browser:
        if self._browser is None or not self._browser.is_connected():
            self._browser = self._launch(self._replica.chromium_args())
        return self._browser

    def _own(self, args: list[str]) -> Browser:
        assert self._playwright is not None
        own = launch_options(require())
        return self._playwright.chromium.launch(**{**own, "args": [*own["args"], *args]})


def _laid(folder: Path, odd: OddPage) -> Path:
    """The page as an overlay, and the files that it may ask for."""
    shutil.rmtree(folder, ignore_errors=True)
    file = folder / odd.base.place / "index.html"
    file.parent.mkdir(parents=True)
    file.write_text(odd.html, "utf-8")
    for name, text in FILES.items():
        other = folder / odd.base.place.split("/")[0] / name
        other.parent.mkdir(parents=True, exist_ok=True)
        other.write_text(text, "utf-8")
    return folder


_worker: Worker | None = None


def _begin() -> None:
    global _worker
    _worker = Worker()
    Finalize(None, _worker.close, exitpriority=10)  # a pool's process runs no atexit


def _walked(seed: int, number: int) -> Walked:
    assert _worker is not None
    return _worker.walked(page(seed, number))


def _commanded(seed: int, number: int) -> Walked:
    """The page's whole part by the command itself: what it writes and what it ends with must agree."""
    odd, began = page(seed, number), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "results.json"
        command = [sys.executable, "-m", "guidevakt", "verify", "--part", "aterstall", "--json", str(out)]
        overlay = _laid(Path(folder) / "overlay", odd)
        done = subprocess.run([*command, "--overlay", str(overlay)], cwd=PROJECT, capture_output=True, text=True)
        result: dict[str, Any] = json.loads(out.read_text("utf-8")) if out.exists() else {"steps": [], "summary": {}}
    planned = re.findall(r"- id: (aterstall-\w+)", (PROJECT / "guides/losenord/guide.yaml").read_text("utf-8"))
    wrong = [
        "steg saknas" if [step["id"] for step in result["steps"]] != planned else "",
        "koderna skiljer sig" if result["summary"].get("exit_code") != done.returncode else "",
        "traceback i terminalen" if "Traceback" in done.stdout + done.stderr else "",
    ]
    verdict = next((step["verdict"] for step in result["steps"] if step["id"] == odd.base.step), "lost")
    wrong += [] if verdict in odd.right else [f"med kommandot blev det {verdict}"]
    return Walked(odd, verdict, ", ".join(filter(None, wrong)), done.returncode == 70, time.monotonic() - began)
