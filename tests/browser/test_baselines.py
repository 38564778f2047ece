"""Pictures over a whole walk: approved once, what has changed in them is told in words."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from guidevakt import baseline
from guidevakt.sentences import pictures as pictures_
from guidevakt.verdict import Environment, PictureResult, Run, RunResult, summarise
from replica.sites import FOLDER
from tests.browser.loopback import Ear, Project
from tests.browser.walking import Edit, Walked, Walker, swap

SECURITY = "mysignins.microsoft.com/security-info"
LAND = '<label class="label-331" for="land-501">'
EMAIL = re.compile(r'<li>\s*<button class="root-411" type="button">\s*<p>E-post</p>.*?</li>', re.DOTALL)
NEXT = '<button class="primary-381" type="submit">Nästa</button>\n      </div>\n    </form>\n  </div>\n</div>\n\n<!-- 3'


def result(walked: Walked, environment: Environment | None) -> RunResult:
    """The walk as a run of its own."""
    steps = tuple(walked.steps.values())
    run = Run(id="run", started="2026-11-22T02:15:00+00:00", finished="2026-11-22T02:15:09+00:00",
              target="replica", environment=environment)  # fmt: skip
    return RunResult(run=run, summary=summarise(steps), steps=steps)


def picture(walked: Walked, step: str) -> PictureResult:
    found = walked.steps[step].picture
    assert found is not None
    return found


DIALOG = '<h2 id="heading-403">'
#: Edit of the page, the step whose picture shows it, what is said of it.
CHANGED: dict[str, tuple[Edit, str, str]] = {
    "button renamed": (
        swap(NEXT, NEXT.replace("Nästa", "Fortsätt")), "registrera-5", "Knappen ”Nästa” heter nu ”Fortsätt”.",
    ),
    "list further down": (
        swap(LAND, f'<div style="height:60px"></div>{LAND}'), "registrera-5",
        "Listan ”Land” ligger längre ner än förut.",
    ),
    "another colour": (
        swap(DIALOG, f'{DIALOG[:-1]} style="color:#c00">'), "registrera-5",
        "Orden är desamma; bara utseendet har ändrats.",
    ),
    "a method gone": (swap(EMAIL, ""), "registrera-4", "Knappen ”E-post” finns inte kvar."),
    "a notice on top": (
        swap('<div class="root-110">', '<p>Just nu är det kö.</p><div class="root-110">'), "registrera-3",
        "Texten ”Just nu är det kö.” har tillkommit.",
    ),
}  # fmt: skip


def test_what_has_changed_in_a_picture_is_told_in_words(
    walk: Walker, environment: Environment | None, tmp_path: Path
) -> None:
    baseline.approve(tmp_path, result(walk("registrera"), environment), who="Anna")
    for what, (edit, step, said) in CHANGED.items():
        found = picture(walk("registrera", {SECURITY: edit}, until=step), step)
        told = f"Bilden {found.id} stämmer inte längre med den godkända. {said}"
        assert (what, found.verdict, pictures_.picture(found)) == (what, "looks_different", told)


# -- nothing is written where the approved pictures lie --------------------------------------------------------------


def tree(project: Project) -> dict[str, bytes]:
    root = project.folder / "baselines"
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _hears_of_ctrl_c() -> None:
    """A shell that runs the tests in the background has them ignore it, and all that they start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def interrupted(project: Project, sign: signal.Signals) -> None:
    """A run that is stopped once its first picture has been judged."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    walking = subprocess.Popen(
        [sys.executable, "-m", "guidevakt", "verify", "--part", "registrera"], cwd=project.folder, env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", start_new_session=True,
        preexec_fn=_hears_of_ctrl_c,
    )  # fmt: skip
    assert walking.stdout is not None
    with walking:
        seen = next((line for line in walking.stdout if "registrera-3" in line), "")
        walking.send_signal(sign)
        walking.wait(60)
        with suppress(ProcessLookupError):  # what a killed run leaves behind
            os.killpg(walking.pid, signal.SIGKILL)
    assert "registrera-3" in seen
    assert walking.returncode != 0


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
def test_a_run_never_writes_where_the_approved_pictures_lie_also_when_interrupted(tmp_path: Path, spy: Ear) -> None:
    project = Project.copied(tmp_path, spy)
    verify = ("guidevakt", "verify", "--part", "registrera")
    assert project.run(*verify).code == 0
    assert not (project.folder / "baselines").exists()
    approved = project.run("guidevakt", "approve", "--who", "Anna")
    assert (approved.code, approved.err) == (0, "")
    before = tree(project)
    assert len([name for name in before if name.endswith(".png") and "earlier" not in name]) == 6

    page = project.folder / "bent" / SECURITY / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text(CHANGED["button renamed"][0]((FOLDER / SECURITY / "index.html").read_text("utf-8")), "utf-8")
    bent = project.run(*verify, "--overlay", "bent")
    assert "Bilden bild-4 stämmer inte längre med den godkända. Knappen ”Nästa” heter nu ”Fortsätt”." in bent.out
    assert project.results()["run"]["overlay"] == "bent"
    assert tree(project) == before

    for sign in (signal.SIGINT, signal.SIGKILL):
        interrupted(project, sign)
        assert tree(project) == before
