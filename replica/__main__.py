"""python -m replica: the replica on its own, for a look with one's own browser. Prints its handle as one JSON line."""

from __future__ import annotations

import argparse
import json
import signal
import sys
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
            sys.stdin.read()
    except KeyboardInterrupt:
        return 0
    return 0


def _overlay(folder: Path) -> Overlay:
    faults = folder / "faults.yaml"
    data = yaml.safe_load(faults.read_bytes()) if faults.is_file() else None
    return Overlay.read(folder, parse_faults(data or []))


def _stop(number: int, frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    raise SystemExit(main())
