"""Where a click or an address ended, against where the guide says it leads (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from guidevakt import addresses, language, names, page_messages, places, stand_in
from guidevakt.certificate import Wrong
from guidevakt.outcome import Outcome, drifted, holds, not_checked
from guidevakt.sentences import remarks
from guidevakt.snapshot import WINDOWS, Element, Snapshot
from guidevakt.stand_in import Shown
from guidevakt.suggest import Candidate, nearest
from guidevakt.verdict import Change, Reason

#: What comes where a page was asked for, and is none: a file, or an answer without content.
NoPage = Literal["pdf", "word", "excel", "file", "nothing"]


@dataclass(frozen=True)
class Landing:
    """Where the browser ended. `failure` is Chromium's own error (net::ERR_…) or `timeout` where nothing answered;
    `href` is the address that was asked for; `snapshot` is the page that was shown, where one was. `revealed`: the
    click opened more of the page it stands on (an accordion), and led nowhere else; `stayed`: it did nothing, and what
    was clicked has no address. `typed`: the address is the guide's own, not a link's. `loaded`: nothing of it was still
    on its way. `ready`: what its page object waits for is there. `retry_after`: seconds that the site asked to be left
    alone (Retry-After). `came`: what came in the place of a page. `certificate`: what is wrong with the host's.
    `lacks`: the file that the practice copy would need for it. `walled`: its headers say that a wall gave it. Where it
    was in doubt (see `is_in_doubt`), `nowhere` is what an address of the host that cannot exist showed, `beside` what
    another known page of the site did."""

    href: str
    url: str
    status: int = 0
    failure: str = ""
    snapshot: Snapshot | None = None
    revealed: bool = False
    stayed: bool = False
    typed: bool = False
    loaded: bool = True
    ready: bool = True
    retry_after: float = 0
    came: NoPage | None = None
    certificate: Wrong | None = None
    lacks: str = ""
    walled: bool = False
    nowhere: Shown | None = None
    beside: Shown | None = None


@dataclass(frozen=True)
class Destination:
    """A documented page: its address, others at which it has been met, what its main heading says, and the labels that
    stood on it on its last good night."""

    url: str
    also: tuple[str, ...] = ()
    heading: str = ""
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Landed:
    """Where a click or an address ended, where it should, and the words that should stand there."""

    landing: Landing
    wanted: Destination
    words: str | None = None


#: What a page that stands in between calls its way on.
_WAY_ON = re.compile(
    r"^(fortsätt|gå vidare|vidare|nästa|ja|ok|hoppa över|inte nu|påminn mig|(jag )?(förstår|godkänner|har läst)|godkänn"
    r"|acceptera|börja|starta|kom igång|continue|next|yes|(i )?(accept|agree|understand)|skip|not now|get started)\b"
)


#: What is read as one text, whatever stands in it.
_ONE_LINE = frozenset({"paragraph", "heading", "listitem", "cell", "link", "button", "term", "definition"})
#: What these say is said of the page: sign in to read it, it is not there, it is gone. Any other 4xx is of the asking.
_TELLING = (401, 404, 410)
#: A page whose own part says less than this is a message, and no page to read; with more to choose from than this it
#: is a page of links.
FEW_WORDS, FEW_WAYS = 60, 4
#: Whatever its heading says, a page with more text than this, in characters, is none that could not be had.
MUCH_TEXT = 2000


@dataclass(frozen=True)
class Obstacle:
    """Why a page cannot be judged at all: the reason, and in a Swedish sentence what was met."""

    reason: Reason
    why: str


#: Chromium's names for why no document came, by how they begin (https://chromium.googlesource.com, net_error_list.h).
_FAILURES = (
    ("net::ERR_CERT_DATE", "certificate-date"), ("net::ERR_CERT_COMMON_NAME", "certificate-name"),
    ("net::ERR_CERT", "certificate"), ("net::ERR_SSL", "certificate"), ("net::ERR_NAME", "dns"),
    ("net::ERR_TOO_MANY_REDIRECTS", "loop"), ("net::ERR_INTERNET", "network"), ("net::ERR_NETWORK", "network"),
    ("net::ERR_PROXY", "network"), ("net::ERR_TUNNEL", "network"), ("net::ERR_CONNECTION", "connection"),
)  # fmt: skip


def obstacle(landing: Landing, wanted: Destination | None = None) -> Obstacle | None:
    """Why the page cannot be judged at all, or None. A page that is gone for good (404, 410) can be judged, and so can
    the documented page itself, whatever else it says."""
    if landing.failure:
        if "timeout" in landing.failure.casefold() or "TIMED_OUT" in landing.failure:
            return Obstacle("timeout", remarks.met("timeout"))
        if landing.certificate:
            return Obstacle("unreachable", remarks.certificate(landing.certificate))
        known = next((what for begins, what in _FAILURES if landing.failure.startswith(begins)), "connection")
        return Obstacle("unreachable", remarks.met(known))
    if landing.status >= 500 or landing.status == 408:
        return Obstacle("unreachable", remarks.met("error", landing.status))
    # 202, a page that is yet to be made: walls answer so (AWS WAF's challenge action, 2026).
    if landing.walled or landing.status == 202:
        return Obstacle("blocked", remarks.met("wall"))
    if landing.status >= 400 and landing.status not in _TELLING:
        return Obstacle("blocked", remarks.met("busy" if landing.status == 429 else "refused", landing.status))
    snapshot = landing.snapshot
    if snapshot and snapshot.closed and not snapshot.root.words.strip():
        return Obstacle("blocked", remarks.met("closed"))
    if snapshot is None or len(_own(snapshot).words) > MUCH_TEXT or (wanted and _is_itself(snapshot, wanted)):
        return None
    if landing.beside and stand_in.alike(shown(landing), landing.beside):
        return _says_not_now(snapshot) or Obstacle("unreachable", remarks.says_everywhere(_quoted(snapshot)))
    return _says_not_now(snapshot)


def shown(landing: Landing) -> Shown:
    """What the landing showed, to compare with what other addresses do."""
    words = stand_in.kept(_own(landing.snapshot).words) if landing.snapshot else ""
    return Shown(addresses.bare(landing.url), landing.status, words)


def is_in_doubt(landing: Landing, wanted: Destination) -> bool:
    """Should the site be asked what it shows elsewhere? Where something short stands at the documented address, or
    nothing of what stood there on its last good night, under no heading that the guide knows."""
    snapshot = landing.snapshot
    known = (wanted.url, *wanted.also)
    if snapshot is None or landing.failure or landing.status not in (200, 203):
        return False
    if landing.revealed or not any(addresses.same(landing.url, address) for address in known):
        return False
    if _is_itself(snapshot, wanted) or page_messages.asks_to_sign_in(wanted.heading):
        return False
    has_lost_its_heading = bool(wanted.heading) and _is_short(_own(snapshot).words)
    return has_lost_its_heading or stand_in.is_bereft(snapshot, wanted.labels)


def _is_stranger(landing: Landing, wanted: Destination) -> bool:
    """Does a bare page stand there, with nothing of what stood there on its last good night? A wall or an outage is
    likely, whatever it says."""
    snapshot = landing.snapshot
    if snapshot is None or not is_in_doubt(landing, wanted) or not stand_in.is_bereft(snapshot, wanted.labels):
        return False
    return _is_message(snapshot.root) and not any(e.role == "textbox" for e in snapshot.elements())


def _quoted(snapshot: Snapshot) -> str:
    return stand_in.quoted(_own(snapshot).words or snapshot.root.words or snapshot.title)


def _says_not_now(snapshot: Snapshot) -> Obstacle | None:
    is_form = any(e.role == "textbox" for e in _own(snapshot).walk())
    told = _said(snapshot) if is_form else _told(snapshot)  # a form may speak of such things among others
    if page_messages.is_wall(told):
        return Obstacle("blocked", remarks.met("wall"))
    if page_messages.asks_for_consent(_said(snapshot), snapshot.root.words):
        return Obstacle("blocked", remarks.met("consent"))
    if page_messages.is_gone(told):
        return None
    if page_messages.is_closed(told):
        return Obstacle("unreachable", remarks.met("maintenance"))
    return Obstacle("unreachable", remarks.met("broken")) if page_messages.is_broken(told) else None


def is_dead(landing: Landing, wanted: Destination | None = None) -> bool:
    """Nothing is there: 404, 410, an empty page, what an address that cannot exist shows too while another page of the
    site shows something else, a page that says so, a parked domain. The documented page itself, or one with much
    to read, is there whatever it says."""
    if landing.status in (404, 410):
        return True
    snapshot = landing.snapshot
    if snapshot is None:
        return False
    if len(snapshot.root.words.split()) < 2:
        return True
    if len(_own(snapshot).words) > MUCH_TEXT or (wanted and _is_itself(snapshot, wanted)):
        return False
    if landing.nowhere and landing.beside and stand_in.alike(shown(landing), landing.nowhere):
        return True
    everything = f"{_said(snapshot)} \n{_lines(snapshot.root)}"
    return page_messages.is_gone(_told(snapshot)) or page_messages.is_for_sale(everything)


def _told(snapshot: Snapshot) -> str:
    """What the page says of itself: its title and main headings, and its own part where that is but a few words. A
    notice's heading says nothing of the page."""
    own = _own(snapshot)
    return f"{_said(snapshot)} \n{_lines(own)}" if _is_message(own) else _said(snapshot)


