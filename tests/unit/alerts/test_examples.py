"""Every kind of message is shown as it would come, and nothing is read or sent for it."""

from __future__ import annotations

import io
import socket
from pathlib import Path
from typing import get_args

import pytest
from rich.console import Console

from guidevakt.alerts import card, command, examples, letter
from guidevakt.incidents import Telling
from guidevakt.refused import Refused
from guidevakt.settings import AlertSettings
from tests.unit.alerts.test_channels import valid


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def no(*given: object, **named: object) -> None:
        raise AssertionError("an example asked the network")

    monkeypatch.setattr(socket.socket, "connect", no)
    monkeypatch.delenv("GUIDEVAKT_ALERT_URL", raising=False)


def shown(project: Path, kind: str | None = None) -> str:
    said = io.StringIO()
    assert command.example(project, kind, Console(file=said, width=100)) == 0
    return said.getvalue()


@pytest.fixture
def project(tmp_path: Path, alone: None) -> Path:
    (tmp_path / "pyproject.toml").write_text("[tool.guidevakt]\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize("kind", examples.KINDS)
def test_every_kind_has_someone_to_go_to_and_can_be_sent_in_every_form(kind: str) -> None:
    made = examples.messages(kind, AlertSettings(), "")

    assert made
    for message in made.values():
        assert message.first in letter.html(message).replace("&amp;", "&")
        assert letter.text(message).startswith(message.first)
        valid(card.payload(message)["attachments"][0]["content"])


def test_every_way_of_telling_has_an_example() -> None:
    told = {one.kind for make in examples.KINDS.values() for one in make().tellings}
    assert told >= {*get_args(Telling), "reminder"}


def test_all_kinds_are_shown_in_words(project: Path) -> None:
    said = shown(project)

    assert [kind for kind in examples.KINDS if f"{kind} ─" not in said] == []
    assert "Inget av det här har hänt, och inget skickas." in said
    assert "<html" not in said


def test_one_kind_is_shown_in_every_form(project: Path) -> None:
    said = shown(project, "aviserat")

    assert all(form in said for form in ("Ämne:", "E-post, text:", '<html lang="sv">', '"type": "AdaptiveCard"'))
    assert "Gör så här" in said
    assert "https://learn.microsoft.com/entra/identity/" in said


def test_a_kind_that_is_none_is_told_with_those_there_are(project: Path) -> None:
    with pytest.raises(Refused, match=r"Menade du paminnelse\? Tillåtna är aldrig-stamt, .*vaxlar\."):
        command.example(project, "påminelse", Console())
