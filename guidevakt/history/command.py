"""`guidevakt history`: each step night by night, or one step's spells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from itertools import groupby

from rich.console import Console
from rich.text import Text

from guidevakt.history import sentences
from guidevakt.history.store import STRIP_NIGHTS, History
from guidevakt.history.strips import Night, Spell, Strip, spells
from guidevakt.night import night_of
from guidevakt.refused import Refused
from guidevakt.sentences import SWEDEN, clipped
from guidevakt.verdict import Verdict

#: How many nights are shown unless --since says otherwise: they fit in a terminal 80 wide.
SHOWN_NIGHTS = 30
LONGEST_NIGHTS = 3660
_SIGNS: dict[Verdict | None, tuple[str, str]] = {
    "holds": ("·", "green"), "drifted": ("✗", "bold red"), "looks_different": ("≠", "bold magenta"),
    "awaiting_review": ("○", "cyan"), "not_checked": ("–", "yellow"), None: (" ", ""),
}  # fmt: skip


def show(history: History, step: str | None, since: str | None, as_json: bool, console: Console) -> None:
    """Print what the history knows. Raises Refused for a step or a date that cannot be used."""
    today = night_of(datetime.now(SWEDEN))
    first = read_date("--since", since) if since else today - timedelta(days=SHOWN_NIGHTS - 1)
    length = max(1, min((today - first).days + 1, LONGEST_NIGHTS))
    found = history.strips(today, length, step)
    if step and not found:
        known = sorted({strip.step for strip in history.strips(today, 1)})
        allowed = f" Kända är {', '.join(known)}." if known else " Ingen natt är sparad än."
        raise Refused(f"--step {step}: steget finns inte i historiken.{allowed}")
    told = {strip: spells_of(history, strip, first) for strip in found} if step else {}
    if as_json:
        console.print_json(data=_data(found, told))
    elif not found:
        console.print(sentences.NO_NIGHTS.format(target=history.nightly), soft_wrap=True)
    elif step:
        for strip, runs in told.items():
            console.print(Text(f"{strip.guide}  {strip.step}  {sentences.strip(strip)}"), soft_wrap=True)
            for spell in reversed(runs):
                console.print(Text(f"  {sentences.spell(spell)}"), soft_wrap=True)
    else:
        _table(found, console)


def read_date(option: str, text: str) -> date:
    """The date of an option. Raises Refused."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(f"{option} {text}: ska vara ett datum, till exempel 2026-11-22.") from None


def spells_of(history: History, strip: Strip, since: date) -> list[Spell]:
    """The step's spells since a date, with what did not hold in words."""
    dots = history.dots(strip.guide, strip.step, since)
    return spells([(dot, tuple(sentences.wrong(claim) for claim in wrong)) for dot, wrong in dots])


def _table(found: Sequence[Strip], console: Console) -> None:
    for guide, group in groupby(found, key=lambda strip: strip.guide):
        console.print(Text(f"\n{guide}", style="bold"))
        for strip in group:
            line = Text(f" {clipped(strip.step, 16):<16} ")
            for verdict, nights in groupby(strip.nights[-STRIP_NIGHTS:], key=lambda night: night.verdict):
                sign, style = _SIGNS[verdict]
                line.append(sign * len(list(nights)), style)
            line.append(f"  {sentences.strip(strip)}")
            console.print(line, soft_wrap=True)
    console.print(Text(f"\n{sentences.SIGNS}"), soft_wrap=True)


def _data(found: Sequence[Strip], told: dict[Strip, list[Spell]]) -> list[dict[str, object]]:
    return [
        {
            "guide": strip.guide,
            "step": strip.step,
            "last_held": strip.last_held and strip.last_held.isoformat(),
            "nights": [_night(night) for night in strip.walked],
            **({"spells": [_dated(asdict(spell)) for spell in told[strip]]} if strip in told else {}),
        }
        for strip in found
    ]


def _night(night: Night) -> dict[str, object]:
    return _dated(night._asdict())


def _dated(data: dict[str, object]) -> dict[str, object]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in data.items()}


