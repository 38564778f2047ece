"""The table, its bounds, and where it is written."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from guidevakt.drift import command
from guidevakt.drift.cases import Case
from guidevakt.drift.judged import Tried
from guidevakt.drift.table import Share, Table, as_json, folded, markdown, summary, table, upper_bound
from guidevakt.refused import Refused

BROKEN = Case("synonym", "losenord", "aterstall", "aterstall-2", 0)
CAUGHT = Tried(BROKEN, True, True, True, True, None, False, (), "")
MISSED = replace(CAUGHT, case=replace(BROKEN, step="aterstall-3"), caught=False, right_step=False, why="all holds")
QUIET = Tried(Case("chat", "losenord", "aterstall", "aterstall-2", 0), None, None, None, None, False, False, (), "")


def made(tried: Sequence[Tried]) -> Table:
    return table(tried, {"synonym": 7, "chat": 0}, 1, len(tried), 60, "2026-11-24 on every part with 2 workers")


@pytest.mark.parametrize(("tries", "bound"), [(300, 0.01), (1000, 0.003), (3000, 0.001)])
def test_no_error_is_bounded_by_the_rule_of_three(tries: int, bound: float) -> None:
    assert upper_bound(0, tries) == pytest.approx(bound, rel=0.02)


@pytest.mark.parametrize(("errors", "tries", "bound"), [(1, 10, 0.3942), (2, 100, 0.0616), (5, 50, 0.1984), (3, 3, 1)])
def test_errors_are_bounded_as_clopper_and_pearson_do(errors: int, tries: int, bound: float) -> None:
    assert upper_bound(errors, tries) == pytest.approx(bound, abs=0.0005)


def test_each_operator_has_a_row_and_each_miss_its_reason() -> None:
    found = made([CAUGHT, CAUGHT, MISSED, QUIET])
    (row,) = found.breaking
    assert (row.counted, row.equivalent, str(row.caught)) == (3, 7, "2/3")
    assert [(m.name, m.why) for m in found.misses] == [("synonym · aterstall-3/1 · 1", "all holds")]
    assert not found.reached
    assert "- **synonym · aterstall-3/1 · 1**: all holds" in markdown(found)


def test_pairs_are_counted_apart() -> None:
    paired = replace(CAUGHT, case=replace(BROKEN, on_top="chat"))
    found = made([CAUGHT, paired, QUIET])
    assert (found.totals["breaking"].counted, found.paired.counted) == (1, 1)


def test_few_tries_prove_nothing_and_say_so() -> None:
    found = made([CAUGHT] * 3 + [QUIET])
    assert [row.name for row in found.unproven] == ["chat"]
    assert "## Unproven" in markdown(found)


def test_a_single_false_alarm_is_too_many() -> None:
    good = [CAUGHT] * 3 + [QUIET] * 300
    assert made(good).reached
    assert not made([*good, replace(QUIET, alarm=True, why="x")]).reached


def test_zero_stands_with_its_bound() -> None:
    assert "0 false alarms in 300 tries (the rate is below 1 %, 95 %)" in summary(made([CAUGHT, *[QUIET] * 300]))
    assert str(Share(0, 0)) == "–"


def test_what_is_no_false_alarm_but_told_all_the_same_is_not_hidden() -> None:
    tried = [CAUGHT, QUIET, replace(QUIET, shown=True)]
    found = made(tried)
    clause = "; in one of them something new stands in a picture, which was told to look different."
    assert clause in summary(found)
    assert clause in command.render(found)
    assert "| chat | 2 | 0 | – | – | – | – | 0/2 | 1 | 0 |" in markdown(found)
    assert json.loads(as_json(found, tried))["totals"]["benign"]["shown"] == 1
    assert "something new" not in summary(made([CAUGHT, QUIET]))
    assert found.reached is True


def test_the_page_shows_what_the_table_says() -> None:
    page = command.render(made([CAUGHT, MISSED, QUIET]))
    assert "1/2 changes caught, 0 false alarms in 1." in page
    assert "synonym · aterstall-3/1 · 1" in page


def test_the_page_has_the_reports_own_colours_and_sizes() -> None:
    page = command.render(made([CAUGHT, QUIET]))
    assert set(re.findall(r"var\((--[\w-]+)", page)) <= set(re.findall(r"(--[\w-]+):", page))


@pytest.mark.parametrize(
    ("tried", "said", "unsaid"),
    [
        ([CAUGHT], "1/1 changes caught.", ["false alarms in", "Changes that leave"]),
        ([QUIET], "0 false alarms in 1.", ["changes caught", "Changes that break"]),
    ],
)
def test_of_what_was_not_asked_for_nothing_is_said(tried: list[Tried], said: str, unsaid: list[str]) -> None:
    name = tried[0].case.operator
    found = table(tried, {name: 0}, 1, 1, 60, "2026-11-24")
    assert said in command.render(found)
    for text in (command.render(found), markdown(found)):
        assert not [words for words in unsaid if words in text]


def test_json_has_every_try() -> None:
    tried = [CAUGHT, MISSED, QUIET]
    data = json.loads(as_json(made(tried), tried))
    assert [case["name"] for case in data["cases"] if case["why"]] == ["synonym · aterstall-3/1 · 1"]
    assert data["totals"]["benign"]["quiet"] == {"right": 1, "of": 1}


def test_the_readme_names_every_operator_and_every_miss() -> None:
    told = folded(made([CAUGHT, MISSED, QUIET]))
    assert told.startswith("| | tries |")
    assert "| chat | 1 |" in told
    assert "- **synonym · aterstall-3/1 · 1**" in told


def test_the_table_is_put_between_the_readmes_markers(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("Before\n<!-- drift -->\nold\n<!-- /drift -->\nAfter\n", "utf-8")
    command.into_readme(readme, "new \\1")
    command.into_readme(readme, "new \\1")
    assert readme.read_text("utf-8") == "Before\n<!-- drift -->\nnew \\1\n<!-- /drift -->\nAfter\n"


def test_a_readme_without_markers_is_left_alone(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("Nothing\n", "utf-8")
    with pytest.raises(Refused, match="<!-- drift -->"):
        command.into_readme(readme, "new")


def test_the_site_is_where_conftest_says() -> None:
    from pages import Site

    assert command.site_of(Path(__file__).parents[3]) is Site


@pytest.mark.parametrize(("wish", "told"), [({"operator": "x"}, "--operator x"), ({"part": "x"}, "--part x"),
                                            ({"step": "x"}, "--step x")])  # fmt: skip
def test_what_is_nowhere_is_refused(wish: dict[str, str], told: str) -> None:
    with pytest.raises(Refused, match=f"{told}: finns inte. Tillåtna är "):
        command.drift(**wish)  # type: ignore[arg-type]


def test_what_is_equivalent_everywhere_asked_for_is_told() -> None:
    with pytest.raises(Refused, match="--operator bottom-to-top: ändringen rör inget av det som guiden lovar där"):
        command.drift(operator="bottom-to-top", step="registrera-2")