def _lines(part: Element) -> str:
    """All that can be read in it, each paragraph, heading and row a line of its own."""
    if part.role in _ONE_LINE or not part.children:
        return part.words
    return "\n".join(filter(None, [part.text, *map(_lines, part.children)]))


def _said(snapshot: Snapshot) -> str:
    return " \n".join([snapshot.title, *(e.name or e.text for e in _headings(snapshot))])


def _own(snapshot: Snapshot) -> Element:
    return snapshot.landmark("main") or snapshot.root


def _is_message(own: Element) -> bool:
    return _is_short(own.words) and sum(e.clickable for e in own.walk()) <= FEW_WAYS


def _is_short(words: str) -> bool:
    return len(words.split()) < FEW_WORDS


def _headings(snapshot: Snapshot) -> list[Element]:
    """The headings of level 1, or all where there is none."""
    found = [e for e in snapshot.elements() if e.role == "heading"]
    return [e for e in found if e.level == 1] or found


def judge(landing: Landing, wanted: Destination, name: str | None = None) -> Outcome:
    """Did the walk end on the documented page? With `name`, must its title or headings also hold those words? A page
    that is still on its way is told as no change: the rest of it may be what is missed."""
    outcome = _judged(landing, wanted, name)
    if outcome.verdict == "drifted" and not landing.loaded:
        return replace(not_checked("timeout", remarks.met("late")), lands=landing.href)
    return outcome


