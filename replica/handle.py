"""What a browser or another process needs to know to reach a running replica."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

# What a fresh Chromium would otherwise fetch on its own, and QUIC, which the resolver rules do not tell apart.
_QUIET = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Handle:
    """A running replica, as plain data."""

    http_port: int
    https_port: int
    spki: str
    secret: str
    session: str
    hosts: tuple[str, ...]
    notfound: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, data: str | Mapping[str, Any]) -> Handle:
        """From the line that `python -m replica` prints, or the same parsed. Raises TypeError for other keys."""
        values = dict(json.loads(data) if isinstance(data, str) else data)
        return cls(**{**values, "hosts": tuple(values["hosts"]), "notfound": tuple(values["notfound"])})

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "hosts": list(self.hosts), "notfound": list(self.notfound)}

    def chromium_args(self) -> list[str]:
        """Arguments that show Chromium the replica at the real addresses, and nothing else, proxy or not.

        Only the replica's good key is trusted, so bad certificates are still refused: do not set ignore_https_errors.
        """
        return [
            f"--host-resolver-rules={', '.join(self._rules())}",
            "--proxy-server=direct://",  # --no-proxy-server does not help chromium-headless-shell
            f"--ignore-certificate-errors-spki-list={self.spki}",
            *_QUIET,
        ]

    def _rules(self) -> list[str]:
        """Chromium takes the first rule that fits."""
        lost = [f"MAP {host} ~NOTFOUND" for host in self.notfound]
        known = [
            f"MAP {host}:{port} 127.0.0.1:{ours}"
            for host in self.hosts
            if host not in self.notfound
            for port, ours in ((80, self.http_port), (443, self.https_port))
        ]
        return [*lost, *known, "EXCLUDE 127.0.0.1", "EXCLUDE localhost", "MAP * ~NOTFOUND"]
