"""A server under measurement: started on one core, watched from outside."""

import contextlib
import http.client
import json
import os
import resource
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
READY_WITHIN_SECONDS = 60.0


@dataclass(frozen=True)
class Served:
    """A running server process."""

    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """Return the CPU time that the process has used, from its own clock (Linux)."""
        return time.clock_gettime((~self.pid << 3) | 2)  # CPUCLOCK_SCHED of another process

    def rss_kb(self) -> int:
        """Return the memory that the process holds."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return int(status.partition("VmRSS:")[2].split()[0])

    def call(self, method: str, path: str, body: object = None, *, token: str = "") -> bytes:
        """Send JSON and return the body of the answer; raises RuntimeError on a refusal."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Content-Type": "application/json", "Connection": "close"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        with contextlib.closing(link):
            link.request(method, path, json.dumps(body) if body is not None else None, headers)
            answer = link.getresponse()
            content = answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:300]!r}")
        return content


@contextlib.contextmanager
def served(
    command: Sequence[str], *, core: int, environment: Mapping[str, str]
) -> Iterator[Served]:
    """Start a program (with {port} filled in) on one core, wait for /healthz, end it after."""
    port = free_port()
    child = subprocess.Popen(
        [part.format(port=port) for part in command],
        cwd=ROOT,
        env={**os.environ, **environment, "PORT": str(port), "HOST": "127.0.0.1"},
        stdout=subprocess.DEVNULL,
        preexec_fn=lambda: settle(core),
    )
    try:
        server = Served(port, child.pid)
        wait_until_it_serves(server, child)
        yield server
    finally:
        child.terminate()
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def settle(core: int) -> None:
    """In the new process: stay on this core, with room for many sockets."""
    os.sched_setaffinity(0, {core})
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_it_serves(server: Served, child: subprocess.Popen[bytes]) -> None:
    """Return when /healthz answers; raises RuntimeError if the process ends or is too slow."""
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError, http.client.HTTPException):
            server.call("GET", "/healthz")
            return
        if child.poll() is not None:
            raise RuntimeError(f"the server ended with {child.returncode} before it served")
        time.sleep(0.05)
    raise RuntimeError("the server did not serve in time")
