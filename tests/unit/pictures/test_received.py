"""A received picture against the approved ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from guidevakt.pictures import received
from guidevakt.pictures.sidecar import Sidecar, Text, digest
from guidevakt.refused import Refused
from guidevakt.snapshot import Element
from guidevakt.verdict import Environment, PictureResult, RunResult, exit_code
from tests.unit.choosing import BLACK, KEY, NEWER, RED, WHITE, Project

ENVIRONMENT = Environment(os="linux", browser="chromium-156", fonts="3f2a91c0", viewport=(1280, 900))
FOLDER = "baselines/replica/linux-chromium-156-3f2a91c0-1280x900/losenord"
RECEIVED = "reports/r1/pictures/bild-1.png"


def _picture(file: Path, colour: str = "white", size: tuple[int, int] = (60, 40)) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, colour).save(file)
    return file


def _files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def _judge(project: Path, environment: Environment | None = ENVIRONMENT) -> PictureResult:
    return received.judge(project, "replica", environment, "losenord", "bild-1", project / RECEIVED)


def test_first_picture_awaits_review(tmp_path: Path) -> None:
    _picture(tmp_path / RECEIVED)

    assert _judge(tmp_path) == PictureResult(id="bild-1", verdict="awaiting_review", received=RECEIVED)


def test_same_picture_holds(tmp_path: Path) -> None:
    _picture(tmp_path / RECEIVED)
    _picture(tmp_path / FOLDER / "bild-1.png")

    judged = _judge(tmp_path)
    assert (judged.verdict, judged.approved, judged.diff) == ("holds", f"{FOLDER}/bild-1.png", None)


def test_other_picture_looks_different_and_its_diff_is_kept_with_the_run(tmp_path: Path) -> None:
    _picture(tmp_path / RECEIVED, "black")
    _picture(tmp_path / FOLDER / "bild-1.png")

    judged = _judge(tmp_path)
    assert (judged.verdict, judged.changed_pixels, judged.densest) == ("looks_different", 2400, 1.0)
    assert judged.box == (0, 0, 60, 40)
    assert judged.diff == "reports/r1/pictures/bild-1.diff.png"
    assert (tmp_path / judged.diff).exists()


def test_other_size_looks_different(tmp_path: Path) -> None:
    _picture(tmp_path / RECEIVED, size=(60, 41))
    _picture(tmp_path / FOLDER / "bild-1.png")

    assert _judge(tmp_path).verdict == "looks_different"


def test_picture_that_holds_though_a_few_pixels_differ_has_no_diff(tmp_path: Path) -> None:
    file = _picture(tmp_path / RECEIVED)
    _picture(tmp_path / FOLDER / "bild-1.png")
    with Image.open(file) as image:
        image.putpixel((5, 5), (0, 0, 0))
        image.save(file)

    judged = _judge(tmp_path)
    assert (judged.verdict, judged.changed_pixels, judged.diff) == ("holds", 1, None)
    assert [p.name for p in file.parent.iterdir()] == ["bild-1.png"]


def test_picture_that_holds_has_no_diff_though_an_earlier_try_left_one(tmp_path: Path) -> None:
    _picture(tmp_path / RECEIVED)
    _picture(tmp_path / FOLDER / "bild-1.png")
    _picture(tmp_path / "reports/r1/pictures/bild-1.diff.png")

    assert _judge(tmp_path).diff is None


@pytest.mark.parametrize("approved", ["none", "same", "other"])
def test_judging_never_writes_to_baselines(tmp_path: Path, approved: str) -> None:
    _picture(tmp_path / RECEIVED)
    if approved != "none":
        _picture(tmp_path / FOLDER / "bild-1.png", "white" if approved == "same" else "black")
    before = _files(tmp_path / "baselines")

    _judge(tmp_path)

    assert _files(tmp_path / "baselines") == before


@pytest.mark.parametrize(("role", "verdict"), [("dialog", "holds"), ("region", "looks_different")])
def test_page_behind_a_window_is_no_part_of_its_picture(tmp_path: Path, role: str, verdict: str) -> None:
    for file, behind in ((tmp_path / RECEIVED, "black"), (tmp_path / FOLDER / "bild-1.png", "white")):
        _picture(file)
        with Image.open(file) as image:
            image.paste(behind, (0, 0, 60, 10))
            image.save(file)
        window = Element(role, "Telefon", box=(10, 10, 40, 20))
        words = Sidecar(schema=1, sha256=digest(file.read_bytes()), snapshot=window, size=(60, 40))
        file.with_suffix(".json").write_text(words.to_json(), "utf-8")

    assert _judge(tmp_path).verdict == verdict


def test_picture_from_an_unknown_environment_is_not_checked(tmp_path: Path) -> None:
    _picture(tmp_path / RECEIVED)

    judged = _judge(tmp_path, None)
    assert (judged.verdict, judged.reason) == ("not_checked", "environment")


@pytest.mark.parametrize("change", ["os", "browser", "fonts", "viewport", "target"])
def test_picture_of_another_environment_or_target_is_never_compared_with(tmp_path: Path, change: str) -> None:
    _picture(tmp_path / RECEIVED)
    _picture(tmp_path / FOLDER / "bild-1.png", "black")
    other: dict[str, object] = {"viewport": (1000, 900)} if change == "viewport" else {change: "annat"}
    environment = ENVIRONMENT if change == "target" else ENVIRONMENT.model_copy(update=other)
    target = "recording" if change == "target" else "replica"

    judged = received.judge(tmp_path, target, environment, "losenord", "bild-1", tmp_path / RECEIVED)
    assert judged.verdict == "awaiting_review"


def test_approved_picture_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    _picture(tmp_path / RECEIVED)
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER / "bild-1.png").write_bytes(b"version https://git-lfs.github.com/spec/v1\n")

    with pytest.raises(Refused, match="git lfs pull"):
        _judge(tmp_path)




# -- with words ------------------------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def one(run: RunResult) -> PictureResult:
    picture = run.steps[0].picture
    assert picture is not None
    return picture


def test_what_reads_otherwise_is_told_in_words(project: Project) -> None:
    project.decide(project.one(f"{WHITE} Nästa"))
    judged = one(project.one(f"{BLACK} Fortsätt", "r2"))

    assert (judged.verdict, judged.words) == ("looks_different", "otherwise")
    assert [(d.change, d.name, d.seen) for d in judged.differences] == [("renamed", "Nästa", "Fortsätt")]
    assert judged.snapshot == "reports/r2/pictures/bild-1.json"


def test_same_words_are_said_to_be_the_same(project: Project) -> None:
    project.decide(project.one(f"{WHITE} Nästa"))
    judged = one(project.one(f"{BLACK} Nästa", "r2"))

    assert (judged.verdict, judged.words, judged.differences) == ("looks_different", "same", ())


@pytest.mark.parametrize(("approved", "now"), [(WHITE, f"{BLACK} Nästa"), (f"{WHITE} Nästa", BLACK)])
def test_without_words_on_both_sides_nothing_is_said_of_them(project: Project, approved: str, now: str) -> None:
    project.decide(project.one(approved))
    judged = one(project.one(now, "r2"))

    assert (judged.verdict, judged.words) == ("looks_different", None)


def test_other_words_with_the_same_look_are_no_other_picture(project: Project) -> None:
    project.decide(project.one(f"{WHITE} Nästa"))
    assert one(project.one(f"{WHITE} Fortsätt", "r2")).verdict == "holds"  # the words are the claims' to judge


def _marked(file: Path, name: str, *marks: tuple[int, int, int, int]) -> None:
    """A white picture with marks on a button of that name: its word, drawn plainly."""
    _picture(file)
    with Image.open(file) as image:
        for x, y, width, height in marks:
            image.paste("black", (x, y, x + width, y + height))
        image.save(file)
    button = Element("button", name, box=(5, 5, 40, 30))
    sha256, texts = digest(file.read_bytes()), (Text(box=marks[0]),)
    words = Sidecar(schema=1, sha256=sha256, snapshot=button, size=(60, 40), texts=texts)
    file.with_suffix(".json").write_text(words.to_json(), "utf-8")


@pytest.mark.parametrize(
    ("name", "more", "verdict", "note"),
    [
        ("NÄSTA", (), "holds", "Orden är desamma, bara skrivna på ett annat sätt: ”NÄSTA”."),
        ("NÄSTA", ((50, 5, 8, 8),), "looks_different", None),
        ("Nästa", (), "looks_different", None),
        ("Nasta", (), "looks_different", None),
    ],
)
def test_only_words_that_read_the_same_may_be_written_otherwise(
    tmp_path: Path, name: str, more: tuple[tuple[int, int, int, int], ...], verdict: str, note: str | None
) -> None:
    _marked(tmp_path / FOLDER / "bild-1.png", "Nästa", (10, 14, 20, 8))
    _marked(tmp_path / RECEIVED, name, (10, 14, 28, 8), *more)

    judged = _judge(tmp_path)
    assert (judged.verdict, judged.note) == (verdict, note)
    assert (judged.diff is None) == (verdict == "holds")


def test_words_that_belong_to_another_picture_are_not_taken_for_its_own(project: Project) -> None:
    project.decide(project.one(f"{WHITE} Nästa"))
    _picture(project.place / "bild-1.png", "red")

    assert one(project.one(f"{BLACK} Fortsätt", "r2")).words is None


def test_words_that_cannot_be_read_are_refused(project: Project) -> None:
    project.decide(project.one(f"{WHITE} Nästa"))
    (project.place / "bild-1.json").write_text("{", "utf-8")

    with pytest.raises(Refused, match=r"bild-1\.json: filen går inte att läsa som en bilds ord"):
        project.one(f"{BLACK} Fortsätt", "r2")


def test_what_moves_in_either_picture_is_left_out(project: Project) -> None:
    everything = ((0, 0, 60, 40),)
    project.decide(project.one(f"{WHITE} Nästa", moving=everything))
    assert one(project.one(f"{BLACK} Fortsätt", "r2")).verdict == "holds"

    project.decide(project.one(f"{RED} Nästa", "r3", moving=()))
    assert one(project.one(f"{BLACK} Nästa", "r4", moving=everything)).verdict == "holds"


def test_the_nearest_of_several_accepted_pictures_is_what_is_told_against(project: Project) -> None:
    project.decide(project.one(f"{WHITE} Nästa"))
    project.decide(project.one(f"{BLACK} Fortsätt", "r2"), "variant")
    file = project.folder / "reports/r3/pictures/bild-1.png"
    project.one(f"{BLACK} Vidare", "r3")
    with Image.open(file) as image:
        image.paste((255, 0, 0), (10, 10, 40, 30))
        image.save(file)

    judged = received.judge(project.folder, "replica", ENVIRONMENT, "losenord", "bild-1", file)
    assert judged.approved == f"{FOLDER}/bild-1.2.png"
    assert judged.box == (10, 10, 30, 20)


# -- another environment ---------------------------------------------------------------------------------------------


def test_a_new_environment_awaits_review_and_says_whether_the_words_are_the_same(project: Project) -> None:
    project.decide(project.run({"bild-1": f"{WHITE} Nästa", "bild-2": f"{WHITE} Klar"}))
    newer = project.run({"bild-1": f"{BLACK} Nästa", "bild-2": f"{BLACK} Färdig"}, "r2", environment=NEWER)

    same, other = (s.picture for s in newer.steps if s.picture)
    assert (same.verdict, same.like, same.words) == ("awaiting_review", KEY, "same")
    assert (other.verdict, other.like, other.words) == ("awaiting_review", KEY, "otherwise")
    assert [d.seen for d in other.differences] == ["Färdig"]
    assert exit_code(newer.steps) != 1


def test_a_new_environment_is_held_against_the_most_alike_one(project: Project) -> None:
    narrow = ENVIRONMENT.model_copy(update={"viewport": (390, 900)})
    project.decide(project.one(f"{WHITE} Smal", environment=narrow))
    project.decide(project.one(f"{WHITE} Nästa"))

    assert one(project.one(f"{BLACK} Nästa", "r2", environment=NEWER)).like == KEY


def test_pictures_of_another_target_are_never_held_against(project: Project) -> None:
    project.decide(project.one(f"{WHITE} Nästa"))
    assert one(project.one(f"{WHITE} Nästa", "r2", environment=NEWER, target="recording")).like is None
