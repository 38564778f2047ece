"""What a run says while it walks, in its three tones."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from guidevakt import waiting
from guidevakt.narrator import Narrator, Tone
from guidevakt.verdict import Canary, ClaimResult, RunResult, StepResult


@pytest.fixture
def said(
    make_claim: Callable[..., ClaimResult], make_step: Callable[..., StepResult], make_run: Callable[..., RunResult]
) -> Callable[..., str]:
    """What is said of a run of one step that holds, one to sign in for, and one of another verdict."""

    def say(tone: Tone, verdict: str = "drifted", canary: Canary | None = None) -> str:
        change = {"change": "removed", "held_before": True} if verdict == "drifted" else {}
        steps = [
            make_step(make_claim(), id="a"),
            make_step(make_claim("not_checked", reason="sign-in"), id="b", verdict="not_checked", reason="sign-in"),
            make_step(make_claim(verdict, **change), id="c", verdict=verdict),
        ]
        console = Console(record=True, width=300)
        narrator = Narrator(console, tone)
        narrator.pytest_guidevakt_begin("live", {}, ["Lösenord"])
        for step in steps:
            narrator.pytest_guidevakt_step(step)
        narrator.pytest_guidevakt_end(make_run(*steps, target="live", canary=canary), Path("index.html"))
        return console.export_text()

    return say


def test_usually_every_step_is_told(said: Callable[..., str]) -> None:
    text = said("full")

    assert all(f" {step} " in text for step in "abc")
    assert "2 av 3 steg kontrollerade, 1 stämmer inte, 1 stämmer." in text


def test_quietly_only_what_is_wrong_is_told(said: Callable[..., str]) -> None:
    text = said("quiet")

    assert " c " in text
    assert " a " not in text
    assert " b " not in text
    assert "Länken ”Nästa” finns inte längre." in text
    assert said("quiet", "holds") == ""


def test_for_logs_every_line_is_json(said: Callable[..., str]) -> None:
    lines = [json.loads(line) for line in said("json").splitlines()]

    assert [line.get("step", "").rpartition("/")[2] for line in lines] == ["a", "b", "c", ""]
    assert lines[2]["said"] == ["Länken ”Nästa” finns inte längre. Vi hittar ingen motsvarighet på sidan."]
    assert (lines[3]["exit_code"], lines[3]["checked"], lines[3]["total"]) == (1, 2, 3)


@pytest.mark.parametrize(("tone", "said"), [("full", "Det finns inget."), ("quiet", ""), ("json", "Det finns inget.")])
def test_each_tone_tells_in_its_own_way_that_nothing_was_walked(tone: Tone, said: str) -> None:
    console = Console(record=True, width=300)
    Narrator(console, tone).nothing_to_walk("Det finns inget.")

    text = console.export_text().strip()
    assert (json.loads(text)["said"] == [said]) if tone == "json" else (text == said)


@pytest.mark.parametrize("tone", ["full", "quiet", "json"])
def test_what_fell_together_is_said_once(
    tone: Tone, make_claim: Callable[..., ClaimResult], make_step: Callable[..., StepResult],
    make_run: Callable[..., RunResult],
) -> None:  # fmt: skip
    fallen = make_claim("drifted", change="removed", held_before=True)
    steps = [make_step(fallen, id=f"s-{n}", verdict="drifted") for n in range(4)]
    console = Console(record=True, width=300)
    Narrator(console, tone).pytest_guidevakt_end(make_run(*steps), Path("index.html"))

    assert console.export_text().count("4 av 4 kontrollerade steg slutade stämma samtidigt: troligen är det") == 1


@pytest.mark.parametrize("tone", ["full", "quiet"])
def test_a_run_that_cannot_be_trusted_says_so_before_its_totals(said: Callable[..., str], tone: Tone) -> None:
    text = said(tone, "holds", Canary(caught=False, quiet=True))

    assert "Lita inte på den här kontrollen: Guidevakts självtest misslyckades." in text.split("2 av 3 steg")[0]
    assert "En ändring som lades in med flit på övningskopian upptäcktes inte." in text
    assert "En ofarlig ändring" not in text
    assert "Kör guidevakt doctor." in text


def test_a_log_has_what_the_canary_came_to(said: Callable[..., str]) -> None:
    assert json.loads(said("json").splitlines()[-1])["canary"] is None
    told = json.loads(said("json", "holds", Canary(caught=True, quiet=False)).splitlines()[-1])
    assert told["canary"] == {"caught": True, "quiet": False}


# -- an outage, and what takes its time -------------------------------------------------------------------------------

OUTAGE = (
    "eslov.se går inte att kontrollera: webbplatsens certifikat gick ut 28 november 2026. 3 steg har inte kunnat "
    "kontrolleras. Det gäller steg a, b och c."
)


@pytest.mark.parametrize("tone", ["full", "quiet"])
def test_an_outage_is_told_once_by_its_cause(
    tone: Tone, make_claim: Callable[..., ClaimResult], make_step: Callable[..., StepResult],
    make_run: Callable[..., RunResult],
) -> None:  # fmt: skip
    note = "Webbplatsens certifikat gick ut 28 november 2026."
    claim = make_claim("not_checked", reason="unreachable", note=note)
    facts = {"owner": "eslov.se", "verdict": "not_checked", "reason": "unreachable", "url": "https://eslov.se/"}
    steps = [make_step(claim, claim, id=name, **facts) for name in "abc"]
    steps.append(make_step(make_claim(), id="d", owner="microsoft"))
    console = Console(record=True, width=300)
    narrator = Narrator(console, tone)
    for step in steps:
        narrator.pytest_guidevakt_step(step)
    narrator.pytest_guidevakt_end(make_run(*steps, target="live"), Path("index.html"))
    text = console.export_text()

    assert text.count("certifikat") == 1
    assert OUTAGE in text
    assert text.count("sidan gick inte att nå") == (1 if tone == "full" else 0)
    assert text.count("av samma orsak") == (2 if tone == "full" else 0)


@pytest.mark.parametrize("tone", ["full", "quiet"])
def test_what_hangs_is_told_with_what_is_waited_for(tone: Tone) -> None:
    console = Console(record=True, width=300)
    narrator = Narrator(console, tone, patience_s=0.05)
    narrator.pytest_guidevakt_begin("live", {}, ["Lösenord"])
    narrator.pytest_runtest_logstart("tests/test_guides.py::test_step[losenord/aterstall/aterstall-2]")
    waiting.for_address("https://eslov.se/?code=hemligt")
    said = heard(console)
    narrator.pytest_runtest_logfinish("tests/test_guides.py::test_step[losenord/aterstall/aterstall-2]")
    after = heard(console)
    narrator.pytest_unconfigure()

    assert "Väntar fortfarande på steg aterstall-2 (https://eslov.se/): " in said
    assert "hemligt" not in said
    assert "Väntar fortfarande på att rapporten och larmen ska bli klara" in after


def heard(console: Console) -> str:
    """What is said next, within some seconds."""
    console.export_text()
    for _ in range(500):
        threading.Event().wait(0.02)
        if "Väntar" in (said := console.export_text()):
            return said
    return ""


def test_nothing_is_told_of_what_goes_on() -> None:
    console = Console(record=True, width=300)
    narrator = Narrator(console, "quiet", patience_s=60)
    narrator.pytest_guidevakt_begin("live", {}, ["Lösenord"])
    narrator.pytest_unconfigure()

    assert console.export_text() == ""


def test_what_was_refused_before_anything_began_is_no_fault_of_guidevakts() -> None:
    assert Narrator(Console()).exit_code(2) == 2


@pytest.fixture
def ending(make_claim: Callable[..., ClaimResult], make_step: Callable[..., StepResult]) -> Callable[..., str]:
    """What is said of a run whose second step came to nothing, for a reason."""

    def say(make_run: Callable[..., RunResult], tone: Tone, reason: str, **facts: object) -> str:
        left = make_claim("not_checked", reason=reason)
        left = make_step(left, id="b", verdict="not_checked", reason=reason, **facts)
        run = make_run(make_step(make_claim(), id="a"), left)
        console = Console(record=True, width=300)
        narrator = Narrator(console, tone)
        for step in run.steps:
            narrator.pytest_guidevakt_step(step)
        narrator.pytest_guidevakt_end(run, Path("reports/r1/index.html"))
        assert narrator.exit_code(2) == run.summary.exit_code
        return console.export_text()

    return say


def test_a_run_that_was_broken_off_says_after_how_many_steps(
    ending: Callable[..., str], make_run: Callable[..., RunResult]
) -> None:
    text = ending(make_run, "full", "interrupted")

    assert "Avbrutet efter 1 av 2 steg." in text
    assert "stämmer." not in text
    assert " b " not in text
    assert json.loads(ending(make_run, "json", "interrupted").splitlines()[-1])["exit_code"] == 130


@pytest.mark.parametrize("tone", ["full", "quiet", "json"])
def test_what_guidevakt_could_not_cope_with_is_told_with_its_folder(
    ending: Callable[..., str], make_run: Callable[..., RunResult], tone: Tone
) -> None:
    text = ending(make_run, tone, "fault", fault="faults/losenord/b.txt")

    assert "Guidevakt klarade inte av 1 steg. Det är inte guidens eller webbplatsernas fel." in text
    assert f"ligger i {Path('reports/r1/faults')}." in text


def test_what_could_not_be_used_is_told_once(
    ending: Callable[..., str], make_run: Callable[..., RunResult], capsys: pytest.CaptureFixture[str]
) -> None:
    ending(make_run, "full", "environment", refused="baselines/x.png: bilden går inte att läsa.")

    assert capsys.readouterr().err == "baselines/x.png: bilden går inte att läsa.\n"


@pytest.mark.parametrize(
    ("before", "code", "ends", "says"),
    [
        ("pytest_keyboard_interrupt", pytest.ExitCode.INTERRUPTED, 130, "Avbrutet innan något steg hade gåtts."),
        (None, pytest.ExitCode.USAGE_ERROR, 2, ""),
        (None, pytest.ExitCode.INTERNAL_ERROR, 70, "Guidevakt gjorde fel."),
    ],
)
def test_a_run_without_a_result_never_ends_well(
    capsys: pytest.CaptureFixture[str], before: str | None, code: int, ends: int, says: str
) -> None:
    narrator = Narrator(Console(), "full")
    if before:
        getattr(narrator, before)()

    assert narrator.exit_code(code) == ends
    said = capsys.readouterr().err
    assert said.startswith(says)
    assert "Traceback" not in said
