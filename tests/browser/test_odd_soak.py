"""Odd pages of every kind, by outcome alone (`make soak ARGS=sidor` walks ten thousand)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.soak import oddities, sidor
from tests.soak.sidor import Worker

SEED, AT_ONCE = 11, 8
#: Pages of that seed that are quickly walked: no 20,000 nodes, and few that need a second try.
PAGES = (
    0, 2, 4, 6, 7, 9, 10, 11, 13, 14, 15, 16, 17, 18, 20, 21, 23, 24, 25, 27, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59,
    61, 62, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 80, 81, 82, 83, 84, 100, 102, 103, 104, 105,
    108, 109, 110, 111,
)  # fmt: skip


@pytest.fixture(scope="module")
def worker(browser_type_launch_args: dict[str, Any], launch_browser: Callable[..., Browser]) -> Iterator[Worker]:
    made = Worker(lambda args: launch_browser(args=[*browser_type_launch_args["args"], *args]))
    yield made
    made.close()


@pytest.mark.parametrize("first", range(0, len(PAGES), AT_ONCE))
def test_odd_pages_are_judged_right(worker: Worker, first: int) -> None:
    walked = [worker.walked(oddities.page(SEED, number)) for number in PAGES[first : first + AT_ONCE]]

    assert [f"{one.odd.name}: {one.wrong}" for one in walked if one.wrong] == []


def test_an_odd_page_that_is_judged_wrong_is_told(worker: Worker) -> None:
    odd = oddities.page(SEED, 66)  # Nästa is renamed
    lied = oddities.OddPage(odd.number, odd.base, odd.html, odd.kinds, odd.change, oddities.HOLDS)

    assert "ska bli holds" in worker.walked(lied).wrong


def test_what_cannot_be_walked_is_told_as_lost(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object) -> None:
        raise RuntimeError("borta")

    monkeypatch.setattr(sidor.Walk, "step", lost)
    found = worker.walked(oddities.page(SEED, 0))

    assert (found.verdict, found.fault) == ("lost", False)
    assert "borta" in found.wrong
