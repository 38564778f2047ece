"""Pictures over a whole walk: approved once, what has changed in them is told in words."""

from __future__ import annotations

import re
from pathlib import Path

from walking import Edit, Walked, Walker, swap

from guidevakt import baseline, sentences
from guidevakt.verdict import Environment, PictureResult, Run, RunResult, summarise

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


DIALOG, ADD = '<h2 id="heading-403">', '<button class="ms-Button root-255"'
#: Edit of the page, the step whose picture shows it, what is said of it.
CHANGED: dict[str, tuple[Edit, str, str]] = {
    "button renamed": (
        swap(NEXT, NEXT.replace("Nästa", "Fortsätt")), "registrera-5", "Knappen ”Nästa” heter nu ”Fortsätt”.",
    ),
    "list further down": (
        swap(LAND, f'<div style="height:60px"></div>{LAND}'), "registrera-5",
        "Listan ”Land” ligger längre ner än förut.",
    ),
    "link added": (
        swap("<p>Vilket telefon", '<p><a href="/hjalp">Hjälp</a></p><p>Vilket telefon'), "registrera-5",
        "Länken ”Hjälp” har tillkommit.",
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
    "button further to the right": (
        swap(ADD, f'{ADD} style="margin-left:200px"'), "registrera-3",
        "Knappen ”Lägg till inloggningsmetod” ligger längre till höger än förut.",
    ),
    "link as plain text": (
        swap('<a class="link-121" href="/devices">Enheter</a>', "Enheter"), "registrera-3",
        "”Enheter” är inte längre en länk.",
    ),
}  # fmt: skip


def test_what_has_changed_in_a_picture_is_told_in_words(
    walk: Walker, environment: Environment | None, tmp_path: Path
) -> None:
    baseline.approve(tmp_path, result(walk("registrera"), environment), who="Anna")
    for what, (edit, step, said) in CHANGED.items():
        found = picture(walk("registrera", {SECURITY: edit}, until=step), step)
        told = f"Bilden {found.id} stämmer inte längre med den godkända. {said}"
        assert (what, found.verdict, sentences.picture(found)) == (what, "looks_different", told)
