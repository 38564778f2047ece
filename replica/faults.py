"""Which fault holds now: the faults of an overlay with how often each has been used."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from replica.overlay import Fault


class Faults:
    """Counts over the whole run, second tries included. Used by the server's own thread alone."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self._left = [(fault, [fault.times]) for fault in faults]

    def at(self, url: str) -> Fault | None:
        """The fault that bends this answer, used once."""
        return self._take(lambda fault: not (fault.certificate or fault.dns) and fault.fits(url))

    def certificate(self, host: str) -> str | None:
        """Which other certificate this connection has, used once: "expired", "other-host", "renewed" or none."""
        fault = self._take(lambda fault: fault.certificate is not None and fault.host == host)
        return fault.certificate if fault else None

    def _take(self, fits: Callable[[Fault], bool]) -> Fault | None:
        for fault, left in self._left:
            if left[0] == 0 or not fits(fault):
                continue
            if left[0] is not None:
                left[0] -= 1
            return fault
        return None
