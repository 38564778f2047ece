"""Look: what is seen, with the words as they were."""

from __future__ import annotations

import base64
import random
from functools import cache
from io import BytesIO

from lxml.html import HtmlElement
from PIL import Image

from replica.drift.document import WINDOWS, fragment, parts, put_style, say, scope, script, style, thing
from replica.drift.operator import HOLDS, LOOKS_DIFFERENT, Drift, Edit, Family, Touch, drifted, edits
from replica.overlay import Fault

_family = Family("look")


def _can_be_seen(touch: Touch) -> bool:
    return touch.kind in ("link", "control", "field", "message", "picture")


def _styled(touch: Touch, css: str) -> Edit:
    def edit(page: HtmlElement) -> None:
        for element in parts(page, touch):
            put_style(element, css)

    return edit


@_family.breaks("off-screen", "The thing stands outside the window, where nobody scrolls.", drifted("hidden"),
                _can_be_seen)  # fmt: skip
def _off_screen(touch: Touch) -> tuple[Drift, ...]:
    return edits(
        touch,
        _styled(touch, "position: absolute; left: -9999px"),
        _styled(touch, "position: fixed; top: 3000px; left: 100px"),
    )


@_family.breaks("same-colour", "The thing is written in the colour of what lies behind it, or is transparent.",
                drifted("hidden"), lambda touch: touch.clicked)  # fmt: skip
def _same_colour(touch: Touch) -> tuple[Drift, ...]:
    def unread(page: HtmlElement) -> None:
        put_style(thing(page, touch), "background: #fff; border-color: #fff")
        for element in thing(page, touch).iter():
            put_style(element, "color: #fff")

    return edits(touch, unread, _styled(touch, "opacity: 0"))


