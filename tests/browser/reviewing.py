"""A project with a run whose pictures have come to everything that pictures can come to, and the page to review it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from PIL import Image, ImageChops, ImageDraw

from guidevakt import baseline, report
from guidevakt.baseline import Entry
from guidevakt.review.serve import Server
from guidevakt.verdict import (
    ClaimResult,
    Difference,
    Environment,
    PictureResult,
    Run,
    RunResult,
    StepResult,
    summarise,
    worst_verdict,
)

MACHINE = Environment(os="debian-12", browser="chromium-156", fonts="3f9a1c07", viewport=(1280, 900))
FIRST, NOW = "2026-11-20T02-15-00Z-0001", "2026-11-24T02-15-00Z-7f3a"
HELP = Difference(change="added", role="link", seen="Hjälp", box=(40, 40, 120, 30))
NEXT = Difference(change="renamed", role="button", name="Nästa", seen="Fortsätt", box=(420, 250, 120, 50))
TEXTS = {
    "registrera-2": "Klicka på Säkerhetsinformation",
    "registrera-3": "I nästa fönster ska du klicka på Lägg till inloggningsmetod.",
    "registrera-4": "Då öppnas följande fönster. Välj Telefon.",
    "registrera-5": "Byt land till Sverige och ange ditt mobilnummer. OBS! utan landskod. Klicka på Nästa.",
    "registrera-6": "En kod skickas nu till det mobilnummer du angett.",
    "registrera-7": "Du får då upp meddelande om att verifieringen är klar.",
}


def drawn(
    number: int, label: str, at: tuple[int, int, int, int], size: tuple[int, int] = (600, 340)
) -> Image.Image:
    """A page of its own with one labelled thing on it."""
    image = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 600, 28), fill=(20, 60 + 20 * number, 110))
    x, y, width, tall = at
    pen.rectangle((x, y, x + width, y + tall), fill=(0, 90, 170))
    pen.text((x + 10, y + 10), label, fill="white")
    return image


def claim(**facts: Any) -> ClaimResult:
    return ClaimResult.model_validate({"kind": "control", "expected": "Nästa", "verdict": "holds", **facts})


def step(id_: str, picture: PictureResult | None, *claims: ClaimResult) -> StepResult:
    verdicts = [one.verdict for one in (*(claims or (claim(),)), picture) if one]
    return StepResult(guide="losenord", part="registrera", id=id_, text=TEXTS[id_], verdict=worst_verdict(verdicts),
                      claims=claims or (claim(),), picture=picture)  # fmt: skip


def run_of(id_: str, steps: list[StepResult], day: int = 24) -> RunResult:
    times = {"started": f"2026-11-{day}T02:15:00Z", "finished": f"2026-11-{day}T02:16:12Z"}
    run = Run(id=id_, target="replica", environment=MACHINE, **times)
    return RunResult(run=run, summary=summarise(steps), steps=tuple(steps))


@dataclass(frozen=True)
class Reviewed:
    """The project's folder, and its newest run."""

    project: Path
    run: RunResult

    @property
    def folder(self) -> Path:
        """Where the approved pictures lie."""
        return baseline.folder(self.project, "replica", MACHINE, "losenord")

    @property
    def report(self) -> Path:
        return report.write(self.run, self.project / "reports" / self.run.run.id, self.project)

    def received(self, picture: str) -> bytes:
        return (self.project / "reports" / self.run.run.id / "pictures" / f"{picture}.png").read_bytes()

    def approved(self, picture: str) -> bytes:
        return (self.folder / f"{picture}.png").read_bytes()

    def entries(self) -> list[Entry]:
        """What has been chosen since the first pictures were approved."""
        return [entry for entry in baseline.entries(self.project) if entry.run == NOW]


