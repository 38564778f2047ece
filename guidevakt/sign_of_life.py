"""A command that takes its time, run with a sign of life. Standard library only: set-up uses it on a naked Python."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import IO

STILL_ONCE_MOVING_S = 240.0  # a download that has begun gets more: Playwright tells only every tenth per cent
TELL_EVERY_S = 10.0  # in a log, where a line cannot be written over
WIDTH = 40  # characters that a line of progress covers


def say(text: str) -> None:
    """Tell the person at the keyboard how it goes."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def watch(
    command: list[str], folder: Path, progress: Callable[[deque[str]], str], patience_s: float | None = None
) -> tuple[int, deque[str]]:
    """Run a command quietly from a folder, with a sign of life: its exit code and its last lines.

    `patience_s`: seconds without new progress before it is stopped (more once it has begun); None waits for ever.
    """
    lines: deque[str] = deque(maxlen=2000)
    settings = {**os.environ, "PYTHONUNBUFFERED": "1", "DEBIAN_FRONTEND": "noninteractive"}
    try:
        running = subprocess.Popen(
            command, cwd=folder, env=settings, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace", start_new_session=True,
            close_fds=sys.platform == "win32",  # set-up hands its lock on
        )  # fmt: skip
    except OSError as error:
        return 127, deque([str(error)])
    reader = threading.Thread(target=_read, args=(running.stdout, lines), daemon=True)
    reader.start()
    try:
        _wait(running, lambda: progress(lines.copy()), patience_s)
    finally:
        if running.poll() is None:
            _stop(running)
        reader.join(timeout=5)
    return running.returncode, lines


def _read(output: IO[str], lines: deque[str]) -> None:
    with output:
        lines.extend(line.rstrip() for line in output)


def _wait(running: subprocess.Popen[str], progress: Callable[[], str], patience_s: float | None) -> None:
    """Until it has ended or its patience has: tells the progress as it goes."""
    sign, moved, told = "", time.monotonic(), 0.0
    while True:
        try:
            running.wait(timeout=0.25)
        except subprocess.TimeoutExpired:
            now, new = time.monotonic(), progress()
            if new != sign:
                sign, moved, told = new, now, _tell(new, now, told)
            elif patience_s and now - moved > (max(patience_s, STILL_ONCE_MOVING_S) if sign else patience_s):
                break
        else:
            break
    if sign and sys.stderr.isatty():
        sys.stderr.write(f"\r{'':<{WIDTH + 2}}\r")


def _tell(sign: str, now: float, told: float) -> float:
    """Over the same line on a screen, now and then in a log. Returns when it was last told, in monotonic seconds."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r  {sign:<{WIDTH}}")
        sys.stderr.flush()
    elif now - told >= TELL_EVERY_S:
        say(f"  {sign}")
    else:
        return told
    return now


def _stop(running: subprocess.Popen[str]) -> None:
    """End it and what it has started: Playwright's download runs in a child of its own."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(running.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGTERM)
    running.wait()
