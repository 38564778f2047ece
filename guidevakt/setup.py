"""Set Guidevakt up: .venv/, the packages that constraints.txt pins, and a browser that starts.

Runs on a naked Python, so only the standard library is used, and syntax that a too old Python can still read: it gets
a sentence, no traceback. All that is said goes to stderr, so that a command's own answer on stdout stays clean.
A second run looks at a stamp and a few files, and is done (about 0.1 s). `--again` does everything over.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from guidevakt import browser
from guidevakt.sign_of_life import say, watch
from guidevakt.terminal import speak_safely

ROOT = Path(__file__).resolve().parents[1]
OLDEST = (3, 11)
NEEDS = "1"  # raise it when set-up does something that earlier set-ups did not do
HANDED_OVER = "GUIDEVAKT_HANDED_OVER"

STILL_S = 60.0  # a download that has shown no progress for so long is given up
APT_STILL_S = 300.0  # apt is silent while it unpacks


class SetupFailed(Exception):
    """Set-up cannot go on; the text is one Swedish sentence of why and what to do."""


def main(arguments: list[str] | None = None) -> int:
    """Set up, or find that all is there. Returns 0, 2 when something is missing, or 130 when stopped by the user."""
    speak_safely()
    try:
        install(again="--again" in (sys.argv[1:] if arguments is None else arguments))
        provide_browser_if_none()
    except (SetupFailed, browser.BrowserMissing) as stopped:
        say(str(stopped))
        return 2
    except KeyboardInterrupt:
        say("Avbrutet. Kör samma kommando igen, så görs resten.")
        return 130
    return 0


def hand_over(arguments: list[str]) -> None:
    """Set up, then run the same guidevakt command with .venv's Python. Does not return.

    A missing browser stops nothing here: each command that needs one tells of it, and `doctor` tells why.
    """
    if os.environ.get(HANDED_OVER):
        raise SystemExit("Paketen i .venv är inte hela. Ta bort mappen .venv och kör samma kommando igen.")
    inside = Path(sys.prefix).resolve() == venv()
    code = main(["--again"] if inside else [])
    if code and not (code == 2 and in_order()):
        raise SystemExit(code)
    command = [str(python()), "-m", "guidevakt", *arguments]
    os.environ[HANDED_OVER] = "1"
    if sys.platform == "win32":  # its exec returns to the shell at once and loses the exit code
        raise SystemExit(subprocess.call(command))
    os.execv(command[0], command)


def install(again: bool = False) -> None:
    """Make .venv/ as the stamp says it should be. Raises SetupFailed."""
    if in_order() and not again:
        return
    with _alone():
        if in_order() and not again:
            return
        _check_python()
        for old in (_stamp(), browser.passed_over_file()):
            old.unlink(missing_ok=True)
        _make_venv()
        _install_packages()
        _unfinished().unlink()
        _stamp().write_text(wanted(), "utf-8")


def in_order() -> bool:
    """Was .venv/ made whole, here, from the files as they are now?"""
    try:
        return _stamp().read_text("utf-8") == wanted() and _script("guidevakt").exists()
    except OSError:
        return False


def wanted() -> str:
    """What the stamp of a set-up that needs nothing more says: a digest of all that it was made from."""
    made_by = [(venv() / "pyvenv.cfg").read_bytes(), str(python().resolve()).encode(), str(ROOT).encode()]
    asked_for = [(ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt")]
    return hashlib.sha256(b"\0".join([NEEDS.encode(), *made_by, *asked_for])).hexdigest()


def provide_browser_if_none() -> None:
    """Find a browser that starts, or fetch one. Raises SetupFailed, or BrowserMissing for GUIDEVAKT_BROWSER."""
    if browser.passed_over_file().exists() and browser.find() is not None:
        return
    with _alone():
        say("Provar webbläsaren …")
        _give_driver_its_libraries()
        found, faults = _first_that_starts()
        for fetch in (_download, _fetch_libraries, _apt_headless_shell, _apt_chromium):
            if found is None and fetch():
                found, faults = _first_that_starts()
        if found is None:
            told = "".join(f" {file} finns men startar inte: {fault}." for file, fault in faults.items())
            raise SetupFailed(f"Det finns ingen webbläsare som går att starta.{told} {browser.advice()}")
        browser.write_passed_over(faults)
        say(f"Klart. Webbläsare: {found.name} ({found.path or 'Playwrights egen'}).")


def _give_driver_its_libraries() -> None:
    """Playwright brings its own Node, which a minimal Debian lacks a library for. Raises SetupFailed."""
    library = browser.library_that_the_driver_lacks()
    while library and _apt(debian_package(library)) and library != browser.library_that_the_driver_lacks():
        library = browser.library_that_the_driver_lacks()
    if library is None:
        return
    package = debian_package(library)
    raise SetupFailed(
        f"Playwright startar inte, eftersom systembiblioteket {library} saknas. Installera det (i Debian och Ubuntu: "
        f"sudo apt install {package}) och kör samma kommando igen."
    )


def debian_package(library: str) -> str:
    """The Debian package of a shared library: libatomic.so.1 is in libatomic1 (Debian Policy Manual, 8.1)."""
    name, _, version = library.partition(".so.")
    return f"{name.replace('_', '-')}{'-' if name[-1:].isdigit() else ''}{version}".lower()


def venv() -> Path:
    """The project's virtual environment."""
    return ROOT / ".venv"


