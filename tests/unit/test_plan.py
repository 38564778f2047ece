"""What is to be walked: what is asked for, and what that comes to."""

from __future__ import annotations

from pathlib import Path

import pytest

from guidevakt import plan
from guidevakt.plan import Options, Plan
from guidevakt.refused import Refused
from pages import Site

PROJECT = Path(__file__).parents[2]


def made(**options: object) -> Plan:
    return plan.made(PROJECT, Options(**options), Site.pages, {})  # type: ignore[arg-type]


def test_without_options_every_step_of_every_guide_is_walked_on_the_practice_copy() -> None:
    found = made()
    assert (found.kind, len(found.steps), found.overlay_name) == ("replica", 15, None)


@pytest.mark.parametrize(
    ("options", "steps"),
    [
        ({"guide": "losenord"}, 15),
        ({"part": "registrera"}, 7),
        ({"step": "aterstall-3"}, 1),
        ({"part": "aterstall", "step": "aterstall-3"}, 1),
    ],
    ids=["guide", "part", "step", "part and step"],
)
def test_only_what_is_asked_for_is_walked(options: dict[str, str], steps: int) -> None:
    assert len(made(**options).steps) == steps


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"step": "aterstall-9"}, "--step aterstall-9: finns inte. Tillåtna är appen-1, aterstall-1"),
        ({"part": "x"}, "--part x: finns inte. Tillåtna är appen, aterstall, registrera."),
        ({"part": "appen", "step": "aterstall-1"}, "--guide, --part och --step utesluter varandra"),
        ({"target": "live", "overlay": "andrat"}, "--overlay kan inte användas med --target live"),
        ({"target": "live", "workers": True}, "-n kan inte användas med --target live"),
        ({"overlay": "finns-inte"}, "finns-inte"),
        ({"handle": "finns-inte.json"}, "finns-inte.json: filen ska ha raden som python -m replica skriver."),
    ],
    ids=["no such step", "no such part", "none left", "overlay on live", "workers on live", "no overlay", "no handle"],
)  # fmt: skip
def test_what_cannot_be_walked_is_refused_in_a_sentence(options: dict[str, object], told: str) -> None:
    with pytest.raises(Refused) as refused:
        made(**options)
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("options", "sings"),
    [({}, False), ({"target": "live"}, True), ({"canary": True}, True), ({"target": "live", "canary": False}, False)],
    ids=["replica", "live", "asked for", "asked not to"],
)
def test_guidevakt_tests_itself_before_a_walk_that_somebody_relies_on(options: dict[str, object], sings: bool) -> None:
    assert made(**options).canary is sings


def test_an_overlay_is_named_from_the_project_where_it_lies_in_it(tmp_path: Path) -> None:
    inside = PROJECT / "tests" / "cases"
    named = [Plan(PROJECT, Options(overlay=str(f)), *[None] * 5).overlay_name for f in (inside, tmp_path)]  # type: ignore[arg-type]
    assert named == ["tests/cases", str(tmp_path)]


def test_a_worker_walks_in_the_run_that_its_controller_began() -> None:
    assert plan.made(PROJECT, Options(), Site.pages, {"run": "r1"}).run_id == "r1"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([], "Där finns ingen mapp med en webbplats namn."),
        (["eslov.see/index.html"], "Där finns bara eslov.see. Menade du eslov.se?"),
        (["nagon-annan.example/index.html"], "Där finns bara nagon-annan.example. Kända är apps.apple.com, eslov.se"),
        (["overlay/eslov.se/index.html"], "Där finns bara overlay."),
        (["eslov.se/"], "Där finns bara eslov.se."),
    ],
    ids=["empty", "misspelt", "unknown", "one folder too high", "nothing in it"],
)
def test_an_overlay_that_lies_on_nothing_that_is_known_is_refused(tmp_path: Path, files: list[str], said: str) -> None:
    _lay(tmp_path, files)
    with pytest.raises(Refused) as refused:
        made(overlay=str(tmp_path))
    assert str(refused.value).startswith(f"--overlay {tmp_path}: inget i mappen ligger över en webbplats")
    assert said in str(refused.value)


@pytest.mark.parametrize(
    "files", [["eslov.se/stil.css"], ["www.eslov.se/index.html"], ["ny.example/index.html", "eslov.se/index.html"]]
)
def test_an_overlay_may_hold_hosts_that_nobody_knows_beside_one_that_is(tmp_path: Path, files: list[str]) -> None:
    _lay(tmp_path, files)
    assert made(overlay=str(tmp_path)).overlay == tmp_path


def test_an_overlay_may_be_faults_alone(tmp_path: Path) -> None:
    (tmp_path / "faults.yaml").write_text('- {url: "https://eslov.se/", status: 503}\n', "utf-8")
    assert made(overlay=str(tmp_path)).overlay == tmp_path


def _lay(folder: Path, files: list[str]) -> None:
    for file in files:
        place = folder / file
        (place if file.endswith("/") else place.parent).mkdir(parents=True)
        if not file.endswith("/"):
            place.write_text("<p>Sida</p>", "utf-8")
