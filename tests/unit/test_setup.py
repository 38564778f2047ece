"""Set-up in a made-up project folder: no package is installed and no browser is started."""

from __future__ import annotations

import ast
import os
import sys
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path

import pytest

from guidevakt import browser, setup, sign_of_life
from guidevakt.browser import Browser

SHELL = Browser("/bin/shell", "chromium", True)
CHROME = Browser("/bin/chrome", "chrome", False)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder without .venv/."""
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / "constraints.txt").write_text("rich==15.0.0\n")
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(browser, "ROOT", tmp_path)
    monkeypatch.delenv(setup.HANDED_OVER, raising=False)
    return tmp_path


@pytest.fixture
def done(project: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What set-up does, written down instead of done."""
    steps: list[str] = []

    def make_venv() -> None:
        steps.append("venv")
        setup.python().parent.mkdir(parents=True, exist_ok=True)
        setup._script("guidevakt").touch()
        setup.python().unlink(missing_ok=True)
        setup.python().symlink_to(sys.executable)
        (setup.venv() / "pyvenv.cfg").write_text("version = 3.11.7\n")
        setup._unfinished().touch()

    monkeypatch.setattr(setup, "_make_venv", make_venv)
    monkeypatch.setattr(setup, "_install_packages", lambda: steps.append("packages"))
    monkeypatch.setattr(setup, "provide_browser_if_none", lambda: None)
    return steps


Fake = Callable[..., list[str]]


