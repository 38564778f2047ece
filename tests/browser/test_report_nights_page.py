"""Nights, hosts and undelivered alerts in the report, for everyone and on any screen."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from guidevakt.history import HostRange, Night, Nights, Strip
from guidevakt.report import write
from guidevakt.verdict import ClaimResult, HostResult, Run, RunResult, StepResult, Verdict, summarise

LAST = date(2026, 11, 22)
TURNS: tuple[Verdict | None, ...] = ("holds", "drifted", "looks_different", "not_checked", "awaiting_review", None)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """The report of a run with 90 nights of every kind before it."""
    claim = ClaimResult(kind="link", expected="Nästa", verdict="drifted", change="removed", held_before=True)
    steps = (
        StepResult(guide="g", part="p", id="a", text="Klicka på Nästa", verdict="drifted", claims=(claim,)),
        StepResult(guide="g", part="p", id="b", text="Klicka på Nästa", verdict="holds"),
    )
    at = "2026-11-22T02:15:00+00:00"
    hosts = (
        HostResult(
            host="eslov.se", answer_ms=900, certificate_until=at,
            redirects=(("http://eslov.se/en/mycket/lång/adress/som/inte/får/plats", "https://eslov.se/"),),
        ),
    )  # fmt: skip
    run = Run(id="r", started=at, finished=at, target="live")
    result = RunResult(run=run, summary=summarise(steps), steps=steps, hosts=hosts)
    nights = tuple(Night(LAST - timedelta(days=89 - n), TURNS[n % len(TURNS)]) for n in range(90))
    strips = {("g", step.id): Strip("g", step.id, nights, LAST) for step in steps}
    return write(result, tmp_path, tmp_path, Nights(strips, {"eslov.se": HostRange("eslov.se", 200, 400, 30)}, 1))


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nights_can_be_read_by_everyone(page: Page, report: Path, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(report.as_uri())
    page.locator("summary").first.click()

    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".nights").first.locator("i").count() == 90
