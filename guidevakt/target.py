"""What is walked: the replica, a recording, or the real sites; and the browser that walks it."""

from __future__ import annotations

import hashlib
import http.client
import platform
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.request import getproxies

from playwright.sync_api import Browser, BrowserContext, Error
from pydantic import TypeAdapter

from guidevakt import addresses, certificate, clobbering, datafile, guard, latecomers, whole_file
from guidevakt.answers import Answers
from guidevakt.capture import Trail
from guidevakt.refused import Refused
from guidevakt.relay import Relay
from guidevakt.script import script
from guidevakt.sentences import commands
from guidevakt.settings import Settings
from guidevakt.verdict import Environment
from guidevakt.verdict import Target as Kind
from replica.handle import Handle
from replica.overlay import Fault, Overlay
from replica.recording import Recording

Server = TypeVar("Server")

USER_AGENT = (
    "Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{major}.0.0.0 Safari/537.36 "
    "Guidevakt/0.1 (kontrollerar en guide, sänder inget)"
)
_SYSTEMS = {
    "linux": "X11; Linux x86_64",
    "darwin": "Macintosh; Intel Mac OS X 10_15_7",
    "windows": "Windows NT 10.0; Win64; x64",
}
#: An Entra-joined PC may sign a fresh browser in as its owner: switched off (design.md, "Ambient sign-in").
#: Edge's own features for it are on Playwright's list already, and a second --disable-features would undo that list.
_NO_AMBIENT_SIGN_IN = "--auth-server-allowlist=_"
#: Pages go by the relay, on loopback too, which Chromium else goes to by itself. Web sockets go by a SOCKS proxy where
#: there is one: to one that nobody answers, a worker's too (which `route_web_socket` does not reach).
_BY_RELAY = "--proxy-server=http={relay};https={relay};socks=socks5://127.0.0.1:9", "--proxy-bypass-list=<-loopback>"
SESSION_COOKIE = "ovningssession"
REACH_S = 5.0
#: A recording, with the pictures and scripts of every page in it.
MOST_RECORDED = 100 * whole_file.MIB
#: A site that asks to be left alone for longer is left alone till the next run.
LONGEST_WAIT_S = 120.0


