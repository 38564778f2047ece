"""The part of a look's screenshot that a step's picture shows (pure)."""

from __future__ import annotations

import io
from typing import Literal

from PIL import Image

from guidevakt.capture import Look

#: Air around a window, CSS px: its shadow belongs to it.
MARGIN_PX = 16


def cropped(look: Look, frame: Literal["page", "dialog"]) -> tuple[Image.Image, tuple[int, int]] | None:
    """The picture a guide would show: the window's height of the page, or the dialog with some air around it.

    And where its top left corner stands on the page, CSS px.

    None where no screenshot was taken, or where a dialog was to be shown and there is none.
    """
    if look.screenshot is None:
        return None
    with Image.open(io.BytesIO(look.screenshot)) as image:
        whole = image.convert("RGB")
    width, height = look.snapshot.viewport
    if frame == "page":
        return whole.crop((0, 0, min(width, whole.width), min(height, whole.height))), (0, 0)
    dialog = look.snapshot.landmark("dialog") or look.snapshot.landmark("alertdialog")
    if dialog is None:
        return None
    x, y, wide, high = dialog.box
    left, top = max(0, int(x) - MARGIN_PX), max(0, int(y) - MARGIN_PX)
    right, bottom = min(whole.width, int(x + wide) + MARGIN_PX), min(whole.height, int(y + high) + MARGIN_PX)
    return (whole.crop((left, top, right, bottom)), (left, top)) if right > left and bottom > top else None
