"""A seeded sample of the drift table. The whole of it is `make drift`."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from guidevakt import guide
from guidevakt.drift import cases, command, nominal
from guidevakt.drift.cases import Case
from guidevakt.drift.judged import Said, Tried
from guidevakt.drift.table import table
from guidevakt.drift.touches import of_guide
from guidevakt.drift.walker import DriftWalker
from pages import Site
from replica.drift import OPERATORS
from tests.browser.loopback import Project
from tests.browser.walking import PROJECT

SEED = 4
LOSENORD = guide.read(PROJECT / "guides" / "losenord" / "guide.yaml", Site.pages)
#: Each costs a wait of seconds, or a browser of its own: they are tried by `make drift`.
SLOW = {"one-timeout", "name-not-found", "slow-10"}


def sample() -> dict[str, list[Case]]:
    """Of each family one that breaks the guide and one that does not, and pairs of both."""
    chance = random.Random(SEED)
    touches = {LOSENORD.id: of_guide(LOSENORD, Site.pages)}
    whole = [case for case in cases.plan([LOSENORD], touches).cases if case.operator not in SLOW]
    families = sorted({operator.family for operator in OPERATORS.values()})
    found: dict[str, list[Case]] = {"breaking": [], "benign": []}
    for family in families:
        for kind, chosen in found.items():
            of = [c for c in whole if OPERATORS[c.operator].family == family
                  and OPERATORS[c.operator].breaking is (kind == "breaking")]  # fmt: skip
            chosen += chance.sample(of, min(1, len(of)))
    paired = cases.pairs([case for case in whole if OPERATORS[case.operator].family == "text"], touches, SEED)
    return {**found, "paired": chance.sample([c for c in paired if c.on_top not in SLOW], 4)}


@pytest.fixture(scope="module")
def walker(
    browser_type_launch_args: dict[str, Any],
    launch_browser: Callable[..., Browser],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[DriftWalker]:
    def launch(args: Sequence[str]) -> Browser:
        return launch_browser(args=[*browser_type_launch_args["args"], *args])

    walker = DriftWalker(Site, [LOSENORD], tmp_path_factory.mktemp("drift"), launch)
    nominal.approve(walker, [(LOSENORD.id, "registrera")])
    yield walker
    walker.close()


@pytest.mark.parametrize("kind", ["breaking", "benign", "paired"])
def test_a_sample_is_reported_as_it_must_be(walker: DriftWalker, kind: str) -> None:
    tried = [walker.try_(case) for case in sample()[kind]]
    assert {one.case.name: one.why for one in tried if one.why} == {}


def test_the_command_writes_the_table_and_ends_as_its_goals_say(project: Project) -> None:
    history = project.folder / "reports" / "history.db"
    kept = history.read_bytes() if history.exists() else None
    runs = set((project.folder / "reports").glob("*/results.json"))
    ran = project.run("guidevakt", "drift", "--operator", "word-order", "--step", "aterstall-2", "-n", "1")
    folder = project.folder / "reports" / "drift"
    data = json.loads((folder / "drift.json").read_text("utf-8"))
    assert ran.code == 0, ran.out + ran.err
    assert {case["case"]["on_top"] is None for case in data["cases"]} == {True, False}
    assert "word-order" in (folder / "drift.md").read_text("utf-8")
    assert "1/1 changes caught" in (folder / "index.html").read_text("utf-8")
    assert "1/1 upptäckta" in ran.out
    assert (history.read_bytes() if history.exists() else None) == kept
    assert set((project.folder / "reports").glob("*/results.json")) == runs  # a drift is no run


@pytest.mark.skipif(sys.platform == "win32", reason="needs ps and SIGKILL")
def test_a_command_that_is_killed_leaves_no_process_behind(project: Project) -> None:
    asked = [sys.executable, "-m", "guidevakt", "drift", "--operator", "disabled", "-n", "1", "--no-pairs"]
    running = subprocess.Popen(asked, cwd=project.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: any("headless" in told for told in below(running.pid).values()), 30)
        begun = below(running.pid)
    finally:
        running.kill()
        running.wait()
    wait_until(lambda: not begun.keys() & alive().keys(), 15)


def alive() -> dict[int, tuple[int, str]]:
    """Every process that has not ended: its parent, and its command."""
    told = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True)
    rows = [line.split(None, 3) for line in told.stdout.splitlines()]
    return {int(pid): (int(parent), args) for pid, parent, state, args in rows if not state.startswith("Z")}


def below(pid: int) -> dict[int, str]:
    """The processes that one has started, theirs included."""
    found, processes = {pid}, alive()
    while more := {p for p, (parent, _) in processes.items() if parent in found} - found:
        found |= more
    return {p: processes[p][1] for p in found - {pid} if p in processes}


def wait_until(holds: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        threading.Event().wait(0.1)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_tables_page_can_be_used_by_all(page: Page, width: int) -> None:
    touches = {LOSENORD.id: of_guide(LOSENORD, Site.pages)}
    planned = cases.plan([LOSENORD], touches)
    said = Said("aterstall-2", "För dig som är medarbetare", "drifted", "removed")
    tried = [Tried(case, False, False, False, None, None, False, (said,), f"must be x; was: {said}")
             for case in planned.cases if OPERATORS[case.operator].breaking]  # fmt: skip
    page.set_viewport_size({"width": width, "height": 900})
    page.set_content(command.render(table(tried, planned.equivalent, 1, len(tried), 1, "today on every part")))
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
