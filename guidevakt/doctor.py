"""What this machine lacks for Guidevakt, and how to get it: `guidevakt doctor`.

Each topic is a function that looks and answers in findings; none changes anything. A password in a proxy's address is
never read further than to be left out.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import platform
import plistlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guidevakt import browser, setup

ROOT = Path(__file__).resolve().parents[1]
SITES = ("eslov.se", "login.microsoftonline.com")  # one of each owner; only a live walk needs them
REACH_S = 3.0
LEAST_FREE_MB = 500  # a year of nightly runs with their pictures
BUILD_ONLY = {"setuptools"}

LINUX_POLICIES = {
    "chrome": "/etc/opt/chrome/policies",
    "chromium": "/etc/chromium/policies",
    "edge": "/etc/opt/edge/policies",
}
MAC_POLICIES = {"chrome": "com.google.Chrome.plist", "chromium": "org.chromium.Chromium.plist"}
MAC_POLICIES["edge"] = "com.microsoft.Edge.plist"
WINDOWS_POLICIES = {
    "chrome": r"Software\Policies\Google\Chrome",
    "chromium": r"Software\Policies\Chromium",
    "edge": r"Software\Policies\Microsoft\Edge",
}


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `ok`: True it is there, False it is needed and missing, None worth knowing."""

    topic: str
    ok: bool | None
    says: str
    remedy: str = ""


def examine() -> list[Finding]:
    """Look at everything, at once where that takes time (about two seconds)."""
    topics: tuple[Callable[[], list[Finding]], ...] = (
        interpreter, packages, browsers, policies, proxy, network, folders, disk, git,
    )  # fmt: skip
    with ThreadPoolExecutor(len(topics)) as pool:
        return [finding for found in pool.map(lambda look: look(), topics) for finding in found]


def report(findings: Iterable[Finding]) -> int:
    """Print the findings. Returns 2 when something needed is missing, otherwise 0."""
    from rich.console import Console
    from rich.text import Text

    told = list(findings)
    console = Console(highlight=False, soft_wrap=True)
    marks = {True: ("OK     ", "green"), False: ("SAKNAS ", "bold red"), None: ("OBS    ", "yellow")}
    for finding in told:
        console.print(Text.assemble(marks[finding.ok], (f"{finding.topic}: ", "bold"), finding.says))
        if finding.remedy:
            console.print(Text(f"       Gör så här: {finding.remedy}"))
    missing = sum(finding.ok is False for finding in told)
    console.print()
    console.print(f"{missing} {'sak' if missing == 1 else 'saker'} saknas." if missing else "Allt som behövs finns.")
    return 2 if missing else 0


def interpreter() -> list[Finding]:
    """The Python that runs; one that is too old does not come this far."""
    return [Finding("Python", True, f"Python {platform.python_version()}.")]


def packages(constraints: Path = ROOT / "constraints.txt") -> list[Finding]:
    """Are the packages here, at the versions that the project was tested with?"""
    try:
        want = dict(pin.split("==", 1) for pin in setup.pins(constraints))
    except OSError:
        return [Finding("Paket", None, "constraints.txt finns inte här, så versionerna gick inte att jämföra.")]
    here = {name: _installed(name) for name in want if name not in BUILD_ONLY}
    missing = [name for name, version in here.items() if version is None]
    other = [f"{name} {here[name]} (ska vara {want[name]})" for name in here if here[name] not in (None, want[name])]
    findings = []
    if missing:
        findings.append(Finding("Paket", False, f"Det saknas paket: {', '.join(missing)}.", _set_up()))
    if other:
        findings.append(Finding("Paket", None, f"Andra versioner än de provade: {', '.join(other)}.", _set_up()))
    return findings or [Finding("Paket", True, f"Alla {len(here)} paket har de versioner som projektet är provat med.")]


def browsers() -> list[Finding]:
    """Is there a browser, does it start, and can it write å, ä and ö?"""
    try:
        found = browser.find()
    except browser.BrowserMissing as missing:
        return [Finding("Webbläsare", False, str(missing), browser.advice())]
    if importlib.util.find_spec("playwright") is None:
        return [Finding("Webbläsare", False, "Playwright saknas, så ingen webbläsare kan provas.", _set_up())]
    known = browser.read_passed_over()
    passed_over = [_passed_over(file, other) for file, other in browser.candidates() if file in known]
    if found is None:
        return [*passed_over, Finding("Webbläsare", False, "Det finns ingen webbläsare.", browser.advice())]
    trial = browser.try_out(found)
    findings = [*passed_over, _started(found, trial), *_snap(found), *_window()]
    return findings if trial.fault else [*findings, _fonts(trial)]


