"""What a field without a name is called: what stands beside it."""

from __future__ import annotations

import pytest

from guidevakt import beside
from guidevakt.snapshot import FIELDS, parse

FIELD = "- textbox [ref=e9] [box=300,100,300,30]"

MIXED = '- generic [ref=e1] [box=302,75,150,20]:\n  - text: "E-post:"\n  - generic [ref=e2] [box=400,75,9,20]: "*"'
HEADING = "- generic [ref=e1] [box=300,20,150,20]: Rubrik"


def called(page: str) -> list[str]:
    return [e.name for e in beside.called(parse(page)).walk() if e.role in FIELDS]


@pytest.mark.parametrize(
    ("page", "name"),
    [
        (f'- generic [ref=e1] [box=100,105,150,20]: E-post\n{FIELD}', "E-post"),
        (f'- \'cell "E-post: *" [ref=e1] [box=300,70,300,28]\'\n{FIELD}', "E-post: *"),
        (f"{MIXED}\n{FIELD}", "E-post: *"),
        (f"{HEADING}\n- generic [ref=e2] [box=300,75,150,20]: E-post\n{FIELD}", "E-post"),
        (f'- generic [ref=e1] [box=300,20,150,20]: E-post\n{FIELD}', ""),
        (f'- generic [ref=e1] [box=620,105,150,20]: Exempel\n{FIELD}', ""),
        (f'- generic [ref=e1] [box=300,135,150,20]: Exempel\n{FIELD}', ""),
        (f'- button "Hjälp" [ref=e1] [box=200,105,80,20]\n{FIELD}', ""),
        (f'- generic [aria-hidden] [ref=e1] [box=100,105,150,20]: E-post\n{FIELD}', ""),
        (f'- generic [ref=e1] [box=280,105,9,20]: "*"\n{FIELD}', ""),
        (f'- group "E-post" [ref=e1] [box=290,80,400,60]:\n  {FIELD}', "E-post"),
        (f'- generic [ref=e1] [box=100,105,90,20]: Från\n- textbox "x" [ref=e2] [box=195,100,90,30]\n{FIELD}', ""),
    ],
    ids=["before it", "in the cell above", "with a sign", "the nearest", "too far above", "after it", "below it",
         "a button", "not shown", "a sign alone", "the legend of its group", "another field's"],
)  # fmt: skip
def test_a_field_without_a_name_is_called_what_stands_beside_it(page: str, name: str) -> None:
    assert called(page)[-1] == name


def test_a_name_of_its_own_is_kept() -> None:
    page = '- generic [ref=e1] [box=100,105,150,20]: E-post\n- textbox "Namn" [ref=e9] [box=300,100,300,30]'
    assert called(page) == ["Namn"]


def test_one_text_names_one_field() -> None:
    page = f"- generic [ref=e1] [box=300,75,150,20]: E-post\n{FIELD}\n- textbox [ref=e10] [box=320,102,300,30]"
    assert called(page) == ["E-post", ""]
