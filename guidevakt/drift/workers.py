"""Cases shared out among processes, each with a practice copy and a browser of its own."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from multiprocessing.util import Finalize
from pathlib import Path
from tempfile import mkdtemp
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, Error, sync_playwright

from guidevakt.browser import launch_options, require
from guidevakt.drift import nominal
from guidevakt.drift.cases import Case
from guidevakt.drift.judged import Tried
from guidevakt.drift.walker import DriftWalker
from guidevakt.guide import Guide
from guidevakt.verdict import StepResult

_walker: DriftWalker | None = None


class Workers:
    """The processes. The pictures they compare with are those that `nominal` has taken."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool

    def nominal(self, parts: Sequence[tuple[str, str]]) -> list[StepResult]:
        """Walk whole parts as they are, in one of the processes."""
        return self._pool.submit(_nominal, parts).result()

    def under_load(
        self, parts: Sequence[tuple[str, str]], times: int, delay_ms: int, resets: float
    ) -> Iterator[list[StepResult]]:
        """Whole parts, so many times, over a slow network that breaks: each time by a seed of its own."""
        futures = [self._pool.submit(_under_load, parts, delay_ms, resets, seed) for seed in range(times)]
        return (future.result() for future in as_completed(futures))

    def tried(self, cases: Iterable[Case]) -> Iterator[Tried]:
        """Each case as it comes back; what has not begun is dropped when the reader stops reading."""
        futures = [self._pool.submit(_try, case) for case in cases]
        try:
            for future in as_completed(futures):
                yield future.result()
        finally:
            for future in futures:
                future.cancel()


@contextmanager
def started(count: int, site: type[Any], guides: Sequence[Guide]) -> Iterator[Workers]:
    """So many processes, begun by spawning: Playwright's own process cannot be shared by forking."""
    folder = Path(mkdtemp(prefix="guidevakt-drift-"))
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(count, context, initializer=_begin, initargs=(site, tuple(guides), folder))
    try:
        yield Workers(pool)
    finally:
        pool.shutdown(cancel_futures=True)
        shutil.rmtree(folder, ignore_errors=True)


def _begin(site: type[Any], guides: Sequence[Guide], folder: Path) -> None:
    global _walker
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who reads the results decides when it is over
    Thread(target=_end_with_the_parent, args=(folder,), daemon=True).start()
    playwright = sync_playwright().start()

    def launch(args: Sequence[str]) -> Browser:
        options = launch_options(require(headed=False), headed=False)
        return playwright.chromium.launch(**{**options, "args": [*options.get("args", []), *args]})

    _walker = DriftWalker(site, guides, folder, launch)
    Finalize(None, _end, args=(playwright,), exitpriority=10)  # a pool's process runs no atexit


def _end_with_the_parent(folder: Path) -> None:
    """Who starts the processes may be killed without a word: then nobody is left to end them, nor their browsers, which
    close when their driver is let go of."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


def _end(playwright: Any) -> None:
    with suppress(Error):  # the browser may have been ended first, by the same Ctrl-C
        if _walker:
            _walker.close()
        playwright.stop()


def _nominal(parts: Sequence[tuple[str, str]]) -> list[StepResult]:
    assert _walker is not None
    return nominal.approve(_walker, parts)


def _try(case: Case) -> Tried:
    assert _walker is not None
    return _walker.try_(case)


def _under_load(parts: Sequence[tuple[str, str]], delay_ms: int, resets: float, seed: int) -> list[StepResult]:
    assert _walker is not None
    return _walker.under_load(parts, delay_ms, resets, seed)
