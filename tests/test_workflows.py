"""The workflows are what GitHub takes, ask for no more than they need, and end as docs/ci.md says."""

from __future__ import annotations

import json
import os
import re
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

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


def steps(file: Path) -> list[dict[str, Any]]:
    return [step for job in read(file)["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_workflow_is_one_that_github_takes(file: Path) -> None:
    jsonschema.Draft7Validator(SCHEMA).validate(typed(file))


def test_the_schema_would_tell_a_faulty_workflow() -> None:
    faulty = {**typed(WORKFLOWS[0]), "job": {}}

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(SCHEMA).validate(faulty)


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_nothing_typed_by_hand_is_run_as_code(file: Path) -> None:
    given = re.compile(r"\$\{\{\s*(inputs|github\.event)")

    assert not [step["run"] for step in steps(file) if given.search(step.get("run", ""))]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_every_job_is_allowed_reading_alone_unless_it_says_more(file: Path) -> None:
    assert read(file)["permissions"] == {"contents": "read"}


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
    given = set(read(NIGHTLY)["env"])

    assert {f"GUIDEVAKT_ALERT_URL_{route.upper()}" for route in AlertSettings().routes} <= given


@pytest.mark.parametrize(("code", "ends"), [(0, 0), (1, 0), (3, 0), (2, 2), (70, 70)])
def test_the_night_is_red_only_for_bad_input_and_our_own_faults(tmp_path: Path, code: int, ends: int) -> None:
    docker = tmp_path / "docker"  # stands in for Docker, which no test machine need have
    docker.write_text(f"#!/bin/sh\ncase \"$1\" in run) echo \"$@\" > {tmp_path}/asked; exit {code};; esac\n")
    docker.chmod(0o755)
    environ = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "GUIDEVAKT_ALERT_URL": "mailto://hemligt"}
    ended = subprocess.run([PROJECT / ".ci" / "night", "verify", "--target", "live"], env=environ, capture_output=True)

    assert ended.returncode == ends
    asked = (tmp_path / "asked").read_text()
    assert asked.rstrip().endswith("verify --target live")
    assert "--env GUIDEVAKT_ALERT_URL " in asked
    assert "hemligt" not in asked