@dataclass(frozen=True)
class Target:
    """What a walk is pointed at. `handle` is the running server on replica and recording; `args` are Chromium's;
    `served` is where a server answers in the hosts' place, `relay` the way out of a live walk."""

    kind: Kind
    settings: Settings
    args: tuple[str, ...] = ()
    handle: Handle | None = None
    overlay: str | None = None
    network: bool = True
    served: certificate.Way | None = None
    answers: Answers = field(default_factory=Answers)
    relay: Relay | None = None
    _last_load: list[float] = field(default_factory=list)
    _left_alone: dict[str, float] = field(default_factory=dict)

    @property
    def is_practice(self) -> bool:
        """May things be typed and pressed?"""
        return self.kind == "replica"

    @property
    def secret(self) -> str | None:
        """What the practice server's answers carry."""
        return self.handle.secret if self.handle and self.is_practice else None

    def failure(self, address: str, told: str) -> str:
        """Why the address's page did not come, by Chromium's own names (net::ERR_…)."""
        return self.relay.failure(addresses.split(address).hostname or "", told) if self.relay else told

    def keep_pace(self) -> None:
        """The one polite pause: real sites are asked for a page at most once every `pace_s` seconds."""
        if self._last_load:
            left = self._last_load[-1] + self.settings.pace_s - time.monotonic()
            if left > 0:
                time.sleep(left)  # noqa: TID251  the one named place
        self._last_load[:] = [time.monotonic()]

    def leave_alone(self, url: str, seconds: float) -> None:
        """The site at the address has asked not to be asked again for so long."""
        self._left_alone[addresses.host(url)] = time.monotonic() + seconds

    def is_left_alone(self, url: str) -> bool:
        """Has that site asked for more time than has gone?"""
        return time.monotonic() < self._left_alone.get(addresses.host(url), 0)

    def certificate_of(self, url: str) -> certificate.Wrong | None:
        """What is wrong with the certificate of the address's host, which the browser refused."""
        proxy = f"http://127.0.0.1:{self.relay.port}" if self.relay else None
        return certificate.wrong(addresses.split(url).hostname or "", served=self.served, proxy=proxy)

    def wait_before_retry(self, asked: float = 0) -> bool:
        """Let some time pass before a new try on real sites, as long as the site asked for. False where that is too
        long to wait: then there is no new try."""
        if self.kind != "live":
            return True
        if asked > LONGEST_WAIT_S:
            return False
        time.sleep(max(self.settings.retry_after_s, asked))  # noqa: TID251  the one named place
        return True

    def context(
        self, browser: Browser, session: bool, counts: guard.Counts, har: Path | None = None
    ) -> tuple[BrowserContext, Trail]:
        """A fresh context, guarded as the target asks. `session`: signed in on the practice copy."""
        width, height = self.settings.viewport
        recorded: dict[str, Any] = {"record_har_path": har, "record_har_content": "embed"} if har else {}
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
            color_scheme="light",
            reduced_motion="reduce",
            service_workers="block",
            accept_downloads=False,
            user_agent=user_agent(browser.version),
            **recorded,
        )
        context.set_default_timeout(self.settings.timeout_s * 1000)
        clobbering.undo(context)
        latecomers.watch(context)
        if self.kind == "live":
            guard.let_nothing_out(context, counts, self.keep_pace, self.is_left_alone)
        else:
            guard.count_forms(context, counts)
        if session and self.handle and self.is_practice:
            where = "https://mysignins.microsoft.com/"
            context.add_cookies([{"name": SESSION_COOKIE, "value": self.handle.session, "url": where}])
        trail = Trail()
        context.on("request", trail.asked)
        context.on("response", trail.answered)
        context.on("response", self.answers.heard)
        context.on("requestfailed", trail.failed)
        context.on("page", lambda page: page.on("download", trail.downloaded))
        return context, trail


def user_agent(version: str) -> str:
    """An ordinary Chrome's, with our name and errand at its end; it never hides what it is."""
    system = _SYSTEMS.get(platform.system().lower(), _SYSTEMS["linux"])
    return USER_AGENT.format(system=system, major=version.split(".")[0])


class BrowserKeeper:
    """The run's one browser. One that was killed is started again for the next try, and a step has but a few."""

    def __init__(self, launch: Callable[[], Browser]) -> None:
        self._launch = launch
        self._browser = launch()
        self.restarts = 0

    def get(self) -> Browser:
        """The browser, alive as far as it knows."""
        return self._browser if self._browser.is_connected() else self.renewed()

    def renewed(self) -> Browser:
        """Another one: this has died, or Playwright's own process has, of which the browser does not tell."""
        self.restarts += 1
        self._browser = self._launch()
        return self._browser


_FONTS = script("fonts")


def environment(browser: Browser, settings: Settings) -> Environment | None:
    """OS, browser, major version, viewport, and a digest of how this machine's fonts really draw; None where it
    cannot be told."""
    page = browser.new_page()
    try:
        drawn = str(page.evaluate(_FONTS))
    except Error:
        return None
    finally:
        page.close()
    digest = hashlib.sha256(drawn.encode()).hexdigest()[:8]
    name = f"{browser.browser_type.name}-{browser.version.split('.')[0]}"
    return Environment(os=platform.system().lower(), browser=name, fonts=digest, viewport=settings.viewport)


def read_overlay(folder: Path) -> Overlay:
    """The overlay in a folder, its faults.yaml checked. Raises Refused."""
    if not folder.is_dir():
        raise Refused(f"{folder}: mappen finns inte. --overlay ska vara en mapp.")
    file = folder / "faults.yaml"
    faults = datafile.read(file, TypeAdapter(list[Fault] | None)) if file.exists() else []
    return Overlay.read(folder, tuple(faults or ()))


