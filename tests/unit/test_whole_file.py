"""A file is the old or the new, never half."""

from __future__ import annotations

from pathlib import Path

import pytest

from guidevakt import whole_file


def test_what_is_cut_off_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "status.json"
    whole_file.write(file, b"old")

    def killed(_file: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(whole_file.os, "fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        whole_file.write(file, b"new")
    assert file.read_bytes() == b"old"


def test_its_folder_is_made_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    whole_file.write(tmp_path / "a" / "b.txt", b"whole")
    assert [(p.name, p.read_bytes()) for p in (tmp_path / "a").iterdir()] == [("b.txt", b"whole")]
