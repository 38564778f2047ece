"""Where a click or an address ended, against where the guide says it leads (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from guidevakt import addresses, names
from guidevakt.claims import Outcome, drifted, holds, in_another_language, not_checked
from guidevakt.snapshot import Snapshot
from guidevakt.suggest import Candidate, nearest
from guidevakt.verdict import Change, Reason


@dataclass(frozen=True)
class Landing:
    """Where the browser ended. `failure` is Chromium's own error (net::ERR_…) or `timeout` where nothing answered;
    `href` is the address that was asked for; `snapshot` is the page that was shown, where one was. `revealed`: the
    click opened more of the page it stands on (an accordion), and led nowhere else."""

    href: str
    url: str
    status: int = 0
    failure: str = ""
    snapshot: Snapshot | None = None
    revealed: bool = False


@dataclass(frozen=True)
class Destination:
    """A documented page: its address, others at which it has been met, and what its main heading says."""

    url: str
    also: tuple[str, ...] = ()
    heading: str = ""


_SOFT_404 = re.compile(r"\b(404|sidan (kunde inte hittas|finns inte|hittades inte)|page not found)\b", re.IGNORECASE)
_PARKED = re.compile(r"\b(domain (is )?for sale|domänen är (till salu|parkerad)|parked domain)\b", re.IGNORECASE)
_WALL = re.compile(
    r"\b(är du en robot|inte en robot|are you (a )?(human|robot)|verify you are human|unusual traffic|access denied)\b",
    re.IGNORECASE,
)
_MAINTENANCE = re.compile(
    r"\b(underhåll pågår|pågående underhåll|tillfälligt stängd|under maintenance)\b", re.IGNORECASE
)


def obstacle(landing: Landing) -> Reason | None:
    """Why the page cannot be judged at all, or None. A page that is gone for good (404, 410) can be judged."""
    if landing.failure:
        return "timeout" if "timeout" in landing.failure.casefold() or "TIMED_OUT" in landing.failure else "unreachable"
    if landing.status in (401, 403, 407, 429):
        return "blocked"
    if landing.status >= 500 or landing.status == 408:
        return "unreachable"
    if landing.snapshot and len(landing.snapshot.root.words) < 2000:
        told = _told(landing.snapshot)
        if _WALL.search(told):
            return "blocked"
        if _MAINTENANCE.search(told):
            return "unreachable"
    return None


def is_dead(landing: Landing) -> bool:
    """Nothing is there: 404, 410, a page that says so, a parked domain, an empty page."""
    if landing.status in (404, 410):
        return True
    if landing.snapshot is None:
        return False
    if len(landing.snapshot.root.words.split()) < 3:
        return True
    return bool(_SOFT_404.search(_told(landing.snapshot)) or _PARKED.search(landing.snapshot.root.words))


def _told(snapshot: Snapshot) -> str:
    """What the page says of itself: title and headings."""
    return " \n".join([snapshot.title, *(e.name for e in snapshot.elements() if e.role == "heading")])


def judge(landing: Landing, wanted: Destination, name: str | None = None) -> Outcome:
    """Did the walk end on the documented page? With `name`, must its title or headings also hold those words?"""
    known = (wanted.url, *wanted.also)
    reason = obstacle(landing)
    if reason == "unreachable" and landing.failure and addresses.host(landing.href) not in map(addresses.host, known):
        return drifted("destination", lands=landing.href)  # it leads to another host, whether that answers or not
    if reason:
        return not_checked(reason)
    if is_dead(landing):
        return drifted("dead", lands=landing.url)
    if urlsplit(landing.url).scheme == "http" or not _is_page(landing, wanted, known):
        return drifted("destination", lands=landing.url)
    if landing.snapshot and name:
        return _named(landing.snapshot, name, landing.url)
    return Outcome("holds", seen=landing.url, lands=landing.url)


def _is_page(landing: Landing, wanted: Destination, known: tuple[str, ...]) -> bool:
    """The documented address, the same site with the documented page's own main heading, or the page opened further."""
    if landing.revealed or any(addresses.same(landing.url, address) for address in known):
        return True
    if landing.snapshot is None or not wanted.heading or addresses.host(landing.url) != addresses.host(wanted.url):
        return False
    mains = [e for e in landing.snapshot.elements() if e.role == "heading" and e.level == 1]
    return any(names.compare(wanted.heading, e.name) is not None for e in mains)


def _named(snapshot: Snapshot, name: str, url: str) -> Outcome:
    headings = [e for e in snapshot.elements() if e.role in ("heading", "img", "link") and (e.name or e.text)]
    if names.compare(name, snapshot.title) is not None:
        return Outcome("holds", seen=snapshot.title, lands=url)
    found = next((e for e in headings if names.match(name, e) is not None), None)
    if found:
        return holds(found)
    told = [Candidate(names.shown(e)) for e in headings if e.role == "heading"]
    suggestion = nearest(name, told)
    change: Change = "language" if in_another_language(snapshot) else "renamed" if told else "removed"
    label = suggestion.label if change == "renamed" else None
    seen = label or (told[0].text if told else None)
    return drifted(change, seen=seen, suggestion=label, candidates=suggestion.candidates)
