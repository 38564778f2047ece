"""Whose change it is: the page's owner's, the guide's, the checking computer's, or nobody can tell."""

from __future__ import annotations

from typing import Any

import pytest

from guidevakt import owner
from guidevakt.guide import Step
from guidevakt.owner import Before
from guidevakt.verdict import Environment

OLD = Environment(os="linux", browser="chromium-155", fonts="3f2a91c0", viewport=(1280, 900))
NEW = OLD.model_copy(update={"browser": "chromium-156"})


def owners(steps: list[Any], before: Before = Before(), environment: Environment | None = OLD) -> list[str]:  # noqa: B008
    return [c.owner for step in owner.told(steps, before, environment) for c in step.claims]


@pytest.fixture
def fallen(make_step: Any, make_claim: Any) -> Any:
    """A step whose one claim drifted, on a page of Microsoft's unless told otherwise."""

    def made(change: str = "renamed", held_before: bool = True, whose: str = "microsoft", **facts: Any) -> Any:
        claim = make_claim("drifted", change=change, held_before=held_before, owner=whose, **facts)
        return make_step(claim, verdict="drifted", owner=whose)

    return made


@pytest.fixture
def standing(make_step: Any, make_claim: Any) -> Any:
    return lambda: make_step(make_claim(owner="eslov.se"))


def test_a_change_is_its_pages_owners(fallen: Any, standing: Any) -> None:
    assert owners([fallen(), standing()]) == ["microsoft", "eslov.se"]


@pytest.mark.parametrize(("held_before", "whose"), [(False, "guide"), (True, "microsoft")])
def test_new_words_in_a_guide_that_has_changed_are_the_guides(fallen: Any, held_before: bool, whose: str) -> None:
    assert owners([fallen(held_before=held_before)], Before(changed_guides={"losenord"})) == [whose]
    assert owners([fallen(held_before=held_before)], Before(changed_guides={"annan"})) == ["microsoft"]


@pytest.mark.parametrize(
    ("change", "whose"), [("hidden", "environment"), ("moved", "environment"), ("renamed", "microsoft")]
)
def test_what_another_browser_can_bring_about_is_the_computers(fallen: Any, change: str, whose: str) -> None:
    assert owners([fallen(change)], Before(environment=OLD), NEW) == [whose]
    assert owners([fallen(change)], Before(environment=OLD), OLD) == ["microsoft"]
    assert owners([fallen(change)], Before(), NEW) == ["microsoft"]


def test_what_falls_together_is_nobodys_that_can_be_told(fallen: Any, standing: Any) -> None:
    steps = [fallen() for _ in range(4)] + [standing() for _ in range(9)]
    found = owner.together(steps)

    assert found
    assert (found.steps, found.checked) == (tuple(steps[:4]), 13)
    assert owners(steps) == ["unknown"] * 4 + ["eslov.se"] * 9


@pytest.mark.parametrize(("down", "up"), [(4, 10), (3, 0), (1, 0)])
def test_a_few_of_many_or_of_few_do_not_fall_together(fallen: Any, standing: Any, down: int, up: int) -> None:
    assert owner.together([fallen() for _ in range(down)] + [standing() for _ in range(up)]) is None


def test_what_has_fallen_night_after_night_has_not_fallen_together(fallen: Any) -> None:
    one_a_night = [fallen(last_held=f"2026-11-{10 + n}T02:15:00+00:00") for n in range(5)]
    assert owner.together(one_a_night) is None

    at_once = [fallen(last_held=f"2026-11-20T0{n}:15:00+00:00") for n in range(4)]
    found = owner.together([*one_a_night, *at_once])
    assert found
    assert found.steps == tuple(at_once)
    assert owners([*one_a_night, *at_once]) == ["microsoft"] * 5 + ["unknown"] * 4


def test_what_has_never_held_has_not_fallen(fallen: Any) -> None:
    assert owner.together([fallen(held_before=False) for _ in range(9)]) is None


# -- by the page --------------------------------------------------------------------------------------------------

OWNERS = {"start": "eslov.se", "reset": "microsoft", "store": "apple", "play": "google"}
STEP = Step.model_validate({
    "id": "s-1", "text": "Klicka", "page": "start", "do": [{"click": "Vidare"}],
    "claims": [
        {"kind": "link", "name": "Vidare", "leads_to": "reset"},
        {"kind": "field", "name": "e-post", "after": "Vidare"},
        {"kind": "page", "leads_to": "store"},
    ],
})  # fmt: skip


@pytest.mark.parametrize(("claim", "whose"), [(0, "eslov.se"), (1, "microsoft"), (2, "apple")])
def test_a_claim_is_of_the_page_it_stands_on_or_of_the_address_it_names(claim: int, whose: str) -> None:
    assert owner.of(STEP, STEP.claims[claim], OWNERS) == whose  # type: ignore[arg-type]


def test_a_link_that_points_where_it_did_and_leads_wrong_is_of_the_page_it_leads_to() -> None:
    link, field = STEP.claims[:2]
    assert owner.of(STEP, link, OWNERS, points_there=True) == "microsoft"  # type: ignore[arg-type]
    assert owner.of(STEP, field, OWNERS, points_there=True) == "microsoft"  # type: ignore[arg-type]
