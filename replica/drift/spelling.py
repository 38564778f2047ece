"""Text that says the same: how a name is written, and what else there is to read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from lxml.html import HtmlElement

from replica.drift.document import fragment, plain, put_style, say, script, text_nodes, words
from replica.drift.operator import Drift, Family, Touch, edits

_family = Family("text")


def _is_named(touch: Touch) -> bool:
    return touch.kind in ("link", "control", "field", "option", "message")


def _rewritten(touch: Touch, *rewrites: Callable[[str], str]) -> tuple[Drift, ...]:
    """The thing's name written in other ways."""

    def edit(rewrite: Callable[[str], str]) -> Callable[[HtmlElement], None]:
        def write(page: HtmlElement) -> None:
            named = words(page, touch)
            say(named, rewrite(plain(named.text_content())))

        return write

    return tuple(Drift(edits=((touch.address, edit(rewrite)),)) for rewrite in rewrites)


@_family.leaves("case", "The name in capitals, or without any.", _is_named, reach="thing")
def _case(touch: Touch) -> tuple[Drift, ...]:
    def by_css(page: HtmlElement) -> None:
        put_style(words(page, touch), "text-transform: uppercase")

    return (*_rewritten(touch, str.upper, str.lower), Drift(edits=((touch.address, by_css),)))


@_family.leaves("unseen-signs", "No-break signs, soft hyphens and zero-width spaces in the name.", _is_named,
                reach="thing")  # fmt: skip
def _unseen(touch: Touch) -> tuple[Drift, ...]:
    return _rewritten(
        touch,
        lambda name: name.replace(" ", "\u00a0") if " " in name else f"\u2060{name}",
        lambda name: re.sub(r"(?<=\w\w)(?=\w\w)", "\u00ad", name),
        lambda name: name.replace(" ", " \u200b") + "\u200b",
    )


_SIGNS = str.maketrans({"-": "‑", "–": "—", '"': "”", "'": "’", "”": "“"})


@_family.leaves("quotes-and-dashes", "Other quotation marks and dashes all over the page.")
def _signs(touch: Touch) -> Drift:
    return _everywhere(touch, lambda text: text.translate(_SIGNS))


def _everywhere(touch: Touch, rewrite: Callable[[str], str]) -> Drift:
    def edit(page: HtmlElement) -> None:
        for element, place, text in list(text_nodes(page)):
            setattr(element, place, rewrite(text))

    return Drift(edits=((touch.address, edit),))


@_family.leaves("decomposed", "å, ä and ö as two signs each.")
def _decomposed(touch: Touch) -> Drift:
    return _everywhere(touch, lambda text: unicodedata.normalize("NFD", text))


@_family.leaves("colon-or-ellipsis", "A colon or an ellipsis after the name.", _is_named, reach="thing")
def _after(touch: Touch) -> tuple[Drift, ...]:
    return _rewritten(touch, lambda name: f"{name}:", lambda name: f"{name} …")


@_family.leaves("white-space", "Line breaks and white space in the markup.")
def _white_space(touch: Touch) -> Drift:
    return _everywhere(touch, lambda text: "\n      " + re.sub(r"\s", "\n        ", text.strip()) + "\n    "
                       if text.strip() == text else re.sub(r"\s+", "\n      ", text))  # fmt: skip


@_family.leaves("clocks-and-counters", "Dates, a clock and a counter that are others each time.")
def _clocks(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        for element, place, text in list(text_nodes(page)):
            setattr(element, place, re.sub(r"\d{1,2}(?= (november|december|januari|september|mars)\b)", "27", text))
        page.find("body").append(fragment(
            '<p style="margin:240px 0 0">Klockan är <span id="klockan"></span> och du är besökare 48 211.</p>'
        ))  # fmt: skip
        script(page, "setInterval(() => { document.getElementById('klockan').textContent ="
                     " new Date().toLocaleTimeString('sv-SE'); }, 250);")  # fmt: skip

    return Drift(edits=((touch.address, edit),))


@_family.leaves("greeting", "The user is greeted by name.")
def _greeting(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        found = page.xpath("//header")
        if touch.host == "mysignins.microsoft.com" and found:
            say(found[0][-1], "Hej, Kim Övningsson!")
            return
        page.find("body")[0].append(fragment("<span> · Hej, Kim Övningsson!</span>"))

    return Drift(edits=((touch.address, edit),))


@_family.leaves("rotated-news", "The news are others, in another order.",
                lambda touch: touch.address == "https://eslov.se/")  # fmt: skip
def _rotated(touch: Touch) -> tuple[Drift, ...]:
    def edit(page: HtmlElement, title: str) -> None:
        for news in page.xpath("//*[@class='news']"):
            news.insert(0, news[-1])
            say(news[0].xpath(".//h3/a")[0], title)

    return edits(
        touch,
        lambda page: edit(page, "Nytt för dig som är medarbetare i kommunen"),
        lambda page: edit(page, "Så blir det nya året för Eslövs kommun"),
    )


OPERATORS = tuple(_family.operators)