def _judged(landing: Landing, wanted: Destination, name: str | None) -> Outcome:
    known = (wanted.url, *wanted.also)
    if landing.came:
        return drifted("destination", lands=landing.url, note=remarks.no_page(landing.came))
    met = obstacle(landing, wanted)
    elsewhere = addresses.host(landing.href) not in map(addresses.host, known)
    if met and met.reason == "unreachable" and landing.failure and elsewhere and not landing.typed:
        return drifted("destination", lands=landing.href)  # the link leads to another host, whether that answers or not
    if met:
        return replace(not_checked(met.reason, met.why), lands=landing.href)
    if is_dead(landing, wanted):
        return drifted("dead", lands=landing.url, note=remarks.lacks(landing.lacks) if landing.lacks else None)
    change = _elsewhere(landing, wanted, known)
    if change is None and landing.snapshot and _is_stranger(landing, wanted):
        return replace(not_checked("unreachable", remarks.says(_quoted(landing.snapshot))), lands=landing.href)
    if change:
        return drifted(change, lands=landing.url, note=_why(landing, change))
    if landing.snapshot and name:
        is_heading = names.compare(name, wanted.heading) is not None
        return _named(landing.snapshot, name, landing.url, is_heading)
    return Outcome("holds", seen=addresses.bare(landing.url), lands=landing.url)


def _why(landing: Landing, change: Change) -> str | None:
    """What was met in the documented page's place, in a Swedish sentence, where that can be told."""
    snapshot = landing.snapshot
    if snapshot is None:
        return None
    if change == "destination" and _asks_to_sign_in(snapshot):
        return remarks.instead("sign-in")
    if change == "other" and landing.stayed:
        return remarks.instead("nothing")
    heading = next((names.shown(e) for e in _headings(snapshot)), "")
    return remarks.instead("between", heading) if change == "other" and heading else None


def led(found: Outcome, landed: Outcome) -> Outcome:
    """What a link or a button came to that was found as documented, and was clicked: where it led decides."""
    return replace(landed, element=found.element, seen=found.seen, note=landed.note or found.note)


def _elsewhere(landing: Landing, wanted: Destination, known: tuple[str, ...]) -> Change | None:
    """How the page is another than the documented one; None where it is that one."""
    if addresses.split(landing.url).scheme == "http" or landing.status == 401:
        return "destination"
    snapshot, at_its_address = landing.snapshot, any(addresses.same(landing.url, address) for address in known)
    if snapshot is None:
        return None if at_its_address else "destination"
    is_sign_in = page_messages.asks_to_sign_in(wanted.heading)
    at_its_host = addresses.host(landing.url) in map(addresses.host, known)
    is_right_kind = _asks_to_sign_in(snapshot) if is_sign_in else not _is_for_members(snapshot)
    is_headed = _is_headed(snapshot, wanted.heading)
    if is_right_kind and (is_headed or is_sign_in):  # a page to sign in on may greet its reader in any words
        if at_its_host and not is_headed and language.is_another(snapshot):
            return "language"
        return None if at_its_address or at_its_host else "destination"
    if _asks_to_sign_in(snapshot) and not is_sign_in:
        return "destination"
    if landing.revealed and _has_opened(snapshot, wanted.heading):
        return None
    is_asked_for = landing.typed or addresses.host(landing.href) in map(addresses.host, known)
    is_another_form = not at_its_host and any(e.role == "textbox" for e in _own(snapshot).walk())
    if is_asked_for and not is_another_form and _stands_between(snapshot, wanted, at_its_address and landing.ready):
        return "other"
    if is_sign_in and not _asks_to_sign_in(snapshot):
        return "destination"  # another way to sign in
    if at_its_address:
        return None
    return "other" if landing.stayed else "destination"


