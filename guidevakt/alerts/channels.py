"""The way out: Apprise understands the addresses and speaks to mail servers, Teams and all the rest."""

from __future__ import annotations

import json
import logging
import tempfile
from pathlib import Path

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
#: Between tries, s: 2, then 4.
WAIT = wait_exponential(multiplier=2, max=30)

_ONCE_MORE = retry_if_result(lambda sent: not sent) | retry_if_exception_type()

#: What Apprise calls otherwise.
_CALLED: dict[type[NotifyBase], str] = {NotifyEmail: "e-postservern", NotifyWorkflows: "Teams"}
UNUSABLE = "adressen går inte att använda"
REFUSED = "{service} tog inte emot det"


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
        try:
            Retrying(stop=stop_after_attempt(TRIES), wait=wait, retry=_ONCE_MORE)(_send, plugin, message, Path(folder))
        except RetryError:
            return REFUSED.format(service=service)
    return None


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
        files = [str(_saved(folder / name, data)) for name, data in letter.pictures(message).items()]
        pictures = AppriseAttachment(files)
        sent = out.notify(letter.html(message), message.first, body_format=NotifyFormat.HTML, attach=pictures)
    elif isinstance(plugin, NotifyWorkflows):
        plugin.template = AppriseAttachment(str(_saved(folder / "card.json", template(message).encode())))
        sent = out.notify(letter.text(message), message.first, body_format=NotifyFormat.TEXT)
    else:
        words = letter.defused(letter.text(message)), letter.defused(message.first)
        sent = out.notify(*words, body_format=NotifyFormat.TEXT)
    return bool(sent)


def template(message: Message) -> str:
    """The card as a template of Apprise's own: no two braces stand together, so that no page can name a token."""
    return json.dumps(card.payload(message)).replace("{{", "{\\u007b")


def _saved(file: Path, data: bytes) -> Path:
    file.write_bytes(data)
    return file
