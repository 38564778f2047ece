"""`guidevakt drift`: try every operator, show how far it has come, write the table."""

from __future__ import annotations

import importlib.util
import os
import re
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from guidevakt import browser, settings
from guidevakt import guide as guides_
from guidevakt.drift import cases as cases_
from guidevakt.drift import touches as touches_
from guidevakt.drift import workers
from guidevakt.drift.cases import Plan
from guidevakt.drift.judged import Tried
from guidevakt.drift.table import Table, alarms, as_json, folded, markdown, percent, shown, table, told
from guidevakt.guide import Guide
from guidevakt.refused import Refused
from guidevakt.sentences import commands
from guidevakt.sign_of_life import TELL_EVERY_S
from guidevakt.typos import unknown
from replica.drift import OPERATORS

FOLDER = "reports/drift"
_MARKERS = re.compile(r"(<!-- drift -->\n).*?(\n?<!-- /drift -->)", re.DOTALL)


def drift(
    operator: str | None = None,
    part: str | None = None,
    step: str | None = None,
    count: int | None = None,
    pairs: bool = True,
    seed: int = 1,
    readme: bool = False,
) -> int:
    """Try, tell, write; 0 where the goals are reached, 1 where not. Raises Refused for what cannot be used.

    Whatever ends it early, a table of what was tried is left. `readme` takes the whole table alone.
    """
    project = settings.find_project()
    site = site_of(project)
    guides = guides_.read_all(project / "guides", site.pages)
    _check(operator, part, step, guides)
    if readme:
        _marked(project / "README.md")
    browser.require(headed=False)
    plan = _planned(site, guides, operator, part, step, seed if pairs else None)
    count = count or os.cpu_count() or 1
    console = Console(highlight=False, soft_wrap=True)
    began, tried = time.monotonic(), list[Tried]()
    try:
        _try(console, count, site, guides, plan, tried)
    finally:
        if tried:
            many = f"{count} worker{'s' if count > 1 else ''}"
            steps = f"step {step}" if step else f"part {part}" if part else "every part"
            where = f"{time.strftime('%Y-%m-%d')} on {steps} with {many}"
            found = table(tried, plan.equivalent, seed, len(plan.cases), time.monotonic() - began, where)
            for line in _told(found, _write(project, found, tried)):
                console.print(line)
    if not tried:
        return 1
    is_whole = found.tried == found.planned and not (operator or part or step) and pairs
    if readme and is_whole:
        into_readme(project / "README.md", folded(found))
    elif readme:
        console.print(commands.DRIFT_NOT_IN_README)
    return 0 if found.reached and found.tried == found.planned else 1


def site_of(project: Path) -> type[Any]:
    """The Site of the project's pages/, from its conftest.py, where they meet. Raises Refused where there is none."""
    file = project / "conftest.py"
    spec = importlib.util.spec_from_file_location("guidevakt_conftest", file) if file.is_file() else None
    if spec is None or spec.loader is None:
        raise Refused(f"{file}: filen saknas. Där ska pytest_guidevakt_site ge sidorna.")
    if str(project) not in sys.path:
        sys.path.insert(0, str(project))  # the processes begun later find pages/ there too
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: type[Any] = module.pytest_guidevakt_site()
    return found


def _planned(
    site: type[Any], guides: Sequence[Guide], operator: str | None, part: str | None, step: str | None, seed: int | None
) -> Plan:
    """What is asked for; with a `seed`, each breaking case once more with a benign one on top. Raises Refused."""
    touches = {guide.id: touches_.of_guide(guide, site.pages) for guide in guides}
    chosen = [OPERATORS[operator]] if operator else OPERATORS.values()
    planned = cases_.plan(guides, touches, chosen, part, step)
    if not planned.cases:
        raise Refused(f"--operator {operator}: ändringen rör inget av det som guiden lovar där.")
    paired = cases_.pairs(planned.cases, touches, seed) if seed is not None else []
    return Plan((*planned.cases, *paired), planned.equivalent)


