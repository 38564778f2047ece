"""Words that read the same and are only written otherwise: are they all that two pictures differ in? (pure)

A reader finds ”NÄSTA” where the guide says ”Nästa”. Such a word looks otherwise, and may take more or less room, which
pushes what stands beside and beneath it. So the word is left out where it has the same colours and the same things
around it as before; all else that can be read must look as it did, where it stands now; and the rest of the picture
must be the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from PIL import Image

from guidevakt import compare, names
from guidevakt.compare import Comparison, Tolerance
from guidevakt.pictures import colours, differences
from guidevakt.pictures.reading import Item, Pair, items, same
from guidevakt.pictures.room import room, spread
from guidevakt.pictures.sidecar import Box, Sidecar, Text

#: Edges are painted on whole pixels, boxes are rounded to them: apart by this much, px.
ROUNDED_PX = 1
#: Written otherwise, a word takes at most so many times the room: a line more, or capitals.
MOST_TIMES = 2
#: A bare text is left out with all of what it stands in. What is higher than this, px, is no paragraph.
PARAGRAPH_PX = 120
#: What has got more room may keep to its upper left corner in it, to its lower right one, or to the middle.
CORNERS = (0.0, 1.0, 0.5)

#: The texts that are drawn on each item.
Texts = Mapping[Item, Sequence[Text]]


@dataclass(frozen=True)
class Shown:
    """A picture, and what it says."""

    image: Image.Image
    words: Sidecar


@dataclass(frozen=True)
class Spelled:
    """Two pictures that are the same but for how words are written: what they come to without those, and those words
    as they are written now, where that can be told."""

    found: Comparison
    words: tuple[str, ...]


def spelled(old: Shown, new: Shown, tolerance: Tolerance) -> Spelled | None:
    """What the two come to without the words that are only written otherwise; None where there are none, or where more
    than they has changed. Of both, it must be known where their texts are drawn."""
    ours, theirs = list(items(old.words)), list(items(new.words))
    texts = {**_texts(ours, old.words), **_texts(theirs, new.words)}
    pairs = same(ours, theirs)
    reads_same = [pair for pair in pairs if _is_written_otherwise(pair, texts)]
    if not reads_same or differences.told(old.words, new.words):
        return None
    looks_same = {pair for pair in pairs if _looks_same(pair.old.box, pair.new.box, old.image, new.image, tolerance)}
    written = [pair for pair in reads_same if pair not in looks_same or pair.old.box[2:] != pair.new.box[2:]]
    others = {pair for pair in pairs if pair.old.place} - set(written)
    if not (
        written
        and others <= looks_same
        and _only_they_push(written, pairs)
        and all(_may_be_left_out(pair, old, new, texts, tolerance) for pair in written)
    ):
        return None
    moved = [pair for pair in looks_same - set(written) if pair.old.box != pair.new.box]
    found = _rest(old, new, written, moved, tolerance)
    return Spelled(found, tuple(_seen(written, texts))) if found and found.verdict == "same" else None


def _rest(
    old: Shown, new: Shown, written: Sequence[Pair], moved: Sequence[Pair], tolerance: Tolerance
) -> Comparison | None:
    """What the pictures come to without those things; None where they are not the reason for another size."""
    made = room(old.image.size, new.image.size, [(pair.old.box, pair.new.box) for pair in written])
    if made is None:
        return None
    things = [box for pair in (*written, *moved) for box in (made.box(pair.old.box), pair.new.box)]
    ignored = [*map(made.box, old.words.left_out), *new.words.left_out, *(_grown(box, ROUNDED_PX) for box in things)]
    return compare.compare(made.image(old.image), new.image, ignored, tolerance)


# -- what is written otherwise ---------------------------------------------------------------------------------------


def _texts(row: Sequence[Item], picture: Sidecar) -> Texts:
    """Each text is drawn on the smallest thing that it stands in; bare texts share what they stand in."""
    found: dict[Item, list[Text]] = defaultdict(list)
    for text in picture.texts:
        around = [item for item in row if _is_in(text.box, item.box)]
        least = min((item.box[2] * item.box[3] for item in around), default=0)
        for item in around:
            if item.box[2] * item.box[3] == least:
                found[item].append(text)
    return found


def _letters(item: Item, texts: Texts) -> frozenset[str]:
    """How style changes its letters."""
    return frozenset(text.how for text in texts.get(item, ()) if text.how)


def _is_written_otherwise(pair: Pair, texts: Texts) -> bool:
    """Is it the same to a reader, but not to the letter?"""
    ours, theirs = (
        (names.plain(item.element.name), names.plain(item.element.words), _letters(item, texts))
        for item in (pair.old, pair.new)
    )
    return ours != theirs


def _seen(written: Iterable[Pair], texts: Texts) -> Iterable[str]:
    """The words as they stand in the received picture, each once; not those that only take other room."""
    pairs = ((_as_shown(pair.old, texts), _as_shown(pair.new, texts)) for pair in written)
    return dict.fromkeys(now for before, now in pairs if now != before)


def _as_shown(item: Item, texts: Texts) -> str:
    how, name = " ".join(_letters(item, texts)), names.bare(item.name)
    if "uppercase" in how or "small-caps" in how:
        return name.upper()
    return name.lower() if "lowercase" in how else name


# -- what it looks like ----------------------------------------------------------------------------------------------


def _looks_same(before: Box, now: Box, old: Image.Image, new: Image.Image, tolerance: Tolerance) -> bool:
    """Does a thing look as it did, where it stands now?"""
    one, other = _cut(old, before), _cut(new, now)
    if before == now:
        return _equal(one, other, tolerance, shift_px=0)
    if not colours.same(one, other, tolerance):
        return False
    return _fits(_cut(old, _grown(before, -ROUNDED_PX)), _cut(new, _grown(now, -ROUNDED_PX)), tolerance)


def _fits(one: Image.Image, other: Image.Image, tolerance: Tolerance) -> bool:
    """Are they the same, once what lies at its edge has filled the room that either has more of?"""
    if 0 in (*one.size, *other.size):
        larger = max(one, other, key=lambda image: image.width * image.height)
        return 0 in larger.size or _equal(larger, Image.new("RGB", larger.size, larger.getpixel((0, 0))), tolerance, 0)
    size = max(one.width, other.width), max(one.height, other.height)
    return any(
        _equal(spread(one, size, corner), spread(other, size, corner), tolerance, shift_px=ROUNDED_PX)
        for corner in CORNERS
    )


def _equal(one: Image.Image, other: Image.Image, tolerance: Tolerance, shift_px: int) -> bool:
    near = tolerance.model_copy(update={"shift_px": shift_px})
    return compare.compare(one, other, (), near).verdict == "same"


def _may_be_left_out(pair: Pair, old: Shown, new: Shown, texts: Texts, tolerance: Tolerance) -> bool:
    """Can all that differs be how the word is written? The room is alike; the icons, the colours, and what is around
    the word are the same."""
    before, now = pair.old.box, pair.new.box
    ours, theirs = (_drawn(texts.get(item, ()), item.box) for item in (pair.old, pair.new))
    if ours is None or theirs is None or not _is_alike(pair, ours, theirs):
        return False
    icons = list(_icons(old.words, before)), list(_icons(new.words, now))
    sides = zip(_sides(before, ours), _sides(now, theirs), strict=True)
    return (
        len(icons[0]) == len(icons[1])
        and colours.same(_cut(old.image, before), _cut(new.image, now), tolerance)
        and all(_looks_same(a, b, old.image, new.image, tolerance) for a, b in zip(*icons, strict=True))
        and all(_fits(_cut(old.image, a), _cut(new.image, b), tolerance) for a, b in sides)
    )


def _drawn(texts: Sequence[Text], box: Box) -> Box | None:
    """Where words are drawn on a thing, its signs' own edges included; None where it is not known."""
    if not texts:
        return None
    reach = [_grown(text.box, ROUNDED_PX) for text in texts]
    starts = [max(box[n], min(one[n] for one in reach)) for n in (0, 1)]
    ends = [min(box[n] + box[n + 2], max(one[n] + one[n + 2] for one in reach)) for n in (0, 1)]
    return starts[0], starts[1], ends[0] - starts[0], ends[1] - starts[1]