@pytest.fixture
def browsers(project: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    """A machine with these browsers, of which some start, and with fetches that add one each."""
    (project / ".venv").mkdir()

    def machine(there: list[Browser], starting: set[Browser], fetches: dict[str, list[Browser]]) -> list[str]:
        fetched: list[str] = []

        def fetch(name: str) -> Callable[[], bool]:
            def go() -> bool:
                fetched.append(name)
                there.extend(fetches.get(name, []))
                return bool(fetches.get(name))

            return go

        def first() -> tuple[Browser | None, dict[str, str]]:
            faults = {str(one.path): "trasig" for one in there if one not in starting}
            return next((one for one in there if one in starting), None), faults

        monkeypatch.setattr(setup, "_first_that_starts", first)
        monkeypatch.setattr(browser, "find", lambda: next((one for one in there if one in starting), None))
        for name in ("_download", "_fetch_libraries", "_apt_headless_shell", "_apt_chromium"):
            monkeypatch.setattr(setup, name, fetch(name))
        return fetched

    return machine


def test_second_run_does_nothing(done: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert (setup.main([]), setup.main([])) == (0, 0)
    assert done == ["venv", "packages"]
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_changed_file_makes_it_run_again(done: list[str], project: Path, name: str) -> None:
    setup.main([])
    (project / name).write_text("changed==1\n")
    setup.main([])
    assert done == ["venv", "packages"] * 2


def test_moved_folder_makes_it_run_again(
    done: list[str], project: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    setup.main([])
    moved = project.rename(tmp_path_factory.mktemp("elsewhere") / "project")
    monkeypatch.setattr(setup, "ROOT", moved)
    monkeypatch.setattr(browser, "ROOT", moved)
    setup.main([])
    assert done == ["venv", "packages"] * 2


def test_again_does_everything_over(done: list[str]) -> None:
    setup.main([])
    setup.main(["--again"])
    assert done == ["venv", "packages"] * 2


def test_failed_packages_leave_no_stamp(done: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise setup.SetupFailed("Nej.")

    monkeypatch.setattr(setup, "_install_packages", fail)
    assert setup.main([]) == 2
    assert not setup.in_order()
    assert setup._unfinished().exists()


@pytest.mark.parametrize(("unfinished", "made"), [(True, True), (False, False)])
def test_only_an_interrupted_venv_is_made_anew(
    project: Path, monkeypatch: pytest.MonkeyPatch, unfinished: bool, made: bool
) -> None:
    commands: list[list[str]] = []

    class Ran:
        returncode, stdout, stderr = 0, "", ""

    monkeypatch.setattr(setup.subprocess, "run", lambda command, **_: commands.append(command) or Ran())
    setup.venv().mkdir()
    if unfinished:
        setup._unfinished().touch()
    setup._make_venv()
    assert any("venv" in command for command in commands) is made
    assert setup._unfinished().exists()


def test_old_python_gets_one_sentence(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(setup, "OLDEST", (99, 1))
    assert setup.main([]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("Guidevakt behöver Python 99.1 eller nyare, och det här är Python 3.")
    assert told.err.count("\n") == 1


def test_missing_venv_module_names_the_package(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(setup, "_has_venv", lambda: False)
    monkeypatch.setattr(setup, "_apt", lambda package: bool(asked.append(package)))
    assert setup.main([]) == 2
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    assert asked == [package, "python3-venv"]
    assert f"sudo apt install {package}" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for pip is a shell script")
def test_pip_without_network_is_one_sentence_with_the_reason(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    setup.python().parent.mkdir(parents=True)
    pip = "#!/bin/sh\necho Collecting setuptools\necho 'ERROR: No matching distribution'\necho tip\nexit 1\n"
    setup.python().write_text(pip)
    setup.python().chmod(0o755)
    with pytest.raises(setup.SetupFailed, match=r"inte att installera: No matching distribution\. Kontrollera nätet"):
        setup._install_packages()
    assert "  | Collecting setuptools\n" in capsys.readouterr().err


def test_broken_network_is_told_before_what_pip_concludes() -> None:
    retrying = "WARNING: Retrying (Retry(total=0)) after connection broken by 'ProxyError('x')': /simple/rich/"
    concludes = ["ERROR: Cannot install rich.", "ERROR: ResolutionImpossible: for help visit …"]
    assert setup._pip_fault(deque([retrying, *concludes])) == "de gick inte att hämta (ProxyError)."
    assert setup._pip_fault(deque(concludes)) == "Cannot install rich."


def test_working_packages_say_nothing_of_pip(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sign_of_life.watch([sys.executable, "-c", "print('noise')"], project, lambda lines: "")[0] == 0
    assert capsys.readouterr() == ("", "")


def test_silent_download_is_given_up(project: Path) -> None:
    asleep = [sys.executable, "-c", "import threading; threading.Event().wait(60)"]
    code, _ = sign_of_life.watch(asleep, project, setup._percent, patience_s=0.3)
    assert code != 0


def test_progress_counts_packages_and_per_cent(project: Path) -> None:
    assert setup._pip_progress(deque(["Collecting rich==15 (from x)", "Collecting rich==15"])) == "hämtar, 1 av 1"
    (project / ".venv/lib/python3.11/site-packages/rich-15.dist-info").mkdir(parents=True)
    assert setup._pip_progress(deque(["Installing collected packages: rich"])) == "packar upp, 1 av 1"
    assert setup._percent(deque(["|■■■     |  40% of 167.3 MiB"])) == "40 % av 167,3 MB"


@pytest.mark.parametrize(
    ("library", "package"),
    [("libatomic.so.1", "libatomic1"), ("libgcc_s.so.1", "libgcc-s1"), ("libstdc++.so.6", "libstdc++6"),
     ("libgtk-3.so.0", "libgtk-3-0")],
)  # fmt: skip
def test_library_names_its_debian_package(library: str, package: str) -> None:
    assert setup.debian_package(library) == package


def test_library_that_playwright_lacks_is_fetched(browsers: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    browsers([SHELL], {SHELL}, {})
    lacking, fetched = ["libatomic.so.1"], []

    def fetch(package: str) -> bool:
        fetched.append(package)
        lacking.clear()
        return True

    monkeypatch.setattr(browser, "library_that_the_driver_lacks", lambda: next(iter(lacking), None))
    monkeypatch.setattr(setup, "_apt", fetch)
    setup.provide_browser_if_none()
    assert fetched == ["libatomic1"]


def test_library_that_cannot_be_fetched_is_one_sentence(browsers: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    browsers([SHELL], {SHELL}, {})
    monkeypatch.setattr(browser, "library_that_the_driver_lacks", lambda: "libatomic.so.1")
    monkeypatch.setattr(setup, "_apt", lambda package: False)
    with pytest.raises(setup.SetupFailed, match=r"libatomic\.so\.1 saknas.*sudo apt install libatomic1"):
        setup.provide_browser_if_none()


def test_browser_that_starts_is_taken_without_fetching(browsers: Fake) -> None:
    fetched = browsers([SHELL, CHROME], {CHROME}, {})
    setup.provide_browser_if_none()
    assert fetched == []
    assert browser.read_passed_over() == {"/bin/shell"}


def test_download_is_tried_before_the_system(browsers: Fake) -> None:
    fetched = browsers([], {SHELL}, {"_apt_headless_shell": [SHELL]})
    setup.provide_browser_if_none()
    assert fetched == ["_download", "_fetch_libraries", "_apt_headless_shell"]


def test_no_browser_at_all_says_what_to_do(browsers: Fake, capsys: pytest.CaptureFixture[str]) -> None:
    fetched = browsers([SHELL], set(), {})
    with pytest.raises(setup.SetupFailed, match=r"/bin/shell finns men startar inte: trasig\. Installera"):
        setup.provide_browser_if_none()
    assert len(fetched) == 4
    assert not browser.passed_over_file().exists()


def test_tried_browser_is_not_tried_again(browsers: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    browsers([SHELL], {SHELL}, {})
    setup.provide_browser_if_none()
    monkeypatch.setattr(setup, "_first_that_starts", lambda: pytest.fail("tried again"))
    setup.provide_browser_if_none()


def test_removed_browser_is_fetched_anew(browsers: Fake) -> None:
    there = [SHELL]
    fetched = browsers(there, {SHELL, CHROME}, {"_download": [CHROME]})
    setup.provide_browser_if_none()
    there.clear()
    setup.provide_browser_if_none()
    assert fetched == ["_download"]


def test_faulty_variable_is_one_sentence(
    done: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing() -> None:
        raise browser.BrowserMissing("GUIDEVAKT_BROWSER pekar på ingenting.")

    monkeypatch.setattr(setup, "provide_browser_if_none", missing)
    assert setup.main([]) == 2
    assert capsys.readouterr().err == "GUIDEVAKT_BROWSER pekar på ingenting.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does without the lock")
def test_two_set_ups_wait_for_each_other(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    order: list[str] = []
    waiting = threading.Event()

    def second() -> None:
        waiting.set()
        with setup._alone():
            order.append("second")

    thread = threading.Thread(target=second)
    with setup._alone():
        thread.start()
        waiting.wait(5)
        thread.join(0.2)
        order.append("first")
    thread.join(5)
    assert order == ["first", "second"]
    assert "Väntar" in capsys.readouterr().err


def test_folder_without_pyproject_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    assert setup.main([]) == 2
    assert capsys.readouterr().err.startswith("Här finns ingen pyproject.toml")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows starts a process instead")
def test_same_command_goes_on_in_the_venv(done: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda path, command: ran.append([path, *command[1:]]))
    monkeypatch.setenv(setup.HANDED_OVER, "")
    setup.hand_over(["verify", "--step", "aterstall-2"])
    assert ran == [[str(setup.python()), "-m", "guidevakt", "verify", "--step", "aterstall-2"]]


def test_handing_over_twice_stops(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(setup.HANDED_OVER, "1")
    with pytest.raises(SystemExit, match=r"Ta bort mappen \.venv"):
        setup.hand_over(["verify"])


@pytest.mark.parametrize("module", ["setup.py", "browser.py", "__main__.py"])
def test_naked_python_can_import_it(module: str) -> None:
    tree = ast.parse((Path(setup.__file__).parent / module).read_text("utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inside = {node for function in functions for node in ast.walk(function)}
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom) and node not in inside]
    names = {node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name for node in imports}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names | {"guidevakt"}
