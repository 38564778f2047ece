"""[tool.guidevakt] of pyproject.toml."""

from __future__ import annotations

from pathlib import Path

import pytest

from guidevakt import settings
from guidevakt.refused import Refused
from guidevakt.settings import Settings
from tests import hostile

PROJECT = Path(__file__).resolve().parents[2]


def _refusal(project: Path, text: str | bytes) -> list[str]:
    file = project / "pyproject.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(Refused) as refused:
        settings.read(project)
    return [line.removeprefix(f"{file}: ") for line in str(refused.value).splitlines()]


def test_projects_own_settings_are_whole() -> None:
    found = settings.read(PROJECT)

    assert found.viewport == (1280, 900)
    assert found.pace_s >= 1
    assert "*.eslov.se" in found.live_hosts


@pytest.mark.parametrize("text", [None, "", "[project]\nname = 'x'\n"])
def test_without_settings_all_is_as_usual(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "pyproject.toml").write_text(text)

    assert settings.read(tmp_path) == Settings()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "speed = 3",
            "speed: nyckeln finns inte; "
            "tillåtna är target, viewport, timeout_s, ready_s, pace_s, retry_after_s, control_pages, recording, "
            "nightly, keep_days, alerts, "
            "live_hosts, guide_width_px, pictures.",
        ),
        ("target = 'prod'", "target: ska vara replica, recording eller live, inte 'prod'."),
        ("timeout_s = 0", "timeout_s: ska vara minst 1."),
        ("timeout_s = 500", "timeout_s: ska vara högst 120."),
        ("pace_s = 0.1", "pace_s: ska vara minst 1."),
        ("ready_s = 'fem'", "ready_s: ska vara ett tal."),
        ("viewport = [1280, 10]", "viewport.1: ska vara minst 200."),
        ("viewport = 1280", "viewport: ska vara en lista."),
        ("viewport = [1280]", "viewport.1: saknas."),
        ("keep_days = 0", "keep_days: ska vara minst 1."),
        ("recording = 3", "recording: ska vara text."),
        ("live_hosts = 'eslov.se'", "live_hosts: ska vara en lista."),
        ("pictures.densest_share = 0.5", "pictures.densest_share: ska vara högst 0.06."),
        ("pictures.shift_px = -1", "pictures.shift_px: ska vara minst 0."),
        ("pictures = 3", "pictures: ska vara nycklar med värden."),
    ],
)
def test_fault_is_one_sentence_with_its_key(tmp_path: Path, line: str, told: str) -> None:
    assert _refusal(tmp_path, f"[tool.guidevakt]\n{line}\n") == [f"tool.guidevakt.{told}"]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    assert len(_refusal(tmp_path, "[tool.guidevakt]\npace_s = 0\nspeed = 1\ntarget = 'x'\n")) == 3


@pytest.mark.parametrize("text", ["[tool", b"a = '\xe5'"], ids=["cut off", "not UTF-8"])
def test_file_that_is_no_toml_is_told(tmp_path: Path, text: str | bytes) -> None:
    [told] = _refusal(tmp_path, text)

    assert told.startswith("filen är inte giltig TOML")


@pytest.mark.parametrize("text", ["tool = 3\n", "[tool]\nguidevakt = 3\n", "[[tool.guidevakt]]\n"])
def test_table_that_is_no_table_is_told(tmp_path: Path, text: str) -> None:
    assert len(_refusal(tmp_path, text)) == 1


def test_project_is_the_nearest_folder_with_guides(tmp_path: Path) -> None:
    (tmp_path / "guides" / "a").mkdir(parents=True)
    (tmp_path / "pyproject.toml").touch()

    assert settings.find_project(tmp_path / "guides" / "a") == tmp_path
    assert settings.find_project(Path("/")) == PROJECT


def test_settings_that_cannot_be_read_are_refused_and_no_other_projects_taken(tmp_path: Path) -> None:
    (tmp_path / "guides").mkdir()
    (tmp_path / "pyproject.toml").mkdir()

    with pytest.raises(Refused, match="pyproject"):
        settings.read(settings.find_project(tmp_path))


def test_settings_that_mean_harm_are_refused_in_a_sentence(tmp_path: Path) -> None:
    for name, data in hostile.toml(scale=40).items():
        (tmp_path / "pyproject.toml").write_bytes(data)
        with pytest.raises(Refused) as refused:
            settings.read(tmp_path)
        assert str(refused.value).startswith(f"{tmp_path / 'pyproject.toml'}: "), name


def test_a_mark_that_an_editor_put_first_is_read_over(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.guidevakt]\nguide_width_px = 640\n", "utf-8-sig")

    assert settings.read(tmp_path).guide_width_px == 640
