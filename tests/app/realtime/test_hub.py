"""Nothing holds the hub: while it is held, no phone hears anything (gevent's own monitor)."""

import time

import pytest

from tests.running import ROOT, running_server

pytestmark = pytest.mark.server
MOST_HELD_SECONDS = 0.02
TURNS = 5
OUR_CODE = f"{ROOT / 'app'}/"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    monitor = {
        "GEVENT_MONITOR_THREAD_ENABLE": "true",
        "GEVENT_MAX_BLOCKING_TIME": str(MOST_HELD_SECONDS),
    }
    folder = tmp_path_factory.mktemp("hub") / "data"
    with running_server(folder, demo=True, **monitor) as server:
        yield server


@pytest.fixture(scope="module")
def admin(server):
    return server.admin()


@pytest.fixture(scope="module")
def base(admin):
    """The demo congress once its documents are ready and the worker is quiet."""
    [congress] = admin.call("GET", "/api/congresses").json
    base = f"/api/congresses/{congress['id']}"
    deadline = time.monotonic() + 100
    while time.monotonic() < deadline:
        documents = admin.call("GET", f"{base}/documents").json
        if documents and all(each["state"] == "ready" for each in documents):
            return base
        time.sleep(0.5)
    raise AssertionError(documents)


def reports(server):
    """Count the monitor's reports in whose stack our own code stands.

    The monitor also watches the threads of the pool, which may wait as long as they like.
    """
    log = (server.data_dir / "logs" / "web.log").read_text("utf-8")
    stacks = [each.partition("\nInfo:")[0] for each in log.split("Blocked Stack")[1:]]
    return sum(OUR_CODE in stack for stack in stacks)


@pytest.fixture
def held(server):
    """Count the turns of an action in which the monitor found the hub held."""

    def count(action):
        turns = 0
        for turn in range(TURNS):
            before = reports(server)
            action(turn)
            time.sleep(2.5 * MOST_HELD_SECONDS)
            turns += reports(server) > before
        return turns

    return count


CALLS = {
    "live": lambda admin, base, turn: admin.call("GET", f"{base}/live"),
    "stage": lambda admin, base, turn: admin.call(
        "PUT", f"{base}/stage", {"announcement": str(turn)}
    ),
    "documents": lambda admin, base, turn: admin.call("GET", f"{base}/documents"),
    "search": lambda admin, base, turn: admin.call("GET", f"{base}/search?q=thanh%20nien"),
    "roster": lambda admin, base, turn: admin.call("GET", f"{base}/delegates"),
    "attendance": lambda admin, base, turn: admin.call("GET", f"{base}/attendance"),
    "sign-in": lambda admin, base, turn: admin.call(
        "POST", "/api/login", {"name": f"x{turn}", "password": "wrong"}
    ),
    "upload": lambda admin, base, turn: admin.call(
        "POST",
        f"{base}/documents",
        {"title": "x"},
        files={"file": ("x.pdf", b"%PDF-1.4 " + bytes(8_000_000))},
    ),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_the_hub_is_not_held(held, admin, base, call):
    """A noisy machine may hold it once or twice; code that holds it does so every time."""
    assert held(lambda turn: call(admin, base, turn)) <= TURNS // 2
