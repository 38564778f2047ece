"""Write the report: the view of a run, poured into its template."""

from __future__ import annotations

from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from guidevakt.history.strips import Nights
from guidevakt.report.figure import Figure, Shot, embed
from guidevakt.report.nights import nights_view
from guidevakt.report.view import anchor, page_view
from guidevakt.verdict import RunResult


def write(result: RunResult, run_folder: Path, project: Path, nights: Nights | None = None) -> Path:
    """Write `index.html` into the run's folder and return its path.

    Screenshots are read from `run_folder`, approved and received pictures from `project`; what is missing is told
    in the report and stops nothing. `nights` is what earlier nights came to, where that is known.
    """
    path = run_folder / "index.html"
    path.write_text(render(result, run_folder, project, nights), encoding="utf-8", newline="\n")
    return path


def render(result: RunResult, run_folder: Path, project: Path, nights: Nights | None = None) -> str:
    """The report as HTML."""
    environment = Environment(
        loader=PackageLoader("guidevakt.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["figure_of"] = partial(_figure, {"run": run_folder, "project": project})
    environment.globals["nights"] = nights_view(result, nights, anchor)
    return environment.get_template("report.html").render(page=page_view(result, _version()))


def _figure(roots: dict[str, Path], shot: Shot) -> Figure:
    return embed(shot, roots[shot.root])


def _version() -> str:
    try:
        return version("guidevakt")
    except PackageNotFoundError:
        return "okänd"
