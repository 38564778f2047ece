"""What stands on a page beside what the guide speaks of changes nothing, however odd it is."""

from __future__ import annotations

from PIL import Image

from guidevakt.sentences import remarks
from tests.browser.walking import Edit, Walker, swap

START, RESET = "eslov.se", "passwordreset.microsoftonline.com"
LINK = "För dig som är medarbetare"

ODD = """
<p><a href="http://[kontakt_url]/">Kontakt</a> <a href="//[">Växel</a> <a href="mailto:[x]">E-post</a></p>
<svg width="200" height="40"><a href="/karta/"><text y="20">Karta</text></a></svg>
<p><a href="/torget/">Torget\x92s \x85tider</a></p> <img src="/bild.svg" width="50" alt="Bild \x96 torget">
<p id="halv"><a href="/halv/"></a></p> <iframe src="/" title="Sidan i sig själv"></iframe>
<img name="body" src="/bild.svg" alt=""> <form><input type="hidden" name="parentElement">
<input type="hidden" name="nodeType"><input type="hidden" id="firstChild"></form>
<script>
  document.querySelector('#halv a').setAttribute('aria-label', 'Halv \\ud83d tecken');
  document.querySelector('#halv').before(document.createComment('\\udc00'));
</script>
"""
TALL = "<div style='height:75000px'></div>"


def first_in_main(html: str) -> Edit:
    return swap('<main id="main-content">', f'<main id="main-content">{html}')


def test_a_link_beside_what_is_odd_holds(walk: Walker) -> None:
    assert [c.verdict for c in walk.step("aterstall-2", {START: first_in_main(ODD)}).claims] == ["holds"]


def test_a_renamed_link_is_found_beside_what_is_odd(walk: Walker) -> None:
    renamed = swap(f"<span>{LINK}</span></a></li>", "<span>För anställda</span></a></li>")
    [claim] = walk.step("aterstall-2", {START: lambda html: first_in_main(ODD)(renamed(html))}).claims

    assert (claim.change, claim.suggestion) == ("renamed", "För anställda")


def test_a_link_in_a_drawing_leads_where_it_says(walk: Walker) -> None:
    link = '<a href="/steg2"><rect width="110" height="36"/><text y="20">Nästa</text></a>'
    drawn = f'<svg width="120" height="40">{link}</svg>'
    step = walk.step("aterstall-3c", {RESET: swap('<button class="primary" type="submit">Nästa</button>', drawn)})

    assert step.verdict == "holds"


def test_a_field_may_have_any_name(walk: Walker) -> None:
    form = '<form method="post" action="/">'
    fields = '<input name="parentElement" type="hidden"><input name="closest" type="hidden">'
    step = walk.step("aterstall-3a", {RESET: swap(form, form + fields)})

    assert step.verdict == "holds"


def test_a_field_in_a_shadow_root_that_the_page_is_written_with_may_have_any_name(walk: Walker) -> None:
    form = '<form method="post" action="/">'
    own = f'<div><template shadowrootmode="open">{form}<input id="parentElement" type="hidden">'
    step = walk.step(
        "aterstall-3a", {RESET: lambda html: swap("</form>", "</form></template></div>")(swap(form, own)(html))}
    )

    assert step.verdict == "holds"
    assert step.duration_ms is not None
    assert step.duration_ms < 10_000


DEEP = """<div></div><script>{
  let at = document.currentScript.previousElementSibling;
  for (let n = 0; n < 2000; n++) at = at.appendChild(document.createElement('div'));
  at.textContent = 'Djupt';
}</script>"""


def test_a_page_that_scripts_have_nested_two_thousand_deep_is_read(walk: Walker) -> None:
    assert walk.step("aterstall-2", {START: first_in_main(DEEP)}).verdict == "holds"


ITSELF = '<iframe src="/" title="Sidan själv"></iframe>'


def test_what_a_page_shows_of_itself_in_a_frame_is_second_to_the_page(walk: Walker) -> None:
    on_reset = {RESET: swap("<main>", f"<main>{ITSELF}")}
    copy = swap('<main id="main-content">', '<main id="main-content"><iframe src="?igen"></iframe>')

    assert walk.step("aterstall-3a", on_reset).verdict == "holds"
    assert walk.step("aterstall-3c", on_reset).verdict == "holds"
    assert walk.step("aterstall-3", {"eslov.se/for-medarbetare/aterstall-ditt-losenord": copy}).verdict == "holds"


def test_of_a_page_without_a_body_nothing_is_photographed_and_the_next_step_goes_on(walk: Walker) -> None:
    step = walk.step("aterstall-2", {START: swap("</body>", "<script>document.body.remove()</script></body>")})

    assert step.verdict == "not_checked"
    assert step.reason != "fault"
    assert step.duration_ms is not None
    assert step.duration_ms < 15_000


def test_of_a_page_that_cannot_be_drawn_whole_the_place_is_shown(walk: Walker) -> None:
    [claim] = walk.step("aterstall-2", {START: first_in_main(TALL)}).claims

    assert claim.verdict == "holds"
    assert claim.box is not None
    assert claim.screenshot is not None
    with Image.open(walk.around.evidence.folder / claim.screenshot) as shot:
        x, y, width, height = claim.box
        assert shot.size == (1280, 900)
        assert 0 <= y < y + height <= 900
        colours = shot.convert("RGB").crop((int(x), int(y), int(x + width), int(y + height))).getcolors(100_000)
    assert colours is not None
    assert len(colours) > 10  # there is something in the frame


def closed(html: str) -> str:
    """What a script puts into a closed shadow root where it stands."""
    return (
        "<div></div><script>{const root = document.currentScript.previousElementSibling.attachShadow({mode: 'closed'});"
        f"root.innerHTML = {html!r};}}</script>"
    )


def test_a_consent_wall_that_cannot_be_read_is_told_as_one(walk: Walker) -> None:
    wall = '<div style="position:fixed;inset:0;background:#0009"><h2>Vi använder kakor</h2><button>Neka</button></div>'
    [claim] = walk.step("aterstall-2", {START: swap("</body>", closed(wall) + "</body>")}).claims

    assert (claim.reason, claim.note) == ("blocked", remarks.met("consent"))


def test_beside_what_cannot_be_read_a_renamed_link_is_told_and_one_within_it_is_not(walk: Walker) -> None:
    chat = closed("<p>Chatta med oss</p>")
    [gone] = walk.step("aterstall-2", {START: lambda html: first_in_main(chat)(html.replace(LINK, "Hitta hit"))}).claims
    there = closed(f'<a href="/for-medarbetare/">{LINK}</a>')
    [unread] = walk.step("aterstall-2", {START: lambda html: first_in_main(there)(html.replace(LINK, "Hit"))}).claims

    assert gone.verdict == "drifted"
    assert (unread.reason, unread.note) == ("blocked", remarks.met("closed"))
