"""A run that was walked elsewhere, as CI keeps it: a zip of reports/<run id>/.

It comes from outside, so nothing in it is taken for granted: only results.json and the pictures it names are read,
each up to a size, and laid in a folder of our own.
"""

from __future__ import annotations

import os
import stat
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from guidevakt import jsonfile, whole_file
from guidevakt.pictures import waiting
from guidevakt.refused import Refused
from guidevakt.verdict import RunResult

MIB = 1024 * 1024
#: Unpacked. A results.json of 15 steps is 60 kB, a picture of a page and its words a few MB at most.
RESULTS_BYTES, PICTURE_BYTES, ALL_BYTES = 20 * MIB, 40 * MIB, 1024 * MIB
#: As many files as a run of some hundred guides leaves.
FILES = 50_000
#: … and what such a list of files takes, and where in the file it is told how long it is.
LIST_BYTES, _END_BYTES = 8 * MIB, 66_000


@contextmanager
def opened(file: Path, run_id: str | None = None) -> Iterator[tuple[RunResult, Path]]:
    """The run in a zip, and a folder with its pictures laid out as in a project, for as long as it is needed.

    `run_id` says which run, where the zip has several. Raises Refused for a zip that is none, that lacks something or
    that cannot be trusted.
    """
    with tempfile.TemporaryDirectory() as folder:
        yield _unpacked(file, run_id, Path(folder)), Path(folder)


def _unpacked(file: Path, run_id: str | None, folder: Path) -> RunResult:
    try:
        with whole_file.opened(file) as opened_, _archive(opened_) as archive:
            held = _Held(file, archive)
            top, run = held.run(run_id)
            for picture in (step.picture for step in run.steps if step.picture and step.picture.received):
                _lay_out(held, top, str(picture.received), folder)
            return run
    except Refused:
        raise
    except Exception:  # damaged bytes make zipfile and what it unpacks with raise nearly anything
        raise Refused(f"{file}: filen är ingen hel zip-fil som går att läsa.") from None


def _archive(opened: BinaryIO) -> zipfile.ZipFile:
    """The zip, whose list of files is read whole: Raises BadZipFile where that is longer than any of ours."""
    size = opened.seek(0, os.SEEK_END)
    opened.seek(max(0, size - _END_BYTES))
    end = opened.read(_END_BYTES)
    at = end.rfind(b"PK\5\6")
    if 0 <= at <= len(end) - 16 and int.from_bytes(end[at + 12 : at + 16], "little") > LIST_BYTES:
        raise zipfile.BadZipFile
    return zipfile.ZipFile(opened)


def _lay_out(held: _Held, top: PurePosixPath, received: str, folder: Path) -> None:
    """A received picture and its words, as they lie in a project."""
    if not waiting.RECEIVED.fullmatch(received):
        raise Refused(f"{held.file}: {received} är ingen bild i en körnings mapp.")
    inside = top.joinpath(*received.split("/")[2:])
    words = inside.with_suffix(".json")
    place = folder / received
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(held.read(inside, PICTURE_BYTES))
    if words in held.members:
        place.with_suffix(".json").write_bytes(held.read(words, PICTURE_BYTES))


class _Held:
    """What a zip holds, read piece by piece with an end to all of it. Raises Refused for what cannot be trusted."""

    def __init__(self, file: Path, archive: zipfile.ZipFile) -> None:
        self.file, self._archive, self._left = file, archive, ALL_BYTES
        found = archive.infolist()
        if len(found) > FILES:
            raise Refused(f"{file}: filen har fler än {FILES} filer i sig.")
        self.members = {PurePosixPath(info.filename): info for info in found if not info.is_dir()}
        for path, info in self.members.items():
            is_odd = path.is_absolute() or ".." in path.parts or ":" in info.filename or "\\" in info.filename
            if is_odd or stat.S_ISLNK(info.external_attr >> 16):
                raise Refused(f"{file}: {info.filename!r} pekar utanför filen, så den läses inte.")

    def read(self, path: PurePosixPath, most: int) -> bytes:
        """The bytes of a file, at most so many: what a zip says of its sizes is not believed."""
        info = self.members.get(path)
        if info is None:
            raise Refused(f"{self.file}: {path} saknas i filen.")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused(f"{self.file}: {path} är packad på ett sätt som inte läses. Gör en vanlig zip av filerna.")
        with self._archive.open(info) as member:
            data = member.read(min(most, self._left) + 1)
        self._left -= len(data)
        if len(data) > most or self._left < 0:
            raise Refused(f"{self.file}: {path} är för stor för att läsas.")
        return data

    def run(self, run_id: str | None) -> tuple[PurePosixPath, RunResult]:
        """The run, and the folder it lies in."""
        found = [path for path in self.members if path.name == "results.json"]
        own = [path for path in found if path.parent.name != "latest"] or found
        runs = {run.run.id: (path.parent, run) for path in own for run in [self._result(path)]}
        if not runs:
            raise Refused(f"{self.file}: det finns ingen results.json i filen. Ta med hela körningens mapp.")
        if run_id and run_id not in runs:
            raise Refused(f"{self.file}: körningen {run_id} finns inte i filen. Där finns {', '.join(sorted(runs))}.")
        if not run_id and len(runs) > 1:
            raise Refused(f"{self.file}: filen har flera körningar. Välj en med --run: {', '.join(sorted(runs))}.")
        return runs[run_id or next(iter(runs))]

    def _result(self, path: PurePosixPath) -> RunResult:
        said = f"{self.file}: {path} är inget resultat från Guidevakt som går att läsa."
        run = jsonfile.parse(self.read(path, RESULTS_BYTES), RunResult, said)
        twice = [id for id, times in Counter((step.guide, step.id) for step in run.steps).items() if times > 1]
        if twice:
            raise Refused(f"{self.file}: steg {twice[0][1]} i guiden {twice[0][0]} står två gånger i {path}.")
        return run
