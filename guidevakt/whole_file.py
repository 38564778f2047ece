"""Files that are written whole or not at all: whoever reads, or finds what was cut off, meets the old or the new.

And read whole or not at all: what stands in a file's place (a folder, a pipe, a device) and what is larger than its
kind ever is are refused in a sentence before anything is made of them.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from guidevakt.refused import Refused

MIB = 1024 * 1024
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


def opened(file: Path) -> BinaryIO:
    """The file, open to be read. Raises Refused where it is not there, cannot be read, or is no ordinary file."""
    try:
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise Refused(f"{file}: filen finns inte.") from None
    except (OSError, ValueError):
        is_folder = file.is_dir()  # Windows calls it a question of permission
        raise Refused(f"{file}: {'det är en mapp, ingen fil' if is_folder else 'filen går inte att läsa'}.") from None
    kind = os.fstat(handle).st_mode
    if stat.S_ISREG(kind):
        return os.fdopen(handle, "rb")
    os.close(handle)
    told = "det är en mapp, ingen fil" if stat.S_ISDIR(kind) else "det är ingen vanlig fil, så den läses inte"
    raise Refused(f"{file}: {told}.")


def read(file: Path, most: int) -> bytes:
    """What is in the file, at most so many bytes. Raises Refused as `opened`, and where there is more."""
    with opened(file) as held:
        try:
            data = held.read(most + 1)
        except OSError:
            raise Refused(f"{file}: filen går inte att läsa.") from None
    if len(data) > most:
        size = f"{most // MIB} MB" if most >= MIB else f"{most // 1024} kB"
        raise Refused(f"{file}: filen är för stor; högst {size} går att läsa.")
    return data


def text(file: Path, most: int) -> str:
    """The same as text, without the mark that some editors put first. Raises Refused."""
    try:
        return read(file, most).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"{file}: filen går inte att läsa som text (UTF-8).") from None
