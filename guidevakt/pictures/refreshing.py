"""What `guidevakt refresh` does and says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from guidevakt import guide, settings
from guidevakt.guide import Guide
from guidevakt.pictures import guide_pictures
from guidevakt.pictures.guide_pictures import GuidePicture
from guidevakt.pictures.refresh import Outcome, refresh
from guidevakt.refused import Refused
from guidevakt.sentences import day, plural
from guidevakt.sentences.pictures import picture_called
from guidevakt.settings import Settings
from guidevakt.typos import unknown


@dataclass(frozen=True)
class Asked:
    """What was asked for on the command line; `width` in px, as in the settings where it is None."""

    guide: str | None = None
    step: str | None = None
    replica: bool = False
    width: int | None = None
    dry_run: bool = False


def run(project: Path, asked: Asked) -> Iterator[str]:
    """Make the guides' pictures anew; gives a line as soon as there is something to tell. Raises Refused."""
    guides = _asked_for(guide.read_all(project / "guides"), asked)
    width = _width(project, asked)
    seen: Counter[str] = Counter()
    practice = False
    for outcome in refresh(project, guides, width, step=asked.step, replica=asked.replica, dry_run=asked.dry_run):
        seen[outcome.what] += 1
        practice |= outcome.practice
        if outcome.what != "same":
            yield _told(outcome, asked)
    places = [guide_pictures.folder(project, one.id).relative_to(project).as_posix() for one in guides]
    yield from _total(seen, places, asked)
    if practice:
        yield "Med --replica används övningskopians bilder där ingen riktig är godkänd. Det står i dem vad de är."


def _asked_for(guides: Sequence[Guide], asked: Asked) -> list[Guide]:
    """The guides whose pictures are to be made. Raises Refused for a guide or step that is none, or has no picture."""
    chosen = [one for one in guides if asked.guide in (None, one.id)]
    if not chosen:
        raise unknown("--guide", asked.guide or "", [one.id for one in guides], "guiden finns inte")
    if asked.step is None:
        return chosen
    chosen = [one for one in chosen if asked.step in {step.id for step in one.steps}]
    pictured = [step.id for one in chosen or guides for step in one.steps if step.picture]
    if not chosen:
        raise unknown("--step", asked.step, pictured, "steget finns inte")
    if asked.step not in pictured:
        raise Refused(f"--step {asked.step}: steget har ingen bild. Steg med bild är {', '.join(pictured)}.")
    return chosen


def _width(project: Path, asked: Asked) -> int:
    if asked.width is None:
        return settings.read(project).guide_width_px
    least, most = (getattr(bound, name) for bound, name in zip(_BOUNDS, ("ge", "le"), strict=True))
    if not least <= asked.width <= most:
        raise Refused(f"--width {asked.width}: ska vara minst {least} och högst {most}.")
    return asked.width


_BOUNDS = Settings.model_fields["guide_width_px"].metadata


def _told(outcome: Outcome, asked: Asked) -> str:
    if outcome.new is None:
        return _missing(outcome, asked.replica)
    files = " och ".join(shown.file for shown in outcome.new.files)
    many = outcome.new.marked is not None
    if outcome.what == "new":
        return f"{files}: {'skulle bli ' * asked.dry_run}{'nya' if many else 'ny'}."
    if outcome.what == "told":
        them = "dem" if many else "den"
        return f"{files}: bara det som står om {them} i pictures.json {'skulle bli' if asked.dry_run else 'är'} nytt."
    done = "skulle ersättas" if asked.dry_run else "ersatta" if many else "ersatt"
    return f"{files}: {done}{_instead_of(outcome.new, outcome.old)}."


def _instead_of(new: GuidePicture, old: GuidePicture | None) -> str:
    """What lay there before."""
    if old is None:
        return " (det som låg där kom inte från Guidevakt)"
    before, now = (day(date.fromisoformat(one.date)) if one.date else "" for one in (old, new))
    return f" (den gamla godkändes {before}, den nya {now})" if before and now and before != now else ""


def _missing(outcome: Outcome, replica: bool) -> str:
    """Why a picture cannot be made anew, and what helps."""
    cannot = f"{picture_called(outcome.picture)} kan inte förnyas"
    if replica:
        return f"{cannot}: ingen bild av den är godkänd. Kör guidevakt verify och sedan guidevakt approve."
    if outcome.step.live == "never":
        return f"{cannot}: steget finns bara på övningskopian."
    if outcome.step.live == "attended":
        return f"{cannot}: steget kräver inloggning, och där tar Guidevakt inga bilder än."
    return f"{cannot}: ingen bild av den riktiga sidan är godkänd. Kör guidevakt verify --target live och godkänn den."


def _total(seen: Counter[str], places: Sequence[str], asked: Asked) -> Iterator[str]:
    made, same = seen["new"] + seen["replaced"] + seen["told"], seen["same"]
    if not seen:
        yield "Guiden har inga bilder." if len(places) == 1 else "Guiderna har inga bilder."
    elif made:
        done = "skulle förnyas" if asked.dry_run else "förnyades"
        yield f"{plural(made, 'bild', 'bilder')} {done} i {' och '.join(places)}."
    elif not same:
        yield "Ingen bild förnyades."
    if same:
        untouched = "den godkända och lämnades orörd" if same == 1 else "de godkända och lämnades orörda"
        yield f"{plural(same, 'bild', 'bilder')} är redan som {untouched}."
