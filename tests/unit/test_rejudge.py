"""A saved run judged again: what today's code says, and a false alarm that becomes a case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from guidevakt import rejudge, seen
from guidevakt.landing import Destination, Landed, Landing
from guidevakt.outcome import Known, Outcome, drifted, holds, not_checked
from guidevakt.refused import Refused
from guidevakt.run import folder_of
from guidevakt.seen import Looks, Seen
from guidevakt.sentences import commands
from guidevakt.snapshot import Snapshot
from guidevakt.stand_in import Shown
from guidevakt.verdict import PictureResult, RunResult

MakePage = Callable[..., Snapshot]
STAFF = Destination("https://eslov.se/personal/", heading="Personal")
RENAMED = drifted("renamed")
KNOWN = Known(("Personal",))
LINK = {"kind": "link", "name": "Personal", "leads_to": "staff"}


@pytest.fixture
def run(tmp_path: Path, make_step: Any, make_claim: Any, make_run: Any) -> RunResult:
    """A run of one step whose one claim was told as renamed."""
    claim = make_claim("drifted", expected="Personal", change="renamed", suggestion="Chefer")
    result: RunResult = make_run(make_step(claim, verdict="drifted"))
    return result


@pytest.fixture
def save(tmp_path: Path, run: RunResult) -> Callable[..., Seen]:
    """What the run saw of its step, a try for each page; saved in the run's folder."""

    def saved(
        *pages: Snapshot, claim: dict[str, Any] = LINK, landed: Landed | None = None, was: Outcome = RENAMED,
        before: Sequence[str] = (), beside: Sequence[dict[str, Any]] = (), known: Known = KNOWN,
    ) -> Seen:  # fmt: skip
        looks = Looks()
        tries = tuple(
            tuple(seen.judged(each, page, landed, was, looks, before) for each in (claim, *beside)) for page in pages
        )
        kept = Seen(
            run=run.run.id, guide="losenord", part="aterstall", step="aterstall-2", known=known, looks=looks.kept(),
            tries=tries,
        )  # fmt: skip
        file = seen.file_of(folder_of(tmp_path, run.run.id), "losenord", "aterstall-2")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(kept.to_json(), encoding="utf-8")
        return kept

    return saved


def verdicts(kept: Seen) -> list[tuple[str, str | None]]:
    return [(now.verdict, now.change or now.reason) for _, now in rejudge.outcomes(kept)]


def test_a_claim_is_judged_by_the_look_and_not_by_what_was_said_then(
    save: Callable[..., Seen], make_page: MakePage
) -> None:
    assert verdicts(save(make_page('link "PERSONAL" /personal/'))) == [("holds", None)]
    assert verdicts(save(make_page('link "Chefer" /chefer/'))) == [("drifted", "removed")]


def test_what_the_page_held_before_is_known_when_it_is_judged_again(
    save: Callable[..., Seen], make_page: MakePage
) -> None:
    page = make_page('link "Start" /\nlink "Chefer" /chefer/\nlink "Kontakt" /kontakt/')
    assert verdicts(save(page)) == [("drifted", "removed")]
    assert verdicts(save(page, before=("Start", "Personal", "Kontakt"))) == [("drifted", "renamed")]


WINDOW = ({"kind": "control", "name": "Nästa"}, {"kind": "field", "name": "kod"})


def test_a_window_that_is_missing_is_told_as_the_walk_tells_it(save: Callable[..., Seen], make_page: MakePage) -> None:
    page = make_page('main\n heading "Klart"')
    over = replace(KNOWN, is_window=True)
    assert verdicts(save(page, claim={"kind": "dialog"}, beside=WINDOW, known=over)) == [
        ("drifted", "other"), ("not_checked", "stuck"), ("not_checked", "stuck"),
    ]  # fmt: skip
    assert verdicts(save(page, claim=WINDOW[0], beside=WINDOW[1:], known=over)) == [("drifted", "other")] * 2
    assert verdicts(save(page, claim=WINDOW[0], beside=WINDOW[1:])) == [("drifted", "removed")] * 2


