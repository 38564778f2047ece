"""What is promised in writing, checked: README, settings, and a Swedish sentence for everything that can happen."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import get_args

import pytest

from guidevakt import cli, sentences, target
from guidevakt.guide import AnyClaim
from guidevakt.look import Wait
from guidevakt.sentences import pictures as pictures_
from guidevakt.settings import Settings
from guidevakt.verdict import Change, Owner, Reason, Target, Verdict
from replica.overlay import Fault

PROJECT = Path(__file__).resolve().parents[1]
README = (PROJECT / "README.md").read_text("utf-8")
KINDS = [kind for model in get_args(get_args(AnyClaim)[0]) for kind in get_args(model.model_fields["kind"].annotation)]


COMMANDS = [command.name or getattr(command.callback, "__name__", "") for command in cli.app.registered_commands]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_the_readme(command: str) -> None:
    assert f"guidevakt {command}" in README


def test_the_readme_answers_in_forty_lines() -> None:
    assert README.index("## Where things are") < len("\n".join(README.splitlines()[:56]))


BENT = [*Fault.model_fields, "expired", "other-host", "renewed", "notfound"]


@pytest.mark.parametrize("file", ["README.md", "docs/prova.md"])
def test_all_that_bends_the_network_is_shown(file: str) -> None:
    text = (PROJECT / file).read_text("utf-8")
    assert [name for name in BENT if f"`{name}`" not in text] == []


def test_the_faults_that_are_shown_can_be_used(tmp_path: Path) -> None:
    shown = (PROJECT / "docs" / "prova.md").read_text("utf-8").split("```yaml\n")[1].split("```")[0]
    (tmp_path / "faults.yaml").write_text(shown, "utf-8")
    used = {key for fault in target.read_overlay(tmp_path).faults for key in fault.model_fields_set}
    assert used == set(Fault.model_fields)


@pytest.mark.parametrize("word", ["make verify", "make test", "make check", "make bench", "make live"])
def test_make_has_what_the_readme_promises(word: str) -> None:
    assert word in README
    assert f"\n{word.removeprefix('make ')}:" in (PROJECT / "Makefile").read_text("utf-8")


def test_pyproject_shows_every_setting_with_its_default() -> None:
    text = (PROJECT / "pyproject.toml").read_text("utf-8")
    shown = tomllib.loads(text)["tool"]["guidevakt"]
    defaults = Settings().model_dump(mode="json", exclude={"live_hosts"})
    tables = {name for name, value in defaults.items() if isinstance(value, dict)}
    named = {f"[tool.guidevakt.{name}]" if name in tables else f"{name} =" for name in Settings.model_fields}
    assert {name for name in named if name not in text} == set()
    assert {name: shown.get(name, default) for name, default in defaults.items()} == defaults


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        (get_args(Verdict), sentences.VERDICTS),
        (get_args(Reason), sentences.REASONS),
        (get_args(Change), sentences.CHANGES),
        (get_args(Owner), sentences.OWNERS),
        (get_args(Target), sentences.TARGETS),
        (get_args(Wait), pictures_.WAITS),
        (KINDS, sentences.KINDS),
    ],
)
def test_everything_that_can_happen_has_its_swedish(codes: tuple[str, ...], told: dict[str, object]) -> None:
    assert set(codes) == set(told)
