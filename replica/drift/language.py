"""Language: the page, or one thing on it, is in English."""

from __future__ import annotations

from itertools import cycle

from lxml.html import HtmlElement

from replica.drift.document import call, plain, scope, text_nodes
from replica.drift.operator import Drift, Family, Touch, drifted

_family = Family("language")

#: What the documented names are called in English.
ENGLISH = {
    "För dig som är medarbetare": "For employees",
    "Återställ ditt lösenord": "Reset your password",
    "Gå till lösenordsåterställning": "Go to password reset",
    "Säkerhetsinformation": "Security info",
    "Lägg till inloggningsmetod": "Add sign-in method",
    "Telefon": "Phone",
    "Nästa": "Next",
    "telefonnummer": "Phone number",
    "kod": "Enter code",
    "e-post": "Email or Username: *",
    "tecknen": "Enter the characters in the picture or the words in the audio. *",
    "Verifieringen är klar": "Verification complete",
    "Sverige": "Sweden (+46)",
}
_SENTENCES = (
    "This is what you can do here.",
    "Help and support for you and your account.",
    "You can read more about it on this page.",
    "The service is open to all of you.",
    "What to do if you are not able to sign in",
    "It is easy to get on with the work.",
)


@_family.breaks("in-english", "The page, or the window, is served in English.", drifted("language"),
                lambda touch: touch.label in ENGLISH and touch.kind != "picture", "page")  # fmt: skip
def _english(touch: Touch) -> Drift:
    def edit(page: HtmlElement) -> None:
        call(page, touch, ENGLISH[touch.label])
        sentences, known = cycle(_SENTENCES), {name.casefold(): english for name, english in ENGLISH.items()}
        known |= {english.casefold(): english for english in ENGLISH.values()}
        for element, place, text in list(text_nodes(scope(page, touch))):
            setattr(element, place, known.get(plain(text).casefold()) or next(sentences))
        if not touch.window:
            page.set("lang", "en")

    return Drift(edits=((touch.address, edit),))


@_family.breaks("mixed", "One thing in a menu of Swedish ones is in English.", drifted("language"),
                lambda touch: touch.label in ENGLISH and touch.clicked)  # fmt: skip
def _mixed(touch: Touch) -> Drift:
    return Drift(edits=((touch.address, lambda page: call(page, touch, ENGLISH[touch.label])),))


OPERATORS = tuple(_family.operators)
