"""Text: what a thing is called, and how its name is written."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace

from lxml.html import HtmlElement

from replica.drift.document import (
    call,
    fragment,
    parts,
    plain,
    put_style,
    quoted,
    shown,
    take_out,
    text_nodes,
    thing,
    unit,
    words,
)
from replica.drift.operator import Drift, Family, Touch, drifted, edits
from replica.drift.wordings import WORDINGS

_family = Family("text")

#: What a documented name is called instead, by the documented name: quite another word for it …
SYNONYMS = {wording.label: wording.title for wording in WORDINGS["synonym"]}
#: … and the same with one word of it, or one part of a word, exchanged.
ONE_WORD = {
    "För dig som är medarbetare": "För dig som är anställd",
    "Återställ ditt lösenord": "Nollställ ditt lösenord",
    "Gå till lösenordsåterställning": "Gå till lösenordsbyte",
    "Säkerhetsinformation": "Säkerhetsinställningar",
    "Lägg till inloggningsmetod": "Lägg till verifieringsmetod",
    "Telefon": "Mobiltelefon",
    "telefonnummer": "Mobilnummer",
    "kod": "Ange engångslösenord",
    "tecknen": "Ange symbolerna i bilden eller orden i ljudet. *",
    "Verifieringen är klar": "Verifieringen är slutförd",
}
#: … and what stands beside it.
NEIGHBOURS = {
    "För dig som är medarbetare": "Jobba hos oss",
    "Återställ ditt lösenord": "Webbmejl",
    "Säkerhetsinformation": "Enheter",
    "Telefon": "E-post",
    "Nästa": "Avbryt",
}
_PRODUCTS = {"Microsoft Authenticator": "Microsoft Inloggning", "Eslövs kommun": "Kommunen i Eslöv"}


def _called(touch: Touch, name: str) -> Drift:
    return Drift(edits=((touch.address, lambda page: call(page, touch, name)),), labels=(name,))


def _in(names: dict[str, str]) -> Callable[[Touch], bool]:
    return lambda touch: touch.kind in ("link", "control", "field", "message") and touch.label in names


@_family.breaks("synonym", "The name reads as a synonym.", drifted("renamed"), _in(SYNONYMS))
def _synonym(touch: Touch) -> Drift:
    return _called(touch, SYNONYMS[touch.label])


@_family.breaks("one-word", "One word of the documented name is another.", drifted("renamed"), _in(ONE_WORD))
def _one_word(touch: Touch) -> Drift:
    return _called(touch, ONE_WORD[touch.label])


def _has_words(touch: Touch) -> bool:
    """Fields are known by one word of their names, which no order of them takes away."""
    return touch.kind in ("link", "control", "message") and " " in touch.label


@_family.breaks("word-order", "The words of the name stand in another order.", drifted("renamed"), _has_words)
def _word_order(touch: Touch) -> Drift:
    rest, _, last = touch.label.rpartition(" ")
    return _called(touch, f"{last[0].upper()}{last[1:]}, {rest[0].lower()}{rest[1:]}")


def _can_be_split(touch: Touch) -> bool:
    return touch.clicked and " " in touch.label


@_family.breaks("split", "The name is split in two, each half a thing of its own.", drifted("renamed"), _can_be_split)
def _split(touch: Touch) -> Drift:
    first, _, last = touch.label.rpartition(" ")

    def edit(page: HtmlElement) -> None:
        found = thing(page, touch)
        second = deepcopy(found)
        second.attrib.pop("id", None)
        call(page, touch, first)
        unit_of = unit(found)
        outer = deepcopy(unit_of) if unit_of is not found else second
        if outer is not second:
            inner = outer[0]
            outer.replace(inner, second)
        unit_of.addnext(outer)
        for element in second.iter():
            if plain(element.text or "").casefold() == touch.label.casefold():
                element.text = last

    return Drift(edits=((touch.address, edit),), labels=(first, last))


def _neighbour(touch: Touch) -> str:
    """What the thing that it is merged with is called; empty where nothing stands beside it."""
    return "Tillbaka" if touch.window == "code_dialog" else NEIGHBOURS.get(touch.label, "")


@_family.breaks("merged", "The thing and the one beside it have become one, with both names.", drifted("renamed"),
                lambda touch: touch.clicked and _neighbour(touch) != "")  # fmt: skip
def _merged(touch: Touch) -> Drift:
    beside = _neighbour(touch)
    name = f"{beside} och {touch.label[0].lower()}{touch.label[1:]}"

    def edit(page: HtmlElement) -> None:
        other = thing(page, replace(touch, kind="control", names=(beside,)))
        call(page, touch, name)
        take_out(unit(other))

    return Drift(edits=((touch.address, edit),), labels=(name,))


def _is_one(touch: Touch) -> bool:
    return touch.kind in ("link", "control", "field", "option", "message", "picture")


@_family.breaks("deleted", "The thing is gone, and nothing else carries its name.", drifted("removed"), _is_one)
def _deleted(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        if touch.clicked:
            found = thing(page, touch)
            call(page, touch, "Mina uppgifter")
            take_out(unit(found))
            return
        for element in parts(page, touch):
            take_out(element)

    return Drift(edits=((touch.address, edit),))


def _must_be_of_its_kind(touch: Touch) -> bool:
    return touch.kind in ("link", "field") or touch.leads


@_family.breaks("on-another-control", "The name stands on a box to tick, or to choose.", drifted("role"),
                _must_be_of_its_kind)  # fmt: skip
def _on_another_control(touch: Touch) -> tuple[Drift, ...]:
    return tuple(Drift(edits=((touch.address, _as_choice(touch, type_)),)) for type_ in ("checkbox", "radio"))


def _as_choice(touch: Touch, type_: str) -> Callable[[HtmlElement], None]:
    def edit(page: HtmlElement) -> None:
        if touch.kind == "field":
            thing(page, touch).set("type", type_)
            return
        label = words(page, touch).text_content()
        found = thing(page, touch)
        found.addprevious(fragment(f'<label><input type="{type_}" name="val"> {quoted(label)}</label>'))
        take_out(found)

    return edit


def _counts(touch: Touch) -> bool:
    return touch.kind == "steps"


@_family.breaks("number-of-steps", "There is a step more, or a step less.", drifted("count"), _counts)
def _number_of_steps(touch: Touch) -> tuple[Drift, ...]:
    def more(page: HtmlElement) -> None:
        thing(page, touch).insert(0, fragment("<li>Ta fram din tjänstelegitimation.</li>"))

    def less(page: HtmlElement) -> None:
        take_out(thing(page, touch)[-1])

    def two_more(page: HtmlElement) -> None:
        found = thing(page, touch)
        found.append(fragment("<li>Bekräfta med ditt personnummer.</li>"))
        found.append(fragment("<li>Vänta på ett mejl.</li>"))

    return edits(touch, more, less, two_more)


@_family.breaks("order-of-steps", "The documented things stand in another order.", drifted("order"),
                lambda touch: touch.kind == "order")  # fmt: skip
def _order_of_steps(touch: Touch) -> tuple[Drift, ...]:
    def turned(page: HtmlElement) -> None:
        first, last = _items(page, touch)[0], _items(page, touch)[-1]
        last.addnext(first)

    def swapped(page: HtmlElement) -> None:
        first, second = _items(page, touch)[:2]
        second.addnext(first)

    def by_css(page: HtmlElement) -> None:
        items = _items(page, touch)
        put_style(items[0].getparent(), "display: flex; flex-direction: column-reverse")

    return edits(touch, turned, swapped, by_css)


def _items(page: HtmlElement, touch: Touch) -> list[HtmlElement]:
    """What holds the documented words one after the other: items of a list, else what reads just them."""
    elements = list(shown(page, touch))
    names = [name.casefold() for name in touch.names]
    items = [[e for e in elements if e.tag == "li" and name in e.text_content().casefold()] for name in names]
    named = [[unit(e) for e in elements if plain(e.text_content()).casefold() == name] for name in names]
    return [found[0] for found in (items if all(items) else named)]


def _names_a_product(touch: Touch) -> bool:
    return touch.kind == "page" and touch.label in _PRODUCTS


@_family.breaks("product-renamed", "The product has another name, in title, headings and text.", drifted("renamed"),
                _names_a_product, "page")  # fmt: skip
def _product(touch: Touch) -> Drift:
    new = _PRODUCTS[touch.label]

    def edit(page: HtmlElement) -> None:
        title = page.find("head/title")
        title.text = (title.text or "").replace(touch.label, new)
        for element, place, text in list(text_nodes(page)):
            setattr(element, place, text.replace(touch.label, new))

    return Drift(edits=((touch.opens or touch.address, edit),), labels=(new,))


OPERATORS = tuple(_family.operators)
