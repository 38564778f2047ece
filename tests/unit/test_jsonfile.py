"""Whatever stands in a JSON file of ours, it is read or refused in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel

from guidevakt import jsonfile
from guidevakt.pictures.guide_pictures import GuidePictures
from guidevakt.pictures.sidecar import Sidecar
from guidevakt.refused import Refused
from guidevakt.rejudge import Case
from guidevakt.seen import Seen
from guidevakt.verdict import RunResult
from tests import hostile


@pytest.mark.parametrize("kind", [RunResult, Seen, Sidecar, GuidePictures, Case])
def test_file_that_means_harm_is_refused_in_a_sentence(tmp_path: Path, kind: type[BaseModel]) -> None:
    file = tmp_path / "data.json"
    for name, data in hostile.json_(scale=50).items():
        file.write_bytes(data)
        with pytest.raises(Refused) as refused:
            jsonfile.read(file, kind, "filen går inte att läsa.")
        assert str(refused.value) == f"{file}: filen går inte att läsa.", name


def test_more_values_than_any_file_of_ours_are_refused_before_they_are_read() -> None:
    with pytest.raises(Refused, match=r"^för många$"):
        jsonfile.parse(b'{"schema": 1, "pictures": []}', GuidePictures, "för många", most_values=0)
    assert jsonfile.parse(b'{"schema": 1, "pictures": []}', GuidePictures, "", most_values=1).pictures == ()


def test_file_that_is_too_large_is_told_as_that(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b" " * 2048)
    with pytest.raises(Refused, match=r"a\.json: filen är för stor; högst 1 kB går att läsa\.$"):
        jsonfile.read(tmp_path / "a.json", GuidePictures, "", most_bytes=1024)
