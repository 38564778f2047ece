"""A picture beside the approved one: what is said of it, and what is framed in which picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from guidevakt.report.comparison import MOST_FRAMES, comparison, panes, places
from guidevakt.sentences import pictures as pictures_
from guidevakt.verdict import ClaimResult, Difference, PictureResult, StepResult

OLD = Difference(change="removed", role="button", name="E-post", box=(10, 100, 50, 20))
NEXT = Difference(change="renamed", role="button", name="Nästa", seen="Fortsätt", box=(400, 300, 100, 40))


def picture(**facts: Any) -> PictureResult:
    known = {"id": "bild-4", "verdict": "looks_different", "approved": "a.png", "received": "b.png"}
    return PictureResult.model_validate({**known, **facts})


def framed(found: PictureResult) -> tuple[list[Any], list[Any]]:
    old, new = places(found)
    return [(p.box, p.number) for p in old], [(p.box, p.number) for p in new]


def test_a_change_of_words_is_framed_with_its_number_where_it_is_read() -> None:
    old, new = framed(picture(differences=(OLD, NEXT), box=(10, 100, 490, 240)))
    assert (OLD.box, 1) in old
    assert new[0] == (NEXT.box, 2)


def test_what_merely_looks_otherwise_is_framed_without_a_number_and_never_twice() -> None:
    boxes = ((405, 305, 60, 20), (600, 10, 40, 40))
    old, new = framed(picture(differences=(NEXT,), boxes=boxes, box=(405, 10, 235, 315)))
    assert new == [(NEXT.box, 1), (boxes[1], None)]
    assert old == [(boxes[0], 1), (boxes[1], None)]


def test_what_a_change_pushed_aside_is_not_framed_beside_it() -> None:
    added = Difference(change="added", role="button", seen="Nyckel", box=(20, 200, 400, 60))
    assert framed(picture(differences=(added,), box=(0, 0, 492, 560))) == ([], [(added.box, 1)])
    assert framed(picture(differences=(added,), box=(18, 198, 404, 64)))[0] == [((18, 198, 404, 64), None)]


def test_a_picture_is_not_filled_with_frames() -> None:
    many = tuple((0, 40 * n, 20, 20) for n in range(MOST_FRAMES + 1))
    assert framed(picture(boxes=many, box=(0, 0, 20, 520)))[1] == [((0, 0, 20, 520), None)]


@pytest.mark.parametrize(
    ("facts", "sentence", "words"),
    [
        ({}, "Bilden ser inte längre ut som den godkända.", ""),
        ({"words": "same"}, "Bilden ser inte längre ut som den godkända.", pictures_.ONLY_THE_LOOK),
        ({"verdict": "awaiting_review", "approved": None}, "Det finns ingen godkänd bild att jämföra med än.", ""),
        (
            {"verdict": "awaiting_review", "approved": None, "like": "x", "words": "same"},
            "Det finns ingen godkänd bild att jämföra med än.",
            "Orden är desamma som i den godkända bilden från en annan dator eller webbläsare.",
        ),
        (
            {"verdict": "not_checked", "reason": "timeout", "why": "typsnittet hann inte läsas in"},
            "Bilden är inte jämförd: typsnittet hann inte läsas in.",
            "",
        ),
        ({"verdict": "not_checked", "reason": "timeout"}, "Bilden är inte jämförd: sidan blev inte klar i tid.", ""),
    ],
)  # fmt: skip
def test_what_the_picture_came_to_is_said(
    make_step: Callable[..., StepResult], facts: dict[str, Any], sentence: str, words: str
) -> None:
    told = comparison(make_step(), picture(**facts))
    assert (told.sentence, told.words) == (sentence, words)


def test_changes_are_told_as_sentences(make_step: Callable[..., StepResult]) -> None:
    told = comparison(make_step(), picture(differences=(OLD, NEXT)))
    assert told.changes == ("Knappen ”E-post” finns inte kvar.", "Knappen ”Nästa” heter nu ”Fortsätt”.")


def test_approving_a_picture_never_hides_that_the_words_fail(
    make_step: Callable[..., StepResult], make_claim: Callable[..., ClaimResult]
) -> None:
    lost = make_claim("drifted", change="removed", held_before=True)
    said = "Bilden kan godkännas, men steget stämmer ändå inte: Länken ”Nästa” finns inte längre. "
    assert comparison(make_step(lost), picture()).warning == f"{said}Vi hittar ingen motsvarighet på sidan."
    assert comparison(make_step(lost), picture(verdict="holds")).warning == ""
    assert comparison(make_step(make_claim()), picture()).warning == ""


def test_a_picture_that_holds_with_a_remark_says_it(make_step: Callable[..., StepResult]) -> None:
    told = comparison(make_step(), picture(verdict="holds", note="Orden är desamma."))
    assert (told.sentence, told.words) == ("Bilden stämmer med den godkända. Orden är desamma.", "")


def test_a_picture_that_holds_is_shown_once(make_step: Callable[..., StepResult]) -> None:
    told = comparison(make_step(), picture(verdict="holds"))
    assert [pane.kind for pane in told.panes] == ["received"]


def test_each_picture_has_its_own_alternative_text(make_step: Callable[..., StepResult]) -> None:
    texts = [pane.alt for pane in panes(make_step(), picture(diff="d.png", box=(1, 2, 3, 4)))]
    assert texts == [
        "Den godkända bilden ”bild-4” till steg aterstall-2.",
        "Bilden ”bild-4” till steg aterstall-2 som det ser ut nu. Det som har ändrats är inramat.",
        "Det som skiljer bilderna ”bild-4” till steg aterstall-2, i rött.",
    ]
