"""Where pytest, guidevakt and pages meet."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from guidevakt.browser import launch_options, require
from pages import Site


def pytest_guidevakt_site() -> type[Site]:
    """The pages that guides may name."""
    return Site


@pytest.fixture
def site(page: Page) -> Site:
    """The site in a fresh tab."""
    return Site(page)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """pytest-playwright's own, with the browser that is on this machine."""
    headed = browser_type_launch_args.get("headless") is False
    return {**browser_type_launch_args, **launch_options(require(headed), headed)}
