"""Claims as a guide writes them, and the pages they are judged on."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import TypeAdapter

from guidevakt.guide import Claim
from guidevakt.outcome import Known, Outcome
from guidevakt.promises import AnyClaim
from guidevakt.snapshot import Probe, Snapshot

MakePage = Callable[..., Snapshot]
Judge = Callable[..., Outcome]
CLAIM: TypeAdapter[Claim] = TypeAdapter(AnyClaim)
STAFF = "https://eslov.se/for-medarbetare/"
KNOWN = Known(
    labels=(
        "För dig som är medarbetare", "Återställ ditt lösenord", "Gå till lösenordsåterställning", "Nästa", "Telefon",
        "Sverige", "Lägg till inloggningsmetod",
    ),
    fields=(("e-post", "användarnamn"), ("tecknen",)),
    addresses={"staff": STAFF, "reset_page": STAFF + "aterstall-ditt-losenord/"},
)  # fmt: skip
LINK = {"kind": "link", "name": "För dig som är medarbetare", "where": "bottom", "leads_to": "staff"}
CARD = {"kind": "control", "name": "Återställ ditt lösenord", "leads_to": "reset_page"}
NEXT = {"kind": "control", "name": "Nästa"}
EMAIL = {"kind": "field", "name": ["e-post", "användarnamn"], "where": "first"}
SIGNS = {"kind": "field", "name": "tecknen", "where": "second"}
PHONE = {"kind": "field", "name": "telefonnummer"}


def told(outcome: Outcome) -> tuple[str | None, str | None]:
    """The change, and the new name that is proposed."""
    assert (outcome.verdict == "holds") == (outcome.change is None)
    return outcome.change, outcome.suggestion


def start(bottom: str, main: str = "", top: str = "") -> str:
    """eslov.se: header, main, the bar at the bottom and the footer."""
    return f"""
banner @0,0,1280,100
  link "Gå till startsidan" / @0,20,100,20 : Eslövs kommun
  link "Nyheter" /nyheter/ @200,20,100,20
{top}
main @0,100,1280,1500
  heading "Välkommen till Eslövs kommun" [level=1] @0,200,400,40
  paragraph @0,300,400,40 : Här hittar du kommunens service och det som är på gång i kommunen.
{main}
navigation "Hjälpmeny" @0,1600,1280,100
  list @0,1600,1280,100
    listitem @0,1610,400,20
      link "Kontakta oss" /kontakt/ @0,1610,300,20
{bottom}
contentinfo @0,1700,1280,300
  link "Alla nyheter" /nyheter/ @0,1750,300,20
"""


TALL = {"size": (1280, 2000)}
IN_BAR = '    listitem @0,1640,400,20\n      link "För dig som är medarbetare" /for-medarbetare/ @0,1640,300,20'


def bar(name: str, url: str = "/for-medarbetare/") -> str:
    return f'    listitem @0,1640,400,20\n      link "{name}" {url} @0,1640,300,20'


SUBMIT, PLAIN = Probe(tag="button", type="submit", submits=True), Probe(tag="button", type="button")
PHONE_DIALOG = """
button "Lägg till inloggningsmetod"
dialog "Telefon"
  heading "Telefon" [level=2]
  paragraph : Du kan bevisa vem du är genom att svara på ett samtal eller få en kod till din telefon.
  combobox "Land"
    option "Norge (+47)"
    option "Sverige (+46)"
  textbox "Telefonnummer"
  button "Avbryt"
  button "Nästa"
"""
