"""Where approved pictures lie, and what has been chosen about them. Only read here: `baseline` writes.

`baselines/<target>/<environment>/<guide>/` holds `bild-4.png` with `bild-4.json`, further accepted variants
`bild-4.2.png`, a picture of the writer's own `bild-4.own.png`, what was replaced as `earlier/<sha256, first 16>.png`,
and every choice as a line of `approvals.jsonl`. Choices that are being carried out stand in `baselines/.begun.jsonl`:
while it is there, they hold whatever the folders say, so that all of them hold at once, and none half.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from guidevakt import jsonfile, whole_file
from guidevakt.pictures.decisions import Choice, Sha256
from guidevakt.pictures.sidecar import EARLIER
from guidevakt.refused import Refused
from guidevakt.verdict import Data, Environment, Target

RECORD, BEGUN = "approvals.jsonl", ".begun.jsonl"
#: A record as a whole: a choice is a line of 1 kB, and of some 20 values.
LOG_BYTES, LINE_VALUES = 50 * whole_file.MIB, 1000
OWN = "own"
#: A picture's file without its ending: bild-4, bild-4.2, bild-4.own. What a record says is taken for no other path.
FileName = Annotated[str, Field(pattern=rf"^[a-z0-9]+(-[a-z0-9]+)*(\.(\d+|{OWN}))?$")]


class Entry(Data):
    """One recorded choice. `when` is ISO 8601 in UTC; `environment` is the folder's name.

    `sha256` is the received PNG that was judged, `replaced` the approved one before it. `before` and `after` are the
    picture's files on both sides of the choice, name without ending → key, and `kept` is the received one's key: the
    sha256 of a PNG and its words together, as which they stay under earlier/ (see `kept`). `batch` is what was chosen
    at one time, `undoes` the entry that an undoing took back. `undone_by` is not stored: it is worked out from the
    entries that follow.
    """

    id: str
    batch: str
    when: str
    who: str
    why: str = ""
    target: Target
    environment: str
    guide: str
    run: str
    step: str
    picture: str
    choice: Choice | Literal["undo"]
    sha256: str
    replaced: str | None = None
    until: date | None = None
    kept: str | None = None
    undoes: str | None = None
    before: dict[FileName, Sha256] = Field(default_factory=dict)
    after: dict[FileName, Sha256] = Field(default_factory=dict)
    undone_by: str | None = Field(default=None, exclude=True)

    @property
    def of(self) -> tuple[str, str, str, str]:
        """The picture it is about: target, environment, guide, picture."""
        return self.target, self.environment, self.guide, self.picture


def environment_key(environment: Environment) -> str:
    """The folder of an environment's pictures: linux-chromium-156-3f2a91c0-1280x900."""
    width, height = environment.viewport
    return f"{environment.os}-{environment.browser}-{environment.fonts}-{width}x{height}"


def folder(project: Path, target: str, environment: Environment | str, guide: str) -> Path:
    """Where a guide's approved pictures of one target and environment lie."""
    key = environment if isinstance(environment, str) else environment_key(environment)
    for part in (target, key, guide):
        if not re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z._+-]*", part):
            raise Refused(f"{part!r}: går inte att använda som namn på en mapp under baselines.")
    return project / "baselines" / target / key / guide


def files(project: Path, target: str, environment: Environment | str, guide: str, picture: str) -> dict[str, Path]:
    """The picture's files by name without ending (bild-4, bild-4.2, bild-4.own), the approved one first."""
    place = folder(project, target, environment, guide)
    for entry in reversed(lines(project / "baselines" / BEGUN)):
        if entry.of == (target, place.parent.name, guide, picture):
            return {name: kept(place, key) for name, key in entry.after.items()}
    pattern = re.compile(rf"{re.escape(picture)}(?:\.(\d+|{OWN}))?")
    found = [file for file in place.glob(f"{picture}*.png") if pattern.fullmatch(file.stem)]
    return {file.stem: file for file in sorted(found, key=lambda file: _rank(file.stem))}


def kept(place: Path, key: str) -> Path:
    """Where a picture that was ever approved or accepted stays, its words beside it."""
    return place / EARLIER / f"{key[:16]}.png"


