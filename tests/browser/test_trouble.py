"""A walk that meets trouble: sites that are down, answers that differ, a browser that dies. Trouble is no change."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page

from guidevakt.night import SWEDEN
from guidevakt.sentences import day, remarks
from pages import Site
from tests.browser.walking import Walker, swap

STAFF_LABEL = "För dig som är medarbetare"
START, STAFF = "https://eslov.se/", "https://eslov.se/for-medarbetare/"
UNREACHED = {
    "maintenance": ({"status": 503}, "unreachable"),
    "closed to robots": ({"status": 403}, "blocked"),
    "asked to slow down": ({"status": 429, "headers": {"Retry-After": "60"}}, "blocked"),
    "connection reset": ({"abort": True}, "unreachable"),
    "redirect loop": ({"redirect": STAFF}, "unreachable"),
    "expired certificate": ({"certificate": "expired"}, "unreachable"),
    "certificate of another host": ({"certificate": "other-host"}, "unreachable"),
    "never answers": ({"hang": True}, "timeout"),
}


@pytest.mark.parametrize("trouble", UNREACHED)
def test_what_cannot_be_reached_is_unknown_and_no_change(walk: Walker, trouble: str) -> None:
    fault, reason = UNREACHED[trouble]
    walked = walk("aterstall", faults=[{"url": STAFF, **fault}], until="aterstall-2")
    assert not walked.drifted
    assert ("aterstall-2", reason) in walked.unknown
    assert {why for _, why in walked.unknown} == {reason}


@pytest.mark.parametrize(
    ("kind", "told"),
    [("expired", "Webbplatsens certifikat gick ut {yesterday}."),
     ("other-host", "Webbplatsens certifikat gäller en annan adress: nagon-annan.example.")],
)  # fmt: skip
def test_what_is_wrong_with_a_certificate_is_told_from_the_certificate(walk: Walker, kind: str, told: str) -> None:
    step = walk.step("aterstall-1", faults=[{"url": START, "certificate": kind}])
    yesterday = day((datetime.now(SWEDEN) - timedelta(days=1)).date())
    assert step.claims[0].note == told.format(yesterday=yesterday)


PDF, WRONG_LINK = "https://eslov.se/fil.pdf", f'href="{STAFF}"'
NO_PAGE: dict[str, tuple[str, list[dict[str, object]], str]] = {
    "a PDF": (f'href="{PDF}"', [], "pdf"),
    "a PDF in a tab of its own": (f'href="{PDF}" target="_blank"', [], "pdf"),
    "a PDF to be saved": (f'href="{PDF}" download', [], "pdf"),
    "an attachment": (WRONG_LINK, [{"url": STAFF, "headers": {"Content-Disposition": "attachment"}}], "file"),
    "no content": (WRONG_LINK, [{"url": STAFF, "status": 204}], "nothing"),
    "no content in a tab of its own": (f'{WRONG_LINK} target="_blank"', [{"url": STAFF, "status": 204}], "nothing"),
}


def last_before(html: str, label: str, link: str) -> str:
    """The page with the address of the link that holds the label exchanged for another."""
    before, after = html.split(label)
    start, old, rest = re.split(r'(href="[^"]*")(?!.*href=)', before, maxsplit=1, flags=re.DOTALL)
    assert old
    return f"{start}{link}{rest}{label}{after}"


@pytest.mark.parametrize("case", NO_PAGE)
def test_a_link_that_gives_no_page_leads_elsewhere_and_what_came_is_told(walk: Walker, case: str) -> None:
    link, faults, came = NO_PAGE[case]
    walk.add("eslov.se/fil.pdf", "%PDF-1.4")
    label = f"<span>{STAFF_LABEL}</span>"
    step = walk.step("aterstall-2", {"eslov.se": lambda html: last_before(html, label, link)}, faults)
    claim = next(c for c in step.claims if c.expected == STAFF_LABEL)
    assert (claim.verdict, claim.change, claim.note) == ("drifted", "destination", remarks.no_page(came))


def test_a_step_behind_what_cannot_be_reached_is_unknown_too(walk: Walker) -> None:
    walked = walk("aterstall", faults=[{"url": START, "status": 503}])
    assert not walked.drifted
    assert walked.unknown == {("aterstall-1", "unreachable"), ("aterstall-2", "unreachable")}
    assert {s.verdict for s in list(walked.steps.values())[2:]} == {"holds"}


def test_a_name_that_is_not_found_is_unknown(walk: Walker, own_browser: Callable[[], Browser]) -> None:
    fault = {"url": "https://passwordreset.microsoftonline.com/", "dns": "notfound"}
    walked = walk("aterstall", faults=[fault], launch=own_browser)
    assert not walked.drifted
    assert ("aterstall-3", "unreachable") in walked.unknown
    assert walked.steps["aterstall-2"].verdict == "holds"


ONCE = {"error": {"status": 500}, "gone": {"status": 404}, "no answer": {"hang": True}}


@pytest.mark.parametrize("trouble", ONCE)
def test_trouble_that_passes_is_noted_and_holds(walk: Walker, trouble: str) -> None:
    walked = walk("aterstall", faults=[{"url": STAFF, **ONCE[trouble], "times": 1}], until="aterstall-3")
    assert walked.all_hold
    found = walked.claim("aterstall-2", STAFF_LABEL)
    assert (found.tries, found.note) == (2, "Stämde vid försök 2, inte vid det första.")


COMES = {
    "after a while": "setTimeout(show, 700)",
    "when its data has come": "fetch('/kontakt/').then(show)",
    "once one has scrolled there": "new IntersectionObserver(seen => seen[0].isIntersecting && show()).observe(place)",
}


@pytest.mark.parametrize("way", COMES)
def test_a_part_that_comes_late_is_waited_for(walk: Walker, way: str) -> None:
    script = f"""<script>
      const place = document.getElementById('sidebar-bottom-sidebar'), menu = place.innerHTML;
      const show = () => {{ place.innerHTML = menu; }};
      place.innerHTML = '';
      {COMES[way]};
    </script></body>"""
    slow = [{"url": "https://eslov.se/kontakt/", "delay_ms": 500}]

    pages = {"eslov.se/": lambda html: html.replace("</body>", script)}
    walked = walk("aterstall", pages=pages, faults=slow, until="aterstall-2")
    assert walked.all_hold
    assert walked.claim("aterstall-2", STAFF_LABEL).tries == 1


ENGLISH = """<script>
  const word = document.querySelector('h1'), link = document.querySelector('nav [aria-current]');
  const later = [[word, word.textContent], [link, link.textContent]];
  for (const [element] of later) element.textContent = 'Security info';
  document.documentElement.lang = 'en';
  setTimeout(() => {
    for (const [element, text] of later) element.textContent = text;
    document.documentElement.lang = 'sv';
  }, 700);
