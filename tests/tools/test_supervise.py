"""The supervisor restarts what dies, ends everything with itself, and says what it does."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WITHIN_SECONDS = 60.0
pytestmark = [pytest.mark.server, pytest.mark.timeout(300)]
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start supervisors on one data folder; none of them outlives the test."""
    started = []

    def start_one(kind: str = "well", **environment: str) -> subprocess.Popen[str]:
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "tests.tools.supervised", kind, str(tmp_path / "data")],
            cwd=ROOT,
            env={**os.environ, "HOST": "127.0.0.1", "PORT": "0", "PUBLIC_URL": "", **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=as_a_background_job,
        )
        started.append(supervisor)
        return supervisor

    yield start_one
    for supervisor in started:
        supervisor.kill()
        supervisor.communicate()


def as_a_background_job() -> None:
    """Ignore SIGINT, as a shell lets the jobs begin that it starts with &."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def lines_until(supervisor: subprocess.Popen[str], beginning: str) -> list[str]:
    """Read what it prints up to the first line with this beginning."""
    assert supervisor.stdout is not None
    lines = []
    for line in supervisor.stdout:
        lines.append(line)
        if line.startswith(beginning):
            return lines
    raise AssertionError(f"{beginning!r} never came: {lines}")


def wait_for(condition: Callable[[], object], what: str) -> None:
    """Wait until the condition holds."""
    deadline = time.monotonic() + WITHIN_SECONDS
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def pids(data_dir: Path, name: str) -> list[int]:
    """Read from its log the process ids that this program had, oldest first."""
    lines = (data_dir / "logs" / f"{name}.log").read_text().splitlines()
    return [int(line.split()[1]) for line in lines if line.startswith(f"{name} ")]


def is_alive(pid: int) -> bool:
    """Tell whether this process runs; a zombie does not."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def test_it_shows_the_links_and_last_the_ready_line(start: Start) -> None:
    shown = lines_until(start(), "ready ")
    port = shown[-1].strip().removeprefix("ready http://127.0.0.1:").removesuffix("/")
    assert port.isdecimal()
    assert any(f"http://127.0.0.1:{port}/office" in line for line in shown)
    assert any("█" in line for line in shown), "the QR of the phone page"


def test_a_signal_ends_everything(start: Start, tmp_path: Path) -> None:
    supervisor = start()
    lines_until(supervisor, "ready ")
    children = pids(tmp_path / "data", "web") + pids(tmp_path / "data", "worker")
    supervisor.send_signal(signal.SIGTERM)
    assert supervisor.wait(WITHIN_SECONDS) == 0
    assert [pid for pid in children if is_alive(pid)] == []


def test_a_child_that_will_not_end_is_killed(start: Start, tmp_path: Path) -> None:
    supervisor = start("stubborn")
    lines_until(supervisor, "ready ")
    wait_for(lambda: pids(tmp_path / "data", "worker"), "the worker started")
    supervisor.send_signal(signal.SIGINT)
    assert supervisor.wait(WITHIN_SECONDS) == 0
    assert not is_alive(pids(tmp_path / "data", "worker")[0])


@pytest.mark.parametrize("name", ["web", "worker"])
def test_what_dies_is_started_again_and_it_says_so(start: Start, tmp_path: Path, name: str) -> None:
    supervisor = start()
    url = lines_until(supervisor, "ready ")[-1].split()[1]
    wait_for(lambda: pids(tmp_path / "data", name), "it started")
    os.kill(pids(tmp_path / "data", name)[0], signal.SIGKILL)
    said = lines_until(supervisor, f"  {name} ended (signal SIGKILL)")
    assert f"{name} đã dừng" in said[-2]
    wait_for(lambda: len(pids(tmp_path / "data", name)) == 2, "it started again")
    with urllib.request.urlopen(url, timeout=WITHIN_SECONDS) as answer:
        assert int(answer.read()) == pids(tmp_path / "data", "web")[-1]


def children_end_when_the_supervisor_is_killed(start: Start, data_dir: Path, kind: str) -> None:
    supervisor = start(kind)
    lines_until(supervisor, "ready ")
    wait_for(lambda: pids(data_dir, "worker"), "the worker started")
    children = pids(data_dir, "web") + pids(data_dir, "worker")
    supervisor.kill()
    try:
        wait_for(lambda: not any(map(is_alive, children)), "the children ended")
    finally:
        for child in filter(is_alive, children):
            os.kill(child, signal.SIGKILL)


def test_children_end_when_the_supervisor_is_killed(start: Start, tmp_path: Path) -> None:
    children_end_when_the_supervisor_is_killed(start, tmp_path / "data", "well")


def test_a_second_start_on_the_same_data_says_so(start: Start, tmp_path: Path) -> None:
    lines_until(start(), "ready ")
    second = start()
    said, _ = second.communicate(timeout=WITHIN_SECONDS)
    assert second.returncode == 1
    assert "already running on this data folder" in said
    assert str(tmp_path / "data") in said


def test_a_busy_port_says_so(start: Start) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        late = start(PORT=str(port))
        said, _ = late.communicate(timeout=WITHIN_SECONDS)
    assert late.returncode == 1
    assert f"Port {port} is taken" in said


def test_a_server_that_cannot_start_shows_why(start: Start) -> None:
    broken = start("broken")
    said, _ = broken.communicate(timeout=WITHIN_SECONDS)
    assert broken.returncode != 0
    assert "no such table: congress" in said


def test_warnings_reach_the_terminal_and_all_lines_the_log(start: Start, tmp_path: Path) -> None:
    supervisor = start()
    shown = lines_until(supervisor, "ready ")
    with urllib.request.urlopen(f"{shown[-1].split()[1]}agenda", timeout=WITHIN_SECONDS):
        pass
    shown += lines_until(supervisor, "web: [warning] asked for path=/agenda KeyError: 1")
    assert not [line for line in shown if line.startswith(("web: web ", "web: [info"))]
    log = (tmp_path / "data" / "logs" / "web.log").read_text()
    assert log.startswith("web ")
    assert '"asked for", "path": "/agenda"' in log
