"""Old runs are removed ("gallring"): results, reports, evidence, and pictures that nobody approved.

The history's lines stay. What an approval or a saved case names stays whole, and so do the newest run and whatever may
still be being written.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from guidevakt import run
from guidevakt.refused import Refused

#: As run.new_id makes them.
_ID = re.compile(r"(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ)-[0-9a-f]{4}")
#: What names a run that is to stay: what has been approved, refused or accepted, and false alarms that were kept.
_NAMING = ("baselines", "tests/cases", "guides")
#: What is on its way out is called so first: a run that is half gone is no run.
_GOING = ".gallras-"


@dataclass(frozen=True)
class Swept:
    """The runs that were removed, and what could not be."""

    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def sweep(project: Path, keep_days: int, now: datetime) -> Swept:
    """Remove the runs older than so many days. Where it cannot be told which are to stay, none is removed: raises
    OSError, or Refused for a newest run that cannot be read."""
    reports = project / "reports"
    runs = {folder.name: folder for folder in reports.iterdir() if _ID.fullmatch(folder.name) and _is_own(folder)}
    old = {name for name in runs if now - _begun(name) > timedelta(days=keep_days)}
    going = [folder for folder in reports.glob(f"{_GOING}*") if _is_own(folder)]
    if not old and not going:
        return Swept()
    staying = {max(runs, default=""), *_newest(project), *_named(project)}
    before = now - timedelta(days=keep_days)
    due = [runs[name] for name in sorted(old - staying) if not _may_be_begun(runs[name], before)]
    removed, left = [], []
    for folder in (*going, *due):
        name = folder.name.removeprefix(_GOING)
        try:
            shutil.rmtree(folder.rename(reports / f"{_GOING}{name}"))
            removed.append(name)
        except OSError:  # a report that somebody has open, say: the next night tries again
            left.append(name)
    return Swept(tuple(removed), tuple(left))


def _is_own(folder: Path) -> bool:
    return folder.is_dir() and not folder.is_symlink()


def _begun(name: str) -> datetime:
    """Raises nothing: a name that is no moment is that of a run to come."""
    found = _ID.fullmatch(name)
    try:
        return datetime.strptime(found[1] if found else "", "%Y-%m-%dT%H-%M-%SZ").replace(tzinfo=UTC)
    except ValueError:
        return datetime.max.replace(tzinfo=UTC)


def _newest(project: Path) -> set[str]:
    """The run that reports/latest/ shows."""
    shown = project / "reports" / run.LATEST / "results.json"
    return {run.read(project, None).run.id} if shown.exists() else set()


def _named(project: Path) -> set[str]:
    """The runs that an approval, a saved case or a guide names, wherever in it."""
    return {found[0] for file in _texts(project) for found in _ID.finditer(file.read_text("utf-8", "replace"))}


def _texts(project: Path) -> Iterator[Path]:
    for place in _NAMING:
        for file in (project / place).rglob("*"):
            if file.suffix.lower() not in (".png", ".docx") and file.is_file():
                yield file


def _may_be_begun(folder: Path, before: datetime) -> bool:
    """May somebody be writing it? It has no result yet, and something in it is newer than that."""
    if (folder / "results.json").exists():
        return False
    moments = [file.stat().st_mtime for file in (folder, *folder.rglob("*"))]
    return datetime.fromtimestamp(max(moments), UTC) > before


def swept(project: Path, keep_days: int, now: datetime) -> Swept | str:
    """What was removed; or why nothing could be, in a sentence."""
    try:
        return sweep(project, keep_days, now)
    except Refused as refused:
        return str(refused)
    except OSError as error:
        return f"{error.filename or project / 'reports'}: går inte att läsa ({error.strerror})."
