"""python -m replica: the replica on its own, for a look with one's own browser. Prints its handle as one JSON line."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
from pathlib import Path

import yaml
from pydantic import ValidationError

from replica.overlay import Overlay, parse_faults
from replica.server import Replica


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m replica", description="Övningskopian av guidens sidor.")
    parser.add_argument("--overlay", type=Path, metavar="DIR", help="mapp som läggs över sidorna")
    folder: Path | None = parser.parse_args().overlay
    try:
        overlay = _overlay(folder) if folder else None
    except (OSError, yaml.YAMLError, ValidationError) as error:
        parser.error(str(error))
    for wish in (signal.SIGTERM, signal.SIGINT):  # a shell's background job is started with SIGINT ignored
        signal.signal(wish, _stop)
    try:
        with Replica(overlay=overlay) as replica:
            sys.stdout.write(json.dumps(replica.handle()) + "\n")
            sys.stdout.flush()
            _until_stdin_closes()
    except KeyboardInterrupt:
        return 0
    return 0


def _until_stdin_closes() -> None:
    """Wait in short turns: a signal that comes just before a wait without end would never be seen."""
    closed = threading.Event()

    def read() -> None:
        while os.read(0, 4096):  # sys.stdin would hold a lock that the end of the process waits for
            pass
        closed.set()

    threading.Thread(target=read, daemon=True).start()
    while not closed.wait(0.5):
        pass


def _overlay(folder: Path) -> Overlay:
    faults = folder / "faults.yaml"
    data = yaml.safe_load(faults.read_bytes()) if faults.is_file() else None
    return Overlay.read(folder, parse_faults(data or []))


def _stop(number: int, frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    raise SystemExit(main())
