"""What is asked about a picture, and what may be answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from guidevakt.pictures.waiting import Group, Waiting
from guidevakt.report.question import questions
from guidevakt.verdict import StepResult

SHA = "a" * 64


@pytest.fixture
def waiting(make_step: Callable[..., StepResult]) -> Callable[..., Waiting]:
    def make(step: str, verdict: str = "looks_different", sha256: str | None = SHA) -> Waiting:
        picture: dict[str, Any] = {"id": f"bild-{step}", "verdict": verdict, "received": "b.png"}
        return Waiting(StepResult.model_validate({**make_step().model_dump(), "id": step, "picture": picture}), sha256)

    return make


def test_every_answer_may_be_given_where_there_is_an_old_picture(waiting: Callable[..., Waiting]) -> None:
    (asked,) = questions("r1", [Group((waiting("a-1"),))]).values()
    assert asked.answers == ("new", "old", "later", "until", "variant", "own")
    assert [answer.text for answer in asked.plain] == [
        "Använd den nya bilden", "Behåll den gamla bilden", "Avgör senare",
    ]  # fmt: skip
    assert (asked.until, asked.variant) == (True, True)


def test_a_first_picture_has_no_old_one_to_keep(waiting: Callable[..., Waiting]) -> None:
    (asked,) = questions("r1", [Group((waiting("a-1", "awaiting_review"),))]).values()
    assert asked.answers == ("new", "later", "own")
    assert (asked.until, asked.variant) == (False, False)


def test_pictures_that_share_a_change_know_of_each_other(waiting: Callable[..., Waiting]) -> None:
    asked = questions("r1", [Group((waiting("a-1"), waiting("a-2"))), Group((waiting("a-3"),))])
    one, other, alone = asked.values()
    assert (one.others, other.others, alone.others) == (("bild-a-2 (steg a-2)",), ("bild-a-1 (steg a-1)",), ())
    assert one.same == other.same != alone.same


def test_nothing_is_asked_about_a_picture_that_is_gone(waiting: Callable[..., Waiting]) -> None:
    assert questions("r1", [Group((waiting("a-1", sha256=None),))]) == {}


def test_the_command_says_the_same_as_the_first_button(waiting: Callable[..., Waiting]) -> None:
    (asked,) = questions("r 1", [Group((waiting("a-1"),))]).values()
    assert asked.command == "guidevakt approve --run 'r 1' --step a-1"


def test_a_new_environment_is_one_question(waiting: Callable[..., Waiting]) -> None:
    (new,) = questions("r1", [Group((waiting("a-1", "awaiting_review"),), is_environment=True)]).values()
    (other,) = questions("r1", [Group((waiting("a-1", "awaiting_review"),))]).values()
    assert (new.is_environment, other.is_environment) == (True, False)