def _is_alike(pair: Pair, ours: Box, theirs: Box) -> bool:
    """Is the room that it takes what the same word may take? Letters that are higher in as high a room are larger."""
    before, now = pair.old.box, pair.new.box
    if any(max(before[n], now[n]) > MOST_TIMES * min(before[n], now[n]) for n in (2, 3)):
        return False
    if not pair.old.place and max(before[3], now[3]) > PARAGRAPH_PX:
        return False
    return abs(theirs[3] - ours[3]) <= abs(now[3] - before[3]) + 2 * ROUNDED_PX


def _sides(box: Box, inner: Box) -> tuple[Box, ...]:
    """What is left, right, above and beneath something inner, in its box."""
    (x, y, width, height), (left, top, wide, high) = box, inner
    return (
        (x, y, left - x, height),
        (left + wide, y, x + width - left - wide, height),
        (left, y, wide, top - y),
        (left, top + high, wide, y + height - top - high),
    )


def _icons(picture: Sidecar, box: Box) -> Iterator[Box]:
    """Those that the picture shows in the box."""
    for element in picture.snapshot.walk():
        x, y, width, height = map(round, element.box)
        if element.role == "img" and width and height and _is_in((x, y, width, height), box):
            yield x, y, width, height


def _only_they_push(written: Sequence[Pair], pairs: Iterable[Pair]) -> bool:
    """Has nothing moved further than these words have grown together?"""
    grown = [sum(abs(pair.new.box[n + 2] - pair.old.box[n + 2]) for pair in written) for n in (0, 1)]
    return all(
        abs(now - before) <= grown[n] + ROUNDED_PX
        for pair in pairs for n in (0, 1)
        for before, now in zip(_edges(pair.old.box, n), _edges(pair.new.box, n), strict=True)
    )  # fmt: skip


def _is_in(one: Box, other: Box) -> bool:
    """Is the middle of the one in the other?"""
    return all(other[n] <= one[n] + one[n + 2] / 2 <= other[n] + other[n + 2] for n in (0, 1))


def _edges(box: Box, n: int) -> tuple[int, int]:
    """Where it begins and ends, across (0) or down (1)."""
    return box[n], box[n] + box[n + 2]


def _grown(box: Box, px: int) -> Box:
    x, y, width, height = box
    return x - px, y - px, width + 2 * px, height + 2 * px


def _cut(image: Image.Image, box: Box) -> Image.Image:
    x, y, width, height = box
    return image.crop((x, y, x + max(0, width), y + max(0, height)))
