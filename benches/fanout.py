"""One event to thousands of phones: CPU and time of ours beside its peers.

Every server runs alone on one core, the phones on another; within a round the servers take
turns. `emit` is the fan-out alone, the same message everywhere; `PUT stage` is the product's own
path with its commit. Peers: Flask-SocketIO with gevent as it is and with the collector set as
ours; the Socket.IO server of node and nginx with nchan (plain WebSocket, neither rooms nor
rights) where they are installed; a bare epoll loop in C, the limit, where there is a compiler.
There ours is measured with the compiled send loop, too. BENCH_PHONES (2,000) and BENCH_EVENTS
(15) set the size.
"""

import contextlib
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from app.realtime.send_loop_build import c_compiler
from benches import Figure, figure
from benches.compiled import compiled, make_phones
from benches.served import ROOT, Served, served
from benches.servers import nchan

EVENT_BYTES = 300
PAUSE_SECONDS = 0.1
WITHIN_SECONDS = 60.0
CONGRESS_ID = 1
STOCK = "Flask-SocketIO gevent, stock"
TUNED = "Flask-SocketIO gevent, collector tuned"
NODE = "node socket.io"
NCHAN = "nginx with nchan"
LIMIT = "bare epoll loop in C"
OURS_EMIT, OURS = "ours, emit only", "ours, PUT stage"
OURS_COMPILED = "ours, compiled loop, emit only"


@dataclass(frozen=True)
class Run:
    """What one server did in one round."""

    cpu_ms_per_1000: float
    last_phone_ms: float
    connections_per_second: float
    rss_kb_per_phone: float
    phones_cpu_share: float


COMPARED: tuple[tuple[str, str, Callable[[Run], float]], ...] = (
    ("emit: CPU per 1,000 deliveries", "ms", lambda run: run.cpu_ms_per_1000),
    ("emit: time to the last phone", "ms", lambda run: run.last_phone_ms),
    ("connections", "1/s", lambda run: run.connections_per_second),
    ("memory per phone", "KB", lambda run: run.rss_kb_per_phone),
)
LIMITS: dict[str, tuple[str | None, ...]] = {
    STOCK: ("≤ 0.43 × peer", "≤ 0.56 × peer", None, "≤ 80 KB"),
    TUNED: ("≤ 0.43 × peer", "≤ 0.56 × peer", None, "≤ 80 KB"),
    NODE: ("≤ 0.8 × peer", "≤ 1.2 × peer", "≥ 0.45 × peer", "≤ 80 KB"),
    NCHAN: ("≤ 1.5 × peer", "≤ 1.8 × peer", None, "≤ 80 KB"),
    LIMIT: ("≤ 1.6 × peer", "≤ 1.8 × peer", None, "≤ 80 KB"),
}
COMPILED_LIMITS: dict[str, tuple[str | None, ...]] = {
    STOCK: ("≤ 0.4 × peer", "≤ 0.5 × peer", None, "≤ 80 KB"),
    TUNED: ("≤ 0.4 × peer", "≤ 0.5 × peer", None, "≤ 80 KB"),
    NODE: ("≤ 0.65 × peer", "≤ 0.9 × peer", "≥ 0.45 × peer", "≤ 80 KB"),
    NCHAN: ("≤ 1.2 × peer", "≤ 1.2 × peer", None, "≤ 80 KB"),
    LIMIT: ("≤ 1.25 × peer", "≤ 1.3 × peer", None, "≤ 80 KB"),
}
END_TO_END: tuple[tuple[str, str | None, Callable[[Run], float]], ...] = (
    ("PUT stage: CPU per 1,000 deliveries", None, lambda run: run.cpu_ms_per_1000),
    ("PUT stage: time to the last phone", "≤ 3 × emit alone", lambda run: run.last_phone_ms),
)


@dataclass(frozen=True)
class House:
    """A prepared data folder with one congress, and the tokens to use it."""

    environment: dict[str, str]
    chair: str
    viewer: str

    def whole_environment(self) -> dict[str, str]:
        """Return the environment of a process of this house."""
        return {**os.environ, **self.environment}


