"""A picture as an ordinary screen shows it: eight bits a channel, in the colours of sRGB (pure).

What a file says of its colours is believed in the order of PNG's third edition (2025, 4.3 "Colour spaces"): cICP, iCCP,
sRGB, gAMA and cHRM. A profile that is broken, or of another kind than the picture, says nothing, as in a browser.
"""

from __future__ import annotations

import io

from PIL import Image

_SIXTEEN_BITS = 65535
#: What Pillow calls the colours of a picture, and a profile calls its own.
_KINDS = {"L": "GRAY", "RGB": "RGB", "CMYK": "CMYK"}


def shown(image: Image.Image, cicp: bytes = b"") -> Image.Image:
    """RGB, or RGBA where the picture may be transparent, with nothing else of its file. May be the picture itself.

    `cicp` is what such a chunk of it holds.
    """
    said = _profile(image, cicp)
    colours, alpha = _eight_bits(image)
    if said is not None:
        colours = _converted(colours, said)
    made = colours if colours.mode == "RGB" else colours.convert("RGB")
    if alpha is not None:
        made.putalpha(alpha)
    made.info = {}
    return made


def _eight_bits(image: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """The colours in eight bits (L, RGB or CMYK), and how opaque each pixel is."""
    clear = image.info.get("transparency")
    if image.mode.startswith("I"):
        return _from_sixteen(image, clear)
    if image.mode == "RGB" and isinstance(clear, tuple) and max(clear) > 255:  # one colour, told in sixteen bits
        image.info["transparency"] = tuple(level >> 8 for level in clear)
    if image.has_transparency_data:
        whole = image.convert("RGBA")
        opaque = whole.getchannel("A")
        return image.convert("L") if image.mode in ("1", "L", "LA") else whole.convert("RGB"), opaque
    return image if image.mode in _KINDS else image.convert("L" if image.mode == "1" else "RGB"), None


def _from_sixteen(image: Image.Image, clear: int | None) -> tuple[Image.Image, Image.Image | None]:
    """The greys of sixteen bits; `clear` is the one that is transparent, if any."""
    import numpy as np  # it takes a while to load, and hardly any picture has them

    values = np.asarray(image).astype(np.int64)
    levels = (values * 255 + _SIXTEEN_BITS // 2) // _SIXTEEN_BITS
    opaque = None if clear is None else Image.fromarray(np.where(values == clear, 0, 255).astype(np.uint8))
    return Image.fromarray(levels.clip(0, 255).astype(np.uint8)), opaque


def _profile(image: Image.Image, cicp: bytes) -> bytes | None:
    """The ICC profile of the picture's colours; None where they are sRGB's, or nothing is said of them."""
    told = image.info
    if not cicp and "icc_profile" not in told and ("srgb" in told or not {"gamma", "chromaticity"} & told.keys()):
        return None
    from guidevakt.pictures import colour_profile  # it loads NumPy

    if (made := colour_profile.of_code_points(cicp)) is not None:
        return made or None
    if told.get("icc_profile"):
        return bytes(told["icc_profile"])
    return colour_profile.of_chunks(told.get("gamma"), told.get("chromaticity")) or None


def _converted(colours: Image.Image, profile: bytes) -> Image.Image:
    """The colours in sRGB; as they are where the profile is not theirs."""
    from PIL import ImageCms

    try:
        given = ImageCms.getOpenProfile(io.BytesIO(profile))
        if given.profile.xcolor_space.strip() != _KINDS[colours.mode]:
            return colours
        made = ImageCms.profileToProfile(colours, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return colours
    return made or colours
