"""Nothing gets out: each way out is tried twice, behind the guard and without it, so that the test could fail.

The unguarded try comes last, and what it sends is waited for: what the guarded one let out would have come before.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error

from guidevakt import target
from guidevakt.guard import REPLICA_HEADER, Counts, Hands, NotPractice
from guidevakt.settings import Settings
from guidevakt.target import Target
from replica.handle import Handle
from replica.overlay import Overlay, parse_faults
from replica.server import Replica
from tests.browser.loopback import Ear, PacketEar, Project, Ran

#: A host that the stand-in server answers for, and that a guarded walk may not read.
FORBIDDEN = "play.google.com"

FORM = '<form method="post" action="{to}"><input name="x" value="1"><button id="go">Sänd</button></form>'
GO = '<main><p>En sida</p></main><button id="go">Sänd</button>'


def on_go(script: str) -> str:
    return f"{GO}<script>const to = '{{to}}'; document.getElementById('go').onclick = () => {{ {script} }};</script>"


def on_leaving(script: str) -> str:
    return on_go(f"addEventListener('pagehide', () => {{ {script} }})")


SUBMITTED = "const form = document.querySelector('form');"
#: In an iframe that is not yet a page of its own, functions are as the browser made them.
PRISTINE = "const frame = document.body.appendChild(document.createElement('iframe')); const w = frame.contentWindow;"
IN_WORKER = "URL.createObjectURL(new Blob([%s], {type: 'text/javascript'}))"
WORKER_POSTS = "`fetch('` + to + `', {method: 'POST', mode: 'no-cors', body: 'x'})`"
POST = "fetch('{to}', {method: 'POST', mode: 'no-cors', body: 'x'})"

WAYS_OUT = {
    "form clicked": FORM,
    "form with GET clicked": FORM.replace("post", "get"),
    "form with its own button elsewhere": FORM.replace('id="go"', "").replace("<form", '<form id="f"')
    + '<button id="go" form="f" formmethod="post">Sänd</button>',
    "form.submit()": FORM.replace('id="go"', "") + on_go(SUBMITTED + "form.submit()"),
    "form.requestSubmit()": FORM.replace('id="go"', "") + on_go(SUBMITTED + "form.requestSubmit()"),
    "form.submit of a pristine window": FORM.replace('id="go"', "")
    + on_go(PRISTINE + SUBMITTED + "w.HTMLFormElement.prototype.submit.call(form)"),
    "form in a popup": on_go(
        "const w = open('about:blank'); w.document.body.innerHTML ="
        " `<form method=post action=${to}><input name=x></form>`; w.document.forms[0].submit()"
    ),
    "form that opens a popup": FORM.replace("<form", '<form target="_blank"'),
    "form in an iframe": on_go(PRISTINE + "w.document.body.innerHTML = `<form method=post action=${to}></form>`;"
                               "w.document.forms[0].submit()"),
    "form in an iframe of its own": GO + "<iframe srcdoc='<form method=post action=\"{to}\"></form>"
    "<script>onmessage = () => document.forms[0].requestSubmit()</script>'></iframe>"
    "<script>document.getElementById('go').onclick = () => frames[0].postMessage('', '*')</script>",
    "fetch": on_go(POST.replace("'{to}'", "to")),
    "fetch of a pristine window": on_go(PRISTINE + "w.fetch(to, {method: 'POST', mode: 'no-cors', body: 'x'})"),
    "XHR": on_go("const x = new XMLHttpRequest(); x.open('POST', to); x.send('x')"),
    "beacon": on_go("navigator.sendBeacon(to, 'x')"),
    "beacon of a pristine window": on_go(PRISTINE + "w.navigator.sendBeacon(to, 'x')"),
    "beacon on leaving": on_leaving("navigator.sendBeacon(to, 'x')"),
    "beacon of a pristine window on leaving": on_go(PRISTINE + "onpagehide = () => w.navigator.sendBeacon(to, 'x')"),
    "keepalive fetch on leaving": on_leaving("fetch(to, {method: 'POST', keepalive: true, mode: 'no-cors'})"),
    "fetchLater on leaving": on_go("fetchLater(to, {method: 'POST', body: 'x'})"),
    "ping of a link": GO.replace("<button", '<a href="#" ping="{to}"').replace("</button>", "</a>"),
    "WebSocket": on_go("new WebSocket(to.replace('http', 'ws'))"),
    "WebSocket of a pristine window": on_go(PRISTINE + "new w.WebSocket(to.replace('http', 'ws'))"),
    "fetch in a worker": on_go("new Worker(" + IN_WORKER % WORKER_POSTS + ")"),
    "fetch in a shared worker": on_go(
        "new SharedWorker(" + IN_WORKER % WORKER_POSTS + ")"
    ),
    "WebSocket in a worker": on_go(
        "new Worker(" + IN_WORKER % "`new WebSocket('` + to.replace('http', 'ws') + `')`" + ")"
    ),
    "service worker": on_go("navigator.serviceWorker.register('/lacka/sw.js')"),
}  # fmt: skip
#: What is stopped with nobody to tell it: outside of pages, or in a page that is no more.
UNSEEN = {
    "service worker", "fetch in a shared worker", "WebSocket in a worker",
    "beacon on leaving", "beacon of a pristine window on leaving", "keepalive fetch on leaving",
}  # fmt: skip


class Trial:
    """A page at https://eslov.se/lacka/ that tries to send something, opened behind the guard and without it."""

    _numbers = count()

    def __init__(self, replica: Replica, ear: Ear, live: Target, guarded: Browser, free: Browser, folder: Path) -> None:
        self._replica, self._ear, self._live, self._folder = replica, ear, live, folder
        self._guarded, self._free = guarded, free
        self.counts = Counts()

    def gets_out(self, html: str, to: str, *, leave: bool = False, **faults: Any) -> tuple[bool, bool]:
        """Did it get out behind the guard, and without it? `{to}` in page and faults is where it would come."""
        number = next(self._numbers)
        guarded, _ = self._live.context(self._guarded, False, self.counts)
        with guarded, self._free.new_context() as free:
            for context, sign in ((guarded, f"vaktad-{number}-"), (free, f"fri-{number}-")):
                self._lay(html, f"{to}/{sign}", faults)
                _attempt(context, leave)
            free_one = self._comes(f"fri-{number}-", free)
        return bool(self._came(f"vaktad-{number}-")), free_one

    def _lay(self, html: str, to: str, faults: dict[str, Any]) -> None:
        folder = self._folder / "eslov.se" / "lacka"
        folder.mkdir(parents=True, exist_ok=True)
        page = f'<!doctype html><html lang="sv"><meta charset="utf-8"><title>Sida</title>{html}'
        (folder / "index.html").write_text(page.replace("{to}", to), "utf-8")
        (folder / "sw.js").write_text(POST.replace("{to}", to), "utf-8")
        bent = [{"url": url, **_filled(fault, to)} for url, fault in faults.get("faults", {}).items()]
        self._replica.overlay = Overlay.read(self._folder, parse_faults(bent))

    def _came(self, sign: str) -> list[str]:
        return [url for url in [*self._replica.requests, *self._ear.heard] if sign in url]

    def _comes(self, sign: str, context: BrowserContext, seconds: float = 5) -> bool:
        page, deadline = context.new_page(), time.monotonic() + seconds
        while not self._came(sign) and time.monotonic() < deadline:
            page.wait_for_timeout(20)
        return bool(self._came(sign))


