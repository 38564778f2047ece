"""The Swedish of pictures: what differs in them, what was waited for in vain, and what a guide's own are called."""

from __future__ import annotations

from collections.abc import Sequence

from guidevakt.look import Wait
from guidevakt.sentences import OTHER_KIND, Noun, capital, clipped, listed, quoted
from guidevakt.verdict import Difference, PictureResult, RunResult


def pictures(result: RunResult) -> list[str]:
    """How pictures are approved, where some await it; how many has been told."""
    waiting = [s.picture for s in result.steps if s.picture and s.picture.verdict == "awaiting_review"]
    if not waiting:
        return []
    if all(picture.like and picture.words == "same" for picture in waiting):
        return [f"Bilderna är från en ny dator eller webbläsare. {SAME_WORDS} Kör guidevakt approve."]
    return ["Bilderna godkänns så här: titta i rapporten, kör sedan guidevakt approve."]


#: What a reader calls a thing in a picture, by its role.
THINGS = {
    "button": Noun("knappen", "en knapp", "den"),
    "link": Noun("länken", "en länk", "den"),
    "heading": Noun("rubriken", "en rubrik", "den"),
    "text": Noun("texten", "vanlig text", "den"),
    "textbox": Noun("fältet", "ett fält", "det"),
    "searchbox": Noun("sökfältet", "ett sökfält", "det"),
    "spinbutton": Noun("fältet", "ett fält", "det"),
    "combobox": Noun("listan", "en lista", "den"),
    "checkbox": Noun("kryssrutan", "en kryssruta", "den"),
    "switch": Noun("reglaget", "ett reglage", "det"),
    "radio": Noun("alternativet", "ett alternativ", "det"),
    "option": Noun("alternativet", "ett alternativ", "det"),
    "tab": Noun("fliken", "en flik", "den"),
    "menuitem": Noun("menyvalet", "ett menyval", "det"),
    "treeitem": Noun("raden", "en rad", "den"),
}
WAYS = {"down": "längre ner", "up": "högre upp", "left": "längre till vänster", "right": "längre till höger"}
#: So much of a long text is told.
TOLD_SIGNS = 90
#: So many differences are told; the rest are counted.
TOLD_DIFFERENCES = 4
ONLY_THE_LOOK = "Orden är desamma; bara utseendet har ändrats."
SAME_WORDS = "Orden är desamma i alla bilder."


def difference(told: Difference) -> str:
    """One difference as a clause: knappen ”Nästa” heter nu ”Fortsätt”."""
    kind = THINGS.get(told.role, OTHER_KIND)
    thing = kind.definite
    name, seen = (quoted(clipped(text, TOLD_SIGNS)) for text in (told.name, told.seen or ""))
    match told.change:
        case "renamed":
            return f"{thing} {name} {'lyder' if told.role in ('text', 'heading') else 'heter'} nu {seen}"
        case "moved":
            return f"{thing} {name} ligger {WAYS[told.way or 'down']} än förut"
        case "added":
            return f"{thing} {seen} har tillkommit"
        case "removed":
            return f"{thing} {name} finns inte kvar"
        case "role":
            return f"{name} är inte längre {kind.indefinite}"
        case "disabled":
            return f"{thing} {name} går inte längre att klicka på"


def differences(told: Sequence[Difference]) -> str:
    """The differences as one sentence; empty where there are none."""
    clauses = [difference(one) for one in told[:TOLD_DIFFERENCES]]
    more = len(told) - len(clauses)
    clauses += [f"{more} {'sak' if more == 1 else 'saker'} till har ändrats"] * bool(more)
    return f"{capital('; '.join(clauses))}." if clauses else ""


def what_differs(result: PictureResult) -> str:
    """What a picture that looks different shows otherwise, as far as words tell."""
    return differences(result.differences) or (ONLY_THE_LOOK if result.words == "same" else "")


def picture(result: PictureResult) -> str:
    """What has changed in a step's picture, in words; empty where there is nothing to tell."""
    if result.why:
        return f"Bilden {result.id} gick inte att ta: {result.why}."
    if result.verdict == "looks_different":
        return f"Bilden {result.id} stämmer inte längre med den godkända. {what_differs(result)}".rstrip()
    if result.verdict == "awaiting_review" and result.words == "otherwise":
        new = f"Bilden {result.id} är tagen på en ny dator eller webbläsare, och orden är inte desamma som förut."
        return f"{new} {differences(result.differences)}"
    return ""


def spelled(words: Sequence[str]) -> str:
    """What is otherwise in a picture that holds: how words are written, or only the room they take."""
    if not words:
        return "Orden är desamma, även om de inte står på pricken likadant."
    told = [quoted(clipped(word, TOLD_SIGNS)) for word in words[:TOLD_DIFFERENCES]]
    more = len(words) - len(told)
    told += [f"{more} till"] * bool(more)
    return f"Orden är desamma, bara skrivna på ett annat sätt: {listed(told)}."


WAITS: dict[Wait, str] = {
    "fonts": "typsnittet hann inte läsas in",
    "images": "en bild hann inte läsas in",
    "busy": "sidan arbetade fortfarande",
    "spinner": "sidan visade fortfarande att den laddade",
    "moving": "något rörde sig fortfarande",
    "name": "sidan visade fortfarande ett namn som inte får synas",
    "email": "sidan visade fortfarande en e-postadress",
    "personal-number": "sidan visade fortfarande ett personnummer",
    "phone": "sidan visade fortfarande ett telefonnummer",
}


def waited(unmet: Sequence[Wait]) -> str:
    """Why no picture was taken, every reason: typsnittet hann inte läsas in och något rörde sig fortfarande."""
    return listed([WAITS[wait] for wait in unmet])


#: What stands in every picture of a practice copy.
PRACTICE = "Övningskopia – inte den riktiga sidan"


def picture_called(picture: str) -> str:
    """bild-4 as it is spoken of: Bild 4."""
    return capital(picture.replace("-", " "))


def picture_to(step: str) -> str:
    """What a picture is called that does not say so itself."""
    return f"Bild till steget {quoted(clipped(step, 60))}"
