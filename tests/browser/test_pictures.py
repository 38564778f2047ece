"""A step's picture from the page to the verdict: what counts as the same, what as another, and what as neither."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from guidevakt.guide import Guide, Picture
from guidevakt.pictures.personal import Rule
from guidevakt.verdict import PictureResult
from tests.browser.walking import Edit, Walker, swap
from tests.soak.captures import taken

SECURITY = "mysignins.microsoft.com/security-info"
START = "eslov.se"
HEADING = "<h1>Säkerhetsinformation</h1>"
BUTTON = 'class="ms-Button root-255"'


def changed(guide: Guide, step_id: str, **facts: object) -> Guide:
    """The guide with that step otherwise."""
    parts = [
        part.model_copy(update={"steps": tuple(
            step.model_copy(update=facts) if step.id == step_id else step for step in part.steps
        )})
        for part in guide.parts
    ]  # fmt: skip
    return guide.model_copy(update={"parts": tuple(parts)})


def also(html: str) -> Edit:
    """That on the page, under its heading."""
    return swap(HEADING, HEADING + html)


@pytest.fixture
def shots(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of all pages that a screenshot has been taken of."""
    taken: list[str] = []
    own: Callable[..., bytes] = Page.screenshot

    def spied(page: Page, **asked: object) -> bytes:
        taken.append(page.url)
        return own(page, **asked)

    monkeypatch.setattr(Page, "screenshot", spied)
    return taken


def picture_of(walk: Walker, step: str, **bent: object) -> PictureResult:
    found = walk.step(step, **bent).picture  # type: ignore[arg-type]
    assert found is not None
    return found


# -- how many frames -----------------------------------------------------------------------------------------------


def test_one_frame_is_taken_of_a_picture_that_is_the_approved_one(walk: Walker, shots: list[str]) -> None:
    walk.guide = changed(walk.guide, "registrera-2", do=())  # nothing is looked at after it
    first = walk.step("registrera-2")
    assert first.picture is not None
    assert (first.picture.verdict, len(shots)) == ("awaiting_review", 2)  # until two agree

    walk.approve(first)
    shots.clear()
    assert (picture_of(walk, "registrera-2").verdict, len(shots)) == ("holds", 1)


def test_pictures_taken_again_are_the_same_to_the_pixel(walk: Walker) -> None:
    found = taken(walk, 3, until="registrera-3")
    assert (found.n, found.wrong) == (6, [])


# -- what is no change ---------------------------------------------------------------------------------------------

def turning(delay: str) -> Edit:
    moves = "@keyframes a {to {background:blue;translate:300px}}"
    return also(f"<style>{moves}</style><p style='width:90px;animation:a 3s {delay} infinite;background:red'>x</p>")


def focused(caret: str) -> Edit:
    field = f"<p><input id=x aria-label=x style='caret-color:{caret}'></p>"
    return also(f"{field}<script>document.querySelector('#x').focus()</script>")


def scrolled(style: str) -> Edit:
    box = "<div style='height:70px;overflow:auto'><p style='height:300px'>Villkor</p></div>"
    return also(f"<style>{style}</style>{box}")


def unchanged(html: str) -> str:
    return html


GOES_AWAY = (
    "<i class=spinner id=s style='position:fixed;top:0'>x</i>"
    "<script>setTimeout(() => document.querySelector('#s').remove(), 400)</script>"
)
#: The page as it was approved, and as it is met.
BENIGN: dict[str, tuple[Edit, Edit]] = {
    "an animation's phase": (turning("0s"), turning("-1.7s")),
    "a blinking caret": (focused("red"), focused("lime")),
    "a scroll bar": (scrolled(""), scrolled("::-webkit-scrollbar {width:16px;background:red}")),
    "a date": (unchanged, swap("senast uppdaterat 12 mars 2026", "senast uppdaterat 30 november 2026")),
    "capitals by style": (unchanged, also("<style>.root-255 {text-transform:uppercase}</style>")),
    "a spinner that goes away": (unchanged, also(GOES_AWAY)),
}


