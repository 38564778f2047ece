"""Looking at a page: the same page looks the same twice, and what stands in fields is not kept."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from guidevakt import capture
from guidevakt.snapshot import Snapshot


def looked(page: Page, html: str) -> Snapshot:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("https://eslov.se/kontakt/")
    page.evaluate("html => { document.body.innerHTML = html; }", html)
    return capture.look(page, 200, picture=False).snapshot


VALUES = (
    "<input aria-label=E-post value=anna@eslov.se><textarea aria-label=Text>hemligt</textarea>"
    "<input type=password aria-label=Lösenord value=hunter2><input type=search aria-label=Sök value=sökord>"
    "<input type=number aria-label=Antal value=4711><div role=textbox aria-label=Fri contenteditable>fritext</div>"
)


def test_what_stands_in_fields_never_reaches_a_look(page: Page) -> None:
    told = repr(looked(page, VALUES))
    assert "E-post" in told
    assert [v for v in ("anna", "hemligt", "hunter2", "sökord", "4711", "fritext") if v in told] == []


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
