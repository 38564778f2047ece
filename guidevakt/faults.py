"""What Guidevakt could not cope with: the traceback as a file for those who mend it, and never on the terminal."""

from __future__ import annotations

import tempfile
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from guidevakt import addresses

#: Where a run keeps them, beneath its own folder.
FOLDER = "faults"


def keep(folder: Path, name: str, fault: BaseException | str) -> str:
    """Write a fault, after those of the same name, into the run's folder; gives its file, from there.

    What cannot be written, on a disk that is full, is named all the same: that it happened is told whatever comes.
    """
    kept = f"{FOLDER}/{name}.txt"
    text = fault if isinstance(fault, str) else "".join(traceback.format_exception(fault))
    with suppress(OSError):
        (folder / kept).parent.mkdir(parents=True, exist_ok=True)
        with (folder / kept).open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{addresses.bare_in(text).rstrip()}\n\n")
    return kept


def aside(fault: BaseException | str) -> Path:
    """Keep a fault that is no run's, among the machine's temporary files; gives its file."""
    folder = Path(tempfile.gettempdir())
    return folder / keep(folder, f"guidevakt-{datetime.now(UTC):%Y-%m-%dT%H-%M-%SZ}", fault)

