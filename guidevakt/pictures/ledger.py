"""Writing under baselines/, whole or not at all, one person at a time.

Every file that a choice needs is laid under earlier/ first. Then one file, `.begun.jsonl`, is put in place: from that
moment the choices in it hold (`shelf` reads it before the folders). Only then the folders are brought in line and the
file is taken away. Killed before, the old holds; after, the new, and whoever comes next finishes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from guidevakt import whole_file
from guidevakt.pictures import shelf, sidecar
from guidevakt.pictures.shelf import BEGUN, RECORD, Entry
from guidevakt.pictures.sidecar import Sidecar, digest
from guidevakt.refused import Refused

LOCK = ".lock"
#: How long to wait for somebody else who is approving, seconds: carrying choices out takes a fraction of one.
PATIENCE_S = 20


@dataclass(frozen=True)
class Blob:
    """A picture's file, and its words."""

    data: bytes
    words: Sidecar | None = None

    @property
    def sha256(self) -> str:
        """What its PNG is known by."""
        return digest(self.data)

    @property
    def beside(self) -> bytes:
        """The file of its words; nothing where it has none."""
        return self.words.to_json().encode() if self.words else b""

    @property
    def key(self) -> str:
        """What it is kept as: two pictures that look alike may say different things."""
        return digest(self.data + self.beside)


def blob(picture: Path) -> Blob:
    """The picture in a file, with its words. Raises Refused where it cannot be read."""
    try:
        data = picture.read_bytes()
    except OSError:
        raise Refused(f"{picture}: filen går inte att läsa.") from None
    return Blob(data, sidecar.of(picture, data))


@contextmanager
def alone(project: Path) -> Iterator[None]:
    """Nobody else changes what is approved meanwhile, and what somebody was killed in is finished first.

    Raises Refused where somebody else does not get done, or nothing can be written.
    """
    place = project / "baselines"
    try:
        place.mkdir(parents=True, exist_ok=True)
        with FileLock(place / LOCK, timeout=PATIENCE_S):
            _finish(project)
            yield
    except Timeout:
        raise Refused(f"Någon annan godkänner bilder just nu ({place / LOCK}). Försök igen om en stund.") from None
    except OSError as error:
        raise Refused(f"{error.filename or place}: går inte att skriva ({error.strerror}).") from None


def finish(project: Path) -> None:
    """Finish what somebody was killed in, and take away what was half written. Raises Refused as `alone`."""
    place = project / "baselines"
    if (place / BEGUN).exists() or next(place.rglob(f"*{whole_file.PARTIAL}"), None):
        with alone(project):
            pass


def state(project: Path, target: str, environment: str, guide: str, picture: str) -> dict[str, str]:
    """The picture's files as they are now: name without ending → key."""
    return {name: blob(file).key for name, file in shelf.files(project, target, environment, guide, picture).items()}


def keep(place: Path, kept: Blob) -> None:
    """Lay a picture and its words under earlier/, where they stay."""
    file = shelf.kept(place, kept.key)
    if not file.exists() or blob(file).key != kept.key:
        if kept.words:
            whole_file.write(file.with_suffix(".json"), kept.beside)
        whole_file.write(file, kept.data)


def carry_out(project: Path, chosen: Sequence[Entry]) -> None:
    """Let the choices hold, all at once, and record them. Raises Refused where a picture they need is not kept."""
    for entry in chosen:
        for key in entry.after.values():
            _kept(_place(project, entry), key)
    if chosen:
        whole_file.write(project / "baselines" / BEGUN, _jsonl(chosen))
        _finish(project)


def _finish(project: Path) -> None:
    """Bring the folders in line with the choices that have begun to hold; done twice, it does nothing more."""
    begun = project / "baselines" / BEGUN
    for entry in shelf.lines(begun):
        place = _place(project, entry)
        for name, key in entry.after.items() if entry.before != entry.after else ():
            _show(place, name, _kept(place, key))
        for name in entry.before.keys() - entry.after.keys():
            for ending in (".png", ".json"):
                (place / f"{name}{ending}").unlink(missing_ok=True)
        log = shelf.lines(place / RECORD)
        if entry.id not in {line.id for line in log}:
            whole_file.write(place / RECORD, _jsonl([*log, entry]))
    begun.unlink(missing_ok=True)
    for left in (project / "baselines").rglob(f"*{whole_file.PARTIAL}"):
        left.unlink()


def _place(project: Path, entry: Entry) -> Path:
    return shelf.folder(project, entry.target, entry.environment, entry.guide)


def _kept(place: Path, key: str) -> Blob:
    file = shelf.kept(place, key)
    found = blob(file) if file.exists() else None
    if found is None or found.key != key:
        raise Refused(f"{file}: den tidigare bilden finns inte kvar, så valet går inte att genomföra.")
    return found


def _show(place: Path, name: str, shown: Blob) -> None:
    """Put a picture and its words in place."""
    if shown.words:
        whole_file.write(place / f"{name}.json", shown.beside)
    else:
        (place / f"{name}.json").unlink(missing_ok=True)
    whole_file.write(place / f"{name}.png", shown.data)


def _jsonl(chosen: Sequence[Entry]) -> bytes:
    return "".join(f"{entry.model_dump_json(exclude_none=True)}\n" for entry in chosen).encode()
