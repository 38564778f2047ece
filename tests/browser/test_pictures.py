"""Pictures over a whole walk: approved once, what has changed in them is told in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from walking import Edit, Walked, Walker, swap

from guidevakt import baseline, sentences
from guidevakt.verdict import Environment, PictureResult, Run, RunResult, summarise

SECURITY = "mysignins.microsoft.com/security-info"
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


CHANGED: dict[str, tuple[Edit, str, str]] = {
    "button renamed": (swap(NEXT, NEXT.replace("Nästa", "Fortsätt")), "registrera-5", "knappen ”Nästa” heter nu ”Fortsätt”"),
    "list further down": (swap('<label class="label-331" for="land-501">', '<label class="label-331" style="display:block;margin-top:60px" for="land-501">'), "registrera-5", "listan ”Land” ligger längre ner än förut"),
    "list between": (lambda html: html, "registrera-5", ""),
    "link added": (swap("<p>Vilket telefonnummer", '<p><a href="/hjalp">Hjälp</a></p><p>Vilket telefonnummer'), "registrera-5", "länken ”Hjälp” har tillkommit"),
    "method gone": (swap('''      <li>
        <button class="root-411" type="button">
          <p>E-post</p>
          <div>Få en kod med e-post för att återställa ditt lösenord</div>
        </button>
      </li>''', ""), "registrera-4", "knappen ”E-post"),
    "colour": (swap('<h2 id="heading-403">', '<h2 id="heading-403" style="color:#c00">'), "registrera-5", "Orden är desamma"),
    "notice on top": (swap('<div class="root-110">', '<p>Just nu har vi driftstörningar.</p><div class="root-110">'), "registrera-3", "texten"),
    "spaced": (swap('<button class="ms-Button root-255"', '<button style="margin-left:200px" class="ms-Button root-255"'), "registrera-3", "knappen"),
    "plain": (swap('<li><a class="link-121" href="/devices">Enheter</a></li>', '<li>Enheter</li>'), "registrera-3", "Enheter"),
}


def test_explore(walk: Walker, environment: Environment | None, tmp_path: Path) -> None:
    first = walk("registrera")
    baseline.approve(tmp_path, result(first, environment), who="Anna")
    print((tmp_path/"run").exists(), sorted(p.name for p in tmp_path.rglob("*.json")))
    again = walk("registrera")
    print({s.id: s.picture.verdict for s in again.steps.values() if s.picture})
    for what, (edit, step, said) in CHANGED.items():
        walked = walk("registrera", {SECURITY: edit}, until=step)
        found = picture(walked, step)
        print(what, found.verdict, found.words, found.differences, sentences.picture(found))
