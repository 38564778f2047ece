"""One running replica, and one browser that sees it at the real addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from guidevakt import target
from guidevakt.target import Target
from guidevakt.verdict import Environment
from replica.handle import Handle
from replica.server import Replica
from tests.browser.loopback import Ear, Project, Ran
from tests.browser.walking import SETTINGS, Walker

#: The hosts a guarded walk may read; the stand-in server answers for more.
ALLOWED = (
    "eslov.se", "www.eslov.se", "mysignins.microsoft.com", "login.microsoftonline.com",
    "passwordreset.microsoftonline.com",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What stands here needs a browser, which a runner with none leaves out (`-m "not browser"`)."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def replica() -> Iterator[Replica]:
    with Replica() as running:
        yield running


@pytest.fixture(scope="session")
def browser(
    replica: Replica, browser_type_launch_args: dict[str, Any], launch_browser: Callable[..., Browser]
) -> Iterator[Browser]:
    """The machine's browser, shown the replica at the real addresses; the walk of the guides has one of its own."""
    browser = launch_browser(args=[*browser_type_launch_args["args"], *replica.chromium_args()])
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def environment(browser: Browser) -> Environment | None:
    return target.environment(browser, SETTINGS)


@pytest.fixture
def walk(replica: Replica, browser: Browser, environment: Environment | None, tmp_path: Path) -> Iterator[Walker]:
    yield Walker(replica, browser, environment, tmp_path)
    replica.overlay = None


@pytest.fixture
def own_browser(
    replica: Replica, browser_type_launch_args: dict[str, Any], launch_browser: Callable[..., Browser]
) -> Iterator[Callable[[], Browser]]:
    """Launches browsers that know the overlay's hosts as they are now, and that may be killed."""
    launched: list[Browser] = []

    def launch() -> Browser:
        launched.append(launch_browser(args=[*browser_type_launch_args["args"], *replica.chromium_args()]))
        return launched[-1]

    yield launch
    for browser in launched:
        browser.close()


@pytest.fixture(scope="session")
def live(replica: Replica) -> Iterator[Target]:
    """A live walk's target, with the replica in the real sites' place and no pause between pages."""
    settings = SETTINGS.model_copy(update={"pace_s": 0.0, "retry_after_s": 0.0})
    with target.live(settings, ALLOWED, stand_in=Handle.from_json(replica.handle())) as pointed:
        yield pointed


@pytest.fixture(scope="session")
def guarded_browser(
    live: Target, browser_type_launch_args: dict[str, Any], launch_browser: Callable[..., Browser]
) -> Iterator[Browser]:
    browser = launch_browser(args=[*browser_type_launch_args["args"], *live.args])
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def ear() -> Iterator[Ear]:
    """A second loopback host."""
    with Ear() as listening:
        yield listening


@pytest.fixture(scope="session")
def spy() -> Iterator[Ear]:
    """What the environment of commands that are run says is the machine's proxy."""
    with Ear() as listening:
        yield listening


@pytest.fixture(scope="session")
def project(spy: Ear, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy of the project for commands to run in."""
    return Project.copied(tmp_path_factory.mktemp("project"), spy)


@pytest.fixture
def recorded(project: Project, browser: Browser) -> None:
    """A recording of the first two steps' pages of resetting a password."""
    file = project.folder / "recordings" / "losenord.har"
    with browser.new_context(record_har_path=file, record_har_content="embed") as context:
        page = context.new_page()
        for address in ("http://www.eslov.se/", "https://eslov.se/for-medarbetare/"):
            page.goto(address)


@pytest.fixture(scope="session")
def nominal(project: Project) -> Ran:
    """`guidevakt verify` of the replica as it is; its results are in plain.json."""
    return project.run("guidevakt", "verify", "--json", "plain.json")
