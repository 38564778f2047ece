"""Attributes and structure: what a thing is, where its markup stands, and what stands next to it."""

from __future__ import annotations

from copy import deepcopy

from lxml.html import HtmlElement

from replica.drift.document import (
    fragment,
    holder,
    label_of,
    parts,
    put_style,
    quoted,
    take_out,
    thing,
    unit,
    wrap,
)
from replica.drift.operator import Drift, Family, Touch, drifted, edits, is_clicked
from replica.drift.served import OTHER_PRODUCT
from replica.folder import read_page
from replica.sites import FOLDER

_family = Family("structure")


@_family.breaks("other-href", "The same text leads to another page.", drifted("destination"),
                lambda touch: touch.leads)  # fmt: skip
def _other_href(touch: Touch) -> tuple[Drift, ...]:
    another = "/kontakt/" if read_page(FOLDER, touch.host, "/kontakt/") else "/"
    return edits(
        touch,
        lambda page: thing(page, touch).set("href", another),
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

    return edits(touch, edit)[0]


def _can_be_seen(touch: Touch) -> bool:
    return touch.kind in ("link", "control", "field", "message", "picture")


@_family.breaks("hidden", "The thing is there, with display:none.", drifted("hidden"), _can_be_seen)
def _hidden(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        for element in parts(page, touch):
            put_style(element, "display: none")

    return edits(touch, edit)[0]


@_family.breaks("plain-text", "The thing has become plain text.", drifted("role"), is_clicked)
def _plain_text(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        found = thing(page, touch)
        text = holder(found, touch.label).text_content()
        found.addprevious(fragment(f"<span>{quoted(text.strip())}</span>"))
        take_out(found)

    return edits(touch, edit)[0]


def _is_field(touch: Touch) -> bool:
    return touch.kind == "field"


@_family.breaks("other-type", "The field takes a password, or a date, and no text.", drifted("role"), _is_field)
def _other_type(touch: Touch) -> tuple[Drift, ...]:
    return edits(
        touch,
        lambda page: thing(page, touch).set("type", "password"),
        lambda page: thing(page, touch).set("type", "date"),
    )


@_family.breaks("other-aria-label", "What is read aloud is another name than what is seen.", drifted("renamed"),
                lambda touch: touch.kind in ("link", "control", "field"))  # fmt: skip
def _other_aria_label(touch: Touch) -> Drift:
    name = "Läs mer på vår sida" if touch.clicked else "Fritext"
    return edits(touch, lambda page: thing(page, touch).set("aria-label", name), labels=(name,))[0]


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

    return edits(touch, edit)[0]


_OPENER = '<button type="button" onclick="document.getElementById(\'val\').showModal()">Genvägar</button>'


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
        window = fragment('<dialog id="val" aria-label="Genvägar"></dialog>')
        (place if place.tag == "form" else opener.getparent()).append(window)
        for element in found:
            window.append(element)

    return edits(touch, edit)[0]


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

    return edits(touch, lambda page: edit(page, True), lambda page: edit(page, False))


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

    before = edits(touch, lambda page: edit(page, True))
    if touch.where == "first":
        return before  # after it, the first field is still the first: it is the next step's sentence that is untrue
    return edits(touch, lambda page: edit(page, False)) + before


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

    return edits(touch, by_markup, by_css)


OPERATORS = tuple(_family.operators)
