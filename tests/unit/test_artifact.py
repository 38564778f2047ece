"""A run from elsewhere, in a zip that nothing is taken for granted of."""

from __future__ import annotations

import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from guidevakt import artifact, baseline
from guidevakt.refused import Refused
from guidevakt.verdict import RunResult
from tests import hostile
from tests.unit.choosing import BLACK, WHITE, Project


@pytest.fixture
def elsewhere(tmp_path: Path) -> Project:
    """The machine that walked."""
    return Project(tmp_path / "ci")


@pytest.fixture
def here(tmp_path: Path) -> Project:
    """The project that approves."""
    return Project(tmp_path / "here")


@pytest.fixture
def run(elsewhere: Project) -> RunResult:
    made = elsewhere.run({"bild-1": f"{WHITE} Nästa", "bild-2": f"{BLACK} Klar"})
    (elsewhere.folder / "reports/r1/results.json").write_text(made.to_json(), "utf-8")
    return made


Zip = Callable[..., Path]


@pytest.fixture
def zipped(tmp_path: Path, elsewhere: Project, run: RunResult) -> Zip:
    """The run's folder as a zip, under a top folder or none; `more` is added, `without` left out."""

    def made(top: str = "", more: dict[str, bytes | zipfile.ZipInfo] | None = None, without: str = "-") -> Path:
        file = tmp_path / "run.zip"
        root = elsewhere.folder / "reports/r1"
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(root.rglob("*")):
                name = path.relative_to(root).as_posix()
                if path.is_file() and name != without:
                    archive.write(path, f"{top}{name}")
            for name, data in (more or {}).items():
                archive.writestr(*((name, data) if isinstance(data, bytes) else (data, "/etc/passwd")))
        return file

    return made


def refusal(file: Path, run_id: str | None = None) -> str:
    with pytest.raises(Refused) as refused, artifact.opened(file, run_id):
        pass
    said = str(refused.value)
    assert "\n" not in said
    return said


@pytest.mark.parametrize("top", ["", "r1/", "reports/r1/", "guidevakt-rapport/reports/r1/"])
def test_pictures_of_a_run_elsewhere_are_approved_from_its_zip(here: Project, zipped: Zip, top: str) -> None:
    with artifact.opened(zipped(top)) as (run, folder):
        made = baseline.approve(here.folder, run, who="Anna", source=folder)

    assert [e.picture for e in made] == ["bild-1", "bild-2"]
    assert here.shown("bild-1") == {"bild-1": f"{WHITE} Nästa"}
    assert not folder.exists()
    assert not (here.folder / "reports").exists()


def test_choices_made_in_the_report_are_carried_out_on_a_run_elsewhere(
    here: Project, elsewhere: Project, run: RunResult, zipped: Zip
) -> None:
    with artifact.opened(zipped()) as (read, folder):
        baseline.decide(here.folder, read, elsewhere.chosen(run), folder)
    assert here.shown("bild-2") == {"bild-2": f"{BLACK} Klar"}


def test_what_else_lies_in_the_zip_is_not_unpacked(zipped: Zip) -> None:
    file = zipped(more={"pictures/bild-9.png": b"hej", "index.html": b"<p>", "history.db": b"x"})
    with artifact.opened(file) as (_, folder):
        names = sorted(p.name for p in folder.rglob("*") if p.is_file())
    assert names == ["bild-1.json", "bild-1.png", "bild-2.json", "bild-2.png"]


def test_the_copy_of_the_newest_run_is_not_another_run(zipped: Zip, run: RunResult) -> None:
    file = zipped("reports/r1/", more={"reports/latest/results.json": run.to_json().encode()})
    with artifact.opened(file) as (read, _):
        assert read.run.id == "r1"


def test_one_of_several_runs_is_chosen_by_its_id(zipped: Zip, run: RunResult) -> None:
    other = run.model_copy(update={"run": run.run.model_copy(update={"id": "r2"}), "steps": ()})
    file = zipped("r1/", more={"r2/results.json": other.to_json().encode()})

    assert "flera körningar. Välj en med --run: r1, r2." in refusal(file)
    assert "körningen r9 finns inte i filen. Där finns r1, r2." in refusal(file, "r9")
    with artifact.opened(file, "r2") as (read, _):
        assert read.run.id == "r2"


