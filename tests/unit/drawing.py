"""Pictures for tests, drawn in code."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from guidevakt.compare import Box

Size = tuple[int, int]
Colour = str | tuple[int, ...]
#: Small pictures that a browser has drawn; `python tests/unit/drawn` draws them anew.
PICTURES = Path(__file__).parent / "drawn"
#: Where two things of `page` stand.
BUTTON, ICON = (420, 200, 96, 40), (560, 300, 24, 24)


def plain(size: Size = (200, 100), colour: Colour = "white") -> Image.Image:
    """One colour."""
    return Image.new("RGB", size, colour)


def painted(image: Image.Image, *boxes: Box, colour: Colour = "black") -> Image.Image:
    """The picture with the boxes filled."""
    image = image.copy()
    for x, y, width, height in boxes:
        image.paste(colour, (x, y, x + width, y + height))
    return image


def page() -> Image.Image:
    """A page with a bar on top, a field, a button, an icon, and lines of something like text."""
    made = painted(plain((640, 480)), (0, 0, 640, 40), colour="#1e3a5a")
    for line in range(12):
        letters = ((40 + 11 * n, 80 + 24 * line, 3 + n * line % 6, 12) for n in range(30))
        made = painted(made, *letters, colour="#222222")
    field = (420, 100, 180, 2), (420, 138, 180, 2), (420, 100, 2, 40), (598, 100, 2, 40)
    made = painted(made, *field, colour="#666666")
    return painted(made, BUTTON, ICON, colour="#0b5cab")
