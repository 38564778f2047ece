"""Earlier nights in the report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from guidevakt.history import HostRange, Night, Nights, Strip
from guidevakt.report import write
from guidevakt.verdict import ClaimResult, HostResult, RunResult, StepResult


def strip_of(*verdicts: Any) -> Nights:
    """The nights of step `a`, the newest on 22 November; None is a night without a check."""
    last = date(2026, 11, 22)
    shown = tuple(
        Night(last - timedelta(days=back), verdict)
        for back, verdict in zip(reversed(range(len(verdicts))), verdicts, strict=True)
    )
    strip = Strip("losenord", "a", shown, date(2026, 11, 20))
    return Nights({("losenord", "a"): strip}, {"eslov.se": HostRange("eslov.se", 200, 400, 30)}, undelivered=1)


class Reader(HTMLParser):
    """What the page says, and the cells of its strips."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.cells = "", []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "i":
            facts = dict(attrs)
            self.cells.append((facts.get("class"), facts["title"]))

    def handle_data(self, data: str) -> None:
        self.text = f"{self.text} {' '.join(data.split())}"


@pytest.fixture
def shown(
    make_claim: Callable[..., ClaimResult], make_step: Callable[..., StepResult], make_run: Callable[..., RunResult],
    tmp_path: Path,
) -> Callable[..., Reader]:  # fmt: skip
    """The report of a run in which one step drifted, with the nights before it."""

    def show(nights: Nights, *hosts: HostResult, target: str = "live") -> Reader:
        step = make_step(make_claim("drifted", change="removed", held_before=True), id="a", verdict="drifted")
        result = make_run(step, target=target).model_copy(update={"hosts": hosts})
        return Reader(write(result, tmp_path, tmp_path, nights).read_text("utf-8"))

    return show


def test_a_step_shows_its_nights_and_when_it_held_last(shown: Callable[..., Reader]) -> None:
    page = shown(strip_of(None, "holds", None, "drifted"))

    assert "Stämde 1 av 2 nätter. Stämde senast 20 november 2026." in page.text
    assert page.cells == [
        ("holds", "20 november 2026: stämmer"),
        (None, "21 november 2026: ingen kontroll"),
        ("drifted", "22 november 2026: stämmer inte"),
    ]


def test_practice_is_not_told_as_a_night(shown: Callable[..., Reader]) -> None:
    host = HostResult(host="eslov.se", answer_ms=100, certificate_until="2999-01-01T00:00:00+00:00")
    page = shown(replace(strip_of("holds", "drifted"), is_own=False), host, target="replica")

    assert "Nattkontrollen: stämde 1 av 2 nätter. Stämde senast 20 november 2026." in page.text
    assert "Svarade på 0,1 sekunder." in page.text
    assert "Certifikatet" not in page.text


def test_one_night_alone_is_no_strip(shown: Callable[..., Reader]) -> None:
    assert shown(strip_of("drifted")).cells == []


def test_alerts_that_did_not_come_through_are_told(shown: Callable[..., Reader]) -> None:
    page = shown(strip_of("drifted"))

    assert "1 larm har inte gått att skicka än. De skickas med nästa körning." in page.text


def test_how_the_sites_answered_stands_beside_what_is_usual(shown: Callable[..., Reader]) -> None:
    host = HostResult(
        host="eslov.se", answer_ms=900, certificate_until="2026-12-01T00:00:00+00:00",
        redirects=(("http://eslov.se/", "https://eslov.se/"),),
    )  # fmt: skip
    page = shown(strip_of("drifted"), host)

    assert "Svarade på 0,9 sekunder, det brukar ta 0,2–0,4. Det är långsammare än vanligt." in page.text
    assert "Certifikatet gäller 8 dagar till. Det behöver förnyas snart." in page.text
    assert "Leder vidare: http://eslov.se/ → https://eslov.se/" in page.text
