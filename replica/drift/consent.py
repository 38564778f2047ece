"""Consent, and things that come and go on a page."""

from __future__ import annotations

from functools import partial

from lxml.html import HtmlElement

from replica.drift.document import fragment, say, script
from replica.drift.operator import Drift, Edit, Family, Touch, edits
from replica.drift.served import OTHER_PRODUCT
from replica.drift.wordings import WORDINGS, Wording
from replica.overlay import Fault

_family = Family("consent")
_BOX = "position:fixed;{place};width:320px;padding:16px;border:1px solid #999;background:#fff;z-index:20"
#: Whose names nobody can look up, as behind a blocker or when they are down.
_DOWN = "matning.example"


def _banner(said: Wording) -> str:
    buttons = "".join(f'<button type="button">{name}</button>' for name in said.buttons)
    style = _BOX.format(place="right:24px;bottom:24px")
    return (
        f'<div id="cc-main" role="region" aria-label="{said.title}" style="{style}">'
        f"<h2>{said.heading or said.title}</h2><p>{said.text}</p>{buttons}</div>"
    )


def _put_banner(page: HtmlElement, said: Wording) -> None:
    for old in page.xpath("//*[@id='cc-main']"):
        old.set("id", "cc-gammal")
        old.set("aria-label", "")
        for button in old.iter("button"):
            button.attrib.pop("data-samtycke", None)
    page.find("body").append(fragment(_banner(said)))


def of_the_town(touch: Touch) -> bool:
    """Does the promise stand on the municipality's own site?"""
    return touch.host == "eslov.se"


@_family.leaves("consent-shown", "The banner about cookies is shown.")
def _shown(touch: Touch) -> tuple[Drift, ...]:
    def late(page: HtmlElement) -> None:
        _put_banner(page, WORDINGS["consent"][0])
        script(page, "const ruta = document.getElementById('cc-main'); ruta.remove();"
                     " setTimeout(() => document.body.append(ruta), 400);")  # fmt: skip

    def once(page: HtmlElement) -> None:
        _put_banner(page, WORDINGS["consent"][0])
        script(page, "document.querySelectorAll('#cc-main').forEach(e => { e.hidden = false; });")

    return edits(touch, once, late)


@_family.leaves("consent-gone", "The banner about cookies is gone from the page.", of_the_town)
def _gone(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        for old in page.xpath("//*[@id='cc-main']"):
            say(old, "")
            old.attrib.pop("role", None)
            old.attrib.pop("aria-label", None)

    return edits(touch, edit)[0]


@_family.leaves("consent-reworded", "The banner says it in other words, and is a window.")
def _reworded(touch: Touch) -> tuple[Drift, ...]:
    def edit(page: HtmlElement, said: Wording) -> None:
        _put_banner(page, said)
        page.xpath("//*[@id='cc-main']")[0].set("role", "dialog")
        script(page, "document.querySelectorAll('#cc-main').forEach(e => { e.hidden = false; });")

    return edits(touch, *(partial(edit, said=said) for said in WORDINGS["consent"]))


@_family.leaves("survey", "A survey pops up.")
def _survey(touch: Touch) -> tuple[Drift, ...]:
    return edits(touch, *(_comes_late(_window(said)) for said in WORDINGS["survey"]))


def _window(said: Wording) -> str:
    buttons = "".join(f'<button type="button">{name}</button>' for name in said.buttons)
    box = _BOX.format(place="left:16px;bottom:16px")
    return (
        f'<div role="dialog" aria-label="{said.title}" style="{box}"><h2>{said.title}</h2><p>{said.text}</p>'
        f"{buttons}</div>"
    )


def _comes_late(markup: str) -> Edit:
    def edit(page: HtmlElement) -> None:
        script(page, f"setTimeout(() => document.body.insertAdjacentHTML('beforeend', {markup!r}), 150);")

    return edit


@_family.leaves("chat", "A bubble to chat in.")
def _chat(touch: Touch) -> Drift:
    (said,) = WORDINGS["chat"]
    markup = (
        f'<button type="button" aria-label="{said.title}" style="position:fixed;right:20px;bottom:20px;width:64px;'
        f'height:64px;border-radius:50%;z-index:20">{said.text}</button>'
    )
    return edits(touch, _comes_late(markup))[0]


@_family.leaves("carousel", "Pictures and links that take turns.", of_the_town)
def _carousel(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        page.find("body").xpath("//main")[0].insert(0, fragment(
            '<section aria-roledescription="carousel" aria-label="Aktuellt">'
            '<a href="/nyheter/">Sommarjobb 2027</a></section>'
        ))  # fmt: skip
        script(page, "const bilder = ['Sommarjobb 2027', 'Jul på torget', 'Öppet hus'];"
                     "const lank = document.querySelector('[aria-roledescription=carousel] a'); let n = 0;"
                     "setInterval(() => { lank.textContent = bilder[++n % 3]; }, 120);")  # fmt: skip

    return edits(touch, edit)[0]


@_family.leaves("ad", "A slot with something else in it each time.", of_the_town)
def _ad(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        page.xpath("//main")[0].addprevious(fragment(
            '<aside aria-label="Annons" style="height:180px;background:#cde"><a href="https://annan-tjanst.example/">'
            "Din lokala bank</a></aside>"
        ))  # fmt: skip

    def first(page: HtmlElement) -> None:
        say(page.xpath("//aside/a")[0], "Bilar för dig som är medarbetare")

    return Drift(edits=((touch.address, edit),), first=((touch.address, first),))


@_family.leaves("notice-on-top", "A notice for the whole site stands on top.")
def _notice(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        page.find("body")[0].addnext(fragment(
            '<div role="alert" style="padding:12px 40px;background:#fff4cc"><h2>Driftstörning</h2>'
            "<p>Telefonväxeln har problem i dag.</p></div>"
        ))  # fmt: skip

    return edits(touch, edit)[0]


@_family.leaves("analytics-blocked", "What counts visitors cannot be had.")
def _analytics(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        page.find("head").append(fragment(f'<script src="https://{_DOWN}/a.js"></script>'))
        script(page, f"fetch('https://{_DOWN}/sidvisning', {{method: 'POST', keepalive: true}}).catch(() => 0);"
                     " besok.starta();")  # fmt: skip

    return edits(touch, edit)[0]


@_family.leaves("font-down", "A font's host is down.")
def _font(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        page.find("head").append(fragment(f'<link rel="stylesheet" href="https://{_DOWN}/typsnitt.css">'))
        page.find("head").append(fragment(
            f"<style>@font-face {{ font-family: Ny; src: url(https://{_DOWN}/ny.woff2) }}"
            ' body { font-family: Ny, "Source Sans Pro", sans-serif !important }</style>'
        ))  # fmt: skip

    return edits(touch, edit)[0]


@_family.leaves("map-down", "The host of a map or a film is down, or never answers.")
def _map(touch: Touch) -> tuple[Drift, ...]:
    def edit(page: HtmlElement, host: str) -> None:
        page.find("body").append(fragment(
            f'<div style="padding-top:1200px"><iframe src="{host}karta" title="Karta"></iframe>'
            f'<video src="{host}film.mp4"></video></div>'
        ))  # fmt: skip

    silent = tuple(Fault(url=f"{OTHER_PRODUCT}{name}", hang=True) for name in ("karta", "film.mp4"))
    return (
        *edits(touch, lambda page: edit(page, f"https://{_DOWN}/")),
        *(drift + Drift(faults=silent) for drift in edits(touch, lambda page: edit(page, OTHER_PRODUCT))),
    )


OPERATORS = tuple(_family.operators)
