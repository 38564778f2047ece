"""One client's connection: uvicorn's, with the wire within reach of the application."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Mapping
from socket import SO_LINGER, SOL_SOCKET
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

# l_onoff = 1, l_linger = 0: closing throws away what is unsent and resets (RST) instead of ending politely (FIN).
_RESET = struct.pack("ii", 1, 0)


class Connection(H11Protocol):
    """Hands its transport to the application in scope["state"], so that a fault can reset the connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        super().connection_made(transport)
        self.app_state = {"transport": transport}


def reset(scope: Mapping[str, Any]) -> None:
    """Break the connection that this request came by, as a failing network would; one that is gone is left alone."""
    transport: asyncio.Transport = scope["state"]["transport"]
    if transport.is_closing():  # a TLS transport whose other end has gone has no socket left to ask for
        return
    transport.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_LINGER, _RESET)
    transport.abort()
