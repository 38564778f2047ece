"""What the browser is asked before a claim is judged."""

from __future__ import annotations

from typing import Any

from guidevakt import claims
from tests.unit.claims.judging import CLAIM, NEXT, PHONE, PHONE_DIALOG, MakePage


def test_browser_is_asked_of_what_the_claim_speaks_of(make_page: MakePage) -> None:
    page = make_page(PHONE_DIALOG)

    def asked(claim: dict[str, Any]) -> list[str]:
        return [e.name for e in claims.worth_probing(CLAIM.validate_python(claim), page)]

    assert asked(NEXT) == ["Nästa"]
    assert asked(PHONE) == ["Land", "Telefonnummer"]
    assert asked({"kind": "dialog"}) == ["Telefon"]


def test_no_claim_asks_of_more_than_twelve(make_page: MakePage) -> None:
    assert len(claims.worth_probing(CLAIM.validate_python(NEXT), make_page('button "Nästa"\n' * 40))) == 12
