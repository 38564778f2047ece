"""Asking the browser about a page: what a reader sees counts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from guidevakt import capture, numbering, probing
from guidevakt.snapshot import Element, Probe, Snapshot

LABEL = "Nästa steg"


def looked(page: Page, html: str) -> Snapshot:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("https://eslov.se/kontakt/")
    page.evaluate("html => { document.body.innerHTML = html; }", html)
    return capture.look(page, 200, picture=False).snapshot


def the_one(snapshot: Snapshot) -> Element:
    return next(e for e in snapshot.elements() if e.ref and LABEL in (e.name, e.text))


def probed(page: Page, html: str) -> Probe:
    element = the_one(looked(page, html))
    return probing.probe(page, [element])[element.ref]


DOT = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAAAAACwAAAAAAQABAAACAkQBADs="
SEEN = {
    "link": f"<a href=/nyheter/>{LABEL}</a>",
    "below the fold": f"<div style='height:3000px'></div><a href=#>{LABEL}</a>",
    "in a scrolling box": (
        f"<div style='height:9em;overflow:auto'><p style='height:999px'></p><a href=#>{LABEL}</a></div>"
    ),
    "over two lines": f"<p style='width:45px'>Klicka <a href=#>{LABEL}</a></p>",
    "half covered": f"<a href=#>{LABEL}</a><b style='position:fixed;inset:0 auto 0 0;width:30px;background:red'></b>",
    "under an overlay that lets through": (
        f"<a href=#>{LABEL}</a><b style='position:fixed;inset:0;pointer-events:none'></b>"
    ),
    "on a picture": f"<p style='background:linear-gradient(#000,#777)'><a style='color:#000' href=#>{LABEL}</a></p>",
    "over a picture beside it": (
        f"<div style='position:relative'><img alt='' style='position:absolute;width:200px;height:50px' src={DOT}>"
        f"<a style='position:relative;color:#fff' href=#>{LABEL}</a></div>"
    ),
    "pure black": f"<a style='color:#000' href=#>{LABEL}</a>",
    "white on a button without blue": f"<button style='color:#fff;background:#070'>{LABEL}</button>",
    "pale grey on white": f"<a style='color:#ccc' href=#>{LABEL}</a>",
    "in a gradient": (
        f"<a style='color:transparent;background:linear-gradient(red,blue);background-clip:text' href=#>{LABEL}</a>"
    ),
    "one word of it faded": f"<a href=#>{LABEL.split()[0]} <b style='opacity:0.9'>{LABEL.split()[1]}</b></a>",
    "a picture": f"<img src={DOT} alt='{LABEL}' width=99 height=99>",
    "stretched over a card by what style draws": (
        "<style>div{position:relative}a::after{content:'';position:absolute;inset:0}</style>"
        f"<div><a href=#>{LABEL}</a><p>Mer</p></div>"
    ),
    "white in a frame on a dark ground": (
        f"<p style='background:#000'><iframe srcdoc='<a style=color:#fff href=#>{LABEL}</a>'></iframe></p>"
    ),
    "a field with its label on top": f"<label style='position:relative'>{LABEL}<input aria-label='{LABEL}'></label>",
    "white on a dark ground": f"<p style='background:#000'><a style='color:#fff' href=#>{LABEL}</a></p>",
}
UNSEEN = {
    "covered by what style draws": (
        "<style>nav{position:relative}nav::after{content:'';position:absolute;inset:0;background:#fff}</style>"
        f"<nav><a href=#>{LABEL}</a></nav>"
    ),
    "covered": f"<a href=#>{LABEL}</a><b style='position:fixed;inset:0;background:#fff'></b>",
    "transparent": f"<a href=# style='opacity:0'>{LABEL}</a>",
    "in something transparent": f"<p style='opacity:0.01'><a href=#>{LABEL}</a></p>",
    "in its background's colour": f"<p style='background:#fff'><a style='color:#fff' href=#>{LABEL}</a></p>",
    "in its own background's colour": f"<a style='color:#123;background:#123' href=#>{LABEL}</a>",
    "in a colour that is clear": f"<a style='color:transparent' href=#>{LABEL}</a>",
    "off the page": f"<a href=# style='position:absolute;left:-9999px'>{LABEL}</a>",
    "in letters without a size, beside an icon": (
        f"<a href=#><img src={DOT} width=20><b style='font-size:0'>{LABEL}</b></a>"
    ),
    "indented off the page": f"<a href=# style='display:block;text-indent:-9999px;overflow:hidden'>{LABEL}</a>",
    "clipped by a path": f"<a href=# style='display:block;clip-path:inset(50%)'>{LABEL}</a>",
    "clipped to a dot": f"<a href=# style='position:absolute;clip:rect(0,0,0,0);width:1px;overflow:hidden'>{LABEL}</a>",
    "filtered away": f"<a href=# style='filter:opacity(0)'>{LABEL}</a>",
    "nearly in its background's colour": (
        f"<p style='background:#6a1b5d'><a style='color:#6c1d5f' href=#>{LABEL}</a></p>"
    ),
    "behind a bar that stays": (
        f"<p style='height:2000px'></p><a href=#>{LABEL}</a>"
        "<b style='position:fixed;inset:50% 0 0;background:#fff'></b>"
    ),
    "a picture that did not load": f"<img src=/finns-inte.png alt='{LABEL}' width=99 height=99>",
    "clipped away": f"<div style='width:0;height:0;overflow:hidden'><a href=#>{LABEL}</a></div>",
}


@pytest.mark.parametrize("how", SEEN)
def test_what_a_reader_can_scroll_to_is_visible(page: Page, how: str) -> None:
    assert probed(page, SEEN[how]).visible


@pytest.mark.parametrize("how", UNSEEN)
def test_what_a_reader_cannot_see_is_not_visible(page: Page, how: str) -> None:
    assert not probed(page, UNSEEN[how]).visible


@pytest.mark.parametrize("style", ["display:none", "visibility:hidden"])
def test_what_is_not_drawn_is_not_in_the_look(page: Page, style: str) -> None:
    assert LABEL not in looked(page, f"<p>x</p><a href=# style='{style}'>{LABEL}</a>").root.words


def test_what_went_away_after_the_look_is_not_visible(page: Page) -> None:
    element = the_one(looked(page, f"<a href=#>{LABEL}</a>"))
    page.evaluate("document.body.innerHTML = ''")
    assert not probing.probe(page, [element])[element.ref].visible


def test_a_link_in_an_iframe_is_seen_and_found_where_it_is(page: Page) -> None:
    frame = (
        f"<div style='height:200px'></div><iframe style='margin:0 0 0 300px' srcdoc='<a href=/x>{LABEL}</a>'></iframe>"
    )
    snapshot = looked(page, f"{frame}<script></script>")
    page.frame_locator("iframe").get_by_text(LABEL).wait_for()
    snapshot = capture.look(page, 200, picture=False).snapshot
    element = the_one(snapshot)
    assert probing.probe(page, [element])[element.ref].visible
    assert element.box[0] > 300
    assert element.box[1] > 200


def test_a_link_in_a_shadow_tree_is_seen(page: Page) -> None:
    looked(page, "<div id=host></div>")
    inside = "html => { document.getElementById('host').attachShadow({mode: 'open'}).innerHTML = html; }"
    page.evaluate(inside, f"<a href=#>{LABEL}</a>")
    element = the_one(capture.look(page, 200, picture=False).snapshot)
    assert probing.probe(page, [element])[element.ref].visible


FACTS = {
    "disabled button": (f"<button disabled>{LABEL}</button>", {"disabled": True, "tag": "button"}),
    "aria-disabled": (f"<a href=# role=button aria-disabled=true>{LABEL}</a>", {"disabled": True}),
    "in a disabled set": (f"<fieldset disabled><button>{LABEL}</button></fieldset>", {"disabled": True}),
    "new tab": (f"<a href=/nyheter/ target=_blank>{LABEL}</a>", {"new_tab": True, "leaves": True}),
    "other page": (f"<a href=/nyheter/>{LABEL}</a>", {"leaves": True, "href": "https://eslov.se/nyheter/"}),
    "same page": (f"<a href=#mer>{LABEL}</a>", {"leaves": False, "new_tab": False}),
    "script": (f"<a href='javascript:void 0'>{LABEL}</a>", {"leaves": False}),
    "submits": (f"<form><button>{LABEL}</button></form>", {"submits": True, "leaves": False}),
    "does not submit": (f"<form><button type=button>{LABEL}</button></form>", {"submits": False}),
    "submits from afar": (f"<form id=f></form><button form=f>{LABEL}</button>", {"submits": True}),
    "button alone": (f"<button>{LABEL}</button>", {"submits": False}),
    "link in a form": (f"<form><a href=/nyheter/>{LABEL}</a></form>", {"submits": False, "leaves": True}),
    "field said to be required": (f"<input aria-label='{LABEL}' aria-required=true>", {"required": True}),
    "required field": (f"<input aria-label='{LABEL}' required>", {"required": True, "type": "text"}),
}


@pytest.mark.parametrize("what", FACTS)
def test_the_browser_tells_what_an_element_does(page: Page, what: str) -> None:
    html, facts = FACTS[what]
    found = probed(page, html)
    assert {name: getattr(found, name) for name in facts} == facts


# -- labels that are there unseen ----------------------------------------------------------------------------------

OPENS = "aria-expanded=false"
PICTURE = f"<img src={DOT} alt='' width=240 height=72>"
PICTURES = {
    "without a name": (PICTURE, True),
    "said to be decoration": (PICTURE.replace("alt=''", "role=presentation"), True),
    "as a background": (f"<div style='background:url({DOT});width:240px;height:72px'></div>", True),
    "as the background of words": (f"<div style='background:url({DOT});width:240px;height:72px'>Hej</div>", False),
    "to be clicked": (PICTURE.replace("<img", "<input type=image"), True),
    "drawn by a script": ("<canvas width=240 height=72></canvas>", True),
    "below the fold": (f"<div style='height:3000px'></div>{PICTURE}", True),
    "that did not come": ("<img src=/borta.png alt='' width=240 height=72>", False),
    "with display none": (f"<div style='display:none'>{PICTURE}</div>", False),
    "off the page": (f"<div style='position:absolute;left:-3000px'>{PICTURE}</div>", False),
}


@pytest.mark.parametrize("what", PICTURES)
def test_pictures_are_seen_whatever_they_are_called(page: Page, what: str) -> None:
    html, is_seen = PICTURES[what]
    looked(page, html)
    page.wait_for_load_state("networkidle")
    found = probing.pictures(page)
    assert [box[2:] for box in found] == ([(240, 72)] if is_seen else [])
    assert all(box[1] > 2900 for box in found) == ("fold" in what or not is_seen)


MAIN = "<main style='height:800px'><h1>Sida</h1></main>"
ASKS = "<h2>Skapa en nyckel</h2><p>Det går fort.</p><button>Hoppa över</button>"
VEILED = f"{MAIN}<div style='position:fixed;inset:0;background:#0006'><div VAD style='width:300px'>{ASKS}</div></div>"
OVER = {
    "a window on a veil": (VEILED.replace("VAD", "role=dialog"), "Skapa en nyckel"),
    "without a role": (VEILED.replace("VAD", ""), "Skapa en nyckel"),
    "named for those who hear it": (
        f"{MAIN}<div style='position:fixed;inset:0' role=alertdialog aria-label=Nyckel>Vill du?</div>", "Nyckel",
    ),
    "a native one": (f"{MAIN}<dialog>{ASKS}</dialog>", "Skapa en nyckel"),
    "a native one that lets clicks by": (f"{MAIN}<dialog open>{ASKS}</dialog>", None),
    "in a corner": (f"{MAIN}<div role=dialog style='position:fixed;bottom:0'>{ASKS}</div>", None),
    "an empty veil": (f"{MAIN}<div style='position:fixed;inset:0'></div>", None),
    "the page itself": (f"<div style='position:absolute;inset:0'>{MAIN}<h2>Skapa en nyckel</h2></div>", None),
}  # fmt: skip


@pytest.mark.parametrize("what", OVER)
def test_a_window_over_the_page_is_told_by_its_heading(page: Page, what: str) -> None:
    html, label = OVER[what]
    looked(page, html)
    page.evaluate("document.querySelector('dialog:not([open])')?.showModal()")
    found = probing.over(page)
    assert (found and found.label) == label


UNSEEN_LABELS = {
    "display none": (f"<a href=# style='display:none'>{LABEL}</a>", "hidden"),
    "in a hidden part": (f"<div hidden><a href=#>{LABEL}</a></div>", "hidden"),
    "with other spaces": ("<a href=# hidden> Nästa\n <b>steg</b></a>", "hidden"),
    "hidden in an open menu": (f"<nav><a href=# style='display:none'>{LABEL}</a><a href=#>Annat</a></nav>", "hidden"),
    "beside another button": (f"<button>Avbryt</button><button hidden>{LABEL}</button>", "hidden"),
    "the next of a list of buttons": (
        f"<ul><li><button>Annat</button><li hidden><button>{LABEL} <i>om det</i></button></ul>", "hidden",
    ),
    "a field, by a word of its name": (f"<label hidden>{LABEL} eller annat<input></label>", "hidden"),
    "in a closed accordion": (f"<details><summary>Mer</summary><a href=#>{LABEL}</a></details>", "tucked"),
    "in a closed accordion, deep": (f"<details><summary>Mer</summary><p><a href=#>{LABEL}</a></p></details>", "tucked"),
    "behind a button that expands": (f"<button {OPENS}>Mer</button><div hidden><a href=#>{LABEL}</a></div>", "tucked"),
    "behind a heading that expands": (
        f"<h2><button {OPENS}>Mer</button></h2><div hidden><a href=#>{LABEL}</a></div>", "tucked",
    ),
    "behind a link that expands": (f"<a href=# {OPENS}>Mer</a><ul hidden><li><a>{LABEL}</a></li></ul>", "tucked"),
    "behind more": (f"<button>Visa mer</button><a href=# hidden>{LABEL}</a>", "tucked"),
    "in a menu with a button": (f"<button aria-haspopup=menu>A</button><div role=menu hidden>{LABEL}</div>", "tucked"),
    "in a tab": (f"<p><a href='#t1'>Mer</a><a href='#t2'>A</a></p><div id=t1 hidden><b>{LABEL}</b></div>", "tucked"),
    "in a window that a button opens": (
        f"<button aria-controls=w>A</button><p>x</p><div role=dialog id=w hidden><button>{LABEL}</button></div>",
        "tucked",
    ),
    "in a shadow tree": (
        f"<div><template shadowrootmode=open><details><summary>A</summary><a>{LABEL}</a></details></template></div>",
        "tucked",
    ),
    "in a closed menu": (f"<nav hidden><a href=#>{LABEL}</a></nav>", ""),
    "in a menu hidden with all around it": (
        f"<div hidden><p>Det här är en längre text om annat.</p><nav><a href=#>{LABEL}</a></nav></div>", "hidden",
    ),
    "in a closed window": (f"<div role=dialog hidden><button>{LABEL}</button></div>", ""),
    "in a closed window within its veil": (
        f"<div hidden><p>Det här är veckans råd.</p><div role=dialog><button>{LABEL}</button></div></div>", "",
    ),
    "in a menu whose button is hidden too": (
        f"<button hidden aria-controls=m>Meny</button><nav id=m hidden><a href=#>{LABEL}</a></nav>", "",
    ),
    "in what is aria-hidden": (f"<div aria-hidden=true hidden><a href=#>{LABEL}</a></div>", ""),
    "to be seen": (f"<a href=#>{LABEL}</a>", ""),
    "that lets clicks through": (f"<a href=# style='pointer-events:none'><b>{LABEL}</b></a>", "inert"),
    "that lets clicks through, transparent": (f"<p style='pointer-events:none;opacity:0'><a href=#>{LABEL}</a>", ""),
    "text that lets clicks through": (f"<p style='pointer-events:none'>{LABEL}</p>", ""),
    "before a button for more": (
        f"<ul><li hidden><button>{LABEL}</button></li></ul><button>Visa fler alternativ</button>", "tucked"
    ),
    "not there": ("<a href=#>Annat</a>", ""),
}  # fmt: skip


@pytest.mark.parametrize("where", UNSEEN_LABELS)
def test_an_unseen_label_is_hidden_or_tucked_or_in_a_closed_menu(page: Page, where: str) -> None:
    html, how = UNSEEN_LABELS[where]
    looked(page, "")
    page.evaluate("html => document.body.setHTMLUnsafe(html)", html)
    unseen = probing.unseen_labels(page, [LABEL])
    assert unseen[:3] == tuple([LABEL] if how == kind else [] for kind in ("hidden", "tucked", "inert"))
    assert len(unseen.opened_by) == len(unseen.tucked)
    assert all(unseen.opened_by)


def test_numbers_that_style_sets_before_texts_are_told_with_their_texts(page: Page) -> None:
    style = """<style>.a{counter-reset:s}.a>div{counter-increment:s}.a b::before{content:counter(s)}
        .b>p{display:list-item;list-style:decimal;margin-left:2em}</style>"""
    lines = "<div class=a><div><b></b>Ett<p>Mer</p></div><div><b></b>Två</div></div><div class=b><p>Ett<p>Två</div>"
    looked(page, style + lines)

    told = numbering.numbered(page)

    assert [number for number, _ in told] == [1, 2, 1, 2]
    texts = [page.locator(".a > div").nth(0), page.locator(".a > div").nth(1)]
    boxes = [box for text in texts if (box := text.bounding_box())]
    assert [box for _, box in told[:2]] == [(b["x"], b["y"], b["width"], b["height"]) for b in boxes]
