"""What the doctor tells of a made-up machine."""

from __future__ import annotations

import importlib.metadata
import json
import plistlib
import shutil
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from guidevakt import browser, doctor
from guidevakt.browser import Browser, Trial
from guidevakt.doctor import Finding

SHELL = Browser("/usr/bin/chromium-headless-shell", "chromium", True)


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> dict[str, Trial]:
    """A machine with one browser; what comes of starting each executable is filled in by the test."""
    trials: dict[str, Trial] = {}
    monkeypatch.setattr(browser, "find", lambda headed=False: SHELL)
    old = Browser("/opt/old", "chrome", False)
    monkeypatch.setattr(browser, "candidates", lambda headed=False: iter([("/opt/old", old)]))
    monkeypatch.setattr(browser, "read_passed_over", set)
    monkeypatch.setattr(browser, "try_out", lambda one: trials[str(one.path)])
    monkeypatch.setattr(sys, "platform", "linux")
    return trials


def test_nothing_missing_ends_with_zero(capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor.report([Finding("Git", True, "Git finns."), Finding("Nät", None, "Inget nät.")]) == 0
    assert "Allt som behövs finns." in capsys.readouterr().out


def test_missing_thing_ends_with_two_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor.report([Finding("Paket", False, "Det saknas [rich].", "Kör set-up [igen].")]) == 2
    told = capsys.readouterr().out
    assert "SAKNAS Paket: Det saknas [rich]." in told
    assert "Gör så här: Kör set-up [igen]." in told
    assert "1 sak saknas." in told


def test_missing_and_other_packages_are_told_apart(tmp_path: Path) -> None:
    here = importlib.metadata.version("rich")
    (tmp_path / "c.txt").write_text(f"finns-inte-alls==1\nrich==0.1\nsetuptools==1\npytest=={pytest.__version__}\n")
    missing, other = doctor.packages(tmp_path / "c.txt")
    assert (missing.ok, missing.says) == (False, "Det saknas paket: finns-inte-alls.")
    assert (other.ok, other.says) == (None, f"Andra versioner än de provade: rich {here} (ska vara 0.1).")


def test_browser_that_starts_is_told_with_its_version(found: dict[str, Trial]) -> None:
    found[str(SHELL.path)] = Trial("156.0", letters=3)
    started, fonts = doctor.browsers()
    assert started.ok
    assert "version 156.0, startar och visar en sida" in started.says
    assert fonts.ok


def test_browser_without_letters_lacks_fonts(found: dict[str, Trial]) -> None:
    found[str(SHELL.path)] = Trial("156.0", letters=1)
    fonts = doctor.browsers()[-1]
    assert (fonts.topic, fonts.ok) == ("Typsnitt", False)
    assert "fonts-dejavu" in fonts.remedy


def test_browser_that_does_not_start_is_missing(found: dict[str, Trial]) -> None:
    found[str(SHELL.path)] = Trial(fault="systembibliotek saknas (libnss3.so)")
    (started,) = doctor.browsers()
    assert started.ok is False
    assert "libnss3.so" in started.says
    assert "install-deps" in started.remedy


def test_passed_over_browser_is_told(found: dict[str, Trial], monkeypatch: pytest.MonkeyPatch) -> None:
    found[str(SHELL.path)], found["/opt/old"] = Trial("156.0", letters=3), Trial(fault="trasig")
    monkeypatch.setattr(browser, "read_passed_over", lambda: {"/opt/old"})
    passed_over = doctor.browsers()[0]
    assert (passed_over.ok, passed_over.says) == (None, "/opt/old startar inte och används därför inte: trasig.")


def test_snap_is_told(found: dict[str, Trial], monkeypatch: pytest.MonkeyPatch) -> None:
    snap = Browser("/snap/bin/chromium", "chromium", False)
    monkeypatch.setattr(browser, "find", lambda headed=False: snap)
    found[str(snap.path)] = Trial("156.0", letters=3)
    assert any("är en snap" in finding.says for finding in doctor.browsers())


def test_missing_window_is_worth_knowing(found: dict[str, Trial], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(browser.VARIABLE, raising=False)
    monkeypatch.setattr(browser, "find", lambda headed=False: None if headed else SHELL)
    found[str(SHELL.path)] = Trial("156.0", letters=3)
    window = next(finding for finding in doctor.browsers() if "fönster" in finding.says)
    assert window.ok is None


@pytest.mark.parametrize(
    "address",
    [
        "http://eva:hemligt@proxy.example:8080",
        "http://eva:hem/hemligt@proxy.example:8080/",
        "http://eva:p@hemligt#@proxy.example:8080",
        "eva:hemligt@proxy.example:8080",
        "http://eva:http://hemligt@proxy.example:8080",
    ],
)
def test_proxy_password_is_never_told(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    proxies = {"https": address, "http": address, "no": "localhost,.example"}
    findings = [*doctor.proxy(proxies), *doctor.network(lambda host, port: False, proxies)]
    doctor.report(findings)
    told = capsys.readouterr().out
    assert "hemligt" not in told
    assert "eva" not in told
    assert "https går via proxy.example:8080, utom för 2 undantag" in told


def test_proxy_without_password_keeps_its_host() -> None:
    assert doctor.host_of("http://proxy.example:8080/") == "proxy.example:8080"
    assert doctor.host_of("proxy.example") == "proxy.example"


def test_network_is_asked_of_the_proxy_where_there_is_one() -> None:
    asked: list[tuple[str, int]] = []
    doctor.network(lambda host, port: not asked.append((host, port)), {"https": "http://u:p@proxy.example:3128"})
    assert asked == [("proxy.example", 3128)]


def test_missing_network_is_worth_knowing_only() -> None:
    (finding,) = doctor.network(lambda host, port: host == "eslov.se", {})
    assert finding.ok is None
    assert finding.says == "login.microsoftonline.com går inte att nå härifrån."


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ({"DeveloperToolsAvailability": 2}, "DeveloperToolsAvailability = 2"),
        ({"HeadlessMode": 2}, "HeadlessMode = 2"),
        ({"RemoteDebuggingAllowed": False}, "RemoteDebuggingAllowed = false"),
        ({"RemoteDebuggingAllowed": 0}, "RemoteDebuggingAllowed = false"),
        ({"URLBlocklist": ["*"]}, "URLBlocklist (1 adresser)"),
    ],
)
def test_policy_that_stops_automation_is_told(setting: dict[str, object], told: str) -> None:
    (finding,) = doctor.policies(lambda: {"chrome": setting, "edge": {}})
    assert finding.ok is None
    assert f"för chrome kan hindra Guidevakt: {told}" in finding.says


def test_harmless_policy_is_not_told() -> None:
    harmless = {"DeveloperToolsAvailability": 1, "HeadlessMode": 1, "RemoteDebuggingAllowed": True, "URLBlocklist": []}
    assert [finding.ok for finding in doctor.policies(lambda: {"chrome": harmless})] == [True]


def test_policy_files_are_read_where_each_system_keeps_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "managed").mkdir()
    (tmp_path / "managed/it.json").write_text(json.dumps({"HeadlessMode": 2}))
    (tmp_path / "managed/trasig.json").write_text("{")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(doctor, "LINUX_POLICIES", {"edge": str(tmp_path)})
    assert doctor.read_policies() == {"edge": {"HeadlessMode": 2}}
    (tmp_path / "eva").mkdir()
    (tmp_path / "eva/com.google.Chrome.plist").write_bytes(plistlib.dumps({"DeveloperToolsAvailability": 2}))
    assert doctor._mac_policy("com.google.Chrome.plist", tmp_path) == {"DeveloperToolsAvailability": 2}


def test_folder_that_cannot_be_written_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(dir: Path) -> None:
        raise PermissionError(13, "Permission denied")

    assert [finding.ok for finding in doctor.folders(tmp_path)] == [True, True]
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(doctor.tempfile, "TemporaryFile", refuse)
    assert [finding.ok for finding in doctor.folders(tmp_path)] == [False, False]


def test_little_disk_is_worth_knowing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(120_000_000))
    (finding,) = doctor.disk(tmp_path)
    assert (finding.ok, finding.says) == (None, "Bara 120 MB är lediga.")


def test_missing_git_is_worth_knowing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert doctor.git()[0].ok is None
