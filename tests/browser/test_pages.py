"""The page objects: each finds its parts on the replica, and is ready when they are there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from guidevakt import target
from guidevakt.guard import Counts
from guidevakt.settings import Settings
from pages import Site
from pages.components.following import is_shown, named
from pages.components.interruptions import Interruptions
from replica.handle import Handle
from replica.server import Replica

WITH_ADDRESS = sorted(name for name, page in Site.pages.items() if page.url)


@pytest.fixture(scope="module")
def signed_in(browser: Browser, replica: Replica) -> Iterator[Page]:
    practice = target.attached("replica", Settings(), Handle.from_json(replica.handle()))
    context, _ = practice.context(browser, True, Counts())
    with context:
        yield context.new_page()


def parts(found: Any) -> dict[str, Locator]:
    """The locators of a page object and of the components it holds."""
    held = {name: value for name, value in vars(found).items() if name != "page"}
    inner = {f"{n}.{k}": v for n, part in held.items() if hasattr(part, "__dict__") for k, v in vars(part).items()}
    return {name: value for name, value in {**held, **inner}.items() if isinstance(value, Locator)}


#: What is not on every page, or not yet.
NOT_ALWAYS = {"frame.dates", "frame.notices"}


@pytest.mark.parametrize("name", WITH_ADDRESS)
def test_a_page_is_ready_and_its_parts_are_found(signed_in: Page, name: str) -> None:
    found = Site(signed_in).at(name)
    signed_in.goto(str(found.url))
    assert Site(signed_in).become_ready(name, 2000)
    missing = [part for part, where in parts(found).items() if part not in NOT_ALWAYS and not where.first.is_visible()]
    assert missing == []


@pytest.mark.parametrize("name", WITH_ADDRESS)
def test_the_main_heading_is_what_the_page_object_says(signed_in: Page, name: str) -> None:
    found = Site(signed_in).at(name)
    signed_in.goto(str(found.url))
    assert found.heading in signed_in.get_by_role("heading", level=1).first.inner_text()


def test_the_windows_are_ready_one_after_the_other(signed_in: Page) -> None:
    site = Site(signed_in)
    signed_in.goto("https://mysignins.microsoft.com/security-info")
    assert not site.become_ready("method_dialog", 100)
    site.at("security_info").add_method.click()
    assert site.become_ready("method_dialog", 2000)
    assert not site.become_ready("phone_dialog", 100)
    site.at("method_dialog").ways.filter(has_text="Telefon").click()
    phone: Any = site.at("phone_dialog")
    assert site.become_ready("phone_dialog", 2000)
    phone.country.select_option("46")
    phone.number.fill("070-1740605")
    phone.way_on.click()
    code: Any = site.at("code_dialog")
    assert site.become_ready("code_dialog", 2000)
    assert not site.become_ready("done_dialog", 100)
    code.code.fill("246810")
    code.way_on.click()
    assert site.become_ready("done_dialog", 2000)


def test_a_page_that_never_comes_is_not_ready(page: Page) -> None:
    page.set_content("<p>Tomt</p>")
    assert not Site(page).become_ready("password_reset", 100)


# -- what is clicked for a label -----------------------------------------------------------------------------------

NAMED = {
    "link before button": ("<button>Nästa</button><a href='#'>Nästa</a>", "A"),
    "button before heading": ("<h2>Nästa</h2><button>Nästa</button>", "BUTTON"),
    "heading before text": ("<p>Nästa</p><h2>Nästa</h2>", "H2"),
    "text at last": ("<p>Nästa</p>", "P"),
    "hidden ones aside": ("<a href='#' hidden>Nästa</a><button>Nästa</button>", "BUTTON"),
    "role before tag": ("<button>Nästa</button><span role='link' tabindex='0'>Nästa</span>", "SPAN"),
    "icon's name before it": ("<a href='#'><span>arrow_forward</span>Nästa</a>", "A"),
}


@pytest.mark.parametrize("case", NAMED)
def test_a_label_is_clicked_as_link_button_heading_or_text(page: Page, case: str) -> None:
    html, tag = NAMED[case]
    page.set_content(html)
    assert named(page, "Nästa").evaluate("element => element.tagName") == tag


def test_signs_in_a_label_are_signs_and_no_pattern(page: Page) -> None:
    page.set_content("<a href='#'>Sverige (+46)</a>")
    assert named(page, "Sverige (+46)").count() == 1


# -- following -----------------------------------------------------------------------------------------------------

OTHER = "https://eslov.se/kontakt/"


def follow(page: Page, html: str, *, leaves: bool = True, new_tab: bool = False) -> Page:
    page.goto("https://eslov.se/")
    page.evaluate("html => { document.body.innerHTML = html; }", html)
    element = page.locator("#it")
    return Site(page).follow(element, leaves=leaves, new_tab=new_tab, click_ms=500, load_ms=2000, patience_ms=500)


def test_a_link_is_followed_in_its_tab(page: Page) -> None:
    led_to = follow(page, f"<a id=it href={OTHER}>Kontakt</a>")
    assert led_to is page
    assert (page.url, page.title()) == (OTHER, "Kontakt | Eslövs kommun")


@pytest.mark.parametrize("rel", ["", "noopener noreferrer"])
def test_a_link_is_followed_to_a_new_tab(page: Page, rel: str) -> None:
    led_to = follow(page, f"<a id=it href={OTHER} target=_blank rel='{rel}'>Kontakt</a>", new_tab=True)
    assert led_to is not page
    assert (led_to.url, led_to.title()) == (OTHER, "Kontakt | Eslövs kommun")


def test_what_opens_on_the_page_stays_on_it(page: Page) -> None:
    led_to = follow(page, "<details><summary id=it>Mer</summary><p>Text</p></details>", leaves=False)
    assert led_to is page
    assert page.get_by_text("Text").is_visible()


def test_what_cannot_be_clicked_raises_a_timeout(page: Page) -> None:
    with pytest.raises(PlaywrightTimeout):
        follow(page, "<button id=it disabled>Nej</button>", leaves=False)


def test_what_cannot_be_had_raises_why(page: Page) -> None:
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        follow(page, "<a id=it href=https://finns.inte/>Borta</a>")


def test_what_cannot_be_had_in_a_new_tab_leaves_an_error_page(page: Page) -> None:
    led_to = follow(page, "<a id=it href=https://finns.inte/ target=_blank>Borta</a>", new_tab=True)
    assert led_to.url.startswith("chrome-error:")


SCRIPTED = {
    "opens a tab": "window.open('/kontakt/')",
    "opens a tab that knows nothing of us": "window.open('/kontakt/', '_blank', 'noopener')",
    "goes on in a while": "setTimeout(() => { location.href = '/kontakt/'; }, 300)",
}


@pytest.mark.parametrize("script", SCRIPTED)
def test_where_a_script_leads_is_followed(page: Page, script: str) -> None:
    html = f'<button id="it" onclick="{SCRIPTED[script]}">Vidare</button>'
    assert follow(page, html, leaves=False).url == OTHER


def test_what_opens_in_a_while_is_waited_for(page: Page) -> None:
    opens = "setTimeout(() => { document.getElementById('mer').hidden = false; }, 300)"
    follow(page, f'<button id="it" onclick="{opens}">Mer</button><p id="mer" hidden>Framme</p>', leaves=False)
    assert page.get_by_text("Framme").is_visible()


def test_something_that_is_not_there_is_not_shown(page: Page) -> None:
    assert not is_shown(page.get_by_text("Borta"), 50)


# -- what comes over a page ----------------------------------------------------------------------------------------

FIXED = "position: fixed; inset: 10%; background: #fff"
COVERS = "position: absolute; inset: 0; background: #fff"
INTERRUPTIONS = {
    "consent in a region": '<div role="region" aria-label="Samtycke till cookies">Lägg</div>',
    "consent in a window": '<div role="dialog" aria-label="Vi använder kakor">Lägg</div>',
    "with a style of its own": '<div role="dialog" aria-label="Cookies" style="display: flex !important">Lägg</div>',
    "consent without a name": f'<div style="{FIXED}">Lägg: vi använder kakor. <button>Okej</button></div>',
    "consent in a shadow tree": (
        f"""<div id=host></div><script>document.getElementById('host').attachShadow({{mode: 'open'}})
        .innerHTML = '<div style="{FIXED}">Lägg: cookies</div>'</script>"""
    ),
    "survey": f'<div style="{FIXED}"><h2>Lägg</h2><button>Svara</button><button>Nej tack</button></div>',
    "native window": '<dialog id=d>Lägg<button aria-label="Stäng">×</button></dialog><script>d.showModal()</script>',
    "a wall that scrolls": (
        """<div style="position: absolute; inset: 0; z-index: 9; background: #fff">Lägg: vi använder kakor.</div>"""
    ),
    "consent by another word": f'<div style="{FIXED}">Lägg: får vi mäta? <button>Neka</button></div>',
    "an assistant": f'<div style="{FIXED}"><h2>Lägg till</h2><button>Skicka</button><button>Minimera</button></div>',
    "a word about what is new": '<div role="dialog"><h2>Lägg: nytt utseende</h2><button>Uppfattat</button></div>',
    "in a frame that covers": f'<div style="{COVERS}"><div role="dialog">Lägg<button>Jag förstår</button></div></div>',
    "chat": f'<div style="{FIXED}">Lägg: chatta med oss</div>',
    "chat in a frame": f'<iframe title="Chatt" style="{FIXED}" srcdoc="Lägg"></iframe>',
    "late": (
        f"""<div id=d style="display: none; {FIXED}">Lägg<button>Stäng</button></div>
        <script>setTimeout(() => {{ d.style.display = 'block'; }}, 50)</script>"""
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", INTERRUPTIONS)
def test_what_comes_over_a_page_is_set_aside_and_never_answered(page: Page, kind: str) -> None:
    clicked = "<script>onclick = () => document.title = 'klickad'</script>"
    page.set_content(f"<main>Sida</main>{INTERRUPTIONS[kind]}{clicked}")
    Interruptions(page).set_aside()
    page.wait_for_timeout(100 if kind == "late" else 0)
    over = page.frame_locator("iframe") if "frame" in kind else page
    assert not over.get_by_text("Lägg").first.is_visible()
    page.get_by_text("Sida").click(trial=True, timeout=500)
    assert page.title() == ""


#: In words that lists were not made of; what speaks of what the guide does is left.
ASIDE = ["<h2>Hur nöjd är du?</h2>", "<p>Vi sparar ditt medgivande.</p>", "<p>x</p><button>Kanske senare</button>",
         "<p>x</p><button>Bara nödvändiga</button>", "<h2>Hej! Hur kan jag hjälpa dig?</h2>",
         "<p>x</p><button>Tillåt alla</button>", "<p>x</p><button>Visa inte igen</button>",
         "<h2>Lämna ett omdöme</h2>", "<h2>Vill du hjälpa oss?</h2>"]  # fmt: skip
LEFT = ["<h2>Ange din kod</h2><button>Skicka</button>", "<p>Nästa steg</p><button>Fortsätt</button>",
        "<p>Begärda behörigheter</p><button>Acceptera</button>"]  # fmt: skip


def test_what_comes_over_a_page_is_known_by_what_it_says_in_any_form(page: Page) -> None:
    style = "position:fixed;bottom:0;width:300px"
    boxes = [f"<div id=b{n} style='{style}'>{said}</div>" for n, said in enumerate([*ASIDE, *LEFT])]
    page.set_content(f"<main><h1>Sida</h1></main>{''.join(boxes)}")
    Interruptions(page).set_aside()
    stays = [page.locator(f"#b{n}").is_visible() for n in range(len(boxes))]
    assert stays == [*[False] * len(ASIDE), *[True] * len(LEFT)]


HOST = "<main>Sida</main><div id=host HUR><div role=dialog id=b><p>Nyhet</p><button>Stäng</button></div></div>"


@pytest.mark.parametrize("how", ["", f"style='{FIXED}'", "style='position:fixed;inset:0'", "class=layer role=none"])
def test_a_host_that_all_windows_share_shows_the_next_one(page: Page, how: str) -> None:
    page.set_content(HOST.replace("HUR", how))
    Interruptions(page).set_aside()
    assert not page.get_by_text("Nyhet").is_visible()
    page.get_by_text("Sida").click(trial=True, timeout=500)
    later = "<div role=dialog><h2>Metod</h2><button>Telefon</button></div>"
    page.evaluate("html => host.insertAdjacentHTML('beforeend', html)", later)
    page.get_by_role("button", name="Telefon").click(timeout=500)
    assert not page.get_by_text("Nyhet").is_visible()


@pytest.mark.parametrize("kind", ["<div role=dialog id=b>", "<dialog id=b>"])
def test_a_window_that_is_used_again_for_another_thing_is_shown(page: Page, kind: str) -> None:
    end = kind.split()[0].strip("<>")
    page.set_content(f"<main>Sida</main>{kind}<p>Nyhet</p><button>Stäng</button></{end}>")
    page.evaluate("b.showModal?.()")
    Interruptions(page).set_aside()
    assert not page.get_by_text("Nyhet").is_visible()
    page.evaluate("() => { b.innerHTML = '<h2>Metod</h2><button>Telefon</button>'; b.showModal?.(); }")
    page.get_by_role("button", name="Telefon").click(timeout=500)


NOTICE = '<div role="alert"><h2>Driftstörning</h2><p>Växeln svarar inte.</p></div>'
CLOSABLE = '<section>Driftstörning<button aria-label="Close">×</button></section>'


@pytest.mark.parametrize("notice", [NOTICE, CLOSABLE])
def test_a_notice_for_the_whole_site_above_the_page_is_set_aside(page: Page, notice: str) -> None:
    page.set_content(f"{notice}<header>Sida</header><main><h1>Sida</h1></main>")
    Interruptions(page).set_aside()
    assert not page.get_by_text("Driftstörning").is_visible()
    assert page.get_by_role("heading", name="Sida").is_visible()


@pytest.mark.parametrize("html", [f"{NOTICE}<main>Sida</main>", f"<main><h1>Sida</h1>{NOTICE}</main>"])
def test_a_message_that_is_what_the_page_says_is_left_alone(page: Page, html: str) -> None:
    page.set_content(html)
    Interruptions(page).set_aside()
    assert page.get_by_text("Driftstörning").is_visible()


def test_a_veil_and_the_lock_behind_a_window_go_with_it(page: Page) -> None:
    veil = '<div style="position: fixed; inset: 0; background: #000"></div>'
    locked = '<div inert aria-hidden="true"><main><a href="#">Sida</a></main></div>'
    page.set_content(f'{locked}{veil}<div role="dialog" style="{FIXED}">Tyck till<button>Stäng</button></div>')
    Interruptions(page).set_aside()
    page.get_by_role("link", name="Sida").click(timeout=500)


def test_a_veil_that_style_alone_draws_and_a_lock_on_clicks_go_too(page: Page) -> None:
    veil = """<style>body { pointer-events: none } dialog, div { pointer-events: auto }
        .root::before { content: ""; position: fixed; inset: 0; background: #fff8; z-index: 9 }</style>"""
    box = f'<div style="{FIXED}; z-index: 10">Vi använder kakor.<button>Nej</button></div>'
    page.set_content(f'{veil}<main><a href="#">Sida</a></main><div class="root">{box}<button>Kakor</button></div>')
    Interruptions(page).set_aside()
    page.get_by_role("link", name="Sida").click(timeout=500)


def test_a_window_with_a_main_heading_is_set_aside_where_the_page_has_its_own(page: Page) -> None:
    window = f'<div style="{FIXED}"><h1>Information</h1><button>Avböj</button></div>'
    page.set_content(f'<main><a href="#">Sida</a></main>{window}')
    Interruptions(page).set_aside()
    page.get_by_role("link", name="Sida").click(timeout=500)

    page.set_content(window)
    Interruptions(page).set_aside()
    assert page.get_by_role("heading", name="Information").is_visible()


def test_what_its_maker_calls_consent_goes_whatever_it_says(page: Page) -> None:
    page.set_content(f'<main>Sida</main><div class="cookie-wall" style="{FIXED}">Hoş geldiniz<a href=#>Evet</a></div>')
    Interruptions(page).set_aside()
    page.get_by_text("Sida").click(trial=True, timeout=500)


LEFT_ALONE = {
    "a window of another kind": '<div role="dialog" aria-label="Lägg till en metod">Metod</div>',
    "a header that stays": f'<header style="{FIXED}">Metod<button>Stäng menyn</button></header>',
    "a veil alone": f'<div style="{FIXED}">Metod</div>',
    "a cover without a way out": '<div style="position: fixed; inset: 0">Metod: hjälp oss bli bättre</div>',
    "a key to skip": (
        f'<div role="dialog" style="{FIXED}"><p>Metod: skaffa en nyckel</p><button>Hoppa över</button></div>'
    ),
    "a bar with links": (
        f"""<div style="{FIXED}">Metod<button>Stäng</button>{"<a href='/x'>Sida</a>" * 4}</div>"""
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", LEFT_ALONE)
def test_what_belongs_to_the_page_is_left_alone(page: Page, kind: str) -> None:
    page.goto(OTHER)
    page.evaluate("html => { document.body.innerHTML = html; }", LEFT_ALONE[kind])
    Interruptions(page).set_aside()
    assert page.get_by_text("Metod").first.is_visible()


@pytest.mark.parametrize(("text", "goes"), [("Lägg till en metod", False), ("Vad tycker du om sidan?", True)])
def test_where_a_window_is_the_page_only_what_is_about_something_else_goes(page: Page, text: str, goes: bool) -> None:
    page.set_content(f'<div role="dialog"><h2>{text}</h2><button>Stäng</button></div>')
    Interruptions(page).set_aside(spare_windows=True)
    assert page.get_by_text(text).is_visible() is not goes
