"""What is said reaches terminals and pipes whose encoding lacks its signs."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from guidevakt import terminal

SPEAK = """
from rich.console import Console
from guidevakt.terminal import speak_safely
speak_safely()
Console().print('✓ ”Återställ” – stämmer … Ж')
print('✓ å', file=__import__('sys').stderr)
"""


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "✓ ”Återställ” – stämmer … Ж"),
        ("cp1252", "+ ”Återställ” – stämmer … ?"),
        ("latin-1", '+ "Återställ" - stämmer ... ?'),
        ("cp850", '+ "Återställ" - stämmer ... ?'),
        ("ascii", '+ "Aterstall" - stammer ... ?'),
    ],
)
def test_a_sign_that_cannot_be_shown_is_told_by_its_nearest(encoding: str, said: str) -> None:
    environ = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-c", SPEAK], env=environ, capture_output=True, check=False)

    assert (done.stdout.decode(encoding).strip(), done.returncode) == (said, 0)


def test_the_command_line_answers_in_any_encoding() -> None:
    environ = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-m", "guidevakt", "verifi"], env=environ, capture_output=True, check=False)

    assert done.returncode == 2
    assert b"finns inte" in done.stderr


@pytest.mark.parametrize(("sign", "nearest"), [("å", "a"), ("✗", "x"), ("½", "12"), ("Ж", "?"), ("\ud800", "?")])
def test_every_sign_has_a_nearest_one(sign: str, nearest: str) -> None:
    assert terminal.plain(sign) == nearest
