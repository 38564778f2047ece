"""A file is the old or the new, never half."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from guidevakt import whole_file
from guidevakt.refused import Refused


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


def test_file_is_read_up_to_a_size(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("\ufeffhej", "utf-8")

    assert whole_file.read(file, 6) == b"\xef\xbb\xbfhej"
    assert whole_file.text(file, 6) == "hej"
    with pytest.raises(Refused, match=r"a\.txt: filen är för stor; högst 0 kB går att läsa\.$"):
        whole_file.read(file, 5)


@pytest.mark.parametrize("given", ["none", "folder", "pipe", "device", "odd\0name"])
def test_what_is_no_ordinary_file_is_refused_at_once(tmp_path: Path, given: str) -> None:
    told = {"none": "filen finns inte.",
            "folder": "det är en mapp, ingen fil.",
            "odd\0name": "filen går inte att läsa."}  # fmt: skip
    file = tmp_path / given
    if given == "folder":
        file.mkdir()
    if given in ("pipe", "device") and sys.platform == "win32":
        pytest.skip("Windows has neither in a folder")
    if given == "pipe":
        os.mkfifo(file)
    if given == "device":
        file = Path("/dev/zero")

    with pytest.raises(Refused) as refused:
        whole_file.read(file, 10)
    assert str(refused.value) == f"{file}: {told.get(given, 'det är ingen vanlig fil, så den läses inte.')}"
