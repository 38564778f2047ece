"""Which incidents a run speaks of, which of them are one cause, and what a parent holds back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidevakt.alerts import composing, routes
from guidevakt.causes import TOGETHER, children, evaluate, held_back
from guidevakt.history.ledger import Pending
from guidevakt.incidents import OPEN, TOLD, Event, Fingerprint, Incident, Story
from guidevakt.sentences import alerts as sentences
from guidevakt.verdict import REASONS_THAT_COUNT, ClaimResult, PictureResult, Run, RunResult, StepResult, summarise

MARK = Fingerprint("losenord", "aterstall-2", "link", "Nästa", "renamed")


@pytest.fixture
def nightly(make_run: Callable[..., RunResult]) -> Callable[..., RunResult]:
    """A run of steps, on a night and at an hour."""

    def run(*steps: StepResult, night: int = 20, hour: int = 2, **facts: Any) -> RunResult:
        started = f"2026-11-{night:02}T{hour:02}:15:00+00:00"
        return make_run(*steps, target="live", started=started, id=f"{night}-{hour}", **facts)

    return run


@pytest.fixture
def broken(make_claim: Callable[..., ClaimResult], make_step: Callable[..., StepResult]) -> Callable[..., StepResult]:
    """A step whose one claim came to something."""

    def step(verdict: str = "drifted", reason: str | None = None, claims: dict[str, Any] | None = None,
             **facts: Any) -> StepResult:  # fmt: skip
        change = {"change": "renamed", "held_before": True} if verdict == "drifted" else {}
        whose = facts.get("owner", "unknown")
        claim = make_claim(verdict, reason=reason, **{"owner": whose, **change, **(claims or {})})
        return make_step(claim, verdict=verdict, reason=reason, **facts)

    return step


def follow(*runs: RunResult) -> tuple[dict[Fingerprint, Incident], list[Event]]:
    known: dict[Fingerprint, Incident] = {}
    events: list[Event] = []
    for run in runs:
        after, found = evaluate(run, known)
        known |= {one.fingerprint: one for one in after}
        events += found
    return known, events


def test_two_looks_at_a_change_tell_its_story(
    nightly: Callable[..., RunResult], broken: Callable[..., StepResult]
) -> None:
    step = broken(owner="eslov.se", url="https://eslov.se/")
    _, (event,) = follow(nightly(step, hour=2), nightly(step, hour=4))

    assert (event.kind, event.fingerprint, event.urgent) == ("new", MARK, False)
    assert (event.story.step, event.story.owner, event.story.url) == ("aterstall-2", "eslov.se", "https://eslov.se/")


def test_never_two_open_incidents_of_one_claim(
    nightly: Callable[..., RunResult], broken: Callable[..., StepResult]
) -> None:
    removed = broken(claims={"change": "removed"})
    known, events = follow(
        nightly(broken(), hour=2), nightly(broken(), hour=4), nightly(removed, night=21), nightly(removed, night=22)
    )

    assert [mark.change for mark, one in known.items() if one.state in OPEN] == ["removed"]
    assert [event.kind for event in events] == ["new", "new"]


def test_what_never_held_is_told_once(nightly: Callable[..., RunResult], broken: Callable[..., StepResult]) -> None:
    never = {"held_before": False}
    _, events = follow(
        nightly(broken(claims=never)), nightly(broken(claims=never), night=21),
        nightly(broken(claims={**never, "change": "removed"}), night=22),
    )  # fmt: skip

    assert {event.key for event in events} == {"never/losenord/aterstall-2/link/Nästa"}


def test_a_rewritten_guide_is_right_again(
    nightly: Callable[..., RunResult], broken: Callable[..., StepResult]
) -> None:
    rewritten = broken("holds", claims={"expected": "Fortsätt"})
    _, events = follow(nightly(broken()), nightly(broken(), hour=4), nightly(rewritten, night=21))

    assert [event.kind for event in events] == ["new", "recovered"]


@pytest.mark.parametrize(("whole", "kinds"), [(True, ["new", "recovered"]), (False, ["new"])])
def test_a_step_that_was_not_asked_for_says_nothing(
    nightly: Callable[..., RunResult], broken: Callable[..., StepResult], whole: bool, kinds: list[str]
) -> None:
    other = broken("holds", id="aterstall-3")
    _, events = follow(nightly(broken()), nightly(broken(), hour=4), nightly(other, night=21, whole=whole))

    assert [event.kind for event in events] == kinds


def test_a_picture_is_an_incident_of_its_own(
    nightly: Callable[..., RunResult], make_step: Callable[..., StepResult], make_claim: Callable[..., ClaimResult]
) -> None:
    picture = PictureResult(id="bild-4", verdict="looks_different")
    step = make_step(make_claim(), verdict="looks_different", picture=picture)
    _, (event,) = follow(nightly(step), nightly(step, hour=4))

    assert event.fingerprint == ("losenord", "aterstall-2", "bild", "bild-4", "looks_different")
    assert event.story.picture == picture


def test_a_site_that_is_down_holds_back_what_is_told_of_its_steps_alone(
    nightly: Callable[..., RunResult], broken: Callable[..., StepResult]
) -> None:
    down = broken("not_checked", "unreachable", owner="eslov.se")
    other = broken("holds", owner="microsoft", id="aterstall-3a")
    known, events = follow(nightly(down, other))

    assert events == []
    assert held_back(Story(owner="eslov.se"), known.values())
    assert not held_back(Story(owner="microsoft"), known.values())
    known, _ = follow(nightly(down, other), nightly(broken("holds", owner="eslov.se"), other, hour=4))
    assert not held_back(Story(owner="eslov.se"), known.values())


def test_where_no_site_answers_it_is_our_own_network(
    nightly: Callable[..., RunResult], broken: Callable[..., StepResult]
) -> None:
    steps = [broken("not_checked", "unreachable", owner=o, id=o) for o in ("eslov.se", "microsoft")]
    known, events = follow(nightly(*steps), nightly(*steps, night=21))

    assert [mark.expected for mark in known if mark.kind == "site"] == ["environment"]
    assert [event.kind for event in events] == ["new"]
    well = [broken("holds", owner="eslov.se")]
    _, events = follow(nightly(*steps), nightly(*steps, night=21), nightly(*well, night=22), nightly(*well, night=23))
    assert [event.kind for event in events] == ["new", "recovered"]


@pytest.mark.parametrize(
    ("others", "urgent"),
    [
        ([("drifted", None)], True),
        ([("not_checked", "stuck"), ("not_checked", "sign-in")], True),
        ([("not_checked", "sign-in")], False),
        ([("holds", None)], False),
        ([("not_checked", "unreachable")], False),
    ],
)
def test_a_part_that_cannot_be_followed_at_all_is_urgent(
    nightly: Callable[..., RunResult], broken: Callable[..., StepResult], others: list[tuple[str, str]], urgent: bool
) -> None:
    steps = [broken(), *(broken(v, r, id=f"aterstall-{n}") for n, (v, r) in enumerate(others, 3))]
    _, events = follow(nightly(*steps), nightly(*steps, hour=4))

    assert events[0].urgent == urgent


# -- what could not be looked at --------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", sorted(REASONS_THAT_COUNT))
def test_a_page_that_could_not_be_judged_for_three_nights_is_told_to_whom_its_site_is(
    nightly: Callable[..., RunResult], broken: Callable[..., StepResult], reason: str
) -> None:
    bad = broken("not_checked", reason, owner="eslov.se", url="https://eslov.se/", claims={"note": "Så var det."})
    other = broken("holds", owner="eslov.se", id="aterstall-3", url="https://eslov.se/for-medarbetare/")
    runs = [nightly(bad, other, night=20 + n) for n in range(3)]
    known, (event,) = follow(*runs)

    assert event.kind == "new"
    assert event.fingerprint == ("", "", "sida", "eslov.se", reason)
    assert (event.story.owner, event.story.reason, event.story.steps) == ("eslov.se", reason, ("aterstall-2",))
    assert event.story.met == "Så var det."
    assert routes.topic(event.kind, event.story) == "eslov.se"
    assert not composing.choose([], list(known.values()), only_urgent=False).tellings
    assert sentences.what_to_do("new", event.story)
    well = broken("holds", owner="eslov.se", url="https://eslov.se/")
    _, events = follow(*runs, nightly(well, other, night=23), nightly(well, other, night=24))
    assert [one.kind for one in events] == ["new", "recovered"]


def test_a_page_that_a_link_leads_to_is_told_and_not_the_one_it_stands_on(
    nightly: Callable[..., RunResult], broken: Callable[..., StepResult]
) -> None:
    leads = {"url": "https://eslov.se/", "lands": "https://passwordreset.microsoftonline.com/"}
    link = broken("not_checked", "timeout", owner="eslov.se", url="https://eslov.se/", claims=leads)
    there = broken("holds", owner="microsoft", id="aterstall-3a", url="https://passwordreset.microsoftonline.com/x")
    other = broken("holds", owner="eslov.se", id="aterstall-1", url="https://eslov.se/")
    _, (event,) = follow(*(nightly(link, there, other, night=20 + n) for n in range(3)))

    assert (event.fingerprint.expected, event.story.owner) == ("passwordreset.microsoftonline.com", "microsoft")


def test_what_is_told_of_the_whole_site_is_not_told_of_its_pages_too(
    nightly: Callable[..., RunResult], broken: Callable[..., StepResult]
) -> None:
    """The page alone for two nights; the whole site the third and the fourth, which is told; the page alone again."""
    bad = broken("not_checked", "unreachable", owner="eslov.se", url="https://eslov.se/")
    other = broken("holds", owner="eslov.se", id="aterstall-3", url="https://eslov.se/b/")
    down = broken("not_checked", "unreachable", owner="eslov.se", id="aterstall-3", url="https://eslov.se/b/")
    apple = broken("holds", owner="apple", id="appen-1", url="https://apps.apple.com/")
    nights_ = [other, other, down, down, other]
    _, events = follow(*(nightly(bad, step, apple, night=20 + n) for n, step in enumerate(nights_)))

    assert [(e.fingerprint.kind, e.kind, e.at.day) for e in events] == [("site", "new", 23), ("sida", "new", 24)]


def test_a_page_that_the_guide_no_longer_names_is_over(
    nightly: Callable[..., RunResult], broken: Callable[..., StepResult]
) -> None:
    bad = broken("not_checked", "unreachable", owner="eslov.se", url="https://eslov.se/")
    other = broken("holds", owner="eslov.se", id="aterstall-3", url="https://eslov.se/b/")
    runs = [nightly(bad, other, night=20 + n) for n in range(3)]
    _, few = follow(*runs, nightly(other, night=23, whole=False))
    _, whole = follow(*runs, nightly(other, night=23))

    assert [event.kind for event in few] == ["new"]
    assert [event.kind for event in whole] == ["new", "recovered"]


# -- what falls together ----------------------------------------------------------------------------------------------

WELL, DOWN = "-", "x"


@pytest.fixture
def nights(nightly: Callable[..., RunResult], broken: Callable[..., StepResult]) -> Callable[..., list[RunResult]]:
    """A run a night from the 20th, of steps a letter each (- holds, x has fallen, ? not reached); twice the first
    night on which something is wrong. What fell last held the night before, unless `held` says otherwise."""

    def step(number: int, letter: str, held: int) -> StepResult:
        facts: dict[str, Any] = {"id": f"s-{number}", "owner": "eslov.se", "url": "https://eslov.se/"}
        if letter == "?":
            return broken("not_checked", "unreachable", **facts)
        if letter == WELL:
            return broken("holds", **facts)
        last = f"2026-11-{held:02}T02:15:00+00:00"
        return broken(claims={"expected": f"Länk {number}", "change": "removed", "last_held": last}, **facts)

    def made(*asked: str, held: dict[int, int] | None = None) -> list[RunResult]:
        runs, seen = [], False
        for night, letters in enumerate(asked, 20):
            steps = [step(n, letter, (held or {}).get(n, 19)) for n, letter in enumerate(letters)]
            hours = [2] if seen or DOWN not in letters else [2, 4]
            seen = seen or DOWN in letters
            runs += [nightly(*steps, night=night, hour=hour) for hour in hours]
        return runs

    return made


def messages(*runs: RunResult) -> list[list[tuple[str, tuple[str, ...]]]]:
    """What is told after each run, as kind and steps; lines as `came-and-went`."""
    known: dict[Fingerprint, Incident] = {}
    pending: list[Pending] = []
    told = []
    for run in runs:
        after, found = evaluate(run, known)
        known |= {one.fingerprint: one for one in after}
        pending += [
            Pending(len(told) * 100 + n, e.kind, e.at, e.fingerprint, e.story, None, e.urgent)
            for n, e in enumerate(found)
        ]
        chosen = composing.choose(pending, list(known.values()), only_urgent=False)
        pending = [one for one in pending if one not in chosen.used]
        told.append(
            [(one.kind, one.story.steps) for one in chosen.tellings] + [("came-and-went", ())] * len(chosen.lines)
        )
    return told


FIVE = ("s-0", "s-1", "s-2", "s-3", "s-4")


def test_what_falls_together_is_told_as_one_and_is_right_again_as_one(nights: Callable[..., list[RunResult]]) -> None:
    assert messages(*nights("---------", "xxxxx----", "xxxxx----", "---------", "---------", "---------")) == [
        [], [], [("new", FIVE)], [], [], [("recovered", FIVE)], []
    ]  # fmt: skip


def test_the_one_message_holds_all_that_is_wrong(nights: Callable[..., list[RunResult]]) -> None:
    known, events = follow(*nights("---------", "xxxxx----"))
    parent = next(event for event in events if event.fingerprint == TOGETHER)

    assert (parent.story.checked, parent.story.since) == (9, date(2026, 11, 21))
    assert [one.steps for one in children(parent.story, known.values())] == [(step,) for step in FIVE]
    assert all(held_back(event.story, known.values()) for event in events if event is not parent)


def test_four_seen_once_are_not_told(nights: Callable[..., list[RunResult]]) -> None:
    first, second, _ = nights("---------", "xxxxx----")
    (third,) = nights("---------")

    assert messages(first, second, third) == [[], [], []]


def test_what_remains_when_the_rest_is_right_again_is_told_for_itself(nights: Callable[..., list[RunResult]]) -> None:
    *_, third, fourth, fifth = messages(*nights("---------", "xxxxx----", "xx-------", "xx-------", "xx-------"))

    assert third == []
    assert fourth == [("new", ("s-0",)), ("new", ("s-1",)), ("recovered", FIVE)]
    assert fifth == []


def test_one_that_is_right_again_before_the_rest_is_not_told(nights: Callable[..., list[RunResult]]) -> None:
    told = messages(*nights("---------", "xxxxx----", "xxxx-----", "xxxx-----", "xxxx-----"))

    assert told == [[], [], [("new", FIVE)], [], [], []]


def test_what_cannot_be_looked_at_may_still_be_wrong(nights: Callable[..., list[RunResult]]) -> None:
    told = messages(*nights("---------", "xxxxx----", "xxx??----", "xxx??----", "xxx??----"))

    assert told == [[], [], [("new", FIVE)], [], [], [("new", FIVE[3:])]]  # the page, and none of the steps


def test_a_look_at_a_few_steps_says_nothing_of_many(
    nights: Callable[..., list[RunResult]], nightly: Callable[..., RunResult]
) -> None:
    *runs, last = nights("---------", "xxxxx----", "xxxxx----")
    few = [nightly(*last.steps[:2], night=22 + n, whole=False) for n in range(3)]

    assert messages(*runs, *few) == [[], [], [("new", FIVE)], [], [], []]


def test_many_of_a_few_steps_that_were_asked_for_are_told_one_by_one(
    nights: Callable[..., list[RunResult]], nightly: Callable[..., RunResult]
) -> None:
    _, first, _ = nights("---------", "xxxxx----")
    few = [nightly(*first.steps[:5], night=21, hour=hour, whole=False) for hour in (2, 4)]

    assert [kind for kind, _ in messages(*few)[1]] == ["new"] * 5


def test_whose_change_it_is_decides_who_is_told(
    nightly: Callable[..., RunResult], broken: Callable[..., StepResult]
) -> None:
    step = broken(owner="microsoft", claims={"owner": "environment", "change": "hidden"})
    _, (event,) = follow(nightly(step, hour=2), nightly(step, hour=4))

    assert (event.story.owner, event.story.site) == ("environment", "microsoft")
    assert held_back(event.story, [Incident(fingerprint=_site("microsoft"), state="confirmed")])
    assert not held_back(event.story, [Incident(fingerprint=_site("eslov.se"), state="confirmed")])


def _site(owner: str) -> Fingerprint:
    return Fingerprint("", "", "site", owner, "unreachable")


def test_what_falls_night_after_night_is_told_one_by_one(nights: Callable[..., list[RunResult]]) -> None:
    held = {n: 20 + n for n in range(5)}
    told = messages(*nights("---------", "x--------", "xx-------", "xxx------", "xxxx-----", "xxxxx----", held=held))

    assert [one for night in told for one in night] == [("new", (f"s-{n}",)) for n in range(4)]


def test_what_has_been_told_one_by_one_is_not_told_again_as_one(nights: Callable[..., list[RunResult]]) -> None:
    told = messages(*nights("---------", "xxx??----", "xxxx?----", "xxxx?----"))
    one_by_one = [("new", (f"s-{n}",)) for n in range(4)]

    assert [one for night in told for one in night if one != ("new", ("s-4",))] == one_by_one
    assert ("new", ("s-4",)) in told[-1]  # the page on which it could not be looked at


def test_others_that_fall_together_later_are_not_lost_among_the_first(nights: Callable[..., list[RunResult]]) -> None:
    held = dict.fromkeys(range(4, 9), 21)
    told = messages(*nights("---------", "xxxx-----", "xxxx-----", "xxxxxxxxx", "xxxxxxxxx", held=held))

    assert told[2] == [("new", FIVE[:4])]
    assert told[-1] == [("new", (f"s-{n}",)) for n in range(4, 9)]


def test_many_that_came_and_went_are_one_line(nights: Callable[..., list[RunResult]]) -> None:
    known, events = follow(*nights("---------", "xxxxx----", "---------", "---------"))
    waiting = [Pending(n, e.kind, e.at, e.fingerprint, e.story, None, e.urgent) for n, e in enumerate(events)]
    chosen = composing.choose(waiting, list(known.values()), only_urgent=False)

    assert chosen.tellings == ()
    assert [line.said for line in chosen.lines] == [
        "Kom och gick: 5 av 9 steg stämde inte från natten till 21 november 2026. Nu är det bra igen."
    ]
    assert len(chosen.used) == len(events) == 12


@pytest.mark.parametrize(("letters", "urgent"), [("xxxxx", True), ("xxxxx-", False)])
def test_many_are_urgent_where_a_part_cannot_be_followed_at_all(
    nights: Callable[..., list[RunResult]], letters: str, urgent: bool
) -> None:
    _, events = follow(*nights("-" * len(letters), letters))

    assert events[0].fingerprint == TOGETHER
    assert events[0].urgent is urgent


# -- whatever happens -------------------------------------------------------------------------------------------------

MOST = 7
NIGHT_OF_STEPS = st.one_of(
    st.sampled_from(["-------", "xxxxx--", "xxxx---", "xx-----", "xxxx???", "rrrrr--"]),
    st.text(alphabet="---xxrn?", min_size=MOST, max_size=MOST),
)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(NIGHT_OF_STEPS, st.booleans(), st.booleans()), max_size=14))
def test_whatever_the_nights_bring_each_is_told_once_and_nothing_is_right_again_that_was_not_told(
    asked: list[tuple[str, bool, bool]],
) -> None:
    """A letter a step (x gone, r renamed, n never held, ? not reached), whether the night is looked at twice, and
    whether what is due is told that morning."""
    known: dict[Fingerprint, Incident] = {}
    pending: list[Pending] = []
    held: dict[int, str] = {}
    open_: set[Fingerprint] = set()
    number = 0
    for night, (letters, is_twice, is_told) in enumerate(asked):
        for hour in (2, 4)[: 1 + is_twice]:
            at = datetime(2026, 11, 1, hour, tzinfo=UTC) + timedelta(days=night)
            after, found = evaluate(_night(letters, at, held), known)
            known |= {one.fingerprint: one for one in after}
            held |= {n: at.isoformat() for n, letter in enumerate(letters) if letter == "-"}
            claims = [mark[:4] for mark, one in known.items() if one.state in OPEN and mark.kind != "site"]
            assert len(claims) == len(set(claims)), "two open incidents of one claim"
            for event in found:
                if event.kind == "recovered":
                    assert event.fingerprint in open_, "right again, but never confirmed"
                    open_.discard(event.fingerprint)
                elif event.kind != "never":
                    open_.add(event.fingerprint)
                number += 1
                pending.append(
                    Pending(number, event.kind, event.at, event.fingerprint, event.story, None, event.urgent)
                )
            open_ &= {mark for mark, one in known.items() if one.state in TOLD}
        if not is_told:
            continue
        chosen = composing.choose(pending, list(known.values()), only_urgent=False)
        pending = [one for one in pending if one not in chosen.used]
        told = [one.story for one in chosen.tellings if one.kind not in ("recovered", "never")]
        parents = [one for mark, one in known.items() if mark.kind == "site" and one.state in OPEN]
        if any(one.fingerprint == TOGETHER for one in parents):
            assert not any(one.fell_with for one in told), "told beside its parent"
        waiting = {one.fingerprint for one in pending}
        assert parents or not waiting & open_, "confirmed, due, and told to nobody"


def _night(letters: str, at: datetime, held: dict[int, str]) -> RunResult:
    steps = []
    for n, letter in enumerate(letters):
        claim = {"kind": "link", "expected": f"Länk {n}", "owner": "eslov.se", "verdict": "drifted"}
        claim |= {"change": "renamed" if letter == "r" else "removed", "held_before": letter != "n" and n in held}
        claim |= {"last_held": held.get(n)}
        if letter in "-?":
            claim |= {"verdict": "holds" if letter == "-" else "not_checked", "change": None}
            claim |= {"reason": "unreachable" if letter == "?" else None}
        made = ClaimResult.model_validate(claim)
        steps.append(
            StepResult(
                guide="losenord", part="aterstall", id=f"s-{n}", text="Klicka.", verdict=made.verdict,
                reason=made.reason, owner="eslov.se", claims=(made,),
            )
        )  # fmt: skip
    run = Run(id=f"{at}", started=at.isoformat(), finished=at.isoformat(), target="live")
    return RunResult(run=run, summary=summarise(steps), steps=tuple(steps))
