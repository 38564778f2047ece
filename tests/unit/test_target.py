"""What a walk is pointed at, and what its browser is told; without a browser."""

from __future__ import annotations

import os
import ssl
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from guidevakt import target
from guidevakt.refused import Refused
from guidevakt.relay import Relay
from guidevakt.settings import Settings
from guidevakt.target import BrowserKeeper, Target
from replica.handle import Handle

HANDLE = Handle(1080, 1443, "spki=", "hemlig", "session", ("eslov.se", "login.microsoftonline.com"))


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)


@pytest.fixture
def reachable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(target, "any_reachable", lambda _hosts, _proxy: True)


def rules(args: tuple[str, ...], name: str) -> str:
    return next(arg.partition("=")[2] for arg in reversed(args) if arg.startswith(f"--{name}="))


# -- live ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("proxy", ["", "http://anna:hemligt@127.0.0.1:1"])
def test_a_live_browser_knows_only_the_relay(reachable: None, monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    if proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy)
    with target.live(Settings(), ["eslov.se"]) as found:
        assert rules(found.args, "host-resolver-rules") == "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
        assert found.relay
        assert f"http=http://127.0.0.1:{found.relay.port};https=" in rules(found.args, "proxy-server")
        assert rules(found.args, "proxy-bypass-list") == "<-loopback>"
        assert "hemligt" not in " ".join(found.args)


def test_a_live_browser_does_not_sign_in_by_itself(reachable: None) -> None:
    with target.live(Settings(), ["eslov.se"]) as found:
        assert "--auth-server-allowlist=_" in found.args
        assert not [a for a in found.args if a.startswith("--disable-features")]  # it would undo Playwright's own


def test_a_live_target_has_no_secret_and_is_no_practice(reachable: None) -> None:
    with target.live(Settings(), ["eslov.se"]) as found:
        assert (found.is_practice, found.secret, found.handle) == (False, None, None)


def test_where_nothing_answers_there_is_no_network() -> None:
    assert not target.any_reachable(["eslov.se", "mysignins.microsoft.com"], "http://127.0.0.1:1")


def test_a_host_that_is_not_there_is_soon_known() -> None:
    began = time.monotonic()
    with Relay(["finns.invalid"]) as relay:
        assert not target.any_reachable(["finns.invalid"], f"http://127.0.0.1:{relay.port}")
    assert time.monotonic() - began < target.REACH_S


def test_a_certificate_that_is_wrong_is_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: object) -> None:
        raise ssl.SSLCertVerificationError

    monkeypatch.setattr("http.client.HTTPSConnection.connect", refuse)
    assert target.any_reachable(["eslov.se"], "http://127.0.0.1:1")


# -- replica, recording --------------------------------------------------------------------------------------------


def test_a_practice_target_has_its_servers_secret() -> None:
    found = target.attached("replica", Settings(), HANDLE)
    assert (found.is_practice, found.secret) == (True, "hemlig")
    assert "--proxy-server=direct://" in found.args


def test_a_recording_is_no_practice() -> None:
    found = target.attached("recording", Settings(), HANDLE)
    assert (found.is_practice, found.secret) == (False, None)


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    return tmp_path


def test_an_overlay_without_faults_is_read(overlay: Path) -> None:
    assert target.read_overlay(overlay).faults == ()


def test_a_list_of_faults_may_be_empty(overlay: Path) -> None:
    (overlay / "faults.yaml").write_text("[]", "utf-8")
    assert target.read_overlay(overlay).faults == ()


FAULTY: dict[str, tuple[str, str]] = {
    "unknown key": ("- {url: 'https://eslov.se/', statu: 404}", "nyckeln finns inte; tillåtna är url, status,"),
    "no address": ("- {url: eslov, status: 404}", "”eslov” är ingen adress"),
    "nothing to do": ("- {url: 'https://eslov.se/'}", "Det saknas vad som ska hända"),
    "no list": ("url: 'https://eslov.se/'", "ska vara en lista"),
}


