"""Ctrl-C and its kind."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from guidevakt import interruption
from guidevakt.interruption import SAME_S, Interruption


class Clock:
    now = 100.0


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    monkeypatch.setattr(interruption.time, "monotonic", lambda: Clock.now)
    return Clock()


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The codes with which the process would have ended at once."""
    codes: list[int] = []
    monkeypatch.setattr(interruption.os, "_exit", codes.append)
    return codes


@pytest.fixture
def heard(clock: Clock) -> Iterator[Interruption]:
    before = signal.getsignal(signal.SIGINT)
    with Interruption() as listening:
        yield listening
    assert signal.getsignal(signal.SIGINT) is before


def press(name: str = "SIGINT", after: float = 0) -> None:
    Clock.now += after
    signal.raise_signal(getattr(signal, name))


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"] + ["SIGBREAK"] * (os.name == "nt"))
def test_the_first_signal_breaks_off(heard: Interruption, ended: list[int], name: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        press(name)
    assert ended == []


@pytest.mark.parametrize(("after", "codes"), [(0.1, []), (2 * SAME_S, [130])])
def test_a_second_one_ends_at_once_unless_it_is_the_same_wish(
    heard: Interruption, ended: list[int], after: float, codes: list[int]
) -> None:
    with pytest.raises(KeyboardInterrupt):
        press()
    press(after=after)
    assert ended == codes


def test_what_swallows_it_is_the_last_thing_done(heard: Interruption) -> None:
    with pytest.raises(KeyboardInterrupt):
        press()
    with pytest.raises(KeyboardInterrupt):
        heard.pytest_runtest_logstart()


def test_it_breaks_off_no_saving(heard: Interruption, ended: list[int]) -> None:
    saving = heard.pytest_sessionfinish()
    next(saving)
    press()
    heard.pytest_runtest_logstart()
    assert ended == []


def test_nothing_is_broken_off_that_nobody_asked_for(heard: Interruption) -> None:
    heard.pytest_runtest_logstart()
