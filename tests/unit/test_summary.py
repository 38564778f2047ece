"""What a CI's own page shows of a run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from guidevakt import summary
from guidevakt.verdict import Canary, ClaimResult, RunResult, StepResult

Make = Callable[..., RunResult]


@pytest.fixture
def run(
    make_claim: Callable[..., ClaimResult], make_step: Callable[..., StepResult], make_run: Callable[..., RunResult]
) -> Make:
    """A run with a change of a label, a step that holds, one to sign in for, and one that could not be reached."""

    def made(label: str = "Nästa") -> RunResult:
        claim = make_claim("drifted", change="removed", held_before=True, expected=label)
        return make_run(
            make_step(claim, verdict="drifted"), make_step(make_claim(), id="aterstall-3"),
            make_step(make_claim("not_checked", reason="sign-in"), id="r-2", verdict="not_checked", reason="sign-in"),
            make_step(make_claim("not_checked", reason="timeout"), id="r-3", verdict="not_checked", reason="timeout"),
            target="live",
        )  # fmt: skip

    return made


def test_summary_and_warnings_say_what_does_not_hold(run: Make, tmp_path: Path) -> None:
    file = tmp_path / "summary.md"
    warned = summary.leave(run(), {"GITHUB_STEP_SUMMARY": str(file), "GITHUB_ACTIONS": "true"})

    text = file.read_text("utf-8")
    assert text.startswith("### 2 av 4 steg kontrollerade, 1 stämmer inte")
    assert "Länken ”Nästa” finns inte längre\\." in text
    assert "aterstall\\-3" not in text
    assert "r\\-2" not in text
    assert warned == [
        "::warning title=Steg aterstall-2::Länken ”Nästa” finns inte längre. Vi hittar ingen motsvarighet på sidan.",
        "::warning title=Steg r-3::inte kontrollerat: sidan blev inte klar i tid",
    ]


def test_nothing_is_left_where_nobody_asks(run: Make) -> None:
    assert summary.leave(run(), {}) == []


def test_alerts_that_did_not_come_through_are_told_where_someone_looks() -> None:
    troubles = ["Larmet till it kunde inte skickas.\r\n::error::x"]

    assert summary.warned(troubles, {"GITHUB_ACTIONS": "true"}) == [
        "::warning title=Larm::Larmet till it kunde inte skickas.%0D%0A::error::x"
    ]
    assert summary.warned(troubles, {}) == []


def test_page_text_is_neither_markup_nor_a_command(run: Make) -> None:
    hostile = run("x\r\n::error::ont <img src=x> [länk](http://ont.example) **fet** 100%")

    text = summary.markdown(hostile)
    assert "<img" not in text
    assert "[länk](" not in text
    assert "**fet" not in text
    (first, _) = summary.marks(hostile)
    assert "\n" not in first
    assert "100%25" in first


def test_a_run_that_cannot_be_trusted_is_headed_by_that_and_is_an_error(run: Make) -> None:
    failed = run()
    canary = Canary(caught=True, quiet=False)
    failed = failed.model_copy(update={"run": failed.run.model_copy(update={"canary": canary})})
    assert summary.markdown(failed).startswith("### Lita inte på den här kontrollen: Guidevakts självtest misslyckades")
    assert "En ofarlig ändring på övningskopian gav larm" in summary.markdown(failed)
    first, *others = summary.marks(failed)
    assert first.startswith("::error title=Lita inte på den här kontrollen%3A Guidevakts självtest misslyckades::En of")
    assert all(mark.startswith("::warning") for mark in others)
    assert not any(mark.startswith("::error") for mark in summary.marks(run()))


def test_what_fell_together_is_said_once_before_the_steps(
    make_claim: Callable[..., ClaimResult], make_step: Callable[..., StepResult], make_run: Make
) -> None:
    fallen = make_claim("drifted", change="removed", held_before=True, last_held="2026-11-21T02:15:00+00:00")
    steps = [make_step(fallen, id=f"s-{n}", verdict="drifted") for n in range(4)]
    run = make_run(*steps, make_step(make_claim(), id="s-4"), target="live")
    said = "4 av 5 kontrollerade steg slutade stämma samma natt: troligen är det webbplatsen som helhet eller nätverket"

    text = summary.markdown(run)
    assert text.count(said) == 1
    assert text.index(said) < text.index("s\\-0")
    first, *rest = summary.marks(run)
    assert first.startswith(f"::warning title=Webbplatsen eller nätverket::{said}")
    assert len(rest) == 4
