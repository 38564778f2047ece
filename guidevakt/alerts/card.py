"""A message as an Adaptive Card for Microsoft Teams (pure).

Words from pages stand in TextRuns, which take no markdown; links are actions of the runs. The card stands alone in
words: a webhook's message may be 28 KB in all (Microsoft Learn, "Create and send messages", 2025,
https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from guidevakt.alerts.message import Item, Link, Message
from guidevakt.sentences import clipped

#: On the wire. Of the 28,672 that Teams takes it counts more than was sent: 24,453 bytes were refused as 28,897.
LIMIT_BYTES = 20_000
#: Teams on all of its clients knows this version (Microsoft Learn, "Adaptive Card schema support", 2025).
VERSION = "1.4"

Block = dict[str, Any]
#: Shown where no card can be: in the list of notices, on an old phone.
_FALLBACK_SIGNS = 200
#: What a cause can do without: it stands in the report and in the mail.
_BRIEF: dict[str, Any] = {"links": (), "commands": (), "status": "", "about": ()}


def payload(message: Message) -> Block:
    """The whole of what is posted. What there is no room for is shortened, the last first, and then counted only."""
    whole, lines = len(message.items), message.rest
    texts = [item.model_copy(update=_BRIEF) for item in message.items]
    sizes = [(full, whole, len(lines)) for full in range(whole, -1, -1)]
    sizes += [(0, shown, len(lines)) for shown in range(whole - 1, -1, -1)]
    sizes += [(0, 0, shown) for shown in range(len(lines) - 1, -1, -1)]
    for full, shown, told in sizes:
        items = [*message.items[:full], *texts[full:shown]]
        made = _posted(message, items, lines[:told], whole - shown + len(lines) - told)
        if size(made) <= LIMIT_BYTES:
            break
    return made


def size(posted: Block) -> int:
    """Bytes on the wire."""
    return len(json.dumps(posted).encode())


def _posted(message: Message, items: Iterable[Item], lines: Iterable[str], left_out: int) -> Block:
    body = [_text(message.first, size="Large", weight="Bolder")]
    for item in items:
        body += _item(item, repeated=message.opens_with(item))
    body += [_text(line, spacing="Medium") for line in lines]
    if left_out:
        body.append(_text(f"{left_out} till får inte plats här. De står i rapporten.", spacing="Medium"))
    if message.links:
        body.append(_links(message.links))
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": VERSION,
        "lang": "sv", "body": body, "fallbackText": clipped(message.first, _FALLBACK_SIGNS),
    }  # fmt: skip
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
    return {"type": "message", "attachments": [attachment]}


def _item(item: Item, repeated: bool) -> list[Block]:
    said = [] if repeated else [_text(item.said, weight="Bolder", spacing="Large")]
    rest = [_text(line, subtle=True) for line in item.about]
    if item.to_do:
        rest.append(_labelled("Gör så här: ", item.to_do))
    if item.links:
        rest.append(_links(item.links))
    rest += [_text(line, subtle=True) for line in item.commands]
    if item.status:
        rest.append(_labelled("Text till driftinformationen: ", item.status))
    return said + rest


def _text(text: str, spacing: str = "Small", subtle: bool = False, **look: str) -> Block:
    return _rich([{"type": "TextRun", "text": text, "isSubtle": subtle, **look}], spacing)


def _labelled(label: str, text: str) -> Block:
    return _rich([{"type": "TextRun", "text": label, "weight": "Bolder"}, {"type": "TextRun", "text": text}])


def _links(links: Iterable[Link]) -> Block:
    runs: list[Block] = []
    for link in links:
        runs += [{"type": "TextRun", "text": " · "}] if runs else []
        action = {"type": "Action.OpenUrl", "title": link.text, "url": link.address}
        runs.append({"type": "TextRun", "text": link.text, "underline": True, "selectAction": action})
    return _rich(runs)


def _rich(runs: list[Block], spacing: str = "Small") -> Block:
    return {"type": "RichTextBlock", "spacing": spacing, "inlines": runs}