@pytest.mark.parametrize("fault", FAULTY)
def test_a_faulty_overlay_is_refused_with_its_place(overlay: Path, fault: str) -> None:
    text, said = FAULTY[fault]
    (overlay / "faults.yaml").write_text(text, "utf-8")
    with pytest.raises(Refused) as refused:
        target.read_overlay(overlay)
    assert str(overlay / "faults.yaml") in str(refused.value)
    assert said in str(refused.value)


def test_an_overlay_over_live_is_refused(overlay: Path) -> None:
    with pytest.raises(Refused, match="--overlay"), target.opened("live", Settings(), overlay, overlay):
        pass


NO_RECORDINGS: dict[str, Callable[[Path], object]] = {
    "not there": lambda file: None,
    "no JSON": lambda file: file.write_text("hej", "utf-8"),
    "no HAR": lambda file: file.write_text("[]", "utf-8"),
    "a folder": lambda file: file.mkdir(),
    "bytes": lambda file: file.write_bytes(b"\xff\xfe\x00"),
}


@pytest.mark.parametrize("kind", NO_RECORDINGS)
def test_what_is_no_recording_is_refused(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "a.har"
    NO_RECORDINGS[kind](file)
    with pytest.raises(Refused, match=r"a\.har"):
        target.read_recording(file)


def test_a_machine_without_its_own_address_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(99, "Cannot assign requested address")

    monkeypatch.setattr("socket.create_server", refuse)
    for kind in ("replica", "live"):
        with pytest.raises(Refused, match=r"127\.0\.0\.1.*Cannot assign"), target.opened(kind, Settings(), tmp_path):
            pass


# -- pace ----------------------------------------------------------------------------------------------------------


def test_pages_are_asked_for_at_the_pace_and_the_first_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    now, slept = [100.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    monkeypatch.setattr(target.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(target.time, "sleep", sleep)
    paced = Target("live", Settings(pace_s=2))
    paced.keep_pace()
    now[0] += 0.5
    paced.keep_pace()
    now[0] += 9
    paced.keep_pace()
    assert slept == [1.5]


@pytest.mark.parametrize(
    ("kind", "asked", "slept", "again"),
    [
        ("live", 0, [20], True),
        ("live", 60, [60], True),
        ("live", 3600, [], False),
        ("replica", 0, [], True),
        ("recording", 3600, [], True),
    ],
)
def test_real_sites_are_given_time_between_two_tries(
    monkeypatch: pytest.MonkeyPatch, kind: Any, asked: float, slept: list[float], again: bool
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(target.time, "sleep", waited.append)
    assert Target(kind, Settings(retry_after_s=20)).wait_before_retry(asked) is again
    assert waited == slept


def test_a_site_that_asks_for_time_is_left_alone_for_as_long_and_no_other_is(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(target.time, "monotonic", lambda: now[0])
    asked = Target("live", Settings())
    asked.leave_alone("https://www.eslov.se/kontakt/", 600)
    assert asked.is_left_alone("https://eslov.se/")
    assert not asked.is_left_alone("https://login.microsoftonline.com/")
    now[0] += 600
    assert not asked.is_left_alone("https://eslov.se/")


# -- the browser that is kept --------------------------------------------------------------------------------------


class FakeBrowser:
    alive = True

    def is_connected(self) -> bool:
        return self.alive


def test_a_browser_that_dies_is_started_again_each_time() -> None:
    launched: list[Any] = []

    def launch() -> Any:
        launched.append(FakeBrowser())
        return launched[-1]

    keeper = BrowserKeeper(launch)
    assert keeper.get() is launched[0]
    launched[0].alive = False
    assert keeper.get() is launched[1]
    assert (keeper.restarts, len(launched)) == (1, 2)
    launched[1].alive = False
    assert keeper.get() is launched[2]


@pytest.mark.parametrize(
    ("system", "told"), [("Linux", "X11; Linux"), ("Windows", "Windows NT"), ("Plan9", "X11; Linux")]
)
def test_the_user_agent_is_a_chromes_with_our_name(monkeypatch: pytest.MonkeyPatch, system: str, told: str) -> None:
    monkeypatch.setattr(target.platform, "system", lambda: system)
    agent = target.user_agent("156.0.7012.1")
    assert told in agent
    assert "Chrome/156.0.0.0" in agent
    assert "Guidevakt" in agent
    assert "Headless" not in agent
