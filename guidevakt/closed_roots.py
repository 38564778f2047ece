"""What is painted on a page in a closed shadow root, where no script and no snapshot can read it.

The browser's own tools see in. What they tell is evidence that something is there, and no more: it is never judged as
what a guide promises, for it can be neither clicked nor read as the rest of the page is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from playwright.sync_api import CDPSession, Error, Page

from guidevakt.snapshot import Box, legible

_TOLD = frozenset({"aria-label", "alt", "placeholder", "title"})
#: Where in the window it is asked what lies on top, as shares of its width and height: what covers most covers all.
_PLACES = ((0.5, 0.5), (0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75))


def texts(page: Page) -> tuple[str, ...]:
    """The texts that are painted in closed roots, in the page's order; what tells of them to those who hear as well."""
    with suppress(Error), _session(page) as session:
        return tuple(dict.fromkeys(text for nodes in _documents(session) for text in nodes.texts()))
    return ()


def over(page: Page, box: Box | None = None) -> bool:
    """Does something in a closed root lie over that place of the window (x, y, width, height in CSS px from the
    window's top left corner), or without one over most of it?"""
    size = page.viewport_size or {"width": 1280, "height": 900}
    x, y, width, height = box or (0, 0, size["width"], size["height"])
    with suppress(Error), _session(page) as session:
        closed = {node for nodes in _documents(session) for node in nodes.closed_ids()}
        session.send("DOM.enable")
        left, top = page.evaluate("[scrollX, scrollY]")  # the tools count from the document's corner
        places = [(left + x + width * across, top + y + height * down) for across, down in _PLACES]
        hits = [_on_top(session, *place) in closed for place in places]
        return bool(closed) and sum(hits) > len(hits) / 2
    return False


class _session:
    """The browser's tools for the page, let go of afterwards."""

    def __init__(self, page: Page) -> None:
        self._session: CDPSession = page.context.new_cdp_session(page)

    def __enter__(self) -> CDPSession:
        return self._session

    def __exit__(self, *_: object) -> None:
        with suppress(Error):
            self._session.detach()


class _Nodes:
    """One document as DOMSnapshot tells it: flat lists, however deep it is nested
    (https://chromedevtools.github.io/devtools-protocol/tot/DOMSnapshot/)."""

    def __init__(self, document: dict[str, Any], strings: Sequence[str]) -> None:
        self._nodes, self._layout, self._strings = document["nodes"], document["layout"], strings
        roots = self._nodes.get("shadowRootType", {"index": [], "value": []})
        kinds = zip(roots["index"], roots["value"], strict=True)
        self._closed = {index for index, kind in kinds if strings[kind] == "closed"}

    def closed_ids(self) -> Iterator[int]:
        """What the tools call each node in a closed root."""
        return (self._nodes["backendNodeId"][index] for index in self._closed)

    def texts(self) -> Iterator[str]:
        for index, text, bounds in zip(*(self._layout[name] for name in ("nodeIndex", "text", "bounds")), strict=True):
            if index not in self._closed or bounds[2] < 1 or bounds[3] < 1:
                continue
            said = [self._strings[text]] if text >= 0 else []
            attributes = [self._strings[at] for at in self._nodes["attributes"][index]]
            said += [value for name, value in zip(attributes[::2], attributes[1::2], strict=True) if name in _TOLD]
            yield from (plain for one in said if (plain := " ".join(legible(one).split())))


def _documents(session: CDPSession) -> list[_Nodes]:
    told = session.send("DOMSnapshot.captureSnapshot", {"computedStyles": []})
    return [_Nodes(document, told["strings"]) for document in told["documents"]]


def _on_top(session: CDPSession, x: float, y: float) -> int | None:
    """What the tools call the node at that place of the document."""
    with suppress(Error):  # there is nothing at that place
        found = session.send("DOM.getNodeForLocation", {"x": round(x), "y": round(y)})
        return int(found["backendNodeId"])
    return None
