"""A tab of the browser: open an address, look, click, type. All that a walk does to a page goes through here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Browser, Error, Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from guidevakt import addresses, capture, claims, closed_roots, latecomers, numbering, probing, stand_in, waiting
from guidevakt.guard import Counts, Hands, NotPractice
from guidevakt.guide import Action, Claim, Picture
from guidevakt.landing import Landing
from guidevakt.look import Look
from guidevakt.outcome import Known
from guidevakt.pictures import frame
from guidevakt.pictures.frame import Framed
from guidevakt.pictures.personal import Rule, replaced
from guidevakt.snapshot import Box, Element, Snapshot
from guidevakt.target import Target

#: What is typed on the practice copies: a number that PTS keeps free for fiction (070-1740605 to 070-1740699).
PRACTICE_PHONE = "070-1740605"
_CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
#: How long a click may take to be possible, ms: what is covered or moving for longer, a reader cannot click either.
CLICK_MS = 3000
#: How Playwright tells that a page was on its way to another while it was read.
_ON_ITS_WAY = re.compile(r"context was destroyed|because of a navigation|page is navigating|frame was detached", re.I)
#: The answers whose Retry-After says for how long (RFC 9110, 10.2.3; RFC 6585, 4).
_ASKS_FOR_TIME = (429, 503)
#: The header in which the practice copy says what it lacks.
LACKS = "x-guidevakt-lacks"
#: What is said where the browser went no further with what came.
_STOPPED = ("net::ERR_ABORTED", "Download is starting")
#: How many links of a page that has lost its label are asked where they lead.
ASKED_AT_MOST = 60


class Site(Protocol):
    """What the walk needs of pages/: page objects by name, and the verbs that move between them."""

    pages: Mapping[str, Any]

    def __init__(self, page: Page) -> None: ...
    def become_ready(self, name: str, timeout_ms: float, opened: bool = False) -> bool: ...
    def moving(self, name: str) -> list[Box]: ...
    def follow(
        self, element: Locator, *, leaves: bool, new_tab: bool, click_ms: float, load_ms: float, patience_ms: float
    ) -> Page: ...


class Tab:
    """One context of the browser and the page in it that the reader would be looking at."""

    def __init__(
        self,
        browser: Browser,
        target: Target,
        site: type[Site],
        counts: Counts,
        *,
        personal: Sequence[Rule] = (),
        session: bool = True,
        har: Path | None = None,
        trace: Path | None = None,
    ) -> None:
        """`personal` says what is shown in place of personal data."""
        self._target, self._site, self._personal, self._trace = target, site, personal, trace
        self._context, self._trail = target.context(browser, session, counts, har)
        if trace:
            self._context.tracing.start(screenshots=True, snapshots=True)
        self.page = self._context.new_page()
        self._point_at_nothing()
        self._look: Look | None = None
        self._said = ""  # what the page said when it was last looked at
        self.is_ready = False

    def close(self) -> None:
        """Close the context; its trace and its recording are written."""
        with suppress(Error):
            if self._trace:
                self._context.tracing.stop(path=self._trace)
            self._context.close()

    @property
    def _load_ms(self) -> float:
        return self._target.settings.timeout_s * 1000

    @property
    def _ready_ms(self) -> float:
        return self._target.settings.ready_s * 1000

    def open(self, address: str, name: str | None, picture: bool = True) -> Landing:
        """Open an address, and wait until the page object `name` can be judged, where there is one."""
        self._trail.forget(self.page)
        waiting.for_address(address)
        failure = ""
        try:
            self.page.goto(address, wait_until="load", timeout=self._load_ms)
        except Error as error:
            failure = "" if self._has_come() else _failure(error)
        return replace(self._land(address, name, failure, picture), typed=True)

    def click(self, element: Element, name: str) -> Landing | None:
        """Click what the judging found, and wait for the page object `name`. None where it cannot be clicked."""
        before, failure = self.look().snapshot, ""
        probe, self._look = before.probe(element), None
        if probe.leaves:
            self._trail.forget(self.page)
            waiting.for_address(probe.href or before.url)
        try:
            if probe.submits:
                self._hands().press(self.locator(element), CLICK_MS)
            else:
                self.page = self._site(self.page).follow(
                    self.locator(element),
                    leaves=probe.leaves,
                    new_tab=probe.new_tab,
                    click_ms=CLICK_MS,
                    load_ms=self._load_ms,
                    patience_ms=self._ready_ms,
                )
        except PlaywrightTimeout:
            if not (probe.leaves and (self._trail.address(self.page) or self._trail.came(self.page, stopped=False))):
                return None  # it could not be clicked, or the click asked for nothing
            failure = "" if self._has_come() else "timeout"
        except Error as error:
            failure = _failure(error)
        self._point_at_nothing()
        stays = not probe.leaves and self.page.url == before.url
        landed = self._land(probe.href or self.page.url, name, failure, True, opened=stays)
        more = landed.snapshot is not None and _shows_more(landed.snapshot, before)
        here = addresses.without_fragment(landed.url) == addresses.without_fragment(before.url)
        return replace(
            landed,
            revealed=more and not probe.leaves and landed.url == before.url,
            stayed=here and not (more or probe.leaves) and (probe.opens or not probe.href),
        )

    def _has_come(self) -> bool:
        """Is the document here, read to its end, though something in it never came? A reader reads such a page."""
        with suppress(Error):
            return self._trail.shown(self.page) and self.page.evaluate("document.readyState") != "loading"
        return False

    def _point_at_nothing(self) -> None:
        """What the pointer is on looks otherwise: a new tab's is in the corner, and a click leaves it where it was."""
        with suppress(Error):
            self.page.mouse.move(-1, -1)

    def _land(self, href: str, name: str | None, failure: str, picture: bool, opened: bool = False) -> Landing:
        self._look, self.is_ready = None, False
        failure = self._trail.failure(self.page) or failure
        asked = self._trail.address(self.page) or href
        if came := self._trail.came(self.page, stopped=failure in _STOPPED):
            return Landing(href, asked, self._trail.status(self.page), came=came)
        if failure:
            wrong = self._target.certificate_of(asked) if failure.startswith("net::ERR_CERT") else None
            return Landing(href, asked, failure=self._target.failure(asked, failure), certificate=wrong)
        self.is_ready = name is None or self._site(self.page).become_ready(name, self._ready_ms, opened)
        status = self._trail.status(self.page)
        headers = self._trail.headers(self.page)
        pause = _seconds(headers.get("retry-after", "")) if status in _ASKS_FOR_TIME else 0
        if pause:
            self._target.leave_alone(self.page.url, pause)
        look = self.look(picture)
        if not look.snapshot.root.words.strip():
            closed = self._closed()
            self._asked(lambda snapshot: snapshot.with_closed(closed))
            look = self.look(picture)
        return Landing(
            href, self.page.url, status,
            snapshot=look.snapshot, loaded=look.loaded, ready=self.is_ready, retry_after=pause,
            lacks=headers.get(LACKS, "") if self._target.is_practice else "", walled=stand_in.is_wall(headers),
        )  # fmt: skip

    def look(self, picture: bool = True) -> Look:
        """The page as it is; the same look until something is done to the page."""
        if self._look is None or (picture and self._look.screenshot is None and not self._look.unmet):
            self._look = self._taken(picture)
        return self._look

    def look_at(self, element: Element | None) -> Look:
        """The look, with a picture of where the element stands."""
        return capture.around(self.page, self.look(), element.box) if element else self.look()

    def picture(self, name: str, picture: Picture, approved: Sequence[Framed]) -> Look:
        """The look whose picture is the step's, on the page object `name` (see `frame.held`); from now on, the look."""

        def again(pause_ms: float) -> Look:
            self.page.wait_for_timeout(pause_ms)
            return asked(self._taken())

        def asked(look: Look) -> Look:
            if picture.frame == "dialog" and look.snapshot.window is None:  # it may be one to those who see it alone
                look = replace(look, snapshot=look.snapshot.with_over(probing.over(self.page)))
            moving = tuple(self._site(self.page).moving(name))
            box = frame.place(look.snapshot, picture)
            look = capture.around(self.page, look, box) if box else look
            return replace(look, moving=moving, texts=capture.texts(self.page))

        self._look = frame.held(asked(self.look()), again, picture, approved, self._target.settings.ready_s)
        return self._look

    def _taken(self, picture: bool = True) -> Look:
        status, wait_s = self._trail.status(self.page), self._target.settings.ready_s
        self._said = latecomers.says(self.page)
        return capture.look(self.page, status, picture, wait_s=wait_s, rules=self._personal)

    def ask(self, wanted: Sequence[Claim], known: Known) -> Snapshot:
        """The look's snapshot with what the browser says of the elements that the claims speak of.

        Where one of the claims does not hold, what the page's scripts have still to bring is waited for; then its other
        links are asked where they lead, and which of the documented labels stand unseen. Only then: it takes time.
        """
        fails = self._fails(wanted, known)
        if fails and self._has_said_more():
            fails = self._fails(wanted, known)
        snapshot = self.look().snapshot
        if fails:
            self.probed([e for e in snapshot.elements() if e.ref and e.clickable][:ASKED_AT_MOST])
            labels = {*known.labels, *(name for claim in wanted for name in claim.names)}
            unseen = probing.unseen_labels(self.page, sorted(labels))
            self._asked(lambda snapshot: snapshot.with_hidden(*map(tuple, unseen)))
            closed = self._closed()
            covered = bool(closed) and closed_roots.over(self.page)
            self._asked(lambda snapshot: snapshot.with_closed(closed, covered))
            if any(claim.kind == "picture" for claim in wanted):
                shown = tuple(probing.pictures(self.page))
                self._asked(lambda snapshot: snapshot.with_pictures(shown))
            if any(claim.kind in ("steps", "order") for claim in wanted):
                told = numbering.numbered(self.page)
                self._asked(lambda snapshot: snapshot.with_numbered(told))
        return self.look().snapshot

    def covering(self, element: Element) -> tuple[str, ...]:
        """The texts of what is painted over the element where nothing can be read; none where it can be clicked."""
        found = self.locator(element)
        with suppress(Error):
            found.scroll_into_view_if_needed(timeout=CLICK_MS)
            box = found.bounding_box(timeout=CLICK_MS)
            if box and closed_roots.over(self.page, (box["x"], box["y"], box["width"], box["height"])):
                return self._closed()
        return ()

    def _closed(self) -> tuple[str, ...]:
        return tuple(replaced(self._personal, text) for text in closed_roots.texts(self.page))

    def with_the_rest(self, landed: Landing) -> Landing:
        """The same landing, with what the page's scripts had still to bring, where they brought more or other words."""
        if landed.snapshot is None or not self._has_said_more():
            return landed
        look = self.look()
        return replace(landed, url=self.page.url, snapshot=look.snapshot, loaded=look.loaded)

    def _has_said_more(self) -> bool:
        """Wait for what the page's scripts have still to bring. Does the page say other things than it did?"""
        more = latecomers.wait(self.page, self._ready_ms, self._said)
        if more:
            self._look = None
        return more

    def _fails(self, wanted: Sequence[Claim], known: Known) -> bool:
        """Does one of the claims not hold, by what the browser says of what they speak of?"""
        snapshot = self.look().snapshot
        self.probed(e for claim in wanted for e in claims.worth_probing(claim, snapshot))
        over = probing.over(self.page)
        self._asked(lambda snapshot: snapshot.with_over(over))
        snapshot = self.look().snapshot
        return any(claims.judge(claim, snapshot, known).verdict == "drifted" for claim in wanted)

    def _asked(self, more: Callable[[Snapshot], Snapshot]) -> None:
        look = self.look()
        self._look = replace(look, snapshot=more(look.snapshot))

    def probed(self, elements: Iterable[Element]) -> Snapshot:
        """The look's snapshot with what the browser says of these elements."""
        probes = probing.probe(self.page, elements)
        self._asked(lambda snapshot: snapshot.with_probes(probes))
        return self.look().snapshot

    def look_anew(self) -> None:
        """What has been filled in may have changed the page: the next look is a new one."""
        self._look = None

    def unfold(self, claim: Claim) -> None:
        """Open the closed list that should offer a choice: on this run's own practice copy alone.

        It stays open, and the next look shows what it holds; where it cannot be opened, that is nothing.
        """
        listed = claims.closed_list(claim, self.look().snapshot)
        with suppress(Error, NotPractice):
            if listed:
                self._hands().unfold(self.locator(listed), claim.expected)
        self._look = None

    def locator(self, element: Element) -> Locator:
        """The element that the judging found: by its ref while that holds, else by role and name."""
        exact = self.page.locator(f"aria-ref={element.ref}")
        with suppress(Error):
            if element.ref and exact.count() == 1:
                return exact
        by_role: Any = self.page.get_by_role
        if not element.name:
            return self.page.get_by_text(element.text).first
        named: Locator = by_role(element.role, name=element.name)
        return named.first

    def do(self, action: Action, field: Element) -> None:
        """Choose or type: on this run's own practice copy alone. Raises NotPractice elsewhere."""
        hands = self._hands()
        if action.choose:
            hands.choose(self.locator(field), action.choose)
            return
        hands.fill(self.locator(field), PRACTICE_PHONE if action.fill == "practice.phone" else self._code())

    def _code(self) -> str:
        """The code that the practice copy shows in place of a text message."""
        found = _CODE.search(self.look().snapshot.root.words)
        return found.group() if found else "000000"

    def _hands(self) -> Hands:
        return Hands(self.page, self._trail.headers(self.page), self._target.secret)


def went_on(error: Exception) -> bool:
    """Was it the page, which did not come in time or went on to another before it was read?"""
    return isinstance(error, PlaywrightTimeout) or (isinstance(error, Error) and bool(_ON_ITS_WAY.search(str(error))))


def _shows_more(now: Snapshot, before: Snapshot) -> bool:
    """Is there more to read, or a window? One that is modal takes the page behind it out of what is read."""
    opened = now.window is not None and before.window is None
    return opened or len(now.root.words) > len(before.root.words)


def _seconds(retry_after: str) -> float:
    """How long a site asks to be left alone: a number of seconds or a date (RFC 9110, 10.2.3); 0 where it says none."""
    try:
        if retry_after.isdecimal():
            return float(retry_after)
        return max(0.0, (parsedate_to_datetime(retry_after) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError, OverflowError, IndexError):
        return 0.0


def _failure(error: Error) -> str:
    """Chromium's own name for why no document came."""
    if isinstance(error, PlaywrightTimeout):
        return "timeout"
    found = re.search(r"net::ERR_\w+|Download is starting", str(error))
    if not found:
        raise error
    return found.group()
