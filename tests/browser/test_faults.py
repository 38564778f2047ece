"""What dies under a walk, each killed for real, and a walk that is broken off: no step is lost."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page

from pages import Site
from tests.browser.loopback import Project
from tests.browser.walking import Walker

STAFF = "https://eslov.se/for-medarbetare/"
STEPS = [f"aterstall-{name}" for name in ("1", "2", "3", "3a", "3b", "3c", "lank")]


class Dying(Site):
    """Something befalls the walk each time it clicks on."""

    befall: Callable[[Page], None] | None = None

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._clicked = page

    def follow(self, element: Locator, **how: Any) -> Page:
        if Dying.befall:
            Dying.befall(self._clicked)
        return super().follow(element, **how)


def _end(page: Page, kind: str) -> None:
    assert page.context.browser is not None
    told = page.context.browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    for process in told["processInfo"]:
        if process["type"] == kind:
            os.kill(int(process["id"]), signal.SIGKILL)


def crash(page: Page) -> None:
    """Kill what draws the page."""
    _end(page, "renderer")


def kill(page: Page) -> None:
    """Kill the browser."""
    _end(page, "browser")


def raise_(page: Page) -> None:
    raise ZeroDivisionError("of our own")


@pytest.mark.parametrize(("befall", "told"), [(crash, "Error"), (kill, "Error"), (raise_, "ZeroDivisionError")])
def test_what_befalls_a_step_each_time_is_its_fault_and_the_next_goes_on(
    walk: Walker, own_browser: Callable[[], Browser], monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
    befall: Callable[[Page], None], told: str,
) -> None:  # fmt: skip
    walk.site = Dying
    walking = walk.begin("aterstall", own_browser)
    first = walking.step("aterstall-1")
    monkeypatch.setattr(Dying, "befall", staticmethod(befall))
    second = walking.step("aterstall-2")
    monkeypatch.setattr(Dying, "befall", None)
    third = walking.step("aterstall-3")
    walking.close()

    assert [(s.verdict, s.reason) for s in (first, second, third)] == [
        ("holds", None), ("not_checked", "fault"), ("holds", None),
    ]  # fmt: skip
    assert second.fault == "faults/losenord/aterstall-2.txt"
    assert told in (tmp_path / "reports" / "run" / second.fault).read_text("utf-8")


# -- the command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """The page of the second step does not answer the first time it is asked for: Playwright is inside a call."""
    (tmp_path / "faults.yaml").write_text(f'- {{url: "{STAFF}", hang: true, times: 1}}\n', "utf-8")
    return tmp_path


def children(process: int) -> Iterator[tuple[int, str]]:
    """The process's own processes, with their command lines."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if parent == process:
            yield int(folder.name), line


def befallen(project: Project, overlay: Path, befall: Callable[[int], None], *more: str) -> tuple[int, dict[str, Any]]:
    """Walk, let something befall the process once the first step has been told; the exit code and results.json."""
    file = overlay / "results.json"
    walked = ("--part", "aterstall", "--overlay", str(overlay), "--json", str(file))
    with project.begin("guidevakt", "verify", *walked, *more) as begun:
        assert begun.stdout is not None
        for line in begun.stdout:
            if " aterstall-1 " in line:
                befall(begun.pid)
                break
        try:
            out, err = begun.communicate(timeout=120)
        except subprocess.TimeoutExpired:
            os.killpg(begun.pid, signal.SIGKILL)
            raise
    assert "Traceback" not in out + err
    results = project.results(file)
    assert [step["id"] for step in results["steps"]] == STEPS
    assert results["summary"]["steps_total"] == len(STEPS)
    assert begun.returncode == results["summary"]["exit_code"]
    return begun.returncode, results


on_linux = pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for the processes in /proc")


@on_linux
def test_playwrights_own_process_is_started_anew(project: Project, overlay: Path) -> None:
    def kill_the_driver(process: int) -> None:
        (driver,) = (child for child, line in children(process) if "run-driver" in line)
        os.kill(driver, signal.SIGKILL)

    code, results = befallen(project, overlay, kill_the_driver)
    assert (code, {step["verdict"] for step in results["steps"]}) == (0, {"holds"})


@on_linux
def test_the_steps_of_workers_that_die_are_walked_by_others(project: Project, overlay: Path) -> None:
    killed = []

    def kill_the_workers(process: int) -> None:
        killed.extend(child for child, line in children(process) if "sys.stdin" in line)
        for child in killed:
            os.kill(child, signal.SIGKILL)

    code, results = befallen(project, overlay, kill_the_workers, "-n", "2")
    assert len(killed) == 2
    assert (code, {step["verdict"] for step in results["steps"]}) == (0, {"holds"})


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals to send")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_walk_that_is_broken_off_says_so_and_is_no_night(
    project: Project, nominal: object, overlay: Path, number: signal.Signals
) -> None:
    latest = project.results()["run"]["id"]
    code, results = befallen(project, overlay, lambda process: os.killpg(process, number))

    assert code == 130
    assert [step["reason"] for step in results["steps"]] == [None] + ["interrupted"] * 6
    assert project.results()["run"]["id"] == latest
    own = project.folder / "reports" / results["run"]["id"]
    assert project.results(own / "results.json") == results
    assert (own / "index.html").is_file()