def symlink() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("pictures/bild-1.png")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


UNTRUSTED: dict[str, tuple[str, dict[str, bytes | zipfile.ZipInfo], str]] = {
    "a way up": ("", {"../../etc/passwd": b"x"}, "pekar utanför filen"),
    "a way from the root": ("", {"/etc/passwd": b"x"}, "pekar utanför filen"),
    "a way of Windows": ("", {"C:\\temp\\x": b"x"}, "pekar utanför filen"),
    "a link": ("pictures/bild-1.png", {"link": symlink()}, "pekar utanför filen"),
    "a picture missing": ("pictures/bild-2.png", {}, "pictures/bild-2.png saknas i filen"),
    "no results": ("results.json", {}, "det finns ingen results.json i filen"),
    "results of something else": ("results.json", {"results.json": b"{}"}, "är inget resultat från Guidevakt"),
}


@pytest.mark.parametrize("what", UNTRUSTED)
def test_a_zip_that_cannot_be_trusted_is_refused(zipped: Zip, what: str) -> None:
    without, more, said = UNTRUSTED[what]
    assert said in refusal(zipped(more=more, without=without))


def test_results_that_name_a_picture_elsewhere_are_refused(zipped: Zip, run: RunResult) -> None:
    text = run.to_json().replace("reports/r1/pictures/bild-1.png", "reports/r1/../../../etc/passwd")
    file = zipped(without="results.json", more={"results.json": text.encode()})
    assert "är ingen bild i en körnings mapp" in refusal(file)


@pytest.mark.parametrize(("limit", "most"), [("PICTURE_BYTES", 50), ("RESULTS_BYTES", 50), ("ALL_BYTES", 400)])
def test_a_bomb_is_not_unpacked(zipped: Zip, monkeypatch: pytest.MonkeyPatch, limit: str, most: int) -> None:
    monkeypatch.setattr(artifact, limit, most)
    assert "är för stor för att läsas" in refusal(zipped())


def test_a_zip_of_too_many_files_is_refused(zipped: Zip, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(artifact, "FILES", 3)
    assert "filen har fler än 3 filer i sig" in refusal(zipped())


def test_a_file_that_is_no_zip_is_refused(tmp_path: Path, zipped: Zip) -> None:
    whole = zipped().read_bytes()
    (tmp_path / "half.zip").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "text.zip").write_text("hej", "utf-8")
    damaged = bytearray(whole)
    damaged[60:90] = b"\0" * 30
    (tmp_path / "damaged.zip").write_bytes(damaged)

    assert "filen finns inte" in refusal(tmp_path / "none.zip")
    for name in ("half", "text", "damaged"):
        assert "ingen hel zip-fil" in refusal(tmp_path / f"{name}.zip")
    assert "det är en mapp, ingen fil" in refusal(tmp_path)


def test_a_zip_that_means_harm_is_refused_in_a_sentence(tmp_path: Path) -> None:
    for name, data in hostile.zips(scale=50).items():
        (tmp_path / "run.zip").write_bytes(data)
        told = refusal(tmp_path / "run.zip")
        assert told.startswith(f"{tmp_path / 'run.zip'}: "), name
        assert "\n" not in told, name


def test_a_step_that_stands_twice_is_refused(zipped: Zip, tmp_path: Path) -> None:
    with zipfile.ZipFile(zipped()) as archive:
        inside = next(name for name in archive.namelist() if name.endswith("results.json"))
        run = json.loads(archive.read(inside))
    run["steps"] += run["steps"][:1]
    with zipfile.ZipFile(tmp_path / "twice.zip", "w") as archive:
        archive.writestr(inside, json.dumps(run))

    assert "står två gånger" in refusal(tmp_path / "twice.zip")


def test_a_fault_while_the_run_is_used_is_not_taken_for_a_fault_of_the_zip(zipped: Zip) -> None:
    with pytest.raises(OSError, match="disken är full"), artifact.opened(zipped()):
        raise OSError("disken är full")
