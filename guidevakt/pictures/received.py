"""A received picture against the approved ones. Nothing under baselines/ is written here: this is what a run uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from guidevakt import compare, settings
from guidevakt.compare import Comparison, Tolerance
from guidevakt.pictures import differences, shelf, sidecar
from guidevakt.pictures.decisions import today
from guidevakt.pictures.sidecar import Sidecar
from guidevakt.sentences import pictures as pictures_
from guidevakt.verdict import Environment, PictureResult

SAME = "same"


@dataclass(frozen=True)
class Judged:
    """One accepted picture, and how the received one compares with it. `spelled` are the words that are written
    otherwise, where it compares so only without them."""

    file: Path
    words: Sidecar | None
    found: Comparison
    spelled: tuple[str, ...] | None = None


def judge(
    project: Path, target: str, environment: Environment | None, guide: str, picture: str, received: Path
) -> PictureResult:
    """The received picture against every accepted one of the same target and environment: it holds if it is like any.

    Its own words are read from the file beside it, where there is one. Raises Refused where an accepted picture, or
    what was chosen about it, cannot be read.
    """
    own = sidecar.of(received)
    result = PictureResult(
        id=picture,
        verdict="awaiting_review",
        received=_shown(received, project),
        snapshot=_shown(received.with_suffix(".json"), project) if own else None,
        origin=own.origin if own else (0, 0),
    )
    if environment is None:
        return result.model_copy(update={"verdict": "not_checked", "reason": "environment"})
    where = (project, target, environment, guide, picture)
    accepted = shelf.approved(*where)
    if not accepted:
        return _first(result, own, shelf.elsewhere(*where))
    image, tolerance = compare.read(received), settings.read(project).pictures
    judged = [_judged(file, image, own, tolerance) for file in accepted]
    holding = _same(judged)
    if holding is None:
        for_now = shelf.tolerated(*where, today()).values()
        others = [*judged, *(_judged(file, image, own, tolerance) for file in for_now)]
        holding = _same(others) or next(_by_spelling(others, image, own, tolerance), None)
    nearest = holding or min(judged, key=lambda one: (one.found.densest, one.found.changed_pixels))
    return _compared(project, result, nearest, own)


def _judged(file: Path, image: Image.Image, own: Sidecar | None, tolerance: Tolerance) -> Judged:
    words = sidecar.of(file)
    ignored = tuple(dict.fromkeys(box for each in (own, words) if each for box in each.left_out))
    return Judged(file, words, compare.compare(compare.read(file), image, ignored, tolerance))


def _same(judged: Iterable[Judged]) -> Judged | None:
    return next((one for one in judged if one.found.verdict == SAME), None)


def _by_spelling(
    judged: Iterable[Judged], image: Image.Image, own: Sidecar | None, tolerance: Tolerance
) -> Iterator[Judged]:
    """Those that the received picture is like but for how words are written."""
    from guidevakt.pictures.spelling import Shown, spelled  # it loads NumPy, and most pictures are the same

    for one in judged:
        if own and one.words:
            found = spelled(Shown(compare.read(one.file), one.words), Shown(image, own), tolerance)
            if found:
                yield replace(one, found=found.found, spelled=found.words)


def _first(result: PictureResult, own: Sidecar | None, other: tuple[str, Path] | None) -> PictureResult:
    """A picture with nothing approved here: told against the target's most alike other environment, if there is one."""
    if other is None:
        return result
    return result.model_copy(update={"like": other[0], **_words(sidecar.of(other[1]), own, places=False)})


def _words(approved: Sidecar | None, own: Sidecar | None, places: bool = True) -> dict[str, object]:
    if approved is None or own is None:
        return {}
    told = differences.told(approved, own, places=places)
    return {"words": "otherwise" if told else "same", "differences": told}


def _compared(project: Path, result: PictureResult, nearest: Judged, own: Sidecar | None) -> PictureResult:
    found = nearest.found
    holds = found.verdict == SAME
    diff = None
    if found.diff and not holds:
        diff = (project / str(result.received)).with_suffix(".diff.png")
        found.diff.save(diff)
    facts = {
        "verdict": "holds" if holds else "looks_different",
        "approved": _shown(nearest.file, project),
        "diff": _shown(diff, project) if diff else None,
        "changed_pixels": found.changed_pixels,
        "densest": found.densest,
        "box": found.box,
        "boxes": found.boxes,
        "note": None if nearest.spelled is None else pictures_.spelled(nearest.spelled),
        **({} if holds else _words(nearest.words, own)),
    }
    return result.model_copy(update=facts)


def _shown(file: Path, project: Path) -> str:
    return file.relative_to(project).as_posix()
