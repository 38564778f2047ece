"""When messages go: on Swedish working days from a time in the morning (pure)."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache

import holidays

from guidevakt.night import SWEDEN


def is_open(now: datetime, send_at: time) -> bool:
    """May messages that can wait go now?"""
    local = now.astimezone(SWEDEN)
    return is_working_day(local.date()) and local.time() >= send_at


def is_working_day(day: date) -> bool:
    """Monday to Friday, and neither a red day nor an eve that is free all the same (midsommarafton, julafton)."""
    return day.weekday() < 5 and day not in _free(day.year)


@cache
def _free(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("SE", years=year, categories=("public", "de_facto"))
