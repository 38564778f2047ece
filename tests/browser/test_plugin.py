"""The walk as tests and as a command, run in a copy of the project as a newcomer would run them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from replica.sites import FOLDER
from tests.browser.loopback import Project, Ran
from tests.browser.walking import swap

STEPS = 15
PARTS = ["losenord/appen", "losenord/aterstall", "losenord/registrera"]


def told(results: dict[str, Any]) -> list[dict[str, Any]]:
    """The steps of a run without what differs from run to run: times, and where the run left its pictures."""
    own = results["run"]["id"]
    steps = json.loads(json.dumps(results["steps"]).replace(own, "RUN"))
    return [{**step, "duration_ms": 0} for step in steps]


@pytest.fixture(scope="module")
def spread(project: Project) -> Ran:
    """The walk spread over two workers, with all that pytest can leave behind."""
    extra = ("--junitxml=junit.xml", "--tracing=on", "--output=traces", "--results=spread.json")
    return project.run("pytest", "tests/test_guides.py", "-n2", "-q", "-p", "no:cacheprovider", *extra)


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    folder = tmp_path / "overlay"
    folder.mkdir()
    return folder


# -- pytest --------------------------------------------------------------------------------------------------------


def test_workers_walk_each_part_once_and_find_what_one_process_finds(
    spread: Ran, nominal: Ran, project: Project
) -> None:
    one, two = project.results(project.folder / "plain.json"), project.results(project.folder / "spread.json")
    assert (spread.code, nominal.code) == (0, 0)
    assert sorted(two["run"]["walks"]) == sorted(one["run"]["walks"]) == PARTS
    assert told(two) == told(one)
    assert two["summary"] == one["summary"]


def test_junit_has_a_case_for_each_step(spread: Ran, project: Project) -> None:
    cases = list(ElementTree.parse(project.folder / "junit.xml").iter("testcase"))
    ids = [f"{s['guide']}/{s['part']}/{s['id']}" for s in project.results(project.folder / "spread.json")["steps"]]
    assert sorted(str(case.get("name")).partition("[")[2].rstrip("]") for case in cases) == sorted(ids)
    assert len(cases) == STEPS


def test_tracing_leaves_a_trace_for_each_part(spread: Ran, project: Project) -> None:
    traces = {file.parent.name.rpartition("-")[0] for file in (project.folder / "traces").glob("*/trace.zip")}
    assert traces == {part.replace("/", "-") for part in PARTS}


def test_one_step_can_be_chosen_and_is_walked_to(project: Project, nominal: Ran) -> None:
    ran = project.run("pytest", "tests/test_guides.py", "-k", "aterstall-3c", "-q", "-p", "no:cacheprovider")
    (step,) = project.results()["steps"]
    assert (ran.code, step["id"], step["verdict"]) == (0, "aterstall-3c", "holds")


# -- guidevakt verify ----------------------------------------------------------------------------------------------


def test_nominal_run_tells_every_step_and_the_sum(nominal: Ran, project: Project) -> None:
    results = project.results(project.folder / "plain.json")
    assert nominal.code == results["summary"]["exit_code"] == 0
    assert all(f" {step['id']} " in nominal.out for step in results["steps"])
    assert "15 steg stämmer; 6 av dem har en bild att godkänna." in nominal.out
    assert results["summary"]["forms_sent"] == 2
    assert nominal.err == ""


def test_a_run_leaves_its_results_and_a_copy_of_the_newest(nominal: Ran, project: Project) -> None:
    results = project.results(project.folder / "plain.json")
    own = project.folder / "reports" / results["run"]["id"]
    assert project.results(own / "results.json") == results
    assert (own / "index.html").is_file()
    assert not (project.folder / "reports" / "latest").is_symlink()


def test_a_change_ends_with_1_and_is_told_in_swedish(project: Project, overlay: Path) -> None:
    page = (FOLDER / "eslov.se" / "index.html").read_text("utf-8")
    bar = swap(
        'aria-label="Ikon: Gå framåt" aria-hidden="false"></span></span><span>För dig som är',
        "></span></span><span>För",
    )
    (overlay / "eslov.se").mkdir()
    (overlay / "eslov.se" / "index.html").write_text(bar(page), "utf-8")
    ran = project.run("guidevakt", "verify", "--step", "aterstall-2", "--overlay", str(overlay))
    assert ran.code == project.results()["summary"]["exit_code"] == 1
    assert "heter troligen ”För medarbetare” nu" in ran.out


def test_a_site_that_is_down_ends_with_3_and_no_change(project: Project, overlay: Path) -> None:
    (overlay / "faults.yaml").write_text('- {url: "https://eslov.se/", status: 503}\n', "utf-8")
    ran = project.run("guidevakt", "verify", "--step", "aterstall-1", "--overlay", str(overlay))
    results = project.results()
    assert ran.code == results["summary"]["exit_code"] == 3
    assert [(s["verdict"], s["reason"]) for s in results["steps"]] == [("not_checked", "unreachable")]
    assert "0 av 1 steg kontrollerade" in ran.out


def test_live_without_a_network_ends_soon_with_every_step_unreachable(project: Project) -> None:
    ran = project.run("guidevakt", "verify", "--target", "live", with_proxy=False, timeout=60)
    results = project.results()
    if any(s["reason"] != "unreachable" for s in results["steps"]):
        pytest.skip("this machine has a network")
    assert ran.code == results["summary"]["exit_code"] == 3
    assert len(results["steps"]) == STEPS
    assert {s["verdict"] for s in results["steps"]} == {"not_checked"}


# -- what cannot be used -------------------------------------------------------------------------------------------


def refused(ran: Ran) -> str:
    """The sentence of a usage error: exit 2, nothing on stdout, no traceback."""
    assert (ran.code, ran.out) == (2, ""), ran.out + ran.err
    assert "Traceback" not in ran.err
    assert "INTERNALERROR" not in ran.err
    return ran.err.strip()


def test_settings_that_begin_with_a_byte_order_mark_are_read(project: Project) -> None:
    file = project.folder / "pyproject.toml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    ran = project.run("guidevakt", "verify", "--part", "appen")
    file.write_bytes(file.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    assert (ran.code, ran.err) == (0, "")


def test_an_unknown_step_is_refused_with_those_that_are_known(project: Project) -> None:
    said = refused(project.run("guidevakt", "verify", "--step", "aterstall-99"))
    assert said.startswith("--step aterstall-99: finns inte. Tillåtna är appen-1, ")
    assert "\n" not in said


FAULTY = {
    "unknown key": ('- {url: "https://eslov.se/", statu: 404}', "statu"),
    "no address": ("- {url: eslov, status: 404}", "url"),
    "no list": ("url: https://eslov.se/", "lista"),
    "no YAML": ("- {url: [", "faults.yaml"),
}


@pytest.mark.parametrize("fault", FAULTY)
def test_a_faulty_overlay_is_refused_with_its_place(project: Project, overlay: Path, fault: str) -> None:
    text, place = FAULTY[fault]
    (overlay / "faults.yaml").write_text(text, "utf-8")
    said = refused(project.run("guidevakt", "verify", "--overlay", str(overlay)))
    assert str(overlay / "faults.yaml") in said
    assert place in said


def test_an_overlay_that_is_not_there_is_refused(project: Project, tmp_path: Path) -> None:
    said = refused(project.run("guidevakt", "verify", "--overlay", str(tmp_path / "borta")))
    assert said == f"{tmp_path / 'borta'}: mappen finns inte. --overlay ska vara en mapp."


def test_an_overlay_over_the_real_sites_is_refused(project: Project, overlay: Path) -> None:
    said = refused(project.run("guidevakt", "verify", "--target", "live", "--overlay", str(overlay)))
    assert "--overlay kan inte användas med --target live" in said


def test_a_faulty_guide_is_refused_with_every_fault(project: Project, tmp_path: Path) -> None:
    own = Project.copied(tmp_path, project.spy)
    file = own.folder / "guides" / "losenord" / "guide.yaml"
    text = file.read_text("utf-8").replace("page: google_play", "sida: google_play").replace("count: 3", "count: tre")
    file.write_text(text, "utf-8")
    for command in (("guidevakt", "verify"), ("pytest", "tests/test_guides.py", "-q", "-p", "no:cacheprovider")):
        ran = own.run(*command)
        assert "Traceback" not in ran.out + ran.err
        assert ran.code in (2, 4)  # pytest's own code for a usage error is 4
        assert "parts.0.steps.0" in ran.err
        assert "sida" in ran.err
        assert "count" in ran.err


@pytest.mark.usefixtures("recorded")
def test_a_run_knows_what_the_page_held_on_its_last_good_run(project: Project) -> None:
    for _ in range(2):
        project.run("guidevakt", "verify", "--target", "recording", "--step", "aterstall-2")
    name = project.results()["run"]["id"]
    seen = json.loads((project.folder / "reports" / name / "seen" / "losenord" / "aterstall-2.json").read_text("utf-8"))

    assert "För dig som är medarbetare" in seen["tries"][0][0]["before"]
