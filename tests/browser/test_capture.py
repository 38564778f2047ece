"""Looking at a page: it has come to rest, looks the same twice, and tells nothing of a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, Route

from guidevakt import capture, latecomers
from guidevakt.look import Look, Wait
from guidevakt.pictures.personal import Rule
from guidevakt.snapshot import Snapshot
from replica.overlay import Overlay, parse_faults
from replica.server import Replica


def looked(page: Page, html: str) -> Snapshot:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("https://eslov.se/kontakt/")
    page.evaluate("html => { document.body.innerHTML = html; }", html)
    return capture.look(page, 200, picture=False).snapshot


VALUES = (
    "<input aria-label=E-post value=anna@eslov.se><textarea aria-label=Text>hemligt</textarea>"
    "<input type=password aria-label=Lösenord value=hunter2><input type=search aria-label=Sök value=sökord>"
    "<input type=number aria-label=Antal value=4711><div role=textbox aria-label=Fri contenteditable>fritext</div>"
    "<div contenteditable>skrivet <b>fett</b></div><h2 contenteditable=plaintext-only>rubrikord</h2>"
    "<input type=range aria-label=Volym min=0 max=9999 value=8642><div role=slider aria-label=Ton>tonvärde</div>"
    "<form><output>summa</output></form><output for=x>produkt</output><progress aria-label=P>laddat</progress>"
    "<iframe style='margin:40px' srcdoc='<p contenteditable>inramat'></iframe>"
)


WRITTEN = (
    "anna", "hemligt", "hunter2", "sökord", "4711", "fritext", "skrivet", "fett", "rubrikord", "8642", "tonvärde",
    "summa", "produkt", "laddat", "inramat",
)  # fmt: skip


def test_what_stands_in_fields_never_reaches_a_look(page: Page) -> None:
    told = repr(looked(page, VALUES))
    assert "E-post" in told
    assert "Volym" in told
    assert [value for value in WRITTEN if value in told] == []


def test_what_is_no_value_reaches_a_look(page: Page) -> None:
    told = repr(looked(page, "<output>Klart!</output><p contenteditable=false>Läs detta</p>"))
    assert "Klart!" in told
    assert "Läs detta" in told


MOVING = (
    "<style>@keyframes a {to {translate: 200px}} b {display:block;animation: a 0.3s infinite alternate}</style>"
    "<b>x</b><input autofocus value=x><p>åäö</p><div style='height:2000px;background:linear-gradient(red,blue)'></div>"
)


@pytest.mark.parametrize("html", ["", MOVING])
def test_two_looks_of_a_page_are_the_same_to_the_bit(page: Page, html: str) -> None:
    page.goto("https://eslov.se/")
    if html:
        page.evaluate("html => { document.body.innerHTML = html; document.querySelector('input').focus(); }", html)
    shots = {capture.look(page, 200).screenshot for _ in range(5)}
    assert len(shots) == 1


def refusing(times: int, why: str, page: Page) -> Callable[..., bytes]:
    """How a browser takes a screenshot that at first refuses to, so many times."""
    taken, left = page.screenshot, iter([why] * times)

    def screenshot(**how: Any) -> bytes:
        refused = next(left, None)
        if refused:
            raise Error(refused)
        return taken(**how)

    return screenshot


REFUSED = "Page.screenshot: Protocol error (Page.captureScreenshot): Unable to capture screenshot"


def test_a_screenshot_that_the_browser_refuses_once_is_taken_again(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.goto("https://eslov.se/")
    once = capture.screenshot(page)
    monkeypatch.setattr(page, "screenshot", refusing(1, REFUSED, page))
    assert capture.screenshot(page) == once


@pytest.mark.parametrize(("times", "why"), [(2, REFUSED), (1, "Page.screenshot: Target page has been closed")])
def test_a_screenshot_that_is_refused_twice_or_for_another_reason_is_not_taken(
    page: Page, monkeypatch: pytest.MonkeyPatch, times: int, why: str
) -> None:
    monkeypatch.setattr(page, "screenshot", refusing(times, why, page))
    with pytest.raises(Error) as raised:
        capture.screenshot(page)
    assert raised.value.message == why


def test_a_look_is_taken_from_the_top_of_the_page(page: Page) -> None:
    page.goto("https://eslov.se/")
    first = capture.look(page, 200, picture=False).snapshot
    page.evaluate("scrollTo(0, 600)")
    second = capture.look(page, 200, picture=False).snapshot
    assert [e.box for e in first.elements()] == [e.box for e in second.elements()]


def test_a_look_tells_of_the_page_as_a_whole(page: Page) -> None:
    page.set_viewport_size({"width": 1000, "height": 700})
    page.goto("https://eslov.se/for-medarbetare/")
    look = capture.look(page, 200)
    found = look.snapshot
    assert (found.url, found.status, found.language) == ("https://eslov.se/for-medarbetare/", 200, "sv")
    assert found.title == "För dig som är medarbetare | Eslövs kommun"
    assert found.viewport == (1000, 700)
    assert found.size[1] > 700
    assert look.loaded


# -- waiting, each wait by its name --------------------------------------------------------------------------------

SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='60'><rect width='90' height='60' fill='teal'/></svg>"
SITE = "https://eslov.se"
FONT = f"{SITE}/ovningskopia/SourceSansPro-Bold.ttf"
LATE_MS = 300


@pytest.fixture
def slow(replica: Replica, tmp_path: Path) -> Iterator[Replica]:
    """/sen.svg and the bold font come late, /aldrig.svg and /aldrig.ttf never."""
    (tmp_path / "eslov.se").mkdir()
    (tmp_path / "eslov.se" / "sen.svg").write_text(SVG)
    late = [{"url": url, "delay_ms": LATE_MS} for url in (f"{SITE}/sen.svg", FONT)]
    never = [{"url": f"{SITE}/aldrig.{ending}", "hang": True} for ending in ("svg", "ttf")]
    replica.overlay = Overlay.read(tmp_path, parse_faults([*late, *never]))
    yield replica
    replica.overlay = None


FRAMES_ARE_READ = "() => [...document.querySelectorAll('iframe')].every(e => e.contentDocument?.body?.firstChild)"


def shown(page: Page, html: str) -> Page:
    """A page of the practice copy with that in its place, a moment ago."""
    page.set_viewport_size({"width": 600, "height": 400})
    page.goto(f"{SITE}/kontakt/")
    page.evaluate("html => document.body.replaceChildren(document.createRange().createContextualFragment(html))", html)
    page.wait_for_function(FRAMES_ARE_READ)
    page.mouse.move(-1, -1)  # a new page's pointer is in its corner, over whatever stands there
    return page


def for_a_while(change: str) -> str:
    return f"<script>setTimeout(() => {{ {change} }}, {LATE_MS});</script>"


def _font(address: str) -> str:
    made = f"const font = new FontFace('Sen', 'url({address})'); document.fonts.add(font); font.load();"
    return f"<p style='font-family: Sen, monospace'>Återställ</p><script>{{ {made} }}</script>"


WORKING = "<p id=p aria-busy=true>Vänta</p>"
PROGRESS = "<progress id=p>Vänta</progress>"
SPINNER = "<div id=p class='ms-Spinner root-1'>Vänta</div>"
ROLE = "<div id=p role=progressbar>Vänta</div>"
LAZY = "<img id=i loading=lazy src=/{}.svg>"
BACKGROUND = "<div style='width:90px;height:60px;background:url(/{}.svg)'></div>"
IN_SHADOW = "<div id=h></div><script>h.attachShadow({mode: 'open'}).innerHTML = `%s`;</script>"
#: What a page does for a while, and for ever.
WAITS: dict[str, tuple[Wait, str, str]] = {
    "fonts": ("fonts", _font(FONT), _font("/aldrig.ttf")),
    "image": ("images", "<img src=/sen.svg>", "<img src=/aldrig.svg>"),
    "lazy image": ("images", LAZY.format("sen"), LAZY.format("aldrig")),
    "background": ("images", BACKGROUND.format("sen"), BACKGROUND.format("aldrig")),
    "image in a shadow root": ("images", IN_SHADOW % LAZY.format("sen"), IN_SHADOW % LAZY.format("aldrig")),
    "image in a frame": ("images", "<iframe srcdoc='<img src=/sen.svg>'></iframe>",
                         "<iframe srcdoc='<img src=/aldrig.svg>'></iframe>"),
    "busy": ("busy", WORKING + for_a_while("p.ariaBusy = 'false'; p.textContent = 'Klart'"), WORKING),
    "progress": ("spinner", PROGRESS + for_a_while("p.remove()"), PROGRESS),
    "spinner": ("spinner", SPINNER + for_a_while("p.hidden = true"), SPINNER),
    "progressbar": ("spinner", ROLE + for_a_while("p.role = 'status'; p.textContent = 'Klart'"), ROLE),
}  # fmt: skip


@pytest.mark.parametrize("case", WAITS)
def test_what_comes_in_time_is_waited_for(page: Page, slow: Replica, case: str) -> None:
    late = capture.look(shown(page, WAITS[case][1]), 200, wait_s=5)
    page.wait_for_timeout(2 * LATE_MS)
    then = capture.look(page, 200, wait_s=5)
    assert late.unmet == ()
    assert late.screenshot == then.screenshot


@pytest.mark.parametrize("case", WAITS)
def test_what_never_comes_is_told_by_its_name(page: Page, slow: Replica, case: str) -> None:
    assert capture.look(shown(page, WAITS[case][2]), 200, wait_s=0.2).unmet == (WAITS[case][0],)


def test_everything_that_never_comes_is_told_at_once(page: Page, slow: Replica) -> None:
    html = WORKING + LAZY.format("aldrig") + _font("/aldrig.ttf") + SPINNER
    look = capture.look(shown(page, html), 200, wait_s=0.2)
    assert look.unmet == ("fonts", "images", "busy", "spinner")
    assert look.screenshot is None  # Playwright would wait for the font for ever
    assert "Vänta" in look.snapshot.root.words


FAR = "<div style='height:3000px'></div>"
NOT_WAITED_FOR = {
    "a picture that cannot be had": "<img src=/finns-inte.svg>",
    "a font that cannot be had": _font("/finns-inte.ttf"),
    "a picture far down": FAR + LAZY.format("aldrig"),
    "a counter": "<img width=1 height=1 src=/aldrig.svg>",
    "a hidden picture": "<img hidden src=/aldrig.svg>",
    "a spinner that is not seen": f"<div hidden>{SPINNER}</div>{FAR}{SPINNER}",
    "a bar that tells how far it is": "<progress value=6 max=9></progress><p role=progressbar aria-valuenow=6>x</p>",
    "a field for a number": "<div class=ui-spinner><input aria-label=Antal></div>",
}


@pytest.mark.parametrize("case", NOT_WAITED_FOR)
def test_what_a_reader_would_not_wait_for_holds_nothing_up(page: Page, slow: Replica, case: str) -> None:
    assert capture.look(shown(page, NOT_WAITED_FOR[case]), 200, wait_s=1).unmet == ()


# -- coming to rest ------------------------------------------------------------------------------------------------

def growing(style: str) -> str:
    moves = f"@keyframes a {{to {{width: 300px}}}} button {{display:block;width:90px;{style}}}"
    return f"<style>{moves}</style><button>Nästa</button>"


IN_A_BOX = "<div style='height:99px;overflow:auto'><p style='height:400px'>x</div>"
FOCUS = "<script>x.focus()</script>"
#: Pairs of a page at two moments, or with what differs from one moment to the next.
AT_REST = {
    "an animation's phase": (growing("animation: a 2s infinite"), growing("animation: a 2s -1.3s infinite")),
    "an animation's end": (growing("animation: a 9s forwards"), growing("width: 300px")),
    "an animation in a shadow root": (IN_SHADOW % growing("animation: a 2s infinite"),
                                      IN_SHADOW % growing("animation: a 2s -1.3s infinite")),
    "a caret": (f"<input id=x>{FOCUS}", f"<input id=x style='caret-color:red'>{FOCUS}"),
}  # fmt: skip


@pytest.mark.parametrize("case", AT_REST)
def test_what_comes_and_goes_by_itself_is_not_seen(page: Page, case: str) -> None:
    one, other = (capture.look(shown(page, html), 200) for html in AT_REST[case])
    assert one.screenshot == other.screenshot
    assert [e.box for e in one.snapshot.elements()] == [e.box for e in other.snapshot.elements()]


def test_scroll_bars_are_not_seen_where_the_browser_has_them(
    replica: Replica, browser_type_launch_args: dict[str, Any], launch_browser: Callable[..., Browser]
) -> None:
    args = [*browser_type_launch_args["args"], *replica.chromium_args()]
    browser = launch_browser(args=args, ignore_default_args=["--hide-scrollbars"])
    red = "<style>::-webkit-scrollbar {width:14px;background:red}</style>"
    with browser:
        page = browser.new_page()
        shots = {capture.look(shown(page, html), 200).screenshot for html in (IN_A_BOX, red + IN_A_BOX)}
    assert len(shots) == 1


# -- personal data -------------------------------------------------------------------------------------------------

RULES = (
    Rule(kind="name", name="Anna Öberg", replace="Förnamn Efternamn"),
    Rule(kind="email", replace="fornamn.efternamn@eslov.se", allow=("kontaktcenter@eslov.se",)),
    Rule(kind="phone", replace="070-174 06 05", allow=("0413-620 00",)),
    Rule(kind="personal-number", replace="ÅÅÅÅMMDD-NNNN"),
)


def looked_at(page: Page, html: str) -> Look:
    return capture.look(shown(page, html), 200, wait_s=1, rules=RULES)


@pytest.mark.parametrize(
    ("html", "instead"),
    [
        ("<p>Inloggad som Anna&nbsp;Öberg</p>", "<p>Inloggad som Förnamn Efternamn</p>"),
        ("<p>Inloggad som Anna\n\n        Öberg</p>", "<p>Inloggad som Förnamn Efternamn</p>"),
        ("<p>Ring 070-174\n\n    06\n\n    99</p>", "<p>Ring 070-174 06 05</p>"),
        ("<p>Växel: 0413-620\n\n        00</p>", "<p>Växel: 0413-620 00</p>"),
        ("<div style='display:grid'><span>Anna Öberg</span><span>eslövs kommun</span></div>",
         "<div style='display:grid'><span>Förnamn Efternamn</span><span>eslövs kommun</span></div>"),
        ("<p>anna@<b>eslov</b>.se finns</p>", "<p>fornamn.efternamn@eslov.se<b></b> finns</p>"),
        ("<p>19121212-1212<br>+46 70 174 06 99</p>", "<p>ÅÅÅÅMMDD-NNNN<br>070-174 06 05</p>"),
        ("<img alt='Anna Öberg' title='anna@x.se' width=9 height=9>",
         "<img alt='Förnamn Efternamn' title='fornamn.efternamn@eslov.se' width=9 height=9>"),
        ("<a href='mailto:anna@x.se'>Skriv</a><a href='tel:070-1740699'>Ring</a>",
         "<a href='mailto:fornamn.efternamn@eslov.se'>Skriv</a><a href='tel:070-174 06 05'>Ring</a>"),
        ("<input aria-label=x value='Anna Öberg'>", "<input aria-label=x value='Förnamn Efternamn'>"),
        ("<input aria-label=x placeholder=a@x.se>", "<input aria-label=x placeholder=fornamn.efternamn@eslov.se>"),
        ("<input type=submit value='Fortsätt som anna@x.se'>",
         "<input type=submit value='Fortsätt som fornamn.efternamn@eslov.se'>"),
        ("<textarea aria-label=x>anna@x.se</textarea>", "<textarea aria-label=x>fornamn.efternamn@eslov.se</textarea>"),
        (IN_SHADOW % "<p>anna@x.se</p>", IN_SHADOW % "<p>fornamn.efternamn@eslov.se</p>"),
        ("<iframe srcdoc='<p>anna@x.se</p>'></iframe>", "<iframe srcdoc='<p>fornamn.efternamn@eslov.se</p>'></iframe>"),
        ("<p>Växel: 0413-620 00 kontaktcenter@eslov.se, 22 november 2026, 241 80 Eslöv</p>",) * 2,
    ],
)  # fmt: skip
def test_personal_data_is_replaced_before_the_picture_is_taken(page: Page, html: str, instead: str) -> None:
    one = looked_at(page, html)
    other = capture.look(shown(page, instead), 200)
    assert one.unmet == ()
    assert one.screenshot is not None
    assert one.screenshot == other.screenshot
    assert [(e.role, e.name, e.url) for e in one.snapshot.elements()] == [
        (e.role, e.name, e.url) for e in other.snapshot.elements()
    ]


def test_a_field_has_its_own_value_again_afterwards(page: Page) -> None:
    looked_at(page, "<input id=x value=a@x.se><textarea id=y>08-123456</textarea><input id=z type=hidden value=b@x.se>")
    assert page.evaluate("[x.value, y.value, z.value]") == ["a@x.se", "08-123456", "b@x.se"]


def test_data_that_comes_back_is_replaced_again(page: Page) -> None:
    drawn_anew = "(_, seen) => { seen.disconnect(); p.textContent = 'bo@x.se'; }"
    watch = f"new MutationObserver({drawn_anew}).observe(p, {{characterData: true, subtree: true}})"
    look = looked_at(page, f"<p id=p>anna@x.se</p><script>{watch}</script>")
    assert look.unmet == ()
    assert "bo@x.se" not in look.snapshot.root.words


UNREACHABLE = {
    "drawn by the style sheet": "<style>button::before {content: 'anna@x.se'}</style><button>Inloggad</button>",
    "drawn anew all the time": "<p id=p></p><script>setInterval(() => { p.textContent = 'anna@x.se'; }, 1)</script>",
    "in an address": "<a href='/?till=anna%40x.se'>Skriv</a>",
}


@pytest.mark.parametrize("case", UNREACHABLE)
def test_no_picture_is_taken_while_personal_data_shows(page: Page, case: str) -> None:
    look = looked_at(page, UNREACHABLE[case])
    assert look.unmet == ("email",)
    assert look.screenshot is None


def test_a_guide_without_rules_leaves_the_page_as_it_is(page: Page) -> None:
    look = capture.look(shown(page, "<p>anna@x.se</p>"), 200)
    assert "anna@x.se" in look.snapshot.root.words
    assert look.screenshot is not None


def test_what_a_script_brings_that_another_imports_is_waited_for(browser: Browser) -> None:
    def late(route: Route) -> None:
        route.request.frame.page.wait_for_timeout(400)
        route.fulfill(content_type="text/javascript", body="document.body.append('Vidare')")

    with browser.new_context() as context:
        latecomers.watch(context)
        page = context.new_page()
        page.route("https://eslov.se/", lambda route: route.fulfill(content_type="text/html", body="<p>Först"))
        page.route("**/sen.js", late)
        page.goto("https://eslov.se/")
        said = latecomers.says(page)
        page.evaluate("() => { import('/sen.js'); }")

        assert latecomers.wait(page, 3000, said)
        assert "Vidare" in latecomers.says(page)


def test_what_a_frame_shows_that_loads_as_it_comes_into_view_is_waited_for(browser: Browser) -> None:
    low = "<p style='height:9000px'></p><iframe loading=lazy src=/rad></iframe>"
    with browser.new_context() as context:
        latecomers.watch(context)
        page = context.new_page()
        page.route("https://eslov.se/", lambda route: route.fulfill(content_type="text/html", body=low))
        page.route("**/rad", lambda route: route.fulfill(content_type="text/html", body="<p>Vidare"))
        page.goto("https://eslov.se/")

        assert latecomers.wait(page, 3000, latecomers.says(page))
        assert "Vidare" in latecomers.says(page)
