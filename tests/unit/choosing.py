"""A project with runs whose pictures can be chosen about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from guidevakt import baseline
from guidevakt.pictures import received, shelf, sidecar
from guidevakt.pictures.decisions import Decision, Decisions
from guidevakt.pictures.shelf import Entry
from guidevakt.pictures.sidecar import Sidecar
from guidevakt.snapshot import Element
from guidevakt.verdict import ClaimResult, Environment, PictureResult, Run, RunResult, StepResult, summarise

ENVIRONMENT = Environment(os="linux", browser="chromium-156", fonts="3f2a91c0", viewport=(1280, 900))
KEY = "linux-chromium-156-3f2a91c0-1280x900"
NEWER = ENVIRONMENT.model_copy(update={"browser": "chromium-157"})
SIZE = (60, 40)
WHITE, BLACK, RED = "#ffffff", "#000000", "#ff0000"


@dataclass(frozen=True)
class Project:
    """A project in a folder. A picture is all one colour, and shows one button with a name."""

    folder: Path

    def run(
        self, pictures: Mapping[str, str], run: str = "r1", *, environment: Environment | None = ENVIRONMENT,
        target: str = "replica", claims: tuple[ClaimResult, ...] = (), moving: tuple[Any, ...] = (),
    ) -> RunResult:  # fmt: skip
        """A run that received and judged pictures, `colour` or `colour name` by id, a step each."""
        steps = tuple(
            StepResult(guide="losenord", part="registrera", id=f"steg-{n}", text="Klicka.", verdict="holds",
                       claims=claims, picture=self._judged(*picture, run, environment, target, moving))
            for n, picture in enumerate(pictures.items(), 1)
        )  # fmt: skip
        facts = {"id": run, "started": "2026-11-22T02:15:00+00:00", "finished": "2026-11-22T02:15:09+00:00"}
        made = Run.model_validate({**facts, "target": target, "environment": environment})
        return RunResult(run=made, summary=summarise(steps), steps=steps)

    def one(self, shown: str, run: str = "r1", **facts: Any) -> RunResult:
        """A run that received one picture, bild-1."""
        return self.run({"bild-1": shown}, run, **facts)

    def _judged(
        self, picture: str, shown: str, run: str, environment: Environment | None, target: str, moving: tuple[Any, ...]
    ) -> PictureResult:
        file = self.folder / "reports" / run / "pictures" / f"{picture}.png"
        colour, _, name = shown.partition(" ")
        png(file, colour)
        if name:
            button = Element("button", name, box=(10, 10, 30, 20))
            own = sidecar.digest(file.read_bytes())
            words = Sidecar(schema=1, sha256=own, snapshot=button, size=SIZE, moving=moving)
            file.with_suffix(".json").write_text(words.to_json(), "utf-8")
        return received.judge(self.folder, target, environment, "losenord", picture, file)

    def chosen(self, run: RunResult, choice: str = "new", **facts: Any) -> Decisions:
        """The same choice for every picture of the run."""
        made = tuple(
            Decision.model_validate({
                "guide": step.guide, "step": step.id, "picture": step.picture.id, "choice": choice,
                "sha256": sidecar.digest((self.folder / str(step.picture.received)).read_bytes()), **facts,
            })
            for step in run.steps if step.picture
        )  # fmt: skip
        return Decisions(schema=1, run=run.run.id, who="Anna", decisions=made)

    def decide(self, run: RunResult, choice: str = "new", **facts: Any) -> Entry:
        """Choose for the run's pictures; gives the first entry."""
        return baseline.decide(self.folder, run, self.chosen(run, choice, **facts))[0]

    def shown(self, picture: str = "bild-1", key: str = KEY) -> dict[str, str]:
        """What the picture's approved files show, as they are read: `{"bild-1": "#ff0000 Nästa"}`."""
        found = shelf.files(self.folder, "replica", key, "losenord", picture)
        return {name: seen(file) for name, file in found.items()}

    @property
    def place(self) -> Path:
        """Where the guide's approved pictures lie."""
        return self.folder / "baselines" / "replica" / KEY / "losenord"

    def tree(self) -> dict[str, bytes]:
        """Every file under baselines/ but the lock."""
        root = self.folder / "baselines"
        found = (path for path in sorted(root.rglob("*")) if path.is_file() and path.name != ".lock")
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def png(file: Path, colour: str = WHITE, size: tuple[int, int] = SIZE) -> Path:
    """A picture of one colour."""
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, colour).save(file)
    return file


def seen(file: Path) -> str:
    """What a picture shows and says: `#ff0000 Nästa`."""
    with Image.open(file) as image:
        red, green, blue = image.convert("RGB").resize((1, 1)).tobytes()
    words = sidecar.of(file)
    return f"#{red:02x}{green:02x}{blue:02x} {words.snapshot.name if words else ''}".strip()
