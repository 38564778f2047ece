"""One part of a guide, walked lazily: look, judge, act, one step at a time.

What did not hold is tried again in a fresh context. A stuck step hides no other: the next one is entered by address.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from playwright.sync_api import Error

from guidevakt import addresses, claims, landing, last_good, moment, names, owner
from guidevakt.attempt import Attempt
from guidevakt.guard import NotPractice
from guidevakt.guide import Action, Claim, Guide, PageClaim, Part, Step
from guidevakt.landing import Destination, Landed, Landing
from guidevakt.look import Look
from guidevakt.outcome import Known, Outcome, drifted, not_checked
from guidevakt.pictures import personal
from guidevakt.promises import AcceptsClaim
from guidevakt.refused import Refused
from guidevakt.sentences import remarks
from guidevakt.snapshot import Element, Snapshot
from guidevakt.surroundings import Surroundings
from guidevakt.tab import Tab, went_on
from guidevakt.tries import is_settled
from guidevakt.unjudged import unjudged
from guidevakt.verdict import REASONS_BY_DESIGN, Owner, PictureResult, Reason, StepResult


class SignedIn(Exception):
    """An account shows on a real site although nobody has signed in: the run stops and keeps no picture."""


class Walk:
    """A part of a guide on its way from the first step to the last."""

    def __init__(self, around: Surroundings, guide: Guide, part: Part) -> None:
        self._around, self._guide, self._part = around, guide, part
        addresses_ = {name: page.url or "" for name, page in around.site.pages.items()}
        self._known = Known(tuple(sorted(guide.labels)), addresses=addresses_)
        self._tab: Tab | None = None
        self._passed: int | None = None
        self._stuck: str | None = None
        self._impassable: set[int] = set()  # steps that could not be passed are not walked through again
        self._tabs_opened = 0
        self._revealed = False  # the last click showed more of the page it was made on

    def close(self) -> None:
        """Close what is open."""
        self._leave()

    def step(self, step_id: str) -> StepResult:
        """Judge the step: whatever is raised at it, there is a result of it, and the next one can be asked for.

        Raises KeyError for a step that the part lacks, SignedIn where somebody is signed in.
        """
        step = next((s for s in self._part.steps if s.id == step_id), None)
        if step is None:
            raise KeyError(step_id)
        began = time.monotonic()
        try:
            result = self._judged(step)
        except SignedIn:
            raise
        except Refused as refused:  # an approved picture that cannot be read
            result = self._given_up(step, "environment", refused=str(refused))
        except Exception as fault:
            result = self._given_up(step, "fault", fault=self._around.evidence.fault(self._guide, step, fault))
        return result.model_copy(update={"duration_ms": round((time.monotonic() - began) * 1000)})

    def _judged(self, step: Step) -> StepResult:
        attempts = self._attempts(step, [self._attempt(step, fresh=False)])
        result = self._result(step, attempts)
        if len(attempts) == 1 and _deserves_another_try(result.picture):  # a picture too gets a second try
            attempts = self._attempts(step, [*attempts, self._attempt(step, fresh=True)])
            result = self._result(step, attempts)
        result = self._controlled(step, attempts, result)
        self._remember(step, attempts[-1])
        if all(claim.verdict == "holds" for claim in result.claims):
            self._around.labels |= _labels(step, attempts[-1])
        return result

    def _given_up(self, step: Step, reason: Reason, **why: str) -> StepResult:
        """The step as one that could not be judged; the next one is entered anew."""
        with suppress(Exception):  # what cannot be closed is left behind
            self._leave()
        self._remember(step, _failed(step, reason))
        owner_ = self._around.site.pages[step.page].owner
        return unjudged(self._guide, self._part, step, reason, owner_, **why)

    def _result(self, step: Step, attempts: Sequence[Attempt]) -> StepResult:
        owners: dict[str, Owner] = {name: page.owner for name, page in self._around.site.pages.items()}
        known = self._known_of(step)
        result = self._around.evidence.result(self._guide, self._part, step, owners[step.page], attempts, known)
        whose = [
            owner.of(step, claim, owners, owner.points_there(attempts[told.tries - 1].landed.get(i), told))
            for i, (claim, told) in enumerate(zip(step.claims, result.claims, strict=True))
        ]
        claims_ = tuple(c.model_copy(update={"owner": o}) for c, o in zip(result.claims, whose, strict=True))
        return result.model_copy(update={"claims": claims_})

    def _controlled(self, step: Step, attempts: Sequence[Attempt], result: StepResult) -> StepResult:
        """The result, unless it tells of a change and the owner's known-good page cannot be reached either."""
        changed = {i: met for i, claim in enumerate(result.claims)
                   if claim.verdict == "drifted" and (met := self._around.control(claim.owner))}  # fmt: skip
        for index, met in changed.items():
            for attempt in attempts:
                if attempt.outcomes[index].verdict == "drifted":
                    attempt.outcomes[index] = not_checked(met.reason, remarks.control_failed(met.why))
        return self._result(step, attempts) if changed else result

    def _known_of(self, step: Step) -> Known:
        return replace(
            self._known,
            fields=self._guide.fields(step.page),
            sentence=step.text,
            is_window=self._around.site.pages[step.page].url is None,
            revealed=self._revealed,
        )

    def _remember(self, step: Step, last: Attempt) -> None:
        """Where the next step begins: after this one, or by an address."""
        index = self._part.steps.index(step)
        if last.passed:
            self._passed, self._stuck = index, None
            self._impassable.discard(index)
        elif any(outcome.reason not in REASONS_BY_DESIGN for outcome in last.outcomes.values()):
            self._passed, self._stuck = None, last.after or step.id
            self._impassable.add(index)

    def _attempts(self, step: Step, made: Sequence[Attempt]) -> list[Attempt]:
        """The tries that were made, and those it takes until they are settled."""
        attempts = list(made)
        without_network = self._around.browser is None  # it is as gone a moment later
        while not without_network and not is_settled([attempt.told for attempt in attempts]):
            if not self._around.target.wait_before_retry(attempts[-1].retry_after):
                break
            attempts.append(self._attempt(step, fresh=True))
        return attempts

    def _attempt(self, step: Step, fresh: bool) -> Attempt:
        """One try. What is raised in it, also by a browser that died under it, ends this try alone."""
        attempt = Attempt()
        attempt.outcomes = {i: o for i, c in enumerate(step.claims) if (o := self._by_design(step, c))}
        if self._around.browser is None:  # no network: nothing at all could be asked
            attempt.rest(step, "unreachable")
            return attempt
        if len(attempt.outcomes) == len(step.claims):
            return attempt
        try:
            self._try(step, attempt, fresh)
        except (SignedIn, Refused):
            raise
        except Exception as fault:
            reason: Reason = "timeout" if went_on(fault) else "fault"
            attempt.fault = self._around.evidence.fault(self._guide, step, fault) if reason == "fault" else None
            attempt.passed = False
            attempt.rest(step, reason)
            self._leave()
        return attempt

    def _by_design(self, step: Step, claim: Claim) -> Outcome | None:
        """What this target can never check."""
        if self._around.target.is_practice:
            return None
        who = claim.live or step.live
        if who == "never":
            return not_checked("never-live")
        return not_checked("sign-in") if who == "attended" or claim.session == "with" else None

    # -- one try -------------------------------------------------------------------------------------------------

    def _try(self, step: Step, attempt: Attempt, fresh: bool) -> None:
        if fresh:
            self._leave()
        visits = [i for i, c in enumerate(step.claims) if isinstance(c, PageClaim) and i not in attempt.outcomes]
        reason = self._visit(step, attempt, visits) if visits else self._reach(step, attempt)
        if reason or self._tab is None:
            attempt.rest(step, reason or "sign-in")
            return
        attempt.own, attempt.url = self._own_look(step), self._tab.page.url
        self._judge(step, attempt, after=None)
        self._act(step, attempt)
        attempt.rest(step, "stuck")

    def _own_look(self, step: Step) -> Look:
        """The look that the step is judged on and that its picture, where it has one, is cut from."""
        tab = self._the_tab()
        if step.picture is None:
            return tab.look()
        return tab.picture(step.page, step.picture, self._around.evidence.approved(self._guide, step.picture))

    def _visit(self, step: Step, attempt: Attempt, visits: Sequence[int]) -> Reason | None:
        """The addresses that the step names, each where it leads; the last one is where the step is judged."""
        reason: Reason | None = None
        for index in visits:
            claim = step.claims[index]
            assert isinstance(claim, PageClaim)
            tab = self._new_tab(session=False) if claim.session == "without" else self._the_tab()
            address = addresses.typed(claim.address) if claim.address else self._around.site.pages[claim.leads_to].url
            shown = index == visits[-1] or claim.session == "without"  # of what is only passed, no screenshot is taken
            landed = tab.open(address, claim.leads_to, picture=shown)
            outcome = self._landed(attempt, index, landed, claim.leads_to, claim.name, tab)
            attempt.outcomes[index] = outcome
            attempt.url = landed.url
            if landed.snapshot:
                attempt.looks[index] = tab.look(picture=shown)
            if claim.session == "without":
                self._refuse_ambient_sign_in(landed)
                tab.close()
                continue
            attempt.own = attempt.looks.get(index)
            failed = outcome.reason if outcome.verdict == "not_checked" else None
            attempt.why, attempt.asked = (outcome.note, landed.href) if failed else (None, None)
            reason = failed or ("stuck" if outcome.change in ("dead", "destination") else None)
        if reason:
            self._leave()
        return reason

    def _refuse_ambient_sign_in(self, landed: Landing) -> None:
        inside = addresses.host(landed.url) == addresses.host(self._around.site.pages["security_info"].url)
        if self._around.target.kind == "live" and inside and landed.status == 200 and not landed.failure:
            raise SignedIn(landed.url)

    def _reach(self, step: Step, attempt: Attempt) -> Reason | None:
        """Stand on the step's page: where the last step left us, or by address from the nearest step that has one."""
        index = self._part.steps.index(step)
        if self._tab is not None and self._passed == index - 1:
            return None
        attempt.after = self._stuck
        self._leave()
        start = next((n for n in range(index, -1, -1) if self._address(self._part.steps[n].page)), None)
        if start is None or any(n in self._impassable for n in range(start, index)):
            return "stuck"
        tab, first = self._the_tab(), self._part.steps[start]
        landed = tab.open(self._address(first.page) or "", first.page, picture=start == index)
        there = self._landed(Attempt(), 0, landed, first.page)  # what became of a page is told where it is led to
        attempt.why, attempt.asked = (there.note, landed.href) if there.reason else (None, None)
        attempt.retry_after = landed.retry_after
        reason = there.reason or ("stuck" if there.verdict == "drifted" else None)
        attempt.url = landed.url
        for before in self._part.steps[start:index] if not reason else ():
            replay = Attempt()
            self._act(before, replay)
            if not replay.passed:
                attempt.after = self._stuck or before.id
                reason = "stuck"
                break
        if reason:
            self._leave()
        return reason

    def _address(self, page: str) -> str | None:
        """Where a page is entered. One that is only assumed is never guessed into an alarm on real sites."""
        found = self._around.site.pages[page]
        if page in self._around.met:
            return self._around.met[page]
        return None if found.assumed and not self._around.target.is_practice else found.url

    def _judge(self, step: Step, attempt: Attempt, after: str | None) -> None:
        """Judge the claims of this moment on the look of this moment."""
        assert self._tab is not None
        now = [(i, step.claims[i]) for i in moment.at(step.claims, after) if i not in attempt.outcomes]
        if not now:
            return
        known = replace(self._known_of(step), before=self._before(step, self._tab.look().snapshot, after))
        folded = [(i, c) for i, c in now if claims.closed_list(c, self._tab.look().snapshot)]
        self._judge_at_once([each for each in now if each not in folded], attempt, known)
        for index, claim in folded:  # last, as an open list may cover the rest
            self._tab.unfold(claim)
            self._judge_at_once([(index, claim)], attempt, known)
        judged = moment.together(
            [(claim.kind, attempt.outcomes[index]) for index, claim in now], known, loaded=self._tab.look().loaded
        )
        attempt.outcomes |= dict(zip((index for index, _ in now), judged, strict=True))

    def _judge_at_once(self, now: Sequence[tuple[int, Claim]], attempt: Attempt, known: Known) -> None:
        """Judge these claims on one look."""
        if not now:
            return
        snapshot = self._the_tab().ask([c for _, c in now], known)
        for index, claim in now:
            attempt.outcomes[index] = claims.judge(claim, snapshot, known)
            attempt.looks[index] = self._the_tab().look_at(attempt.outcomes[index].element)
            attempt.before[index] = known.before

    def _before(self, step: Step, snapshot: Snapshot, after: str | None) -> Sequence[str]:
        """The labels of the page on its last good run, as it was when it could be judged."""
        page = _leads(step, after) if after else step.page
        return self._stood_there(page or "", snapshot.url, snapshot)

    def _stood_there(self, page: str, url: str, snapshot: Snapshot | None) -> tuple[str, ...]:
        """The labels of a page on its last good run, with personal data replaced as it is in every look."""
        before = self._around.before(page, url, snapshot.root.words if snapshot else "")
        return tuple(personal.replaced(self._guide.personal, label) for label in before)

    # -- acting --------------------------------------------------------------------------------------------------

    def _act(self, step: Step, attempt: Attempt) -> None:
        """Do what the step tells the reader to do, as far as it goes, judging what each act leads to."""
        attempt.passed = self._around.target.is_practice or step.live == "public"
        for action in step.do if attempt.passed else ():
            claim = next((c for c in step.claims if c.expected == action.click and c.kind != "page"), None)
            going_on = self._do(step, action, claim, attempt)
            if action.click and any(c.after == action.click for c in step.claims):
                going_on = self._judge_after(step, action.click, claim, attempt, going_on)
            if not going_on:
                attempt.passed = False
                break
        for index, other in enumerate(step.claims):
            if isinstance(other, AcceptsClaim) and index not in attempt.outcomes:
                attempt.outcomes[index] = self._accepted(other, attempt)

    def _do(self, step: Step, action: Action, claim: Claim | None, attempt: Attempt) -> bool:
        """One act. Did it lead where the next one can be done?"""
        assert self._tab is not None
        label = action.click or action.within or ""
        if claim and self._may_be_enabled_by_now(step, action, attempt.outcomes.get(step.claims.index(claim))):
            del attempt.outcomes[step.claims.index(claim)]
            self._tab.look_anew()
            self._judge(step, attempt, claim.after)
        judged = attempt.outcomes.get(step.claims.index(claim)) if claim else None
        if judged and (judged.change not in (None, "moved", "ambiguous") or judged.verdict == "not_checked"):
            return False  # what was renamed is never clicked: suggest, never heal
        found = (judged and judged.element) or self._find(action, label)
        if found is None:
            return False
        if action.choose and not self._has_option(action.choose, label):
            return False
        if not action.click:
            try:
                self._tab.do(action, found)
            except (Error, NotPractice):
                return False
            return True
        if claim and claim.leads and judged and judged.verdict == "holds":
            del attempt.outcomes[step.claims.index(claim)]  # where it leads decides: what is not come to does not hold
        landed = self._tab.click(found, self._expected_page(step, action, claim))
        self._revealed = landed is not None and landed.revealed
        if landed is None and claim and judged:
            attempt.outcomes[step.claims.index(claim)] = self._could_not_click(step, claim, found)
        if landed is None or claim is None or not claim.leads:
            return landed is not None
        index = step.claims.index(claim)
        outcome = self._landed(attempt, index, landed, claim.leads)
        if judged and judged.verdict == "holds":
            attempt.outcomes[index] = landing.led(judged, outcome)
        return outcome.verdict == "holds"

    def _could_not_click(self, step: Step, claim: Claim, found: Element) -> Outcome:
        """Why what was found could not be clicked: something may have come over it since."""
        tab = self._the_tab()
        covering = tab.covering(found)
        if covering:
            return claims.covered(covering)
        tab.look_anew()
        known = self._known_of(step)
        outcome = claims.judge(claim, tab.ask([claim], known), known)
        return outcome if outcome.verdict == "drifted" else drifted("disabled", element=found)

    @staticmethod
    def _may_be_enabled_by_now(step: Step, action: Action, judged: Outcome | None) -> bool:
        """Could it not be clicked before, and has something been filled in since?"""
        filled = any(not done.click for done in step.do[: step.do.index(action)])
        return judged is not None and judged.change == "disabled" and filled

    def _has_option(self, option: str, listed: str) -> bool:
        """May the list offer it? What a closed list offers is not known before it is opened."""
        assert self._tab is not None
        choices = claims.options(listed, self._tab.look().snapshot)[1]
        return not choices or any(names.match(option, choice) is not None for choice in choices)

    def _find(self, action: Action, label: str) -> Element | None:
        assert self._tab is not None
        snapshot = self._tab.look().snapshot
        if action.choose:
            return claims.options(label, snapshot)[0]
        found = claims.find_field(label, snapshot) if action.fill else claims.find(label, snapshot)
        if found and action.click:
            snapshot = self._tab.probed([found])
            if not snapshot.probe(found).visible:
                return None
        return found

    def _expected_page(self, step: Step, action: Action, claim: Claim | None) -> str:
        """The page object to wait for once the act is done."""
        if claim and claim.leads:
            return claim.leads
        index = self._part.steps.index(step)
        is_last = action is step.do[-1] and index + 1 < len(self._part.steps)
        return self._part.steps[index + 1].page if is_last else step.page

    def _judge_after(self, step: Step, label: str, claim: Claim | None, attempt: Attempt, going_on: bool) -> bool:
        """Judge what the click opened; where it did not lead there, the page is entered by its address."""
        if not going_on:
            page = (claim.leads if claim else None) or ""
            address = self._address(page) if page else None
            landed = self._the_tab().open(address, page) if address else None
            if landed is None or self._landed(Attempt(), 0, landed, page).verdict != "holds":
                return False
        self._judge(step, attempt, after=label)
        return True

    def _accepted(self, claim: AcceptsClaim, attempt: Attempt) -> Outcome:
        """Did the page take what was typed and go on? It has gone on where the field is there no more."""
        if not attempt.passed or self._tab is None:
            return not_checked("stuck")
        snapshot = self._tab.look().snapshot
        alerts = [e.words for e in snapshot.elements() if e.role == "alert" and e.words]
        if self._tab.is_ready or not (alerts or claims.find_field(claim.within, snapshot)):
            return Outcome("holds")
        attempt.passed = False
        return drifted("other", seen=alerts[0] if alerts else None)

    def _landed(
        self, attempt: Attempt, index: int, landed: Landing, name: str, words: str | None = None, tab: Tab | None = None
    ) -> Outcome:
        """`tab`: the one it landed in, where that is not the walk's own."""
        page = self._around.site.pages[name]
        met = self._around.met.get(name)
        stood = self._stood_there(name, page.url or "", landed.snapshot)
        wanted = Destination(page.url or "", (met,) if met else (), page.heading, stood)
        is_drifted = landing.judge(landed, wanted, words).verdict == "drifted"
        if is_drifted or landing.is_in_doubt(landed, wanted):  # it may be drawn anew once its texts have come
            landed = (tab or self._the_tab()).with_the_rest(landed)
        landed = self._around.in_doubt(landed, wanted, page.owner)
        outcome = landing.judge(landed, wanted, words)
        attempt.landed[index] = Landed(landed, wanted, words)
        attempt.retry_after = max(attempt.retry_after, landed.retry_after)
        if outcome.verdict == "holds" and not landed.revealed and addresses.is_whole(landed.url):
            self._around.met[name] = addresses.without_fragment(landed.url)
        return outcome

    # -- tabs ----------------------------------------------------------------------------------------------------

    def _the_tab(self) -> Tab:
        if self._tab is None:
            self._tab = self._new_tab(session=True)
        return self._tab

    def _new_tab(self, session: bool) -> Tab:
        self._tabs_opened += 1
        name = f"{self._guide.id}-{self._part.id}-{self._tabs_opened}"
        return self._around.tab(name, self._guide.personal, session)

    def _leave(self) -> None:
        tab, self._tab, self._passed, self._revealed = self._tab, None, None, False
        if tab is not None:
            tab.close()


def _leads(step: Step, label: str) -> str | None:
    """The page that a click on that label of the step leads to, where the guide says so."""
    return next((claim.leads for claim in step.claims if claim.expected == label and claim.kind != "page"), None)


def _failed(step: Step, reason: Reason) -> Attempt:
    """A try at the step of which nothing could be judged."""
    attempt = Attempt()
    attempt.rest(step, reason)
    return attempt


def _labels(step: Step, held: Attempt) -> dict[str, tuple[str, ...]]:
    """What could be read on each page that the step showed."""
    looks = {step.page: held.own}
    for index, claim in enumerate(step.claims):
        page = _leads(step, claim.after) if claim.after else None
        if page and index in held.looks:
            looks[page] = held.looks[index]
    return {page: last_good.labels(look.snapshot) for page, look in looks.items() if look}


def _deserves_another_try(picture: PictureResult | None) -> bool:
    """A picture that looks different, or that never held still, may do better in a fresh context."""
    return picture is not None and (picture.verdict == "looks_different" or picture.why is not None)