def _filled(fault: Any, to: str) -> Any:
    if isinstance(fault, dict):
        return {key: _filled(value, to) for key, value in fault.items()}
    return fault.replace("{to}", to) if isinstance(fault, str) else fault


def _attempt(context: BrowserContext, leave: bool) -> None:
    """Open the page and click its button; then, where that is when it sends, go on to another page."""
    page = context.new_page()
    page.goto("https://eslov.se/lacka/")
    page.click("#go", no_wait_after=True)
    if leave:
        page.goto("https://eslov.se/kontakt/")


@pytest.fixture
def trial(
    replica: Replica, ear: Ear, live: Target, guarded_browser: Browser, browser: Browser, tmp_path: Path
) -> Iterator[Trial]:
    yield Trial(replica, ear, live, guarded_browser, browser, tmp_path)
    replica.overlay = None


ALLOWED_HOST = "https://mysignins.microsoft.com"


@pytest.mark.parametrize("receiver", ["allowed host", "other host"])
@pytest.mark.parametrize("way", WAYS_OUT)
def test_nothing_gets_out_that_gets_out_unguarded(way: str, receiver: str, trial: Trial, ear: Ear) -> None:
    to = ALLOWED_HOST if receiver == "allowed host" else ear.url
    guarded, unguarded = trial.gets_out(WAYS_OUT[way], to, leave="leaving" in way)
    assert (guarded, unguarded) == (False, True)
    assert trial.counts.forms_sent == 0
    assert trial.counts.blocked >= (way not in UNSEEN)


