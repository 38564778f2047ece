"""Playwright's own process, which every browser hangs on: where it has died it is started anew."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

#: Starts a browser, given that process and further arguments for Chromium.
Launch = Callable[[Playwright, Sequence[str]], Browser]


class Driver:
    """The process, and the way a browser is started with it. `given` is another's, who also stops it."""

    def __init__(self, given: Playwright, launch: Launch) -> None:
        self._given = self._running = given
        self._launch = launch
        # Of a process that dies asyncio tells on the terminal, when what waited for it is thrown away.
        logging.getLogger("asyncio").addHandler(logging.NullHandler())

    def launch(self, args: Sequence[str]) -> Browser:
        """A browser. Raises Error where none can be started, not with a new process either."""
        try:
            return self._launch(self._running, args)
        except Error:
            with suppress(Error):
                self._running.stop()
            self._running = sync_playwright().start()
            return self._launch(self._running, args)

    def close(self) -> None:
        """Stop the process, unless it is another's."""
        if self._running is not self._given:
            with suppress(Error):
                self._running.stop()
