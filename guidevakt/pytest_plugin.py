"""The walk as tests: one test per step, one walk per part, results.json at the end. The only module with pytest.

With pytest-xdist the controller runs the practice server and writes the results; each part is walked whole by one
worker, and its steps come back with the test reports.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright

from guidevakt import faults, plan, run, save, sentences
from guidevakt.driver import Driver
from guidevakt.guide import Guide, Part, Step
from guidevakt.plan import Options, Session
from guidevakt.refused import Refused
from guidevakt.run import Walked
from guidevakt.sentences import commands
from guidevakt.unjudged import unjudged
from guidevakt.verdict import REASONS_BY_DESIGN, Canary, Environment, HostResult, RunResult, StepResult
from guidevakt.walks import Walks


class Hooks:
    """What conftest.py and the command line may answer to."""

    @pytest.hookspec(firstresult=True)
    def pytest_guidevakt_site(self) -> type[Any]:  # type: ignore[empty-body]
        """The Site of pages/."""

    @pytest.hookspec
    def pytest_guidevakt_begin(self, target: str, titles: dict[str, str], guides: list[str]) -> None:
        """All that was asked for can be walked, and is about to be; `titles` are by guide and guide/part."""

    @pytest.hookspec
    def pytest_guidevakt_step(self, step: StepResult) -> None:
        """A step has been judged."""

    @pytest.hookspec
    def pytest_guidevakt_end(self, result: RunResult, page: Path) -> None:
        """The run's results are written, and its report; `page` is results.json where the report could not be."""


_SESSION = pytest.StashKey[Session]()
_WALKED = pytest.StashKey[Walked]()
_ATTRIBUTE = "guidevakt"
#: A step of a guide, as guide/part/step: it ends the name of its test.
Key = str


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of `guidevakt verify`, for pytest."""
    group = parser.getgroup("guidevakt", "guides")
    kinds = ("replica", "recording", "live")
    group.addoption("--target", dest="guidevakt_target", choices=kinds, help="what is walked")
    for name in ("guide", "part", "step"):
        group.addoption(f"--{name}", dest=f"guidevakt_{name}", help=f"walk only the {name} of this id")
    group.addoption("--overlay", dest="guidevakt_overlay", help="a folder that lies over the replica or recording")
    group.addoption("--results", dest="guidevakt_json", help="write results.json there as well")
    group.addoption("--record-to", dest="guidevakt_record", help="folder for the recordings of a live walk")
    canary = argparse.BooleanOptionalAction
    group.addoption("--canary", dest="guidevakt_canary", action=canary, help="test Guidevakt itself before the walk")
    group.addoption("--replica", dest="guidevakt_handle", help="file with the line that `python -m replica` printed")


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Our own hooks."""
    pluginmanager.add_hookspecs(Hooks)


# -- collection ----------------------------------------------------------------------------------------------------


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> int | None:
    """Read settings, guides and overlay before anything else: a fault in them is told in a sentence, and exit 2."""
    if config.getoption("help", False) or not (config.rootpath / "guides").is_dir():
        return None
    try:
        site = config.hook.pytest_guidevakt_site()
        told = json.loads(getattr(config, "workerinput", {}).get(_ATTRIBUTE, "{}"))
        made = plan.made(config.rootpath, _options(config), site.pages if site else None, told)
    except Refused as refused:
        sys.stderr.write(f"{refused}\n")
        return 2
    session = config.stash[_SESSION] = Session(made, site=site)
    config.add_cleanup(session.stack.close)
    named = [guide.title for guide in made.guides]
    config.hook.pytest_guidevakt_begin(target=made.kind, titles=run.titles(made.guides), guides=named)
    return None