READ_ELSEWHERE = {
    "link": GO.replace("<button", '<a href="{to}"').replace("</button>", "</a>"),
    "link in a new tab": GO.replace("<button", '<a target="_blank" href="{to}"').replace("</button>", "</a>"),
    "picture": on_go("new Image().src = to"),
    "iframe": on_go("document.body.appendChild(document.createElement('iframe')).src = to"),
    "fetch": on_go("fetch(to, {mode: 'no-cors'})"),
    "event stream": on_go("new EventSource(to)"),
}


@pytest.mark.parametrize("receiver", ["host of the stand-in", "other host"])
@pytest.mark.parametrize("way", READ_ELSEWHERE)
def test_hosts_that_are_not_allowed_are_not_even_read(way: str, receiver: str, trial: Trial, ear: Ear) -> None:
    to = f"https://{FORBIDDEN}" if receiver == "host of the stand-in" else ear.url
    assert trial.gets_out(READ_ELSEWHERE[way], to) == (False, True)


@pytest.mark.parametrize("status", [301, 307])
def test_a_redirect_to_another_host_is_not_followed(trial: Trial, status: int) -> None:
    away = {"https://eslov.se/bort/": {"redirect": "{to}", "status": status}}
    assert trial.gets_out(on_go("location.href = '/bort/'"), f"https://{FORBIDDEN}", faults=away) == (False, True)


TRANSPORT = "new WebTransport('https://mysignins.microsoft.com/')"
#: What goes as packets, past all that is asked by HTTP, and to a host that may be read.
PACKETS = {
    "WebTransport in a worker": "new Worker(" + IN_WORKER % f"`{TRANSPORT}`" + ")",
    "WebTransport of a pristine window": PRISTINE + TRANSPORT.replace("new ", "new w."),
}


@pytest.mark.parametrize("way", PACKETS)
def test_no_packet_gets_out_that_gets_out_unguarded(
    way: str, live: Target, guarded_browser: Browser, browser: Browser, replica: Replica
) -> None:
    guarded, _ = live.context(guarded_browser, False, Counts())
    with guarded, browser.new_context() as free, PacketEar(replica.https_port) as ear:
        assert not _packets_of(guarded, way, ear, 1)
        assert _packets_of(free, way, ear, 10)


def _packets_of(context: BrowserContext, way: str, ear: PacketEar, seconds: float) -> int:
    """How many packets came before the first had come, or so many seconds had gone by."""
    page, deadline = context.new_page(), time.monotonic() + seconds
    page.goto("https://eslov.se/kontakt/")
    page.evaluate(f"() => {{ try {{ {PACKETS[way]} }} catch {{}} }}")
    while not ear.packets and time.monotonic() < deadline:
        page.wait_for_timeout(20)
    return ear.packets


@pytest.mark.parametrize(
    "name", ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "localhost"]
)
def test_this_machine_itself_is_not_read(name: str, trial: Trial, ear: Ear) -> None:
    to = ear.url.replace("127.0.0.1", name)
    assert trial.gets_out(READ_ELSEWHERE["fetch"], to) == (False, True)


def test_a_report_of_a_broken_policy_does_not_get_out(trial: Trial) -> None:
    policy = {"headers": {"Content-Security-Policy": "img-src 'none'; report-uri {to}"}}
    html = on_go("new Image().src = 'https://eslov.se/x.png'")
    found = trial.gets_out(html, ALLOWED_HOST, faults={"https://eslov.se/lacka/": policy})
    assert found == (False, True)


def test_a_page_can_be_read_behind_the_guard(live: Target, guarded_browser: Browser) -> None:
    counts = Counts()
    context, trail = live.context(guarded_browser, False, counts)
    with context:
        page = context.new_page()
        page.goto("http://www.eslov.se/")
        assert (page.url, trail.status(page)) == ("https://eslov.se/", 200)
        assert page.get_by_role("heading", level=1).inner_text() == "Välkommen till Eslövs kommun"
    assert counts == Counts()


