"""Which browser the walk uses, found anew at each run by looking at files alone (under 5 ms).

Playwright's own goes first, then a headless shell of the machine, then Chromium, Chrome and Edge. GUIDEVAKT_BROWSER
(a path) goes before them all. Set-up reads this on a naked machine, so only `try_out` imports Playwright.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guidevakt.refused import Refused
from guidevakt.script import script

ROOT = Path(__file__).resolve().parents[1]
VARIABLE = "GUIDEVAKT_BROWSER"
START_MS = 20_000  # a cold start on a slow disk; a browser that needs longer is no use for a nightly walk

#: How deep the scripts that read a page may call themselves, kB: V8's own 984 end at some 1,300 elements within each
#: other, where a page still is drawn. Past some 2,500 Chromium's own layout gives up (tried with 150).
STACK_KB = 3_000

ON_PATH = (  # headless shells first: they start faster, and the walk needs no window
    "chromium-headless-shell",
    "chrome-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
    "chrome",
)
LINUX_PLACES = ("/opt/google/chrome/chrome", "/opt/microsoft/msedge/msedge", "/snap/bin/chromium")
MAC_APPLICATIONS = ("Google Chrome", "Microsoft Edge", "Chromium")
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
WINDOWS_PLACES = (
    r"Google\Chrome\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
    r"Chromium\Application\chrome.exe",
)

# Where Playwright unpacks what it downloads: EXECUTABLE_PATHS in its driver (1.65.2), the same for every processor.
OWN_SHELL = "chrome-headless-shell-*/chrome-headless-shell"
OWN_FULL = {
    "linux": "chrome-linux*/chrome",
    "darwin": "chrome-mac*/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
    "win32": "chrome-win*/chrome.exe",
}

LETTERS_DRAWN = script("letters")


class BrowserMissing(Refused):
    """There is no browser to walk with; the text is a Swedish sentence of what to do."""


@dataclass(frozen=True)
class Browser:
    """A browser to walk with. A `path` of None is Playwright's own, which Playwright finds itself."""

    path: str | None
    name: str
    headless_shell: bool


@dataclass(frozen=True)
class Trial:
    """What came of starting a browser: its version and how many of å, ä and ö it drew, or the `fault` in Swedish."""

    version: str = ""
    letters: int = 0
    fault: str = ""


def find(headed: bool = False) -> Browser | None:
    """The browser to use, or None. `headed` passes over headless shells, which have no window.

    Raises BrowserMissing when GUIDEVAKT_BROWSER points at nothing that can be run.
    """
    passed_over = read_passed_over()
    return next((found for file, found in candidates(headed) if file not in passed_over), None)


def require(headed: bool = False) -> Browser:
    """Like `find`, but raises BrowserMissing with what to do when there is none."""
    found = find(headed)
    if found is None:
        raise BrowserMissing(f"Det finns ingen webbläsare att gå guiden med. {advice()}")
    return found


def candidates(headed: bool = False) -> Iterator[tuple[str, Browser]]:
    """Every browser there is, best first, with its executable file."""
    chosen = os.environ.get(VARIABLE, "").strip()
    if chosen:
        yield chosen, _chosen(chosen, headed)
        return
    yield from _own(headed)
    for path in dict.fromkeys(_machine_paths()):
        if _can_run(path) and not (headed and _is_shell(path)):
            yield path, Browser(path, _name(path), _is_shell(path))


def launch_options(browser: Browser, headed: bool = False) -> dict[str, Any]:
    """What Playwright's `chromium.launch` is to be given for this browser."""
    options: dict[str, Any] = {"headless": not headed, "args": [f"--js-flags=--stack-size={STACK_KB}"]}
    if browser.path is not None:
        options["executable_path"] = browser.path
    if is_linux_root():
        options["args"].append("--no-sandbox")  # Chromium refuses to start as root with its sandbox on
    return options


def try_out(browser: Browser) -> Trial:
    """Start the browser, show a page and draw on it; takes about a second. `--version` alone proves nothing."""
    from playwright.sync_api import Error, sync_playwright

    try:
        with sync_playwright() as playwright:
            running = playwright.chromium.launch(**launch_options(browser), timeout=START_MS)
            page = running.new_page()
            page.set_content("<p>å ä ö</p>")
            return Trial(version=running.version, letters=int(page.evaluate(LETTERS_DRAWN)))
    except Error as error:
        return Trial(fault=_fault(error.message))


