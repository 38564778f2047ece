"""The Swedish of choices: what each is called, and what `guidevakt approve` tells of them."""

from __future__ import annotations

from collections.abc import Sequence

from guidevakt import sentences
from guidevakt.pictures.shelf import Entry
from guidevakt.pictures.waiting import Group, Waiting
from guidevakt.sentences import day, moment, quoted
from guidevakt.sentences import pictures as pictures_
from guidevakt.verdict import RunResult

#: What a person chose, as it is told afterwards.
CHOICES = {
    "new": "den nya bilden används",
    "old": "den gamla bilden behålls",
    "later": "avgörs senare",
    "until": "skillnaden godtas",
    "variant": "godkänd bredvid den gamla",
    "own": "en egen bild används",
    "undo": "ångrar",
}

FIRST = "Första bilden: det finns ingen att jämföra med."


def chosen(made: Sequence[Entry], run: RunResult) -> str:
    """What came of choosing, how it is taken back, and what approving a picture does not put right."""
    if not made:
        return "Det fanns inga bilder att godkänna."
    told = [f"{entry.picture} till steg {entry.step}: {choice(entry)}." for entry in made]
    steps = {(entry.guide, entry.step) for entry in made}
    wrong = [s.id for s in run.steps if (s.guide, s.id) in steps and any(c.verdict == "drifted" for c in s.claims)]
    if wrong:
        told.append(
            f"Obs! Något annat stämmer fortfarande inte i {', '.join(wrong)}. Att godkänna bilden ändrar inte det."
        )
    if run.run.overlay:
        told.append(f"Obs! Körningen gick med ändrade sidor ({run.run.overlay}), och det är dem som bilderna visar.")
    return "\n".join([*told, f"Ångra med guidevakt approve --undo {made[0].batch}."])


def with_changes(overlay: str) -> str:
    """That a run's pictures show pages that were changed by hand, and how they are approved all the same."""
    return (
        f"Körningen gick med ändrade sidor (--overlay {overlay}), och det är dem som bilderna visar. Ska de ändå "
        "godkännas: skriv --practice också."
    )


def undone(made: Sequence[Entry]) -> str:
    """What came of taking back."""
    return "\n".join(f"Ångrat: {e.picture} till steg {e.step} är som före valet {e.undoes}." for e in made)


def awaiting(groups: Sequence[Group]) -> str:
    """What awaits a person, what shares a change under one heading."""
    if not groups:
        return "Inga bilder väntar på dig."
    return "\n\n".join("\n".join([heading(group), *map(_waiting, group.waiting)]) for group in groups)


def heading(group: Group) -> str:
    """What the group's pictures share: the one thing there is to say yes or no to."""
    many = len(group.waiting) > 1
    if group.is_environment:
        same = "Orden är desamma i alla bilder" if many else "Orden är desamma i bilden"
        return f"Ny dator eller webbläsare. {same}."
    first = group.waiting[0].picture
    said = pictures_.differences(first.differences) or (pictures_.ONLY_THE_LOOK if first.words == "same" else "")
    if first.verdict == "looks_different":
        return said or "Bilden ser inte ut som den godkända."
    return f"Ny dator eller webbläsare. {said}".rstrip() if group.like else FIRST


def log(entries: Sequence[Entry]) -> str:
    """Every choice, the newest first."""
    if not entries:
        return "Inga val har antecknats än."
    return "\n".join(_logged(entry) for entry in reversed(entries))


def unused(files: Sequence[str]) -> str:
    """The approved pictures that no step uses."""
    if not files:
        return "Alla godkända bilder används."
    one = "En godkänd bild används inte av något steg"
    many = f"{len(files)} godkända bilder används inte av något steg"
    return "\n".join([f"{one if len(files) == 1 else many}:", *(f"  {file}" for file in files)])


def choice(entry: Entry) -> str:
    """What was chosen, as a clause."""
    until = f" till och med {day(entry.until)}" if entry.until else ""
    return f"{CHOICES[entry.choice]}{until}"


def _waiting(one: Waiting) -> str:
    done = f" ({choice(one.chosen)}, {one.chosen.who})" if one.chosen else ""
    gone = "" if one.sha256 else " (bilden finns inte kvar)"
    return f"  {one.picture.id} till steg {one.step.id}{done}{gone}"


def _logged(entry: Entry) -> str:
    why = f" Skäl: {entry.why.rstrip('.')}." if entry.why else ""
    of = f" valet {entry.undoes}" if entry.undoes else ""
    back = f" Ångrat av {entry.undone_by}." if entry.undone_by else ""
    what = f"{entry.picture} till steg {entry.step} i {quoted(entry.guide)}"
    where = sentences.TARGETS[entry.target]
    return f"{entry.id}  {moment(entry.when)}  {entry.who}: {what} ({where}), {choice(entry)}{of}.{why}{back}"