def made(project: Path) -> Reviewed:
    """Make it: pictures approved by Anna, and a run that differs from them."""
    button, link = (420, 250, 120, 50), (40, 40, 120, 30)
    old = {n: drawn(n, "Nästa", button) for n in range(1, 6)}
    new = {
        1: drawn(1, "Hjälp", link), 2: drawn(2, "Hjälp", link), 3: old[3], 4: drawn(4, "Fortsätt", button),
        5: drawn(5, "Nästa", button, (560, 400)), 6: drawn(6, "Klar", button),
    }  # fmt: skip
    for run, pictures in ((FIRST, old), (NOW, new)):
        for number, image in pictures.items():
            file = project / "reports" / run / "pictures" / f"bild-{number}.png"
            file.parent.mkdir(parents=True, exist_ok=True)
            image.save(file)
    (project / "baselines").mkdir()
    first = [
        PictureResult(id=f"bild-{n}", verdict="awaiting_review", received=f"reports/{FIRST}/pictures/bild-{n}.png")
        for n in old
    ]
    ids = list(TEXTS)
    baseline.approve(project, run_of(FIRST, [step(i, p) for i, p in zip(ids, first, strict=False)], 20), who="Anna")
    place = baseline.folder(project, "replica", MACHINE, "losenord").relative_to(project).as_posix()

    def picture(number: int, **facts: Any) -> PictureResult:
        received = f"reports/{NOW}/pictures/bild-{number}.png"
        known = {"id": f"bild-{number}", "approved": f"{place}/bild-{number}.png", "received": received}
        if facts.get("verdict", "looks_different") == "looks_different":
            difference = ImageChops.difference(old[number], new[number].crop((0, 0, 600, 340))).convert("L")
            red = Image.new("RGBA", difference.size)
            red.paste((255, 0, 0, 255), mask=difference.point([0] + [255] * 255))
            red.save(project / received.replace(".png", ".diff.png"))
            known |= {"diff": received.replace(".png", ".diff.png"), "box": link}
        return PictureResult.model_validate({"verdict": "looks_different", **known, **facts})

    renamed = claim(verdict="drifted", change="renamed", seen="Fortsätt", suggestion="Fortsätt", held_before=True)
    words = {"words": "otherwise", "differences": (HELP,), "boxes": (link, button)}
    steps = [
        step("registrera-2", picture(1, **words)),
        step("registrera-3", picture(2, **words)),
        step("registrera-4", picture(3, verdict="holds")),
        step("registrera-5", picture(4, words="otherwise", differences=(NEXT,), box=button), renamed),
        step("registrera-6", picture(5, words="same", box=(420, 330, 120, 60))),
        step("registrera-7", picture(6, verdict="awaiting_review", approved=None)),
    ]
    result = run_of(NOW, steps)
    for name in (NOW, "latest"):
        (project / "reports" / name).mkdir(exist_ok=True)
        (project / "reports" / name / "results.json").write_text(result.to_json(), "utf-8")
    return Reviewed(project, result)


class Opened:
    """The review page, running; its pictures can be made as they were."""

    def __init__(self, reviewed: Reviewed, pristine: Path) -> None:
        self.reviewed, self._pristine = reviewed, pristine
        shutil.copytree(reviewed.project / "baselines", pristine)
        self.server = Server(reviewed.project, reviewed.run)
        self.url = f"http://127.0.0.1:{self.server.port}"
        self._thread = threading.Thread(target=self.server.serve, daemon=True)
        self._thread.start()
        split = urlsplit(self.server.address)
        answer, headers, _ = self.ask("GET", f"{split.path}?{split.query}", cookie="")
        assert (answer, headers["Location"]) == (303, "/")
        self.set_cookie = headers["Set-Cookie"]
        self.cookie = self.set_cookie.partition(";")[0]
        self.used = f"{split.path}?{split.query}"

    @property
    def cookies(self) -> list[dict[str, str]]:
        """What a browser that has been let in sends."""
        name, _, value = self.cookie.partition("=")
        return [{"name": name, "value": value, "url": self.url}]

    def ask(
        self, method: str, path: str, form: Mapping[str, str] | None = None, cookie: str | None = None, **headers: str
    ) -> tuple[int, Message, str]:
        """One request as it is told, with nothing that a browser would add. `Sec_Fetch_Site` is Sec-Fetch-Site."""
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        sent = {"Cookie": self.cookie if cookie is None else cookie}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        if form is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, urlencode(form or {}) if form is not None else None, sent)
        answer = connection.getresponse()
        body = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, answer.headers, body

    def restore(self) -> None:
        """Nothing has been chosen since."""
        shutil.rmtree(self.reviewed.project / "baselines")
        shutil.copytree(self._pristine, self.reviewed.project / "baselines")
        self.server.review.later.clear()

    def close(self) -> None:
        self.server.stop()
        self._thread.join()
