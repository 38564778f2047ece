"""Write the report: the view of a run, poured into its template."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from guidevakt.history.strips import Nights
from guidevakt.pictures.waiting import pending
from guidevakt.report import labels
from guidevakt.report.comparison import Comparison
from guidevakt.report.figure import Figure, Shot, embed, embed_still
from guidevakt.report.filmstrip import Still
from guidevakt.report.nights import nights_view
from guidevakt.report.overview import page_view
from guidevakt.report.panel import Panels, embed_panes
from guidevakt.report.question import Question, questions
from guidevakt.report.step import StepView, anchor
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
    environment = templates("guidevakt.report")
    pictures = Pictures(run_folder, project, questions(result.run.id, pending(project, result)))
    environment.globals |= {"pictures": pictures, "script": script(), "nights": nights_view(result, nights, anchor)}
    return environment.get_template("report.html").render(page=page_view(result, _version()))


def templates(*packages: str) -> Environment:
    """The templates of the packages, the first that has one."""
    return Environment(
        loader=ChoiceLoader([PackageLoader(package) for package in packages]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@dataclass(frozen=True)
class Script:
    """What the page runs, and the hash by which the browser is told to run that and nothing else."""

    text: Markup
    sha256: str


@cache
def script() -> Script:
    """The report's own: the comparer, and the choices that are saved as a file."""
    folder = files("guidevakt.report") / "templates"
    text = "\n".join((folder / name).read_text("utf-8") for name in ("comparer.js", "choices.js"))
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return Script(Markup(text), base64.b64encode(digest).decode("ascii"))


@dataclass(frozen=True)
class Pictures:
    """What the templates ask for while they are filled: pictures, and what is asked about them."""

    run_folder: Path
    project: Path
    questions: dict[str, Question]

    def figure(self, shot: Shot) -> Figure:
        made = embed(shot, self.run_folder)
        if made.mark is None:
            return made
        shape = made.height / made.width
        (mark,) = labels.labelled([made.mark], shape, labels.HERE)
        return replace(made, mark=mark, is_roomy=labels.sticks_out([mark], shape))

    def panels(self, comparison: Comparison) -> Panels:
        return embed_panes(comparison.panes, self.project)

    def still(self, still: Still) -> str:
        return embed_still(self.project / still.file) if still.file else ""

    def question(self, step: StepView) -> Question | None:
        return self.questions.get(step.anchor)


def _version() -> str:
    try:
        return version("guidevakt")
    except PackageNotFoundError:
        return "okänd"
