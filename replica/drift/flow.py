"""Flow: another page or click in between, or a window that does not open."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlsplit

from lxml.html import HtmlElement, tostring

from replica.drift.document import fragment, scope, script, take_out, thing, unit
from replica.drift.network import at, opens
from replica.drift.operator import Drift, Family, Touch, drifted, edits
from replica.drift.served import OTHER_PRODUCT
from replica.drift.wordings import WORDINGS, pages
from replica.overlay import Fault
from replica.sites import SIGN_IN

_family = Family("flow")


def _is_sign_in(touch: Touch) -> bool:
    return touch.kind == "page" and touch.session == "without"


@_family.breaks("new-sign-in", "The sign-in page has been replaced by a new flow.", drifted("destination"), _is_sign_in,
                "address")  # fmt: skip
def _new_sign_in(touch: Touch) -> tuple[Drift, ...]:
    return (
        *(Drift(pages={SIGN_IN: page}) for page in pages("sign-in")),
        Drift(faults=(Fault(url=SIGN_IN, redirect=OTHER_PRODUCT),)),
    )


def _is_passed(touch: Touch) -> bool:
    return opens(touch)


@_family.breaks("page-between", "A page with a way on comes before the documented one.", drifted("other"), _is_passed,
                "address")  # fmt: skip
def _between(touch: Touch) -> tuple[Drift, ...]:
    address = urlsplit(at(touch))
    between = address._replace(path="/nytt-hos-oss/", query="").geturl()
    way_on = address._replace(query="vidare=1" if not address.query else f"{address.query}&vidare=1").geturl()
    faults = (Fault(url=way_on, delay_ms=1), Fault(url=at(touch), redirect=between))
    shown = pages("between", address.hostname or "", way_on)
    return tuple(Drift(pages={between: page}, faults=faults) for page in shown)


def _is_dialog(touch: Touch) -> bool:
    return touch.kind == "dialog"


@_family.breaks("no-dialog", "The window no longer opens.", drifted("other"), _is_dialog, "page")
def _no_dialog(touch: Touch) -> tuple[Drift, ...]:
    def deaf(page: HtmlElement) -> None:
        script(page, "const knapp = document.getElementById('lagg-till'); knapp.replaceWith(knapp.cloneNode(true));")

    def gone(page: HtmlElement) -> None:
        say_nothing = scope(page, touch)
        for child in list(say_nothing):
            take_out(child)

    def fails(page: HtmlElement) -> None:
        script(page, "window.show = () => { throw new Error('chunk 417 could not be loaded'); };")

    return edits(touch, deaf, gone, fails)


def _is_a_choice(touch: Touch) -> bool:
    return touch.kind == "control" and not touch.leads


@_family.breaks("further-click", "”Another way” must be clicked before the thing is there.", drifted("other"),
                _is_a_choice)  # fmt: skip
def _further_click(touch: Touch) -> tuple[Drift, ...]:
    def edit(page: HtmlElement, opener: str) -> None:
        found = unit(thing(page, touch))
        markup = tostring(found, encoding="unicode", with_tail=False)
        more = fragment(f'<button type="button" id="fler" class="link-390">{opener}</button>')
        shell = fragment("<li></li>") if found.tag == "li" else None
        if shell is not None:
            shell.append(more)
        found.addprevious(more if shell is None else shell)
        take_out(found)
        script(page, f"document.getElementById('fler').onclick = event => {{ event.target.outerHTML = {markup!r}; }};")

    return edits(touch, *(partial(edit, opener=wording.title) for wording in WORDINGS["further"]))


OPERATORS = tuple(_family.operators)
