"""`guidevakt review`: the page on this machine alone, until somebody has done with it."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from guidevakt.refused import Refused
from guidevakt.review.app import Review
from guidevakt.review.doorkeeper import Doorkeeper
from guidevakt.verdict import RunResult

LOOPBACK = "127.0.0.1"


class Server:
    """The page of one run, on a port of this machine. `address` lets a browser in, once."""

    def __init__(self, project: Path, run: RunResult, port: int = 0) -> None:
        """Raises Refused where the port is taken."""
        self._socket = _listening(port)
        self.port: int = self._socket.getsockname()[1]
        self.review = Review(project, run)
        self._door = Doorkeeper(self.review.app(), self.port)
        config = uvicorn.Config(
            self._door, log_level="warning", lifespan="off", server_header=False, timeout_graceful_shutdown=1
        )
        self._server = uvicorn.Server(config)

    @property
    def address(self) -> str:
        return f"http://{LOOPBACK}:{self.port}/?token={self._door.token}"

    def serve(self) -> None:
        """Returns when stop() is called, or the process is told to end."""
        self._server.run(sockets=[self._socket])

    def stop(self) -> None:
        self._server.should_exit = True


def _listening(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # elsewhere it would let two servers share the port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen()
    except (OSError, OverflowError):
        listener.close()
        taken = "porten är upptagen eller får inte användas. Välj en annan, eller utelämna --port."
        raise Refused(f"--port {port}: {taken}") from None
    return listener


def review(
    project: Path, run: RunResult, port: int, tell: Callable[[str], None], open_: Callable[[str], bool] | None
) -> None:
    """Serve the page until Ctrl-C. `open_` opens an address in the person's browser, None leaves that to them."""
    server = Server(project, run, port)
    # Ctrl-C only asks the server to stop: an exception out of nowhere could meet it half started.
    before = signal.signal(signal.SIGINT, lambda _number, _frame: server.stop())
    try:
        tell(f"Granska bilderna från körning {run.run.id} här (adressen gäller en gång):\n{server.address}\n")
        if open_ and not open_(server.address):
            tell("Ingen webbläsare kunde öppnas. Öppna adressen själv.")
        tell("Ctrl-C avslutar. Alla val är sparade i samma stund som de görs.")
        server.serve()
    finally:
        signal.signal(signal.SIGINT, before)
    tell("Granskningen är avslutad.")
