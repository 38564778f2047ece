"""What a PNG's chunks say of its colours, as an ICC profile (pure)."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

#: x and y of white, red, green and blue, as in a cHRM chunk.
Primaries = Sequence[float]
_D65 = (0.3127, 0.3290)
#: By their numbers in a cICP chunk (ITU-T H.273, table 2): BT.709, which sRGB has, BT.2020 and Display P3.
PRIMARIES: dict[int, Primaries] = {
    1: (*_D65, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06),
    9: (*_D65, 0.708, 0.292, 0.170, 0.797, 0.131, 0.046),
    12: (*_D65, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060),
}
SRGB = PRIMARIES[1]
#: The curves of H.273 (table 3) that tell no more light than a screen has, as exponents; None is sRGB's, which those of
#: television are shown by.
CURVES: dict[int, float | None] = {1: None, 4: 2.2, 5: 2.8, 6: None, 8: 1.0, 13: None, 14: None, 15: None}
#: sRGB's curve (IEC 61966-2-1) as the parameters g, a, b, c, d of an ICC parametric curve of kind 3.
_SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
#: A gAMA chunk this near 1/2.2, and primaries this near sRGB's, are how many programs write sRGB.
GAMMA, NEAR_GAMMA, NEAR_PRIMARIES = 1 / 2.2, 0.005, 0.002
#: A curve steeper than this is no screen's.
STEEPEST = 10.0
#: From X, Y, Z to the eye's three cones (Bradford), and the white of ICC's profiles.
_CONES = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
_D50 = np.array([0.9642, 1.0, 0.8249])


def of_code_points(cicp: bytes) -> bytes | None:
    """The profile that a cICP chunk names; empty where it is sRGB's, None where it names none that a screen shows."""
    if len(cicp) != 4 or cicp[0] not in PRIMARIES or cicp[1] not in CURVES:
        return None
    return _of(PRIMARIES[cicp[0]], CURVES[cicp[1]])


def of_chunks(gamma: float | None, primaries: Primaries | None) -> bytes:
    """The profile that the gAMA and cHRM chunks tell, where they stand; empty where it is sRGB's, or no screen's."""
    near = gamma is None or abs(gamma - GAMMA) < NEAR_GAMMA
    if not near and not 1 / STEEPEST <= float(gamma or 0) <= STEEPEST:
        return b""
    return _of(primaries or SRGB, None if near else 1 / float(gamma or GAMMA))


def _of(primaries: Primaries, exponent: float | None) -> bytes:
    if exponent is None and np.abs(np.subtract(primaries, SRGB)).max() < NEAR_PRIMARIES:
        return b""
    colours = _colours(primaries)
    if colours is None:
        return b""
    kind, numbers = (3, _SRGB_CURVE) if exponent is None else (0, (exponent,))
    curve = b"para" + struct.pack(">4xH2x", kind) + b"".join(map(_fixed, numbers))
    tags = {b"wtpt": _xyz(_D50), **{name + b"TRC": curve for name in (b"r", b"g", b"b")}}
    return _icc(tags | {name + b"XYZ": _xyz(colours[:, at]) for at, name in enumerate((b"r", b"g", b"b"))})


def _colours(primaries: Primaries) -> npt.NDArray[np.float64] | None:
    """X, Y and Z (rows) of full red, green and blue (columns) under the profiles' white; None where they make none."""
    points = np.array(primaries, float).reshape(4, 2)
    if (points[:, 1] <= 0).any():
        return None
    white, *columns = (np.array([x / y, 1.0, (1 - x - y) / y]) for x, y in points)
    screen = np.array(columns).T
    if abs(np.linalg.det(screen)) < 1e-6:
        return None
    adapted = np.linalg.inv(_CONES) @ np.diag((_CONES @ _D50) / (_CONES @ white)) @ _CONES
    return np.asarray(adapted @ (screen * np.linalg.solve(screen, white)))


def _icc(tags: dict[bytes, bytes]) -> bytes:
    """A screen's profile with these tags (ICC.1:2022, 7)."""
    table, data = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for name, tag in tags.items():
        table += name + struct.pack(">II", start + len(data), len(tag))
        data += tag
    head = struct.pack(">I4xI", start + len(data), 0x04200000) + b"mntrRGB XYZ " + bytes(12) + b"acsp"
    return (head + bytes(28) + b"".join(map(_fixed, _D50))).ljust(128, b"\0") + table + data


def _xyz(value: npt.NDArray[np.float64]) -> bytes:
    return b"XYZ " + bytes(4) + b"".join(map(_fixed, value))


def _fixed(number: float) -> bytes:
    return struct.pack(">i", round(number * 65536))