def python() -> Path:
    """Its interpreter."""
    return _script("python")


def _check_python() -> None:
    """Raises SetupFailed for a Python that is too old, or that has no venv and cannot be given one."""
    if sys.version_info < OLDEST:
        raise SetupFailed(
            f"Guidevakt behöver Python {OLDEST[0]}.{OLDEST[1]} eller nyare, och det här är Python "
            f"{sys.version_info[0]}.{sys.version_info[1]}. Installera en nyare Python och kör samma kommando igen."
        )
    if _has_venv():
        return
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"  # Debian keeps ensurepip apart
    if not (_apt(package) or _apt("python3-venv")) or not _has_venv():
        raise SetupFailed(
            "Python kan inte skapa virtuella miljöer här, eftersom paketet venv saknas. "
            f"Installera det (i Debian och Ubuntu: sudo apt install {package}) och kör samma kommando igen."
        )


def _has_venv() -> bool:
    importlib.invalidate_caches()
    return all(importlib.util.find_spec(module) for module in ("venv", "ensurepip"))


def _make_venv() -> None:
    """A whole .venv/ is kept. One that was interrupted, was made by another Python or has no pip is made anew."""
    if Path(sys.prefix).resolve() == venv() or (not _unfinished().exists() and _is_whole()):
        _unfinished().touch()
        return
    say("Skapar .venv …")
    base = str(getattr(sys, "_base_executable", None) or sys.executable)
    made = subprocess.run([base, "-m", "venv", "--clear", str(venv())], capture_output=True, text=True, check=False)
    if made.returncode:
        raise SetupFailed(f".venv gick inte att skapa: {_last_line((made.stdout + made.stderr).splitlines())}")
    _unfinished().touch()