def test_what_held_in_a_second_try_holds(save: Callable[..., Seen], make_page: MakePage) -> None:
    kept = save(make_page('link "Chefer" /chefer/'), make_page('link "Personal" /personal/'))
    assert verdicts(kept) == [("holds", None)]


def test_where_a_click_led_is_judged_again_too(save: Callable[..., Seen], make_page: MakePage) -> None:
    page = make_page('link "Personal" /personal/')
    gone = Landed(Landing("https://eslov.se/personal/", "https://eslov.se/personal/", 404), STAFF)
    assert verdicts(save(page, landed=gone)) == [("drifted", "dead")]


def test_an_address_is_judged_by_where_it_led(save: Callable[..., Seen], make_page: MakePage) -> None:
    shown = make_page('heading "Personal" [level=1]\nparagraph : Här finns allt för dig.', url=STAFF.url)
    landed = Landed(Landing(STAFF.url, STAFF.url, 200, snapshot=shown), STAFF)
    claim = {"kind": "page", "address": "eslov.se/personal", "leads_to": "staff"}
    assert verdicts(save(make_page("main"), claim=claim, landed=landed)) == [("holds", None)]


def test_what_the_site_showed_elsewhere_is_judged_again_too(save: Callable[..., Seen], make_page: MakePage) -> None:
    shown = make_page('main\n heading "Mjau" [level=1]\n paragraph : Katten åt upp den.', url=STAFF.url)
    same, other = Shown(STAFF.url, 200, "Mjau Katten åt upp den."), Shown("https://eslov.se/kontakt/", 200, "Ring oss.")
    landed = Landed(Landing(STAFF.url, STAFF.url, 200, snapshot=shown, nowhere=same, beside=other), STAFF)
    claim = {"kind": "page", "address": "eslov.se/personal", "leads_to": "staff"}
    kept = Seen.model_validate_json(save(make_page("main"), claim=claim, landed=landed).to_json())
    assert verdicts(kept) == [("drifted", "dead")]


@pytest.mark.parametrize("was", [not_checked("stuck"), not_checked("timeout")])
def test_what_could_not_be_judged_then_is_not_judged_now(
    save: Callable[..., Seen], make_page: MakePage, was: Outcome
) -> None:
    assert verdicts(save(make_page('link "Annat"'), was=was)) == [("not_checked", was.reason)]


def test_what_could_not_be_clicked_then_is_not_clicked_now(save: Callable[..., Seen], make_page: MakePage) -> None:
    assert verdicts(save(make_page('link "Personal" /p/'), was=drifted("disabled"))) == [("drifted", "disabled")]


def test_what_differs_is_told_and_decides_the_exit_code(
    save: Callable[..., Seen], make_page: MakePage, run: RunResult, tmp_path: Path
) -> None:
    save(make_page('link "Personal" /personal/'))
    found = rejudge.rejudge(tmp_path, run)
    told = commands.rejudged(run, [(again.now, list(again.differ)) for again in found])
    assert told[1].startswith("aterstall-2, länken ”Personal”. Då: Länken ”Personal” finns inte längre. ")
    assert told[1].endswith("Nu: stämmer.")
    assert rejudge.exit_code(found) == 0


def test_what_is_judged_alike_is_told_as_such(
    save: Callable[..., Seen], make_page: MakePage, make_run: Any, make_step: Any, make_claim: Any, tmp_path: Path
) -> None:
    save(make_page('link "Personal" /personal/'), was=holds())
    run = make_run(make_step(make_claim(expected="Personal")))
    found = rejudge.rejudge(tmp_path, run)
    assert commands.rejudged(run, [(a.now, list(a.differ)) for a in found])[-1] == "Allt döms likadant nu som då."


def test_a_run_that_kept_nothing_is_refused(run: RunResult, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="inget sparat"):
        rejudge.rejudge(tmp_path, run)
    with pytest.raises(Refused, match="--step annat"):
        rejudge.rejudge(tmp_path, run, "annat")


