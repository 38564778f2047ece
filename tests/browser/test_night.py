"""A real change on a real page becomes a letter with its picture, and then a letter that all is well."""

from __future__ import annotations

import io
import shutil
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from PIL import Image
from tenacity import wait_none

from guidevakt import run as runs
from guidevakt import save
from guidevakt.alerts.sending import Sender
from guidevakt.history import History
from guidevakt.settings import AlertSettings
from guidevakt.verdict import Run, RunResult, StepResult, summarise
from tests.browser.walking import Walker, swap

LABEL = 'aria-label="Ikon: Gå framåt" aria-hidden="false"></span></span><span>För dig som är'
RENAMED = swap(LABEL, "></span></span><span>För")


class Inbox:
    """The letters that came."""

    def __init__(self) -> None:
        self.letters: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters.append(message_from_bytes(envelope.content, _class=EmailMessage, policy=policy.default))
        return "250 OK"


@pytest.fixture
def inbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Inbox]:
    found = Inbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(found, hostname="127.0.0.1", port=port)
    controller.start()
    monkeypatch.setenv("GUIDEVAKT_ALERT_URL", f"mailto://127.0.0.1:{port}?from=g@example.se&to=it@example.se")
    yield found
    controller.stop()


@pytest.fixture
def kept(walk: Walker, tmp_path: Path) -> Callable[[datetime, bool], RunResult]:
    """Walk to the link on the start page, renamed or not, and keep it as a live night at a moment."""

    def keep(at: datetime, renamed: bool) -> RunResult:
        walked = walk("aterstall", {"eslov.se": RENAMED if renamed else str}, until="aterstall-2")
        steps = tuple(_as_if_held_before(step) for step in walked.steps.values())
        moment = at.isoformat()
        run = Run(id=f"{at:%d-%H}", started=moment, finished=moment, target="live")
        shutil.copytree(walk.around.evidence.folder, runs.folder_of(tmp_path / "project", run.id))
        result = RunResult(run=run, summary=summarise(steps), steps=steps)
        save.save(tmp_path / "project", result, walk.around.met, walk.around.labels)
        return result

    return keep


def _as_if_held_before(step: StepResult) -> StepResult:
    claims = tuple(claim.model_copy(update={"held_before": True}) for claim in step.claims)
    return step.model_copy(update={"claims": claims})


def test_a_renamed_link_is_told_with_its_picture_and_again_when_it_is_back(
    kept: Callable[[datetime, bool], RunResult], inbox: Inbox, walk: Walker, tmp_path: Path
) -> None:
    project = tmp_path / "project"
    sender = Sender(project, AlertSettings(), History(project / "reports" / "history.db"), wait_none())

    def night(day: int, hours: list[int], renamed: bool) -> None:
        for hour in hours:
            kept(datetime(2026, 12, day, hour, 15, tzinfo=UTC), renamed)
        assert sender.send(datetime(2026, 12, day, 7, tzinfo=UTC))[1] == []

    night(1, [2, 4], renamed=True)
    night(2, [2], renamed=False)
    night(3, [2], renamed=False)

    changed, well = inbox.letters
    assert changed["Subject"] == (
        "eslov.se: länken ”För dig som är medarbetare” finns inte längre längst ner på startsidan. "
        "Den heter troligen ”För medarbetare” nu."
    )
    (picture,) = [part for part in changed.walk() if part.get_content_type() == "image/png"]
    with Image.open(io.BytesIO(picture.get_payload(decode=True))) as image:
        assert image.width <= 560
        assert len(image.convert("RGB").getcolors(2**16) or []) > 10, "there is a page in the picture"
    assert well["Subject"] == "Stämmer igen: länken ”För dig som är medarbetare” (eslov.se, steg aterstall-2)."

    history = sender.history
    assert "För dig som är medarbetare" in history.labels("live", "start")
    assert walk.around.labels["start"] == history.labels("live", "start")
    assert walk.around.target.answers.results()[0].host == "eslov.se"
    assert walk.around.target.answers.results()[0].answer_ms is not None
