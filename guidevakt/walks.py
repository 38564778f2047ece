"""The walks of one process: a part of a guide each, over surroundings that they share."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser

from guidevakt import canary, faults, run, target
from guidevakt.attempt import Evidence
from guidevakt.guide import Guide, Part
from guidevakt.history import History
from guidevakt.plan import Session
from guidevakt.refused import Refused
from guidevakt.run import Walked
from guidevakt.sentences import commands
from guidevakt.surroundings import Surroundings
from guidevakt.target import BrowserKeeper
from guidevakt.unjudged import unjudged
from guidevakt.verdict import Canary
from guidevakt.walk import SignedIn, Walk
from replica import labels as practice


class Walks:
    """The walks of this process, one for each part that has been begun."""

    def __init__(self, session: Session, launch: Callable[[Sequence[str]], Browser], traces: Path | None) -> None:
        self._session, self._launch, self._traces = session, launch, traces
        self._walks: dict[tuple[str, str], Walk] = {}
        self._around: Surroundings | None = None
        self._canary: Canary | None = None
        self._signed_in: str | None = None

    def step(self, guide: Guide, part: Part, step: str) -> Walked:
        """Walk on to the step; the part's walk begins with the first step of it that is asked for.

        Whatever is raised, the step has a result. Where somebody is signed in nothing more is walked, and what was seen
        is thrown away.
        """
        planned = next(s for s in part.steps if s.id == step)
        no_result = partial(unjudged, guide, part, planned, owner=self._session.owner(planned))
        if self._signed_in:
            return Walked(no_result("stuck", refused=commands.SIGNED_IN, after=self._signed_in))
        try:
            around = self._surroundings()
        except Refused as refused:
            return Walked(no_result("stuck", refused=str(refused)))
        except Exception as fault:
            return Walked(no_result("fault", fault=faults.keep(self._folder, f"{guide.id}/{step}", fault)))
        key = (guide.id, part.id)
        begun = None
        if key not in self._walks:
            self.close()  # parts come one after the other
            self._walks[key] = Walk(around, guide, part)
            begun = "/".join(key)
        sent, blocked = around.counts.forms_sent, around.counts.blocked
        try:
            result = self._walks[key].step(step)
        except SignedIn:
            self._signed_in = step
            shutil.rmtree(around.evidence.folder, ignore_errors=True)
            return Walked(no_result("stuck", refused=commands.SIGNED_IN))
        return Walked(
            result, around.counts.forms_sent - sent, around.counts.blocked - blocked, begun, dict(around.met),
            dict(around.labels), around.target.answers.results(), around.evidence.environment, self._canary,
        )  # fmt: skip

    def close(self) -> None:
        """Close what the walks have open."""
        for walk in self._walks.values():
            walk.close()

    @property
    def _folder(self) -> Path:
        return run.folder_of(self._session.plan.project, self._session.plan.run_id)

    def _surroundings(self) -> Surroundings:
        if self._around is None:
            plan, opened = self._session.plan, self._session.open()
            site = self._session.site
            assert site is not None
            if plan.canary:
                self._canary = canary.sing(site, plan.guides, self._launch, plan.settings)
            keeper = BrowserKeeper(lambda: self._launch(opened.args)) if opened.network else None
            seen = target.environment(keeper.get(), plan.settings) if keeper else None
            history = History.of(plan.project)

            def before(page: str, _url: str, _read: str) -> tuple[str, ...]:
                return history.labels(opened.kind, page)

            evidence = Evidence(plan.project, self._folder, opened.kind, seen, history.held(opened.kind))
            met = {} if opened.is_practice else history.met(opened.kind)
            self._around = Surroundings(
                opened, keeper, site, evidence, met=met, before=practice.before if opened.is_practice else before,
                recordings=Path(plan.options.record) if plan.options.record else None, traces=self._traces,
            )  # fmt: skip
        return self._around
