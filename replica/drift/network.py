"""Network, redirects, certificates: what happens to an address on its way."""

from __future__ import annotations

from urllib.parse import urlsplit

from lxml.html import HtmlElement

from replica.drift.document import thing, whole
from replica.drift.operator import NOT_CHECKED, Drift, Edit, Family, Touch, drifted
from replica.drift.served import OTHER_PRODUCT
from replica.drift.wordings import pages
from replica.folder import read_page
from replica.overlay import Fault
from replica.sites import FOLDER, SIGN_IN

_family = Family("network")
_START = whole("Start", "<p>Här finns allt som vi har att erbjuda.</p>", heading="Välkommen till {host}")


def opens(touch: Touch) -> bool:
    """Does the promise take the reader to an address? A link to the page it stands on does not: what becomes of that
    page is met on the way to it."""
    return touch.opens is not None and not (touch.leads and touch.opens == touch.address)


def at(touch: Touch) -> str:
    """The address that the promise takes the reader to, else the page's own."""
    return touch.opens or touch.address


def _is_deep(touch: Touch) -> bool:
    return opens(touch) and urlsplit(at(touch)).path not in ("", "/")


def _fault(touch: Touch, **bent: object) -> Drift:
    return Drift(faults=(Fault.model_validate({"url": at(touch), **bent}),))


@_family.breaks("link-404", "The documented address answers 404.", drifted("dead"), opens, "address")
def _not_found(touch: Touch) -> Drift:
    return _fault(touch, status=404)


@_family.breaks("link-410", "The documented address answers 410, gone.", drifted("dead"), opens, "address")
def _removed(touch: Touch) -> Drift:
    return _fault(touch, status=410)


@_family.breaks("soft-404", "The address answers 200 with a page that says not found.", drifted("dead"), opens,
                "address")  # fmt: skip
def _soft_404(touch: Touch) -> tuple[Drift, ...]:
    own = FOLDER / _host(touch) / "404.html"
    theirs = [_instead(touch, own.read_text("utf-8"))] if own.is_file() else []
    return (*_says(touch, "gone"), *theirs)


def _host(touch: Touch) -> str:
    return urlsplit(at(touch)).hostname or ""


def _says(touch: Touch, kind: str) -> tuple[Drift, ...]:
    """Each page that says such things, in place of the one at the address."""
    return tuple(_instead(touch, page) for page in pages(kind, _host(touch)))


def _instead(touch: Touch, page: str) -> Drift:
    """A page in place of the one at the address; where that asks for sign-in, before it does."""
    address = at(touch)
    if touch.session == "without":  # whoever is unknown is sent on from there: the page is met on the way
        met = urlsplit(address)._replace(path="/mott-pa-vagen/").geturl()
        return Drift(pages={met: page}, faults=(Fault(url=address, redirect=met),))
    return Drift(pages={address: page})


@_family.breaks("to-start-page", "The address redirects to the site's start page.", drifted("destination"), _is_deep,
                "address")  # fmt: skip
def _to_start(touch: Touch) -> Drift:
    start = urlsplit(at(touch))._replace(path="/", query="").geturl()
    host = urlsplit(start).hostname or ""
    pages = {} if read_page(FOLDER, host, "/") else {start: _START.replace("{host}", host)}
    return Drift(pages=pages) + _fault(touch, redirect=start)


@_family.breaks("to-other-product", "The address redirects to another product.", drifted("destination"), opens,
                "address")  # fmt: skip
def _to_other_product(touch: Touch) -> Drift:
    return _fault(touch, redirect=OTHER_PRODUCT)


@_family.breaks("redirect-loop", "The address redirects to itself.", NOT_CHECKED, opens, "address")
def _loop(touch: Touch) -> Drift:
    return _fault(touch, redirect=at(touch))


def _can_go_down(touch: Touch) -> bool:
    """Browsers know by heart that Google's hosts answer over https alone (Chromium's HSTS preload list)."""
    return opens(touch) and not (urlsplit(at(touch)).hostname or "").endswith(".google.com")


@_family.breaks("down-to-http", "The link or the address leads to http://.", drifted("destination"), _can_go_down,
                "address")  # fmt: skip
def _to_http(touch: Touch) -> tuple[Drift, ...]:
    plain = urlsplit(at(touch))._replace(scheme="http").geturl()
    redirected = _fault(touch, redirect=plain)
    if not touch.leads:
        return (redirected,)

    def edit(page: HtmlElement) -> None:
        thing(page, touch).set("href", plain)

    return redirected, Drift(edits=((touch.address, edit),))


@_family.breaks("certificate-expired", "The host's certificate has expired.", NOT_CHECKED, opens, "address")
def _expired(touch: Touch) -> Drift:
    return _fault(touch, certificate="expired")


