"""A picture of the writer's own, as it came from the browser."""

from __future__ import annotations

from guidevakt.pictures import picture_file
from guidevakt.pictures.decisions import IMAGE_BYTES, IMAGE_PIXELS
from guidevakt.refused import Refused


def png(data: bytes) -> bytes:
    """The picture's pixels as a new PNG file, and none of what else its file told (a camera tells where it was).

    Raises Refused for anything but a whole PNG or JPEG of at most 10 MB and 40 million pixels.
    """
    if not data:
        raise Refused("Välj en bild först.")
    if len(data) > IMAGE_BYTES:
        raise Refused("Bilden är för stor. Den får vara högst 10 MB.")
    try:
        return picture_file.as_png(picture_file.seen(data, ("PNG", "JPEG"), IMAGE_PIXELS))
    except picture_file.TooManyPixels:
        raise Refused("Bilden har för många bildpunkter. Minska den och försök igen.") from None
    except picture_file.Damaged:
        raise Refused("Filen är ingen hel bild. Välj en bild i formatet PNG eller JPEG.") from None