@pytest.mark.parametrize("case", BENIGN)
def test_what_comes_and_goes_by_itself_is_the_same_picture(walk: Walker, case: str) -> None:
    approved, met = BENIGN[case]
    walk.approve(walk.step("registrera-2", {SECURITY: approved}))
    assert picture_of(walk, "registrera-2", pages={SECURITY: met}).verdict == "holds"


def icon(colour: str) -> str:
    drawn = f"<rect width='90' height='60' fill='{colour}'/>"
    return f"<svg xmlns='http://www.w3.org/2000/svg' width='90' height='60'>{drawn}</svg>"


def test_a_late_lazy_picture_is_the_same_picture(walk: Walker) -> None:
    walk.add("mysignins.microsoft.com/ikon.svg", icon("teal"))
    page = {SECURITY: also("<img loading=lazy width=90 height=60 src=/ikon.svg alt=''>")}
    walk.approve(walk.step("registrera-2", page))
    late = [{"url": "https://mysignins.microsoft.com/ikon.svg", "delay_ms": 500}]
    assert picture_of(walk, "registrera-2", pages=page, faults=late).verdict == "holds"


TICKS = "document.querySelector('td + td').textContent = `Senast uppdaterat ${Date.now()}`"
TICKING = swap("</body>", f"<script>setInterval(() => {{ {TICKS} }}, 5)</script></body>")


def test_a_clock_that_ticks_is_left_out_and_nothing_is_painted_over_it(walk: Walker) -> None:
    ticking = {SECURITY: TICKING}
    first = walk.step("registrera-2", ticking)
    walk.approve(first)
    found = picture_of(walk, "registrera-2", pages=ticking)
    assert found.verdict == "holds"
    assert first.picture is not None
    with Image.open(walk.picture_file(first.picture.received)) as image:
        assert len(image.crop((330, 290, 760, 420)).convert("L").getcolors() or []) > 20  # words, and no even surface


def test_another_hero_and_other_news_are_the_same_picture(walk: Walker) -> None:
    walk.guide = changed(walk.guide, "aterstall-2", picture=Picture(id="bild-7"))
    walk.approve(walk.step("aterstall-2"))
    other = swap('class="hero"', 'class="hero" style="background:teal"')
    news = swap("Ny gång- och cykelväg öppnar vid järnvägsstationen", "Snö")
    found = picture_of(walk, "aterstall-2", pages={START: lambda html: news(other(html))})
    assert found.verdict == "holds"


# -- what is another picture ---------------------------------------------------------------------------------------

ICON = also("<img width=90 height=60 src=/ikon.svg alt=''>")
BREAKING: dict[str, tuple[Edit, Edit]] = {
    "a picture that fails to load": (ICON, also("<img width=90 height=60 src=/finns-inte.svg alt=''>")),
    "an icon replaced": (ICON, also("<img width=90 height=60 src=/annan.svg alt=''>")),
    "the area blank": (unchanged, swap('class="root-130"', 'class="root-130" style="visibility:hidden"')),
    "a control off-screen": (unchanged, swap(BUTTON, f'{BUTTON} style="position:relative;left:-3000px"')),
    "a control's colours": (unchanged, swap(BUTTON, f'{BUTTON} style="background:#8a1538"')),
    "a control moved": (unchanged, swap(BUTTON, f'{BUTTON} style="position:relative;left:300px"')),
}


@pytest.mark.parametrize("case", BREAKING)
def test_what_looks_otherwise_is_another_picture(walk: Walker, case: str) -> None:
    walk.add("mysignins.microsoft.com/ikon.svg", icon("teal"))
    walk.add("mysignins.microsoft.com/annan.svg", icon("crimson"))
    approved, met = BREAKING[case]
    walk.approve(walk.step("registrera-2", {SECURITY: approved}))
    assert picture_of(walk, "registrera-2", pages={SECURITY: met}).verdict == "looks_different"


