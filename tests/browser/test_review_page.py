"""The review page in a real browser: every choice, back again, by mouse, keys or without script, and nobody else's."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from guidevakt.pictures.decisions import today
from guidevakt.verdict import summarise
from tests.browser.reviewing import NOW, Opened, Reviewed, made

#: Where the pictures 4, 5 and 6 are judged.
FOUR, FIVE, SIX = (f"/bild/steg-losenord-registrera-{n}" for n in (5, 6, 7))


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    folder = tmp_path_factory.mktemp("review")
    (folder / "project").mkdir()
    opened = Opened(made(folder / "project"), folder / "pristine")
    yield opened
    opened.close()


@pytest.fixture
def review(running: Opened) -> Iterator[Opened]:
    """The running page, as it was before anybody chose."""
    yield running
    running.restore()


@pytest.fixture
def reviewed(review: Opened) -> Reviewed:
    return review.reviewed


@pytest.fixture
def tab(review: Opened, context: BrowserContext) -> Iterator[Page]:
    """A tab of a browser that has been let in; what it complains of fails the test."""
    context.add_cookies(review.cookies)  # type: ignore[arg-type]
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(review.url)
    yield page
    assert [told for told in troubles if "status of 4" not in told] == []


def choose(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def said(page: Page) -> str:
    return page.locator("#sagt p").inner_text()


def chosen(reviewed: Reviewed) -> list[tuple[str, str]]:
    return [(entry.picture, entry.choice) for entry in reviewed.entries()]


# -- choosing --------------------------------------------------------------------------------------------------------


def test_the_new_picture_is_used_and_who_and_why_are_kept(review: Opened, tab: Page, reviewed: Reviewed) -> None:
    tab.goto(review.url + FOUR)
    tab.get_by_label("Ditt namn").fill("Karin Öberg")
    tab.get_by_label("Varför?").fill("Microsoft bytte knappen")
    choose(tab, "Använd den nya bilden")
    assert said(tab) == "Den nya bilden används: bild-4."
    assert reviewed.approved("bild-4") == reviewed.received("bild-4")
    entry = reviewed.entries()[-1]
    assert (entry.who, entry.why, entry.choice) == ("Karin Öberg", "Microsoft bytte knappen", "new")
    assert tab.get_by_label("Ditt namn").input_value() == "Karin Öberg"  # on the next picture, which follows at once


def test_the_old_picture_is_kept(review: Opened, tab: Page, reviewed: Reviewed) -> None:
    before = reviewed.approved("bild-4")
    tab.goto(review.url + FOUR)
    choose(tab, "Behåll den gamla bilden")
    assert said(tab) == "Den gamla bilden behålls: bild-4."
    assert (reviewed.approved("bild-4"), chosen(reviewed)) == (before, [("bild-4", "old")])


def test_a_picture_is_put_off_and_asked_about_again(review: Opened, tab: Page, reviewed: Reviewed) -> None:
    tab.goto(review.url + FIVE)
    choose(tab, "Avgör senare")
    assert said(tab) == "Avgörs senare: bild-5, steg registrera-6."
    assert chosen(reviewed) == []
    tab.goto(review.url)
    assert "Avgörs senare" in tab.locator(f'[href="{FIVE}"]').inner_text()
    tab.goto(review.url + FIVE)
    expect(tab.get_by_role("button", name="Använd den nya bilden")).to_be_visible()


def test_a_difference_is_accepted_to_the_end_of_a_day(review: Opened, tab: Page, reviewed: Reviewed) -> None:
    tab.goto(review.url + FOUR)
    tab.get_by_text("Fler val").click()
    day = today().replace(year=today().year + 1, day=1)
    tab.get_by_label("Godta till och med").fill(day.isoformat())
    choose(tab, "Godta till och med den dagen")
    assert reviewed.entries()[-1].until == day
    assert said(tab).startswith("Skillnaden godtas till och med 1 ")


def test_both_pictures_are_approved(review: Opened, tab: Page, reviewed: Reviewed) -> None:
    tab.goto(review.url + FOUR)
    tab.get_by_text("Fler val").click()
    choose(tab, "Godkänn båda bilderna")
    assert (reviewed.folder / "bild-4.2.png").read_bytes() == reviewed.received("bild-4")
    assert reviewed.approved("bild-4") != reviewed.received("bild-4")


def test_what_is_missing_from_an_answer_is_told_in_a_sentence(review: Opened, tab: Page, reviewed: Reviewed) -> None:
    tab.goto(review.url + FOUR)
    tab.get_by_label("Ditt namn").fill(" ")
    tab.get_by_label("Varför?").fill("för att")
    choose(tab, "Använd den nya bilden")
    assert tab.get_by_role("alert").inner_text() == "Namnet ska vara ett namn med 1–80 tecken."
    assert tab.get_by_label("Varför?").input_value() == "för att"  # nothing is lost
    tab.get_by_label("Ditt namn").fill("Karin")
    tab.get_by_text("Fler val").click()
    tab.get_by_label("Godta till och med").fill("2020-01-01")
    choose(tab, "Godta till och med den dagen")
    assert tab.get_by_role("alert").inner_text().startswith("Välj en dag från ")
    assert chosen(reviewed) == []


def test_a_picture_of_ones_own_is_used(review: Opened, tab: Page, reviewed: Reviewed, tmp_path: Path) -> None:
    Image.new("RGB", (320, 200), (9, 120, 60)).save(tmp_path / "egen.jpg")
    tab.goto(review.url + SIX)
    tab.get_by_text("Fler val").click()
    tab.get_by_label("En egen bild").set_input_files(tmp_path / "egen.jpg")
    choose(tab, "Använd en egen bild")
    assert said(tab) == "En egen bild används: bild-6."
    with Image.open(reviewed.folder / "bild-6.own.png") as own:
        assert (own.format, own.size) == ("PNG", (320, 200))
    assert reviewed.approved("bild-6") == reviewed.received("bild-6")


def test_what_is_no_picture_is_refused_in_a_sentence(
    review: Opened, tab: Page, reviewed: Reviewed, tmp_path: Path
) -> None:
    (tmp_path / "egen.png").write_bytes(b"<svg onload=alert(1)>")
    tab.goto(review.url + SIX)
    tab.get_by_text("Fler val").click()
    choose(tab, "Använd en egen bild")
    assert tab.get_by_role("alert").inner_text() == "Välj en bild först."
    tab.get_by_text("Fler val").click()
    tab.get_by_label("En egen bild").set_input_files(tmp_path / "egen.png")
    choose(tab, "Använd en egen bild")
    assert tab.get_by_role("alert").inner_text() == "Filen är ingen hel bild. Välj en bild i formatet PNG eller JPEG."
    assert chosen(reviewed) == []


def test_all_that_share_a_change_are_chosen_at_once_from_the_list(tab: Page, reviewed: Reviewed) -> None:
    choose(tab, "Använd båda de nya bilderna")
    assert said(tab) == "Den nya bilden används: bild-1, bild-2."
    assert chosen(reviewed) == [("bild-1", "new"), ("bild-2", "new")]
    choose(tab, "Ångra")
    assert [entry.undone_by is not None for entry in reviewed.entries()[:2]] == [True, True]


def test_an_answer_holds_for_all_that_share_the_change(review: Opened, tab: Page, reviewed: Reviewed) -> None:
    tab.goto(f"{review.url}/bild/steg-losenord-registrera-3")
    tab.get_by_label("Låt valet gälla alla").check()
    choose(tab, "Behåll den gamla bilden")
    assert sorted(chosen(reviewed)) == [("bild-1", "old"), ("bild-2", "old")]


def test_enter_in_a_field_chooses_nothing(review: Opened, tab: Page, reviewed: Reviewed) -> None:
    tab.goto(review.url + FOUR)
    tab.get_by_label("Varför?").fill("för att")
    tab.get_by_label("Varför?").press("Enter")
    tab.get_by_label("Ditt namn").press("Enter")
    assert (tab.url, chosen(reviewed)) == (review.url + FOUR, [])


def test_the_page_says_when_everything_is_settled(review: Opened, tab: Page) -> None:
    assert tab.get_by_role("heading", level=1).inner_text() == "5 bilder att avgöra"
    tab.locator(".button.first").click()
    for _ in range(5):
        choose(tab, "Använd den nya bilden")
    assert tab.url.startswith(f"{review.url}/?")
    assert tab.get_by_role("heading", level=1).inner_text() == "Alla bilder är avgjorda."


def test_approving_a_picture_says_that_it_does_not_approve_the_words(review: Opened, tab: Page) -> None:
    tab.goto(review.url + FOUR)
    assert tab.locator(".warning").inner_text().startswith("Bilden kan godkännas, men steget stämmer ändå inte: ")
    tab.goto(review.url + FIVE)
    assert tab.locator(".warning").count() == 0


def test_the_worst_stands_first(tab: Page) -> None:
    titles = tab.locator(".card .id").all_inner_texts()
    assert [title.partition(",")[0] for title in titles] == ["bild-4", "bild-1", "bild-2", "bild-5", "bild-6"]


# -- back again ------------------------------------------------------------------------------------------------------


def test_what_was_just_chosen_is_undone(review: Opened, tab: Page, reviewed: Reviewed) -> None:
    before = reviewed.approved("bild-4")
    tab.goto(review.url + FOUR)
    choose(tab, "Använd den nya bilden")
    choose(tab, "Ångra")
    assert reviewed.approved("bild-4") == before
    assert said(tab) == "Ångrat: bild-4."


def test_an_old_choice_is_undone_from_the_log(review: Opened, tab: Page, reviewed: Reviewed) -> None:
    tab.get_by_role("link", name="Tidigare val").click()
    first = tab.locator("ol.log li").filter(has_text="bild-3")
    assert "Anna" in first.inner_text()
    first.get_by_role("button").click()
    assert not (reviewed.folder / "bild-3.png").exists()
    tab.goto(f"{review.url}/val")
    assert "Ångrat" in tab.locator("ol.log li").first.inner_text()


def test_a_chosen_picture_still_shows_the_one_it_replaced(review: Opened, tab: Page) -> None:
    tab.goto(review.url + FOUR)
    before = tab.locator(".approved img").evaluate("i => (i.decode(), i.naturalHeight)")
    choose(tab, "Använd den nya bilden")
    tab.goto(review.url + FOUR)
    images = tab.locator(".views img")
    expect(images.first).to_have_js_property("naturalHeight", before)
    drawn = images.evaluate_all("""all => all.slice(0, 2).map(image => {
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
        canvas.getContext('2d').drawImage(image, 0, 0);
        return canvas.toDataURL();
    })""")
    assert drawn[0] != drawn[1]
    assert "Den nya bilden används" in tab.locator(".answering").inner_text()


# -- two at once -----------------------------------------------------------------------------------------------------


def test_a_choice_in_another_tab_is_not_overwritten(
    review: Opened, tab: Page, context: BrowserContext, reviewed: Reviewed
) -> None:
    other = context.new_page()
    for page in (tab, other):
        page.goto(review.url + FOUR)
    choose(tab, "Använd den nya bilden")
    with other.expect_response(lambda r: r.request.method == "POST") as answered:
        choose(other, "Behåll den gamla bilden")
    assert answered.value.status == 409
    assert other.get_by_role("alert").inner_text().startswith("Bilden har fått ett annat val sedan du öppnade sidan.")
    assert "Den nya bilden används" in other.locator(".answering").inner_text()
    assert chosen(reviewed) == [("bild-4", "new")]


def test_a_choice_in_another_tab_is_not_overwritten_by_one_for_many(
    review: Opened, tab: Page, context: BrowserContext, reviewed: Reviewed
) -> None:
    other = context.new_page()
    other.goto(review.url)
    tab.goto(f"{review.url}/bild/steg-losenord-registrera-3")
    choose(tab, "Behåll den gamla bilden")
    choose(other, "Använd båda de nya bilderna")
    assert "annat val sedan du öppnade sidan" in other.locator("main").inner_text()
    assert chosen(reviewed) == [("bild-2", "old")]


def test_what_is_undone_twice_says_so(review: Opened, tab: Page, context: BrowserContext) -> None:
    tab.goto(review.url + FOUR)
    choose(tab, "Använd den nya bilden")
    other = context.new_page()
    for page in (tab, other):
        page.goto(review.url + FOUR)
    choose(tab, "Ångra valet")
    choose(other, "Ångra valet")
    assert "är redan ångrat" in other.get_by_role("alert").inner_text()


# -- by keys, and without script -------------------------------------------------------------------------------------


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the thing of that name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate("(e => e?.ariaLabel || e?.innerText || '')(document.activeElement)")
        if focused.strip() == name:
            return
    raise AssertionError(f"{name} is not reached by Tab")


def test_a_picture_is_judged_with_the_keyboard_alone(tab: Page, reviewed: Reviewed) -> None:
    tab_to(tab, "Börja med bild-4, steg registrera-5")
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**{FOUR}")
    tab_to(tab, "Den godkända bilden")
    tab_to(tab, "Behåll den gamla bilden")
    tab.keyboard.press("Space")
    tab.wait_for_url("**val=*")
    assert chosen(reviewed) == [("bild-4", "old")]
    assert tab.evaluate("document.activeElement.id") == "sagt"  # what came of it is read first
    tab_to(tab, "Ångra")
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**{FOUR}?val=*")
    assert chosen(reviewed)[-1] == ("bild-4", "undo")


def test_keys_choose_and_can_be_switched_off(review: Opened, tab: Page, reviewed: Reviewed) -> None:
    tab.goto(review.url + FOUR)
    tab.get_by_label("Varför?").press("n")  # in a field it is a letter
    tab.get_by_text("Kortkommandon", exact=True).click()
    tab.get_by_label("Kortkommandon är på").uncheck()
    tab.locator("h1").click()
    tab.keyboard.press("n")
    assert chosen(reviewed) == []
    tab.get_by_label("Kortkommandon är på").check()
    tab.keyboard.press("2")
    assert tab.get_by_role("radio", name="Dra emellan").is_checked()
    tab.keyboard.press("n")
    tab.wait_for_url("**val=*")
    tab.keyboard.press("z")
    tab.wait_for_url(f"**{FOUR}?val=*")
    assert chosen(reviewed) == [("bild-4", "new"), ("bild-4", "undo")]


def test_everything_can_be_chosen_without_script(review: Opened, browser: Browser, reviewed: Reviewed) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(review.cookies)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(review.url + FOUR)
    assert page.locator(".views img").evaluate_all("all => all.map(i => i.checkVisibility())") == [True] * 3
    assert not page.get_by_text("Storlek").is_visible()
    choose(page, "Använd den nya bilden")
    assert said(page) == "Den nya bilden används: bild-4."
    choose(page, "Ångra")
    assert chosen(reviewed) == [("bild-4", "new"), ("bild-4", "undo")]
    context.close()


# -- looking ---------------------------------------------------------------------------------------------------------


def test_the_pictures_lie_on_each_other_and_a_line_is_drawn_between_them(review: Opened, tab: Page) -> None:
    tab.goto(review.url + FOUR)
    tab.get_by_role("radio", name="Dra emellan").check()
    line = tab.get_by_role("slider")
    clipped = "getComputedStyle(document.querySelector('.layers .shot[data-kind=received]')).clipPath"
    line.press("Home")
    assert tab.evaluate(clipped) == "inset(0px 0px 0px 0%)"
    assert line.get_attribute("aria-valuetext") == "Bara den nya bilden"
    for _ in range(30):
        line.press("ArrowRight")
    assert tab.evaluate(clipped) == "inset(0px 0px 0px 30%)"
    assert line.get_attribute("aria-valuetext") == "Mest den nya bilden"
    box = tab.locator(".layers").bounding_box()
    assert box is not None
    tab.mouse.move(box["x"] + 20, box["y"] + 40)
    tab.mouse.down()
    tab.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + 40)
    tab.mouse.up()
    assert line.input_value() == "80"


def test_the_new_picture_shines_through_the_old(review: Opened, tab: Page) -> None:
    tab.goto(review.url + FOUR)
    tab.get_by_role("radio", name="Ovanpå").check()
    tab.get_by_role("slider").press("End")
    received = tab.locator(".layers .shot[data-kind=received]")
    assert received.evaluate("s => getComputedStyle(s).opacity") == "1"
    tab.get_by_role("slider").press("Home")
    assert received.evaluate("s => getComputedStyle(s).opacity") == "0"


def test_the_difference_lies_on_the_faded_picture(review: Opened, tab: Page) -> None:
    tab.goto(review.url + FOUR)
    tab.get_by_role("radio", name="Skillnad").check()
    kinds = tab.locator(".shot:visible").evaluate_all("all => all.map(s => s.dataset.kind)")
    assert kinds == ["received", "difference"]
    assert tab.get_by_role("slider").count() == 0


def test_pictures_beside_each_other_are_enlarged_and_moved_as_one(review: Opened, tab: Page) -> None:
    tab.goto(review.url + FOUR)
    tab.get_by_role("radio", name="Dubbel").check()
    widths = tab.locator(".views img:visible").evaluate_all("all => all.map(i => i.getBoundingClientRect().width)")
    assert widths == [1200, 1200]
    pans = tab.locator(".views .pan:visible")
    pans.nth(0).evaluate("p => p.scrollTo(0, 0)")
    pans.nth(0).focus()
    tab.keyboard.press("ArrowRight")
    both = "[...document.querySelectorAll('.views .pan')].slice(0, 2)"
    tab.wait_for_function(f"() => {both}.every(p => p.scrollLeft > 5)")
    box = pans.nth(1).bounding_box()
    assert box is not None
    before = pans.nth(0).evaluate("p => p.scrollLeft")
    tab.mouse.move(box["x"] + 200, box["y"] + 60)
    tab.mouse.down()
    tab.mouse.move(box["x"] + 80, box["y"] + 60)
    tab.mouse.up()
    tab.wait_for_function("was => document.querySelector('.views .pan').scrollLeft > was + 60", arg=before)


def test_what_changed_is_framed_and_numbered_where_it_stands(review: Opened, tab: Page) -> None:
    tab.goto(review.url + FOUR)
    frame = tab.locator(".received .mark").bounding_box()
    image = tab.locator(".received img").bounding_box()
    assert frame is not None
    assert image is not None
    scale = image["width"] / 600
    told = (frame["x"] - image["x"], frame["y"] - image["y"], frame["width"], frame["height"])
    assert told == pytest.approx([n * scale for n in (420, 250, 120, 50)], abs=1.5)
    assert tab.locator(".received .mark").inner_text() == "1"
    assert tab.locator(".changed li").all_inner_texts() == ["1\nKnappen ”Nästa” heter nu ”Fortsätt”."]
    tab.get_by_label("Visa ramarna").uncheck()
    assert not tab.locator(".received .mark").is_visible()


def test_pictures_of_different_sizes_are_shown_to_the_same_scale(review: Opened, tab: Page) -> None:
    tab.goto(review.url + FIVE)
    old, new = (tab.locator(f".{kind} img").bounding_box() for kind in ("approved", "received"))
    assert old is not None
    assert new is not None
    assert new["height"] / old["height"] == pytest.approx(400 / 340, rel=0.01)
    assert new["width"] / old["width"] == pytest.approx(560 / 600, rel=0.01)
    assert "Bilderna är olika stora." in tab.locator(".changed").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_breaks_a_rule_of_accessibility_or_is_wider_than_the_screen(
    review: Opened, browser: Browser, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 844})
    context.add_cookies(review.cookies)  # type: ignore[arg-type]
    page = context.new_page()
    for path in ("/", FOUR, FIVE, SIX, "/val", "/ingenting"):
        page.goto(review.url + path)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        if path == FOUR:
            page.get_by_role("radio", name="Dra emellan").check()
        results = Axe().run(page)
        assert results.violations_count == 0, f"{path}: {results.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") == width, path
    page.goto(review.url + FOUR)
    choose(page, "Använd den nya bilden")
    expect(page.locator("#sagt")).to_be_visible()  # a page with what was just chosen
    page.wait_for_load_state()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    context.close()


# -- at the door -----------------------------------------------------------------------------------------------------


def test_the_address_lets_one_browser_in_once(review: Opened) -> None:
    assert "HttpOnly" in review.set_cookie
    assert "SameSite=strict" in review.set_cookie
    assert review.ask("GET", review.used, cookie="")[0] == 403
    assert review.ask("GET", "/?token=annan", cookie="")[0] == 403
    assert review.ask("GET", "/", cookie="")[0] == 403
    assert review.ask("GET", "/", cookie="guidevakt-1=x; åäö=1".encode().decode("latin-1"))[0] == 403
    status, _, body = review.ask("GET", "/")
    assert (status, "5 bilder att avgöra" in body) == (200, True)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "evil.example:80", ""])
def test_a_foreign_host_is_refused(review: Opened, host: str) -> None:
    assert review.ask("GET", "/", Host=host)[0] == 400


@pytest.mark.parametrize(
    "headers",
    [
        {}, {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:1"},
        {"Origin": "own", "Sec_Fetch_Site": "cross-site"}, {"Origin": "own", "Sec_Fetch_Site": "same-site"},
    ],
)  # fmt: skip
def test_a_choice_from_another_page_is_refused(review: Opened, reviewed: Reviewed, headers: dict[str, str]) -> None:
    sent = {name: review.url if value == "own" else value for name, value in headers.items()}
    status, _, body = review.ask("POST", FOUR, {"choice": "new"}, **sent)
    assert (status, "inte gjort" in body, chosen(reviewed)) == (403, True, [])


def test_a_choice_without_the_cookie_is_refused(review: Opened, reviewed: Reviewed) -> None:
    assert review.ask("POST", FOUR, {"choice": "new"}, cookie="", Origin=review.url)[0] == 403
    assert chosen(reviewed) == []


def test_a_form_that_does_not_say_what_it_was_filled_on_changes_nothing(review: Opened, reviewed: Reviewed) -> None:
    assert review.ask("POST", FOUR, {"choice": "new", "who": "x"}, Origin=review.url)[0] == 409
    assert chosen(reviewed) == []


def test_a_form_that_is_too_large_is_refused_unread(review: Opened) -> None:
    status, _, body = review.ask("POST", FOUR, None, Origin=review.url, Content_Length="99999999")
    assert (status, body) == (413, "Bilden är för stor. Den får vara högst 10 MB.\n")
    assert review.ask("DELETE", "/", Origin=review.url)[0] == 405


@pytest.mark.parametrize(
    "path",
    [
        "/picture/../../pyproject.toml", "/picture/..%2f..%2fresults.json", "/picture/results.json", "/picture/x.png",
        "/static/../app.py", "/static/%2e%2e%2fapp.py", "/static/home.html", "//etc/passwd", "/bild/..%2f..",
    ],
)  # fmt: skip
def test_nothing_but_the_pages_own_is_served(review: Opened, path: str) -> None:
    assert review.ask("GET", path)[0] == 404


def test_the_browser_is_told_to_trust_nothing_else(review: Opened) -> None:
    for path in ("/", FOUR, "/ingenting", "/static/review.css"):
        headers = review.ask("GET", path)[1]
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "script-src" not in policy
        assert (headers["Cache-Control"], headers["X-Content-Type-Options"]) == ("no-store", "nosniff")


def test_a_review_writes_under_baselines_alone(review: Opened, tab: Page, reviewed: Reviewed) -> None:
    def files() -> dict[Path, bytes]:
        found = [f for f in reviewed.project.rglob("*") if f.is_file() and "baselines" not in f.parts]
        return {file: file.read_bytes() for file in found}

    before = files()
    tab.goto(review.url + FOUR)
    choose(tab, "Använd den nya bilden")
    assert files() == before


def test_a_record_that_cannot_be_read_is_told_in_a_sentence(review: Opened, reviewed: Reviewed) -> None:
    (reviewed.folder / "approvals.jsonl").write_text("inget val\n")
    status, _, body = review.ask("GET", "/")
    assert (status, "raden är inget val som Guidevakt har antecknat" in body) == (500, True)


# -- the command -----------------------------------------------------------------------------------------------------


def test_a_run_without_pictures_to_judge_says_so_and_what_to_do(
    reviewed: Reviewed, browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "baselines").mkdir()
    run = reviewed.run.model_copy(update={"steps": (), "summary": summarise([])})
    opened = Opened(Reviewed(tmp_path, run), tmp_path / "pristine")
    context = browser.new_context()
    context.add_cookies(opened.cookies)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(opened.url)
    assert page.get_by_role("heading", level=1).inner_text() == "Det finns inga bilder att avgöra."
    assert "guidevakt verify" in page.locator("main").inner_text()
    assert Axe().run(page).violations_count == 0
    context.close()
    opened.close()


def command(project: Path, *arguments: str) -> subprocess.Popen[str]:
    (project / "guides").mkdir(exist_ok=True)
    (project / "pyproject.toml").touch()
    line = [sys.executable, "-m", "guidevakt", "review", "--no-open", *arguments]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    known = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(line, cwd=project, encoding="utf-8", env=known, **streams)  # type: ignore[call-overload,no-any-return]


def test_an_unknown_run_or_a_taken_port_is_one_sentence_and_exit_2(reviewed: Reviewed) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        started = [command(reviewed.project, "--run", "nej"), command(reviewed.project, "--port", port)]
        told = [(process.communicate(timeout=30)[1], process.returncode) for process in started]
    assert told[0][0].startswith("Körningen nej finns inte")
    assert told[1][0].startswith(f"--port {port}: porten är upptagen")
    assert [(text.count("\n"), code) for text, code in told] == [(1, 2), (1, 2)]


def test_the_command_ends_with_a_sentence(reviewed: Reviewed) -> None:
    process = command(reviewed.project, "--run", NOW)
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(4)]
    assert "/?token=" in lines[1]
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (out.splitlines()[-1], err, process.returncode) == ("Granskningen är avslutad.", "", 0)