def _rank(name: str) -> tuple[int, int]:
    """The approved picture, its variants by number, the writer's own."""
    ending = name.partition(".")[2]
    return (1, 0) if ending == OWN else (0, int(ending or 0))


def approved(project: Path, target: str, environment: Environment | str, guide: str, picture: str) -> list[Path]:
    """Every accepted picture that a received one may be like, the approved one first; none is an empty list."""
    found = files(project, target, environment, guide, picture)
    return [file for name, file in found.items() if not name.endswith(f".{OWN}")]


def own(project: Path, target: str, environment: Environment | str, guide: str, picture: str) -> Path | None:
    """The writer's own picture, which the guide shows instead of the approved one."""
    return files(project, target, environment, guide, picture).get(f"{picture}.{OWN}")


def elsewhere(
    project: Path, target: str, environment: Environment, guide: str, picture: str
) -> tuple[str, Path] | None:
    """The target's most alike other environment that has an approved picture, and that picture."""
    here = environment_key(environment)
    places = sorted((project / "baselines" / target).glob(f"*/{guide}/{picture}.png"))
    keys = [place.parents[1].name for place in places if place.parents[1].name != here]
    nearest = max(keys, key=lambda key: (_likeness(key, here), key), default="")
    found = approved(project, target, nearest, guide, picture) if nearest else []
    return (nearest, found[0]) if found else None


def _likeness(key: str, other: str) -> tuple[bool, int]:
    """The same window, then as many other parts of the environment as possible."""
    parts, others = key.split("-"), other.split("-")
    return parts[-1] == others[-1], sum(a == b for a, b in zip(parts, others, strict=False))


def entries(
    project: Path, *, target: str | None = None, environment: Environment | str | None = None,
    guide: str | None = None, picture: str | None = None,
) -> list[Entry]:  # fmt: skip
    """Every recorded choice, the oldest first, or those about some pictures. Raises Refused for a faulty record."""
    key = environment_key(environment) if isinstance(environment, Environment) else environment
    wanted = (target, key, guide, picture)
    if target and key and guide:
        logs = [folder(project, target, key, guide) / RECORD]
    else:
        logs = sorted((project / "baselines").glob(f"*/*/*/{RECORD}"))
    found = {entry.id: entry for log in [*logs, project / "baselines" / BEGUN] for entry in lines(log)}
    asked = [e for e in found.values() if all(w in (None, is_) for w, is_ in zip(wanted, e.of, strict=True))]
    return _with_undoings(sorted(asked, key=lambda entry: entry.when))


def _with_undoings(chosen: Sequence[Entry]) -> list[Entry]:
    """The same, each with the entry that took it back; one that was itself taken back takes nothing back."""
    undone: dict[str, str] = {}
    for entry in reversed(chosen):
        if entry.undoes and entry.id not in undone:
            undone[entry.undoes] = entry.id
    return [entry.model_copy(update={"undone_by": undone.get(entry.id)}) for entry in chosen]


def standing(chosen: Sequence[Entry], sha256: str) -> Entry | None:
    """The choice that holds for one received picture: the last that was not taken back."""
    return next((e for e in reversed(chosen) if e.sha256 == sha256 and e.choice != "undo" and not e.undone_by), None)


def tolerated(
    project: Path, target: str, environment: Environment | str, guide: str, picture: str, day: date
) -> Mapping[str, Path]:
    """The received pictures whose difference is accepted on that day, by sha256."""
    chosen = entries(project, target=target, environment=environment, guide=guide, picture=picture)
    place = folder(project, target, environment, guide)
    hold = {sha: standing(chosen, sha) for sha in {entry.sha256 for entry in chosen if entry.choice == "until"}}
    return {
        sha: kept(place, entry.kept)
        for sha, entry in sorted(hold.items()) if entry and entry.kept and entry.until and day <= entry.until
    }  # fmt: skip


def lines(file: Path) -> list[Entry]:
    """The choices recorded in a file; none where it is not there. Raises Refused for a faulty line."""
    return list(_read(file)) if file.exists() else []


def _read(file: Path) -> Iterator[Entry]:
    for number, line in enumerate(whole_file.text(file, LOG_BYTES).splitlines(), 1):
        said = f"{file}, rad {number}: raden är inget val som Guidevakt har antecknat."
        if line.strip():
            yield jsonfile.parse(line.encode(), Entry, said, LINE_VALUES)
