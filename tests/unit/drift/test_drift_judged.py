"""What was reported, against what must be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from guidevakt.drift.cases import Case
from guidevakt.drift.judged import Tried, judge
from guidevakt.verdict import ClaimResult, PictureResult, StepResult
from replica.drift.operator import Touch

Touches = Mapping[str, Mapping[str, list[Touch]]]
LINK = "För dig som är medarbetare"
Judge = Callable[..., Tried]


@pytest.fixture
def link(make_claim: Callable[..., ClaimResult]) -> Callable[..., ClaimResult]:
    return lambda verdict="holds", **facts: make_claim(verdict, expected=LINK, **facts)


@pytest.fixture
def tried(promised: Touches) -> Judge:
    """An operator at the staff link, by the results of the steps walked."""

    def try_(operator: str, *steps: StepResult, labels: tuple[str, ...] = ()) -> Tried:
        return judge(Case(operator, "losenord", "aterstall", "aterstall-2", 0), steps, promised["losenord"], labels)

    return try_


def test_what_is_reported_as_it_must_be_is_no_miss(tried: Judge, make_step: Any, link: Any) -> None:
    found = make_step(link("drifted", change="renamed", suggestion="Personalingång"))
    one = tried("synonym", found, labels=("Personalingång",))
    assert (one.caught, one.right_step, one.right_change, one.right_suggestion, one.why) == (True,) * 4 + ("",)


def test_the_new_name_is_right_however_it_is_written(tried: Judge, make_step: Any, link: Any) -> None:
    for suggestion, right in (("E\u2011post och telefon: *", True), ("Post och telefon", False)):
        found = make_step(link("drifted", change="renamed", suggestion=suggestion))
        assert tried("merged", found, labels=("E-post och telefon",)).right_suggestion is right


def test_what_holds_is_missed_by_name(tried: Judge, make_step: Any, link: Any) -> None:
    one = tried("hidden", make_step(link()))
    assert not one.caught
    assert one.why == "must be drifted hidden; was: all holds"


def test_another_change_is_caught_but_not_right(tried: Judge, make_step: Any, link: Any) -> None:
    one = tried("hidden", make_step(link("drifted", change="removed")))
    assert (one.caught, one.right_step, one.right_change) == (True, True, False)
    assert one.why == f"must be drifted hidden; was: aterstall-2 ”{LINK}” drifted removed"


def test_blaming_the_step_before_is_not_right(tried: Judge, make_step: Any, make_claim: Any, link: Any) -> None:
    before = make_step(make_claim("drifted", change="renamed"), id="aterstall-1")
    one = tried("hidden", before, make_step(link("drifted", change="hidden")))
    assert (one.caught, one.right_step) == (True, False)


def test_the_step_before_may_tell_of_a_page_that_is_broken_for_both(
    tried: Judge, make_step: Any, make_claim: Any, link: Any
) -> None:
    before = make_step(make_claim("drifted", change="language"), id="aterstall-1")
    one = tried("in-english", before, make_step(link("drifted", change="language")))
    assert one.right_step


def test_the_step_befores_picture_may_show_it_too(promised: Touches, make_step: Any, make_claim: Any) -> None:
    case = Case("hidden", "losenord", "registrera", "registrera-3", 0)
    picture = PictureResult(id="bild-1", verdict="looks_different")
    before = make_step(make_claim(), id="registrera-2", picture=picture)
    own = make_step(make_claim("drifted", change="hidden"), id="registrera-3")
    assert judge(case, [before, own], promised["losenord"]).right_step
    in_a_window = Case("hidden", "losenord", "registrera", "registrera-4", 1)
    own = make_step(make_claim(), make_claim("drifted", change="hidden"), id="registrera-4")
    assert not judge(in_a_window, [before, own], promised["losenord"]).right_step


def test_a_name_for_what_is_gone_is_a_wrong_suggestion(tried: Judge, make_step: Any, link: Any) -> None:
    found = make_step(link("drifted", change="removed", suggestion="Lediga jobb"))
    assert tried("deleted", found).right_suggestion is False


def test_what_cannot_be_judged_must_not_be_told_as_a_change(tried: Judge, make_step: Any, link: Any) -> None:
    unknown = make_step(link("not_checked", reason="unreachable"), verdict="not_checked")
    assert tried("certificate-expired", unknown).why == ""
    assert not tried("certificate-expired", make_step(link("drifted", change="dead"))).caught


def test_a_benign_change_that_is_told_is_a_false_alarm(tried: Judge, make_step: Any, link: Any) -> None:
    assert tried("chat", make_step(link())).alarm is False
    one = tried("chat", make_step(link("drifted", change="hidden")))
    assert (one.alarm, one.caught) == (True, None)
    assert one.why


def test_a_picture_that_looks_different_is_an_alarm_too(tried: Judge, make_step: Any, link: Any) -> None:
    looks = make_step(link(), picture=PictureResult(id="bild-1", verdict="looks_different"))
    assert tried("chat", looks).alarm


def test_a_picture_may_tell_of_something_new_that_it_shows_and_that_is_counted(
    tried: Judge, make_step: Any, link: Any
) -> None:
    looks = make_step(link(), picture=PictureResult(id="bild-1", verdict="looks_different"))
    one = tried("sibling-before", looks)
    assert (one.alarm, one.shown) == (False, True)
    assert not tried("sibling-before", make_step(link())).shown
    assert tried("sibling-before", make_step(link("drifted", change="moved"))).alarm


@pytest.mark.parametrize("operator", ["case", "quotes-and-dashes", "colon-or-ellipsis", "labelled-icon"])
def test_a_picture_that_tells_of_another_spelling_is_a_false_alarm(
    tried: Judge, make_step: Any, link: Any, operator: str
) -> None:
    one = tried(operator, make_step(link(), picture=PictureResult(id="bild-1", verdict="looks_different")))
    assert (one.alarm, one.shown) == (True, False)


def test_unknown_is_no_alarm_but_is_counted(tried: Judge, make_step: Any, link: Any) -> None:
    one = tried("slow-10", make_step(link("not_checked", reason="timeout")))
    assert (one.alarm, one.not_checked) == (False, True)
    assert one.why
    assert not tried("bot-wall", make_step(link("not_checked", reason="blocked"))).why
