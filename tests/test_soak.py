"""`make soak` tells how often it was tried, and never passes over what came out otherwise."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from tests.soak import __main__ as soaks
from tests.soak.__main__ import told
from tests.soak.soaked import Soaked


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Exit code and output of a soak that goes wrong at these of its tries."""

    def made(*arguments: str, wrong: int = 0) -> tuple[int, str]:
        def soaked(times: int, tick: Callable[[], None]) -> Soaked:
            for _ in range(times):
                tick()
            return Soaked(times, [f"bild-{number}" for number in range(wrong)])

        monkeypatch.setattr(soaks, "SOAKS", {"prov": SimpleNamespace(TITLE="prov", TIMES=300, run=soaked)})
        monkeypatch.setattr(sys, "argv", ["soak", *arguments])
        return soaks.main(), capsys.readouterr().out

    return made


def test_nothing_wrong_is_told_with_its_bound(run: Callable[..., tuple[int, str]]) -> None:
    code, said = run()
    assert code == 0
    assert "prov: 0 avvikelser på 300 försök; med 95 % säkerhet är andelen under 1,00 %." in said


@pytest.mark.parametrize("arguments", [["prov", "--n", "3"], ["--n", "3"]])
def test_a_soak_is_run_as_often_as_asked_for(run: Callable[..., tuple[int, str]], arguments: list[str]) -> None:
    code, said = run(*arguments)
    assert (code, "på 3 försök" in said) == (0, True)


def test_whatever_comes_out_otherwise_fails_and_is_counted(run: Callable[..., tuple[int, str]]) -> None:
    code, said = run("--n", "50", wrong=30)
    assert (code, "prov: 30 avvikelser på 50 försök." in said) == (1, True)
    assert len(re.findall(r"bild-\d", said)) == soaks.SHOWN_AT_MOST


@pytest.mark.parametrize("arguments", [["annat"], ["--n", "0"], ["--n", "x"]])
def test_what_cannot_be_run_is_refused(run: Callable[..., tuple[int, str]], arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(*arguments)
    assert ended.value.code == 2


def test_no_tries_at_all_prove_nothing() -> None:
    assert Soaked().bound == 1


def test_how_many_steps_could_be_judged_is_told() -> None:
    assert told("nätter", Soaked(30, steps=450, checked=441)).endswith("441 av 450 steg gick att kontrollera.")