def library_that_the_driver_lacks() -> str | None:
    """The shared library for want of which Playwright's own Node does not start; None where it starts."""
    package = _playwright_package()
    node = package / "driver" / f"node{_exe()}" if package else None
    if node is None or not node.exists():
        return None
    tried = subprocess.run([str(node), "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"loading shared libraries: (\S+?):", tried.stderr)
    return found[1] if found else None


def advice() -> str:
    """How a browser is got on this machine, in Swedish."""
    if sys.platform in ("darwin", "win32"):
        how = "Installera Google Chrome eller Microsoft Edge"
    else:
        how = "Installera Chromium, Google Chrome eller Microsoft Edge (i Debian: sudo apt install chromium)"
    return f"{how}, eller ange sökvägen till en webbläsare i miljövariabeln {VARIABLE}."


def is_linux_root() -> bool:
    """Is this Linux and are we its administrator?"""
    return sys.platform.startswith("linux") and hasattr(os, "geteuid") and os.geteuid() == 0


def is_snap(path: str) -> bool:
    """Is the browser a snap? Snaps have a /tmp of their own and cannot read ours."""
    return path.startswith("/snap/") or Path(path).resolve().name == "snap"


def read_passed_over() -> set[str]:
    """Executables that were there at set-up but did not start."""
    try:
        return set(passed_over_file().read_text("utf-8").splitlines())
    except OSError:
        return set()


def write_passed_over(files: Iterable[str]) -> None:
    """Remember which executables do not start, so that each run need not try them."""
    passed_over_file().write_text("".join(f"{file}\n" for file in files), "utf-8")


def passed_over_file() -> Path:
    """Where that is remembered; that the file is there tells that set-up has tried the browsers."""
    return ROOT / ".venv" / "guidevakt-webblasare-som-inte-startar"


def _chosen(path: str, headed: bool) -> Browser:
    if not _can_run(path):
        raise BrowserMissing(f"{VARIABLE} pekar på {path}, men där finns ingen webbläsare som går att köra.")
    if headed and _is_shell(path):
        raise BrowserMissing(f"{VARIABLE} pekar på {path}, som inte kan visa något fönster. Välj en vanlig webbläsare.")
    return Browser(path, _name(path), _is_shell(path))


def _own(headed: bool) -> Iterator[tuple[str, Browser]]:
    """Playwright's own. Headless it uses its shell by itself; its full Chromium has to be pointed out."""
    shell = None if headed else _own_executable("chromium-headless-shell", OWN_SHELL + _exe())
    full = _own_executable("chromium", OWN_FULL.get(sys.platform, OWN_FULL["linux"]))
    if shell:
        yield shell, Browser(None, "chromium", True)
    if full:
        yield full, Browser(None if headed else full, "chromium", False)


def _own_executable(browser: str, pattern: str) -> str | None:
    """Where the revision that the installed Playwright wants lies, if it has been downloaded whole."""
    package = _playwright_package()
    if package is None:
        return None
    revision = _revision(package, browser)
    folder = _registry(package) / f"{browser.replace('-', '_')}-{revision}"
    if not (folder / "INSTALLATION_COMPLETE").exists():
        return None
    return next((str(file) for file in sorted(folder.glob(pattern))), None)


def _revision(package: Path, browser: str) -> str | None:
    try:
        listed = json.loads((package / "driver" / "package" / "browsers.json").read_text("utf-8"))["browsers"]
    except (OSError, ValueError, KeyError):
        return None
    return next((str(entry["revision"]) for entry in listed if entry["name"] == browser), None)


def _playwright_package() -> Path | None:
    """The Playwright that will start the browser: .venv's, or that of the environment we run in."""
    venv = ROOT / ".venv"
    if Path(sys.prefix).resolve() != venv:
        inside = [*venv.glob("lib/python3*/site-packages/playwright"), *venv.glob("Lib/site-packages/playwright")]
        if inside:
            return inside[0]
    spec = importlib.util.find_spec("playwright")
    return Path(spec.origin).parent if spec and spec.origin else None


def _registry(package: Path) -> Path:
    """The folder Playwright downloads to: `registryDirectory` in its driver."""
    chosen = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    if chosen == "0":
        return package / "driver" / "package" / ".local-browsers"
    if chosen:
        return Path(chosen).absolute()
    home = Path.home()
    if sys.platform == "darwin":
        cache = home / "Library" / "Caches"
    elif sys.platform == "win32":
        cache = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    else:
        cache = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return cache / "ms-playwright"


def _machine_paths() -> Iterator[str]:
    yield from (path for path in map(shutil.which, ON_PATH) if path)
    if sys.platform == "darwin":
        for folder in (Path("/Applications"), Path.home() / "Applications"):
            yield from (str(folder / f"{name}.app" / "Contents" / "MacOS" / name) for name in MAC_APPLICATIONS)
    elif sys.platform == "win32":
        folders = [os.environ[name] for name in WINDOWS_FOLDERS if os.environ.get(name)]
        yield from (f"{folder}\\{place}" for place in WINDOWS_PLACES for folder in folders)
    else:
        yield from LINUX_PLACES


def _can_run(path: str) -> bool:
    return Path(path).is_file() and os.access(path, os.X_OK)


def _name(path: str) -> str:
    file = Path(path.replace("\\", "/")).name.lower()
    if "edge" in file:
        return "edge"
    return "chrome" if "chrome" in file and not _is_shell(path) else "chromium"


def _is_shell(path: str) -> bool:
    file = Path(path.replace("\\", "/")).name.lower()
    return "headless-shell" in file or "headless_shell" in file


def _exe() -> str:
    return ".exe" if sys.platform == "win32" else ""


def _fault(message: str) -> str:
    """The one line of Playwright's many that tells why a browser did not start."""
    lines = [line.strip("║ \t") for line in message.splitlines()]
    words = {word.rstrip(":,") for line in lines for word in line.split()}
    libraries = sorted(word for word in words if ".so" in word and "/" not in word)
    if libraries and ("missing" in message.lower() or "shared libraries" in message):
        return f"systembibliotek saknas ({', '.join(libraries)})"
    first = next((line for line in lines if line), "okänt fel")
    return first.removeprefix("BrowserType.launch: ")


def _main(arguments: list[str]) -> int:
    """Try one browser for set-up: `python -m guidevakt.browser [PATH]`, no path for Playwright's own."""
    path = arguments[0] if arguments else None
    trial = try_out(Browser(path, "", False))
    sys.stdout.write(trial.fault)
    return 1 if trial.fault else 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
