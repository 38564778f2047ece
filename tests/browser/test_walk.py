"""The walk in a real browser: each change to a page or the network is told on its step, and nothing else is."""

from __future__ import annotations

import json
import re

import pytest

from tests.browser.walking import Edit, Walker, swap

START, STAFF = "eslov.se", "eslov.se/for-medarbetare"
RESET = "eslov.se/for-medarbetare/aterstall-ditt-losenord"
PASSWORD, SECURITY = "passwordreset.microsoftonline.com", "mysignins.microsoft.com/security-info"
STAFF_ADDRESS = "https://eslov.se/for-medarbetare/"
STAFF_LABEL, RESET_LABEL = "För dig som är medarbetare", "Återställ ditt lösenord"
ON_LABEL, ADD_LABEL = "Gå till lösenordsåterställning", "Lägg till inloggningsmetod"

#: The staff link in the bar at the bottom, as the start page has it; the drawer's own stands elsewhere.
BAR_ITEM = re.compile(r'<li><a href="/for-medarbetare/"><span class="c-icon-wrapper".*?</li>')
CARD = re.compile(r'<a class="c-card" href="/for-medarbetare/aterstall-ditt-losenord/">.*?</a>', re.DOTALL)
STEPS_LIST = re.compile(r"<ol>\s*<li>Skriv.*?</ol>", re.DOTALL)
ON_LINK = re.compile(r'<p><a class="c-button u-no-decoration".*?</p>')


def in_bar(old: str, new: str) -> Edit:
    """Replace inside the staff link of the bar at the bottom."""
    return within(BAR_ITEM, swap(old, new))


def within(part: re.Pattern[str], edit: Edit) -> Edit:
    """Edit the one part of the page that fits."""
    return lambda html: swap(part, edit(found.group()) if (found := part.search(html)) else "")(html)


def at_top(html: str) -> str:
    item = BAR_ITEM.search(html)
    assert item
    return swap('<a id="header-logotype"', f'<ul>{item.group()}</ul><a id="header-logotype"')(BAR_ITEM.sub("", html))


def above_the_steps(html: str) -> str:
    link = ON_LINK.search(html)
    assert link
    return swap("<ol>\n      <li>Skriv", f"{link.group()}<ol>\n<li>Skriv")(ON_LINK.sub("", html))


def fields_swapped(html: str) -> str:
    parts = re.search(r'(<label for="userid.*?</p>)(.*?)(<label for="wlspisp.*?autocomplete="off">)', html, re.DOTALL)
    assert parts
    return html.replace(parts.group(), parts[3] + parts[2] + parts[1])


# -- nominal -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["appen", "registrera", "aterstall"])
def test_every_claim_holds_on_the_replica(walk: Walker, part: str) -> None:
    walked = walk(part)
    assert walked.all_hold
    assert {s.verdict for s in walked.steps.values()} <= {"holds", "awaiting_review"}
    assert walked.counts.forms_sent == (2 if part == "registrera" else 0)
    assert walked.counts.blocked == 0
    assert all(c.tries == 1 for s in walked.steps.values() for c in s.claims)


def test_the_three_parts_are_fifteen_steps(walk: Walker) -> None:
    assert [len(p.steps) for p in walk.guide.parts] == [1, 7, 7]


# -- what has changed ----------------------------------------------------------------------------------------------

