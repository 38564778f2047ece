"""`guidevakt drift`, with processes that answer at once: what it leaves, however it ends."""

from __future__ import annotations

import json
import shutil
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from guidevakt.drift import command, workers
from guidevakt.drift.cases import Case
from guidevakt.drift.judged import Tried
from guidevakt.refused import Refused

PROJECT = Path(__file__).parents[3]
BEFORE = "# A project\n<!-- drift -->\nas it was\n<!-- /drift -->\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(PROJECT / "guides", tmp_path / "guides")
    shutil.copy(PROJECT / "conftest.py", tmp_path)
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "README.md").write_text(BEFORE, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Answering:
    """Processes that call every try right, until the one after the `last`, which is ended by `how`."""

    def __init__(self, last: int | None, how: BaseException) -> None:
        self._last, self._how = last, how

    def nominal(self, parts: object) -> list[Any]:
        return []

    def tried(self, cases: Iterable[Case]) -> Iterator[Tried]:
        for number, case in enumerate(cases):
            if number == self._last:
                raise self._how
            yield Tried(case, True, True, True, True, None, False, (), "")


@pytest.fixture(autouse=True)
def signals() -> Iterator[None]:
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def drifted(
    monkeypatch: pytest.MonkeyPatch, last: int | None = None, how: BaseException | None = None, **asked: Any
) -> int:
    @contextmanager
    def started(*_: object) -> Iterator[Answering]:
        yield Answering(last, how or KeyboardInterrupt())

    monkeypatch.setattr(workers, "started", started)
    return command.drift(count=1, **asked)


def tries(project: Path) -> int:
    return len(json.loads((project / "reports" / "drift" / "drift.json").read_text("utf-8"))["cases"])


@pytest.mark.parametrize(
    ("how", "said"), [(KeyboardInterrupt(), "Avbrutet."), (BrokenProcessPool(), "En av processerna dog")]
)
def test_what_was_tried_before_it_ended_is_in_the_table(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], how: BaseException, said: str
) -> None:
    assert drifted(monkeypatch, 2, how, operator="disabled", readme=True) == 1
    assert tries(project) == 2
    assert "**Stopped after 2 of" in (project / "reports" / "drift" / "drift.md").read_text("utf-8")
    assert said in capsys.readouterr().out
    assert (project / "README.md").read_text("utf-8") == BEFORE


def test_a_fault_of_our_own_leaves_the_table_too(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ZeroDivisionError):
        drifted(monkeypatch, 3, ZeroDivisionError(), operator="disabled")
    assert tries(project) == 3


def test_nothing_tried_leaves_the_table_that_was(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drifted(monkeypatch, operator="disabled")
    whole = tries(project)
    assert drifted(monkeypatch, 0, operator="disabled") == 1
    assert tries(project) == whole > 0


def test_only_the_whole_table_stands_in_the_readme(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for some in ({"operator": "disabled"}, {"part": "aterstall"}, {"step": "aterstall-2"}, {"pairs": False}):
        assert drifted(monkeypatch, readme=True, **some) == 0  # type: ignore[arg-type]
        assert (project / "README.md").read_text("utf-8") == BEFORE
        assert "README.md är som den var" in capsys.readouterr().out
    assert drifted(monkeypatch, readme=True) == 0
    assert "changes that break the guide" in (project / "README.md").read_text("utf-8")


def test_a_readme_that_can_take_no_table_is_told_before_anything_is_tried(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "README.md").write_text("Nothing\n", "utf-8")
    with pytest.raises(Refused, match="markörerna <!-- drift -->"):
        drifted(monkeypatch, readme=True)
    assert not (project / "reports").exists()


def test_a_log_is_told_now_and_then_how_far_it_has_come(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "TELL_EVERY_S", 0)
    drifted(monkeypatch, operator="disabled", pairs=False)
    told = capsys.readouterr().out
    assert f"  2 av {tries(project)} försök, snart klart" in told
