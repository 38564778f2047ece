"""What several tries at a step come to as a result, and what is kept of them."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from guidevakt.attempt import Attempt, Evidence
from guidevakt.guide import Guide, Part, Step
from guidevakt.look import Look
from guidevakt.outcome import Outcome, drifted, not_checked
from guidevakt.pictures import sidecar
from guidevakt.snapshot import Element, Snapshot
from guidevakt.verdict import Environment, StepResult, exit_code

ENVIRONMENT = Environment(os="linux", browser="chromium-156", fonts="3f2a91c0", viewport=(1280, 900))
STEP = Step.model_validate({
    "id": "steg-1", "text": "Klicka på Nästa", "page": "start",
    "claims": [{"kind": "dialog"}, {"kind": "control", "name": "Nästa"}],
    "picture": {"id": "bild-1", "frame": "dialog"},
})  # fmt: skip
PART = Part(id="del", title="Del", steps=(STEP,))
GUIDE = Guide(id="prov", title="Prov", owner="it", parts=(PART,))
BUTTON = Element("button", "Nästa", ref="e1", box=(10, 20, 30, 40))
HOLDS = Outcome("holds", element=BUTTON, seen="Nästa")


def _shot(colour: str = "white") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (1280, 900), colour).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def look(make_page: Callable[..., Snapshot]) -> Look:
    return Look(make_page("dialog @100,100,200,100", url="https://eslov.se/a"), _shot(), loaded=True)


@pytest.fixture
def judge(tmp_path: Path) -> Callable[..., StepResult]:
    """The step's result of some tries, kept in reports/r1."""

    def made(
        *attempts: Attempt, target: str = "replica", held: Mapping[tuple[str, ...], str] | None = None
    ) -> StepResult:
        evidence = Evidence(tmp_path, tmp_path / "reports" / "r1", target, ENVIRONMENT, held or {})  # type: ignore[arg-type]
        return evidence.result(GUIDE, PART, STEP, "eslov.se", attempts)

    return made


def _try(look: Look | None, *outcomes: Outcome, **facts: object) -> Attempt:
    looks = dict.fromkeys(range(len(outcomes)), look) if look else {}
    return Attempt(dict(enumerate(outcomes)), looks, own=look, url="https://eslov.se/a", **facts)  # type: ignore[arg-type]


def test_what_is_left_of_a_try_could_not_be_judged() -> None:
    attempt = Attempt({0: HOLDS})
    attempt.rest(STEP, "timeout")

    assert attempt.outcomes == {0: HOLDS, 1: not_checked("timeout")}


def test_step_that_holds_keeps_what_was_seen(tmp_path: Path, judge: Callable[..., StepResult], look: Look) -> None:
    result = judge(_try(look, HOLDS, HOLDS))

    assert (result.verdict, result.reason, result.owner, result.url) == (
        "awaiting_review",
        None,
        "eslov.se",
        "https://eslov.se/a",
    )
    assert result.screenshot == "steps/prov/steg-1.png"
    assert (tmp_path / "reports/r1/steps/prov/steg-1.png").read_bytes() == look.screenshot
    assert result.picture is not None
    assert result.picture.received == "reports/r1/pictures/prov/bild-1.png"
    with Image.open(tmp_path / result.picture.received) as image:
        assert image.size == (232, 132)


def test_claim_tells_where_and_what_was_seen(judge: Callable[..., StepResult], look: Look) -> None:
    claim = judge(_try(look, HOLDS, HOLDS)).claims[1]

    assert (claim.kind, claim.expected, claim.seen, claim.verdict) == ("control", "Nästa", "Nästa", "holds")
    assert (claim.url, claim.box, claim.screenshot, claim.tries) == (
        "https://eslov.se/a", (10, 20, 30, 40), "steps/prov/steg-1.png", 1,
    )  # fmt: skip


def test_worst_claim_is_the_steps_verdict(judge: Callable[..., StepResult], look: Look) -> None:
    moved = _try(look, HOLDS, drifted("moved"))
    result = judge(moved, moved)

    assert (result.verdict, result.reason) == ("drifted", None)
    assert [c.tries for c in result.claims] == [1, 2]


def test_worst_reason_is_the_steps(judge: Callable[..., StepResult]) -> None:
    stuck = _try(None, not_checked("stuck"), not_checked("timeout"), after="steg-0")
    result = judge(stuck, stuck)

    assert (result.verdict, result.reason, result.after) == ("not_checked", "timeout", None)


def test_step_that_could_not_be_reached_names_the_one_that_stuck(judge: Callable[..., StepResult]) -> None:
    result = judge(_try(None, not_checked("stuck"), not_checked("stuck"), after="steg-0"))

    assert (result.reason, result.after, result.screenshot) == ("stuck", "steg-0", None)


def test_three_tries_that_disagree_are_not_checked(judge: Callable[..., StepResult], look: Look) -> None:
    tries = [_try(look, HOLDS, drifted(change)) for change in ("moved", "removed", "role")]

    claim = judge(*tries).claims[1]
    assert (claim.verdict, claim.reason, claim.tries) == ("not_checked", "tries-disagree", 3)


