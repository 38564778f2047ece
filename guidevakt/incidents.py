"""What is wrong from night to night: one incident for each fingerprint, and what there is to tell of it (pure).

OK → suspect → confirmed → recovered, as Uptime Kuma and Checkly do it: an alert only once a second look agrees, and a
recovery only where an alert was told. Which incidents a run speaks of, and which of them are one cause: causes.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Literal, NamedTuple, get_args

from guidevakt.night import night_of
from guidevakt.verdict import Address, ClaimResult, Data, Owner, PictureResult, Reason

State = Literal["ok", "suspect", "confirmed", "postponed", "flapping", "never", "recovered"]
#: What a run says of an incident. `never`: does not hold and never has; `otherwise`: the same claim fails with another
#: change, which is an incident of its own; `gone`: the guide no longer says it; `counted`: it fails, but as a part of
#: something larger that is told in its place.
Outcome = Literal["fails", "never", "holds", "not_checked", "otherwise", "gone", "counted"]
#: What there is to tell: `again` is what was put off, or flapped, and still does not hold.
Telling = Literal["new", "never", "flapping", "again", "recovered"]
STATES: tuple[State, ...] = get_args(State)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
#: States in which something is wrong and has been told.
TOLD: frozenset[State] = frozenset({"confirmed", "postponed", "flapping"})
OPEN: frozenset[State] = TOLD | {"suspect", "never"}

#: A second look confirms what the first saw when it comes this much later: not the same hiccup, the same night.
CONFIRM_AFTER = timedelta(minutes=50)
GOOD_NIGHTS = 2
FLIPS, FLIP_NIGHTS = 3, 7
#: A site that does not answer, or lets us not in, is told after so many nights in a row.
SITE_NIGHTS: dict[str, int] = {"unreachable": 2, "blocked": 3}
#: The kind of an incident that is a page which could not be judged, and after how many nights in a row it is told.
PAGE, PAGE_NIGHTS = "sida", 3


class Fingerprint(NamedTuple):
    """What makes an incident the same one. A parent's (kind `site`) has neither guide nor step, and its owner as
    `expected`; nor has a page's (kind `sida`), which has its address there, and why it could not be judged as
    `change`."""

    guide: str
    step: str
    kind: str
    expected: str
    change: str


class Story(Data):
    """What can be told of an incident without the run: all that an alert is made of. `since` is its first night.

    `owner` is whose change it is, as far as that can be told, and `site` whose page it stands on. `fell_with` others:
    it is one of many that stopped holding at once. Those many as one: `fell` is each step as (guide, step), of so many
    that were `checked`. Of what could not be judged, `reason` is why, `met` in a Swedish sentence what was met, and
    `missed` each step as (guide, step).
    """

    guide: str = ""
    title: str = ""
    part: str = ""
    step: str = ""
    text: str = ""
    owner: Owner = "unknown"
    site: Owner | None = None
    url: Address | None = None
    claim: ClaimResult | None = None
    picture: PictureResult | None = None
    reason: Reason | None = None
    steps: tuple[str, ...] = ()
    since: date | None = None
    fell_with: bool = False
    fell: tuple[tuple[str, str], ...] = ()
    checked: int = 0
    met: str | None = None
    missed: tuple[tuple[str, str], ...] = ()


class Incident(Data):
    """One incident: its state, the nights of the last week on which it could be judged (held?), and its story.

    `first` is when this spell was first seen, `until` to when it is put off.
    """

    fingerprint: Fingerprint
    state: State = "ok"
    recent: tuple[tuple[date, bool], ...] = ()
    first: datetime | None = None
    until: date | None = None
    why: str | None = None
    story: Story = Story()

    @property
    def is_over(self) -> bool:
        """Is there nothing left to remember of it?"""
        return self.state in ("ok", "recovered") and all(held for _, held in self.recent)

    @property
    def good_nights(self) -> int:
        """How many nights in a row it has held, up to the last that could be judged."""
        return _trailing(self.recent, True)

    @property
    def bad_nights(self) -> int:
        """How many nights in a row it has not held."""
        return _trailing(self.recent, False)

    @property
    def flips(self) -> int:
        """How often it has changed from night to night in the last seven."""
        since = self.recent[-1][0] - timedelta(days=FLIP_NIGHTS) if self.recent else date.min
        return sum(was != held for (_, was), (night, held) in pairwise(self.recent) if night > since)


def _trailing(nights: Iterable[tuple[date, bool]], held: bool) -> int:
    count = 0
    for _, was in nights:
        count = count + 1 if was is held else 0
    return count


@dataclass(frozen=True)
class Event:
    """Something to tell. `key` is unique, so that nothing is told twice however often it is found."""

    key: str
    kind: Telling
    at: datetime
    fingerprint: Fingerprint
    story: Story
    urgent: bool = False


# -- one incident, one look -------------------------------------------------------------------------------------------


def advance(incident: Incident, outcome: Outcome, at: datetime) -> tuple[Incident, Telling | None]:
    """The incident after a look at `at`, and what there is to tell."""
    if outcome == "not_checked":
        return incident, None
    if outcome in ("otherwise", "gone"):
        told = incident.state in TOLD and outcome == "gone"  # what turned into another is told as that other
        return _closed(incident, "recovered" if told else "ok"), "recovered" if told else None
    seen = _with_night(incident, night_of(at), outcome)
    if outcome == "counted":
        return (_to(seen, "suspect", first=at) if seen.state not in OPEN else seen), None
    match incident.state:
        case "ok" | "recovered" | "never":
            return _from_rest(seen, outcome, at)
        case "suspect":
            return _from_suspect(seen, outcome, at)
        case "confirmed":
            return _from_confirmed(seen, outcome)
        case "postponed":
            return _from_postponed(seen, outcome, night_of(at))
    return _from_flapping(seen, outcome)


def _from_rest(seen: Incident, outcome: Outcome, at: datetime) -> tuple[Incident, Telling | None]:
    if outcome == "holds":
        return _closed(seen, "ok"), None
    if outcome == "never":
        return _to(seen, "never"), None if seen.state == "never" else "never"
    return _to(seen, "suspect", first=at), None


def _from_suspect(seen: Incident, outcome: Outcome, at: datetime) -> tuple[Incident, Telling | None]:
    if outcome == "holds":
        return _closed(seen, "ok"), None
    if not _is_confirmed(seen, at):
        return seen, None
    return (_to(seen, "flapping"), "flapping") if seen.flips >= FLIPS else (_to(seen, "confirmed"), "new")


def _from_confirmed(seen: Incident, outcome: Outcome) -> tuple[Incident, Telling | None]:
    if seen.flips >= FLIPS:
        return _to(seen, "flapping"), "flapping"
    return _recovered(seen, GOOD_NIGHTS) if outcome == "holds" else (seen, None)


def _from_postponed(seen: Incident, outcome: Outcome, night: date) -> tuple[Incident, Telling | None]:
    if outcome == "holds":
        return _recovered(seen, GOOD_NIGHTS)
    over = seen.until is None or night > seen.until
    return (_to(seen, "confirmed", until=None, why=None), "again") if over else (seen, None)


def _from_flapping(seen: Incident, outcome: Outcome) -> tuple[Incident, Telling | None]:
    """It has settled once a week has gone by without a change."""
    if outcome == "holds":
        return _recovered(seen, FLIP_NIGHTS)
    return (_to(seen, "confirmed"), "again") if seen.bad_nights >= FLIP_NIGHTS else (seen, None)


def _recovered(seen: Incident, nights: int) -> tuple[Incident, Telling | None]:
    return (_closed(seen, "recovered"), "recovered") if seen.good_nights >= nights else (seen, None)


def _is_confirmed(seen: Incident, at: datetime) -> bool:
    kind, change = seen.fingerprint.kind, seen.fingerprint.change
    needed = PAGE_NIGHTS if kind == PAGE else SITE_NIGHTS.get(change, 1) if kind == "site" else 1
    if needed > 1:
        return seen.bad_nights >= needed
    return seen.first is not None and at - seen.first >= CONFIRM_AFTER


def _with_night(incident: Incident, night: date, outcome: Outcome) -> Incident:
    """The night's outcome; a later look the same night takes the place of an earlier. Before the first failure there
    was a night on which it held, unless it never has."""
    nights = dict(incident.recent) or ({night - timedelta(days=1): True} if outcome in ("fails", "counted") else {})
    nights[night] = outcome == "holds"
    kept = sorted((n, h) for n, h in nights.items() if n >= night - timedelta(days=FLIP_NIGHTS))
    return incident.model_copy(update={"recent": tuple(kept)})


def _to(incident: Incident, state: State, **facts: object) -> Incident:
    return incident.model_copy(update={"state": state, **facts})


def _closed(incident: Incident, state: State) -> Incident:
    return _to(incident, state, first=None, until=None, why=None)


def succeed(incident: Incident, others: Iterable[Incident]) -> Incident:
    """The incident with the nights of others before it that were never told: the same page, for another reason."""
    before = [*others, incident]
    if len(before) == 1 or any(one.state in TOLD for one in before):
        return incident
    nights: dict[date, bool] = {}
    for night, held in (each for one in before for each in one.recent):
        nights[night] = held and nights.get(night, True)
    first = min((one.first for one in before if one.first), default=None)
    return _to(incident, "suspect", recent=tuple(sorted(nights.items())), first=first)


def postpone(incident: Incident, until: date, why: str) -> Incident:
    """Put off: nothing is told until the date has passed or it holds again."""
    return _to(incident, "postponed", until=until, why=why)
