"""A claim as a guide writes it, judged on a page made of lines."""

from __future__ import annotations

from typing import Any

import pytest
from judging import CLAIM, KNOWN, Judge, MakePage

from guidevakt import claims
from guidevakt.outcome import Known, Outcome


@pytest.fixture
def judge(make_page: MakePage) -> Judge:
    """The claim (as a guide writes it) judged on a page made of lines."""

    def judged(claim: dict[str, Any], page: str, known: Known = KNOWN, **facts: Any) -> Outcome:
        return claims.judge(CLAIM.validate_python(claim), make_page(page, **facts), known)

    return judged
