"""What a tab reads out of what a site says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from guidevakt import tab


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("", 0), ("60", 60), ("snart", 0), ("-5", 0), ("²", 0), ("Mon, 99", 0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
    ],
)
def test_how_long_a_site_asks_to_be_left_alone(header: str, seconds: float) -> None:
    assert tab._seconds(header) == seconds


def test_a_date_is_so_many_seconds_from_now() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(minutes=5), usegmt=True)
    assert 290 < tab._seconds(later) <= 300