@_family.breaks("certificate-other-host", "The certificate is another host's.", NOT_CHECKED, opens, "address")
def _other_host(touch: Touch) -> Drift:
    return _fault(touch, certificate="other-host")


@_family.breaks("name-not-found", "The host's name is not to be found.", NOT_CHECKED, opens, "address")
def _no_name(touch: Touch) -> Drift:
    return _fault(touch, dns="notfound")


@_family.breaks("parked", "A parked domain answers 200.", drifted("dead"), opens, "address")
def _parked(touch: Touch) -> tuple[Drift, ...]:
    return _says(touch, "parked")


def _is_open(touch: Touch) -> bool:
    return opens(touch) and touch.open and touch.session is None


@_family.breaks("behind-sign-in", "What the guide says is open needs a sign-in.", drifted("destination"), _is_open,
                "address")  # fmt: skip
def _behind_sign_in(touch: Touch) -> Drift:
    return _fault(touch, redirect=SIGN_IN)


# -- benign ----------------------------------------------------------------------------------------------------------


@_family.leaves("closed-429", "429, too many requests, with Retry-After.", must=NOT_CHECKED, reach="address")
def _too_many(touch: Touch) -> Drift:
    return _fault(touch, status=429, headers={"Retry-After": "60"})


@_family.leaves("bot-wall", "403 from a wall against robots, or 200 with one.", must=NOT_CHECKED, reach="address")
def _bot_wall(touch: Touch) -> tuple[Drift, ...]:
    return _fault(touch, status=403), *_says(touch, "wall")


@_family.leaves("maintenance", "503, or 200 with a page about maintenance.", must=NOT_CHECKED, reach="address")
def _maintenance(touch: Touch) -> tuple[Drift, ...]:
    return _fault(touch, status=503), *_says(touch, "closed")


def _has_www(touch: Touch) -> bool:
    return (urlsplit(at(touch)).hostname or "").count(".") == 1


@_family.leaves("www", "The bare domain redirects to www.", _has_www)
def _to_www(touch: Touch) -> Drift:
    address = urlsplit(at(touch))
    return _fault(touch, redirect=address._replace(netloc=f"www.{address.netloc}").geturl())


@_family.leaves("trailing-slash", "The address redirects to itself with, or without, a closing slash.", _is_deep)
def _slash(touch: Touch) -> Drift:
    address = urlsplit(at(touch))
    path = address.path.rstrip("/") if address.path.endswith("/") else f"{address.path}/"
    return _fault(touch, redirect=address._replace(path=path).geturl(), status=301)


def _can_move(touch: Touch) -> bool:
    """Can the reader tell that the page at another address is the documented one? Only a link or a heading can say."""
    return touch.leads


@_family.leaves("moved-permanently", "The link has an old address that answers 301, or 308, to the page.", _can_move,
                reach="thing")  # fmt: skip
def _moved(touch: Touch) -> tuple[Drift, ...]:
    old = urlsplit(at(touch))._replace(path="/gammal-adress/", query="").geturl()
    edit = ((touch.address, _href(touch, old)),)
    answers = (Fault(url=old, redirect=at(touch), status=status) for status in (301, 308))
    return tuple(Drift(edits=edit, faults=(answer,)) for answer in answers)


def _is_headed(touch: Touch) -> bool:
    return touch.leads and bool(touch.heading)


@_family.leaves("language-in-path", "The path says sv-se, and is redirected to sv-SE, or the other way.", _is_headed,
                reach="thing")  # fmt: skip
def _language_in_path(touch: Touch) -> tuple[Drift, ...]:
    address = urlsplit(at(touch))
    low, high = (address._replace(path=f"/{tag}{address.path}").geturl() for tag in ("sv-se", "sv-SE"))
    page = (FOLDER / (address.hostname or "") / address.path.strip("/") / "index.html").read_text("utf-8")
    return tuple(
        Drift(
            edits=((touch.address, _href(touch, asked)),),
            pages={answered: page},
            faults=(Fault(url=asked, redirect=answered, status=301),),
        )
        for asked, answered in ((low, high), (high, low))
    )


@_family.leaves("tracking", "The link carries tracking parameters.", _can_move, reach="thing")
def _tracking(touch: Touch) -> tuple[Drift, ...]:
    kinds = "utm_source=start&utm_medium=lank&fbclid=Ab3x", "mc_cid=9f2&mc_eid=1c#:~:text=Start"
    return tuple(Drift(edits=((touch.address, _href(touch, f"{at(touch)}?{kind}")),)) for kind in kinds)


def _href(touch: Touch, address: str) -> Edit:
    def edit(page: HtmlElement) -> None:
        thing(page, touch).set("href", address)

    return edit


@_family.leaves("certificate-renewed", "The host has a new certificate.")
def _renewed(touch: Touch) -> Drift:
    return _fault(touch, certificate="renewed")


OPERATORS = tuple(_family.operators)
