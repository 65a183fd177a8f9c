"""Real browsers against the real server; every test here is marked `browser`."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import PHONE_SIZES
from tests.running import Client, RunningServer, running_server

HERE = Path(__file__).parent
OpenPage = Callable[[tuple[int, int]], Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[OpenPage]:
    """Open a page of a given size in a fresh context: nothing shared with another page.

    A test fails when one of its pages has thrown an error that nobody caught.
    """
    contexts = []
    thrown: list[str] = []

    def open_one(size: tuple[int, int]) -> Page:
        is_phone = size in PHONE_SIZES
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            is_mobile=is_phone,
            has_touch=is_phone,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            permissions=["camera"],
        )
        context.set_default_timeout(45_000)
        context.on("weberror", lambda wrong: thrown.append(f"{wrong.page}: {wrong.error}"))
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
    assert not thrown, thrown


@pytest.fixture
def phone(open_page: OpenPage) -> Callable[[], Page]:
    """Open a page on another phone at each call."""
    return lambda: open_page(PHONE_SIZES[-1])


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The server as ./run --empty starts it; shared, so each test makes its own congress."""
    with running_server(tmp_path_factory.mktemp("server") / "data") as server:
        yield server


@pytest.fixture(scope="module")
def admin(server: RunningServer) -> Client:
    """Signed in once for all tests of a file: the server counts how often a name tries."""
    return server.admin()


@pytest.fixture(scope="session")
def demo_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The server as ./run starts it for a newcomer, with the demo congress."""
    with running_server(tmp_path_factory.mktemp("demo") / "data", demo=True) as server:
        yield server
