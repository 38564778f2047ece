"""The way out: Apprise understands the addresses and speaks to mail servers, Teams and all the rest."""

from __future__ import annotations

import dataclasses
import json
import logging
import tempfile
import threading
from collections.abc import Iterator
from email import message_from_string
from email.header import Header, decode_header, make_header
from pathlib import Path
from typing import Any

from apprise import Apprise, AppriseAsset, AppriseAttachment, NotifyFormat
from apprise.plugins.base import NotifyBase
from apprise.plugins.email.base import NotifyEmail
from apprise.plugins.workflows import NotifyWorkflows
from tenacity import (
    RetryError,
    Retrying,
    retry_if_exception_type,
    retry_if_result,
    stop_after_attempt,
    wait_exponential,
)
from tenacity.wait import wait_base

from guidevakt.alerts import card, letter
from guidevakt.alerts.message import Message

TRIES = 3
#: One message, all tries and pauses included, s: a server that answers by the letter is never late by its own clock.
DEADLINE_S = 60.0
#: Between tries, s: 2, then 4.
WAIT = wait_exponential(multiplier=2, max=30)

_ONCE_MORE = retry_if_result(lambda sent: not sent) | retry_if_exception_type()

#: What Apprise calls otherwise.
_CALLED: dict[type[NotifyBase], str] = {NotifyEmail: "e-postservern", NotifyWorkflows: "Teams"}
UNUSABLE = "adressen går inte att använda"
REFUSED = "{service} tog inte emot det"
TOO_SLOW = "{service} blev inte klar i tid"

#: Who a letter is from, where its address does not say.
FROM = "Guidevakt"


def deliver(address: str, message: Message, wait: wait_base = WAIT) -> str | None:
    """Send the message; gives what went wrong, without secrets, or None. Raises nothing, whatever the plugin does."""
    plugin = _plugin(address)
    if plugin is None:
        return UNUSABLE
    plugin.request_rate_per_sec = 0  # one message, and the pauses between tries are ours
    service = _CALLED.get(type(plugin), str(plugin.service_name))
    for talker in ("apprise", "urllib3"):  # what they say may name who and where
        logging.getLogger(talker).setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        told = _within_deadline(plugin, message, Path(folder), wait)
    return told.format(service=service) if told else None


def _within_deadline(plugin: NotifyBase, message: Message, folder: Path, wait: wait_base) -> str | None:
    """Gives what went wrong. What is not done in time is left behind, and ends with the process at the latest."""
    came_to: list[str | None] = []

    def send() -> None:
        try:
            Retrying(stop=stop_after_attempt(TRIES), wait=wait, retry=_ONCE_MORE)(_send, plugin, message, folder)
            came_to.append(None)
        except RetryError:
            came_to.append(REFUSED)

    sending = threading.Thread(target=send, daemon=True)
    sending.start()
    sending.join(DEADLINE_S)
    return came_to[0] if came_to else TOO_SLOW


def _plugin(address: str) -> NotifyBase | None:
    try:
        return Apprise.instantiate(address, asset=AppriseAsset(app_id="Guidevakt", app_desc="Guidevakt"))
    except Exception:  # a hundred plugins read addresses, each in its own way: none of them may fail a run
        return None


def _send(plugin: NotifyBase, message: Message, folder: Path) -> bool:
    out = Apprise()
    out.add(plugin)
    if isinstance(plugin, NotifyEmail):
        plugin.inline = True
        plugin.from_addr = [plugin.from_addr[0] or FROM, plugin.from_addr[1]]
        files = [str(_saved(folder / name, data)) for name, data in letter.pictures(message).items()]
        pictures = AppriseAttachment(files)
        sent = out.notify(letter.html(message), letter.subject(message), body_format=NotifyFormat.HTML, attach=pictures)
    elif isinstance(plugin, NotifyWorkflows):
        plugin.template = AppriseAttachment(str(_saved(folder / "card.json", template(message).encode())))
        sent = out.notify(letter.text(message), message.first, body_format=NotifyFormat.TEXT)
    else:
        words = letter.defused(letter.text(message)), letter.defused(message.first)
        sent = out.notify(*words, body_format=NotifyFormat.TEXT)
    return bool(sent)


_made = NotifyEmail.prepare_emails
#: No encoded word may be longer (RFC 2047, 2).
WIDEST = 75


def _folded(*given: Any, **named: Any) -> Iterator[Any]:
    """Apprise's letters with their long headers folded: it leaves a subject in one line, and a server takes no line of
    a thousand bytes (RFC 5322, 2.1.1)."""
    for made in _made(*given, **named):
        whole = message_from_string(made.body)
        subject = str(make_header(decode_header(whole["Subject"])))
        del whole["Subject"]
        whole["Subject"] = Header(subject, maxlinelen=WIDEST, header_name="Subject")  # type: ignore[assignment]
        yield dataclasses.replace(made, body=whole.as_string(maxheaderlen=WIDEST))


NotifyEmail.prepare_emails = staticmethod(_folded)  # type: ignore[method-assign]


def template(message: Message) -> str:
    """The card as a template of Apprise's own: no two braces stand together, so that no page can name a token."""
    return json.dumps(card.payload(message)).replace("{{", "{\\u007b")


def _saved(file: Path, data: bytes) -> Path:
    file.write_bytes(data)
    return file
