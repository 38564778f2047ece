"""Verdicts and results: plain data."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from guidevakt.verdict import (
    Canary,
    ClaimResult,
    HostResult,
    PictureResult,
    RunResult,
    StepResult,
    exit_code,
    is_checked,
    summarise,
    worst_reason,
    worst_verdict,
)

MakeClaim = Callable[..., ClaimResult]
MakeStep = Callable[..., StepResult]


@pytest.mark.parametrize(
    ("verdicts", "worst"),
    [
        (["holds", "drifted"], "drifted"),
        (["drifted", "looks_different"], "drifted"),
        (["looks_different", "not_checked"], "looks_different"),
        (["not_checked", "awaiting_review"], "not_checked"),
        (["awaiting_review", "holds"], "awaiting_review"),
        (["holds"], "holds"),
        ([], "not_checked"),
    ],
)
def test_worst_verdict_is_the_steps(verdicts: list[str], worst: str) -> None:
    assert worst_verdict(verdicts) == worst  # type: ignore[arg-type]


def test_worst_reason_is_the_steps() -> None:
    order = [
        "fault", "interrupted", "unreachable", "blocked", "timeout", "tries-disagree", "stuck", "environment",
        "never-live", "sign-in",
    ]  # fmt: skip

    for n, reason in enumerate(order):
        assert worst_reason([None, *reversed(order[n:])]) == reason  # type: ignore[list-item]
    assert worst_reason([None]) is None


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (["holds"], 0),
        (["holds", "never-live"], 0),
        (["holds", "sign-in"], 0),
        (["holds", "stuck"], 3),
        (["drifted", "stuck"], 1),
        (["unreachable", "stuck"], 3),
        (["holds", "fault"], 70),
        (["drifted", "fault", "blocked"], 70),
        (["holds", "interrupted"], 130),
        (["drifted", "fault", "interrupted"], 130),
        (["drifted"], 1),
        (["drifted", "unreachable"], 1),
        (["holds", "unreachable"], 3),
        (["holds", "blocked"], 3),
        (["holds", "timeout"], 3),
        (["holds", "tries-disagree"], 3),
        (["holds", "environment"], 3),
        (["sign-in", "never-live"], 3),
        (["stuck"], 3),
        ([], 3),
    ],
)
def test_exit_code_of_claims(make_claim: MakeClaim, make_step: MakeStep, found: list[str], code: int) -> None:
    claims = [make_claim(f) if f in ("holds", "drifted") else make_claim("not_checked", reason=f) for f in found]

    assert exit_code([make_step(claim) for claim in claims]) == code


BROKEN_CANARY = Canary(caught=False, quiet=True)
#: What may have befallen a run, the worst first, and the exit code of each.
BEFALLEN: dict[str, int] = {"interrupted": 130, "fault": 70, "refused": 2, "canary": 3, "drifted": 1, "timeout": 3}


@pytest.mark.parametrize("worst", range(len(BEFALLEN)))
def test_the_worst_that_befell_a_run_is_its_exit_code(make_claim: MakeClaim, make_step: MakeStep, worst: int) -> None:
    befallen = list(BEFALLEN)[worst:]
    steps = [make_step(make_claim())]
    steps += [make_step(make_claim("not_checked", reason=why)) for why in befallen if why in ("interrupted", "timeout")]
    steps += [make_step(make_claim("drifted"))] if "drifted" in befallen else []
    steps += [make_step(make_claim(), refused="En bild går inte att läsa.")] if "refused" in befallen else []
    faults = ["Rapporten kunde inte skrivas."] if "fault" in befallen else []

    assert exit_code(steps, BROKEN_CANARY if "canary" in befallen else None, faults) == BEFALLEN[befallen[0]]


def test_a_step_with_a_fault_beside_its_claims_is_no_good_run(make_claim: MakeClaim, make_step: MakeStep) -> None:
    step = make_step(make_claim(), verdict="not_checked", reason="fault", fault="faults/losenord/aterstall-2.txt")

    assert exit_code([step]) == 70
    assert not is_checked(step)


@pytest.mark.parametrize(
    ("stood_in_the_way", "after", "code"),
    [
        ({"verdict": "drifted"}, "a", 1),
        ({"verdict": "not_checked", "reason": "blocked"}, "a", 3),
        ({"verdict": "not_checked", "reason": "sign-in"}, "a", 0),  # this target can never check it
        ({"verdict": "holds"}, "a", 3),
        ({"verdict": "holds"}, None, 3),
        ({"verdict": "holds"}, "not in the run", 3),
    ],
)
def test_a_step_that_nothing_stuck_is_no_good_run(
    make_claim: MakeClaim, make_step: MakeStep, stood_in_the_way: dict[str, str], after: str | None, code: int
) -> None:
    stuck = make_step(make_claim("not_checked", reason="stuck"), id="b", verdict="not_checked", after=after)
    steps = [make_step(make_claim(**stood_in_the_way), id="a"), make_step(make_claim(), id="c"), stuck]

    assert exit_code(steps) == code


def test_a_run_tells_of_a_fault_that_is_no_steps(
    make_claim: MakeClaim, make_step: MakeStep, make_run: Callable[..., RunResult]
) -> None:
    run = make_run(make_step(make_claim())).with_fault("Rapporten kunde inte skrivas.")

    assert (run.run.faults, run.summary.exit_code) == (("Rapporten kunde inte skrivas.",), 70)


def test_a_run_from_before_faults_were_told_is_read_as_it_was() -> None:
    """Made by the code of 30 November 2026: a link renamed, and a page that answered 503."""
    text = (Path(__file__).parent / "runs" / "before-faults.json").read_text("utf-8")
    run = RunResult.model_validate_json(text)

    assert (run.summary.exit_code, run.summary.steps_total, run.summary.steps_checked) == (1, 7, 2)
    assert [(s.id, s.verdict) for s in run.steps if s.verdict != "not_checked"] == [
        ("aterstall-1", "holds"), ("aterstall-2", "drifted"),
    ]  # fmt: skip
    assert (run.interrupted, run.run.faults, {s.fault for s in run.steps}) == (False, (), {None})
    assert exit_code(run.steps) == run.summary.exit_code


@pytest.mark.parametrize(("caught", "quiet", "code"), [(True, True, 1), (False, True, 3), (True, False, 3)])
def test_a_failed_canary_goes_before_a_drift(
    make_claim: MakeClaim, make_step: MakeStep, caught: bool, quiet: bool, code: int
) -> None:
    steps = [make_step(make_claim("drifted"))]

    assert exit_code(steps, Canary(caught=caught, quiet=quiet)) == code
    assert summarise(steps, canary=Canary(caught=caught, quiet=quiet)).exit_code == code


@pytest.mark.parametrize(
    ("verdict", "reason", "code"),
    [("holds", None, 0), ("awaiting_review", None, 0), ("looks_different", None, 1), ("not_checked", "environment", 3)],
)
def test_exit_code_of_pictures(
    make_claim: MakeClaim, make_step: MakeStep, verdict: str, reason: str | None, code: int
) -> None:
    picture = PictureResult(id="bild-1", verdict=verdict, reason=reason)  # type: ignore[arg-type]

    assert exit_code([make_step(make_claim(), picture=picture)]) == code


@pytest.mark.parametrize(
    ("verdict", "claims", "checked"),
    [
        ("holds", ["holds"], True),
        ("drifted", ["drifted"], True),
        ("awaiting_review", ["holds"], True),
        ("not_checked", ["holds", "sign-in"], True),
        ("not_checked", ["sign-in"], False),
        ("not_checked", ["holds", "timeout"], False),
        ("not_checked", ["holds", "stuck"], False),
        ("not_checked", [], False),
    ],
)
def test_step_is_checked_when_only_what_can_never_be_is_left(
    make_claim: MakeClaim, make_step: MakeStep, verdict: str, claims: list[str], checked: bool
) -> None:
    made = [make_claim(c) if c in ("holds", "drifted") else make_claim("not_checked", reason=c) for c in claims]

    assert is_checked(make_step(*made, verdict=verdict)) is checked


def test_live_walk_of_the_guide_checks_nine_of_fifteen_steps(make_claim: MakeClaim, make_step: MakeStep) -> None:
    holds, sign_in = make_claim(), make_claim("not_checked", reason="sign-in")
    attended = make_step(sign_in, verdict="not_checked", reason="sign-in")
    never = make_step(make_claim("not_checked", reason="never-live"), verdict="not_checked", reason="never-live")
    both_ways = make_step(holds, sign_in, verdict="not_checked", reason="sign-in")  # registrera-1
    steps = [make_step(holds)] * 8 + [both_ways] + [attended] * 4 + [never] * 2

    summary = summarise(steps)
    assert (summary.steps_checked, summary.steps_total, summary.exit_code) == (9, 15, 0)
    assert (summary.claims.checked, summary.claims.not_checked) == (9, 7)
    assert summary.steps == {"holds": 8, "drifted": 0, "looks_different": 0, "awaiting_review": 0, "not_checked": 7}


def test_results_are_written_as_the_contract_says(
    make_claim: MakeClaim, make_step: MakeStep, make_run: Callable[..., RunResult]
) -> None:
    run = make_run(make_step(make_claim("drifted", change="renamed", suggestion="Fortsätt"), verdict="drifted"))
    data = json.loads(run.to_json())

    assert list(data)[:5] == ["schema", "run", "summary", "steps", "notices"]
    assert data["schema"] == 1
    assert {"id", "started", "finished", "target", "environment"} <= set(data["run"])
    assert set(data["run"]["environment"]) == {"os", "browser", "fonts", "viewport"}
    assert set(data["summary"]) == {
        "steps_total", "steps_checked", "steps_interrupted", "steps", "claims", "forms_sent", "requests_blocked",
        "exit_code",
    }  # fmt: skip
    assert {"guide", "part", "id", "text", "verdict", "reason", "owner", "url", "claims", "picture"} <= set(
        data["steps"][0]
    )
    assert {
        "kind", "expected", "seen", "verdict", "held_before", "change", "suggestion", "candidates", "owner",
    } <= set(data["steps"][0]["claims"][0])  # fmt: skip
    assert RunResult.model_validate_json(run.to_json()) == run


def test_unknown_key_is_refused(make_run: Callable[..., RunResult]) -> None:
    data = json.loads(make_run().to_json())

    with pytest.raises(ValidationError):
        RunResult.model_validate({**data, "extra": 1})


WITH_KEYS = "https://a.se/u/anna@a.se/?login_hint=anna%40a.se&code=hemlig#access_token=hemlig"


def test_no_address_of_a_result_holds_a_key_or_a_name() -> None:
    claim = ClaimResult(kind="link", expected="X", verdict="holds", url=WITH_KEYS, lands=WITH_KEYS)
    step = StepResult(guide="g", part="p", id="s", text="t", verdict="holds", url=WITH_KEYS, claims=(claim,))
    host = HostResult(host="a.se", redirects=((WITH_KEYS, WITH_KEYS),))

    told = step.model_dump_json() + host.model_dump_json()

    assert "https://a.se/u/…/" in told
    assert not [word for word in ("anna", "hemlig") if word in told]
