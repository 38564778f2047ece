"""What this process waits for at the moment: the address that was last asked for, as it may be told."""

from __future__ import annotations

from guidevakt import addresses

_asked = ""


def for_address(address: str) -> None:
    """An address is about to be asked for."""
    global _asked
    _asked = addresses.bare(address)


def address() -> str:
    """The address that was last asked for; empty where none was, or another process walks."""
    return _asked
