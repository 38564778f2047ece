"""The report in a real browser: can it be read by everyone, on any screen, and does the frame lie where it should?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Locator, Page, expect

from guidevakt import baseline, capture
from guidevakt.pictures import decisions
from guidevakt.pictures.decisions import Decisions
from guidevakt.report import write
from guidevakt.verdict import (
    Box,
    ClaimResult,
    Difference,
    Environment,
    NoticeResult,
    PictureResult,
    Reason,
    Run,
    RunResult,
    StepResult,
    Verdict,
    summarise,
    worst_reason,
    worst_verdict,
)
from tests.browser.reviewing import Reviewed, made

#: The colour of the found place in the rendered pages; no other thing has it.
FOUND = (255, 0, 200)

START = """<!doctype html><style>*{box-sizing:border-box}body{margin:0;font:17px/1.5 sans-serif;color:#222}
header{background:#00515f;color:#fff;padding:28px 60px;font-size:26px}section{padding:50px 60px;height:560px}
.b{background:#eef3f2}
.card{display:inline-block;width:30%;height:200px;background:#dbe7e5;margin:24px 2% 0 0;padding:20px}
footer{background:#123;color:#fff;padding:60px}footer a{color:#fff;display:inline-block;margin:0 40px 20px 0}
#found{background:rgb(255,0,200);color:#000;padding:4px}</style>
<header>Eslövs kommun</header><section><h1>Välkommen till Eslöv</h1><p>Hitta service, kontakt och nyheter.</p>
<div class=card>Förskola</div><div class=card>Bygga och bo</div><div class=card>Jobba hos oss</div></section>
<section class=b><h2>Nyheter</h2></section><section><h2>Kalender</h2></section>
<footer><a href=#>Kontakta oss</a><a href=#>Tillgänglighet</a><a href=# id=found>För medarbetare</a></footer>"""

DIALOG = """<!doctype html><style>body{{margin:0;background:#ddd;font:17px/1.5 sans-serif}}
.d{{width:520px;margin:40px auto;background:#fff;padding:28px}}p{{border:1px solid #999;padding:8px}}
b{{display:inline-block;background:#0067b8;color:#fff;padding:8px 24px}}</style>
<div class=d><h2>Telefon</h2><p>Sverige (+46)</p><p>Ange telefonnummer</p><b>{button}</b></div>"""


@dataclass(frozen=True)
class Place:
    """Where a made run lives, and the box of the found place in its screenshot."""

    run: Path
    project: Path
    box: Box


@pytest.fixture
def place(page: Page, tmp_path: Path) -> Place:
    run = tmp_path / "reports" / "r1"
    run.mkdir(parents=True)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.set_content(START)
    box = page.locator("#found").bounding_box()
    assert box is not None
    (run / "start.png").write_bytes(capture.screenshot(page))
    for name, button in (("approved", "Nästa"), ("received", "Fortsätt")):
        page.set_content(DIALOG.format(button=button))
        Image.open(BytesIO(capture.screenshot(page))).crop((340, 0, 940, 340)).save(tmp_path / f"{name}.png")
    old, new = (Image.open(tmp_path / f"{name}.png").convert("RGB") for name in ("approved", "received"))
    ImageChops.invert(ImageChops.difference(old, new)).save(tmp_path / "diff.png")
    return Place(run, tmp_path, (box["x"], box["y"], box["width"], box["height"]))


def make_step(id_: str, text: str, *claims: ClaimResult, **more: Any) -> StepResult:
    picture: PictureResult | None = more.get("picture")
    verdicts = [judged.verdict for judged in (*claims, picture) if judged]
    reason = worst_reason([c.reason for c in claims])
    part = id_.partition("-")[0]
    known = {"guide": "losenord", "part": part, "id": id_, "text": text, "claims": claims}
    return StepResult.model_validate({"verdict": worst_verdict(verdicts), "reason": reason, **known, **more})


def claim(name: str, verdict: Verdict = "holds", kind: str = "link", **more: Any) -> ClaimResult:
    return ClaimResult.model_validate({"kind": kind, "expected": name, "verdict": verdict, **more})


def unchecked(id_: str, text: str, name: str, reason: Reason, **more: Any) -> StepResult:
    return make_step(id_, text, claim(name, "not_checked", "control", reason=reason), **more)


def make_run(*steps: StepResult, notices: tuple[NoticeResult, ...] = (), blocked: int = 0) -> RunResult:
    machine = Environment(os="Debian 12", browser="Chromium 156.0", fonts="sha256:3f9a1c07", viewport=(1280, 900))
    times = {"started": "2026-11-22T02:15:00Z", "finished": "2026-11-22T02:16:12Z"}
    run = Run(id="2026-11-22T02-15-00Z-7f3a", target="replica", environment=machine, **times)
    return RunResult(run=run, summary=summarise(steps, requests_blocked=blocked), steps=steps, notices=notices)


NOTICES = (
    NoticeResult(
        date="2026-09-01",
        days_left=-82,
        steps=("registrera-2",),
        text="Microsoft föreslår en nyckel vid inloggning. En sida till kan komma före steget.",
        source="https://learn.microsoft.com/entra/identity/authentication/concept-sms-voice-retirement",
    ),
    NoticeResult(
        date="2027-02-01",
        days_left=71,
        steps=("registrera-4", "registrera-5", "registrera-6"),
        text="Microsoft slutar skicka koder med sms och samtal.",
        source="concept-sms-voice-retirement.md",
    ),
)


def renamed(place: Place) -> StepResult:
    found = claim(
        "För dig som är medarbetare",
        "drifted",
        where="bottom",
        seen="För medarbetare",
        change="renamed",
        suggestion="För medarbetare",
        candidates=("För medarbetare", "Kontakta oss"),
        owner="eslov.se",
        held_before=True,
        box=place.box,
        tries=2,
    )
    held = claim("Eslövs kommun", kind="text", where="header")
    known = {"url": "https://eslov.se/", "screenshot": "start.png"}
    return make_step("aterstall-2", "Klicka på länken För dig som är medarbetare", found, held, **known)


def repainted() -> StepResult:
    paths = {"approved": "approved.png", "received": "received.png", "diff": "diff.png"}
    picture = PictureResult(id="bild-4", verdict="looks_different", box=(28, 250, 150, 60), **paths)
    held = claim("Sverige", kind="option", within="Land", note="På sidan står ”Sverige (+46)”.")
    text = "Byt land till Sverige och ange ditt mobilnummer. OBS! utan landskod.\nKlicka på Nästa"
    return make_step("registrera-5", text, held, picture=picture)


def mixed(place: Place) -> RunResult:
    """One renamed, one never held, one picture changed, one awaiting, three not checked, the rest holding."""
    awaits = PictureResult(id="bild-5", verdict="awaiting_review", received="received.png")
    four = claim("3", "drifted", "steps", change="count", seen="4")
    start, reset = "https://eslov.se/", "https://passwordreset.microsoftonline.com/"
    return make_run(
        make_step("appen-1", "ladda ner appen Microsoft Authenticator", claim("Microsoft Authenticator", kind="page")),
        unchecked("registrera-2", "Klicka på Säkerhetsinformation", "Säkerhetsinformation", "sign-in"),
        repainted(),
        make_step("registrera-6", "Skriv in koden i nästa fönster", claim("kod", kind="field"), picture=awaits),
        make_step("aterstall-1", "Öppna Eslövs kommuns webbsida", claim(start, kind="page"), screenshot="start.png"),
        renamed(place),
        make_step("aterstall-3", "läs igenom de tre stegen", four, url=f"{start}lösenord/", screenshot="gone.png"),
        unchecked("aterstall-3a", "Skriv din e-postadress", "e-post", "unreachable", url=reset),
        unchecked("aterstall-3b", "Skriv tecknen du ser i bilden", "tecken", "stuck", after="aterstall-3a"),
        make_step("aterstall-lank", "Gå till lösenordsåterställning", claim("Gå till återställning", url=reset)),
        notices=NOTICES,
        blocked=3,
    )


def all_holds(place: Place) -> RunResult:
    found = {"box": place.box, "note": "Ett plustecken står före namnet."}
    steps = (make_step(f"a-{n}", f"Klicka på {n}", claim(f"{n}", **found), screenshot="start.png") for n in range(1, 6))
    return make_run(*steps)


def nothing_reached(place: Place) -> RunResult:
    steps = (unchecked(f"aterstall-{n}", f"Klicka på länk {n}", f"Länk {n}", "unreachable") for n in range(1, 5))
    return make_run(*steps)


def no_steps(place: Place) -> RunResult:
    return make_run()


def reviewable(place: Place) -> RunResult:
    return made(place.project).run


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("result", [mixed, reviewable, all_holds, nothing_reached, no_steps])
def test_report_breaks_no_rule_of_accessibility(
    browser: Browser, place: Place, result: Callable[[Place], RunResult], width: int, scheme: Literal["light", "dark"]
) -> None:
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    page.goto(write(result(place), place.run, place.project).as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.close()


@pytest.mark.parametrize("result", [mixed, reviewable, all_holds, nothing_reached, no_steps])
def test_report_fits_a_phone(page: Page, place: Place, result: Callable[[Place], RunResult]) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(write(result(place), place.run, place.project).as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_long_words_of_a_page_do_not_widen_the_report(page: Page, place: Place) -> None:
    long = "x" * 400
    address = f"https://eslov.se/{long}"
    found = claim(long, "drifted", seen=long, change="renamed", suggestion=long, lands=address, held_before=True)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(write(make_run(make_step("s-1", long, found, url=address)), place.run, place.project).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("width", [390, 1280])
def test_frame_lies_over_the_found_place(page: Page, place: Place, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(write(mixed(place), place.run, place.project).as_uri())
    figure = page.locator("#steg-losenord-aterstall-2 .shot")
    framed, around = figure.locator(".mark").bounding_box(), figure.bounding_box()
    assert framed is not None
    assert around is not None
    page.add_style_tag(content=".mark{visibility:hidden}")
    left, top, right, bottom = coloured(Image.open(BytesIO(figure.screenshot())))
    drawn = (framed["x"] - around["x"], framed["y"] - around["y"], framed["width"], framed["height"])
    assert drawn == pytest.approx((left, top, right - left, bottom - top), abs=2)


@pytest.mark.parametrize("width", [390, 1280])
def test_no_label_covers_what_is_framed_and_none_is_cut_off(page: Page, place: Place, width: int) -> None:
    """A frame as large as its picture, one at the very top, and three rows beneath each other."""
    boxes = ((0, 0, 1280, 900), (10, 0, 200, 20))
    whole = [claim(f"{n}", "drifted", change="hidden", box=box, screenshot="start.png") for n, box in enumerate(boxes)]
    rows = tuple(
        Difference(change="renamed", role="text", name=f"a{n}", seen="b", box=(120, 60 + 40 * n, 200, 30))
        for n in range(3)
    )  # fmt: skip
    paths = {"approved": "approved.png", "received": "received.png", "diff": "diff.png"}
    picture = PictureResult(id="bild-1", verdict="looks_different", differences=rows, **paths)
    page.set_viewport_size({"width": width, "height": 900})
    told = make_run(make_step("s-1", "Klicka", *whole), make_step("s-2", "Titta", picture=picture))
    page.goto(write(told, place.run, place.project).as_uri())

    found = page.evaluate("""() => [...document.querySelectorAll('.shot')].flatMap(shot => {
        const inner = e => (({left, top, right, bottom}) => ({left, top, right, bottom}))(e.getBoundingClientRect());
        const over = (a, b, from, to) => a[from] < b[to] - 1 && b[from] < a[to] - 1;
        const meet = (a, b) => over(a, b, 'left', 'right') && over(a, b, 'top', 'bottom');
        const frames = [...shot.querySelectorAll('.mark')].map(inner);
        const pan = shot.closest('.pan');
        return [...shot.querySelectorAll('.mark b')].map(b => ({
            covers: frames.some(frame => meet(inner(b), frame)),
            cut: pan && (inner(b).top < inner(pan).top || inner(b).left < inner(pan).left),
            above: !pan && inner(b).top < inner(shot.closest('figure')).top,
        }));
    })""")
    assert len(found) == 2 + 3
    assert not [one for one in found if one["covers"] or one["cut"] or one["above"]]


@pytest.mark.parametrize("width", [390, 1280])
def test_what_does_not_hold_is_seen_first_at_every_width(page: Page, place: Place, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(write(mixed(place), place.run, place.project).as_uri())
    wrong, notices, steps = (
        page.locator(which).first.evaluate("e => [e.getBoundingClientRect().y, e.getBoundingClientRect().x]")
        for which in ("article.drifted", ".notices", ".overview")
    )
    assert wrong[0] < notices[0]
    assert wrong[0] < steps[0] or wrong[1] < steps[1]  # above it, or on its left


def coloured(picture: Image.Image) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of the found place's colour, as a reader sees it."""
    away = ImageChops.difference(picture.convert("RGB"), Image.new("RGB", picture.size, FOUND))
    red, green, blue = (band.point(lambda value: 255 * (value < 70)) for band in away.split())
    box = ImageChops.multiply(ImageChops.multiply(red, green), blue).getbbox()
    assert box is not None, "the found place is not in the picture"
    return box


def test_frame_is_seen_on_any_ground_and_says_here(page: Page, place: Place) -> None:
    page.goto(write(mixed(place), place.run, place.project).as_uri())
    mark = page.locator("#steg-losenord-aterstall-2 .mark")
    assert mark.inner_text() == "här"
    line = luminance(mark.evaluate("e => getComputedStyle(e).outlineColor"))
    rim = luminance(mark.evaluate("e => getComputedStyle(e.firstElementChild).color"))
    grounds = [step / 1000 for step in range(1001)]
    assert min(max(contrast(line, ground), contrast(rim, ground)) for ground in grounds) >= 3
    assert contrast(line, rim) >= 4.5


def luminance(colour: str) -> float:
    """Relative luminance of `rgb(r, g, b)` (WCAG 2.2)."""
    parts = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def test_report_asks_the_network_for_nothing(page: Page, place: Place) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(write(mixed(place), place.run, place.project).as_uri())
    assert [url for url in asked if not url.startswith("data:")] == [(place.run / "index.html").as_uri()]


def test_skip_link_leads_past_the_overview(page: Page, place: Place) -> None:
    page.goto(write(mixed(place), place.run, place.project).as_uri())
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Hoppa till stegen"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#steg') !== null")


def test_headings_step_down_one_level_at_a_time(page: Page, place: Place) -> None:
    page.goto(write(mixed(place), place.run, place.project).as_uri())
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_holding_steps_are_printed_open(page: Page, place: Place) -> None:
    page.goto(write(all_holds(place), place.run, place.project).as_uri())
    assert not page.locator(".lines").first.is_visible()
    page.emulate_media(media="print")
    assert page.locator(".lines").first.is_visible()


# -- choosing in the report, without a server ------------------------------------------------------------------------


@pytest.fixture
def reviewed(tmp_path: Path) -> Reviewed:
    folder = tmp_path / "reviewed"
    folder.mkdir()
    return made(folder)


@pytest.fixture
def opened(page: Page, reviewed: Reviewed) -> Iterator[Page]:
    """The report in a tab; what the browser complains of fails the test."""
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(reviewed.report.as_uri())
    yield page
    assert troubles == []


def of(page: Page, number: int) -> Locator:
    return page.locator(f"#steg-losenord-registrera-{number} .comparison")


def choose(page: Page, number: int, name: str) -> None:
    of(page, number).get_by_role("button", name=name, exact=True).click()


def saved(page: Page, folder: Path) -> Decisions:
    with page.expect_download() as download:
        page.get_by_role("button", name="Spara mina val").click()
    assert download.value.suggested_filename == "val.json"
    download.value.save_as(folder / "val.json")
    return decisions.read(folder / "val.json")


def test_choices_of_the_report_are_saved_and_carried_out(opened: Page, reviewed: Reviewed, tmp_path: Path) -> None:
    Image.new("RGB", (320, 200), (9, 120, 60)).save(tmp_path / "egen.jpg")
    before = {number: reviewed.approved(f"bild-{number}") for number in range(1, 6)}
    of(opened, 2).get_by_label("Låt valet gälla alla").check()
    of(opened, 2).get_by_label("Varför?").fill("  Ny länk i toppen ")
    choose(opened, 2, "Använd den nya bilden")
    of(opened, 5).get_by_text("Fler val").click()
    choose(opened, 5, "Godta till och med den dagen")
    of(opened, 6).get_by_text("Fler val").click()
    choose(opened, 6, "Godkänn båda bilderna")
    of(opened, 7).get_by_text("Fler val").click()
    of(opened, 7).get_by_label("En egen bild").set_input_files(tmp_path / "egen.jpg")
    choose(opened, 7, "Använd en egen bild")
    expect(opened.locator("[data-count]")).to_have_text("Du har valt för alla bilder.")
    opened.get_by_label("Ditt namn").fill("Karin Öberg")

    chosen = saved(opened, tmp_path)

    expect(opened.locator("[data-saved]")).to_contain_text("guidevakt approve --decisions val.json")
    made = baseline.decide(reviewed.project, reviewed.run, chosen)
    assert {(e.picture, e.choice, e.who, e.why) for e in made} == {
        ("bild-1", "new", "Karin Öberg", "Ny länk i toppen"),
        ("bild-2", "new", "Karin Öberg", "Ny länk i toppen"),
        ("bild-4", "until", "Karin Öberg", ""),
        ("bild-5", "variant", "Karin Öberg", ""),
        ("bild-6", "own", "Karin Öberg", ""),
    }
    for number in (1, 2, 6):
        assert reviewed.approved(f"bild-{number}") == reviewed.received(f"bild-{number}")
    for number in (3, 4, 5):
        assert reviewed.approved(f"bild-{number}") == before[number]
    assert (reviewed.folder / "bild-5.2.png").read_bytes() == reviewed.received("bild-5")
    with Image.open(reviewed.folder / "bild-6.own.png") as own:
        assert (own.format, own.size) == ("PNG", (320, 200))


def test_a_choice_of_the_report_is_undone_and_lives_through_a_reload(opened: Page, tmp_path: Path) -> None:
    choose(opened, 5, "Behåll den gamla bilden")
    choose(opened, 6, "Avgör senare")
    assert of(opened, 5).get_by_role("status").inner_text() == "Ditt val: Behåll den gamla bilden."
    assert opened.evaluate("document.activeElement.innerText") == "Ångra"
    opened.reload()
    expect(opened.locator("[data-count]")).to_have_text("Du har valt för 2 av 5 bilder.")
    of(opened, 6).get_by_role("button", name="Ångra").click()
    opened.get_by_label("Ditt namn").fill("Karin")
    assert [(d.picture, d.choice) for d in saved(opened, tmp_path).decisions] == [("bild-4", "old")]


def test_the_report_asks_who_before_it_saves(opened: Page) -> None:
    choose(opened, 5, "Behåll den gamla bilden")
    opened.get_by_label("Ditt namn").fill("  ")
    opened.get_by_role("button", name="Spara mina val").click()
    assert opened.evaluate("document.activeElement.id") == "vem"
    assert not opened.locator("[data-saved]").is_visible()


def test_the_report_takes_nothing_but_a_picture_for_one(opened: Page, tmp_path: Path) -> None:
    (tmp_path / "egen.png").write_text("ingen bild")
    of(opened, 7).get_by_text("Fler val").click()
    choose(opened, 7, "Använd en egen bild")
    assert of(opened, 7).get_by_role("alert").inner_text() == "Välj en bild först."
    of(opened, 7).get_by_label("En egen bild").set_input_files(tmp_path / "egen.png")
    choose(opened, 7, "Använd en egen bild")
    expect(of(opened, 7).get_by_role("alert")).to_contain_text("Filen är ingen bild som går att läsa.")
    assert not opened.locator("[data-save]").is_visible()


def test_a_day_that_has_passed_is_refused_by_the_report(opened: Page) -> None:
    of(opened, 5).get_by_text("Fler val").click()
    of(opened, 5).get_by_label("Godta till och med").fill("2020-01-01")
    of(opened, 5).get_by_role("button", name="Godta till och med den dagen").click()
    expect(of(opened, 5).get_by_role("alert")).to_contain_text("Välj en dag från")


def test_without_script_the_report_tells_the_command_and_shows_every_picture(
    browser: Browser, reviewed: Reviewed
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(reviewed.report.as_uri())
    assert of(page, 5).locator(".views img").evaluate_all("all => all.map(i => i.checkVisibility())") == [True] * 3
    assert f"guidevakt approve --run {reviewed.run.run.id} --step registrera-5" in of(page, 5).inner_text()
    assert page.locator("button:visible, input:visible").count() == 0
    page.context.close()


def test_the_report_is_printed_with_every_picture_and_no_controls(opened: Page) -> None:
    of(opened, 5).get_by_role("radio", name="Dra emellan").check()
    opened.evaluate("dispatchEvent(new Event('beforeprint'))")
    opened.emulate_media(media="print")
    images = of(opened, 5).locator(".views img")
    shown = images.evaluate_all("all => all.map(i => i.getBoundingClientRect().width > 50)")
    assert shown == [True] * 3
    assert opened.locator("button:visible, input:visible").count() == 0
    opened.emulate_media(media="screen")
    opened.evaluate("dispatchEvent(new Event('afterprint'))")
    assert of(opened, 5).get_by_role("slider").is_visible()


def test_the_filmstrip_shows_the_guides_pictures_and_leads_to_their_steps(opened: Page) -> None:
    stills = opened.locator(".filmstrip li")
    assert [text.split() for text in stills.all_inner_texts()][:3] == [
        ["bild-1", "stämmer", "inte", "längre"], ["bild-2", "stämmer", "inte", "längre"], ["bild-3", "stämmer"],
    ]  # fmt: skip
    stills.nth(3).get_by_role("link").click()
    assert opened.evaluate("location.hash") == "#steg-losenord-registrera-5"

