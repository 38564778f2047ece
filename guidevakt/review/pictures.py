"""The pictures that may be shown, of the run and of the baselines, by names that say nothing of where they lie."""

from __future__ import annotations

import hashlib
from pathlib import Path


class Pictures:
    """Gives a picture its address, and finds it again: what has been given none is not served, whatever is asked."""

    def __init__(self, project: Path, run: str) -> None:
        self._project = project
        reports = (project / "reports").resolve()
        folder = (reports / run).resolve()
        self._roots = [(project / "baselines").resolve(), *([folder] if folder.parent == reports else [])]
        self._known: dict[str, Path] = {}

    def address(self, file: str) -> str:
        """The address of a picture, by its path from the project."""
        name = hashlib.sha256(file.encode()).hexdigest()[:20]
        self._known[name] = self._project / file
        return f"/picture/{name}.png"

    def find(self, name: str) -> Path | None:
        """The picture of that name, if it is one, and lies where pictures do."""
        file = self._known.get(name.removesuffix(".png"))
        if file is None or file.suffix != ".png":
            return None
        real = file.resolve()
        return real if real.is_file() and any(real.is_relative_to(root) for root in self._roots) else None