def _is_itself(snapshot: Snapshot, wanted: Destination) -> bool:
    """Is it the documented page, by its heading or by all that stood on it on its last good night?"""
    return _is_headed(snapshot, wanted.heading) or stand_in.is_whole(snapshot, wanted.labels)


def _is_headed(snapshot: Snapshot, heading: str) -> bool:
    """Is that the page's main heading, or what has been opened on it (`<details>`, an expanded button)?"""
    if not heading:
        return False
    for e in snapshot.elements():
        opened = e.expanded or (e.role == "group" and len(e.children) > 1)
        summary = e.children[0] if e.role == "group" and e.children else e
        if opened and names.is_called(heading, summary):
            return True
        if e.role == "heading" and e.level == 1:
            how = names.compare(heading, e.name or e.text)
            if how is not None and how < names.Match.CONTAINS:
                return True
    return False


def _has_opened(snapshot: Snapshot, heading: str) -> bool:
    """Is there a window, or another part of the page, that bears the heading?"""
    bearing = (e for e in snapshot.elements() if heading and e.role in {"heading", *WINDOWS})
    told = (names.compare(heading, e.name or e.text) for e in bearing)
    return any(how is not None and how < names.Match.CONTAINS for how in told)


def _asks_to_sign_in(snapshot: Snapshot) -> bool:
    asks = any(page_messages.asks_to_sign_in(names.plain(e.name or e.text)) for e in _headings(snapshot))
    return (asks and any(e.role == "textbox" for e in snapshot.elements())) or _is_for_members(snapshot)


def _is_for_members(snapshot: Snapshot) -> bool:
    """Is all that it says that one must sign in?"""
    own = _own(snapshot)
    return _is_message(own) and page_messages.is_for_members(f"{snapshot.title} \n{_lines(own)}")


def _stands_between(snapshot: Snapshot, wanted: Destination, may_be_it: bool) -> bool:
    """Is it a page before the documented one: not that, but with a way on to it, or on to who knows where? `may_be_it`:
    where no heading tells, it is taken for the documented one."""
    if may_be_it and (not wanted.heading or places.counted_steps(snapshot)):
        return False  # what tells steps of its own is there to be read, whatever it is called now
    own = _own(snapshot)
    if not wanted.heading and stand_in.holds_most(own, wanted.labels):
        return False
    ways = [e for e in own.walk() if e.clickable and _WAY_ON.search(names.fold(names.shown(e)))]
    is_message = _is_short(own.words)
    if not is_message and not wanted.heading:
        return False
    return any(is_message or not e.url or addresses.same(snapshot.target(e), wanted.url) for e in ways)


def _named(snapshot: Snapshot, name: str, url: str, is_heading: bool) -> Outcome:
    """`is_heading`: the name is the page's main heading; that a link to something else says it is not enough."""
    headings = [e for e in snapshot.elements() if e.role in ("heading", "img", "link") and (e.name or e.text)]
    if names.compare(name, snapshot.title) is not None:
        return Outcome("holds", seen=snapshot.title, lands=url)
    bearing = _headings(snapshot) if is_heading else headings
    found = next((e for e in bearing if names.match(name, e) is not None), None)
    if found:
        return holds(found)
    texts = [text for e in headings if e.role == "heading" and not names.same(name, text := names.shown(e))]
    own = _own_name(snapshot, texts)
    told = [Candidate(text, same_task=text == own and _share_a_word(name, text)) for text in texts]
    suggestion = nearest(name, told)
    change: Change = "language" if language.is_another(snapshot) else "renamed" if told else "removed"
    label = suggestion.label if change == "renamed" else None
    seen = label or (texts[0] if texts else None)
    return drifted(change, seen=seen, suggestion=label, candidates=suggestion.candidates)


def _own_name(snapshot: Snapshot, headings: Sequence[str]) -> str | None:
    """The heading that the page's title names it by, else its one main heading."""
    named = {names.fold(part) for part in re.split(r"\s[|·–—-]\s|:\s", snapshot.title)}
    main = [names.shown(e) for e in _headings(snapshot) if e.level == 1]
    return next((text for text in headings if names.fold(text) in named), main[0] if len(main) == 1 else None)


def _share_a_word(one: str, other: str) -> bool:
    """What has got a new name keeps its maker's, or a word of its own in another form (”Eslövs”, ”Eslöv”)."""
    words, others = names.words(names.fold(one)), names.words(names.fold(other))
    return any(a == b or (a[:5] == b[:5] and len(a) > 4) for a in words for b in others)
