"""What a run saw of a step, as a JSON file of the run, so that it can be judged again with another day's code (pure).

No field's value is in it (`snapshot.parse` drops them), no address's session keys (`addresses.bare`), and of real sites
no page that somebody had to sign in to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from guidevakt import addresses, jsonfile
from guidevakt.landing import Landed
from guidevakt.outcome import Known, Outcome
from guidevakt.refused import Refused
from guidevakt.snapshot import Element, Snapshot
from guidevakt.verdict import Data

#: Where a run keeps it, beneath its own folder.
FOLDER = "seen"


class Judged(Data):
    """One claim in one try: `claim` as the guide had it, what it was judged on, and what it came to then.

    `look` is a place among the file's looks, `shown` that of the page it landed on; `before` is what `Known.before` was
    at that moment.
    """

    claim: dict[str, Any]
    look: int | None = None
    landed: Landed | None = None
    shown: int | None = None
    before: tuple[str, ...] = ()
    outcome: Outcome


class Seen(Data):
    """A step as a run saw it: its looks, and each try at it."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    run: str
    guide: str
    part: str
    step: str
    known: Known
    looks: tuple[Snapshot, ...] = ()
    tries: tuple[tuple[Judged, ...], ...] = ()

    def to_json(self) -> str:
        """The text of the file."""
        return self.model_dump_json(by_alias=True, exclude_defaults=True)


class Looks:
    """The looks of a step, each kept once however many claims were judged on it."""

    def __init__(self) -> None:
        self._places: dict[int, int] = {}
        self._whole: list[Snapshot] = []  # held, so that no other gets the same identity

    def place(self, look: Snapshot | None) -> int | None:
        """The look's place among those that are kept."""
        if look is None:
            return None
        if id(look) not in self._places:
            self._places[id(look)] = len(self._whole)
            self._whole.append(look)
        return self._places[id(look)]

    def kept(self) -> tuple[Snapshot, ...]:
        """The looks as they may be kept."""
        return tuple(map(_bare, self._whole))


def judged(
    claim: dict[str, Any], look: Snapshot | None, landed: Landed | None, outcome: Outcome, looks: Looks,
    before: Sequence[str] = (),
) -> Judged:
    """A claim and what it was judged on, as it may be kept."""
    bare = addresses.bare
    shown = looks.place(landed.landing.snapshot) if landed else None
    if landed:
        where = replace(landed.landing, href=bare(landed.landing.href), url=bare(landed.landing.url), snapshot=None)
        landed = replace(landed, landing=where)
    outcome = replace(outcome, element=None, lands=bare(outcome.lands) if outcome.lands else None)
    place = looks.place(look)
    return Judged(claim=claim, look=place, landed=landed, shown=shown, before=tuple(before), outcome=outcome)


def _bare(look: Snapshot) -> Snapshot:
    probes = {ref: replace(probe, href=addresses.bare(probe.href)) for ref, probe in look.probes.items()}
    return replace(look, url=addresses.bare(look.url), root=_without_keys(look.root), probes=probes)


def _without_keys(element: Element) -> Element:
    children = tuple(map(_without_keys, element.children))
    return replace(element, url=addresses.bare(element.url), children=children)


def file_of(folder: Path, guide: str, step: str) -> Path:
    """Where a run keeps what it saw of a step."""
    return folder / FOLDER / guide / f"{step}.json"


def read(file: Path) -> Seen:
    """What was seen, from its file. Raises Refused where that cannot be read."""
    if not file.exists():
        raise Refused(f"{file}: filen finns inte. Körningen sparade inte vad den såg av steget.")
    return jsonfile.read(file, Seen, "filen går inte att läsa som det en körning såg.")


def at(seen: Seen, judged: Judged) -> tuple[Snapshot | None, Landed | None]:
    """What a claim was judged on, whole again. Raises IndexError where the file lacks a look that it names."""
    landed = judged.landed
    if landed and judged.shown is not None:
        landed = replace(landed, landing=replace(landed.landing, snapshot=seen.looks[judged.shown]))
    return (None if judged.look is None else seen.looks[judged.look]), landed