</script></body>"""


def test_a_page_that_is_drawn_anew_in_other_words_is_waited_for(walk: Walker) -> None:
    pages = {"mysignins.microsoft.com/security-info": lambda html: html.replace("</body>", ENGLISH)}
    walked = walk("registrera", pages=pages, until="registrera-2")
    assert walked.all_hold
    assert walked.claim("registrera-2", "Säkerhetsinformation").tries == 1


def test_a_slow_site_holds_at_the_first_try(walk: Walker) -> None:
    slow = [{"url": url, "delay_ms": 800} for url in (START, STAFF)]
    walked = walk("aterstall", faults=slow, until="aterstall-3")
    assert walked.all_hold
    assert walked.claim("aterstall-2", STAFF_LABEL).tries == 1


MAP = '<iframe src="/karta" title="Karta"></iframe>'
LATE_MAP = f"<script>onload = () => document.body.insertAdjacentHTML('beforeend', `{MAP}`);</script>"


@pytest.mark.parametrize(
    ("silent", "renamed", "came_to"),
    [
        (MAP, False, ("holds", None)),
        (MAP, True, ("not_checked", "timeout")),
        (LATE_MAP, True, ("drifted", None)),
    ],
    ids=["and nothing else", "and a change", "after all else, and a change"],
)
def test_something_on_a_page_that_never_answers_hides_no_step_and_makes_no_change(
    walk: Walker, silent: str, renamed: bool, came_to: tuple[str, str | None]
) -> None:
    label = "<span>För medarbetare</span>" if renamed else f"<span>{STAFF_LABEL}</span>"
    bent = swap(f"<span>{STAFF_LABEL}</span>", label)
    pages = {"eslov.se": lambda html: swap("</body>", f"{silent}</body>")(bent(html))}
    step = walk.step("aterstall-2", pages, [{"url": f"{START}karta", "hang": True}])
    assert (step.verdict, step.reason) == came_to
    late = "Sidan kom, men allt på den blev inte klart i tid."
    assert (step.claims[0].note == late) is (step.reason == "timeout")


def test_third_try_tells_two_that_differ_apart(walk: Walker) -> None:
    faults = [
        {"url": STAFF, "status": 404, "times": 1},
        {"url": STAFF, "redirect": "https://eslov.se/kontakt/", "times": 1},
    ]
    walked = walk("aterstall", faults=faults, until="aterstall-2")
    assert walked.all_hold
    assert walked.claim("aterstall-2", STAFF_LABEL).tries == 3


def test_three_tries_that_differ_are_no_finding(walk: Walker) -> None:
    faults = [
        {"url": STAFF, "status": 404, "times": 1},
        {"url": STAFF, "redirect": "https://eslov.se/kontakt/", "times": 1},
        {"url": STAFF, "status": 403},
    ]
    walked = walk("aterstall", faults=faults, until="aterstall-2")
    assert walked.unknown == {("aterstall-2", "tries-disagree")}
    assert not walked.drifted


@pytest.mark.parametrize("trouble", [{"abort": True}, {"certificate": "expired"}])
@pytest.mark.parametrize("host", ["mysignins.microsoft.com/security-info", "login.microsoftonline.com/"])
def test_a_sign_in_that_cannot_be_reached_is_unknown(walk: Walker, host: str, trouble: dict[str, object]) -> None:
    walked = walk("registrera", faults=[{"url": f"https://{host}", **trouble}], until="registrera-1")
    assert walked.drifted == set()
    assert walked.unknown == {("registrera-1", "unreachable")}


# -- a browser that dies -------------------------------------------------------------------------------------------


class DyingOnce(Site):
    """The browser is killed under the first click."""

    kill: Callable[[], None] | None = None

    def follow(self, element: Locator, **how: Any) -> Page:
        if DyingOnce.kill:
            DyingOnce.kill()
        return super().follow(element, **how)


def process_of(browser: Browser) -> int:
    told = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    return int(next(p["id"] for p in told["processInfo"] if p["type"] == "browser"))


def test_a_browser_killed_between_two_steps_is_started_again(walk: Walker, own_browser: Callable[[], Browser]) -> None:
    browsers: list[Browser] = []
    walking = walk.begin("aterstall", lambda: browsers.append(own_browser()) or browsers[-1])
    first = walking.step("aterstall-1")
    os.kill(process_of(browsers[0]), 9)
    second, third = walking.step("aterstall-2"), walking.step("aterstall-3")
    walking.close()
    assert [s.verdict for s in (first, second, third)] == ["holds"] * 3
    assert walk.around.browser.restarts == 1


def test_a_browser_killed_in_the_middle_of_a_step_is_started_again(
    walk: Walker, own_browser: Callable[[], Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    browsers: list[Browser] = []

    def kill() -> None:
        monkeypatch.setattr(DyingOnce, "kill", None)
        os.kill(process_of(browsers[0]), 9)

    monkeypatch.setattr(DyingOnce, "kill", staticmethod(kill))
    walk.site = DyingOnce
    walking = walk.begin("aterstall", lambda: browsers.append(own_browser()) or browsers[-1])
    steps = [walking.step(f"aterstall-{n}") for n in (1, 2, 3)]
    walking.close()
    assert [s.verdict for s in steps] == ["holds"] * 3
    assert walk.around.browser.restarts == 1
