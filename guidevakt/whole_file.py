"""Files that are written whole or not at all: whoever reads, or finds what was cut off, meets the old or the new."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

PARTIAL = ".partial"


def write(file: Path, data: bytes) -> None:
    """Put the file in place, its folder too where there is none; it is kept also when the power goes."""
    file.parent.mkdir(parents=True, exist_ok=True)
    ready(file, data).replace(file)
    with suppress(OSError):  # a folder cannot be opened on Windows, which writes it by itself
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def ready(file: Path, data: bytes) -> Path:
    """The data beside the file, on the disk: what is left is to `replace` the file with it."""
    partial = file.with_name(f"{file.name}.{os.getpid()}{PARTIAL}")  # two runs may end at once
    with partial.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    return partial
