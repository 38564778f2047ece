"""The review page without a browser: what it shows, which pictures it serves, which uploads it takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from starlette.requests import Request

from guidevakt.pictures import colour_profile
from guidevakt.pictures.shelf import Entry, standing
from guidevakt.pictures.waiting import Group, Waiting
from guidevakt.refused import Refused
from guidevakt.report.step import anchor
from guidevakt.review import upload, view
from guidevakt.review.app import Review
from guidevakt.review.pictures import Pictures
from guidevakt.review.view import Card, Pack
from guidevakt.verdict import ClaimResult, Difference, RunResult, StepResult
from tests.unit.choosing import WHITE, Project

SHA, OTHER = "a" * 64, "b" * 64
NEXT = Difference(change="renamed", role="button", name="Nästa", seen="Fortsätt")


def entry(choice: str, id_: str = "1.1", **facts: Any) -> Entry:
    known = {"id": id_, "batch": id_.partition(".")[0], "when": "2026-11-24T02:15:00+00:00", "who": "Anna",
             "target": "replica", "environment": "e", "guide": "losenord", "run": "r1", "step": "a-1",
             "picture": "bild-a-1", "choice": choice, "sha256": SHA}  # fmt: skip
    return Entry.model_validate({**known, **facts})


Packed = Callable[..., tuple[Pack, ...]]


@pytest.fixture
def packed(make_step: Callable[..., StepResult], make_run: Callable[..., RunResult]) -> Packed:
    def pack(
        *groups: Sequence[dict[str, Any]], entries: Sequence[Entry] = (), later: set[str] | None = None,
        environment: bool = False,
    ) -> tuple[Pack, ...]:  # fmt: skip
        def waiting(facts: dict[str, Any]) -> Waiting:
            facts = dict(facts)
            id_, claims = facts.pop("step"), facts.pop("claims", ())
            picture = {"id": f"bild-{id_}", "verdict": "looks_different", "received": "b.png", **facts}
            known = {**make_step(*claims).model_dump(), "id": id_, "picture": picture}
            return Waiting(StepResult.model_validate(known), SHA, standing(entries, SHA))

        made = [Group(tuple(map(waiting, group)), environment) for group in groups]
        return view.packs(make_run(), made, entries, later or set())

    return pack


def cards(packs: Sequence[Pack]) -> list[Card]:
    return [card for pack in packs for card in pack.cards]


def test_a_step_that_fails_in_words_too_stands_first_and_a_first_picture_last(
    packed: Packed, make_claim: Callable[..., ClaimResult]
) -> None:
    packs = packed(
        [{"step": "first", "verdict": "awaiting_review"}],
        [{"step": "look"}],
        [{"step": "words", "differences": (NEXT,)}],
        [{"step": "lost", "claims": (make_claim("drifted", change="removed"),)}],
    )
    assert [card.title for card in cards(packs)] == [
        "bild-lost, steg lost", "bild-words, steg words", "bild-look, steg look", "bild-first, steg first",
    ]  # fmt: skip


def test_what_shares_a_change_is_told_and_asked_together(packed: Packed) -> None:
    two, alone = packed([{"step": "a", "differences": (NEXT,)}, {"step": "b", "differences": (NEXT,)}], [{"step": "c"}])
    assert (two.title, two.why) == ("Samma ändring i två bilder", "Knappen ”Nästa” heter nu ”Fortsätt”.")
    assert two.at_once == "Använd båda de nya bilderna"
    assert (alone.title, alone.at_once) == ("", "")


def test_a_new_environment_with_the_same_words_is_one_approval(packed: Packed) -> None:
    known = {"verdict": "awaiting_review", "like": "debian-12", "words": "same"}
    (pack,) = packed([{"step": str(n), **known} for n in range(3)], environment=True)
    assert "Orden är desamma i alla bilder." in pack.why
    assert pack.at_once == "Använd alla tre nya bilderna"


def test_what_was_chosen_for_just_this_picture_is_what_has_become_of_it(packed: Packed) -> None:
    (one,) = cards(packed([{"step": "a-1"}], entries=[entry("old")]))
    assert (one.is_open, one.state) == (False, "Den gamla bilden behålls")
    (other,) = cards(packed([{"step": "a-1"}], entries=[entry("old", sha256=OTHER)]))
    assert (other.is_open, other.state) == (True, "Att avgöra")


def test_the_basis_of_an_answer_changes_with_every_choice(packed: Packed) -> None:
    log = [entry("old"), entry("undo", "2.1", undoes="1.1")]
    bases = {cards(packed([{"step": "a-1"}], entries=log[:n]))[0].basis for n in range(3)}
    assert len(bases) == 3


def test_what_is_put_off_is_neither_open_nor_settled(packed: Packed) -> None:
    one, other = cards(packed([{"step": "a-1"}], [{"step": "a-2"}], later={"steg-losenord-a-1"}))
    assert (one.is_open, one.state, other.is_open) == (False, "Avgörs senare", True)
    assert view.next_open([one, other], one.key) == other
    assert view.heading([one, other]) == "1 bild att avgöra"
    assert view.heading([one]) == "1 bild avgörs senare"


def test_the_next_picture_comes_after_this_one_and_then_from_the_start(packed: Packed) -> None:
    one, two, three = cards(packed([{"step": "a-1"}], [{"step": "a-2"}], [{"step": "a-3"}]))
    assert view.next_open([one, two, three], two.key) == three
    assert view.next_open([one, two, three], three.key) == one
    assert view.next_open([], "x") is None


def test_the_heading_says_what_is_left(packed: Packed) -> None:
    done = cards(packed([{"step": "a-1"}], entries=[entry("new")]))
    assert view.heading([]) == "Det finns inga bilder att avgöra."
    assert view.heading(done) == "Alla bilder är avgjorda."
    assert view.heading(cards(packed([{"step": "a-1"}], [{"step": "a-2"}]))) == "2 bilder att avgöra"


def test_the_approved_picture_is_found_again_when_another_has_taken_its_place() -> None:
    chosen = entry("new", before={"bild-4": OTHER})
    assert view.approved("baselines/r/e/g/bild-4.png", chosen) == f"baselines/r/e/g/earlier/{OTHER[:16]}.png"
    assert view.approved("baselines/r/e/g/bild-4.png", None) == "baselines/r/e/g/bild-4.png"
    assert view.approved(None, chosen) is None


@pytest.mark.parametrize(
    ("made", "said", "undo"),
    [
        (entry("until", until=date(2026, 12, 24)), "Skillnaden godtas till och med 24 december 2026", "1.1"),
        (entry("variant"), "Godkänd bredvid den gamla", "1.1"),
        (entry("undo", undoes="0.1"), "Ångrat", None),
        (entry("new", undone_by="2.1"), "Den nya bilden används (ångrat)", None),
    ],
)
def test_a_choice_is_told_and_can_be_undone_once(made: Entry, said: str, undo: str | None) -> None:
    line = view.line(made)
    assert (line.said, line.undo, line.when) == (said, undo, "24 november 2026 kl. 03.15")


def test_days_that_may_be_chosen_begin_tomorrow() -> None:
    assert view.dates(date(2026, 11, 24)) == view.Dates("2026-11-25", "2027-11-25", "2026-12-24")


# -- which pictures are served ---------------------------------------------------------------------------------------


def test_a_picture_is_served_by_the_name_it_was_given_and_no_other(tmp_path: Path) -> None:
    run = "reports/r1/pictures/b.png", "reports/r1/results.json"
    for file in (*run, "baselines/a.png", "reports/r2/c.png", "secret.png"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_bytes(b"x")
    (tmp_path / "reports/r1/link.png").symlink_to(tmp_path / "secret.png")
    pictures = Pictures(tmp_path, "r1")

    def served(file: str) -> bool:
        return pictures.find(pictures.address(file).removeprefix("/picture/")) is not None

    assert served("reports/r1/pictures/b.png")
    assert served("baselines/a.png")
    for file in ("reports/r2/c.png", "secret.png", "reports/r1/results.json", "reports/r1/link.png",
                 "reports/r1/../../secret.png", "reports/r1/gone.png"):  # fmt: skip
        assert not served(file), file
    assert pictures.find("reports/r1/pictures/b.png") is None


def test_a_run_that_says_it_lies_elsewhere_has_no_pictures(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"x")
    pictures = Pictures(tmp_path, "..")
    assert pictures.find(pictures.address("secret.png").removeprefix("/picture/")) is None


# -- which uploads are taken -----------------------------------------------------------------------------------------


def file_of(image: Image.Image, kind: str, **how: Any) -> bytes:
    held = BytesIO()
    image.save(held, kind, **how)
    return held.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_an_own_picture_becomes_a_png_without_what_its_file_told(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = "Storgatan 1"
    written = upload.png(file_of(Image.new("RGB", (30, 20), "navy"), kind, exif=exif))
    with Image.open(BytesIO(written)) as image:
        assert (image.format, image.size, dict(image.getexif())) == ("PNG", (30, 20), {})
    assert b"Storgatan" not in written


def test_a_picture_from_a_camera_held_on_its_side_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    with Image.open(BytesIO(upload.png(file_of(Image.new("RGB", (30, 20)), "JPEG", exif=exif)))) as image:
        assert image.size == (20, 30)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_an_own_picture_of_a_wider_screen_is_kept_in_the_colours_it_shows(kind: str) -> None:
    profile = colour_profile.of_code_points(bytes([12, 13, 0, 1]))
    written = upload.png(file_of(Image.new("RGB", (16, 16), (40, 90, 165)), kind, icc_profile=profile))
    with Image.open(BytesIO(written)) as image:
        assert "icc_profile" not in image.info
        assert image.getpixel((8, 8)) == pytest.approx((10, 91, 171), abs=4 if kind == "JPEG" else 0)


def test_an_own_picture_of_sixteen_bits_is_kept_in_eight() -> None:
    grey = Image.fromarray(np.full((20, 30), 20000, np.uint16))
    with Image.open(BytesIO(upload.png(file_of(grey, "PNG")))) as image:
        assert image.convert("RGB").getpixel((8, 8)) == (78, 78, 78)


NO_PICTURE = "Filen är ingen hel bild. Välj en bild i formatet PNG eller JPEG."


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Välj en bild först."),
        (b"x" * (10 * 1024 * 1024 + 1), "Bilden är för stor. Den får vara högst 10 MB."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NO_PICTURE),
        (file_of(Image.new("RGB", (9, 9)), "GIF"), NO_PICTURE),
        (file_of(Image.effect_noise((90, 90), 9), "PNG")[:900], NO_PICTURE),
        (file_of(Image.new("1", (8000, 6000)), "PNG"), "Bilden har för många bildpunkter. Minska den och försök igen."),
    ],
    ids=["nothing", "too large", "svg", "gif", "truncated", "too many pixels"],
)  # fmt: skip
def test_anything_else_is_refused_in_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(Refused) as refused:
        upload.png(data)
    assert str(refused.value) == said


def shown(review: Review, key: str = "") -> str:
    """The list, or one picture's page."""
    at = {"path": "/", "query_string": b"", "headers": [], "path_params": {"key": key}}
    scope = {"type": "http", "method": "GET", **at}
    return bytes((review.picture if key else review.home)(Request(scope)).body).decode()


def test_after_a_choice_what_no_longer_holds_is_gone(tmp_path: Path) -> None:
    project = Project(tmp_path)
    run = project.one(f"{WHITE} Nästa")
    review, key = Review(project.folder, run), anchor(run.steps[0])
    first = "Det finns ingen godkänd bild att jämföra med än."
    assert first in shown(review)
    assert first in shown(review, key)

    project.decide(run)
    assert first not in shown(review)
    assert first not in shown(review, key)
    assert "Den nya bilden används" in shown(review, key)


def test_a_review_of_changed_pages_says_so(tmp_path: Path) -> None:
    project = Project(tmp_path)
    run = project.one(f"{WHITE} Nästa")
    bent = run.model_copy(update={"run": run.run.model_copy(update={"overlay": "prov"})})
    said = "Kontrollen gick med ändrade sidor (mappen prov)"

    assert said in shown(Review(project.folder, bent))
    assert said not in shown(Review(project.folder, run))
