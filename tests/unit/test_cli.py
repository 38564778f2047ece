"""The command line where no browser is needed: what cannot be used is one sentence on stderr and exit 2."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from guidevakt import cli
from guidevakt.verdict import RunResult
from tests.unit.choosing import BLACK, NEWER, WHITE
from tests.unit.choosing import Project as Made

Said = tuple[int, str, str]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Run a command; gives its exit code, and what it said on stdout and stderr."""

    def ran(*arguments: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["guidevakt", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err.strip()

    return ran


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project that the command is run in."""
    (tmp_path / "guides").mkdir()
    (tmp_path / "pyproject.toml").write_text("[tool.guidevakt]\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def png(file: Path, colour: str, size: tuple[int, int] = (40, 40)) -> Path:
    Image.new("RGB", size, colour).save(file)
    return file


def refused(said: Said) -> str:
    code, out, err = said
    assert (code, out) == (2, "")
    assert err
    assert "Traceback" not in err
    return err


# -- flags ---------------------------------------------------------------------------------------------------------

UNUSABLE = {
    "unknown target": (["verify", "--target", "lve"], "Menade du live? Tillåtna är live, recording, replica."),
    "a kind of nothing": (["alert", "andring"], "andring: ett slag hör till --example"),
    "an unknown kind": (["alert", "--example", "andrin"], "Menade du andring?"),
    "night to come": (["history", "--since", "2999-01-01"], "den natten har inte varit än"),
}


@pytest.mark.parametrize("what", UNUSABLE)
def test_a_command_that_cannot_be_used_is_refused_in_a_sentence(
    run: Callable[..., Said], project: Path, what: str
) -> None:
    arguments, said = UNUSABLE[what]
    told = refused(run(*arguments))
    assert said in told
    assert "\n" not in told


def test_schema_is_what_editors_read(run: Callable[..., Said]) -> None:
    code, out, _ = run("schema")
    own = Path(__file__).parents[2] / "guides" / "guide.schema.json"
    assert code == 0
    assert json.loads(out) == json.loads(own.read_text("utf-8"))


# -- configuration -------------------------------------------------------------------------------------------------

CONFIGURED = {
    "unknown key": ("[tool.guidevakt]\ntimeout = 3\n", "tool.guidevakt.timeout"),
    "unknown target": ('[tool.guidevakt]\ntarget = "mars"\n', "tool.guidevakt.target"),
    "too short": ("[tool.guidevakt]\npace_s = 0.1\n", "minst 1"),
    "no number": ('[tool.guidevakt]\ntimeout_s = "länge"\n', "tool.guidevakt.timeout_s"),
    "half a window": ("[tool.guidevakt]\nviewport = [1280]\n", "tool.guidevakt.viewport"),
    "no TOML": ("[tool.guidevakt\n", "inte giltig TOML"),
}


@pytest.mark.parametrize("what", CONFIGURED)
def test_a_faulty_configuration_is_refused_with_its_place(run: Callable[..., Said], project: Path, what: str) -> None:
    text, said = CONFIGURED[what]
    (project / "pyproject.toml").write_text(text, "utf-8")
    told = refused(run("verify"))
    assert said in told
    assert "pyproject.toml" in told


def test_results_for_a_folder_that_is_not_there_are_refused(run: Callable[..., Said], project: Path) -> None:
    assert "mappen finns inte" in refused(run("verify", "--json", project / "borta" / "results.json"))


# -- compare -------------------------------------------------------------------------------------------------------


def test_equal_pictures_end_with_0_and_others_with_1(run: Callable[..., Said], tmp_path: Path) -> None:
    one, same, other = (png(tmp_path / f"{n}.png", c) for n, c in (("a", "red"), ("b", "red"), ("c", "blue")))
    assert run("compare", one, same)[0] == 0
    assert run("compare", one, other)[0] == 1


def test_a_comparison_is_told_in_json(run: Callable[..., Said], tmp_path: Path) -> None:
    one, other = png(tmp_path / "a.png", "red"), png(tmp_path / "b.png", "blue")
    code, out, err = run("compare", one, other, "--json")
    told = json.loads(out)
    assert (code, err) == (1, "")
    assert set(told) == {"verdict", "changed_pixels", "densest", "box", "boxes", "shift"}
    assert (told["changed_pixels"], told["box"], told["boxes"]) == (1600, [0, 0, 40, 40], [[0, 0, 40, 40]])


def broken(file: Path) -> None:
    whole = png(file, "red", (400, 400)).read_bytes()
    file.write_bytes(whole[: len(whole) // 2])


UNREADABLE: dict[str, Callable[[Path], object]] = {
    "not there": lambda file: None,
    "no picture": lambda file: file.write_text("hej", "utf-8"),
    "empty": lambda file: file.write_bytes(b""),
    "cut off": broken,
    "a folder": lambda file: file.mkdir(),
    "an LFS pointer": lambda file: file.write_text("version https://git-lfs.github.com/spec/v1\noid sha256:ab\n"),
}


@pytest.mark.parametrize("what", UNREADABLE)
@pytest.mark.parametrize("place", [0, 1])
def test_a_picture_that_cannot_be_read_is_refused(
    run: Callable[..., Said], tmp_path: Path, what: str, place: int
) -> None:
    good, bad = png(tmp_path / "a.png", "red"), tmp_path / "b.png"
    UNREADABLE[what](bad)
    said = refused(run("compare", *((good, bad) if place else (bad, good))))
    assert "b.png" in said
    assert "\n" not in said


# -- approve -------------------------------------------------------------------------------------------------------


def saved(project: Path, result: RunResult, latest: bool = True) -> None:
    for name in (result.run.id, "latest") if latest else (result.run.id,):
        folder = project / "reports" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "results.json").write_text(result.to_json(), "utf-8")


def test_nothing_can_be_approved_before_the_first_run(run: Callable[..., Said], project: Path) -> None:
    assert "Det finns ingen körning än" in refused(run("approve"))


def test_a_run_that_is_not_there_cannot_be_approved(run: Callable[..., Said], project: Path) -> None:
    assert "Körningen 2020 finns inte" in refused(run("approve", "--run", "2020"))


def test_a_run_that_cannot_be_read_is_refused(run: Callable[..., Said], project: Path) -> None:
    folder = project / "reports" / "latest"
    folder.mkdir(parents=True)
    (folder / "results.json").write_text("{", "utf-8")
    assert "results.json" in refused(run("approve"))


def test_pictures_of_changed_pages_are_approved_only_when_that_is_meant(run: Callable[..., Said], walked: Made) -> None:
    result = walked.run({"bild-1": f"{WHITE} Nästa"}, "r2")
    bent = result.model_copy(update={"run": result.run.model_copy(update={"overlay": "prov"})})
    saved(walked.folder, bent, latest=False)
    file = walked.folder / "val.json"
    file.write_text(walked.chosen(bent, "new").model_dump_json(by_alias=True), "utf-8")

    for how in (["--run", "r2"], ["--decisions", file]):
        assert "ändrade sidor (--overlay prov)" in (told := refused(run("approve", *how)))
        assert "--practice" in told
    assert walked.tree() == {}
    assert run("approve", "--run", "r2", "--list")[0] == 0
    assert run("approve", "--run", "r2", "--practice")[0] == 0
    assert walked.shown() == {"bild-1": f"{WHITE} Nästa"}


@pytest.mark.parametrize(("flag", "id_"), [("--step", "aterstall-99"), ("--guide", "annan")])
def test_what_the_run_lacks_cannot_be_approved(
    run: Callable[..., Said],
    project: Path,
    make_run: Callable[..., RunResult],
    make_step: Callable[..., object],
    flag: str,
    id_: str,
) -> None:
    saved(project, make_run(make_step()))
    assert f"{flag} {id_}" in refused(run("approve", flag, id_))


@pytest.fixture
def walked(project: Path) -> Made:
    """The project, with a newest run that received two pictures."""
    made = Made(project)
    saved(project, made.run({"bild-1": f"{WHITE} Nästa", "bild-2": f"{BLACK} Klar"}))
    return made


def test_pictures_are_approved_told_and_taken_back(run: Callable[..., Said], walked: Made) -> None:
    code, out, _ = run("approve", "--who", "Anna Ek", "--why", "Första gången")
    assert code == 0
    assert "bild-1 till steg steg-1: den nya bilden används." in out
    assert walked.shown() == {"bild-1": f"{WHITE} Nästa"}

    batch = out.split("--undo ")[1].strip().rstrip(".")
    code, log, _ = run("approve", "--log")
    assert (code, log.count("Anna Ek"), log.count("Skäl: Första gången.")) == (0, 2, 2)
    assert f"{batch}.1" in log

    assert run("approve", "--undo", f"{batch}.1", "--who", "Bo")[0] == 0
    assert (walked.shown("bild-1"), list(walked.shown("bild-2"))) == ({}, ["bild-2"])
    assert run("approve", "--undo", batch)[0] == 0
    assert walked.shown("bild-2") == {}


def test_who_approves_is_whoever_is_signed_in(
    run: Callable[..., Said], walked: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "anna")
    run("approve", "--step", "steg-1")
    assert "  anna: bild-1" in run("approve", "--log")[1]


def test_nobody_signed_in_is_asked_for_a_name(
    run: Callable[..., Said], walked: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise OSError("No username set in the environment")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert "Ange ditt namn med --who" in refused(run("approve"))
    assert run("approve", "--who", "Anna")[0] == 0


def test_what_awaits_is_listed_and_nothing_is_approved(run: Callable[..., Said], walked: Made) -> None:
    code, out, _ = run("approve", "--list")
    assert (code, out.count("Första bilden")) == (0, 2)
    assert walked.tree() == {}


def test_choices_saved_from_the_report_are_carried_out(run: Callable[..., Said], walked: Made, tmp_path: Path) -> None:
    file = walked.folder / "val.json"
    result = walked.run({"bild-1": f"{WHITE} Nästa"}, "r2")
    saved(walked.folder, result, latest=False)
    file.write_text(walked.chosen(result, "variant").model_dump_json(by_alias=True), "utf-8")

    assert run("approve", "--decisions", file)[0] == 0  # the run is the one that the choices name
    assert walked.shown() == {"bild-1": f"{WHITE} Nästa"}
    assert "Anna: bild-1" in run("approve", "--log")[1]


def test_a_run_of_ci_is_approved_from_its_zip(run: Callable[..., Said], project: Path, tmp_path: Path) -> None:
    elsewhere = Made(tmp_path / "ci")
    saved(elsewhere.folder, elsewhere.one(f"{WHITE} Nästa"), latest=False)
    file = shutil.make_archive(str(tmp_path / "RUN"), "zip", elsewhere.folder / "reports" / "r1")

    assert run("approve", "--from", file, "--list")[0] == 0
    assert run("approve", "--from", file)[0] == 0
    assert Made(project).shown() == {"bild-1": f"{WHITE} Nästa"}


def test_a_new_environment_alone_is_approved_by_a_flag(run: Callable[..., Said], walked: Made) -> None:
    run("approve")
    newer = walked.run({"bild-1": f"{BLACK} Nästa", "bild-2": f"{BLACK} Färdig"}, "r2", environment=NEWER)
    saved(walked.folder, newer, latest=False)
    out = run("approve", "--run", "r2", "--environment")[1]
    assert "bild-1 till steg steg-1" in out
    assert "bild-2" not in out


APPROVING = {
    "two ways at once": (["--undo", "x", "--list"], "--undo och --list kan inte användas på samma gång."),
    "an unknown choice": (["--undo", "x"], "Valet x finns inte."),
    "no such file": (["--decisions", "val.json"], "val.json: filen finns inte."),
    "no such zip": (["--from", "run.zip"], "run.zip: filen finns inte."),
    "a long name": (["--who", "a" * 81], "Namnet ska vara ett namn med 1–80 tecken."),
    "a long reason": (["--why", "a" * 501], "Skälet får vara högst 500 tecken."),
}


@pytest.mark.parametrize("what", APPROVING)
def test_approving_that_cannot_be_done_is_refused_in_a_sentence(
    run: Callable[..., Said], walked: Made, what: str
) -> None:
    arguments, said = APPROVING[what]
    assert said in refused(run("approve", *arguments))
    assert walked.tree() == {}


def test_approved_pictures_that_no_step_uses_are_listed(run: Callable[..., Said], walked: Made) -> None:
    shutil.copytree(Path(__file__).parents[2] / "guides" / "losenord", walked.folder / "guides" / "losenord")
    saved(walked.folder, walked.run({"bild-1": WHITE, "bild-99": BLACK}, "r2"), latest=False)
    run("approve", "--run", "r2")
    assert run("approve", "--unused")[1].splitlines() == [
        "En godkänd bild används inte av något steg:",
        "  baselines/replica/linux-chromium-156-3f2a91c0-1280x900/losenord/bild-99.png",
    ]


# -- suggest -------------------------------------------------------------------------------------------------------

ASKED = '{"old": "Lägg till metod", "context": "", "before": ["Lägg till metod"], "after": ["Lägg till ny metod"]}\n'


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """What stands on stdin."""

    def given(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    return given


def test_suggest_answers_line_by_line(run: Callable[..., Said], asked: Callable[[str], None]) -> None:
    asked(ASKED * 2)
    code, out, err = run("suggest", "--jsonl")

    assert (code, err) == (0, "")
    assert [json.loads(line)["suggestion"] for line in out.splitlines()] == ["Lägg till ny metod"] * 2


def test_suggest_says_nothing_of_nothing(run: Callable[..., Said], asked: Callable[[str], None]) -> None:
    asked("")
    assert run("suggest", "--jsonl") == (0, "", "")


def test_suggest_has_answered_all_before_a_line_that_cannot_be_used(
    run: Callable[..., Said], asked: Callable[[str], None]
) -> None:
    asked(ASKED + '{"old": "x"}\n' + ASKED)
    code, out, err = run("suggest", "--jsonl")

    assert (code, len(out.splitlines())) == (2, 1)
    assert err.startswith("Rad 2: ")
    assert "Traceback" not in err


def test_suggest_speaks_utf_8_on_a_terminal_that_does_not(
    run: Callable[..., Said], asked: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.BytesIO()
    asked(ASKED)
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, "ascii"))

    assert run("suggest", "--jsonl")[0] == 0
    assert json.loads(written.getvalue())["suggestion"] == "Lägg till ny metod"


@pytest.mark.parametrize("closed", ["stdin", "stdout"])
def test_suggest_with_nothing_to_read_from_or_write_to_says_how_it_is_used(
    run: Callable[..., Said], asked: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, closed: str
) -> None:
    asked(ASKED)
    monkeypatch.setattr(sys, closed, None)
    assert "guidevakt suggest --jsonl <" in refused(run("suggest", "--jsonl"))


def test_suggest_without_its_flag_says_how_it_is_used(run: Callable[..., Said], asked: Callable[[str], None]) -> None:
    asked(ASKED)
    assert "guidevakt suggest --jsonl <" in refused(run("suggest"))
