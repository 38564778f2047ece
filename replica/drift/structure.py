"""Attributes and structure: what a thing is, where its markup stands, and what stands next to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy

from lxml.html import HtmlElement, document_fromstring, tostring

from replica.drift.consent import of_the_town
from replica.drift.document import (
    fragment,
    holder,
    label_of,
    parts,
    plain,
    put_style,
    quoted,
    script,
    take_out,
    thing,
    unit,
    words,
    wrap,
)
from replica.drift.operator import Drift, Edit, Family, Touch, drifted
from replica.drift.served import OTHER_PRODUCT
from replica.folder import read_page
from replica.sites import FOLDER

_family = Family("structure")


def _edit(touch: Touch, *edits: Edit, labels: tuple[str, ...] = ()) -> tuple[Drift, ...]:
    return tuple(Drift(edits=((touch.address, edit),), labels=labels) for edit in edits)


def is_clicked(touch: Touch) -> bool:
    return touch.clicked


@_family.breaks("other-href", "The same text leads to another page.", drifted("destination"),
                lambda touch: touch.leads)  # fmt: skip
def _other_href(touch: Touch) -> tuple[Drift, ...]:
    return _edit(
        touch,
        lambda page: thing(page, touch).set("href", "/kontakt/"),
        lambda page: thing(page, touch).set("href", OTHER_PRODUCT),
    )


def _can_be_disabled(touch: Touch) -> bool:
    return touch.kind in ("link", "control", "field", "option")


@_family.breaks("disabled", "The thing cannot be clicked, chosen or filled in.", drifted("disabled"), _can_be_disabled)
def _disabled(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        found = thing(page, touch)
        if found.tag == "a":
            found.set("aria-disabled", "true")
            found.set("onclick", "event.preventDefault()")
        else:
            found.set("disabled", "")

    return _edit(touch, edit)[0]


def _can_be_seen(touch: Touch) -> bool:
    return touch.kind in ("link", "control", "field", "message", "picture")


@_family.breaks("hidden", "The thing is there, with display:none.", drifted("hidden"), _can_be_seen)
def _hidden(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        for element in parts(page, touch):
            put_style(element, "display: none")

    return _edit(touch, edit)[0]


@_family.breaks("plain-text", "The thing has become plain text.", drifted("role"), is_clicked)
def _plain_text(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        found = thing(page, touch)
        text = holder(found, touch.label).text_content()
        found.addprevious(fragment(f"<span>{quoted(text.strip())}</span>"))
        take_out(found)

    return _edit(touch, edit)[0]


def _is_field(touch: Touch) -> bool:
    return touch.kind == "field"


@_family.breaks("other-type", "The field takes a password, or a date, and no text.", drifted("role"), _is_field)
def _other_type(touch: Touch) -> tuple[Drift, ...]:
    return _edit(
        touch,
        lambda page: thing(page, touch).set("type", "password"),
        lambda page: thing(page, touch).set("type", "date"),
    )


@_family.breaks("other-aria-label", "What is read aloud is another name than what is seen.", drifted("renamed"),
                lambda touch: touch.kind in ("link", "control", "field"))  # fmt: skip
def _other_aria_label(touch: Touch) -> Drift:
    name = "Läs mer på vår sida" if touch.clicked else "Fritext"
    return _edit(touch, lambda page: thing(page, touch).set("aria-label", name), labels=(name,))[0]


def _can_be_tucked(touch: Touch) -> bool:
    return touch.kind in ("link", "control", "field")


@_family.breaks("behind-more", "The thing stands behind a closed ”Visa mer”.", drifted("moved"), _can_be_tucked)
def _behind_more(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        found = parts(page, touch)
        shell = "<li><details><summary>Visa mer</summary></details></li>"
        is_item = found[0].tag == "li"
        outer = wrap([found[0]] if is_item else found, shell if is_item else shell[4:-5], "details" if is_item else ".")
        if is_item:  # a list item stands in no <details>
            item = outer.find("details/li")
            for child in list(item):
                item.addprevious(child)
            take_out(item)

    return _edit(touch, edit)[0]


_OPENER = '<button type="button" onclick="document.getElementById(\'val\').showModal()">Fler val</button>'


@_family.breaks("in-a-dialog", "The thing stands in a window that a button opens.", drifted("moved"),
                lambda touch: _can_be_tucked(touch) and not touch.window)  # fmt: skip
def _in_a_dialog(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        found = parts(page, touch)
        opener = fragment(_OPENER)
        place = found[0]
        if place.tag == "li":
            shell = fragment("<li></li>")
            shell.append(opener)
            place.addprevious(shell)
            found = list(place)
            take_out(place)
        else:
            place.addprevious(opener)
        window = fragment('<dialog id="val" aria-label="Fler val"></dialog>')
        (place if place.tag == "form" else opener.getparent()).append(window)
        for element in found:
            window.append(element)

    return _edit(touch, edit)[0]


@_family.breaks("two-equal", "There are two by the same name, and they lead to different places.", drifted("ambiguous"),
                is_clicked)  # fmt: skip
def _two_equal(touch: Touch) -> tuple[Drift, ...]:
    def edit(page: HtmlElement, after: bool) -> None:
        found = thing(page, touch)
        other = deepcopy(unit(found))
        for element in other.iter("a", "button"):
            element.attrib.pop("id", None)
            element.attrib.pop("data-oppnar", None)
            if element.tag == "a":
                element.set("href", "/kontakt/")
            else:
                element.set("type", "button")
                element.set("onclick", "location.hash = 'annat'")
        (unit(found).addnext if after else unit(found).addprevious)(other)

    return _edit(touch, lambda page: edit(page, True), lambda page: edit(page, False))


@_family.breaks("new-mandatory-field", "A new field must be filled in.", drifted("count"), _is_field, "page")
def _new_mandatory(touch: Touch) -> tuple[Drift, ...]:
    def edit(page: HtmlElement, before: bool) -> None:
        own = parts(page, touch)
        added = [
            fragment('<label class="label-331" for="anst">Anställningsnummer *</label>'),
            fragment('<input class="field-332" id="anst" name="anst" type="text" required>'),
        ]
        for element in added if before else reversed(added):
            (own[0].addprevious if before else own[-1].addnext)(element)

    return _edit(touch, lambda page: edit(page, False), lambda page: edit(page, True))


@_family.breaks("fields-swapped", "The two fields stand in the other order.", drifted("order"),
                lambda touch: _is_field(touch) and touch.where in ("first", "second"), "page")  # fmt: skip
def _swapped(touch: Touch) -> tuple[Drift, ...]:
    def fields(page: HtmlElement) -> tuple[HtmlElement, HtmlElement]:
        own = thing(page, touch)
        inputs = [e for e in own.getparent() if e.tag == "input"]
        return inputs[0], inputs[1]

    def by_markup(page: HtmlElement) -> None:
        first, second = fields(page)
        told = label_of(second)
        assert told is not None
        one = label_of(first)
        assert one is not None
        one.addprevious(told)
        one.addprevious(second)

    def by_css(page: HtmlElement) -> None:
        first, second = fields(page)
        put_style(first.getparent(), "display: flex; flex-direction: column; align-items: start")
        for element in (label_of(second), second):
            assert element is not None
            put_style(element, "order: -1")

    return _edit(touch, by_markup, by_css)


# -- benign ----------------------------------------------------------------------------------------------------------


def everything(page: HtmlElement) -> list[HtmlElement]:
    return [e for e in page.find("body").iter() if isinstance(e.tag, str) and e.tag not in ("script", "style")]


@_family.leaves("hashed-classes", "Class names with a new hash after each build.")
def _hashed(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        for number, element in enumerate(everything(page)):
            element.set("class", f"{element.get('class', '')} css-{number * 7919 % 65521:04x}".strip())

    return _edit(touch, edit)[0]


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

    return _edit(touch, edit)[0]


def _is_thing(touch: Touch) -> bool:
    return touch.kind in ("link", "control", "field", "message", "picture")


@_family.leaves("wrapper", "Another <div> around the thing.", _is_thing, reach="thing")
def _wrapper(touch: Touch) -> Drift:
    return _edit(touch, lambda page: wrap([thing(page, touch)], "<div></div>"))[0]


@_family.leaves("attribute-order", "The attributes in another order.")
def _attribute_order(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        for element in everything(page):
            pairs = list(reversed(element.items()))
            element.attrib.clear()
            for name, value in pairs:
                element.set(name, value)

    return _edit(touch, edit)[0]


@_family.leaves("data-attributes", "data-* on everything.")
def _data(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        for number, element in enumerate(everything(page)):
            element.set("data-testid", f"e{number}")
            element.set("data-tracking", "{}")

    return _edit(touch, edit)[0]


@_family.leaves("link-or-button", "A link has become a button with the same name and target.",
                lambda touch: touch.leads, reach="thing")  # fmt: skip
def _link_or_button(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        found = thing(page, touch)
        target = found.attrib.pop("href")
        found.tag = "button"
        found.set("type", "button")
        found.set("onclick", f"location.href = {target!r}")

    return _edit(touch, edit)[0]


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

    return _edit(touch, edit)[0]


@_family.leaves("footer-reordered", "The footer's and the bottom menu's other links stand in another order.",
                of_the_town)  # fmt: skip
def _footer(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        for row in page.xpath("//footer/div | //nav[@class='help-menu']/ul"):
            row.insert(0, row[-1])

    return _edit(touch, edit)[0]


@_family.leaves("hidden-duplicate", "The same link stands once more in the closed menu of narrow windows.", is_clicked)
def _duplicate(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        menu = (
            f'<nav aria-label="Meny" aria-hidden="true" hidden><ul><li><a href="{quoted(touch.opens or "/")}">'
            f"{quoted(touch.label)}</a></li></ul></nav>"
        )
        page.find("body").insert(1, fragment(menu))

    return _edit(touch, edit)[0]


@_family.leaves("labelled-icon", "An icon with a label of its own stands in the link or button.", is_clicked,
                reach="thing", seen=True)  # fmt: skip
def _icon(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        icon = fragment('<span role="img" aria-label="Ikon: Gå framåt"></span>')
        found = thing(page, touch)
        icon.tail, found.text = found.text, None
        found.insert(0, icon)

    return _edit(touch, edit)[0]


@_family.leaves("name-goes-on", "A card: the link's name goes on after the title.", lambda touch: touch.leads,
                reach="thing")  # fmt: skip
def _card(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        named = words(page, touch)
        text = plain(named.text_content())
        for child in list(named):
            named.remove(child)
        named.text = None
        if not re.fullmatch("h[1-6]", named.tag):
            title = fragment("<h3></h3>")
            title.text = text
            named.append(title)
            named.append(fragment("<p>Allt du behöver, samlat på ett ställe.</p>"))
            return
        named.text = text
        named.addnext(fragment("<p>Allt du behöver, samlat på ett ställe.</p>"))

    return _edit(touch, edit)[0]


def _can_unfold(touch: Touch) -> bool:
    """Only what may be clicked in any form, and leads on within the site."""
    return touch.kind == "control" and touch.leads and (touch.opens or "").startswith(f"https://{touch.host}/")


def _accordion(markup: str) -> Callable[[Touch], tuple[Drift, ...]]:
    """The page that the thing leads to, unfolded beneath it instead: alone, and among others of its kind."""

    def drifts(touch: Touch) -> tuple[Drift, ...]:
        def edit(page: HtmlElement, others: int) -> None:
            found = unit(thing(page, touch))
            place = found.getparent() if found.tag == "li" else found
            for number in range(others):
                other = _filled(markup, f"Vanliga frågor {number + 1}", "<p>Fråga oss gärna.</p>", number)
                place.addprevious(fragment(other))
            place.addprevious(fragment(_filled(markup, touch.label, _article(touch), 9)))
            take_out(found)
            script(page, _UNFOLD)

        return _edit(touch, lambda page: edit(page, 0), lambda page: edit(page, 1), lambda page: edit(page, 3))

    return drifts


_UNFOLD = """for (const head of document.querySelectorAll("[aria-controls^=lada]"))
head.addEventListener("click", event => {
  event.preventDefault();
  const open = head.getAttribute("aria-expanded") !== "true";
  head.setAttribute("aria-expanded", String(open));
  document.getElementById(head.getAttribute("aria-controls")).hidden = !open;
});"""


def _filled(markup: str, label: str, inside: str, number: int) -> str:
    return markup.format(label=quoted(label), inside=inside, id=f"lada-{number}")


def _article(touch: Touch) -> str:
    """What the page that is led to says, without its main heading."""
    host, _, path = (touch.opens or "").removeprefix("https://").partition("/")
    answer = read_page(FOLDER, host, f"/{path}")
    assert answer is not None
    article: HtmlElement = document_fromstring(answer.body.decode()).find(".//article")
    return "".join(tostring(e, encoding="unicode") for e in article if e.tag != "h1")


_family.leaves("accordion-details", "The page is unfolded from a <details>.", _can_unfold, reach="thing")(
    _accordion("<details><summary>{label}</summary><div>{inside}</div></details>")
)
_family.leaves("accordion-button", "The page is unfolded by a button with aria-expanded.", _can_unfold, reach="thing")(
    _accordion(
        '<div><h2><button type="button" aria-expanded="false" aria-controls="{id}">{label}</button></h2>'
        '<div id="{id}" hidden>{inside}</div></div>'
    )
)
_family.leaves("accordion-link", "The page is unfolded by a link with aria-expanded.", _can_unfold, reach="thing")(
    _accordion(
        '<div><a href="#{id}" aria-expanded="false" aria-controls="{id}">{label}</a>'
        '<div id="{id}" hidden>{inside}</div></div>'
    )
)


OPERATORS = tuple(_family.operators)
