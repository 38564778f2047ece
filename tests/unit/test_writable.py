"""Places that a run writes to, tried before it begins."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from guidevakt import writable
from guidevakt.refused import Refused
from guidevakt.writable import refuse_unless_writable


def refused(*places: Path, json_file: Path | None = None) -> str:
    with pytest.raises(Refused) as told:
        refuse_unless_writable(*places, json_file=json_file)
    return str(told.value)


def test_a_place_that_can_be_written_is_left_as_it_was(tmp_path: Path) -> None:
    refuse_unless_writable(tmp_path / "reports", json_file=tmp_path / "results.json")

    assert [p.name for p in tmp_path.rglob("*")] == ["reports"]


def test_a_file_in_the_folders_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("", "utf-8")

    assert refused(tmp_path / "reports").startswith(f"{tmp_path / 'reports'}: det går inte att skriva där (")


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(writable.os, "fsync", full)
    assert "det går inte att skriva där (No space left on device)" in refused(tmp_path)


@pytest.mark.parametrize(
    ("place", "told"), [("borta/r.json", "mappen finns inte."), ("", "det är en mapp. Ange en fil.")]
)
def test_a_result_is_not_written_to_what_is_no_file(tmp_path: Path, place: str, told: str) -> None:
    file = tmp_path / place if place else tmp_path

    assert refused(json_file=file) == f"--json {file}: {told}"


@pytest.mark.skipif(os.name == "nt", reason="Windows names it otherwise")
def test_a_missing_folder_for_temporary_files_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "borta"))

    assert refused().startswith(f"TMPDIR är {tmp_path / 'borta'}, och den mappen finns inte.")


@pytest.mark.skipif(os.name == "nt", reason="there is no such device")
def test_a_device_takes_the_place_of_a_file(tmp_path: Path) -> None:
    refuse_unless_writable(tmp_path, json_file=Path("/dev/null"))
    assert not Path("/dev/null").is_file()
