"""The workflows are what GitHub takes, ask for no more than they need, and end as docs/ci.md says."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from guidevakt.run import folder_of, new_id
from guidevakt.settings import AlertSettings

PROJECT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))
#: GitHub's own, as the package check-jsonschema ships it.
SCHEMAS = files("check_jsonschema") / "builtin_schemas" / "vendor"
SCHEMA = json.loads((SCHEMAS / "github-workflows.json").read_text("utf-8"))
NIGHTLY = PROJECT / ".github" / "workflows" / "nightly.yml"


def read(file: Path) -> dict[str, Any]:
    """A workflow; YAML 1.1 takes its `on` for a truth."""
    found = yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)
    return dict(found)


def typed(file: Path) -> dict[str, Any]:
    found = yaml.safe_load(file.read_text("utf-8"))
    return {"on" if key is True else key: value for key, value in found.items()}


def jobs(file: Path) -> list[dict[str, Any]]:
    return list(read(file)["jobs"].values())


def steps(file: Path) -> list[dict[str, Any]]:
    return [step for job in jobs(file) for step in job["steps"]]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_workflow_is_one_that_github_takes(file: Path) -> None:
    jsonschema.Draft7Validator(SCHEMA).validate(typed(file))


def test_the_schema_would_tell_a_faulty_workflow() -> None:
    faulty = {**typed(WORKFLOWS[0]), "job": {}}

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(SCHEMA).validate(faulty)


@pytest.mark.parametrize(
    ("number", "schema", "loader"),
    [(0, "gitlab-ci.json", yaml.SafeLoader), (1, "azure-pipelines.json", yaml.BaseLoader)],  # all is text to Azure
)
def test_what_docs_propose_for_other_ci_is_what_they_take(number: int, schema: str, loader: Any) -> None:
    proposed = re.findall(r"```yaml\n(.*?)```", (PROJECT / "docs" / "ci.md").read_text("utf-8"), re.DOTALL)
    taken = json.loads((SCHEMAS / schema).read_text("utf-8"))

    jsonschema.validators.validator_for(taken)(taken).validate(yaml.load(proposed[number], loader))


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_nothing_typed_by_hand_is_run_as_code(file: Path) -> None:
    given = re.compile(r"\$\{\{\s*(inputs|github\.event)")

    assert not [step["run"] for step in steps(file) if given.search(step.get("run", ""))]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_each_job_says_what_it_may_do(file: Path) -> None:
    assert read(file)["permissions"] == {}
    assert all(job["permissions"] in ({"contents": "read"}, {"contents": "write"}) for job in jobs(file))


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_no_job_that_may_write_sees_a_secret_and_no_other_keeps_the_key_it_fetched_with(file: Path) -> None:
    for job in jobs(file):
        may_write = "write" in job["permissions"].values()
        fetches = [step for step in job["steps"] if "actions/checkout" in step.get("uses", "")]
        assert not (may_write and "secrets." in json.dumps(job))
        assert may_write or all(step["with"]["persist-credentials"] == "false" for step in fetches)


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_a_secret_is_given_to_the_steps_that_send_alone(file: Path) -> None:
    given = [step for step in steps(file) if "secrets." in json.dumps(step)]

    assert all(re.match(r"\.ci/night (verify --target live|alert)", step["run"]) for step in given)


def test_each_time_of_the_night_has_its_step() -> None:
    found = read(NIGHTLY)
    crons = {entry["cron"] for entry in found["on"]["schedule"]}
    asked = set(re.findall(r"github\.event\.schedule == '([^']+)'", NIGHTLY.read_text("utf-8")))

    assert crons == asked
    assert {entry["timezone"] for entry in found["on"]["schedule"]} == {"Europe/Stockholm"}


def test_each_choice_by_hand_has_its_step() -> None:
    options = set(read(NIGHTLY)["on"]["workflow_dispatch"]["inputs"]["gor"]["options"])

    assert options == set(re.findall(r"inputs\.gor == '([^']+)'", NIGHTLY.read_text("utf-8")))


def test_every_route_has_its_secret() -> None:
    wanted = {f"GUIDEVAKT_ALERT_URL_{route.upper()}" for route in AlertSettings().routes} | {"GUIDEVAKT_ALERT_URL"}
    sending = [step["env"] for step in steps(NIGHTLY) if re.search(r"verify|alert( --test)?$", step.get("run", ""))]

    assert len(sending) == 4
    assert all(wanted <= set(given) for given in sending)


def test_a_run_is_kept_whole_for_who_approves_its_pictures() -> None:
    kept = [step["with"] for step in steps(NIGHTLY) if "upload-artifact" in step.get("uses", "")]

    assert {found["path"] for found in kept} == {"reports/latest/index.html", "reports/2*", "reports/latest/status.*"}
    assert folder_of(PROJECT, new_id(datetime.now(UTC))).match("reports/2*")


def test_each_night_keeps_a_history_of_its_own_and_takes_up_the_newest() -> None:
    (taken,) = [step["with"] for step in steps(NIGHTLY) if "cache/restore" in step.get("uses", "")]
    (kept,) = [step for step in steps(NIGHTLY) if "cache/save" in step.get("uses", "")]

    assert "github.run_id" in kept["with"]["key"], "a cache is never written over: the key is new each time"
    assert kept["with"]["key"].startswith(taken["restore-keys"])
    assert kept["with"]["path"] == taken["path"] == str(Path(read(NIGHTLY)["env"]["GUIDEVAKT_HISTORY"]).parent)
    assert kept["if"] == "always()"


Night = Callable[..., tuple[int, str]]


@pytest.fixture
def night(tmp_path: Path) -> Night:
    """Run .ci/night; gives how it ended and what it asked of Docker."""
    docker = tmp_path / "docker"  # stands in for Docker, which no test machine need have

    def run(*arguments: str, code: int = 0, **environ: str) -> tuple[int, str]:
        docker.write_text(f"#!/bin/sh\ncase \"$1\" in run) echo \"$@\" > {tmp_path}/asked; exit {code};; esac\n")
        docker.chmod(0o755)
        given = {"GUIDEVAKT_HISTORY": str(tmp_path / "minne" / "natt.db"), **environ}
        env = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", **given}
        ended = subprocess.run([PROJECT / ".ci" / "night", *arguments], env=env, capture_output=True)
        return ended.returncode, (tmp_path / "asked").read_text()

    return run


@pytest.mark.parametrize(("code", "ends"), [(0, 0), (1, 0), (3, 0), (2, 2), (70, 70)])
def test_the_night_is_red_only_for_bad_input_and_our_own_faults(night: Night, code: int, ends: int) -> None:
    ended, asked = night("verify", "--target", "live", code=code)

    assert ended == ends
    assert asked.rstrip().endswith("verify --target live")


def test_the_night_passes_secrets_by_name_and_nothing_of_this_machines_own(night: Night) -> None:
    _, asked = night(
        "alert", GUIDEVAKT_ALERT_URL_IT="mailto://hemligt", https_proxy="http://proxy:3128", GUIDEVAKT_BROWSER="/opt/x"
    )

    assert "--env GUIDEVAKT_ALERT_URL_IT " in asked
    assert "--env https_proxy " in asked
    assert "hemligt" not in asked
    assert "GUIDEVAKT_BROWSER" not in asked


def test_the_history_lies_where_the_variable_says_outside_the_image_too(night: Night, tmp_path: Path) -> None:
    _, asked = night("verify")

    assert f"--volume {tmp_path}/minne:/history " in asked
    assert "--env GUIDEVAKT_HISTORY=/history/natt.db" in asked