def run(rounds: int) -> list[Figure]:
    """Measure every server `rounds` times, interleaved, and return the medians."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        raise RuntimeError("two cores are needed: one for the server, one for the phones")
    runs: dict[str, list[Run]] = {name: [] for name in (*peers(), *ours())}
    os.sched_setaffinity(0, {cores[1]})
    try:
        for number in range(rounds):
            order = list(runs)[number % len(runs) :] + list(runs)[: number % len(runs)]
            for name in order:
                runs[name].append(measure(name, core=cores[0]))
                print(f"{number + 1}/{rounds} {name}: {runs[name][-1]}", file=sys.stderr)
    finally:
        os.sched_setaffinity(0, set(cores))
    return figures(runs)


def peers() -> dict[str, list[str]]:
    """Return the commands of the peers that this machine has; {port} stands for the port."""
    stock = [sys.executable, "-m", "benches.servers.stock", "{port}"]
    found = {STOCK: stock, TUNED: [*stock, "tuned"]}
    node, limit = shutil.which("node"), compiled("limit")
    if node and (ROOT / "node_modules" / "socket.io" / "package.json").is_file():
        found[NODE] = [node, "benches/servers/node.mjs", "{port}"]
    if nchan.module() and compiled("phones"):
        found[NCHAN] = [sys.executable, "-m", "benches.servers.nchan", "{port}"]
    if limit:
        found[LIMIT] = [str(limit), "{port}"]
    return found


def ours() -> dict[str, dict[str, str]]:
    """Return ours, each with what is special in its environment."""
    found: dict[str, dict[str, str]] = {OURS_EMIT: {}, OURS: {}}
    if c_compiler():
        found[OURS_COMPILED] = {"SEND_LOOP": "compiled"}
    return found


def figures(runs: dict[str, list[Run]]) -> list[Figure]:
    """Lay ours beside the peers."""

    def of(name: str, read: Callable[[Run], float]) -> list[float]:
        return [read(each) for each in runs[name]]

    found = []
    for peer in peers():
        for (words, unit, read), limit in zip(COMPARED, LIMITS[peer], strict=True):
            mine, theirs = of(OURS_EMIT, read), of(peer, read)
            found.append(figure(words, mine, unit=unit, peer=peer, peer_values=theirs, limit=limit))
    for peer in peers() if OURS_COMPILED in runs else ():
        for (words, unit, read), limit in zip(COMPARED, COMPILED_LIMITS[peer], strict=True):
            mine, theirs = of(OURS_COMPILED, read), of(peer, read)
            name = f"compiled loop, {words}"
            found.append(figure(name, mine, unit=unit, peer=peer, peer_values=theirs, limit=limit))
    for words, limit, read in END_TO_END:
        whole, alone = of(OURS, read), of(OURS_EMIT, read)
        found.append(
            figure(words, whole, unit="ms", peer=OURS_EMIT, peer_values=alone, limit=limit)
        )
    share = [each.phones_cpu_share for all_of_one in runs.values() for each in all_of_one]
    found.append(figure("phones' own core in use while delivering", share, unit="share"))
    return found


def measure(name: str, *, core: int) -> Run:
    """Start one server, connect the phones, send the events."""
    if name in peers():
        with served(peers()[name], core=core, environment={}) as server:
            return fan_out(server, "", publish, plain=name == NCHAN)
    program = ["wsgi.py"] if name == OURS else ["-m", "benches.servers.ours_emit"]
    command = [sys.executable, *program]
    with (
        house(ours()[name]) as prepared,
        served(command, core=core, environment=prepared.environment) as server,
    ):
        if name != OURS:
            return fan_out(server, prepared.viewer, publish)
        return fan_out(
            server, prepared.viewer, lambda served, text: put_stage(served, prepared.chair, text)
        )


def publish(server: Served, marker: str) -> None:
    """Send an event of 300 bytes without a commit."""
    body = {"epoch": "1a2b3c4d", "seq": 7, "part": "stage", "state": marker}
    body["state"] = marker.ljust(EVENT_BYTES - len(json.dumps(body)) + len(marker), "x")
    server.call("POST", "/publish", body)


def put_stage(server: Served, token: str, marker: str) -> None:
    """Announce a text to the hall as the chair's remote does."""
    path = f"/api/congresses/{CONGRESS_ID}/stage"
    server.call("PUT", path, {"announcement": marker.ljust(100, "x")}, token=token)


def fan_out(
    server: Served, token: str, send: Callable[[Served, str], None], *, plain: bool = False
) -> Run:
    """Connect the phones and send events, each when the one before has reached everybody."""
    count = int(os.environ.get("BENCH_PHONES") or 2000)
    events = int(os.environ.get("BENCH_EVENTS") or 15)
    phones = make_phones(server.port, token=token, congress_id=CONGRESS_ID, plain=plain)
    with contextlib.closing(phones):
        empty_kb = server.rss_kb()
        seconds = phones.connect(count, within_seconds=WITHIN_SECONDS)
        phones.idle(1.0)
        rss_kb = (server.rss_kb() - empty_kb) / count
        delays, cpu = [], 0.0
        for _ in range(events):
            marker = secrets.token_hex(8)
            phones.expect(marker, within_seconds=WITHIN_SECONDS)
            before = server.cpu_seconds()
            started = time.monotonic()
            send(server, marker)
            delays.append(phones.deliver() - started)
            phones.idle(PAUSE_SECONDS)
            cpu += server.cpu_seconds() - before
        return Run(
            cpu_ms_per_1000=1e6 * cpu / (events * count),
            last_phone_ms=1e3 * median(delays),
            connections_per_second=count / seconds,
            rss_kb_per_phone=rss_kb,
            phones_cpu_share=phones.cpu_seconds / sum(delays),
        )


@contextlib.contextmanager
def house(more: Mapping[str, str] | None = None) -> Iterator[House]:
    """Prepare a data folder of our server with one congress on it; `more` is more environment."""
    with tempfile.TemporaryDirectory(prefix="congress-bench-") as folder:
        environment = {"DATA_DIR": f"{folder}/data", "ADMIN_PASSWORD": secrets.token_hex(8)}
        environment |= more or {}
        flask(environment, "prepare", "--empty")
        chair = flask(environment, "token", "--role", "admin")
        with served(
            [sys.executable, "wsgi.py"], core=min(os.sched_getaffinity(0)), environment=environment
        ) as once:
            once.call("POST", "/api/congresses", CONGRESS, token=chair)
        viewer = flask(environment, "token", "--role", "viewer", "--congress", str(CONGRESS_ID))
        yield House(environment, chair, viewer)


CONGRESS = {
    "title": "Đại hội đo tốc độ",
    "starts_on": "2027-03-26",
    "ends_on": "2027-03-27",
    "venue": "Hội trường",
    "time_zone": "Asia/Ho_Chi_Minh",
}


def flask(environment: dict[str, str], *arguments: str) -> str:
    """Run a command of the server; returns its last line."""
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *arguments],
        cwd=Path(ROOT),
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    lines = done.stdout.strip().splitlines()
    return lines[-1] if lines else ""
