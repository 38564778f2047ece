"""What can be read on the practice copy's own pages, without an overlay: how each page was on its last good run."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from html.parser import HTMLParser
from urllib.parse import urlsplit

from replica.folder import read_page
from replica.sites import FOLDER

#: What is read as one label, whatever markup stands in it.
_WHOLE = frozenset({"a", "button", "label", "legend", "option", "summary", "h1", "h2", "h3", "h4"})
_UNREAD = frozenset({"script", "style", "title"})
#: What has no end tag (HTML Living Standard, 13.1.2).
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
#: So much of what a window alone holds must be read for it to be open.
_OPEN_SHARE = 0.5


def before(_page: str, url: str, read: str) -> tuple[str, ...]:
    """What a walk asks of a page's last good run (see `Surroundings.before`): the same page without an overlay."""
    return labels(url, read)


def labels(url: str, read: str) -> tuple[str, ...]:
    """The labels of the page at an address, in its order; empty where the practice copy has no such page.

    `read` is all that is read on the page now: it tells which of its windows are open.
    """
    address = urlsplit(url)
    page, *windows = _layers(address.hostname or "", address.path or "/") or [()]
    shown = [page, *(window for window in windows if _is_open(set(window) - set(page), read))]
    return tuple(label for layer in shown for label in layer)


def _is_open(own: Collection[str], read: str) -> bool:
    return bool(own) and sum(label in read for label in own) >= _OPEN_SHARE * len(own)


@cache
def _layers(host: str, path: str) -> list[tuple[str, ...]]:
    """The labels of the page, and of each part of it that is hidden at first."""
    answer = read_page(FOLDER, host, path) if host else None
    if answer is None:
        return []
    reader = _Reader()
    reader.feed(answer.body.decode("utf-8"))
    return [tuple(layer) for layer in reader.layers]


class _Reader(HTMLParser):
    """Collects every text, and every text of what is read as one."""

    def __init__(self) -> None:
        super().__init__()
        self.layers: list[list[str]] = [[]]
        self._open: list[tuple[str, list[str], list[str]]] = []  # tag, its layer, its texts

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = dict(attributes)
        layer = self._open[-1][1] if self._open else self.layers[0]
        if "hidden" in told and tag not in _VOID:
            self.layers.append(layer := [])
        layer += [text for name in ("aria-label", "alt", "placeholder") if (text := told.get(name))]
        if tag not in _VOID:
            self._open.append((tag, layer, []))

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            ended, layer, texts = self._open.pop()
            if ended in _WHOLE and len(texts) > 1:
                layer.append(" ".join(texts))
            if self._open:
                self._open[-1][2].extend(texts)
            if ended == tag:
                break

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text and self._open and self._open[-1][0] not in _UNREAD:
            _, layer, texts = self._open[-1]
            layer.append(text)
            texts.append(text)
