"""What cannot be written is told before a walk of minutes, not after it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from guidevakt.refused import Refused

#: A file that is empty, or as small as a line, may still fit on a disk that is full.
_ENOUGH = b" " * 65_536


def refuse_unless_writable(*places: Path, json_file: Path | None = None) -> None:
    """Try every place that a run writes to: these folders, made where they are missing, the folder of `json_file`, and
    that of temporary files, where the browser has its own. Raises Refused."""
    for folder in places:
        _try(f"{folder}", folder)
    if json_file:
        _try_json(json_file)
    named = "TEMP" if os.name == "nt" else "TMPDIR"
    chosen = os.environ.get(named)
    if chosen and not Path(chosen).is_dir():
        raise Refused(f"{named} är {chosen}, och den mappen finns inte. Webbläsaren behöver en mapp för sina filer.")
    try:
        temporary = Path(chosen or tempfile.gettempdir())
    except OSError:
        raise Refused(f"Det finns ingen mapp för tillfälliga filer. Ange en i miljövariabeln {named}.") from None
    _try(f"{named} är {temporary}" if chosen else f"{temporary}", temporary)


def _try_json(file: Path) -> None:
    if not file.parent.is_dir():
        raise Refused(f"--json {file}: mappen finns inte.")
    if file.is_dir():
        raise Refused(f"--json {file}: det är en mapp. Ange en fil.")
    if file.exists() and not file.is_file():
        return  # a device or a pipe: whether it takes anything is known once something is written
    if file.exists() and not os.access(file, os.W_OK):
        raise Refused(f"--json {file}: filen är skrivskyddad.")
    _try(f"--json {file}", file.parent)


def _try(told: str, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as tried:
            tried.write(_ENOUGH)
            tried.flush()
            os.fsync(tried.fileno())
    except OSError as error:
        raise Refused(
            f"{told}: det går inte att skriva där ({error.strerror}). Gör plats på disken, eller mappen skrivbar."
        ) from None
