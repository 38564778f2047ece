"""Approved pictures become the guide's own, whole, and only what may be shown as such."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from guidevakt import guide, whole_file
from guidevakt.pictures import guide_pictures, picture_file, refresh, refreshing, sidecar
from guidevakt.pictures.refreshing import Asked
from guidevakt.pictures.sidecar import Promised, Sidecar
from guidevakt.refused import Refused
from guidevakt.snapshot import Element
from tests.unit.drawing import BUTTON, page

KEY = "linux-chromium-156-3f2a91c0-1280x900"
GUIDE = """
id: losenord
title: Lösenord
owner: it
parts:
  - id: registrera
    title: Registrera
    steps:
      - {id: valj, text: Välj Telefon., page: a, live: attended, claims: [{kind: control, name: Telefon}],
         picture: {id: bild-1}}
      - {id: kod, text: Skriv koden., page: a, live: never, claims: [{kind: control, name: Nästa}],
         picture: {id: bild-2}}
      - {id: klart, text: Klart., page: a, claims: [{kind: control, name: Klar}], picture: {id: bild-3}}
      - {id: utan, text: Utan bild., page: a, claims: [{kind: control, name: Klar}]}
"""


@dataclass(frozen=True)
class Project:
    """A project with one guide, whose pictures are approved as told."""

    folder: Path

    def approve(
        self, picture: str = "bild-1", target: str = "live", *, image: Image.Image | None = None, words: bool = True,
        key: str = KEY, name: str = "Telefon", when: str = "2026-10-03", run: str = "r1",
    ) -> Path:  # fmt: skip
        """Lay an approved picture as an approval leaves it."""
        place = self.folder / "baselines" / target / key / "losenord"
        place.mkdir(parents=True, exist_ok=True)
        file = place / f"{picture}.png"
        made = image or page()
        made.save(file)
        sha = sidecar.digest(file.read_bytes())
        button = Element("button", name, box=BUTTON)
        root = Element("dialog", "Lägg till en metod", box=(0, 0, *made.size), children=(button,))
        claims = (Promised(kind="dialog", expected=""), Promised(kind="control", expected=name, box=BUTTON))
        told = Sidecar(schema=1, sha256=sha, snapshot=root, size=made.size, claims=claims)
        if words:
            file.with_suffix(".json").write_text(told.to_json(), "utf-8")
        entry = {
            "id": f"{run}.1", "batch": run, "when": f"{when}T22:30:00.000+00:00", "who": "Anna", "target": target,
            "environment": key, "guide": "losenord", "run": run, "step": "valj", "picture": picture, "choice": "new",
            "sha256": sha, "after": {picture: sha},
        }  # fmt: skip
        with (place / "approvals.jsonl").open("a", encoding="utf-8") as record:
            record.write(json.dumps(entry) + "\n")
        return file

    def told(self, **asked: object) -> list[str]:
        """What `guidevakt refresh` says."""
        return list(refreshing.run(self.folder, Asked(**asked)))  # type: ignore[arg-type]

    @property
    def place(self) -> Path:
        return self.folder / "guides" / "losenord" / "pictures"

    def files(self) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in sorted(self.place.glob("*"))}

    def known(self, picture: str = "bild-1") -> guide_pictures.GuidePicture:
        found = guide_pictures.read(self.place).of(picture)
        assert found is not None
        return found


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "guides" / "losenord").mkdir(parents=True)
    (tmp_path / "guides" / "losenord" / "guide.yaml").write_text(GUIDE, "utf-8")
    (tmp_path / "pyproject.toml").write_text("", "utf-8")
    return Project(tmp_path)


def test_approved_picture_becomes_the_guides_clean_and_marked(project: Project) -> None:
    approved = project.approve()

    assert project.told(step="valj") == [
        "bild-1.png och bild-1-markerad.png: nya.",
        "1 bild förnyades i guides/losenord/pictures.",
    ]
    assert set(project.files()) == {"bild-1.png", "bild-1-markerad.png", "pictures.json"}
    clean = picture_file.read(project.place / "bild-1.png")
    assert clean.tobytes() == picture_file.read(approved).tobytes()  # narrower than the set width: as it is
    assert picture_file.read(project.place / "bild-1-markerad.png").tobytes() != clean.tobytes()


def test_everything_is_known_of_the_picture(project: Project) -> None:
    approved = project.approve()
    project.told()
    known = project.known()

    assert known.clean.alt == "Fönstret Lägg till en metod."
    assert known.marked is not None
    assert known.marked.alt == "Fönstret Lägg till en metod. Inramat: knappen ”Telefon”, till höger."
    assert (known.step, known.run, known.practice) == ("valj", "r1", False)
    assert known.date == "2026-10-04"  # half past midnight in Sweden
    assert (known.target, known.environment) == ("live", KEY)
    assert known.approved == sidecar.digest(approved.read_bytes())
    for shown in known.files:
        assert shown.sha256 == sidecar.digest((project.place / shown.file).read_bytes())
        assert (shown.width, shown.height) == picture_file.read(project.place / shown.file).size == (640, 480)


@pytest.mark.parametrize(("width", "size"), [(320, (320, 240)), (639, (639, 479)), (960, (640, 480))])
def test_picture_is_no_wider_than_is_set_and_never_made_larger(
    project: Project, width: int, size: tuple[int, int]
) -> None:
    project.approve()
    project.told(width=width)

    assert picture_file.read(project.place / "bild-1.png").size == size
    assert picture_file.read(project.place / "bild-1-markerad.png").size == size


def test_flattest_picture_is_still_one(project: Project) -> None:
    project.approve(image=page().resize((2000, 1)), words=False)
    project.told(width=320)

    assert picture_file.read(project.place / "bild-1.png").size == (320, 1)


def test_width_is_taken_from_the_settings(project: Project) -> None:
    project.approve()
    (project.folder / "pyproject.toml").write_text("[tool.guidevakt]\nguide_width_px = 400\n", "utf-8")
    project.told()

    assert project.known().clean.width == 400


def test_done_twice_it_writes_nothing(project: Project) -> None:
    project.approve()
    project.told()
    before = {file: (file.stat().st_mtime_ns, file.read_bytes()) for file in project.place.iterdir()}

    assert project.told(step="valj") == ["1 bild är redan som den godkända och lämnades orörd."]
    assert {file: (file.stat().st_mtime_ns, file.read_bytes()) for file in project.place.iterdir()} == before


def test_same_picture_approved_anew_leaves_all_as_it_is(project: Project) -> None:
    project.approve()
    project.told()
    before = project.files()
    project.approve(when="2026-11-24", run="r2")
    project.told()

    assert project.files() == before


def test_the_same_is_made_again_to_the_byte(project: Project) -> None:
    project.approve()
    project.told()
    before = project.files()
    for file in project.place.iterdir():
        file.unlink()
    project.told()

    assert project.files() == before


def test_what_is_replaced_is_told_with_both_dates(project: Project) -> None:
    project.approve()
    project.told()
    project.approve(image=page().rotate(180), when="2026-11-24", run="r2")

    assert project.told(step="valj")[0] == (
        "bild-1.png och bild-1-markerad.png: ersatta (den gamla godkändes 4 oktober 2026, den nya 24 november 2026)."
    )
    assert (project.known().run, project.known().date) == ("r2", "2026-11-24")


def test_picture_of_the_writers_that_lay_there_is_told_to_be_replaced(project: Project) -> None:
    project.approve()
    project.place.mkdir()
    page().rotate(180).save(project.place / "bild-1.png")

    assert project.told(step="valj")[0] == (
        "bild-1.png och bild-1-markerad.png: ersatta (det som låg där kom inte från Guidevakt)."
    )


def test_new_words_of_the_same_picture_are_told(project: Project) -> None:
    project.approve()
    project.told()
    before = project.files()
    project.approve(name="Mobil")

    [told, *_] = project.told(step="valj")
    assert told == "bild-1.png och bild-1-markerad.png: bara det som står om dem i pictures.json är nytt."
    assert {k: v for k, v in project.files().items() if k.endswith("png")} == {
        k: v for k, v in before.items() if k.endswith("png")
    }
    assert "Mobil" in project.known().marked.alt  # type: ignore[union-attr]


def test_dry_run_tells_and_writes_nothing(project: Project) -> None:
    project.approve()

    assert project.told(step="valj", dry_run=True) == [
        "bild-1.png och bild-1-markerad.png: skulle bli nya.",
        "1 bild skulle förnyas i guides/losenord/pictures.",
    ]
    assert not project.place.exists()


def test_picture_of_the_newest_approval_is_taken(project: Project) -> None:
    project.approve(key="linux-chromium-157-3f2a91c0-1280x900", when="2026-10-01")
    project.approve(when="2026-11-01")
    project.approve(key="linux-chromium-155-3f2a91c0-1280x900", when="2026-09-01")
    project.told()

    assert project.known().environment == KEY


# -- practice copies -------------------------------------------------------------------------------------------------


def test_pictures_of_practice_copies_are_no_guides_pictures_unless_asked_for(project: Project) -> None:
    project.approve("bild-1", "replica")
    project.approve("bild-2", "replica")

    assert project.told() == [
        "Bild 1 kan inte förnyas: steget kräver inloggning, och där tar Guidevakt inga bilder än.",
        "Bild 2 kan inte förnyas: steget finns bara på övningskopian.",
        "Bild 3 kan inte förnyas: ingen bild av den riktiga sidan är godkänd. "
        "Kör guidevakt verify --target live och godkänn den.",
        "Ingen bild förnyades.",
        "Med --replica används övningskopians bilder där ingen riktig är godkänd. Det står i dem vad de är.",
    ]
    assert not project.place.exists()


def test_asked_for_each_says_what_it_is(project: Project) -> None:
    project.approve("bild-1", "replica")
    project.told(replica=True)
    known = project.known()

    assert known.practice
    for shown in known.files:
        assert shown.alt.endswith("Övningskopia – inte den riktiga sidan.")
        assert (shown.width, shown.height) == (640, 510)
        strip = picture_file.read(project.place / shown.file).crop((0, 480, 640, 510))
        assert len(strip.getcolors() or ()) > 2  # words on it


def test_real_picture_goes_before_one_of_a_practice_copy(project: Project) -> None:
    project.approve("bild-1", "replica", image=page().rotate(180), when="2026-11-24")
    project.approve("bild-1", "live")
    project.told(replica=True)

    assert (project.known().target, project.known().practice) == ("live", False)


def test_nothing_approved_is_told_and_no_copy_is_proposed_that_is_not_there(project: Project) -> None:
    assert project.told(step="kod") == [
        "Bild 2 kan inte förnyas: steget finns bara på övningskopian.",
        "Ingen bild förnyades.",
    ]
    assert project.told(step="kod", replica=True) == [
        "Bild 2 kan inte förnyas: ingen bild av den är godkänd. Kör guidevakt verify och sedan guidevakt approve.",
        "Ingen bild förnyades.",
    ]


# -- what can go wrong -----------------------------------------------------------------------------------------------


def test_picture_without_words_is_only_clean(project: Project) -> None:
    project.approve(words=False)

    assert project.told(step="valj")[0] == "bild-1.png: ny."
    assert project.known().clean.alt == "Bild till steget ”Välj Telefon.”."
    assert project.known().marked is None


def test_mark_that_is_no_longer_there_goes_away(project: Project) -> None:
    approved = project.approve()
    project.told()
    approved.with_suffix(".json").unlink()
    project.told()

    assert set(project.files()) == {"bild-1.png", "pictures.json"}


def test_writers_own_picture_is_shown_in_its_place(project: Project) -> None:
    approved = project.approve()
    page().rotate(180).save(approved.with_name("bild-1.own.png"))
    project.told()

    assert picture_file.read(project.place / "bild-1.png").tobytes() == page().rotate(180).tobytes()
    assert project.known().marked is None


def test_own_picture_with_nothing_behind_it_is_laid_on_white(project: Project) -> None:
    approved = project.approve()
    Image.new("RGBA", (640, 480)).save(approved.with_name("bild-1.own.png"))
    project.told()

    assert picture_file.read(project.place / "bild-1.png").getpixel((9, 9)) == (255, 255, 255)


def test_other_pictures_records_stay_and_stand_in_the_guides_order(project: Project) -> None:
    file = project.folder / "guides" / "losenord" / "guide.yaml"
    file.write_text(GUIDE.replace("bild-1", "bild-9"), "utf-8")
    for picture in ("bild-3", "bild-9", "bild-2"):
        project.approve(picture)
    for step in ("klart", "kod", "valj"):
        project.told(step=step)

    assert [one.picture for one in guide_pictures.read(project.place).pictures] == ["bild-9", "bild-2", "bild-3"]


@pytest.mark.parametrize("number", range(3))
def test_killed_at_any_moment_every_file_is_the_old_or_the_new(
    project: Project, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    project.approve()
    project.told()
    old = project.files()
    project.approve(image=page().rotate(180), when="2026-11-24")
    replace, done = Path.replace, []

    def killed(self: Path, target: Path) -> Path:
        if len(done) == number:
            raise KeyboardInterrupt
        done.append(target)
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            project.told()
    halfway = {name: data for name, data in project.files().items() if not name.endswith(".partial")}
    project.told()
    new = project.files()

    assert set(halfway) == set(old) == set(new)
    assert all(halfway[name] in (old[name], new[name]) for name in old)
    assert project.known().clean.sha256 == sidecar.digest(new["bild-1.png"])


def test_killed_while_writing_all_is_as_it_was(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.approve()
    project.told()
    old = project.files()
    project.approve(image=page().rotate(180), when="2026-11-24")

    def killed(_file: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(whole_file.os, "fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        project.told()

    assert {name: data for name, data in project.files().items() if name in old} == old


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"guide": "annan"}, "--guide annan: guiden finns inte. Tillåtna är losenord."),
        ({"step": "borta"}, "--step borta: steget finns inte. Tillåtna är klart, kod, valj."),
        ({"step": "utan"}, "--step utan: steget har ingen bild. Steg med bild är valj, kod, klart."),
        ({"width": 319}, "--width 319: ska vara minst 320 och högst 2560."),
        ({"width": 2561}, "--width 2561: ska vara minst 320 och högst 2560."),
    ],
)
def test_what_cannot_be_asked_for_is_refused(project: Project, asked: dict[str, object], told: str) -> None:
    with pytest.raises(Refused) as refused:
        project.told(**asked)
    assert str(refused.value) == told


@pytest.mark.parametrize(
    "damage",
    [
        lambda project, approved: approved.write_bytes(b"hej"),
        lambda project, approved: approved.with_suffix(".json").write_text("{"),
        lambda project, approved: (project.place.mkdir(), (project.place / "pictures.json").write_text("[]")),
    ],
    ids=["picture", "words", "pictures.json"],
)
def test_what_cannot_be_read_is_named(project: Project, damage: Callable[[Project, Path], object]) -> None:
    damage(project, project.approve())

    with pytest.raises(Refused) as refused:
        project.told()
    assert "\n" not in str(refused.value)


def test_damaged_picture_of_the_guide_is_made_anew(project: Project) -> None:
    project.approve()
    project.told()
    before = project.files()
    (project.place / "bild-1.png").write_bytes(b"hej")
    project.told()

    assert project.files() == before


def test_guide_without_pictures_is_told_so(project: Project) -> None:
    file = project.folder / "guides" / "losenord" / "guide.yaml"
    file.write_text(
        "id: losenord\ntitle: A\nowner: it\nparts: [{id: a, title: A, steps: "
        "[{id: b, text: B, page: c, claims: [{kind: text, name: D}]}]}]\n",
        "utf-8",
    )

    assert project.told() == ["Guiden har inga bilder."]


def test_a_dry_run_is_lazy_about_nothing(project: Project) -> None:
    project.approve()
    outcomes = list(refresh.refresh(project.folder, guide.read_all(project.folder / "guides"), 960, dry_run=True))

    assert [outcome.what for outcome in outcomes] == ["new", "missing", "missing"]
