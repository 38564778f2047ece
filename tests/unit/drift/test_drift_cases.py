"""Which operator is tried where, told before anything is run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest

from guidevakt.drift import cases
from guidevakt.drift.cases import Plan
from guidevakt.drift.table import PROVEN
from guidevakt.guide import Guide
from replica.drift import OPERATORS, served
from replica.drift.operator import Touch
from replica.drift.served import DriftedSites
from replica.source import Answer

Touches = Mapping[str, Mapping[str, list[Touch]]]


@pytest.mark.parametrize("name", OPERATORS)
def test_an_operator_counts_or_is_equivalent_at_each_promise(name: str, whole: Plan, promised: Touches) -> None:
    touched = {(case.step, case.claim) for case in whole.cases if case.operator == name}
    steps = promised["losenord"]
    everywhere = sum(map(len, steps.values())) if OPERATORS[name].breaking else len(steps)
    assert len(touched) + whole.equivalent[name] == everywhere


def test_every_operator_is_tried_often_enough_to_prove_something(whole: Plan) -> None:
    counted = Counter(case.operator for case in whole.cases)
    assert {name for name in OPERATORS if counted[name] < PROVEN} == set()


@pytest.mark.parametrize("name", OPERATORS)
def test_whatever_counts_changes_what_is_served_or_how_it_is_reached(
    name: str, whole: Plan, promised: Touches
) -> None:
    changed, plain = DriftedSites(), DriftedSites()
    for case in (case for case in whole.cases if case.operator == name):
        drift = cases.laid(case, promised["losenord"][case.step])
        changed.lay(drift)
        edited = {address for address, _ in drift.edits + drift.first}
        assert edited or drift.pages or drift.faults or drift.viewport or drift.build
        for address in edited:
            before, after = plain.answer("GET", address), changed.answer("GET", address)
            assert before
            assert after
            assert after.body != edited_by_nothing(before).body, case.name


def edited_by_nothing(answer: Answer) -> Answer:
    """Read and written anew, a page is no longer the same to the byte."""
    return served.edited(answer, [lambda page: None])


def test_nothing_is_moved_that_the_guide_names_no_place_for(whole: Plan, guide: Guide) -> None:
    moved = {(case.step, case.claim) for case in whole.cases if OPERATORS[case.operator].family == "place"}
    placed = {(s.id, n) for s in guide.steps for n, c in enumerate(s.claims) if c.where in ("bottom", "below steps")}
    assert moved == placed
    assert len(placed) == 2


def test_only_what_is_pictured_can_look_otherwise(whole: Plan, guide: Guide) -> None:
    looks = {case.step for case in whole.cases if OPERATORS[case.operator].must.verdict == "looks_different"}
    pictured = {step.id for step in guide.steps if step.picture}
    assert looks <= pictured
    assert len(looks) >= 5


def test_every_breaking_case_comes_once_more_with_a_benign_one(whole: Plan, promised: Touches) -> None:
    paired = cases.pairs(whole.cases, promised, seed=1)
    breaking = [case for case in whole.cases if OPERATORS[case.operator].breaking]
    assert [(c.operator, c.step, c.claim, c.way) for c in paired] == [
        (c.operator, c.step, c.claim, c.way) for c in breaking
    ]
    assert not any(OPERATORS[case.on_top or ""].breaking for case in paired)
    assert len({case.on_top for case in paired}) > 20


def test_the_same_seed_gives_the_same_pairs(whole: Plan, promised: Touches) -> None:
    first, again, other = (cases.pairs(whole.cases, promised, seed) for seed in (1, 1, 2))
    assert first == again != other


def test_a_pair_can_be_served(whole: Plan, promised: Touches) -> None:
    sites = DriftedSites()
    for case in cases.pairs(whole.cases, promised, seed=3):
        drift = cases.laid(case, promised["losenord"][case.step])
        sites.lay(drift)
        for address in {address for address, _ in drift.edits}:
            answer = sites.answer("GET", address)
            assert answer
            assert answer.status == 200


def test_a_benign_change_lies_over_all_that_the_step_promises(promised: Touches) -> None:
    case = cases.Case("case", "losenord", "registrera", "registrera-6", 0)
    drift = cases.laid(case, promised["losenord"]["registrera-6"])
    assert len(drift.edits) == 2
