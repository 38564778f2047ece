"""A YAML file as data: any kind of it, with every fault told by line and path."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from guidevakt import datafile
from guidevakt.refused import Refused
from tests import hostile


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    url: str
    delay_ms: int | None = Field(default=None, ge=0, lt=60_000)
    certificate: Literal["expired", "other-host"] | None = None


ENTRIES = TypeAdapter(list[Entry])


def _faults(file: Path, text: str) -> list[str]:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        datafile.read(file, ENTRIES)
    return [line.removeprefix(f"{file}") for line in str(refused.value).splitlines()]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "faults.yaml"


def test_list_of_entries_is_read(file: Path) -> None:
    file.write_text("- {url: a, delay_ms: 3}\n- {url: b}\n", encoding="utf-8")

    assert datafile.read(file, ENTRIES) == [Entry(url="a", delay_ms=3), Entry(url="b")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- {url: a, x: 1}\n", ", rad 1: 0.x: nyckeln finns inte; tillåtna är url, delay_ms, certificate."),
        ("- url: a\n- delay_ms: 1\n", ", rad 2: 1.url: saknas."),
        ("- url: a\n  delay_ms: -1\n", ", rad 2: 0.delay_ms: ska vara minst 0."),
        ("- url: a\n  delay_ms: 60000\n", ", rad 2: 0.delay_ms: ska vara mindre än 60000."),
        ("- url: a\n  delay_ms: länge\n", ", rad 2: 0.delay_ms: ska vara ett tal."),
        ("- url: a\n  delay_ms: 1.5\n", ", rad 2: 0.delay_ms: ska vara ett tal."),
        ("- {url: a, certificate: old}\n", ", rad 1: 0.certificate: ska vara expired eller other-host, inte 'old'."),
        ("- a\n", ", rad 1: 0: ska vara nycklar med värden."),
        ("url: a\n", ": filen: ska vara en lista."),
        ("", ": filen: ska vara en lista."),
    ],
)
def test_fault_is_one_sentence(file: Path, text: str, told: str) -> None:
    assert _faults(file, text) == [told]


def test_faults_come_in_the_files_order(file: Path) -> None:
    text = "- {url: a}\n" + "- {x: 1}\n" * 11

    assert [line.split(":")[0] for line in _faults(file, text)] == [f", rad {n}" for n in range(2, 13) for _ in (0, 1)]


def test_faults_of_one_entry_come_in_the_files_order(file: Path) -> None:
    assert [line.split(": ")[1] for line in _faults(file, "- delay_ms: x\n  url: 3\n")] == ["0.delay_ms", "0.url"]


def test_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"det är en mapp, ingen fil\.$"):
        datafile.load(tmp_path)


def test_line_of_a_field_that_is_not_there_is_that_of_what_holds_it(file: Path) -> None:
    file.write_text("a:\n  b:\n    - c: 1\n    - d: 2\n", encoding="utf-8")
    data = datafile.load(file)

    assert datafile.line_of(data, ("a", "b", 1, "d")) == 4
    assert datafile.line_of(data, ("a", "b", 7, "d")) == 2
    assert datafile.line_of(data, ("x",)) is None


def test_file_that_means_harm_is_refused_in_one_short_sentence_a_fault(file: Path) -> None:
    for name, data in hostile.yaml(scale=50).items():
        file.write_bytes(data)
        with pytest.raises(Refused) as refused:
            datafile.read(file, ENTRIES)
        lines = str(refused.value).splitlines()
        assert all(line.startswith(f"{file}") and len(line) < 400 for line in lines), name
        assert len(lines) <= datafile.MOST_FAULTS + 1, name


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\n- " + "[" * 60, "rad 2: listor och nycklar ligger mer än 50 nivåer djupt, så filen läses inte."),
        ("a: &a\n  b: *a\n", "rad 2: ett alias står i det som det pekar på, så filen läses inte."),
        ("- x\n" * 5_001, "rad 5000: filen har fler än 5000 värden, så filen läses inte."),
    ],
    ids=["deep", "round", "many"],
)
def test_what_is_too_much_is_told_where_it_stands(file: Path, text: str, told: str) -> None:
    file.write_text(text.replace("a: 1\n- ", "a: 1\nb: "), "utf-8")
    with pytest.raises(Refused) as refused:
        datafile.load(file)
    assert str(refused.value) == f"{file}, {told}"


def test_an_alias_is_no_harm_in_itself(file: Path) -> None:
    file.write_text("- &a {url: x, delay_ms: 1}\n- *a\n- {<<: *a, url: y}\n", "utf-8")

    assert [entry.url for entry in datafile.read(file, ENTRIES)] == ["x", "x", "y"]
