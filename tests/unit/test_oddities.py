"""The grammar of odd pages: the same page each time, every kind of oddity, and an answer for each."""

from __future__ import annotations

from collections import Counter

from tests.soak import oddities
from tests.soak.oddities import BASES, DRIFTED, GONE, HOLDS, KINDS, LOST, UNREAD, WHOLE

PAGES = [oddities.page(1, number) for number in range(1200)]


def test_a_page_is_the_same_each_time_and_another_for_another_seed() -> None:
    assert PAGES[7] == oddities.page(1, 7)
    assert PAGES[7].html != oddities.page(2, 7).html


def test_every_kind_of_oddity_is_drawn() -> None:
    drawn = Counter(kind for page in PAGES for kind in page.kinds)

    assert set(drawn) == {*KINDS, *LOST, *WHOLE} - {"as it is"}
    assert {page.base.step for page in PAGES} == {base.step for base in BASES}


def test_every_answer_is_written_down_by_what_was_done_to_the_page() -> None:
    right = {"intact": HOLDS, "closed": UNREAD, "renamed": DRIFTED, "removed": DRIFTED, "dead": DRIFTED, "lost": GONE}

    assert {page.change for page in PAGES} == set(right)
    written_again = [page for page in PAGES if page.change == "closed" and "rewritten" in page.kinds]
    assert all(page.right == right[page.change] for page in PAGES if page not in written_again)
    assert {page.right for page in written_again} == {GONE}


def test_a_page_can_be_written_as_utf_8() -> None:
    assert all(page.html.encode() is not None for page in PAGES)