# -- what is neither -----------------------------------------------------------------------------------------------

#: What a page does from when it has loaded on, and what is told of it.
NEVER = {
    "moves": ("setInterval(() => { p.textContent = Date.now(); }, 5)", "något rörde sig fortfarande"),
    "loads": ("p.innerHTML = '<img src=/aldrig.svg width=90 height=60><progress></progress>'",
              "en bild hann inte läsas in och sidan visade fortfarande att den laddade"),
    "waits for its font": ("const font = new FontFace('Sen', 'url(/aldrig.ttf)'); font.load(document.fonts.add(font))",
                           "typsnittet hann inte läsas in"),
}  # fmt: skip
HANGS = [{"url": f"https://mysignins.microsoft.com/aldrig.{ending}", "hang": True} for ending in ("svg", "ttf")]


@pytest.mark.parametrize("case", NEVER)
def test_a_page_that_never_holds_still_is_no_change(walk: Walker, case: str) -> None:
    does, why = NEVER[case]
    html = f"<p id=p>0</p><script>addEventListener('load', () => {{ {does} }})</script>"
    walk.approve(walk.step("registrera-2"))
    found = walk.step("registrera-2", {SECURITY: also(html)}, HANGS)
    assert found.picture is not None
    assert (found.picture.verdict, found.picture.reason, found.picture.why) == ("not_checked", "timeout", why)
    assert (found.verdict, found.reason) == ("not_checked", "timeout")
    assert found.picture.received is None


# -- what it shows -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("margin", "air"), [(None, 16), (0, 0), (60, 60)])
def test_a_picture_may_show_one_thing_and_what_is_around_it(walk: Walker, margin: int | None, air: int) -> None:
    shown = Picture(id="bild-2", frame="element", element="Lägg till inloggningsmetod", margin=margin)
    walk.guide = changed(walk.guide, "registrera-3", picture=shown)
    step = walk.step("registrera-3")
    assert step.picture is not None
    box = step.claims[0].box
    assert box is not None
    with Image.open(walk.picture_file(step.picture.received)) as image:
        assert image.width == pytest.approx(box[2] + 2 * air, abs=2)
        assert image.height == pytest.approx(box[3] + 2 * air, abs=2)
    assert step.picture.origin == (int(box[0]) - air, int(box[1]) - air)


# -- of whom it shows nothing --------------------------------------------------------------------------------------


def test_the_guides_pictures_show_nothing_of_the_account(walk: Walker) -> None:
    found = walk.step("registrera-2")
    assert found.picture is not None
    words = walk.picture_file(found.picture.snapshot).read_text("utf-8")
    assert [hidden for hidden in ("ovning@eslov.example", "701740699", "Övningskonto") if hidden in words] == []
    assert [instead for instead in ("fornamn.efternamn@eslov.se", "070-174 06 05", "Förnamn Efternamn")
            if instead not in words] == []  # fmt: skip


def test_no_picture_is_kept_of_a_page_that_shows_personal_data(walk: Walker, tmp_path: Path) -> None:
    drawn = "<style>h1::after {content: ' anna@x.se'}</style>"
    found = walk.step("registrera-2", {SECURITY: also(drawn)})
    assert found.picture is not None
    why = "sidan visade fortfarande en e-postadress"
    assert (found.picture.verdict, found.picture.reason, found.picture.why) == ("not_checked", "timeout", why)
    assert (found.screenshot, found.picture.received) == (None, None)
    assert [file.name for file in tmp_path.rglob("*.png")] == []


def test_words_that_are_the_sites_own_stay(walk: Walker) -> None:
    own = Rule(kind="email", replace="x@x.se", allow=("OVNING@eslov.example",))
    walk.guide = walk.guide.model_copy(update={"personal": (own,)})
    found = picture_of(walk, "registrera-2")
    assert "ovning@eslov.example" in walk.picture_file(found.snapshot).read_text("utf-8")
