"""False alarms of the past: what a run once cried out about although the guide was right holds by today's code."""

from __future__ import annotations

from pathlib import Path

import pytest

from guidevakt import rejudge

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.json"))


def test_there_are_cases() -> None:
    assert len(CASES) >= 2


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_false_alarm_is_not_raised_again(file: Path) -> None:
    case = rejudge.read_case(file)
    assert case.why
    assert rejudge.outcomes(case.seen)
    assert rejudge.raised(case) == []
