"""Which browser is found: a made-up machine for each case."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from guidevakt import browser
from guidevakt.browser import Browser

Install = Callable[[str], str]
DEEPER = f"--js-flags=--stack-size={browser.STACK_KB}"


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Linux machine with no browser: an empty PATH, home and Playwright cache."""
    for folder in ("bin", "home", "cache"):
        (tmp_path / folder).mkdir()
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(browser, "ROOT", tmp_path)
    monkeypatch.setattr(browser, "LINUX_PLACES", ())
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "cache"))
    monkeypatch.delenv(browser.VARIABLE, raising=False)
    return tmp_path


@pytest.fixture
def install(machine: Path) -> Install:
    """Put an executable of this name, or at this path under the machine, in place."""

    def put(name: str) -> str:
        file = machine / (name if "/" in name else f"bin/{name}")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o755)
        return str(file)

    return put


@pytest.fixture
def install_own(install: Install, machine: Path) -> Callable[..., str]:
    """Playwright's own, as its driver lays it out after a download."""
    package = browser._playwright_package()
    assert package
    listed = json.loads((package / "driver/package/browsers.json").read_text())["browsers"]

    def put(name: str, inside: str, whole: bool = True) -> str:
        revision = next(entry["revision"] for entry in listed if entry["name"] == name)
        folder = f"cache/{name.replace('-', '_')}-{revision}"
        file = install(f"{folder}/{inside}")
        if whole:
            (machine / folder / "INSTALLATION_COMPLETE").touch()
        return file

    return put


SHELL = ("chromium-headless-shell", "chrome-headless-shell-linux64/chrome-headless-shell")
FULL = ("chromium", "chrome-linux64/chrome")


def test_naked_machine_has_no_browser(machine: Path) -> None:
    assert browser.find() is None
    with pytest.raises(browser.BrowserMissing, match="Installera Chromium"):
        browser.require()


def test_playwrights_own_goes_before_the_machines(install: Install, install_own: Callable[..., str]) -> None:
    install("chromium-headless-shell")
    install_own(*SHELL)
    assert browser.find() == Browser(None, "chromium", True)


def test_half_downloaded_browser_is_not_taken(install_own: Callable[..., str]) -> None:
    install_own(*SHELL, whole=False)
    assert browser.find() is None


def test_playwrights_full_chromium_is_pointed_out_when_it_has_no_shell(install_own: Callable[..., str]) -> None:
    full = install_own(*FULL)
    assert browser.find() == Browser(full, "chromium", False)
    assert browser.find(headed=True) == Browser(None, "chromium", False)


def test_headless_shell_goes_before_full_browsers(install: Install) -> None:
    install("chromium")
    install("google-chrome")
    shell = install("chromium-headless-shell")
    assert browser.find() == Browser(shell, "chromium", True)


def test_window_is_never_asked_of_a_headless_shell(install: Install, install_own: Callable[..., str]) -> None:
    install_own(*SHELL)
    install("chromium-headless-shell")
    chrome = install("google-chrome-stable")
    assert browser.find(headed=True) == Browser(chrome, "chrome", False)


@pytest.mark.parametrize(
    ("file", "name"),
    [("chromium", "chromium"), ("google-chrome", "chrome"), ("microsoft-edge-stable", "edge"), ("chrome", "chrome")],
)
def test_browser_is_called_by_its_name(install: Install, file: str, name: str) -> None:
    path = install(file)
    assert browser.find() == Browser(path, name, False)


def test_browser_that_did_not_start_is_passed_over(install: Install, machine: Path) -> None:
    broken, works = install("chromium-headless-shell"), install("chromium")
    (machine / ".venv").mkdir()
    browser.write_passed_over([broken])
    assert browser.find() == Browser(works, "chromium", False)


def test_removed_browser_is_noticed_at_once(install: Install) -> None:
    path = install("chromium")
    assert browser.find() is not None
    Path(path).unlink()
    assert browser.find() is None


def test_variable_goes_before_everything(
    install: Install, install_own: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    install_own(*SHELL)
    mine = install("opt/min edge/msedge")
    monkeypatch.setenv(browser.VARIABLE, mine)
    assert browser.find() == Browser(mine, "edge", False)


def test_variable_that_points_at_nothing_is_one_sentence(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(browser.VARIABLE, str(machine / "nothing"))
    with pytest.raises(browser.BrowserMissing) as told:
        browser.find()
    assert str(told.value) == (
        f"GUIDEVAKT_BROWSER pekar på {machine / 'nothing'}, men där finns ingen webbläsare som går att köra."
    )


def test_variable_with_a_shell_cannot_show_a_window(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(browser.VARIABLE, install("chrome-headless-shell"))
    with pytest.raises(browser.BrowserMissing, match="som inte kan visa något fönster"):
        browser.find(headed=True)


def test_windows_and_mac_places_are_looked_in(
    machine: Path, monkeypatch: pytest.MonkeyPatch, install: Install
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)  # asks Windows itself when told that it is there
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", r"C:\Users\Eva\AppData\Local")
    assert r"C:\Users\Eva\AppData\Local\Google\Chrome\Application\chrome.exe" in list(browser._machine_paths())
    monkeypatch.setattr(sys, "platform", "darwin")
    edge = install("home/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge")
    found = dict(browser.candidates())
    assert found[edge] == Browser(edge, "edge", False)


def test_sandbox_is_off_only_for_root_on_linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    chrome = Browser("/opt/chrome", "chrome", False)
    assert browser.launch_options(chrome) == {
        "headless": True, "executable_path": "/opt/chrome", "args": [DEEPER, "--no-sandbox"],
    }  # fmt: skip
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    chromium = Browser(None, "chromium", False)
    assert browser.launch_options(chromium, headed=True) == {"headless": False, "args": [DEEPER]}


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        ("BrowserType.launch: Timeout 20000ms exceeded.\nCall log:\n - <launching>", "Timeout 20000ms exceeded."),
        (
            "BrowserType.launch: closed\n[err] /x/chrome: error while loading shared libraries: libnss3.so: cannot",
            "systembibliotek saknas (libnss3.so)",
        ),
        (
            "╔═══╗\n║ Host system is missing dependencies to run browsers. ║\n║     libnspr4.so ║\n║     libnss3.so  ║",
            "systembibliotek saknas (libnspr4.so, libnss3.so)",
        ),
    ],
)
def test_fault_is_the_line_that_tells(message: str, fault: str) -> None:
    assert browser._fault(message) == fault