def policies(read: Callable[[], Mapping[str, Mapping[str, Any]]] | None = None) -> list[Finding]:
    """Rules that an organisation has set for its browsers and that stop a program from steering them."""
    found = (read or read_policies)()
    findings = []
    for name, settings in found.items():
        hindering = _hindering(settings)
        if hindering:
            says = f"Organisationens regler för {name} kan hindra Guidevakt: {', '.join(hindering)}."
            remedy = "Be IT om ett undantag, eller använd Playwrights egen webbläsare."
            findings.append(Finding("Regler", None, says, remedy))
    return findings or [Finding("Regler", True, "Inga regler på datorn hindrar att webbläsaren styrs av ett program.")]


def proxy(found: Mapping[str, str] | None = None) -> list[Finding]:
    """The proxy that a live walk goes through, by its host alone."""
    settings = urllib.request.getproxies() if found is None else found
    told = [f"{kind} går via {host_of(settings[kind])}" for kind in ("http", "https") if settings.get(kind)]
    if not told:
        return [Finding("Proxy", True, "Ingen proxy är inställd.")]
    exceptions = len([name for name in settings.get("no", "").split(",") if name.strip()])
    but = f", utom för {exceptions} undantag i NO_PROXY" if exceptions else ""
    return [Finding("Proxy", None, f"{' och '.join(told)}{but}. Övningskopian nås alltid utan proxy.")]


def network(reach: Callable[[str, int], bool] | None = None, proxies: Mapping[str, str] | None = None) -> list[Finding]:
    """Can the real sites be reached? Behind a proxy only the proxy can be asked. Nothing is sent."""
    settings = urllib.request.getproxies() if proxies is None else proxies
    behind = host_of(settings.get("https", ""))
    places = [_host_and_port(behind)] if behind else [(site, 443) for site in SITES]
    answered = _answering(places, reach or _reach)
    silent = [host for host, port in places if (host, port) not in answered]
    if silent:
        says = f"{' och '.join(silent)} går inte att nå härifrån."
        remedy = "Kontrollera nätet och brandväggen. Övningskopian behöver inget nät."
        return [Finding("Nät", None, says, remedy)]
    return [Finding("Nät", True, f"{' och '.join(host for host, _ in places)} går att nå.")]


def folders(root: Path = ROOT) -> list[Finding]:
    """Can runs and approvals be written?"""
    return [_writable(root / name) for name in ("reports", "baselines")]


def disk(root: Path = ROOT) -> list[Finding]:
    """Is there room for reports?"""
    free_mb = shutil.disk_usage(root).free // 1_000_000
    if free_mb < LEAST_FREE_MB:
        return [Finding("Disk", None, f"Bara {free_mb} MB är lediga.", "Ta bort gamla körningar i mappen reports.")]
    free = f"{free_mb / 1000:.0f} GB" if free_mb >= 1000 else f"{free_mb} MB"
    return [Finding("Disk", True, f"{free} är lediga.")]


def git() -> list[Finding]:
    """Git keeps the approved pictures and who approved them."""
    if shutil.which("git"):
        return [Finding("Git", True, "Git finns.")]
    how = {"darwin": "Kör xcode-select --install.", "win32": "Installera Git för Windows."}
    return [Finding("Git", None, "Git finns inte. Det behövs för att dela guiden och godkända bilder.",
                    how.get(sys.platform, "Installera paketet git (i Debian: sudo apt install git)."))]  # fmt: skip


def host_of(address: str) -> str:
    """Host and port of a proxy's address, and nothing else of it, however badly it is written.

    A password may hold any sign, unescaped too, so all before the last @ goes before anything is taken apart.
    """
    rest = address.rpartition("@")[2]
    rest = re.sub(r"^[A-Za-z][A-Za-z0-9+.-]*://", "", rest)
    return re.split(r"[/?#]", rest)[0]


def read_policies() -> dict[str, dict[str, Any]]:
    """The policies of this machine: browser → settings."""
    if sys.platform == "darwin":
        return {name: _mac_policy(file) for name, file in MAC_POLICIES.items()}
    if sys.platform == "win32":
        return {name: _windows_policy(key) for name, key in WINDOWS_POLICIES.items()}
    return {name: _linux_policy(Path(folder)) for name, folder in LINUX_POLICIES.items()}


def _set_up() -> str:
    return f"Kör {'py' if sys.platform == 'win32' else 'python3'} -m guidevakt.setup --again."


