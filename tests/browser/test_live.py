"""A live walk, with the replica in the real sites' place: the same walk behind every layer of the guard."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from guidevakt.target import Target
from guidevakt.walk import SignedIn
from replica.server import Replica
from tests.browser.walking import Walker, swap

RESET = "eslov.se/for-medarbetare/aterstall-ditt-losenord"
STAFF_ADDRESS = '<li><a href="/for-medarbetare/"><span class="c-icon-wrapper"'


@pytest.fixture
def live_walk(walk: Walker, live: Target, guarded_browser: Browser) -> Walker:
    walk.target, walk.browser = live, guarded_browser
    return walk


def test_the_public_part_holds_and_nothing_is_sent(live_walk: Walker) -> None:
    walked = live_walk("aterstall")
    assert walked.all_hold
    assert (walked.counts.forms_sent, walked.counts.blocked) == (0, 0)


def test_what_needs_a_person_is_left_to_one(live_walk: Walker) -> None:
    walked = live_walk("registrera")
    assert not walked.drifted
    reasons = {step: {why for at, why in walked.unknown if at == step} for step in walked.steps}
    assert all(reasons[f"registrera-{n}"] == {"sign-in"} for n in range(1, 5))
    assert reasons["registrera-5"] <= {"sign-in", "never-live"}
    assert reasons["registrera-6"] == reasons["registrera-7"] == {"never-live"}


def test_a_link_to_a_new_tab_is_followed(live_walk: Walker) -> None:
    new_tab = swap(STAFF_ADDRESS, STAFF_ADDRESS.replace("<a ", '<a target="_blank" '))
    walked = live_walk("aterstall", {"eslov.se": new_tab}, until="aterstall-3")
    assert walked.all_hold
    assert walked.claim("aterstall-2", "För dig som är medarbetare").tries == 1


def test_somebody_signed_in_stops_the_walk_and_no_picture_is_kept(live_walk: Walker, tmp_path: Path) -> None:
    live_walk.bend(faults=[{"url": "https://mysignins.microsoft.com/security-info", "status": 200}])
    walking = live_walk.begin("registrera")
    with pytest.raises(SignedIn):
        walking.step("registrera-1")
    walking.close()
    assert not list(tmp_path.rglob("*.png"))


def test_an_address_that_is_only_assumed_is_not_guessed_into_an_alarm(live_walk: Walker) -> None:
    gone = swap(f"{STAFF_ADDRESS}", STAFF_ADDRESS.replace('"/for-medarbetare/"', '"/kontakt/"'))
    walked = live_walk("aterstall", {"eslov.se": gone}, until="aterstall-3")
    assert walked.drifted == {("aterstall-2", "För dig som är medarbetare", "destination")}
    assert walked.unknown == {("aterstall-3", "stuck")}
    assert walked.steps["aterstall-3"].after == "aterstall-2"


WAY_ON = 'href="https://passwordreset.microsoftonline.com/"><span><span>Gå till lösenordsåterställning'


@pytest.mark.parametrize("remembers", [True, False])
def test_a_page_that_a_click_leads_to_is_remembered_too(live_walk: Walker, remembers: bool) -> None:
    assert live_walk("aterstall", until="aterstall-3").all_hold
    kept = live_walk.around.labels if remembers else {}
    live_walk.bend({RESET: swap(WAY_ON, 'href="/tjanst/"><span><span>Öppna Microsofts tjänst')})
    walking = live_walk.begin("aterstall")
    live_walk.around.before = lambda page, _url, _read: kept.get(page, ())
    steps = [walking.step(step) for step in ("aterstall-1", "aterstall-2", "aterstall-3")]
    walking.close()
    (found,) = [claim for claim in steps[-1].claims if claim.verdict == "drifted"]
    proposed = "Öppna Microsofts tjänst" if remembers else None
    assert (found.expected, found.suggestion) == ("Gå till lösenordsåterställning", proposed)


@pytest.mark.parametrize(("down", "change"), [(True, None), (False, "renamed")])
def test_a_change_is_told_only_where_another_page_of_theirs_answers(
    live_walk: Walker, down: bool, change: str | None
) -> None:
    renamed = swap("<span>För dig som är medarbetare</span>", "<span>För medarbetare</span>")
    faults = [{"url": "https://eslov.se/kontakt/", "status": 503}] if down else []
    walked = live_walk("aterstall", {"eslov.se": renamed}, faults, until="aterstall-2")
    found = walked.claim("aterstall-2", "För dig som är medarbetare")
    assert (found.change, found.reason) == (change, "unreachable" if down else None)
    assert ("andra sidor" in str(found.note)) is down


def test_a_run_on_real_sites_keeps_only_what_anyone_can_see(live_walk: Walker, tmp_path: Path) -> None:
    live_walk("registrera", until="registrera-2")
    live_walk("aterstall", until="aterstall-1")
    assert sorted(file.stem for file in tmp_path.rglob("seen/*/*.json")) == ["aterstall-1", "registrera-1"]


def test_a_site_that_asks_to_be_left_alone_for_long_is_not_asked_again_in_the_run(
    live_walk: Walker, live: Target, replica: Replica
) -> None:
    live_walk.target = Target("live", live.settings, live.args)  # what it asks is remembered for its own run alone
    busy = {"status": 429, "headers": {"Retry-After": "600"}}
    live_walk.bend(faults=[{"url": "https://eslov.se/", **busy}])
    before = replica.requests.copy()
    walking = live_walk.begin("aterstall")
    first, second, last = (walking.step(step) for step in ("aterstall-1", "aterstall-2", "aterstall-lank"))
    walking.close()
    asked = replica.requests - before
    assert [step.reason for step in (first, second, last)] == ["blocked", "blocked", None]
    assert asked["https://eslov.se/"] == 1
    assert "komma tillbaka senare (429)" in str(second.claims[0].note)