def _is_whole() -> bool:
    """Does .venv's Python run, is it new enough and does it have pip?"""
    try:
        check = f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"
        return subprocess.run([str(python()), "-c", check], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _install_packages() -> None:
    """Two turns of pip: first all that is pinned, each file by its digest and the build tool among them; then the
    project itself, for which nothing more may be fetched."""
    say("Installerar paket (tar ungefär en halv minut) …")
    pip = [str(python()), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    pip += ["--no-compile"]  # Python compiles what it imports; all of it takes a fourth of the time
    pinned = ["--require-hashes", "--requirement", "constraints.txt"]
    own = ["--no-deps", "--no-build-isolation", "--no-index", "--editable", "."]
    for what, progress in ((pinned, _pip_progress), (own, _silence)):
        code, lines = watch([*pip, *what], ROOT, progress)
        if code:
            say("".join(f"  | {line}\n" for line in list(lines)[-15:]).rstrip())
            raise SetupFailed(
                f"Paketen gick inte att installera: {_pip_fault(lines)} "
                "Kontrollera nätet och eventuell proxy och kör samma kommando igen."
            )


def _pip_fault(lines: deque[str]) -> str:
    """Why pip failed: a network that does not answer hides behind talk of versions that do not agree."""
    broken = [found for found in (re.search(r"connection broken by '(\w+)", line) for line in lines) if found]
    if broken:
        return f"de gick inte att hämta ({broken[-1][1]})."
    return _last_line([line for line in lines if "ResolutionImpossible" not in line])


def pins(file: Path) -> list[str]:
    """What constraints.txt pins on this system, each as name==version. Raises OSError."""
    lines = file.read_text("utf-8").splitlines()
    pinned = [line for line in lines if "==" in line.partition(";")[0] and not line.startswith((" ", "#"))]
    elsewhere = "sys_platform == 'win32'" if sys.platform != "win32" else "sys_platform != 'win32'"
    return [line.split()[0] for line in pinned if elsewhere not in line]


def _silence(lines: deque[str]) -> str:
    return ""


def _pip_progress(lines: deque[str]) -> str:
    """How far pip has come, by what is known to be coming and what already lies in .venv."""
    total = len(pins(ROOT / "constraints.txt"))
    if any(line.startswith("Installing collected packages") for line in lines):
        folders = ("lib/python3*/site-packages", "Lib/site-packages")
        unpacked = {path.name for folder in folders for path in venv().glob(f"{folder}/*.dist-info")}
        return f"packar upp, {min(len(unpacked), total)} av {total}"
    seen = {line.split()[1] for line in lines if line.startswith("Collecting ")}
    return f"hämtar, {min(len(seen), total)} av {total}" if seen else ""


def _first_that_starts() -> tuple[browser.Browser | None, dict[str, str]]:
    """The best browser that starts, and why each better one does not: executable → Swedish fault."""
    faults: dict[str, str] = {}
    for file, candidate in browser.candidates():
        command = [str(python()), "-m", "guidevakt.browser", *([candidate.path] if candidate.path else [])]
        tried = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
        if tried.returncode == 0:
            return candidate, faults
        faults[file] = tried.stdout.strip() or _last_line(tried.stderr.splitlines())
    return None, faults


def _download() -> bool:
    """Playwright's own browser, where its download can be reached."""
    say("Ingen webbläsare här. Hämtar Playwrights egen …")
    command = [str(python()), "-m", "playwright", "install", "chromium"]
    return watch(command, ROOT, _percent, STILL_S)[0] == 0


def _percent(lines: deque[str]) -> str:
    told = [found for found in (re.search(r"(\d+)% of ([\d.]+) MiB", line) for line in lines) if found]
    return f"{told[-1][1]} % av {told[-1][2].replace('.', ',')} MB" if told else ""


def _fetch_libraries() -> bool:
    """The system libraries of a Playwright browser that is there but does not start."""
    if not _has_apt() or not any(found.path is None for _, found in browser.candidates()):
        return False
    say("Hämtar systembibliotek till Playwrights webbläsare …")
    command = [str(python()), "-m", "playwright", "install-deps", "chromium"]
    return watch(command, ROOT, _lines, APT_STILL_S)[0] == 0


def _apt_headless_shell() -> bool:
    return _apt("chromium-headless-shell")


def _apt_chromium() -> bool:
    return _apt("chromium")


def _has_apt() -> bool:
    return browser.is_linux_root() and shutil.which("apt-get") is not None


def _apt(package: str) -> bool:
    """Install a Debian package, where we are root and there is apt. False when that cannot be done."""
    if not _has_apt():
        return False
    say(f"Installerar {package} …")
    install = ["apt-get", "install", "-y", "--no-install-recommends", package]
    return all(watch(command, ROOT, _lines, APT_STILL_S)[0] == 0 for command in (["apt-get", "update"], install))


def _lines(lines: deque[str]) -> str:
    return f"{len(lines)} rader" if lines else ""


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One set-up at a time in this folder: two `make` at once must not pull .venv/ away from each other.

    The lock is on pyproject.toml, so it leaves no file behind, and is inherited: a pip that outlives a set-up which was
    killed still holds it. Windows does without.
    """
    try:
        file = (ROOT / "pyproject.toml").open("rb")
    except OSError:
        raise SetupFailed(f"Här finns ingen pyproject.toml ({ROOT}). Kör kommandot i Guidevakts mapp.") from None
    with file:
        if sys.platform != "win32":
            import fcntl

            os.set_inheritable(file.fileno(), True)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("Väntar på en installation som redan pågår …")
                fcntl.flock(file, fcntl.LOCK_EX)
            except OSError:
                pass  # a file system without locks
        yield


def _script(name: str) -> Path:
    return venv() / "Scripts" / f"{name}.exe" if sys.platform == "win32" else venv() / "bin" / name


def _stamp() -> Path:
    return venv() / "guidevakt-stamp"


def _unfinished() -> Path:
    return venv() / "guidevakt-unfinished"


def _last_line(lines: list[str] | deque[str]) -> str:
    """The line that tells most: pip's last ERROR, otherwise the last one with anything on it."""
    filled = [line.strip() for line in lines if line.strip()]
    errors = [line for line in filled if line.startswith("ERROR:")]
    told = (errors or filled or ["inget svar."])[-1].removeprefix("ERROR: ")
    return told if told.endswith(".") else f"{told}."


if __name__ == "__main__":
    sys.exit(main())
