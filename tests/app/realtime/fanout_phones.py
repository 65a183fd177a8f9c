"""Phones for the fan-out's tests: one that reads when told, many that read all the time."""

import contextlib
import json
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from websocket import WebSocketException, WebSocketTimeoutException, create_connection

from tests.running import ROOT, Client

SMALL_BUFFER = [(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)]


@dataclass
class FanoutServer:
    """A running fanout_server."""

    port: int
    tls_port: int
    process: subprocess.Popen[str]

    def ask(self, path: str) -> Any:
        return Client(f"http://127.0.0.1:{self.port}").call("GET", path).json

    def publish(self, count: int, *, size: int = 300, pause: float = 0.0) -> None:
        """Tell changes and return when all are told."""
        body = {"count": count, "bytes": size, "pause": pause}
        answer = Client(f"http://127.0.0.1:{self.port}").call("POST", "/publish", body)
        assert answer.status == 200, answer


@contextlib.contextmanager
def fanout_server(**wishes: object) -> Iterator[FanoutServer]:
    command = [sys.executable, "-m", "tests.app.realtime.fanout_server", json.dumps(wishes)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            port, *tls_port = map(int, process.stdout.readline().split())
            yield FanoutServer(port, *(tls_port or [0]), process)
        finally:
            process.kill()


@contextlib.contextmanager
def publishing(
    server: FanoutServer, count: int, *, size: int = 300, pause: float = 0.0
) -> Iterator[threading.Thread]:
    """Tell changes beside the block, and wait for the last one at its end."""
    options = {"size": size, "pause": pause}
    publisher = threading.Thread(target=server.publish, args=(count,), kwargs=options)
    publisher.start()
    try:
        yield publisher
    finally:
        publisher.join()


@contextlib.contextmanager
def publishing_throughout(server: FanoutServer) -> Iterator[None]:
    """Tell changes from before the block until after its end, however long it takes."""
    ending = threading.Event()

    def publish() -> None:
        while not ending.is_set():
            server.publish(50, pause=0.001)

    publisher = threading.Thread(target=publish)
    publisher.start()
    try:
        yield
    finally:
        ending.set()
        publisher.join()


@dataclass
class Listener:
    """One joined websocket that keeps the changes it has read."""

    port: int
    options: dict[str, Any] = field(default_factory=dict)
    changes: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        scheme = "wss" if "sslopt" in self.options else "ws"
        url = f"{scheme}://127.0.0.1:{self.port}/socket.io/?EIO=4&transport=websocket"
        self.socket = create_connection(url, timeout=60, **self.options)
        assert self.socket.recv()[0] == "0"
        self.socket.send("40")
        assert self.socket.recv().startswith("40")
        self.ask("join")

    def ask(self, event: str) -> None:
        """Join or leave; fails if anything but a heartbeat comes before the answer."""
        self.socket.send(f'420["{event}",{{"congress":1}}]')
        while (answer := self.socket.recv()) == "2":
            self.socket.send("3")
        assert answer.startswith("430"), f"heard before the answer to {event}: {answer[:80]!r}"

    def read(self) -> dict[str, Any] | None:
        """Return the next change; None at the end. Fails if the stream is not whole frames."""
        while True:
            try:
                packet = self.socket.recv()
            except WebSocketTimeoutException as error:
                raise AssertionError("nothing came") from error
            except (WebSocketException, OSError, UnicodeError) as error:
                if isinstance(error, ConnectionError) or "lost" in str(error):
                    return None
                raise AssertionError(f"not a whole frame: {error}") from error
            if packet == "2":
                self.socket.send("3")
            elif packet != "6":  # NOOP
                assert packet.startswith("42["), f"not a whole packet: {packet[:80]!r}"
                self.changes.append(json.loads(packet[2:])[1])
                return self.changes[-1]

    def read_until(self, state: dict[str, Any]) -> None:
        """Read until every part is as the server's."""
        while any(self.newest().get(part) != each for part, each in state.items()):
            assert self.read() is not None, "cut off"

    def newest(self) -> dict[str, Any]:
        """Return the last that was read of each part."""
        return {each["part"]: {"seq": each["seq"], "state": each["state"]} for each in self.changes}

    def unsent_bytes(self) -> int:
        """Return what the server's kernel still holds for this phone."""
        ours, theirs = self.socket.sock.getsockname()[1], self.port
        for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]:
            local, remote, _state, queues = line.split()[1:5]
            if (int(local.split(":")[1], 16), int(remote.split(":")[1], 16)) == (theirs, ours):
                return int(queues.split(":")[0], 16)
        return 0

    def close(self) -> None:
        self.socket.sock.close()


@contextlib.contextmanager
def listening(server: FanoutServer, **options: object) -> Iterator[Listener]:
    phone = Listener(server.tls_port if "sslopt" in options else server.port, options)
    try:
        yield phone
    finally:
        phone.close()


@contextlib.contextmanager
def crowd(server: FanoutServer, count: int) -> Iterator[list[Listener]]:
    """Phones that read all the time, each in a thread."""
    phones = [Listener(server.port, {"skip_utf8_validation": True}) for _ in range(count)]
    for phone in phones:
        threading.Thread(target=read_all, args=(phone,), daemon=True).start()
    try:
        yield phones
    finally:
        for phone in phones:
            phone.close()


def read_all(phone: Listener) -> None:
    with contextlib.suppress(AssertionError, AttributeError):  # closed under our hands
        while phone.read() is not None:
            pass


def seconds_until_all_have(phones: list[Listener], state: dict[str, Any]) -> float:
    """Return how long it takes until every phone shows this state; at most a minute."""
    began = time.monotonic()
    while time.monotonic() - began < 60:
        if all(phone.newest() == state for phone in phones):
            return time.monotonic() - began
        time.sleep(0.01)
    raise AssertionError("somebody never got the newest state")


def trusting() -> dict[str, Any]:
    return {"cert_reqs": ssl.CERT_NONE, "check_hostname": False}
