"""What there is to tell becomes a message for each recipient (pure)."""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import cast
from urllib.parse import quote

from guidevakt import causes
from guidevakt.alerts import routes
from guidevakt.alerts.message import Item, Link, Message
from guidevakt.history.ledger import UNTRUSTED, Pending
from guidevakt.incidents import OPEN, Fingerprint, Incident, Story
from guidevakt.night import SWEDEN
from guidevakt.sentences import alerts as sentences
from guidevakt.sentences.findings import Reader
from guidevakt.sentences.gathered import Sort, first_line
from guidevakt.settings import AlertSettings, Topic
from guidevakt.verdict import NoticeResult


@dataclass(frozen=True)
class Telling:
    """One cause to tell of: its story with all its steps, the picture that goes with it, and of many that fell together
    what is wrong of them now."""

    kind: str
    story: Story
    image: bytes | None = None
    urgent: bool = False
    parts: tuple[Story, ...] = ()


@dataclass(frozen=True)
class Line:
    """What needs a line only, or for what is announced also what to do. `key` says what it is of, where it is told but
    once."""

    topic: Topic
    said: str
    key: str = ""
    sort: Sort = "passed"
    to_do: str = ""
    source: Link | str = ""


@dataclass(frozen=True)
class Choice:
    """What to tell now: `used` are the events that this settles, told or not; `reminded` those told of again."""

    tellings: tuple[Telling, ...]
    lines: tuple[Line, ...]
    used: tuple[Pending, ...]
    reminded: tuple[Fingerprint, ...] = ()


def choose(events: Sequence[Pending], known: Collection[Incident], only_urgent: bool) -> Choice:
    """What of the events is to be told now. What its site holds back waits; what came and went is a line."""
    by_mark: dict[Fingerprint, list[Pending]] = {}
    for event in events:
        if event.fingerprint:
            by_mark.setdefault(event.fingerprint, []).append(event)
    now = {one.fingerprint: one for one in known}
    tellings, passed = [], []
    used = [event for event in events if event.kind == UNTRUSTED and not only_urgent]
    lines = [Line("watchdog", sentences.untrusted(event.at), sort="untrusted") for event in used]
    for mark, found in by_mark.items():
        last = found[-1]
        is_over = last.kind == "recovered"
        story = now[mark].story if mark in now and not is_over else last.story  # as it was last seen
        if only_urgent and not last.urgent:
            continue
        if not is_over and mark.kind != "site" and causes.held_back(story, known):
            continue
        used += found
        if is_over and found[0].kind == "new":  # nobody has been told
            passed.append(Telling(last.kind, story))
        elif last.kind in ("recovered", "never") or (mark in now and now[mark].state in OPEN - {"postponed"}):
            tellings.append(Telling(last.kind, story, last.image, last.urgent, causes.children(story, known)))
    return Choice(tuple(by_cause(tellings)), (*lines, *came_and_went(passed)), tuple(used))


def came_and_went(passed: Iterable[Telling]) -> Iterable[Line]:
    """What was over before anyone needed to be told, a line a cause; what fell with others went with them."""
    for telling in by_cause(one for one in passed if not one.story.fell_with):
        yield Line(routes.topic(telling.kind, telling.story), sentences.came_and_went(telling.story))


def reminders(
    known: Iterable[Incident], last_told: Mapping[Fingerprint, datetime], now: datetime, settings: AlertSettings
) -> Choice:
    """What was told long ago and still does not hold."""
    all_ = list(known)
    due = [
        one for one in all_
        if one.state == "confirmed" and not one.good_nights
        and one.fingerprint in last_told
        and (_day(now) - _day(last_told[one.fingerprint])).days >= settings.reminder_days
        and not (one.fingerprint.kind != "site" and causes.held_back(one.story, all_))
    ]  # fmt: skip
    tellings = by_cause([Telling("reminder", one.story, parts=causes.children(one.story, all_)) for one in due])
    return Choice(tuple(tellings), (), (), tuple(one.fingerprint for one in due))


def _day(moment: datetime) -> date:
    return moment.astimezone(SWEDEN).date()


def by_cause(tellings: Iterable[Telling]) -> list[Telling]:
    """One telling a cause: the same change of the same label on the same page is one, however many steps it hits."""
    found: dict[tuple[str, ...], Telling] = {}
    for telling in tellings:
        key = (telling.kind, *causes.cause(telling.story))
        if first := found.get(key):
            steps = tuple(dict.fromkeys((*first.story.steps, *telling.story.steps)))
            story = first.story.model_copy(update={"steps": steps})
            image, urgent = first.image or telling.image, first.urgent or telling.urgent
            telling = replace(first, story=story, image=image, urgent=urgent)
        found[key] = telling
    return sorted(found.values(), key=lambda telling: not telling.urgent)


