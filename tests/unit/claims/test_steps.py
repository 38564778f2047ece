"""How many steps a page tells, and in which order things stand."""

from __future__ import annotations

import pytest

from guidevakt.outcome import Known
from tests.unit.claims.judging import Judge


@pytest.mark.parametrize(
    "opener", ['group\n  generic "Visa stegen" [clickable]', 'button "Visa stegen" [expanded=false]']
)
def test_steps_behind_something_closed_have_moved(judge: Judge, opener: str) -> None:
    outcome = judge({"kind": "steps", "count": 3}, f"main\n paragraph : Läs stegen.\n {opener}")

    assert (outcome.change, outcome.seen) == ("moved", "Visa stegen")


@pytest.mark.parametrize(("count", "change"), [(3, None), (2, "count"), (4, "count")])
def test_steps_amount_to_so_many(judge: Judge, count: int, change: str | None) -> None:
    outcome = judge(
        {"kind": "steps", "count": count}, "main\n  list\n    listitem : a\n    listitem : b\n    listitem : c"
    )

    assert (outcome.change, outcome.seen) == (change, "3")


def test_steps_that_are_gone_are_none(judge: Judge) -> None:
    assert judge({"kind": "steps", "count": 3}, "main\n  paragraph : Ring oss").seen == "0"


@pytest.mark.parametrize(("where", "change"), [({"below": "steps"}, None), ({"above": "steps"}, "moved")])
def test_link_below_the_steps(judge: Judge, where: dict[str, str], change: str | None) -> None:
    page = 'main\n list\n  listitem : a\n  listitem : b\n link "Gå till lösenordsåterställning" https://x.se/'

    assert judge({"kind": "link", "name": "Gå till lösenordsåterställning", "where": where}, page).change == change


ORDER = {"kind": "order", "name": ["Översikt", "Enheter", "Lösenord"]}


@pytest.mark.parametrize(
    ("names", "change", "seen"),
    [
        (("Översikt", "Enheter", "Lösenord"), None, "Översikt"),
        (("Översikt", "Nytt", "Enheter", "Lösenord"), None, "Översikt"),
        (("Översikt", "Lösenord", "Enheter"), "order", "Översikt → Lösenord → Enheter"),
        (("Översikt", "Enheterna", "Lösenord"), "renamed", "Enheterna"),
        (("Översikt", "Lösenord"), "removed", None),
    ],
    ids=["as documented", "one more", "other order", "one renamed", "one gone"],
)
def test_names_stand_in_order(judge: Judge, names: tuple[str, ...], change: str | None, seen: str | None) -> None:
    page = "navigation\n" + "\n".join(f'  link "{name}" /{n}' for n, name in enumerate(names))
    outcome = judge(ORDER, page, Known(labels=ORDER["name"]))

    assert (outcome.change, outcome.seen) == (change, seen)


def test_no_steps_on_an_empty_page_are_hidden_and_not_another_number(judge: Judge) -> None:
    assert judge({"kind": "steps", "count": 3}, "main @0,100,1280,600").change == "hidden"


ORDER_OF_STEPS = {"kind": "order", "in": "steps", "name": ["e-post", "tecknen", "anvisningarna"]}


@pytest.mark.parametrize(
    ("steps", "change"),
    [
        (("Skriv din e-post.", "Skriv tecknen.", "Följ anvisningarna."), None),
        (("Skriv tecknen.", "Skriv din e-post.", "Följ anvisningarna."), "order"),
        (("Skriv din e-post.", "Vänta.", "Skriv tecknen.", "Följ anvisningarna."), None),
        (("Fyll i bokstäverna.", "Skriv din e-post.", "Gör som det står."), None),
        (("Skriv din e-post och tecknen.", "Följ anvisningarna."), None),
    ],
    ids=["as documented", "two swapped", "one between", "other words", "two in one"],
)
def test_the_steps_stand_in_the_guides_order(judge: Judge, steps: tuple[str, ...], change: str | None) -> None:
    page = "main\n  list\n" + "\n".join(f"    listitem : {step}" for step in steps)
    assert judge(ORDER_OF_STEPS, page).change == change


def test_the_order_of_steps_in_another_language_cannot_be_followed(judge: Judge) -> None:
    steps = ("Enter your email in the field.", "Enter what you see in the picture.", "Follow what is on the screen.")
    around = "banner : Det som är på svenska i ditt sidhuvud och din sidfot för att du inte kan annat."
    page = f"{around}\nmain\n  list\n" + "\n".join(f"    listitem : {step}" for step in steps)
    assert judge(ORDER_OF_STEPS, page).change == "language"


def test_the_order_of_steps_that_are_not_there_is_not_judged(judge: Judge) -> None:
    assert judge(ORDER_OF_STEPS, "main\n  paragraph : Hej.").reason == "stuck"


def test_steps_that_only_stand_in_another_order_are_read_in_that(judge: Judge) -> None:
    page = """
        main
          list
            listitem @0,160,200,40 : Skriv din e-post.
            listitem @0,120,200,40 : Skriv tecknen.
            listitem @0,80,200,40 : Följ anvisningarna.
    """

    assert judge(ORDER_OF_STEPS, page).change == "order"