def _installed(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def _passed_over(file: str, other: browser.Browser) -> Finding:
    trial = browser.try_out(other)
    if trial.fault:
        says = f"{file} startar inte och används därför inte: {trial.fault}."
        return Finding("Webbläsare", None, says, f"{_repair(trial)} {_set_up()}")
    return Finding("Webbläsare", None, f"{file} startade inte vid installationen, men gör det nu.", _set_up())


def _started(found: browser.Browser, trial: browser.Trial) -> Finding:
    name = f"{found.name} ({found.path or 'Playwrights egen'})"
    if trial.fault:
        return Finding("Webbläsare", False, f"{name} finns men startar inte: {trial.fault}.", _repair(trial))
    return Finding("Webbläsare", True, f"{name}, version {trial.version}, startar och visar en sida.")


def _repair(trial: browser.Trial) -> str:
    if "systembibliotek" in trial.fault:
        return "Kör sudo .venv/bin/playwright install-deps chromium."
    return browser.advice()


def _snap(found: browser.Browser) -> list[Finding]:
    if found.path is None or not browser.is_snap(found.path):
        return []
    says = f"{found.path} är en snap och kommer inte åt mappen /tmp, vilket kan ge oväntade fel."
    return [Finding("Webbläsare", None, says, "Installera hellre Google Chrome.")]


def _window() -> list[Finding]:
    """`verify --headed` shows a window, which a headless shell cannot."""
    if os.environ.get(browser.VARIABLE) or browser.find(headed=True):
        return []
    says = "Webbläsaren här kan inte visa något fönster. Det behövs bara för guidevakt verify --headed."
    return [Finding("Webbläsare", None, says, browser.advice())]


def _fonts(trial: browser.Trial) -> Finding:
    listed = _font_count() if sys.platform.startswith("linux") else None
    count = "" if listed is None else f" Antal typsnitt: {listed}."
    if trial.letters < 3:
        remedy = "Installera ett typsnitt (i Debian: sudo apt install fonts-dejavu-core)."
        return Finding("Typsnitt", False, f"Webbläsaren kan inte rita å, ä och ö.{count}", remedy)
    return Finding("Typsnitt", True, f"Webbläsaren ritar å, ä och ö.{count}")


def _font_count() -> int | None:
    try:
        listed = subprocess.run(["fc-list"], capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return len(listed.stdout.splitlines())


def _hindering(settings: Mapping[str, Any]) -> list[str]:
    """The policies that stop automation, as they are named in chrome://policy."""
    hindering = [f"{name} = 2" for name in ("DeveloperToolsAvailability", "HeadlessMode") if settings.get(name) == 2]
    if settings.get("RemoteDebuggingAllowed") in (False, 0):
        hindering.append("RemoteDebuggingAllowed = false")
    if settings.get("URLBlocklist"):
        hindering.append(f"URLBlocklist ({len(settings['URLBlocklist'])} adresser)")
    return hindering


def _linux_policy(folder: Path) -> dict[str, Any]:
    settings: dict[str, Any] = {}
    for file in sorted(folder.glob("*/*.json")):  # managed/ and recommended/
        try:
            read = json.loads(file.read_text("utf-8"))
        except (OSError, ValueError):
            continue
        settings.update(read if isinstance(read, dict) else {})
    return settings


def _mac_policy(name: str, folder: Path = Path("/Library/Managed Preferences")) -> dict[str, Any]:
    settings: dict[str, Any] = {}
    for file in (folder / name, *folder.glob(f"*/{name}")):  # the machine's, then each user's
        try:
            read = plistlib.loads(file.read_bytes())
        except (OSError, ValueError, plistlib.InvalidFileException):
            continue
        settings.update(read if isinstance(read, dict) else {})
    return settings


def _windows_policy(key: str) -> dict[str, Any]:
    settings: dict[str, Any] = {}
    if sys.platform == "win32":
        import winreg

        for hive in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
            settings.update(_values(hive, key))
            blocked = _values(hive, rf"{key}\URLBlocklist")
            settings.update({"URLBlocklist": list(blocked.values())} if blocked else {})
    return settings


def _values(hive: int, key: str) -> dict[str, Any]:
    """The values of a key in the Windows registry; empty where there is no such key."""
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(hive, key) as opened:
                rows = [winreg.EnumValue(opened, index) for index in range(winreg.QueryInfoKey(opened)[1])]
        except OSError:
            return {}
        return {name: value for name, value, _ in rows}
    return {}


def _host_and_port(place: str) -> tuple[str, int]:
    host, _, port = place.rpartition(":")
    return (host.strip("[]"), int(port)) if host and port.isdigit() else (place.strip("[]"), 80)


def _answering(places: list[tuple[str, int]], reach: Callable[[str, int], bool]) -> set[tuple[str, int]]:
    """The places that answer in time. Looking up a name has no time limit of its own, so slow ones are left behind."""
    answered: set[tuple[str, int]] = set()

    def ask(place: tuple[str, int]) -> None:
        if reach(*place):
            answered.add(place)

    asking = [threading.Thread(target=ask, args=(place,), daemon=True) for place in places]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join(REACH_S)
    return set(answered)


def _reach(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=REACH_S):
            return True
    except OSError:
        return False


def _writable(folder: Path) -> Finding:
    nearest = next(place for place in (folder, *folder.parents) if place.is_dir())
    try:
        with tempfile.TemporaryFile(dir=nearest):
            return Finding("Mappar", True, f"Mappen {folder.name} går att skriva i.")
    except OSError as error:
        says = f"Mappen {folder.name} går inte att skriva i ({error.strerror})."
        return Finding("Mappar", False, says, f"Ge dig själv skrivrätt till {nearest}.")
