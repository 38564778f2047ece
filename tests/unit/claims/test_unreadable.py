"""What is painted where nothing can be read: no change, for nobody has seen one."""

from __future__ import annotations

import pytest

from guidevakt.sentences import remarks
from guidevakt.snapshot import Probe
from tests.unit.claims.judging import IN_BAR, LINK, TALL, Judge, start

CLOSED, COVERED, CONSENT = (remarks.met(what) for what in ("closed", "covered", "consent"))
NAME = "För dig som är medarbetare"


@pytest.mark.parametrize(
    "closed",
    [(NAME,), ("Hej", f"{NAME} →"), ("För dig", "som är medarbetare"), ("För dig som medarbetare",)],
    ids=["the name", "among others", "in two parts", "renamed there"],
)
def test_what_stands_where_nothing_can_be_read_is_not_gone(judge: Judge, closed: tuple[str, ...]) -> None:
    found = judge(LINK, start(""), closed=closed, **TALL)

    assert (found.verdict, found.reason, found.note) == ("not_checked", "blocked", CLOSED)


@pytest.mark.parametrize("closed", [(), ("Chatta med oss", "Stäng")], ids=["nothing", "something else"])
def test_what_stands_nowhere_is_gone(judge: Judge, closed: tuple[str, ...]) -> None:
    assert judge(LINK, start(""), closed=closed, **TALL).change == "removed"


def test_what_can_be_read_as_well_holds(judge: Judge) -> None:
    assert judge(LINK, start(IN_BAR), closed=(NAME,), is_covered=True, **TALL).verdict == "holds"


@pytest.mark.parametrize(("says", "why"), [("Vi använder kakor", CONSENT), ("Välkommen", COVERED)])
def test_what_is_under_such_a_thing_is_not_hidden(judge: Judge, says: str, why: str) -> None:
    found = judge(LINK, start(IN_BAR), closed=(says,), is_covered=True, hidden=(NAME,),
                  probes={NAME: Probe(visible=False)}, **TALL)  # fmt: skip

    assert (found.verdict, found.reason, found.note) == ("not_checked", "blocked", why)
