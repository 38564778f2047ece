"""A walk where there is no network: nothing can be asked, and what is never asked is not told as not reached."""

from __future__ import annotations

from pathlib import Path

from guidevakt import guide
from guidevakt.attempt import Evidence
from guidevakt.settings import Settings
from guidevakt.surroundings import Surroundings
from guidevakt.target import Target
from guidevakt.walk import Walk
from pages import Site

PROJECT = Path(__file__).parents[2]


def test_without_a_network_what_is_never_looked_at_is_told_as_that(tmp_path: Path) -> None:
    found = guide.read(PROJECT / "guides" / "losenord" / "guide.yaml", Site.pages)
    live = Target("live", Settings(retry_after_s=0), network=False)
    around = Surroundings(live, None, Site, Evidence(tmp_path, tmp_path / "reports" / "r", "live", None))
    reasons = {}
    for part in found.parts:
        walk = Walk(around, found, part)
        reasons |= {step.id: {claim.reason for claim in walk.step(step.id).claims} for step in part.steps}
        walk.close()

    assert reasons["aterstall-2"] == {"unreachable"}
    assert reasons["registrera-3"] == {"sign-in"}
    assert reasons["registrera-7"] == {"never-live"}
