"""Place: the thing is as it was, but not where the guide says."""

from __future__ import annotations

from collections.abc import Callable

from lxml.html import HtmlElement

from replica.drift.document import fragment, put_style, take_out, thing, unit
from replica.drift.operator import Drift, Family, Touch, drifted

_family = Family("place")
#: Where things are moved to on eslov.se: the markup that holds them there, and how it is put on the page.
Put = Callable[[HtmlElement, HtmlElement], None]


def _moved(touch: Touch, *puts: Put) -> tuple[Drift, ...]:
    def edit(put: Put) -> Callable[[HtmlElement], None]:
        def move(page: HtmlElement) -> None:
            found = thing(page, touch)
            take_out(unit(found))
            put(page, found)

        return move

    return tuple(Drift(edits=((touch.address, edit(put)),)) for put in puts)


def _into_main_menu(page: HtmlElement, found: HtmlElement) -> None:
    item = fragment("<li></li>")
    item.append(found)
    page.xpath("//*[@id='main-menu']/ul")[0].append(item)


def _into_header(page: HtmlElement, found: HtmlElement) -> None:
    page.xpath("//header")[0].append(found)


def _first_on_page(page: HtmlElement, found: HtmlElement) -> None:
    row = fragment('<p style="margin:0;padding:8px 40px;background:#4d1243"></p>')
    put_style(found, "color: #fff")
    row.append(found)
    page.find("body")[0].addnext(row)


def _into_hero_menu(page: HtmlElement, found: HtmlElement) -> None:
    menu = fragment('<nav aria-label="Genvägar" style="padding:8px 40px;background:#4d1243"><ul><li></li></ul></nav>')
    put_style(found, "color: #fff")
    menu[0][0].append(found)
    page.xpath("//main")[0].addprevious(menu)


def _into_main(page: HtmlElement, found: HtmlElement) -> None:
    menu = fragment('<nav aria-label="Undermeny" style="padding:8px;background:#4d1243"><ul><li></li></ul></nav>')
    put_style(found, "color: #fff")
    menu[0][0].append(found)
    page.xpath("//main")[0].insert(0, menu)


def _has_a_place(touch: Touch) -> bool:
    """Where the guide names no place, any place will do."""
    return touch.clicked and touch.where is not None and touch.host == "eslov.se"


@_family.breaks("other-menu", "The thing stands in another menu.", drifted("moved"), _has_a_place)
def _other_menu(touch: Touch) -> tuple[Drift, ...]:
    return _moved(touch, _into_main_menu, _into_hero_menu)


def _is_at_bottom(touch: Touch) -> bool:
    return touch.clicked and touch.where in ("bottom", "footer")


@_family.breaks("bottom-to-top", "What stood at the very bottom stands at the top.", drifted("moved"), _is_at_bottom)
def _to_top(touch: Touch) -> tuple[Drift, ...]:
    return _moved(touch, _first_on_page, _into_header, _into_hero_menu)


@_family.breaks("footer-to-menu", "What stood by the footer stands in a menu.", drifted("moved"), _is_at_bottom)
def _to_menu(touch: Touch) -> tuple[Drift, ...]:
    return _moved(touch, _into_main_menu, _into_main, _into_hero_menu)


@_family.breaks("below-to-above", "What stood below the steps stands above them.", drifted("moved"),
                lambda touch: touch.clicked and touch.where == "below steps")  # fmt: skip
def _to_above(touch: Touch) -> tuple[Drift, ...]:
    def before_steps(page: HtmlElement, found: HtmlElement) -> None:
        row = fragment("<p></p>")
        row.append(found)
        page.xpath("//article/ol")[0].addprevious(row)

    def before_all(page: HtmlElement, found: HtmlElement) -> None:
        row = fragment("<p></p>")
        row.append(found)
        page.xpath("//article/h1")[0].addnext(row)

    def by_css(page: HtmlElement, found: HtmlElement) -> None:
        row = fragment('<p style="order:-1"></p>')
        row.append(found)
        article = page.xpath("//article")[0]
        article.append(row)
        put_style(article, "display: flex; flex-direction: column")

    return _moved(touch, before_steps, before_all, by_css)


OPERATORS = tuple(_family.operators)
