"""What one look at a page saw (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from guidevakt.pictures.personal import Kind
from guidevakt.snapshot import Box, Snapshot

#: A wait of the page's script; that frames agree (`moving`, see `pictures.frame.held`); that personal data is out of
#: sight.
Wait = Literal["fonts", "images", "busy", "spinner", "moving", Kind]


@dataclass(frozen=True)
class Look:
    """What one look saw.

    `screenshot` is a PNG of the whole page, where one was taken; there is none of a page that shows personal data. Of a
    page too large to be drawn whole it shows a `part`: x, y, width, height in CSS px, the size of the window.
    `loaded`: nothing was still on its way. `unmet` names what was waited for in vain. `moving` holds the parts that
    change by themselves, as boxes in CSS px from the document's top left corner, where they were asked for; `texts`
    where each text is drawn and how its letters are changed (see `capture.texts`), where it was asked for.
    """

    snapshot: Snapshot
    screenshot: bytes | None
    loaded: bool
    unmet: tuple[Wait, ...] = ()
    moving: tuple[Box, ...] = ()
    texts: tuple[tuple[Box, str], ...] = ()
    part: Box | None = None

    def pictured(self, box: Box) -> Box | None:
        """A box of the page as one of the screenshot; None where that shows nothing of it."""
        if self.screenshot is None or not box[2]:
            return None
        if self.part is None:
            return box
        x, y, width, height = box[0] - self.part[0], box[1] - self.part[1], box[2], box[3]
        is_in = x < self.part[2] and y < self.part[3] and x + width > 0 and y + height > 0
        return (x, y, width, height) if is_in else None
