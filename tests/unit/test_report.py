from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from guidevakt.report import write
from guidevakt.report.overview import answer, chips, page_view, question, tone, took
from guidevakt.report.step import group_of, line, link, step_view
from guidevakt.verdict import (
    Canary,
    ClaimResult,
    Environment,
    NoticeResult,
    PictureResult,
    Run,
    RunResult,
    StepResult,
    summarise,
    worst_reason,
    worst_verdict,
)


def make_claim(**more: Any) -> ClaimResult:
    return ClaimResult.model_validate({"kind": "link", "expected": "Nästa", "verdict": "holds", **more})


def drifted(**more: Any) -> ClaimResult:
    known = {"verdict": "drifted", "change": "renamed", "seen": "Vidare", "suggestion": "Vidare", "held_before": True}
    return make_claim(**{**known, **more})


def unchecked(reason: str, **more: Any) -> ClaimResult:
    return make_claim(verdict="not_checked", reason=reason, **more)


def make_step(id_: str, *claims: ClaimResult, **more: Any) -> StepResult:
    picture: PictureResult | None = more.get("picture")
    judged = [part for part in (*claims, picture) if part]
    verdict, reason = worst_verdict([j.verdict for j in judged]), worst_reason([j.reason for j in judged])
    known = {"guide": "losenord", "part": id_.partition("-")[0], "id": id_, "text": f"Gör {id_}", "claims": claims}
    return StepResult.model_validate({"verdict": verdict, "reason": reason, **known, **more})


def make_run(*steps: StepResult, blocked: int = 0, notices: tuple[NoticeResult, ...] = (), **run: Any) -> RunResult:
    known = {"id": "r1", "started": "2026-11-22T02:15:00Z", "finished": "2026-11-22T02:16:12Z", "target": "replica"}
    made = Run.model_validate({**known, **run})
    return RunResult(run=made, summary=summarise(steps, requests_blocked=blocked), steps=steps, notices=notices)


