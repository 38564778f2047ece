"""What a received picture says otherwise than the approved one, told by their snapshots (pure)."""

from __future__ import annotations

from guidevakt.sidecar import Sidecar
from guidevakt.verdict import Difference


def told(approved: Sidecar, received: Sidecar, places: bool = True) -> tuple[Difference, ...]:
    """The differences a reader would name. Without `places`, what stands elsewhere is not one."""
    return ()
