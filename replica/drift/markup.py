"""Structure that means the same: how things are marked up, and what stands beside them."""

from __future__ import annotations

import re
from copy import deepcopy
from functools import partial

from lxml.html import HtmlElement

from replica.drift.consent import of_the_town
from replica.drift.document import fragment, holder, plain, quoted, thing, unit, words, wrap
from replica.drift.operator import Drift, Family, Touch, edits, is_clicked

_family = Family("structure")


def everything(page: HtmlElement) -> list[HtmlElement]:
    return [e for e in page.find("body").iter() if isinstance(e.tag, str) and e.tag not in ("script", "style")]


@_family.leaves("hashed-classes", "Class names with a new hash after each build.")
def _hashed(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        for number, element in enumerate(everything(page)):
            element.set("class", f"{element.get('class', '')} css-{number * 7919 % 65521:04x}".strip())

    return edits(touch, edit)[0]


@_family.leaves("generated-ids", "Ids that a framework has made anew.")
def _generated(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        code = " ".join(e.text or "" for e in page.iter("script"))
        old = {e.get("for") or e.get("aria-labelledby") or e.get("aria-describedby") for e in everything(page)} - {None}
        new = {id: f"r{number}-{id[::-1]}" for number, id in enumerate(sorted(map(str, old))) if id not in code}
        for number, element in enumerate(everything(page)):
            for name in ("id", "for", "aria-labelledby", "aria-describedby"):
                if element.get(name) in new:
                    element.set(name, new[element.get(name)])
            if not element.get("id") and element.tag in ("div", "li", "p", "span"):
                element.set("id", f":r{number:x}:")

    return edits(touch, edit)[0]


def _is_thing(touch: Touch) -> bool:
    return touch.kind in ("link", "control", "field", "message", "picture")


@_family.leaves("wrapper", "Another <div> around the thing.", _is_thing, reach="thing")
def _wrapper(touch: Touch) -> Drift:
    return edits(touch, lambda page: wrap([thing(page, touch)], "<div></div>"))[0]


@_family.leaves("attribute-order", "The attributes in another order.")
def _attribute_order(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        for element in everything(page):
            pairs = list(reversed(element.items()))
            element.attrib.clear()
            for name, value in pairs:
                element.set(name, value)

    return edits(touch, edit)[0]


@_family.leaves("data-attributes", "data-* on everything.")
def _data(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        for number, element in enumerate(everything(page)):
            element.set("data-testid", f"e{number}")
            element.set("data-tracking", "{}")

    return edits(touch, edit)[0]


@_family.leaves("link-or-button", "A link has become a button with the same name and target, or a button a link.",
                lambda touch: touch.leads or touch.kind == "control", reach="thing", seen=True)  # fmt: skip
def _link_or_button(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        found = thing(page, touch)
        if found.tag == "a":
            target = found.attrib.pop("href")
            found.tag = "button"
            found.set("type", "button")
            found.set("onclick", f"location.href = {target!r}")
            return
        sends = "this.closest('form').requestSubmit();" if found.attrib.pop("type") == "submit" else ""
        found.tag = "a"
        found.set("href", "#")
        found.set("onclick", f"event.preventDefault(); {sends}")

    return edits(touch, edit)[0]


@_family.leaves("sibling-before", "Something of the same kind has come before the thing.", _is_thing,
                reach="thing", seen=True)  # fmt: skip
def _sibling(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        found = thing(page, touch)
        if not touch.clicked:
            found.addprevious(fragment("<p>Så här går det till.</p>"))
            return
        other = deepcopy(unit(found))
        for element in other.iter("a", "button"):
            for name in ("id", "data-oppnar", "aria-current"):
                element.attrib.pop(name, None)
            if element.tag == "a":
                element.set("href", "/nyheter/")
            else:
                element.set("type", "button")
        named = holder(other, touch.label)
        for child in list(named):
            named.remove(child)
        named.text = "Vanliga frågor"
        unit(found).addprevious(other)

    return edits(touch, edit)[0]


@_family.leaves("footer-reordered", "The footer's and the bottom menu's other links stand in another order.",
                of_the_town)  # fmt: skip
def _footer(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        for row in page.xpath("//footer/div | //nav[@class='help-menu']/ul"):
            row.insert(0, row[-1])

    return edits(touch, edit)[0]


@_family.leaves("hidden-duplicate", "The same link stands once more in the closed menu of narrow windows.", is_clicked)
def _duplicate(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        menu = (
            f'<nav aria-label="Meny" aria-hidden="true" hidden><ul><li><a href="{quoted(touch.opens or "/")}">'
            f"{quoted(touch.label)}</a></li></ul></nav>"
        )
        page.find("body").insert(1, fragment(menu))

    return edits(touch, edit)[0]


@_family.leaves("labelled-icon", "An icon with a label of its own stands in the link or button.", is_clicked,
                reach="thing")  # fmt: skip
def _icon(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        icon = fragment('<span role="img" aria-label="Ikon: Gå framåt"></span>')
        found = thing(page, touch)
        icon.tail, found.text = found.text, None
        found.insert(0, icon)

    return edits(touch, edit)[0]


@_family.leaves("name-goes-on", "A card: the link's name goes on after the title.",
                lambda touch: touch.leads and not touch.picture, reach="thing")  # fmt: skip
def _card(touch: Touch) -> tuple[Drift, ...]:
    def edit(page: HtmlElement, more: str) -> None:
        named = words(page, touch)
        text = plain(named.text_content())
        for child in list(named):
            named.remove(child)
        named.text = None
        if not re.fullmatch("h[1-6]", named.tag):
            title = fragment("<h3></h3>")
            title.text = text
            named.append(title)
            named.append(fragment(f"<p>{more}</p>"))
            return
        named.text = text
        named.addnext(fragment(f"<p>{more}</p>"))

    tellings = ("Allt du behöver, samlat på ett ställe.", "Läs mer. Uppdaterad 3 september 2026")
    return edits(touch, *(partial(edit, more=more) for more in tellings))


OPERATORS = tuple(_family.operators)