def test_a_live_walk_says_who_it_is(live: Target, guarded_browser: Browser) -> None:
    context, _ = live.context(guarded_browser, False, Counts())
    with context:
        told = context.new_page().evaluate("navigator.userAgent")
    assert "Guidevakt" in told
    assert "HeadlessChrome" not in told


# -- hands ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "secret"),
    [({}, "hemlig"), ({REPLICA_HEADER: "annan"}, "hemlig"), ({REPLICA_HEADER: ""}, ""), ({REPLICA_HEADER: "x"}, None)],
)
def test_hands_refuse_a_page_that_our_own_server_has_not_answered(
    browser: Browser, headers: dict[str, str], secret: str | None
) -> None:
    with browser.new_context() as context, pytest.raises(NotPractice):
        Hands(context.new_page(), headers, secret)


def test_hands_type_on_a_page_that_our_own_server_has_answered(browser: Browser, replica: Replica) -> None:
    practice = target.attached("replica", Settings(), Handle.from_json(replica.handle()))
    context, trail = practice.context(browser, False, Counts())
    with context:
        page = context.new_page()
        page.goto("https://passwordreset.microsoftonline.com/")
        field = page.get_by_role("textbox").first
        Hands(page, trail.headers(page), practice.secret).fill(field, "övning")
        assert field.input_value() == "övning"


OPENS_BY = {
    "its arrow": "a.onclick = fill",
    "an arrow that is no button": "a.outerHTML = '<i id=a><b>▾</b></i>'; document.querySelector('#a').onclick = fill",
    "a key": "c.onkeydown = event => event.altKey && event.key === 'ArrowDown' && fill()",
    "nothing, and has more further down": "l.onscroll = () => fill(l.scrollTop / 20); fill()",
    "a click, and more further down": "c.onclick = () => { l.onscroll = () => fill(l.scrollTop / 20); fill(); }",
}
COUNTRIES = """<div><input id=c role=combobox aria-label=Land readonly><button id=a aria-hidden=true>▾</button></div>
<div id=l role=listbox style="height:100px;overflow:auto"></div><script>
const fill = from => {
  const names = [...Array(190).keys()].map(n => 'Land ' + n).concat('Sverige (+46)');
  const first = Math.floor(from > 0 ? from : 0), shown = names.slice(first, first + 6);
  const rows = shown.map(n => `<div role=option style="height:20px">${n}</div>`).join('');
  const room = rows => `<div style="height:${rows * 20}px"></div>`;
  l.innerHTML = room(first) + rows + room(names.length - first - shown.length);
};
SÅ;
</script>"""


@pytest.mark.parametrize("way", OPENS_BY)
def test_a_list_is_opened_and_read_through_as_a_reader_would(browser: Browser, way: str) -> None:
    filled = COUNTRIES if "down" in way else COUNTRIES.replace("Array(190)", "Array(3)")
    with browser.new_context() as context:
        page = context.new_page()
        page.set_content(filled.replace("SÅ", OPENS_BY[way]))
        hands = Hands(page, {REPLICA_HEADER: "x"}, "x")
        hands.unfold(page.get_by_role("combobox"), "Sverige")
        assert page.get_by_role("option", name="Sverige").is_visible()


def test_a_live_walk_has_no_hands(live: Target) -> None:
    assert live.secret is None
    assert not live.is_practice


# -- behind a proxy ------------------------------------------------------------------------------------------------


def test_a_browser_does_use_the_proxy_of_its_environment(launch_browser: Callable[..., Browser]) -> None:
    with Ear() as proxy:
        browser = launch_browser(args=["--no-sandbox"], env={"HTTPS_PROXY": proxy.url, "HTTP_PROXY": proxy.url})
        with pytest.raises(Error):
            browser.new_page().goto("https://eslov.se/")
        browser.close()
        assert proxy.connections


def test_a_replica_run_leaves_the_proxy_alone(nominal: Ran, spy: Ear) -> None:
    assert nominal.code == 0
    assert spy.connections == 0


@pytest.mark.usefixtures("recorded")
def test_a_run_of_a_recording_leaves_the_proxy_alone(project: Project, spy: Ear) -> None:
    ran = project.run("guidevakt", "verify", "--target", "recording", "--part", "aterstall")
    found = {step["id"]: step["verdict"] for step in project.results()["steps"]}
    assert (found["aterstall-1"], found["aterstall-2"]) == ("holds", "holds"), ran.err
    assert spy.connections == 0
