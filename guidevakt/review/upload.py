"""A picture of the writer's own, as it came from the browser."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

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
        with Image.open(BytesIO(data), formats=["PNG", "JPEG"]) as image:
            if image.width * image.height > IMAGE_PIXELS:
                raise Refused("Bilden har för många bildpunkter. Minska den och försök igen.")
            upright = ImageOps.exif_transpose(image)
            pixels = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise Refused("Filen är ingen hel bild. Välj en bild i formatet PNG eller JPEG.") from None
    written = BytesIO()
    pixels.save(written, "PNG", optimize=True)
    return written.getvalue()