def _options(config: pytest.Config) -> Options:
    given = {f.name: config.getoption(f"guidevakt_{f.name}") for f in fields(Options) if f.name != "workers"}
    return Options(**given, workers=bool(config.getoption("numprocesses", None)))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test per step of each guide."""
    if "guide_step" not in metafunc.fixturenames:
        return
    found = metafunc.config.stash[_SESSION].plan.steps
    metafunc.parametrize("guide_step", found, ids=[f"{g.id}/{p.id}/{s}" for g, p, s in found], scope="function")


# -- walking -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def walks(
    request: pytest.FixtureRequest,
    playwright: Playwright,
    browser_type_launch_args: dict[str, Any],
) -> Iterator[Walks]:
    """The walks of this process; closed before the browser is, so that traces and recordings are written."""
    session, options = request.config.stash[_SESSION], browser_type_launch_args

    def launch(running: Playwright, args: Sequence[str]) -> Browser:
        # A signal is for us to hear: the driver would close the browser, and end, under our hands.
        deaf = dict.fromkeys(("handle_sigint", "handle_sigterm", "handle_sighup"), False)
        return running.chromium.launch(**{**options, **deaf, "args": [*options.get("args", []), *args]})

    driver = Driver(playwright, launch)
    tracing = request.config.getoption("--tracing", "off") != "off"
    traces = Path(request.config.getoption("--output")) if tracing else None
    found = Walks(session, driver.launch, traces)
    yield found
    found.close()
    driver.close()


class Walker:
    """One step of a guide, to be walked by its test."""

    def __init__(self, walks: Walks, guide: Guide, part: Part, step: str, item: pytest.Item) -> None:
        self._walks, self._of, self._item = walks, (guide, part, step), item

    def walk(self) -> None:
        """Walk to the step and judge it: passes, skips what can never be checked here, or fails in Swedish."""
        walked = self._item.stash[_WALKED] = self._walks.step(*self._of)
        step = walked.step
        if step.refused:
            pytest.fail(step.refused, pytrace=False)
        if step.verdict == "not_checked" and step.reason in REASONS_BY_DESIGN:
            pytest.skip(sentences.verdict(step))
        if step.verdict not in ("holds", "awaiting_review"):
            pytest.fail("\n".join([sentences.verdict(step), *commands.findings(step)]), pytrace=False)


@pytest.fixture
def walker(guide_step: tuple[Guide, Part, str], walks: Walks, request: pytest.FixtureRequest) -> Walker:
    """The test's own step."""
    return Walker(walks, *guide_step, request.node)


# -- results -------------------------------------------------------------------------------------------------------


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Let the step travel with the report: with xdist it is all that comes back from a worker."""
    report = yield
    walked = item.stash.get(_WALKED, None)
    if walked and call.when == "call":
        data = {**asdict(walked), "step": walked.step.model_dump(mode="json")}
        data["hosts"] = [host.model_dump(mode="json") for host in walked.hosts]
        for name in ("environment", "canary"):
            value = getattr(walked, name)
            data[name] = value.model_dump(mode="json") if value else None
        report.guidevakt = data
    return report


class Collector:
    """Gathers the steps in the process that writes the results. Every step that was planned is among them, once."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._planned: dict[Key, tuple[Guide, Part, Step]] = {}
        self._walked: dict[Key, Walked] = {}
        self._lost: dict[Key, str] = {}  # what pytest tells of a step that brought no result
        self._faults: list[str] = []
        self._begun = self._broken_off = False

    # -- what is planned -----------------------------------------------------------------------------------------

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """What is left to walk once pytest's own choices, -k among them, have been made."""
        self._plan(item.nodeid for item in session.items)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: Sequence[str]) -> None:
        """The same where workers collect."""
        self._plan(ids)

    def _plan(self, nodeids: Iterable[str]) -> None:
        own, chosen = self._config.stash.get(_SESSION, None), set(nodeids)
        for guide, part, step in own.plan.steps if own else ():
            if any(nodeid.endswith(f"{guide.id}/{part.id}/{step}]") for nodeid in chosen):
                whole = next(s for s in part.steps if s.id == step)
                self._planned[f"{guide.id}/{part.id}/{step}"] = guide, part, whole

    def _key(self, nodeid: str) -> Key | None:
        return next((key for key in self._planned if nodeid.endswith(f"{key}]")), None)

    # -- what comes back -----------------------------------------------------------------------------------------

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """From the first step on there is a run."""
        self._begun = self._begun or self._key(nodeid) is not None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A step came back, from here or from a worker; or word that it will not."""
        key, data = self._key(report.nodeid), getattr(report, _ATTRIBUTE, None)
        if key and data and key not in self._walked:
            self._came(key, _walked(data))
        elif key and report.failed and not data and key in self._walked:  # in closing, or in dying
            self._fault(report.longreprtext)
        elif key and report.failed and not data:
            self._lost.setdefault(key, report.longreprtext)

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Broken off by hand; pytest and xdist stop by kinds of their own, as where a worker was broken off first."""
        self._broken_off = excinfo.type is KeyboardInterrupt or "keyboard-interrupt" in str(excinfo.value)

    def pytest_internalerror(self, excrepr: object) -> None:
        """A fault beside the steps: the run says so."""
        self._fault(str(excrepr))

    def _fault(self, fault: BaseException | str) -> None:
        own = self._config.stash.get(_SESSION, None)
        if own:
            folder = run.folder_of(own.plan.project, own.plan.run_id)
            self._faults.append(commands.own_fault(folder / faults.keep(folder, "guidevakt", fault)))

    def _came(self, key: Key, walked: Walked) -> None:
        self._walked[key] = walked
        try:
            self._config.hook.pytest_guidevakt_step(step=walked.step)
        except Exception as fault:  # that it cannot be told takes nothing from what it came to
            self._fault(fault)

    # -- what is written -----------------------------------------------------------------------------------------

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write results.json and the report, before anything is closed that could go wrong in closing."""
        own = self._config.stash.get(_SESSION, None)
        if own is None or not self._begun:
            return
        stopped = session.shouldstop or session.shouldfail
        self._broken_off = self._broken_off or bool(stopped and self._config.getoption("maxfail", 0))
        for key in [key for key in self._planned if key not in self._walked]:
            self._came(key, Walked(self._missing(own, key)))
        result = self._assembled(own)
        also = self._config.getoption("guidevakt_json")
        met = {page: address for walked in self._walked.values() for page, address in walked.met.items()}
        labels = {page: read for walked in self._walked.values() for page, read in walked.labels.items()}
        saved = save.save(own.plan.project, result, met, labels, Path(also) if also else None)
        if saved.result.run.untrusted or saved.result.run.faults:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        page = saved.report or run.folder_of(own.plan.project, own.plan.run_id) / save.RESULTS
        self._config.hook.pytest_guidevakt_end(result=saved.result, page=page)

    def _missing(self, own: Session, key: Key) -> StepResult:
        """A planned step that no result came of: the run was broken off before it, or what walked it died."""
        guide, part, step = self._planned[key]
        if self._broken_off:
            return unjudged(guide, part, step, "interrupted", own.owner(step))
        folder = run.folder_of(own.plan.project, own.plan.run_id)
        told = self._lost.get(key, "No result came of this step: what walked it has died.")
        kept = faults.keep(folder, f"{guide.id}/{step.id}", told)
        return unjudged(guide, part, step, "fault", own.owner(step), fault=kept)

    def _assembled(self, own: Session) -> RunResult:
        asked, walked = own.plan, list(self._walked.values())
        whole = not self._broken_off and len(walked) == sum(len(guide.steps) for guide in asked.guides)
        try:
            before = run.before(asked.project, asked.kind, asked.guides)
        except Refused as refused:
            before = run.NOTHING_KNOWN
            self._faults.append(str(refused))
        return run.assemble(
            asked.run_id, asked.started, asked.kind, asked.overlay_name, asked.guides, walked, before, whole,
            self._faults,
        )  # fmt: skip

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Where the report lies, under pytest's own output."""
        session = self._config.stash.get(_SESSION, None)
        if session and self._begun:
            folder = run.folder_of(session.plan.project, session.plan.run_id)
            terminalreporter.write_line(f"Rapport: {folder / 'index.html'}")


