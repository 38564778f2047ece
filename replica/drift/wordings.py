"""What the operators that speak say: quoted from real pages, each with its source (wordings.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from replica.drift.document import quoted, whole


@dataclass(frozen=True)
class Wording:
    """A page, a window or a label. `heading` is its main heading where that is not its title; `box` what is to be
    ticked; `label` the documented name that it stands instead of. `source` says where it was read."""

    title: str
    source: str
    heading: str | None = None
    text: str = ""
    buttons: tuple[str, ...] = ()
    box: str = ""
    label: str = ""


def _read() -> dict[str, tuple[Wording, ...]]:
    told = tomllib.loads((Path(__file__).with_name("wordings.toml")).read_text("utf-8"))
    rows = {kind: [{**row, "buttons": tuple(row.get("buttons", ()))} for row in rows] for kind, rows in told.items()}
    return {kind: tuple(Wording(**row) for row in found) for kind, found in rows.items()}


#: By kind: gone, parked, wall, closed, consent, survey, chat, between, sign-in, further, synonym.
WORDINGS = _read()


def pages(kind: str, host: str = "", way_on: str = "/") -> tuple[str, ...]:
    """A page for each wording of the kind. What it offers to click leads to the host's start page, or `way_on`."""
    return tuple(_page(wording, way_on).replace("{host}", host) for wording in WORDINGS[kind])


def _page(wording: Wording, way_on: str) -> str:
    ways = "".join(f'<p><a href="{quoted(way_on)}">{name}</a></p>' for name in wording.buttons)
    box = f'<p><label><input type="checkbox"> {wording.box}</label></p>' if wording.box else ""
    return whole(wording.title, f"<p>{wording.text}</p>{box}{ways}", wording.heading)
