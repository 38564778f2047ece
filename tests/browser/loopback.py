"""Servers on loopback that listen for what should never come, and a command line run where they listen."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[2]


class Ear:
    """Takes any request, on any path, and remembers it; `connections` counts those that said nothing too."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.connections = 0
        self._server = _Server(("127.0.0.1", 0), _answering(self))
        self._server.ear = self
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Ear:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class PacketEar:
    """Counts the packets (UDP) that come to a port; for TCP it may be another's."""

    def __init__(self, port: int) -> None:
        self.packets, self.port = 0, port
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", port))
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self) -> PacketEar:
        self._thread.start()
        return self

    def _listen(self) -> None:
        while self._socket.recv(4096) != b"stop":
            self.packets += 1

    def __exit__(self, *_: object) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as end:
            end.sendto(b"stop", ("127.0.0.1", self.port))
        self._thread.join(5)
        self._socket.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    ear: Ear

    def verify_request(self, request: Any, client_address: Any) -> bool:
        self.ear.connections += 1
        return True


def _answering(ear: Ear) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            ear.heard.append(self.path)
            self.send_response(204)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Access-Control-Allow-Headers", "*")
            self.end_headers()

        do_GET = do_HEAD = do_POST = do_OPTIONS = do_CONNECT = answer

        def log_message(self, *_: object) -> None:
            return

    return Handler


@dataclass(frozen=True)
class Ran:
    """A command that has ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Project:
    """A copy of the project's own files, so that runs leave nothing in the real one; a spy is its machine's proxy."""

    folder: Path
    spy: Ear

    @classmethod
    def copied(cls, folder: Path, spy: Ear) -> Project:
        shutil.copytree(PROJECT / "guides", folder / "guides")
        (folder / "tests").mkdir()
        for name in ("pyproject.toml", "conftest.py", "tests/test_guides.py"):
            shutil.copy(PROJECT / name, folder / name)
        return cls(folder, spy)

    def run(self, *arguments: str, with_proxy: bool = True, timeout: float = 90) -> Ran:
        """Run `python -m` with the arguments, in the project's folder."""
        with self.begin(*arguments, with_proxy=with_proxy) as begun:
            try:
                out, err = begun.communicate(timeout=timeout)
            except subprocess.TimeoutExpired:
                begun.kill()
                raise
        return Ran(begun.returncode, out, err)

    def begin(self, *arguments: str, with_proxy: bool = True) -> subprocess.Popen[str]:
        """Begin the same, in a group of processes of its own; what it says can be read line by line."""
        proxy = dict.fromkeys(("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"), self.spy.url)
        proxy |= {name.lower(): url for name, url in proxy.items()}
        known = {name: value for name, value in os.environ.items() if name.upper() not in proxy | {"NO_PROXY": ""}}
        return subprocess.Popen(
            [sys.executable, "-u", "-m", *arguments],
            cwd=self.folder,
            env={**known, **(proxy if with_proxy else {}), "PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )

    def results(self, file: Path | None = None) -> dict[str, Any]:
        """The newest run's results.json, or another."""
        return dict(json.loads((file or self.folder / "reports" / "latest" / "results.json").read_text("utf-8")))
