"""`guidevakt alert`: send what is due, show it, show every kind, try the way out, put an alert off."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from rich.console import Console
from rich.text import Text

from guidevakt import settings, summary
from guidevakt.alerts import card, channels, examples, letter, routes
from guidevakt.alerts.message import Item, Message
from guidevakt.alerts.sending import Sender, workflow_page
from guidevakt.night import night_of
from guidevakt.refused import Refused
from guidevakt.sentences import alerts as sentences
from guidevakt.typos import unknown

#: As in contracts.md: something that should have been done could not be.
COULD_NOT = 3


def send(project: Path, console: Console) -> int:
    """Send what is due; 3 where something did not come through."""
    sender = _ready(project)
    made, troubles = sender.send(datetime.now(UTC))
    if not made and not troubles:
        _say(console, sentences.NOTHING_DUE)
    if made and not troubles:
        _say(console, sentences.sent(made))
    return _told(troubles, console)


def show(project: Path, console: Console) -> int:
    """Print what would be sent now, and change nothing."""
    sender = Sender.of(project)
    told = routes.recipients(sender.settings.routes)
    if not told:
        _say(console, sentences.NO_ADDRESS)
        told = {name: frozenset(topics) for name, topics in sender.settings.routes.items()}
    with sender.ledger.open() as connection:
        draft = sender.draft(connection, datetime.now(UTC), told)
    for name, message in draft.messages.items():
        console.rule(Text(sentences.to(name)), align="left")
        _say(console, letter.text(message))
    waiting = sender.ledger.waiting()
    for one in waiting:
        _say(console, sentences.failed(one.route, one.trouble or sentences.NOT_TRIED))
    if draft.held:
        _say(console, sentences.held(draft.held, sender.settings.send_at))
    if not draft.messages and not waiting:
        _say(console, sentences.NOTHING_DUE)
    return 0


def test(project: Path, console: Console) -> int:
    """Send a test to every recipient, and ask whether it was seen, where there is someone to ask."""
    sender = _ready(project)
    message = Message(first=sentences.TEST, items=(Item(said=sentences.TEST, to_do=sentences.TEST_DO),))
    troubles = []
    for name in routes.recipients(sender.settings.routes):
        trouble = channels.deliver(routes.address(name) or "", message, sender.wait)
        if trouble:
            troubles.append(sentences.test_failed(name, trouble))
        else:
            _say(console, sentences.test_sent(name))
    if troubles or not sys.stdin.isatty():
        return _told(troubles, console)
    seen = console.input(f"{sentences.TEST_ASK} [j/n] ").strip().lower().startswith("j")
    _say(console, sentences.TEST_YES if seen else sentences.TEST_NO)
    return 0 if seen else COULD_NOT


def example(project: Path, kind: str | None, console: Console) -> int:
    """Print every kind of message in words, or one kind in every form that it is sent in. Needs no network, and no
    address. Raises Refused for a kind that is none."""
    if kind is not None and kind not in examples.KINDS:
        raise unknown("--example", kind, examples.KINDS, "det slaget finns inte")
    told = settings.read(project).alerts
    _say(console, sentences.EXAMPLES)
    for one in [kind] if kind else examples.KINDS:
        console.rule(Text(one, style="bold"), align="left")
        made = examples.messages(one, told, workflow_page(told))
        if not made:
            _say(console, sentences.NO_ONE)
        for name, message in made.items():
            _say(console, f"{sentences.to(name)}\n\n{_shown(message, every_form=kind is not None)}\n")
    if kind is None:
        _say(console, sentences.in_every_form(tuple(examples.KINDS)))
    return 0


def _shown(message: Message, every_form: bool) -> str:
    if not every_form:
        return letter.text(message)
    forms = {
        "subject": letter.subject(message), "text": letter.text(message), "html": letter.html(message),
        "card": json.dumps(card.payload(message), ensure_ascii=False, indent=1),
    }  # fmt: skip
    return "\n\n".join(f"{sentences.FORMS[form]}:\n{said}" for form, said in forms.items())


def postpone(project: Path, step: str, until: date, why: str, console: Console) -> int:
    """Put off the open alerts of a step. Raises Refused for a date that has passed, no reason, or no alert."""
    if until < night_of(datetime.now(UTC)):
        raise Refused(f"--until {until}: datumet har redan varit.")
    if not why.strip():
        raise Refused("--why saknas: skriv kort varför larmet kan vänta.")
    put_off = Sender.of(project).ledger.postpone(step, until, why.strip())
    _say(console, sentences.put_off(len(put_off), until))
    return 0


def false_alarm(project: Path, step: str, why: str, console: Console) -> int:
    """The alerts of a step were wrong: they are silent until it holds again. Raises Refused where there is none."""
    put_off = Sender.of(project).ledger.postpone(step, date.max, f"falskt larm: {why.strip()}".rstrip(": "))
    _say(console, sentences.false_alarm(len(put_off)))
    return 0


def _ready(project: Path) -> Sender:
    sender = Sender.of(project)
    if not routes.recipients(sender.settings.routes):
        raise Refused(sentences.NO_ADDRESS)
    return sender


def _told(troubles: list[str], console: Console) -> int:
    for line in (*troubles, *summary.warned(troubles)):
        _say(console, line)
    return COULD_NOT if troubles else 0


def _say(console: Console, text: str) -> None:
    console.print(Text(text), soft_wrap=True)