def _check(operator: str | None, part: str | None, step: str | None, guides: Sequence[Guide]) -> None:
    for name, wanted, allowed in (
        ("operator", operator, set(OPERATORS)),
        ("part", part, {p.id for g in guides for p in g.parts}),
        ("step", step, {s.id for g in guides for p in g.parts if part in (None, p.id) for s in p.steps}),
    ):
        if wanted and wanted not in allowed:
            raise unknown(f"--{name}", wanted, allowed)


def _try(
    console: Console, count: int, site: type[Any], guides: Sequence[Guide], plan: Plan, tried: list[Tried]
) -> None:
    """Put each case into `tried` as it comes back, until all have, the person interrupts, or a process is lost."""
    parts = list(dict.fromkeys((case.guide, case.part) for case in plan.cases))
    console.print(commands.drift_begins(len(plan.cases), count))
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a time limit too leaves the table of what was tried
    with workers.started(count, site, guides) as pool:
        wrong = [step.id for step in pool.nominal(parts) if step.verdict not in ("holds", "awaiting_review")]
        if wrong:
            raise Refused(f"Övningskopian stämmer inte ens utan ändringar: {', '.join(wrong)}. Kör guidevakt verify.")
        try:
            for one in _followed(console, pool.tried(plan.cases), len(plan.cases)):
                tried.append(one)
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # what is under way is waited for, and the table written
            console.print(commands.DRIFT_INTERRUPTED)
        except BrokenProcessPool:
            console.print(commands.DRIFT_LOST)


def _followed(console: Console, coming: Iterator[Tried], of: int) -> Iterator[Tried]:
    """The tries as they come, with how far it has come: a bar on a screen, a line now and then in a log."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
               TextColumn("kvar"), TimeRemainingColumn())  # fmt: skip
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("Försök", total=of)
        began = told = time.monotonic()
        for done, one in enumerate(coming, 1):
            yield one
            progress.advance(task)
            if one.why:
                progress.console.print(f"  {one.case.name}: {one.why}", style="yellow", markup=False)
            now = time.monotonic()
            if not console.is_terminal and now - told >= TELL_EVERY_S:
                console.print(commands.drift_so_far(done, of, (now - began) / done * (of - done)))
                told = now


def _told(found: Table, page: Path) -> Iterator[str]:
    """The table in a few lines."""
    yield ""
    for row in (found.totals["breaking"], found.paired):
        if row.counted:
            shares = map(str, (row.caught, row.right_step, row.right_change, row.right_suggestion))
            yield commands.drift_caught(row is found.paired, *shares)
    benign = found.totals["benign"]
    if benign.counted:
        yield commands.drift_quiet(benign.quiet.of - benign.quiet.right, benign.quiet.of, benign.shown)
    yield commands.drift_end(len(found.misses), page)


def _write(project: Path, found: Table, tried: Sequence[Tried]) -> Path:
    folder = project / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "drift.md").write_text(markdown(found), "utf-8")
    (folder / "drift.json").write_text(as_json(found, tried), "utf-8")
    page = folder / "index.html"
    page.write_text(render(found), "utf-8", newline="\n")
    return page


def render(found: Table) -> str:
    """The table as a page, in the report's style."""
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("guidevakt.drift"), PackageLoader("guidevakt.report")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"percent": percent, "told": told, "alarms": alarms, "shown": shown}
    return environment.get_template("drift.html").render(table=found)


def into_readme(readme: Path, told: str) -> None:
    """Put the table between the README's markers. Raises Refused where it has none."""
    readme.write_text(_MARKERS.sub(lambda m: f"{m[1]}{told}{m[2]}", _marked(readme)), "utf-8")


def _marked(readme: Path) -> str:
    """The README's text. Raises Refused where it cannot take a table."""
    text = readme.read_text("utf-8") if readme.is_file() else ""
    if not _MARKERS.search(text):
        raise Refused(f"{readme}: markörerna <!-- drift --> och <!-- /drift --> saknas.")
    return text
