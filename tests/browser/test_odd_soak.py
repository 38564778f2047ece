"""Odd pages of every kind, by outcome alone (`make soak ARGS=sidor` walks ten thousand)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count, islice
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.soak import oddities, sidor
from tests.soak.oddities import OddPage
from tests.soak.sidor import Worker

SEED, AT_ONCE, PAGES = 11, 10, 150


def _is_quick(odd: OddPage) -> bool:
    """Not 20,000 nodes; and few of the steps that are two clicks away, or take a second try."""
    if "many" in odd.kinds:
        return False
    return odd.base.step in ("aterstall-3a", "aterstall-3c") or odd.number % (4 if odd.change == "intact" else 16) == 0


DRAWN = list(islice(filter(_is_quick, (oddities.page(SEED, number) for number in count())), PAGES))


@pytest.fixture(scope="module")
def worker(browser_type_launch_args: dict[str, Any], launch_browser: Callable[..., Browser]) -> Iterator[Worker]:
    made = Worker(lambda args: launch_browser(args=[*browser_type_launch_args["args"], *args]))
    yield made
    made.close()


@pytest.mark.parametrize("first", range(0, PAGES, AT_ONCE))
def test_odd_pages_are_judged_right(worker: Worker, first: int) -> None:
    walked = [worker.walked(odd) for odd in DRAWN[first : first + AT_ONCE]]

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
