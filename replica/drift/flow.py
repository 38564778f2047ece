"""Flow: another page or click in between, or a window that does not open."""

from __future__ import annotations

from urllib.parse import urlsplit

from lxml.html import HtmlElement, tostring

from replica.drift.document import fragment, quoted, scope, script, take_out, thing, unit, whole
from replica.drift.network import at, opens
from replica.drift.operator import Drift, Family, Touch, drifted, edits
from replica.drift.served import OTHER_PRODUCT
from replica.overlay import Fault
from replica.sites import SIGN_IN

_family = Family("flow")
_QR = whole(
    title="Bekräfta att det är du",
    body="<p>Skanna rutan med appen i din mobil. Sidan går vidare när du har godkänt.</p>"
    '<button type="button">Visa en ny ruta</button>',
)
_ACCOUNTS = whole(
    title="Välj ett konto",
    body='<p><button type="button">Arbetskonto</button></p><p><button type="button">Annat konto</button></p>',
)


def _is_sign_in(touch: Touch) -> bool:
    return touch.kind == "page" and touch.session == "without"


@_family.breaks("new-sign-in", "The sign-in page has been replaced by a new flow.", drifted("destination"), _is_sign_in,
                "address")  # fmt: skip
def _new_sign_in(touch: Touch) -> tuple[Drift, ...]:
    return (
        Drift(pages={SIGN_IN: _QR}),
        Drift(pages={SIGN_IN: _ACCOUNTS}),
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
    page = whole(
        title="Nytt: logga in utan lösenord",
        body=f'<p>Nu kan du skaffa en nyckel i stället.</p><p><a href="{quoted(way_on)}">Fortsätt</a></p>',
    )
    asks = whole(
        title="Håll ditt konto säkert",
        body="<p>Vi vill att du går igenom dina uppgifter innan du går vidare.</p>"
        f'<button type="button" onclick="location.href=\'{quoted(way_on)}\'">Inte nu</button>',
    )
    faults = (Fault(url=way_on, delay_ms=1), Fault(url=at(touch), redirect=between))
    return tuple(Drift(pages={between: shown}, faults=faults) for shown in (page, asks))


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


@_family.breaks("further-click", "”Visa fler alternativ” must be clicked before the thing is there.", drifted("other"),
                _is_a_choice)  # fmt: skip
def _further_click(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        found = unit(thing(page, touch))
        markup = tostring(found, encoding="unicode", with_tail=False)
        more = fragment('<button type="button" id="fler" class="link-390">Visa fler alternativ</button>')
        shell = fragment("<li></li>") if found.tag == "li" else None
        if shell is not None:
            shell.append(more)
        found.addprevious(more if shell is None else shell)
        take_out(found)
        script(page, f"document.getElementById('fler').onclick = event => {{ event.target.outerHTML = {markup!r}; }};")

    return Drift(edits=((touch.address, edit),))


OPERATORS = tuple(_family.operators)
