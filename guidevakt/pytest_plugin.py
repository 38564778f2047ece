"""The walk as tests: one test per step, one walk per part, results.json at the end. The only module with pytest.

With pytest-xdist the controller runs the practice server and writes the results; each part is walked whole by one
worker, and its steps come back with the test reports.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from guidevakt import plan, run, sentences
from guidevakt.guide import Guide, Part
from guidevakt.plan import Options, Session
from guidevakt.refused import Refused
from guidevakt.run import Walked
from guidevakt.sentences import commands
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
        """The run's results are written, and its report."""


_SESSION = pytest.StashKey[Session]()
_WALKED = pytest.StashKey[Walked]()
_REFUSED = pytest.StashKey[str]()
_ATTRIBUTE = "guidevakt"


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
    launch_browser: Callable[..., Browser],
    browser_type_launch_args: dict[str, Any],
) -> Iterator[Walks]:
    """The walks of this process; closed before the browser is, so that traces and recordings are written."""
    session = request.config.stash[_SESSION]

    def launch(args: Sequence[str]) -> Browser:
        return launch_browser(args=[*browser_type_launch_args.get("args", []), *args])

    tracing = request.config.getoption("--tracing", "off") != "off"
    traces = Path(request.config.getoption("--output")) if tracing else None
    found = Walks(session, launch, traces)
    yield found
    found.close()


class Walker:
    """One step of a guide, to be walked by its test."""

    def __init__(self, walks: Walks, guide: Guide, part: Part, step: str, item: pytest.Item) -> None:
        self._walks, self._of, self._item = walks, (guide, part, step), item

    def walk(self) -> None:
        """Walk to the step and judge it: passes, skips what can never be checked here, or fails in Swedish."""
        try:
            walked = self._walks.step(*self._of)
        except Refused as refused:
            self._item.stash[_REFUSED] = str(refused)
            pytest.fail(str(refused), pytrace=False)
        self._item.stash[_WALKED] = walked
        step = walked.step
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
    report.guidevakt_refused = item.stash.get(_REFUSED, None)
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
    """Gathers the steps in the process that writes the results."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._walked: list[Walked] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A step came back, from here or from a worker."""
        data = getattr(report, _ATTRIBUTE, None)
        if data:
            seen = Environment.model_validate(data["environment"]) if data["environment"] else None
            sung = Canary.model_validate(data["canary"]) if data["canary"] else None
            hosts = tuple(map(HostResult.model_validate, data["hosts"]))
            step = StepResult.model_validate(data["step"])
            walked = Walked(**{**data, "step": step, "hosts": hosts, "environment": seen, "canary": sung})
            self._walked.append(walked)
            self._config.hook.pytest_guidevakt_step(step=walked.step)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write results.json and the report. A run that cannot be trusted has failed, whatever its tests say."""
        own = self._config.stash.get(_SESSION, None)
        if own is None or not self._walked:
            return
        asked = own.plan
        whole = len(self._walked) == sum(len(guide.steps) for guide in asked.guides)  # all, and none cut short
        before = run.before(asked.project, asked.kind, asked.guides)
        result = run.assemble(
            asked.run_id, asked.started, asked.kind, asked.overlay_name, asked.guides, self._walked, before, whole
        )  # fmt: skip
        met = {page: address for walked in self._walked for page, address in walked.met.items()}
        labels = {page: read for walked in self._walked for page, read in walked.labels.items()}
        try:
            page = run.save(asked.project, result, met, labels)
        except Refused as refused:
            sys.stderr.write(f"{refused}\n")
            page = run.folder_of(asked.project, asked.run_id) / "index.html"
        also = self._config.getoption("guidevakt_json")
        if also:
            Path(also).write_text(result.to_json(), encoding="utf-8")
        if result.run.untrusted:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        self._config.hook.pytest_guidevakt_end(result=result, page=page)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Where the report lies, under pytest's own output."""
        session = self._config.stash.get(_SESSION, None)
        if session and self._walked:
            folder = run.folder_of(session.plan.project, session.plan.run_id)
            terminalreporter.write_line(f"Rapport: {folder / 'index.html'}")


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
