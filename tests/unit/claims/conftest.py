"""A claim as a guide writes it, judged on a page made of lines."""

from __future__ import annotations

from typing import Any

import pytest

from guidevakt import claims
from guidevakt.outcome import Known, Outcome
from tests.unit.claims.judging import CLAIM, KNOWN, Judge, MakePage


@pytest.fixture
def judge(make_page: MakePage) -> Judge:
    """The claim (as a guide writes it) judged on a page made of lines."""

    def judged(claim: dict[str, Any], page: str, known: Known = KNOWN, **facts: Any) -> Outcome:
        return claims.judge(CLAIM.validate_python(claim), make_page(page, **facts), known)

    return judged
