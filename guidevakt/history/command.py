"""`guidevakt history`: each step night by night, or one step's spells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from rich.console import Console
from rich.text import Text

from guidevakt.history.store import STRIP_NIGHTS, History
from guidevakt.history.strips import Spell, Strip, spells
from guidevakt.night import SWEDEN, night_of
from guidevakt.refused import Refused
from guidevakt.sentences import clipped
from guidevakt.sentences import history as sentences
from guidevakt.typos import unknown
from guidevakt.verdict import Verdict

#: How many nights are shown unless --since says otherwise: they fit in a terminal 80 wide.
SHOWN_NIGHTS = 30
_SIGNS: dict[Verdict | None, tuple[str, str]] = {
    "holds": ("·", "green"), "drifted": ("✗", "bold red"), "looks_different": ("≠", "bold magenta"),
    "awaiting_review": ("○", "cyan"), "not_checked": ("–", "yellow"), None: (" ", ""),
}  # fmt: skip


def show(history: History, step: str | None, since: str | None, as_json: bool, console: Console) -> None:
    """Print what the history knows. Raises Refused for a step or a date that cannot be used."""
    today = night_of(datetime.now(SWEDEN))
    first = read_date("--since", since) if since else today - timedelta(days=SHOWN_NIGHTS - 1)
    if first > today:
        raise Refused(f"--since {since}: den natten har inte varit än.")
    found = history.strips(today, (today - first).days + 1, step)
    if step and not found:
        known = sorted({strip.step for strip in history.strips(today, 1)})
        said = "steget finns inte i historiken" if known else "steget finns inte i historiken. Ingen natt är sparad än"
        raise unknown("--step", step, known, said)
    nights = history.nights_of(step, first) if step else {}
    told = {strip.guide: spells(nights.get(strip.guide, ())) for strip in found} if step else {}
    walked = [strip for strip in found if strip.walked]  # a step that has left the guide is not shown for ever
    if as_json:
        console.print_json(data=_data(found, told))
    elif step:
        for strip in found:
            lines = [f"{strip.guide}  {strip.step}  {sentences.strip(strip)}"]
            lines += [f"  {sentences.spell(spell)}" for spell in reversed(told[strip.guide])]
            console.print(Text("\n".join(lines)), soft_wrap=True)
    elif walked:
        _table(walked, console)
    else:
        last = history.last_run()
        empty = sentences.not_walked(first, last) if last else sentences.NO_NIGHTS.format(target=history.nightly)
        console.print(empty, soft_wrap=True)


def read_date(option: str, text: str) -> date:
    """The date of an option. Raises Refused."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(f"{option} {text}: ska vara ett datum, till exempel 2026-11-22.") from None


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
    shown = found[0].nights
    said = sentences.columns(shown[max(0, len(shown) - STRIP_NIGHTS)].date, shown[0].date, shown[-1].date)
    console.print(Text(f"\n{said}\n{sentences.SIGNS}"), soft_wrap=True)


def _data(found: Sequence[Strip], told: Mapping[str, list[Spell]]) -> list[dict[str, object]]:
    return [
        {
            "guide": strip.guide,
            "step": strip.step,
            "last_held": strip.last_held and strip.last_held.isoformat(),
            "nights": [
                {"date": night.date.isoformat(), "verdict": night.verdict, "reason": night.reason}
                for night in strip.walked
            ],
            **({"spells": list(map(_spell, told[strip.guide]))} if strip.guide in told else {}),
        }
        for strip in found
    ]


def _spell(spell: Spell) -> dict[str, object]:
    return {
        "first": spell.first.isoformat(), "last": spell.last.isoformat(), "nights": spell.nights,
        "verdict": spell.verdict, "reason": spell.reason, "said": list(map(sentences.wrong, spell.wrong)),
    }  # fmt: skip