def _walked(data: dict[str, Any]) -> Walked:
    """What came with a report, as it was when it left."""
    seen = Environment.model_validate(data["environment"]) if data["environment"] else None
    sung = Canary.model_validate(data["canary"]) if data["canary"] else None
    hosts = tuple(map(HostResult.model_validate, data["hosts"]))
    step = StepResult.model_validate(data["step"])
    return Walked(**{**data, "step": step, "hosts": hosts, "environment": seen, "canary": sung})


def pytest_configure(config: pytest.Config) -> None:
    """Results are written where the reports come together: by the controller, or where there are no workers."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Collector(config), "guidevakt-collector")
    if config.pluginmanager.hasplugin("xdist"):
        config.pluginmanager.register(Distribution(config), "guidevakt-distribution")


class Distribution:
    """With pytest-xdist: one server for all workers, and each part whole in one of them."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Tell a worker which run it is part of, and where the server answers."""
        session = self._config.stash[_SESSION]
        told: dict[str, Any] = {"run": session.plan.run_id}
        if session.plan.kind != "live":
            handle = session.open().handle
            told["handle"] = handle.as_json() if handle else None
        node.workerinput[_ATTRIBUTE] = json.dumps(told)

    @pytest.hookimpl(optionalhook=True, tryfirst=True)
    def pytest_xdist_make_scheduler(self, config: pytest.Config, log: Any) -> Any:
        """xdist's own `loadgroup` does nothing on pytest 9.2.0 (design.md, "Found out")."""
        from xdist.scheduler import LoadScopeScheduling

        class ByPart(LoadScopeScheduling):  # type: ignore[misc]
            def _split_scope(self, nodeid: str) -> str:
                return nodeid.rpartition("/")[0] if nodeid.endswith("]") and "test_guides.py::" in nodeid else nodeid

        return ByPart(config, log)