UNNAMED = swap('alt="Bild med tecken"', 'alt=""')
CHANGED = {
    "staff link renamed": (
        START, in_bar("<span>För dig som är", "<span>För"), ("aterstall-2", STAFF_LABEL, "renamed"),
    ),
    "staff link removed": (START, swap(BAR_ITEM, ""), ("aterstall-2", STAFF_LABEL, "removed")),
    "staff link at the top": (START, at_top, ("aterstall-2", STAFF_LABEL, "moved")),
    "staff link to another page": (
        START, in_bar('href="/for-medarbetare/"', 'href="/kontakt/"'), ("aterstall-2", STAFF_LABEL, "destination"),
    ),
    "staff link to http": (
        START, in_bar('"/for-medarbetare/"', '"http://eslov.se/for-medarbetare/"'),
        ("aterstall-2", STAFF_LABEL, "destination"),
    ),
    "staff link to another host": (
        START, in_bar('"/for-medarbetare/"', '"https://passwordreset.microsoftonline.com/"'),
        ("aterstall-2", STAFF_LABEL, "destination"),
    ),
    "staff link to a page that is gone": (
        START, in_bar('href="/for-medarbetare/"', 'href="/borta/"'), ("aterstall-2", STAFF_LABEL, "dead"),
    ),
    "staff link to itself with a fragment": (
        START, in_bar('href="/for-medarbetare/"', 'href="#"'), ("aterstall-2", STAFF_LABEL, "destination"),
    ),
    "staff link as plain text": (
        START, swap(BAR_ITEM, f"<li><span>{STAFF_LABEL}</span></li>"),
        ("aterstall-2", STAFF_LABEL, "role"),
    ),
    "staff link with display none": (
        START, in_bar("<li>", '<li style="display:none">'), ("aterstall-2", STAFF_LABEL, "hidden"),
    ),
    "staff link covered": (
        START, in_bar("</a>", '</a><b style="display:block;height:40px;margin-top:-40px;background:#fff"></b>'),
        ("aterstall-2", STAFF_LABEL, "hidden"),
    ),
    "two staff links in the bar": (
        START, in_bar("</li>", f'</li><li><a href="/kontakt/"><span>{STAFF_LABEL}</span></a></li>'),
        ("aterstall-2", STAFF_LABEL, "ambiguous"),
    ),
    "two steps": (RESET, swap("<li>Följ sedan anvisningarna på skärmen.</li>", ""), ("aterstall-3", "3", "count")),
    "way on above the steps": (RESET, above_the_steps, ("aterstall-3", ON_LABEL, "moved")),
    "fields swapped": (
        PASSWORD, fields_swapped,
        ("aterstall-3a", "e-post eller användarnamn", "order"), ("aterstall-3b", "tecknen", "order"),
    ),
    "staff link behind a closed part": (
        START, in_bar("<li>", "<li><details><summary>Visa mer</summary>"), ("aterstall-2", STAFF_LABEL, "moved"),
    ),
    "way on in a window that a button opens": (
        RESET,
        within(ON_LINK, lambda html: f'<button aria-controls="w">Länkar</button><dialog id="w">{html}</dialog>'),
        ("aterstall-3", ON_LABEL, "moved"),
    ),
    "steps in another order": (
        RESET, within(STEPS_LIST, lambda html: html.replace("din e-postadress", "").replace("<li>Följ sedan", (
            "<li>Skriv din e-postadress i det.</li><li hidden></li><li>Följ sedan"
        )).replace("<li>Skriv  i det första fältet.</li>", "")),
        ("aterstall-3", "e-postadress → tecknen → anvisningarna", "order"),
    ),
    "steps gone with all of the page": (
        RESET, swap(re.compile(r'<article id="article">.*?</article>.*?</form>', re.DOTALL), ""),
        ("aterstall-3", "3", "hidden"), ("aterstall-3", ON_LABEL, "hidden"),
    ),
    "picture without a name that does not load": (
        PASSWORD, lambda html: swap('src="/bild.svg"', 'src="/borta.png"')(UNNAMED(html)),
        ("aterstall-3b", "tecken eller tecknen eller bild", "removed"),
    ),
    "picture that does not load": (
        PASSWORD, swap('src="/bild.svg"', 'src="/borta.png"'),
        ("aterstall-3b", "tecken eller tecknen eller bild", "hidden"),
    ),
    "picture with display none": (
        PASSWORD, swap('class="picture"', 'class="picture" style="display:none"'),
        ("aterstall-3b", "tecken eller tecknen eller bild", "hidden"),
    ),
    "a box that must be ticked": (
        PASSWORD, swap('<div class="buttons">', '<label><input type="checkbox" required> Jag godkänner</label><div>'),
        ("aterstall-3b", "tecknen", "count"),
    ),
    "a field said to be required": (
        PASSWORD, swap('<div class="buttons">', '<label>Född <input aria-required="true"></label><div>'),
        ("aterstall-3b", "tecknen", "count"),
    ),
    "name as a list": (
        PASSWORD, swap(re.compile(r'<input id="userid[^>]*>'), '<select id="userid3f9c21"><option>a</select>'),
        ("aterstall-3a", "e-post eller användarnamn", "role"),
    ),
    "name as a password": (
        PASSWORD, swap('name="userid" type="text"', 'name="userid" type="password"'),
        ("aterstall-3a", "e-post eller användarnamn", "role"),
    ),
    "name hidden": (
        PASSWORD, swap("<form", "<style>[for^=userid], [id^=userid] { display: none }</style><form"),
        ("aterstall-3a", "e-post eller användarnamn", "hidden"), ("aterstall-3b", "tecknen", "order"),
    ),
    "Nästa behind more choices": (
        PASSWORD, swap('<button class="primary" type="submit">', (
            '<button type="button" aria-expanded="false">Visa fler alternativ</button><button type="submit" hidden>'
        )),
        ("aterstall-3c", "Nästa", "other"),
    ),
    "Nästa disabled": (
        PASSWORD, swap('type="submit"', 'type="submit" disabled'), ("aterstall-3c", "Nästa", "disabled"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGED)
def test_a_change_is_told_on_its_step_and_nowhere_else(walk: Walker, change: str) -> None:
    place, edit, *expected = CHANGED[change]
    walked = walk("aterstall", {place: edit}, until=None if place == PASSWORD else "aterstall-3a")
    assert walked.drifted == set(expected)
    assert walked.unknown <= {(step, "stuck") for step, _, _ in expected}


def test_a_renamed_link_is_suggested_and_never_clicked(walk: Walker) -> None:
    place, edit, _ = CHANGED["staff link renamed"]
    found = walk("aterstall", {place: edit}, until="aterstall-2").claim("aterstall-2", STAFF_LABEL)
    assert (found.suggestion, found.seen, found.lands) == ("För medarbetare", "För medarbetare", None)
    assert found.owner == "eslov.se"
    assert found.tries == 2


def test_where_a_link_leads_instead_is_told(walk: Walker) -> None:
    place, edit, _ = CHANGED["staff link to another page"]
    found = walk("aterstall", {place: edit}, until="aterstall-2").claim("aterstall-2", STAFF_LABEL)
    assert found.lands == "https://eslov.se/kontakt/"


def test_a_reset_page_that_is_gone_is_told_where_the_link_to_it_stands(walk: Walker) -> None:
    address = "https://eslov.se/for-medarbetare/aterstall-ditt-losenord/"
    walked = walk("aterstall", faults=[{"url": address, "status": 404}])
    assert walked.drifted == {("aterstall-3", RESET_LABEL, "dead")}
    assert walked.unknown == {("aterstall-3", "stuck")}


REGISTERED = {
    "button renamed": (
        swap(f"<span>{ADD_LABEL}</span>", "<span>Lägg till metod för inloggning</span>"),
        ("registrera-3", ADD_LABEL, "renamed"),
    ),
    "no Sverige": (swap('<option value="46">Sverige (+46)</option>', ""), ("registrera-5", "Sverige", "removed")),
    "menu item leads elsewhere": (
        swap('href="/security-info" aria-current', 'href="/password" aria-current'),
        ("registrera-2", "Säkerhetsinformation", "destination"),
    ),
    "window does not open": (swap('show("valj-metod")', "{}"), ("registrera-4", "", "other")),
    "menu item gone": (
        swap('<li><a class="link-121" href="/security-info" aria-current="page">Säkerhetsinformation</a></li>', ""),
        ("registrera-2", "Säkerhetsinformation", "removed"),
    ),
    "done message otherwise": (
        swap("Verifieringen är klar. Din telefon har registrerats.", "Telefonen har lagts till."),
        ("registrera-7", "Verifieringen är klar", "renamed"),
    ),
}  # fmt: skip


LAND_LIST = re.compile(r'<select class="field-332" id="land-501".*?</select>', re.DOTALL)
#: As Fluent UI makes them: what a list offers comes into the page when it is opened, and outside its window.
LAND_OPENS = """<div role="combobox" tabindex="0" aria-label="Land" id="oppna">USA (+1)</div>
<input type="hidden" name="land" id="land"><script>
document.getElementById("oppna").onclick = () => {
  const list = document.createElement("div");
  list.style = "position: fixed; inset: 0 0 auto; background: #fff";
  list.innerHTML = `<div role="listbox"><div role="option">Norge (+47)</div><div role="option">SVERIGE</div></div>`;
  list.onclick = event => { document.getElementById("land").value = "46"; list.remove(); };
  document.body.append(list);
};</script>"""
WAITS = """<script>for (const form of document.forms) {
  const send = form.querySelector("[type=submit]");
  send.disabled = true;
  form.querySelector("input").oninput = () => { send.disabled = false; };
}</script></body>"""


@pytest.mark.parametrize(
    "edit", [swap(LAND_LIST, LAND_OPENS.replace("SVERIGE", "Sverige (+46)")), swap("</body>", WAITS)],
    ids=["a list that opens", "buttons that wait for what is typed"],
)  # fmt: skip
def test_windows_that_only_work_otherwise_hold(walk: Walker, edit: Edit) -> None:
    assert walk("registrera", {SECURITY: edit}).all_hold


NO_ROLE = re.compile(r' role="dialog" aria-modal="true" aria-labelledby="heading-\d+"')


def test_a_window_is_one_to_a_reader_whatever_the_page_calls_it(walk: Walker) -> None:
    assert walk("registrera", {SECURITY: lambda html: NO_ROLE.sub("", html)}, until="registrera-5").all_hold


def test_a_choice_that_an_opened_list_lacks_is_gone(walk: Walker) -> None:
    walked = walk("registrera", {SECURITY: swap(LAND_LIST, LAND_OPENS.replace("SVERIGE", "Danmark (+45)"))})
    assert walked.drifted == {("registrera-5", "Sverige", "removed")}


def test_another_window_in_between_is_no_name_that_is_gone(walk: Walker) -> None:
    between = '<button type="button" data-oppnar="kod">Ja</button></div></div></div>\n\n<!-- 3: the code -->'
    between = f'<div class="overlay-400" id="ratt" hidden><div role="dialog"><div><h2>Är numret rätt?</h2>{between}'
    change = swap("<!-- 3: the code -->", between)
    walked = walk("registrera", {SECURITY: lambda html: swap('show("kod")', 'show("ratt")')(change(html))})
    assert walked.drifted == {("registrera-6", "kod", "other"), ("registrera-6", "Nästa", "other")}


NUDGE = (
    '<div id="nudge" style="position:fixed;inset:0;background:#0006"><div role="dialog" aria-modal="true"><h2>Logga in '
    'snabbare med en nyckel</h2><button type="button">Hoppa över</button></div></div>'
)


def test_a_window_that_asks_for_a_key_is_told_on_each_step_that_it_hinders(walk: Walker) -> None:
    walked = walk("registrera", {SECURITY: swap("</body>", f"{NUDGE}</body>")}, until="registrera-3")
    assert walked.drifted == {
        ("registrera-2", "Säkerhetsinformation", "other"), ("registrera-3", ADD_LABEL, "other"),
    }  # fmt: skip
    assert walked.claim("registrera-3", ADD_LABEL).seen == "Logga in snabbare med en nyckel"


def test_a_window_that_asks_for_a_key_is_not_the_one_that_should_have_opened(walk: Walker) -> None:
    comes = f"document.body.insertAdjacentHTML('beforeend', `{NUDGE}`)"
    walked = walk("registrera", {SECURITY: swap('show("valj-metod")', comes)}, until="registrera-4")
    assert walked.drifted == {("registrera-4", "", "other")}


def test_a_choice_may_get_the_name_of_a_field(walk: Walker) -> None:
    walked = walk("registrera", {SECURITY: swap("<p>Telefon</p>", "<p>Telefonnummer</p>")}, until="registrera-4")
    assert walked.drifted == {("registrera-4", "Telefon", "renamed")}
    assert walked.claim("registrera-4", "Telefon").suggestion == "Telefonnummer"


@pytest.mark.parametrize("change", REGISTERED)
def test_a_change_in_the_windows_is_told_on_its_step(walk: Walker, change: str) -> None:
    edit, *expected = REGISTERED[change]
    walked = walk("registrera", {SECURITY: edit})
    assert walked.drifted == set(expected)
    assert {reason for _, reason in walked.unknown} <= {"stuck"}
    first = expected[0][0]
    assert all(step >= first for step, _ in walked.unknown)
    assert all(s.after == first for s in walked.steps.values() if s.id > first and s.verdict == "not_checked")


# -- what is only otherwise ----------------------------------------------------------------------------------------

CARD_TEXT = "<h2>Återställ ditt lösenord</h2>"
CONTENT = (
    "<ol><li>Skriv din e-postadress.</li><li>Skriv tecknen.</li><li>Följ sedan anvisningarna.</li></ol>"
    '<p><a href="https://passwordreset.microsoftonline.com/">Gå till lösenordsåterställning</a></p>'
)
TOGGLE = (
    "onclick=\"const box = document.getElementById('mer'); box.hidden = !box.hidden;"
    "this.setAttribute('aria-expanded', String(!box.hidden)); return false\""
)
MORE = f'<div id="mer" hidden>{CONTENT}</div>'
ACCORDIONS = {
    "details": f"<details><summary>{RESET_LABEL}</summary>{CONTENT}</details>",
    "details with a heading": f"<details><summary><h2>{RESET_LABEL}</h2></summary>{CONTENT}</details>",
    "button": f'<h2><button aria-expanded="false" {TOGGLE}>{RESET_LABEL}</button></h2>{MORE}',
    "link": f'<a href="#" aria-expanded="false" {TOGGLE}>{RESET_LABEL}</a>{MORE}',
    "window": (
        f"<button onclick=\"document.getElementById('mer').showModal()\">{RESET_LABEL}</button>"
        f'<dialog id="mer"><h2>{RESET_LABEL}</h2>{CONTENT}<button>Stäng</button></dialog>'
    ),
    "layer": (
        f"<button onclick=\"document.getElementById('mer').hidden = false\">{RESET_LABEL}</button>"
        f'<div id="mer" hidden style="position:fixed;inset:9%;background:#fff;z-index:9"><h2>{RESET_LABEL}</h2>'
        f"{CONTENT}<button>Stäng</button></div>"
    ),
    "link as a button": f'<a href="#" role="button" aria-expanded="false" {TOGGLE}>{RESET_LABEL}</a>{MORE}',
}
CARDS = re.compile(r'<ul class="cards">.*?</ul>', re.DOTALL)


@pytest.mark.parametrize("made_as", ACCORDIONS)
def test_an_accordion_in_the_place_of_a_page_holds(walk: Walker, made_as: str) -> None:
    walked = walk("aterstall", {STAFF: swap(CARDS, ACCORDIONS[made_as])}, until="aterstall-3a")
    assert (walked.drifted, walked.unknown) == (set(), set())
    assert {c.url for c in walked.steps["aterstall-3"].claims} == {STAFF_ADDRESS}


@pytest.mark.parametrize(
    "dead",
    [
        f'<h2><button aria-expanded="false">{RESET_LABEL}</button></h2>',
        f'<a href="#" aria-expanded="false">{RESET_LABEL}</a>',
    ],
    ids=["button", "link"],
)
def test_an_accordion_that_does_not_open_is_a_change(walk: Walker, dead: str) -> None:
    walked = walk("aterstall", {STAFF: swap(CARDS, dead)}, until="aterstall-3")
    assert walked.drifted == {("aterstall-3", RESET_LABEL, "other")}


BUTTON = '<button type="button" onclick="location.href=\'/for-medarbetare/\'">'
TAB = "<button type=\"button\" onclick=\"window.open('/for-medarbetare/')\">"
OVER = "position: fixed; inset: 0; z-index: 9; background: #fff"
SURVEY = (
    f'<div role="dialog" aria-modal="true" style="{OVER}"><h2>Vad tycker du?</h2><button>Nej tack</button></div>'
    "<script>document.querySelector('.site-wrapper').inert = true</script>"
)
WALL = f'<div style="{OVER}"><div><h2>Din integritet</h2><p>Vi lagrar cookies.</p><button>Godkänn</button></div></div>'
TOLD = ("Skriv din e-postadress", "Skriv tecknen", "Följ anvisningarna")
STEPS = {
    "headings": "".join(f"<h2>Steg {n}</h2><p>{told}</p>" for n, told in enumerate(TOLD, 1)),
    "numbered texts": "".join(f"<p>{n}. {told}</p>" for n, told in enumerate(TOLD, 1)),
    "cards": "".join(f"<div><strong>Steg {n}</strong><p>{told}</p></div>" for n, told in enumerate(TOLD, 1)),
    "numbers beside texts": "".join(f"<div><b>{n}</b><span>{told}</span></div>" for n, told in enumerate(TOLD, 1)),
    "terms": f"<dl>{''.join(f'<dt>{told[-9:]}</dt><dd>{told}</dd>' for told in TOLD)}</dl>",
    "lists of one": "".join(f"<ol start={n}><li>{told}</li></ol><p>Så.</p>" for n, told in enumerate(TOLD, 1)),
    "a list after another": f"<ul><li>Ha tid.</li><li>Ha ro.</li></ul><ol><li>{'</li><li>'.join(TOLD)}</li></ol>",
}  # fmt: skip
OTHERWISE = {
    "link in a new tab": {START: in_bar('href="/for-medarbetare/"', 'href="/for-medarbetare/" target="_blank"')},
    "link without a way back": {START: in_bar('href="/for', 'rel="noopener noreferrer" target="_blank" href="/for')},
    "button that leads on": {
        START: lambda html: in_bar('<a href="/for-medarbetare/">', BUTTON)(in_bar("</a>", "</button>")(html)),
    },
    "consent banner": {
        place: swap("consent.hidden = navigator.webdriver || ", "consent.hidden = false && ")
        for place in (START, STAFF, RESET)
    },
    "hidden duplicate": {
        START: swap("</main>", f'<a style="display:none" href="/kontakt/">{STAFF_LABEL}</a></main>'),
        RESET: swap("</main>", f'<div hidden><a href="/">{ON_LABEL}</a></div></main>'),
    },
    "duplicate to the same page": {
        START: in_bar("</li>", f'</li><li><a href="/for-medarbetare/">{STAFF_LABEL}</a></li>'),
    },
    "tracking parameters": {START: in_bar('/for-medarbetare/"', '/for-medarbetare/?utm_source=start"')},
    "www": {START: in_bar('"/for-medarbetare/"', '"https://www.eslov.se/for-medarbetare"')},
    "line breaks": {START: in_bar("dig som är", "dig<br>som<br>är")},
    "survey over all of the page": {START: swap("</body>", f"{SURVEY}</body>")},
    "cookie wall": {START: swap("</body>", f"{WALL}</body>")},
    "button that opens a tab": {
        START: lambda html: in_bar('<a href="/for-medarbetare/">', f"{TAB}")(in_bar("</a>", "</button>")(html)),
    },
    **{f"steps as {made}": {RESET: swap(STEPS_LIST, html)} for made, html in STEPS.items()},
    "icon with its label in words": {START: in_bar("<span>För", "<span>arrow_forward</span><span>För")},
}  # fmt: skip


def test_a_picture_that_a_screen_reader_is_not_told_of_is_there(walk: Walker) -> None:
    assert not walk("aterstall", {PASSWORD: UNNAMED}).drifted


@pytest.mark.parametrize("otherwise", OTHERWISE)
def test_what_is_only_otherwise_raises_nothing(walk: Walker, otherwise: str) -> None:
    walked = walk("aterstall", OTHERWISE[otherwise], until="aterstall-3")
    assert (walked.drifted, walked.unknown) == (set(), set())


# -- sign-in -------------------------------------------------------------------------------------------------------


def test_security_info_is_judged_with_and_without_a_session(walk: Walker) -> None:
    walked = walk("registrera", until="registrera-1")
    lands = {c.session: c.lands for c in walked.steps["registrera-1"].claims}
    assert lands["with"] == "https://mysignins.microsoft.com/security-info"
    assert str(lands["without"]).startswith("https://login.microsoftonline.com/")


def test_security_info_that_is_open_to_anyone_is_a_change(walk: Walker) -> None:
    fault = {"url": "https://mysignins.microsoft.com/security-info", "status": 200}
    walked = walk("registrera", faults=[fault], until="registrera-2")
    found = {(c.session, c.change) for c in walked.steps["registrera-1"].claims}
    assert found == {("without", "destination"), ("with", None)}
    assert walked.steps["registrera-2"].verdict == "awaiting_review"


def test_a_sign_in_that_is_asked_for_all_the_same_sticks(walk: Walker) -> None:
    fault = {"url": "https://mysignins.microsoft.com/security-info", "redirect": "https://login.microsoftonline.com/"}
    walked = walk("registrera", faults=[fault], until="registrera-2")
    found = {(c.session, c.change) for c in walked.steps["registrera-1"].claims}
    assert found == {("without", None), ("with", "destination")}


RESET = "https://passwordreset.microsoftonline.com/"


def test_a_change_is_told_as_that_of_the_page_that_changed(walk: Walker) -> None:
    gone = [{"url": url, "status": 404} for url in (RESET, f"{walk.site.pages['app_store'].url}")]
    walked = walk("aterstall", faults=gone, until="aterstall-3")
    dead = walked.claim("aterstall-3", "Gå till lösenordsåterställning")
    assert (dead.change, dead.owner, walked.steps["aterstall-3"].owner) == ("dead", "microsoft", "eslov.se")
    stores = walk("appen", faults=gone).steps["appen-1"].claims
    assert [(claim.change, claim.owner) for claim in stores] == [("dead", "apple"), (None, "google")]
    elsewhere = {"eslov.se/for-medarbetare/aterstall-ditt-losenord": swap(f'href="{RESET}"', 'href="/kontakt/"')}
    walked = walk("aterstall", elsewhere, until="aterstall-3")
    moved = walked.claim("aterstall-3", "Gå till lösenordsåterställning")
    assert (moved.change, moved.owner) == ("destination", "eslov.se")


# -- what stands in a page's place ---------------------------------------------------------------------------------

MJAU = "<!doctype html><html lang=sv><title>Mjau</title><main><h1>Mjau</h1><p>Katten har ätit upp den.</p></main>"


def test_what_nobody_knows_the_like_of_is_quoted(walk: Walker) -> None:
    told = walk.step("aterstall-2", {STAFF: lambda _: MJAU}).claims[0]
    assert (told.verdict, told.reason, told.note) == (
        "not_checked", "unreachable", "Sidan säger: ”Mjau Katten har ätit upp den.”",
    )  # fmt: skip


def test_an_address_that_cannot_exist_shows_the_same_and_the_page_is_gone(walk: Walker) -> None:
    walk.bend({STAFF: lambda _: MJAU})
    begun = walk.begin("aterstall")
    walk.add(f"eslov.se/{walk.around.cannot_exist}/index.html", MJAU)
    told = begun.step("aterstall-2")
    begun.close()
    assert told.claims[0].change == "dead"
    assert sorted(walk.around.beside) == ["https://eslov.se/" + walk.around.cannot_exist + "/", "https://eslov.se/kontakt/"]


def test_another_page_shows_the_same_and_nothing_of_the_site_is_judged(walk: Walker) -> None:
    told = walk.step("aterstall-2", {STAFF: lambda _: MJAU, "eslov.se/kontakt": lambda _: MJAU}).claims[0]
    assert (told.verdict, told.reason) == ("not_checked", "unreachable")
    assert told.note
    assert told.note.startswith("Webbplatsen visar samma sak på en annan av sina sidor.")


def test_a_page_that_is_bare_until_its_scripts_have_drawn_it_is_the_page(walk: Walker) -> None:
    def later(html: str) -> str:
        body = re.search(r"<body.*?>(.*)</body>", html, re.DOTALL)
        assert body
        drawn = f"setTimeout(() => {{ document.body.innerHTML = {json.dumps(body[1])}; }}, 700)".replace("</", "<\\/")
        return html.replace(body[1], f"<main><h1>Ett ögonblick</h1><p>Sidan hämtas.</p></main><script>{drawn}</script>")

    assert walk.step("aterstall-2", {STAFF: later}).claims[0].verdict == "holds"