@pytest.mark.parametrize(
    ("target", "held", "before"),
    [
        ("replica", {}, True),
        ("live", {}, False),
        ("live", {("prov", "steg-1", "control", "Nästa", ""): "2026-11-20T02:15:00+00:00"}, True),
        ("live", {("prov", "steg-2", "control", "Nästa", ""): "2026-11-20T02:15:00+00:00"}, False),
    ],
)
def test_claim_has_held_before_where_history_says_so(
    judge: Callable[..., StepResult], look: Look, target: str, held: dict[tuple[str, ...], str], before: bool
) -> None:
    moved = _try(look, HOLDS, drifted("moved"))

    claim = judge(moved, moved, target=target, held=held).claims[1]
    assert claim.held_before is before
    assert claim.last_held == held.get(("prov", "steg-1", "control", "Nästa", ""))


def test_each_screenshot_is_saved_once(
    tmp_path: Path, judge: Callable[..., StepResult], look: Look, make_page: Callable[..., Snapshot]
) -> None:
    later = Look(make_page("dialog @100,100,200,100"), _shot("black"), loaded=True)
    attempt = Attempt({0: HOLDS, 1: HOLDS}, {0: look, 1: later}, own=look)

    assert [c.screenshot for c in judge(attempt).claims] == ["steps/prov/steg-1.png", "steps/prov/steg-1-2.png"]
    assert sorted(p.name for p in (tmp_path / "reports/r1/steps/prov").iterdir()) == ["steg-1-2.png", "steg-1.png"]


def test_step_without_its_window_has_no_picture_to_compare(
    tmp_path: Path, judge: Callable[..., StepResult], make_page: Callable[..., Snapshot]
) -> None:
    without = _try(Look(make_page("main"), _shot(), loaded=True), drifted("other"), not_checked("stuck"))
    picture = judge(without, without).picture

    assert picture is not None
    assert (picture.verdict, picture.received) == ("not_checked", None)
    assert not (tmp_path / "reports/r1/pictures").exists()


def test_picture_is_kept_with_its_words_and_the_places_of_the_claims(
    tmp_path: Path, judge: Callable[..., StepResult], make_page: Callable[..., Snapshot]
) -> None:
    page = make_page('dialog "Telefon" @100,100,200,100\n  button "Nästa" @120,150,80,30\nlink "Hem" /hem @110,110,9,9')
    button = page.root.children[0].children[0]
    found = Outcome("holds", element=button, seen="Nästa")
    picture = judge(_try(Look(page, _shot(), loaded=True), HOLDS, found)).picture

    assert picture is not None
    assert (picture.snapshot, picture.origin) == ("reports/r1/pictures/prov/bild-1.json", (84, 84))
    words = sidecar.read(tmp_path / picture.snapshot)
    assert [(e.role, e.name, e.box) for e in words.snapshot.walk()] == [
        ("dialog", "Telefon", (16, 16, 200, 100)), ("button", "Nästa", (36, 66, 80, 30)),
    ]  # fmt: skip
    assert words.claims[1].model_dump() == {"kind": "control", "expected": "Nästa", "box": (36, 66, 80, 30)}
    assert sidecar.of(tmp_path / str(picture.received)) == words


@pytest.mark.parametrize(
    ("top", "box"), [(0, (10, 20, 30, 40)), (15, (10, 5, 30, 40)), (50000, None)], ids=["start", "a bit down", "away"]
)
def test_of_a_page_that_is_too_high_a_claim_tells_where_in_the_part_that_was_drawn(
    judge: Callable[..., StepResult], look: Look, top: float, box: tuple[float, ...] | None
) -> None:
    part = replace(look, part=(0, top, 1280, 900))

    assert judge(_try(part, HOLDS, HOLDS)).claims[1].box == box


# -- what Guidevakt itself cannot do -------------------------------------------------------------------------------


def _fails(*_: object) -> None:
    raise ZeroDivisionError("of our own")


@pytest.mark.parametrize("name", ["_keep", "_save", "_picture"])
@pytest.mark.parametrize(
    ("outcome", "came_to"), [(HOLDS, ("not_checked", "fault")), (drifted("moved"), ("drifted", None))]
)
def test_what_cannot_be_kept_of_a_step_takes_no_change_away_and_lets_nothing_hold(
    tmp_path: Path, judge: Callable[..., StepResult], look: Look, monkeypatch: pytest.MonkeyPatch,
    name: str, outcome: Outcome, came_to: tuple[str, str | None],
) -> None:  # fmt: skip
    monkeypatch.setattr(Evidence, name, _fails)
    tried = _try(look, HOLDS, outcome)
    result = judge(tried, tried)

    assert (result.verdict, result.reason) == came_to
    assert result.claims[1].verdict == outcome.verdict
    assert result.fault == "faults/prov/steg-1.txt"
    assert "ZeroDivisionError: of our own" in (tmp_path / "reports/r1" / result.fault).read_text("utf-8")
    assert exit_code([result]) == 70


def test_a_picture_that_cannot_be_judged_is_told_as_that(
    judge: Callable[..., StepResult], look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("guidevakt.attempt.judge", _fails)
    picture = judge(_try(look, HOLDS, HOLDS)).picture

    assert picture is not None
    assert (picture.verdict, picture.reason) == ("not_checked", "fault")


def test_a_fault_that_the_next_try_did_not_meet_is_none(judge: Callable[..., StepResult], look: Look) -> None:
    fault = not_checked("fault")
    broken = _try(None, fault, fault, fault="faults/prov/steg-1.txt")

    assert judge(broken, _try(look, HOLDS, HOLDS)).fault is None
    assert judge(broken, broken).fault == "faults/prov/steg-1.txt"
    assert judge(broken, broken).reason == "fault"