def test_a_false_alarm_becomes_a_case(
    save: Callable[..., Seen], make_page: MakePage, run: RunResult, tmp_path: Path
) -> None:
    save(make_page('link "Personal" /personal/'))
    file, raised = rejudge.keep(tmp_path, run, "aterstall-2", "versaler", "Anna", "Bara versaler.")
    assert raised == []
    case = rejudge.read_case(file)
    assert (case.who, case.why, case.when) == ("Anna", "Bara versaler.", run.run.started)
    assert rejudge.raised(case) == []


def test_a_case_that_is_still_raised_says_so(
    save: Callable[..., Seen], make_page: MakePage, run: RunResult, tmp_path: Path
) -> None:
    save(make_page('link "Chefer" /chefer/'))
    file, raised = rejudge.keep(tmp_path, run, "aterstall-2", "chefer", "Anna", "Samma länk.")
    assert raised == ["Personal"]
    assert "rött tills koden är rättad" in commands.case_kept(file, raised)


@pytest.mark.parametrize(
    ("name", "why", "said"),
    [("../x", "skäl", "--keep"), ("Å", "skäl", "--keep"), ("x", "  ", "--why"), ("finns", "skäl", "redan ett fall")],
)
def test_a_case_with_a_bad_name_or_no_reason_is_refused(
    save: Callable[..., Seen], make_page: MakePage, run: RunResult, tmp_path: Path, name: str, why: str, said: str
) -> None:
    save(make_page('link "Personal" /p/'))
    (tmp_path / rejudge.CASES).mkdir(parents=True)
    (tmp_path / rejudge.CASES / "finns.json").write_text("")
    with pytest.raises(Refused, match=said):
        rejudge.keep(tmp_path, run, "aterstall-2", name, "Anna", why)
    assert [file.name for file in (tmp_path / rejudge.CASES).iterdir()] == ["finns.json"]


def test_only_an_alarm_in_words_can_be_kept(
    save: Callable[..., Seen], make_page: MakePage, make_run: Any, make_step: Any, make_claim: Any, tmp_path: Path
) -> None:
    save(make_page('link "Personal" /personal/'), was=holds())
    seen_otherwise = PictureResult(id="bild-1", verdict="looks_different")
    quiet = make_step(make_claim(expected="Personal"))
    for picture, said in ((None, "larmade inte"), (seen_otherwise, "gällde bara bilden.*guidevakt review")):
        run = make_run(quiet.model_copy(update={"picture": picture}))
        with pytest.raises(Refused, match=said):
            rejudge.keep(tmp_path, run, "aterstall-2", "x", "Anna", "skäl")
    assert not (tmp_path / rejudge.CASES).exists()


@pytest.mark.parametrize("other", ['"kind":"sound"', '"kind":"link","must":"sing"'])
def test_what_another_version_saw_is_refused_in_a_sentence(
    save: Callable[..., Seen], make_page: MakePage, run: RunResult, tmp_path: Path, other: str
) -> None:
    kept = save(make_page('link "Personal" /personal/')).to_json()
    file = seen.file_of(folder_of(tmp_path, run.run.id), "losenord", "aterstall-2")
    for text, said in (
        (kept.replace('"kind":"link"', other), "annan version"),
        (kept.replace('"look":0', '"look":7'), "annan version"),
        (kept.replace('"tries":', '"attempts":'), "går inte att läsa"),
    ):
        assert text != kept
        file.write_text(text, encoding="utf-8")
        with pytest.raises(Refused, match=said):
            rejudge.rejudge(tmp_path, run)


def test_a_run_with_other_claims_than_it_kept_is_refused(
    save: Callable[..., Seen], make_page: MakePage, make_run: Any, make_step: Any, make_claim: Any, tmp_path: Path
) -> None:
    save(make_page('link "Personal" /personal/'))
    with pytest.raises(Refused, match="annan version"):
        rejudge.rejudge(tmp_path, make_run(make_step(make_claim(), make_claim())))


def test_a_step_that_is_not_in_the_run_is_told_with_those_that_are(run: RunResult, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"--step annat: .* Tillåtna är aterstall-2"):
        rejudge.rejudge(tmp_path, run, "annat")
