"""The run's test of itself: a detector that sees nothing, or that sees things, is found out before its run is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from playwright.sync_api import Browser

from guidevakt import canary, claims, guide
from guidevakt.outcome import Outcome, drifted
from guidevakt.verdict import Canary
from pages import Site
from tests.browser.loopback import Project
from tests.browser.walking import PROJECT, SETTINGS

UNTRUSTED = "Lita inte på den här kontrollen: Guidevakts självtest misslyckades"
#: Laid into a project's conftest.py: a detector that calls everything good.
BLIND = "\nfrom guidevakt import claims, outcome\nclaims.judge = lambda *_: outcome.Outcome('holds')\n"
Sing = Callable[[], Canary | None]


@pytest.fixture
def sing(browser_type_launch_args: dict[str, Any], launch_browser: Callable[..., Browser]) -> Sing:
    guides = [guide.read(PROJECT / "guides" / "losenord" / "guide.yaml", Site.pages)]

    def launch(args: Sequence[str]) -> Browser:
        return launch_browser(args=[*browser_type_launch_args["args"], *args])

    return lambda: canary.sing(Site, guides, launch, SETTINGS)


def test_a_detector_that_works_catches_the_planted_change_and_leaves_the_harmless_one(sing: Sing) -> None:
    assert sing() == Canary(caught=True, quiet=True)


def test_a_detector_that_sees_nothing_is_found_out(sing: Sing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "judge", lambda *_: Outcome("holds"))
    assert sing() == Canary(caught=False, quiet=True)


def test_a_detector_that_sees_things_is_found_out(sing: Sing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "judge", lambda *_: drifted("renamed"))
    found = sing()
    assert found
    assert not found.quiet


def test_a_browser_that_does_not_start_is_a_failed_canary() -> None:
    def launch(args: Sequence[str]) -> Browser:
        raise OSError("no browser")

    guides = [guide.read(PROJECT / "guides" / "losenord" / "guide.yaml", Site.pages)]
    assert canary.sing(Site, guides, launch, SETTINGS) == Canary(caught=False, quiet=False)


def test_a_run_with_a_good_canary_is_told_as_ever(project: Project) -> None:
    ran = project.run("guidevakt", "verify", "--canary", "--step", "aterstall-1")
    results = project.results()
    assert (ran.code, results["run"]["canary"]) == (0, {"caught": True, "quiet": True})
    assert UNTRUSTED not in ran.out


def test_a_run_whose_canary_fails_is_headed_by_that_and_ends_with_3(project: Project) -> None:
    conftest = project.folder / "conftest.py"
    whole = conftest.read_text("utf-8")
    conftest.write_text(whole + BLIND, "utf-8")
    try:
        ran = project.run("guidevakt", "verify", "--canary", "--step", "aterstall-2")
        under_pytest = project.run(
            "pytest", "tests/test_guides.py", "--canary", "-k", "aterstall-2", "-q", "-p", "no:cacheprovider"
        )
    finally:
        conftest.write_text(whole, "utf-8")
    results = project.results()
    page = (project.folder / "reports" / "latest" / "index.html").read_text("utf-8")
    assert (ran.code, results["summary"]["exit_code"]) == (3, 3)
    assert results["run"]["canary"] == {"caught": False, "quiet": True}
    assert f"{UNTRUSTED}." in ran.out
    assert f"<title>{UNTRUSTED} – Guidevakt</title>" in page
    assert under_pytest.code == 1