@contextmanager
def opened(
    kind: Kind, settings: Settings, project: Path, overlay: Path | None = None, hosts: Iterable[str] = ()
) -> Iterator[Target]:
    """The target, its server running for as long as it is needed. `hosts` are those of the guides' own pages.

    Raises Refused for an overlay on live, a faulty overlay, a recording that is missing or cannot be read, and where
    nothing can be served on this machine.
    """
    if kind == "live":
        if overlay:
            raise Refused("--overlay kan inte användas med --target live: det lägger sig över övningskopian.")
        with live(settings, hosts) as target:
            yield target
        return
    from replica.server import Replica  # a tenth of a second, which who attaches to a running server need not wait

    laid = read_overlay(overlay) if overlay else None
    source = read_recording(project / settings.recording) if kind == "recording" else None
    with on_loopback(lambda: Replica(overlay=laid, source=source)) as replica:
        yield attached(kind, settings, Handle.from_json(replica.handle()), str(overlay) if overlay else None)


def on_loopback(serve: Callable[[], Server]) -> Server:
    """A server of ours, which listens on this machine's own 127.0.0.1. Raises Refused where that is not there."""
    try:
        return serve()
    except OSError as error:
        raise Refused(commands.no_loopback(error.strerror or str(error))) from None


def attached(kind: Kind, settings: Settings, handle: Handle, overlay: str | None = None) -> Target:
    """A server that is running already, here or in another process."""
    served = ("127.0.0.1", handle.https_port)
    return Target(kind, settings, tuple(handle.chromium_args()), handle, overlay, served=served)


def read_recording(file: Path) -> Recording:
    """A recording made by `guidevakt record`. Raises Refused."""
    if not file.exists():
        raise Refused(f"{file}: inspelningen finns inte. Gör en med guidevakt record.")
    data = whole_file.read(file, MOST_RECORDED)
    try:
        return Recording.parse(data)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused(f"{file}: filen är ingen inspelning (HAR) som går att läsa.") from None


@contextmanager
def live(settings: Settings, hosts: Iterable[str], stand_in: Handle | None = None) -> Iterator[Target]:
    """The real sites, behind every layer of the guard. `stand_in`: a local server in their place, for tests."""
    own = sorted(set(hosts))
    if stand_in:
        served = {80: stand_in.http_port, 443: stand_in.https_port}
        way = partial(Relay, [host for host in stand_in.hosts if host in own], served=served)
    else:
        way = partial(Relay, [*own, *settings.live_hosts], proxy_of_the_machine())
    with on_loopback(way) as relay:
        address = f"http://127.0.0.1:{relay.port}"
        args = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
        args += [_NO_AMBIENT_SIGN_IN, *(arg.format(relay=address) for arg in _BY_RELAY)]
        args += ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]  # for the relay alone
        if stand_in:
            args += [f"--ignore-certificate-errors-spki-list={stand_in.spki}"]
        network = stand_in is not None or any_reachable(own, address)
        yield Target("live", settings, tuple(args), network=network, relay=relay)


def proxy_of_the_machine() -> str | None:
    """The proxy that this machine's pages go through, from the environment or the system; None where there is none."""
    proxies = getproxies()
    return proxies.get("https") or proxies.get("http") or proxies.get("all")


def any_reachable(hosts: Sequence[str], proxy: str) -> bool:
    """Does any of the hosts take a connection by the proxy, in ten seconds? All are tried at once; nothing is asked of
    them."""
    answers: list[str] = []
    tried = [threading.Thread(target=_reach, args=(host, proxy, answers), daemon=True) for host in hosts]
    for thread in tried:
        thread.start()
    deadline = time.monotonic() + 2 * REACH_S
    for thread in tried:
        if answers:
            break
        thread.join(max(0.0, deadline - time.monotonic()))
    return bool(answers)


def _reach(host: str, proxy: str, answers: list[str]) -> None:
    """A TLS handshake with the host, and no request."""
    parts = addresses.split(proxy)
    connection = http.client.HTTPSConnection(parts.hostname or "", parts.port, timeout=REACH_S)
    connection.set_tunnel(host, 443)
    try:
        connection.connect()
    except ssl.SSLError:
        pass  # it answered: what is wrong with its certificate is for the walk to find
    except (OSError, http.client.HTTPException):
        return
    finally:
        connection.close()
    answers.append(host)