def notices(
    found: Iterable[tuple[str, NoticeResult]], told: Collection[str], settings: AlertSettings
) -> list[Line]:
    """A line for each announced change that has come to one of its days, or missed it: the latest alone."""
    lines = []
    for guide, notice in found:
        reached = [days for days in sorted(settings.notice_days) if notice.days_left <= days]
        if reached and (key := f"notice/{guide}/{notice.date}/{notice.text}/{reached[0]}") not in told:
            said, to_do = sentences.notice(notice), sentences.notice_do(notice)
            lines.append(Line("notices", said, key, "notice", to_do, _source(notice)))
    return lines


def _source(notice: NoticeResult) -> Link | str:
    """Where it was announced: as a link where it is an address."""
    link = Link(text="Källa", address=notice.source if "://" in notice.source else "")
    return link if link.address else sentences.source(notice)


def messages(
    tellings: Sequence[Telling], lines: Sequence[Line], recipients: Mapping[str, frozenset[Topic]],
    settings: AlertSettings, workflow: str,
) -> dict[str, Message]:  # fmt: skip
    """The message for each recipient who is to be told something."""
    made = {}
    for name, topics in recipients.items():
        mine = [telling for telling in tellings if routes.topic(telling.kind, telling.story) in topics]
        wholes = [telling for telling in mine if telling.kind != "recovered"]
        told = [line for line in lines if line.topic in topics]
        announced = [line for line in told if line.to_do]
        right: list[tuple[Sort, str]] = [
            ("recovered", sentences.recovered(one.story, bool(one.parts))) for one in mine if one.kind == "recovered"
        ]
        brief = [*right, *((line.sort, line.said) for line in told if not line.to_do)]
        items = [item(telling, settings, workflow, routes.reader(topics)) for telling in wholes]
        said = [(sort(one), item.said) for one, item in zip(wholes, items, strict=True)]
        said += [*((line.sort, line.said) for line in announced), *brief]
        if said:
            links = (Link(text="Hela rapporten", address=settings.report),) if settings.report else ()
            made[name] = Message(
                first=first_line(said), items=(*items, *map(_announced, announced)),
                lines=tuple(line for _, line in brief), links=links,
            )  # fmt: skip
    return made


def sort(telling: Telling) -> Sort:
    """What it is, where only its first line is not told."""
    story = telling.story
    if telling.kind in ("flapping", "reminder"):
        return cast(Sort, telling.kind)
    return "picture" if story.picture else "many" if story.fell else "change" if story.claim else "unseen"


def _announced(line: Line) -> Item:
    source = line.source
    about, links = ((), (source,)) if isinstance(source, Link) else ((source,), ())
    return Item(said=line.said, to_do=line.to_do, about=about, links=links)


def item(telling: Telling, settings: AlertSettings, workflow: str, reader: Reader = "it") -> Item:
    """One cause, with what to do and where to click."""
    story = telling.story
    said = sentences.item(telling.kind, story)
    image = base64.b64encode(telling.image).decode() if telling.image else None
    return Item(
        said=said,
        to_do=sentences.what_to_do(telling.kind, story, reader),
        about=tuple(sentences.about(story, [part.story for part in by_cause(map(_new, telling.parts))])),
        links=tuple(links(story, said, settings, workflow)),
        commands=() if workflow else tuple(sentences.commands(story)),
        status=sentences.status(story),
        image=image,
        image_alt="Bild av stället på sidan, med en röd ram." if image else "",
    )


def _new(story: Story) -> Telling:
    return Telling("new", story)


def links(story: Story, said: str, settings: AlertSettings, workflow: str) -> Iterable[Link]:
    """What can be done from the message; all of it works without a server of ours."""
    step = story.steps[0] if story.steps else ""
    if story.url:
        yield Link(text="Öppna sidan", address=story.url)
    yield Link(text="Kontrollera igen", address=workflow)
    if sentences.can_wait(story):
        yield Link(text="Skjut upp larmet", address=workflow)
    if sentences.may_be_false(story):
        wrong = f"Larmet: {said}\nSteg: {step}\n\nVad som egentligen är rätt:\n"
        letter = mail(settings.feedback, f"Falskt larm: {step}", wrong) if settings.feedback else ""
        yield Link(text="Falskt larm", address=letter or (workflow if sentences.can_wait(story) else ""))
    if sentences.status(story):
        text = sentences.status(story)
        yield Link(text="Text till driftinformationen", address=mail("", "Driftinformation", text))


def mail(to: str, subject: str, text: str) -> str:
    """An address that opens a letter with this in it."""
    return f"mailto:{quote(to, safe='@')}?subject={quote(subject)}&body={quote(text)}"
