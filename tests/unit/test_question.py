"""Questions in lines of JSON, and their answers."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest

from guidevakt.question import Question, answer, answers
from guidevakt.refused import Refused
from tests import hostile

ASKED = {
    "old": "Lägg till metod", "context": "Klicka på Lägg till metod.",
    "before": ["Lägg till metod", "Avbryt"], "after": ["Lägg till ny metod", "Avbryt"],
}  # fmt: skip


def line(**facts: Any) -> bytes:
    return json.dumps({**ASKED, **facts}, ensure_ascii=False).encode() + b"\n"


def ask(**facts: Any) -> dict[str, Any]:
    [told] = answers([line(**facts)])
    found: dict[str, Any] = json.loads(told)
    return found


def test_answer_is_the_suggestion_and_the_best_three() -> None:
    assert ask() == {"suggestion": "Lägg till ny metod", "candidates": ["Lägg till ny metod", "Avbryt"]}


def test_there_is_an_answer_for_each_question_in_their_order() -> None:
    told = [json.loads(text) for text in answers([line(), line(after=[]), b"\n", line(after=["Avbryt"])])]

    assert [found["suggestion"] for found in told] == ["Lägg till ny metod", None, None]


def test_best_three_are_told_however_unlikely_they_are() -> None:
    labels = [f"Sida {number}" for number in range(60)]

    assert len(ask(before=["Lägg till metod", *labels], after=labels)["candidates"]) == 3


def test_no_questions_have_no_answers() -> None:
    assert list(answers([])) == []


def test_further_keys_are_let_be() -> None:
    assert ask(new="x", date="2020-01-01")["suggestion"] == "Lägg till ny metod"


def test_labels_are_told_as_they_were_given() -> None:
    decomposed = unicodedata.normalize("NFD", "Lägg till ny metod")

    assert ask(after=[decomposed, "Avbryt"])["suggestion"] == decomposed


def test_composed_and_decomposed_labels_are_one_and_the_same() -> None:
    asked = Question(**{**ASKED, "after": [unicodedata.normalize("NFD", "Lägg till metoder"), "Ny metod"],
                        "before": ["Lägg till metod", "Lägg till metoder"]})  # fmt: skip

    assert [c.known_before for c in asked.candidates] == [True, False]
    assert asked.vanished == []


def test_label_that_still_stands_there_is_itself() -> None:
    assert ask(after=["Lägg till metod", "Lägg till ny metod"])["suggestion"] == "Lägg till metod"


def test_nothing_known_of_the_old_page_is_not_a_page_where_all_is_new() -> None:
    assert {c.known_before for c in Question(**{**ASKED, "before": []}).candidates} == {None}
    assert answer(Question(**{**ASKED, "before": [], "after": ["Hjälp"]})).label is None


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (b"{", "raden är inte giltig JSON. Den ska vara ett objekt med old, context, before, after."),
        (b"\xff", "raden går inte att läsa som text (UTF-8)."),
        (b"[]", "raden är inte ett objekt. Den ska vara ett objekt med old, context, before, after."),
        (b"null", "raden är inte ett objekt."),
        (b"[" * 100_000, "raden är inte giltig JSON."),
        (b"x" * 10_000_000, "raden är inte giltig JSON."),
        (line(old=1), "old: ska vara text."),
        (line(after="x"), "after: ska vara en lista."),
        (line(before=["a", None, 1, 2]), "before.1: ska vara text."),
        (b'{"old": "x", "context": "", "before": []}', "after saknas. Den ska vara ett objekt med"),
        (b'{"old": 1}', "context, before, after saknas."),
        (b'{"old": "\\ud800", "context": "", "before": [], "after": []}', "raden är inte giltig JSON."),
    ],
    ids=["no JSON", "no text", "list", "null line", "deep", "huge", "number", "no list", "null", "missing",
         "more missing", "half a sign"],
)  # fmt: skip
def test_line_that_cannot_be_used_is_told_by_its_number_after_the_answers_before_it(bad: bytes, told: str) -> None:
    found = answers([line(), b"\n", bad, line()])

    assert json.loads(next(found))["suggestion"]
    with pytest.raises(Refused, match=r"^Rad 3: ") as refused:
        next(found)
    assert told in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1


def test_byte_order_mark_is_no_fault() -> None:
    assert len(list(answers([b"\xef\xbb\xbf" + line()]))) == 1


def test_lines_that_mean_harm_are_refused_by_their_number() -> None:
    for name, data in hostile.questions(scale=50).items():
        with pytest.raises(Refused) as refused:
            list(answers([data]))
        assert str(refused.value).startswith("Rad 1: "), name
