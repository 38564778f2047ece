"""How it stands after the last night, for a machine and as a badge: reports/latest/status.json and status.svg."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import anybadge

from guidevakt import whole_file
from guidevakt.history.strips import Period
from guidevakt.sentences import counted, day, plural
from guidevakt.verdict import RunResult

_GOOD, _BAD, _UNKNOWN = "#1a6a3c", "#a01c34", "#4c555e"  # white text stands at 5:1 or more on each


def said(night: date, period: Period) -> str:
    """Kontrollerad 22 november 2026: 9 av 15 steg kontrollerade, alla stämmer."""
    missed = f"men {plural(len(period.unseen), 'steg', 'steg')} gick inte att kontrollera" if period.unseen else ""
    wrong = period.wrong - period.looks
    told = counted(period.checked, period.total, wrong, period.looks, period.to_approve, missed)
    return f"Kontrollerad {day(night)}: {told}"


def write(folder: Path, result: RunResult, night: date, period: Period) -> None:
    """Write both files into the folder, each whole."""
    holds = not period.wrong and not period.unseen and bool(period.checked)
    data = {
        "schema": 1, "text": said(night, period), "night": night.isoformat(), "finished": result.run.finished,
        "run": result.run.id, "target": result.run.target, "steps_total": period.total,
        "steps_checked": period.checked, "steps_wrong": period.wrong, "steps_unseen": len(period.unseen),
        "holds": holds,
    }  # fmt: skip
    files = {"status.json": json.dumps(data, ensure_ascii=False, indent=1), "status.svg": badge(night, period)}
    for name, text in files.items():
        whole_file.write(folder / name, text.encode())


def badge(night: date, period: Period) -> str:
    """The badge as SVG."""
    unknown = not period.checked or bool(period.unseen)
    colour = _BAD if period.wrong else _UNKNOWN if unknown else _GOOD
    return str(anybadge.Badge("Guiden", said(night, period), default_color=colour).badge_svg_text)
