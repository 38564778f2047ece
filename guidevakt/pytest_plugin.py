"""The walk as tests: one test per step, one walk per part, results.json at the end. The only module with pytest.

With pytest-xdist the controller runs the practice server and writes the results; each part is walked whole by one
worker, and its steps come back with the test reports.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from guidevakt import addresses, canary, run, sentences, settings, target
from guidevakt import guide as guides_
from guidevakt.attempt import Evidence
from guidevakt.guide import Guide, Part
from guidevakt.history import History
from guidevakt.refused import Refused
from guidevakt.run import Walked
from guidevakt.sentences import commands
from guidevakt.target import BrowserKeeper, Target
from guidevakt.verdict import REASONS_BY_DESIGN, Canary, Environment, HostResult, RunResult, StepResult
from guidevakt.walk import SignedIn, Surroundings, Walk
from replica.handle import Handle


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


@dataclass(frozen=True)
class Plan:
    """What is to be walked, as told by options and pyproject.toml."""

    project: Path
    settings: settings.Settings
    kind: Any
    overlay: Path | None
    guides: tuple[Guide, ...]
    run_id: str
    started: datetime
    record: Path | None
    canary: bool
    handle: Handle | None = None


@dataclass
class Session:
    """The run in this process: the plan, and what has been walked."""

    plan: Plan
    stack: ExitStack = field(default_factory=ExitStack)
    target: Target | None = None
    site: type[Any] | None = None

    def open(self) -> Target:
        """The target, opened the first time it is asked for."""
        if self.target is None:
            plan = self.plan
            overlay = str(plan.overlay) if plan.overlay else None
            if plan.handle:
                self.target = target.attached(plan.kind, plan.settings, plan.handle, overlay)
            else:
                hosts = self.hosts()
                opened = target.opened(plan.kind, plan.settings, plan.project, plan.overlay, hosts)
                self.target = self.stack.enter_context(opened)
        return self.target

    def hosts(self) -> set[str]:
        """The hosts of the guides' own pages."""
        pages = self.site.pages.values() if self.site else ()
        return {addresses.host(page.url) for page in pages if page.url}


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
        session = Session(_plan(config), site=config.hook.pytest_guidevakt_site())
    except Refused as refused:
        sys.stderr.write(f"{refused}\n")
        return 2
    config.stash[_SESSION] = session
    config.add_cleanup(session.stack.close)
    named = [guide.title for guide in session.plan.guides]
    config.hook.pytest_guidevakt_begin(target=session.plan.kind, titles=run.titles(session.plan.guides), guides=named)
    return None


def _plan(config: pytest.Config) -> Plan:
    """What the options say; in a worker, what the controller says. Raises Refused."""
    project = config.rootpath
    told: dict[str, Any] = json.loads(getattr(config, "workerinput", {}).get(_ATTRIBUTE, "{}"))
    found = settings.read(project)
    kind = config.getoption("guidevakt_target") or found.target
    overlay = config.getoption("guidevakt_overlay")
    if overlay and kind == "live":
        raise Refused("--overlay kan inte användas med --target live: det lägger sig över övningskopian.")
    if kind == "live" and config.getoption("numprocesses", None):
        raise Refused("-n kan inte användas med --target live: de riktiga webbplatserna besöks av en i taget.")
    if overlay:
        target.read_overlay(Path(overlay))
    if kind == "recording":
        target.read_recording(project / found.recording)
    site = config.hook.pytest_guidevakt_site()
    guides = guides_.read_all(project / "guides", site.pages if site else None)
    handle = told.get("handle") or _handle(config.getoption("guidevakt_handle"))
    record = config.getoption("guidevakt_record")
    now = datetime.now(UTC)
    return Plan(
        project=project,
        settings=found,
        kind=kind,
        overlay=Path(overlay) if overlay else None,
        guides=_chosen(config, guides),
        run_id=told.get("run") or run.new_id(now),
        started=now,
        record=Path(record) if record else None,
        canary=kind != "replica" if (wanted := config.getoption("guidevakt_canary")) is None else wanted,
        handle=Handle.from_json(handle) if handle else None,
    )


def _handle(file: str | None) -> dict[str, Any] | None:
    try:
        return dict(json.loads(Path(file).read_text())) if file else None
    except (OSError, ValueError, TypeError):
        raise Refused(f"{file}: filen ska ha raden som python -m replica skriver.") from None


