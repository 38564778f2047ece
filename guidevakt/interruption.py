"""Ctrl-C, SIGTERM and, on Windows, Ctrl-Break: each breaks a run off in the same way."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Generator
from types import FrameType, TracebackType

import pytest

from guidevakt.verdict import INTERRUPTED

_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)]
#: Within so long a second signal is the same wish: `timeout` and shells send one to us and one to our whole group.
SAME_S = 1.0


class Interruption:
    """A pytest plugin: the first signal breaks the walk off where it stands, and what it came to is saved; from then on
    another ends the process at once."""

    def __init__(self) -> None:
        self._first: float | None = None
        self._saving = False

    def __enter__(self) -> Interruption:
        main = threading.current_thread() is threading.main_thread()  # the only one that may listen
        self._before = {number: signal.signal(number, self._heard) for number in _SIGNALS if main}
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)

    def _heard(self, _number: int, _frame: FrameType | None) -> None:
        now = time.monotonic()
        if self._first is None:
            self._first = now
            self._break_off()
        elif now - self._first > SAME_S:
            os._exit(INTERRUPTED)

    def _break_off(self) -> None:
        if self._first is not None and not self._saving:
            raise KeyboardInterrupt

    def pytest_runtest_logstart(self) -> None:
        """No step is begun after it, should what was under way have swallowed it."""
        self._break_off()

    @pytest.hookimpl(wrapper=True)
    def pytest_sessionfinish(self) -> Generator[None, None, None]:
        """All is walked, or broken off: what is left is to save it."""
        self._saving = True
        return (yield)
