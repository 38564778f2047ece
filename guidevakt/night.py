"""Swedish time, and which night a moment belongs to (pure)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")

#: From six in the evening a run belongs to the night to tomorrow.
_EVENING = timedelta(hours=6)


def night_of(moment: str | datetime) -> date:
    """The night a run belongs to, by the date on which it ends; Swedish time."""
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return (at.astimezone(SWEDEN).replace(tzinfo=None) + _EVENING).date()