def _chosen(config: pytest.Config, guides: tuple[Guide, ...]) -> tuple[Guide, ...]:
    """The guides, parts and steps that the options name. Raises Refused for an id that is nowhere."""
    for name, ids in (
        ("guide", {g.id for g in guides}),
        ("part", {p.id for g in guides for p in g.parts}),
        ("step", {s.id for g in guides for s in g.steps}),
    ):
        wanted = config.getoption(f"guidevakt_{name}")
        if wanted and wanted not in ids:
            raise Refused(f"--{name} {wanted}: finns inte. Tillåtna är {', '.join(sorted(ids))}.")
    guide, part, step = (config.getoption(f"guidevakt_{name}") for name in ("guide", "part", "step"))
    chosen = tuple(g for g in guides if guide in (None, g.id))
    if not any(part in (None, p.id) and step in (None, s.id) for g in chosen for p in g.parts for s in p.steps):
        raise Refused("--guide, --part och --step utesluter varandra: inget steg blir kvar.")
    return chosen


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test per step of each guide."""
    if "guide_step" not in metafunc.fixturenames:
        return
    plan = metafunc.config.stash[_SESSION].plan
    part, step = metafunc.config.getoption("guidevakt_part"), metafunc.config.getoption("guidevakt_step")
    found = [
        (g, p, s.id) for g in plan.guides for p in g.parts for s in p.steps
        if part in (None, p.id) and step in (None, s.id)
    ]  # fmt: skip
    metafunc.parametrize("guide_step", found, ids=[f"{g.id}/{p.id}/{s}" for g, p, s in found], scope="function")


# -- walking -------------------------------------------------------------------------------------------------------


class Walks:
    """The walks of this process, one for each part that has been begun."""

    def __init__(self, session: Session, launch: Callable[[Sequence[str]], Browser], traces: Path | None) -> None:
        self._session, self._launch, self._traces = session, launch, traces
        self._walks: dict[tuple[str, str], Walk] = {}
        self._around: Surroundings | None = None
        self._canary: Canary | None = None
        self._stopped = False

    def step(self, guide: Guide, part: Part, step: str) -> Walked:
        """Walk on to the step; the part's walk begins with the first step of it that is asked for.

        Raises Refused where an approved picture cannot be read, or where somebody is signed in: then nothing more is
        walked, and what was seen is thrown away.
        """
        if self._stopped:
            raise Refused(commands.SIGNED_IN)
        around = self._surroundings()
        key = (guide.id, part.id)
        begun = None
        if key not in self._walks:
            self.close()  # parts come one after the other
            self._walks[key] = Walk(around, guide, part)
            begun = "/".join(key)
        sent, blocked = around.counts.forms_sent, around.counts.blocked
        try:
            result = self._walks[key].step(step)
        except SignedIn:
            self._stopped = True
            shutil.rmtree(around.evidence.folder, ignore_errors=True)
            raise Refused(commands.SIGNED_IN) from None
        return Walked(
            result, around.counts.forms_sent - sent, around.counts.blocked - blocked, begun, dict(around.met),
            dict(around.labels), around.target.answers.results(), around.evidence.environment, self._canary,
        )  # fmt: skip

    def close(self) -> None:
        """Close what the walks have open."""
        for walk in self._walks.values():
            walk.close()

    def _surroundings(self) -> Surroundings:
        if self._around is None:
            plan, opened = self._session.plan, self._session.open()
            site = self._session.site
            assert site is not None
            if plan.canary:
                self._canary = canary.sing(site, plan.guides, self._launch, plan.settings)
            keeper = BrowserKeeper(lambda: self._launch(opened.args)) if opened.network else None
            seen = target.environment(keeper.get(), plan.settings) if keeper else None
            history = History.of(plan.project)
            folder = run.folder_of(plan.project, plan.run_id)
            evidence = Evidence(plan.project, folder, opened.kind, seen, history.held(opened.kind))
            met = {} if opened.is_practice else history.met(opened.kind)
            before = partial(history.labels, opened.kind)
            self._around = Surroundings(
                opened, keeper, site, evidence, met=met, before=before, recordings=plan.record, traces=self._traces
            )
        return self._around


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
        plan = own.plan
        overlay = _named(plan.overlay, plan.project) if plan.overlay else None
        whole = len(self._walked) == sum(len(guide.steps) for guide in plan.guides)  # all, and none cut short
        before = run.before(plan.project, plan.kind, plan.guides)
        result = run.assemble(
            plan.run_id, plan.started, plan.kind, overlay, plan.guides, self._walked, before, whole
        )  # fmt: skip
        met = {page: address for walked in self._walked for page, address in walked.met.items()}
        labels = {page: read for walked in self._walked for page, read in walked.labels.items()}
        try:
            page = run.save(plan.project, result, met, labels)
        except Refused as refused:
            sys.stderr.write(f"{refused}\n")
            page = run.folder_of(plan.project, plan.run_id) / "index.html"
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


def _named(folder: Path, project: Path) -> str:
    """A folder as a person would say it: from the project, where it lies in it."""
    return folder.relative_to(project).as_posix() if folder.is_relative_to(project) else str(folder)
