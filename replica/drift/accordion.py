"""Accordions: what was a page of its own is unfolded where its link stood, by whatever markup."""

from __future__ import annotations

from collections.abc import Callable

from lxml.html import HtmlElement, document_fromstring, tostring

from replica.drift.document import fragment, quoted, script, take_out, thing, unit
from replica.drift.operator import Drift, Edit, Family, Touch, edits
from replica.folder import read_page
from replica.sites import FOLDER

_family = Family("structure")


def _can_unfold(touch: Touch) -> bool:
    """Only what may be clicked in any form, and leads on to another page of the site."""
    leads_on = touch.kind == "control" and touch.leads and touch.opens != touch.address
    return leads_on and (touch.opens or "").startswith(f"https://{touch.host}/")


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

        ways: tuple[Edit, ...] = (lambda page: edit(page, 0), lambda page: edit(page, 1), lambda page: edit(page, 3))
        return edits(touch, *ways)

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