class Reader(HTMLParser):
    """The report as a browser reads it: tags with their attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._in_style = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_style = tag in ("style", "script")
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if not self._in_style:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.texts))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def report(result: RunResult, folder: Path) -> Reader:
    return Reader(write(result, folder, folder).read_text(encoding="utf-8"))


def every_verdict() -> RunResult:
    looks = PictureResult(id="bild-1", verdict="looks_different", approved="a.png", received="b.png")
    awaits = PictureResult(id="bild-2", verdict="awaiting_review", received="b.png")
    return make_run(
        make_step("a-1", make_claim()),
        make_step("a-2", make_claim(), picture=awaits),
        make_step("a-3", make_claim(), unchecked("sign-in")),
        make_step("a-4", unchecked("unreachable")),
        make_step("a-5", make_claim(), picture=looks),
        make_step("a-6", drifted()),
        make_step("a-7", drifted(held_before=False)),
    )


def test_report_is_written_into_the_runs_folder(tmp_path: Path) -> None:
    assert write(make_run(make_step("a-1", make_claim())), tmp_path, tmp_path) == tmp_path / "index.html"
    assert report(make_run(make_step("a-1", make_claim())), tmp_path).of("html") == [{"lang": "sv"}]


def test_steps_stand_worst_first_and_then_in_the_guides_order(tmp_path: Path) -> None:
    articles = [attributes["id"] for attributes in report(every_verdict(), tmp_path).of("article")]
    assert articles == [f"steg-losenord-a-{n}" for n in (6, 7, 5, 4, 3, 2, 1)]


def test_what_does_not_hold_stands_before_notices_and_the_list_of_steps(tmp_path: Path) -> None:
    notice = NoticeResult(date="2027-02-01", days_left=71, steps=("a-1",), text="Sms slutar.", source="x")
    told = every_verdict().model_copy(update={"notices": (notice,)})
    html = write(told, tmp_path, tmp_path).read_text(encoding="utf-8")
    in_order = 'id="steg-losenord-a-7"', 'id="aviserat"', "<nav", 'id="steg-losenord-a-1"'
    places = [html.index(mark) for mark in in_order]
    assert places == sorted(places)
    assert html.index('id="steg"') < places[0]


def test_the_chips_add_up_to_the_steps() -> None:
    assert [chip.text for chip in page_view(every_verdict(), "1").chips] == [
        "2 steg stämmer inte", "1 bild stämmer inte längre", "1 steg är inte kontrollerat", "3 steg stämmer",
        "1 av dem är delvis kontrollerat", "1 av dem har en bild att godkänna",
    ]  # fmt: skip


def test_a_claim_is_told_once_and_unlike_ones_are_told_apart(tmp_path: Path) -> None:
    pages = [make_claim(kind="page", expected="App", url=f"https://{host}/x") for host in ("a.se", "b.se")]
    field, accepts = make_claim(kind="field", expected="kod"), make_claim(kind="accepts", expected="kod")
    lines = [one.text for one in step_view(make_step("a-1", *pages, field, accepts, make_claim(), make_claim())).lines]
    assert lines == [
        "Sidan ”App” på a.se: stämmer.", "Sidan ”App” på b.se: stämmer.", "Fältet ”kod”: stämmer.",
        "Fältet ”kod” tar emot det som guiden säger att man ska skriva: stämmer.", "Länken ”Nästa”: stämmer.",
    ]  # fmt: skip


def test_what_means_nothing_to_a_reader_is_not_told(tmp_path: Path) -> None:
    machine = Environment(os="Debian 12", browser="Chromium 156", fonts="3f9a", viewport=(1280, 900))
    text = report(make_run(make_step("a-1", make_claim()), environment=machine), tmp_path).text
    assert "3f9a" not in text
    assert "Spärren" not in text
    assert "Spärren stoppade 3 anrop" in report(make_run(make_step("a-1", make_claim()), blocked=3), tmp_path).text


def test_overview_stands_in_the_guides_order(tmp_path: Path) -> None:
    html = write(every_verdict(), tmp_path, tmp_path).read_text(encoding="utf-8")
    overview = html[html.index("<nav") : html.index("</nav>")]
    assert re.findall(r'href="#steg-losenord-(a-\d)"', overview) == [f"a-{n}" for n in range(1, 8)]


HOSTILE = '<script>alert(1)</script>"onmouseover="alert(2)\' onload=x {{ 7*7 }} &amp;'


def test_page_text_is_never_markup(tmp_path: Path) -> None:
    Image.new("RGB", (200, 200)).save(tmp_path / "s.png")
    told = dict.fromkeys(("expected", "seen", "suggestion", "where", "within", "lands", "note"), HOSTILE)
    found = drifted(**told, candidates=(HOSTILE, "annan"), url=HOSTILE, box=(5, 5, 50, 20))
    held = make_claim(**told, box=(5, 5, 50, 20))
    picture = PictureResult(id=HOSTILE, verdict="looks_different", approved=HOSTILE, received="s.png")
    notice = NoticeResult(date="2027-02-01", days_left=71, steps=(HOSTILE, "a-1"), text=HOSTILE, source=HOSTILE)
    steps = [
        make_step("a-1", found, held, text=HOSTILE, part=HOSTILE, picture=picture, screenshot="s.png"),
        make_step("a-2", held, text=HOSTILE, guide=HOSTILE, id=HOSTILE, screenshot="s.png", url=HOSTILE),
        make_step("a-3", unchecked("stuck"), after=HOSTILE, screenshot=HOSTILE),
    ]
    machine = Environment(os=HOSTILE, browser=HOSTILE, fonts=HOSTILE, viewport=(1, 1))
    read = report(make_run(*steps, notices=(notice,), overlay=HOSTILE, id=HOSTILE, environment=machine), tmp_path)
    assert len(read.of("script")) == 1
    assert [name for _, attributes in read.tags for name in attributes if name.startswith("on")] == []
    assert read.text.count(HOSTILE) > 20
    assert any(HOSTILE in (image["alt"] or "") for image in read.of("img"))


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScript:alert(1)", " javascript:alert(1)", "data:text/html,x", "file:///etc/passwd",
     "//eslov.se/", "eslov.se", "https://", "http://[", "java\nscript:alert(1)", "vbscript:x"],
)  # fmt: skip
def test_other_addresses_than_http_are_told_but_not_linked(address: str, tmp_path: Path) -> None:
    assert link(address).href is None
    notice = NoticeResult(date="2027-02-01", days_left=71, steps=(), text="x", source=address)
    read = report(make_run(make_step("a-1", drifted(url=address), url=address), notices=(notice,)), tmp_path)
    assert all((a["href"] or "").startswith("#") for a in read.of("a"))
    assert re.sub(r"\s+", " ", address) in read.text


def test_http_addresses_are_linked(tmp_path: Path) -> None:
    read = report(make_run(make_step("a-1", drifted(), url="https://eslov.se/")), tmp_path)
    assert "https://eslov.se/" in [a["href"] for a in read.of("a")]


def test_where_a_page_leads_now_is_told_but_not_linked(tmp_path: Path) -> None:
    read = report(make_run(make_step("a-1", drifted(change="destination", lands="https://parked.example/"))), tmp_path)
    assert "https://parked.example/" in read.text
    assert "https://parked.example/" not in [a["href"] for a in read.of("a")]


def test_report_fetches_nothing(tmp_path: Path) -> None:
    Image.new("RGB", (1280, 2400), "navy").save(tmp_path / "b.png")
    read = report(every_verdict(), tmp_path)
    fetched = [
        v for tag, a in read.tags for k, v in a.items() if k in ("src", "srcset") or (k == "href" and tag == "link")
    ]
    assert len(fetched) > 2
    assert all((address or "").startswith("data:") for address in fetched)
    html = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "url(" not in html
    assert "@import" not in html


def test_browser_is_told_to_fetch_nothing_and_to_run_the_reports_own_script_alone(tmp_path: Path) -> None:
    page = write(make_run(HOLDS, AWAITS), tmp_path, tmp_path).read_text(encoding="utf-8")
    rules = [meta["content"] for meta in Reader(page).of("meta") if "http-equiv" in meta]
    own = re.findall("<script>(.*?)</script>", page, re.DOTALL)
    hashed = base64.b64encode(hashlib.sha256(own[0].encode()).digest()).decode()
    assert len(own) == page.count("<script") == 1
    assert rules == [
        f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{hashed}'; "
        "base-uri 'none'; form-action 'none'"
    ]


@pytest.mark.parametrize("content", [None, b"no picture", b"\x89PNG\r\n\x1a\n"])
def test_picture_that_cannot_be_read_is_told_and_stops_nothing(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "s.png").write_bytes(content)
    read = report(make_run(make_step("a-1", drifted(), screenshot="s.png")), tmp_path)
    said = "Bilden finns inte kvar" if content is None else "Bilden gick inte att läsa"
    assert f"{said}: s.png" in read.text
    assert read.of("img") == []


def test_screenshots_come_from_the_run_and_pictures_from_the_project(tmp_path: Path) -> None:
    run, project = tmp_path / "reports" / "r1", tmp_path
    run.mkdir(parents=True)
    Image.new("RGB", (40, 40)).save(run / "s.png")
    Image.new("RGB", (40, 40)).save(project / "b.png")
    picture = PictureResult(id="bild-1", verdict="looks_different", received="b.png")
    html = write(make_run(make_step("a-1", drifted(), picture=picture, screenshot="s.png")), run, project)
    assert len([i for i in Reader(html.read_text(encoding="utf-8")).of("img") if i["alt"]]) == 2


def test_run_without_steps_says_so(tmp_path: Path) -> None:
    read = report(make_run(), tmp_path)
    assert "Ingenting kunde kontrolleras" in read.text
    assert "Körningen har inga steg." in read.text
    assert "stämmer" not in read.text.replace("stämmer inte", "")


def test_notice_in_force_says_since_when(tmp_path: Path) -> None:
    text, source = "En sida till vid inloggning.", "https://learn.microsoft.com/"
    past = NoticeResult(date="2026-09-01", days_left=-82, steps=("a-1",), text=text, source=source)
    coming = NoticeResult(date="2027-02-01", days_left=71, steps=("a-9",), text="Sms upphör.", source="artikel")
    read = report(make_run(make_step("a-1", make_claim()), notices=(coming, past)), tmp_path)
    assert "Gäller sedan 1 september 2026 En sida till vid inloggning. Berör a-1. Källa: https://learn" in read.text
    assert "Om 71 dagar, 1 februari 2027 Sms upphör. Berör a-9. Källa: artikel" in read.text
    assert read.text.index("september 2026") < read.text.index("februari 2027")
    assert [a["href"] for a in read.of("a")].count("#steg-losenord-a-9") == 0


def test_total_never_counts_what_was_not_checked(tmp_path: Path) -> None:
    steps = [make_step(f"a-{n}", make_claim()) for n in range(1, 10)]
    steps += [make_step(f"r-{n}", unchecked("never-live")) for n in range(1, 7)]
    read = report(make_run(*steps), tmp_path)
    assert "9 av 15 steg kontrollerade, alla stämmer." in read.text
    assert "15 av 15" not in read.text
    assert "Guiden stämmer" not in read.text
    assert "Det som kunde kontrolleras stämmer." in read.text


LOOKS = make_step("a-5", make_claim(), picture=PictureResult(id="b", verdict="looks_different"))
AWAITS = make_step("a-4", make_claim(), picture=PictureResult(id="b", verdict="awaiting_review"))
DOWN = make_step("a-3", unchecked("unreachable"))
HOLDS = make_step("a-1", make_claim())


@pytest.mark.parametrize(
    ("steps", "said", "worn"),
    [
        ([HOLDS], "Guiden stämmer", "holds"),
        ([HOLDS, AWAITS], "Guiden stämmer", "holds"),
        ([HOLDS, make_step("a-2", unchecked("sign-in"))], "Det som kunde kontrolleras stämmer", "holds"),
        ([HOLDS, DOWN], "Det gick inte att kontrollera allt", "not_checked"),
        ([DOWN], "Ingenting kunde kontrolleras", "not_checked"),
        ([make_step("a-2", unchecked("sign-in"))], "Ingenting kunde kontrolleras", "not_checked"),
        ([HOLDS, LOOKS, DOWN], "En bild stämmer inte längre", "looks_different"),
        ([make_step("a-2", drifted()), HOLDS], "Ett steg stämmer inte", "drifted"),
        ([make_step(f"a-{n}", drifted()) for n in range(3)], "Tre steg stämmer inte", "drifted"),
        ([make_step(f"a-{n}", drifted()) for n in range(13)], "13 steg stämmer inte", "drifted"),
        ([make_step("a-2", drifted()), LOOKS], "Ett steg stämmer inte och en bild stämmer inte längre", "drifted"),
    ],
)  # fmt: skip
def test_answer_in_one_line(steps: list[StepResult], said: str, worn: str) -> None:
    assert answer(make_run(*steps)) == said
    assert tone(make_run(*steps)) == worn


def test_question_names_every_guide() -> None:
    guides = [make_step("a-1", make_claim(), guide=guide) for guide in ("losenord", "skrivare", "vpn")]
    assert question(make_run(*guides[:1])) == "Går guiden ”losenord” att följa?"
    assert question(make_run(*guides)) == "Går guiderna ”losenord”, ”skrivare” och ”vpn” att följa?"
    assert question(make_run()) == "Går guiden att följa?"


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("replica", "22 november 2026 kl. 03.15 på övningskopian, inte på de riktiga webbplatserna."),
        ("recording", "22 november 2026 kl. 03.15 på inspelningen, inte på webbplatserna som de är nu."),
        ("live", "22 november 2026 kl. 03.15 på de riktiga webbplatserna."),
    ],
)
def test_when_and_on_what_is_said_plainly(target: str, said: str, tmp_path: Path) -> None:
    assert said in report(make_run(HOLDS, target=target), tmp_path).text


def test_overlay_is_named(tmp_path: Path) -> None:
    assert "med ändringarna i mappen ”drift/namn”." in report(make_run(HOLDS, overlay="drift/namn"), tmp_path).text


def test_drift_beside_what_could_not_be_checked_tells_both(tmp_path: Path) -> None:
    read = report(make_run(make_step("a-2", drifted()), DOWN), tmp_path)
    assert "Ett steg stämmer inte." in read.text
    assert "Det gick inte att kontrollera allt." in read.text


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"kind": "field", "expected": "tecknen", "where": "second", "seen": "Anknytning"},
         "Guiden säger Fältet ”tecknen” som andra fält Sidan visar Ett fält till: ”Anknytning”"),
        ({"kind": "steps", "expected": "3", "seen": "2"}, "Guiden säger 3 steg Sidan visar 2 steg"),
        ({"kind": "steps", "expected": "3", "seen": "0"}, "Guiden säger 3 steg Sidan visar Inga steg"),
    ],
    ids=["a field more", "a step less", "no steps"],
)  # fmt: skip
def test_another_number_is_told_of_what_it_counts(facts: dict[str, Any], said: str, tmp_path: Path) -> None:
    assert said in report(make_run(make_step("a-2", drifted(change="count", suggestion=None, **facts))), tmp_path).text


def test_finding_tells_what_whom_and_what_to_do(tmp_path: Path) -> None:
    found = drifted(where="bottom", owner="eslov.se", candidates=("Vidare", "Framåt"), tries=2)
    text = report(make_run(make_step("a-2", found, url="https://eslov.se/")), tmp_path).text
    assert "Länken ”Nästa” finns inte längre längst ner. Den heter troligen ”Vidare” nu." in text
    assert "Guiden säger Länken ”Nästa” längst ner Sidan visar ”Vidare”" in text
    assert "Liknar också ”Framåt”" in text
    assert "Vem som har ändrat eslov.se" in text
    assert "Prövat två gånger" in text
    assert "Be webbredaktionen att byta tillbaka länktexten, eller byt ”Nästa” mot ”Vidare” i guidens steg" in text


def test_what_never_held_is_not_told_as_a_change(tmp_path: Path) -> None:
    text = report(make_run(make_step("a-2", drifted(held_before=False, owner="eslov.se"))), tmp_path).text
    assert "har aldrig stämt" in text
    assert "Felet kan ligga i guiden, på sidan eller i Guidevakt." in text
    assert "Vem som har ändrat" not in text


def test_step_with_one_claim_that_held_before_is_a_change(tmp_path: Path) -> None:
    step = make_step("a-2", drifted(held_before=False), drifted(expected="Annat"))
    assert step_view(step).label == "stämmer inte"


def test_report_counts_no_pixels(tmp_path: Path) -> None:
    picture = PictureResult(id="b", verdict="looks_different", changed_pixels=4711, densest=0.4242, box=(3, 4, 5, 6))
    text = report(make_run(make_step("a-2", make_claim(), picture=picture)), tmp_path).text
    assert not re.search(r"4711|0[.,]42|%|pixel", text)


def test_unchecked_steps_tell_why(tmp_path: Path) -> None:
    stuck = make_step("a-4", unchecked("stuck"), after="a-3")
    text = report(make_run(DOWN, stuck, HOLDS), tmp_path).text
    assert "Sidan gick inte att nå. Guidevakt försöker igen vid nästa kontroll." in text
    assert "Vi kom inte hit, eftersom steg a-3 inte gick att göra. Rätta steg a-3 först." in text


def test_step_checked_as_far_as_possible_is_partly_checked() -> None:
    step = make_step("a-2", make_claim(), unchecked("sign-in", expected="Telefon"))
    assert group_of(step) == "partly"
    view = step_view(step)
    assert view.label == "delvis kontrollerat"
    assert view.why[1] == "Det övriga i steget är kontrollerat och stämmer."
    assert view.lines[1].text == "Länken ”Telefon”: kräver inloggning; kontrolleras när någon går med."
    assert [chip.text for chip in chips([view])] == ["1 steg stämmer", "det är delvis kontrollerat"]


def test_holding_claims_are_listed_with_their_notes() -> None:
    held = line(make_claim(where="below steps", note="Namnet har ett plustecken.", session="without"))
    assert held.text == "Länken ”Nästa” under stegen för den som inte är inloggad: stämmer."
    assert held.note == "Namnet har ett plustecken."


def test_holding_claims_of_a_drifted_step_are_not_hidden(tmp_path: Path) -> None:
    text = report(make_run(make_step("a-2", drifted(), make_claim(expected="Avbryt"))), tmp_path).text
    assert "Det övriga i steget: Länken ”Avbryt”: stämmer." in text


def test_same_page_without_a_place_is_shown_once() -> None:
    view = step_view(make_step("a-2", drifted(), drifted(expected="Annat"), screenshot="s.png"))
    assert [bool(finding.shot) for finding in view.findings] == [True, False]


def test_foot_tells_what_the_run_was_made_with(tmp_path: Path) -> None:
    machine = Environment(os="Debian 12", browser="Chromium 156", fonts="3f9a", viewport=(1280, 900))
    read = report(make_run(HOLDS, environment=machine, blocked=3), tmp_path)
    for said in ("Körning r1", "Debian 12", "Chromium 156", "1280 × 900", "1 minut och 12 sekunder"):
        assert said in read.text
    assert "Spärren stoppade 3 anrop från sidorna." in read.text
    assert "Inga formulär har skickats." in read.text


@pytest.mark.parametrize(
    ("finished", "said"),
    [
        ("02:15:00.3", "mindre än en sekund"),
        ("02:15:01", "1 sekund"),
        ("02:17:00", "2 minuter"),
        ("02:16:01", "1 minut och 1 sekund"),
    ],
)
def test_time_taken_is_told_in_words(finished: str, said: str) -> None:
    assert took(make_run(finished=f"2026-11-22T{finished}+00:00").run) == said


def test_two_guides_with_the_same_step_id_keep_their_own_anchors(tmp_path: Path) -> None:
    steps = [make_step("a-1", make_claim(), guide=guide) for guide in ("losenord", "vpn")]
    ids = [attributes["id"] for _, attributes in report(make_run(*steps), tmp_path).tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert page_view(make_run(*steps), "1").parts[1].title == "vpn: a"


def test_what_fell_together_stands_once_at_the_top(tmp_path: Path) -> None:
    found = report(make_run(*(make_step(f"a-{n}", drifted()) for n in range(4))), tmp_path)
    said = "4 av 4 kontrollerade steg slutade stämma samtidigt: troligen är det webbplatsen som helhet eller nätverket"

    assert found.text.count(said) == 1
    assert found.text.index(said) < found.text.index("Steg a-0")


def test_a_run_that_cannot_be_trusted_is_headed_by_that_and_says_what_went_wrong(tmp_path: Path) -> None:
    text = report(make_run(HOLDS, canary=Canary(caught=False, quiet=True)), tmp_path).text
    assert text.index("Lita inte på den här kontrollen") < text.index("upptäcktes inte") < text.index("1 steg stämmer")
    assert page_view(make_run(make_step("a-2", drifted()), canary=Canary(caught=True, quiet=False)), "1").group == (
        "not_checked"
    )


def test_an_outage_is_one_card_by_its_cause_and_what_it_hindered_is_listed(tmp_path: Path) -> None:
    note = "Webbplatsen svarade med ett fel (503)."
    down = [
        make_step(f"aterstall-{n}", unchecked("unreachable", note=note), owner="eslov.se", url="https://eslov.se/")
        for n in range(1, 16)
    ]
    result = make_run(*down, make_step("appen-1", make_claim(), owner="google"), target="live")
    (section, _) = page_view(result, "1").first + page_view(result, "1").sections
    (outage,) = section.outages
    assert section.steps == ()
    assert outage.said == f"eslov.se går inte att kontrollera: w{note[1:]} 15 steg har inte kunnat kontrolleras."
    text = write(result, tmp_path, tmp_path).read_text("utf-8")
    assert text.count("svarade med ett fel (503)") == 1
    assert all(f'id="steg-losenord-aterstall-{n}"' in text for n in range(1, 16))


def test_what_hindered_a_single_step_is_told_by_the_step() -> None:
    note = "Webbplatsens certifikat gick ut 28 november 2026."
    one = make_step("aterstall-1", unchecked("unreachable", note=note), owner="eslov.se", url="https://eslov.se/")
    view = page_view(make_run(one, make_step("appen-1", make_claim()), target="live"), "1")
    assert view.first[0].outages == ()
    assert note in view.first[0].steps[0].why