@_family.breaks("covered", "Something lies over the thing.", drifted("hidden"), lambda touch: touch.clicked)
def _covered(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        found = thing(page, touch)
        put_style(found, "position: relative")
        put_style(found.getparent(), "position: relative")
        found.addnext(fragment(
            '<div style="position:absolute;inset:-4px;background:#eee;z-index:5" aria-hidden="true"></div>'
        ))  # fmt: skip

    return edits(touch, edit)[0]


def _has_icon(touch: Touch) -> bool:
    """The one picture that shows an icon is that of the security-info page itself, with its plus sign."""
    return touch.picture == "page" and touch.host == "mysignins.microsoft.com"


@_family.breaks("other-icon", "Another icon where the picture shows one.", LOOKS_DIFFERENT, _has_icon, "page")
def _other_icon(touch: Touch) -> tuple[Drift, ...]:
    return edits(
        touch,
        lambda page: style(page, '.icon-256::before { content: "★" !important }'),
        lambda page: style(page, ".icon-256 { width: 20px; height: 20px; border-radius: 50%; background: #0b5cad }"),
    )


@_family.breaks("picture-fails", "The picture does not load.", drifted("hidden"), lambda touch: touch.kind == "picture")
def _picture_fails(touch: Touch) -> tuple[Drift, ...]:
    source = f"{touch.address.rstrip('/')}/bild.svg"
    return (
        Drift(faults=(Fault(url=source, status=404),)),
        Drift(faults=(Fault(url=source, abort=True),)),
        *edits(touch, lambda page: thing(page, touch).set("src", "data:image/png;base64,AAAA")),
    )


#: The window opens as ever, and then what should fill it fails.
_BLANK_WINDOW = """const visa = window.show;
window.show = id => {
  visa(id);
  if (id !== "WINDOW") return;
  document.querySelector("#WINDOW [role=dialog]").replaceChildren();
  throw new TypeError("Cannot read properties of undefined (reading 'items')");
};"""


@_family.breaks("blank-area", "A script fails, and the area where the thing stands is blank.", drifted("hidden"),
                _can_be_seen, "page")  # fmt: skip
def _blank(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        if touch.window:
            script(page, _BLANK_WINDOW.replace("WINDOW", WINDOWS[touch.window]))
            return
        found = thing(page, touch)
        area = next((e for e in found.iterancestors() if e.tag in ("main", "nav")), scope(page, touch))
        height = 600 if area.tag == "main" else 120
        say(area, "")
        put_style(area, f"min-height: {height}px")
        script(page, 'throw new TypeError("Cannot read properties of undefined (reading \'items\')");')

    return edits(touch, edit)[0]


def _is_pictured(touch: Touch) -> bool:
    return touch.picture is not None and touch.kind in ("link", "control", "field")


@_family.breaks("other-colours", "A control has other colours.", LOOKS_DIFFERENT, _is_pictured, "page")
def _other_colours(touch: Touch) -> tuple[Drift, ...]:
    return edits(
        touch,
        lambda page: put_style(thing(page, touch), "background: #7a1e12; color: #fff; border-color: #7a1e12"),
        lambda page: put_style(thing(page, touch), "background: #d5f0dc"),
    )


@_family.breaks("moved-in-picture", "A control stands elsewhere within the picture.", LOOKS_DIFFERENT,
                lambda touch: _is_pictured(touch) and touch.where is None, "page")  # fmt: skip
def _moved(touch: Touch) -> Drift:
    return edits(touch, lambda page: put_style(thing(page, touch), "position: relative; left: 44px; top: 9px"))[0]


# -- benign ----------------------------------------------------------------------------------------------------------


@cache
def _noise() -> str:
    """A picture of single grains that lighten or darken what lies beneath by two levels of 255 at most."""
    grains = random.Random(4)
    image = Image.new("LA", (256, 256))
    image.putdata([(grains.choice((0, 255)), 2) for _ in range(256 * 256)])
    file = BytesIO()
    image.save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


@_family.leaves("noise", "Antialiasing noise of two levels all over the page.")
def _grains(touch: Touch) -> Drift:
    rule = (
        "body::after { content: ''; position: absolute; inset: 0; z-index: 99; pointer-events: none;"
        f" background: url(data:image/png;base64,{_noise()}) }} body {{ position: relative; min-height: 100vh }}"
    )
    return edits(touch, lambda page: style(page, rule))[0]


@_family.leaves("one-px-lower", "Everything stands 1 px lower.")
def _lower(touch: Touch) -> Drift:
    rule = "body { padding-top: 1px } .overlay-400 { padding-top: 18px !important }"
    return edits(touch, lambda page: style(page, rule))[0]


@_family.leaves("scroll-bar", "A real scroll bar takes 15 px of the width.")
def _scroll_bar(touch: Touch) -> Drift:
    rule = "html { overflow-y: scroll } ::-webkit-scrollbar { width: 15px; background: #e4e4e4 }"
    return edits(touch, lambda page: style(page, rule))[0]


@_family.leaves("animation-phase", "Something is in another phase of its animation.")
def _phase(touch: Touch) -> tuple[Drift, ...]:
    def rule(delay: str) -> str:
        return (
            "@keyframes andas { 50% { opacity: .5 } } @keyframes svavar { 50% { transform: translateY(-2px) } }"
            f" button {{ animation: andas 3s {delay} infinite }}"
            f" h1, .hero p {{ animation: svavar 3s {delay} infinite }}"
        )

    return edits(touch, lambda page: style(page, rule("-0.4s")), lambda page: style(page, rule("-1.6s")))


def _can_have_the_caret(touch: Touch) -> bool:
    """A window puts the focus where it likes; moved from there, its picture would truly look otherwise."""
    return touch.kind == "field" and touch.window in (None, "code_dialog")


@_family.leaves("caret", "A caret blinks in a field.", _can_have_the_caret, reach="thing")
def _caret(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        style(page, "input { caret-color: #d00 }")
        if touch.window is None:
            thing(page, touch).set("autofocus", "")

    return edits(touch, edit)[0]


@_family.leaves("late-image", "An image far down loads late.")
def _late(touch: Touch) -> Drift:
    late = f"https://{touch.host}/sen-bild.svg"

    def edit(page: HtmlElement) -> None:
        page.find("body").append(fragment(
            '<div style="padding-top:1200px"><img src="/sen-bild.svg" loading="lazy" width="300" height="200"'
            ' alt="Torget"></div>'
        ))  # fmt: skip

    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"></svg>'
    return Drift(edits=((touch.address, edit),), pages={late: picture}, faults=(Fault(url=late, delay_ms=1500),))


@_family.leaves("other-hero", "Another picture on top of the start page.",
                lambda touch: touch.address == "https://eslov.se/")  # fmt: skip
def _hero(touch: Touch) -> tuple[Drift, ...]:
    tall = ".hero { background: linear-gradient(20deg, #0b3d2e, #e8c547 70%) !important; height: 340px !important }"
    low = ".hero { background: #123 !important; height: 90px !important } .hero p { font-size: 2rem }"
    return edits(touch, lambda page: style(page, tall), lambda page: style(page, low))


@_family.leaves("new-build", "Another build of the browser.", must=HOLDS)
def _build(touch: Touch) -> Drift:
    return Drift(build="chromium-999")


OPERATORS = tuple(_family.operators)
