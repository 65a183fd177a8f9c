"""Requests one after another over one connection: what a server spends and how long it takes."""

import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

CHUNK_BYTES = 1 << 18


@dataclass(frozen=True)
class Answers:
    """What `ask` measured: CPU of the servers and the median time, in ms per request."""

    cpu_ms: float
    median_ms: float


@dataclass(frozen=True)
class Ask:
    """A GET with its headers."""

    path: str
    headers: tuple[tuple[str, str], ...] = ()

    def wire(self) -> bytes:
        """Return the request as it is sent."""
        lines = [f"GET {self.path} HTTP/1.1", "Host: 127.0.0.1"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()


def ask(
    port: int, asks: list[Ask], *, cpu_seconds: Callable[[], float], status: int = 200
) -> Answers:
    """Send each request over one kept connection; raises RuntimeError on another status."""
    times = []
    with socket.create_connection(("127.0.0.1", port), timeout=30) as link:
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        before = cpu_seconds()
        for each in asks:
            started = time.perf_counter()
            link.sendall(each.wire())
            found = answer(link)[0]
            times.append(time.perf_counter() - started)
            if found != status:
                raise RuntimeError(f"{each.path}: {found}")
        used = cpu_seconds() - before
    return Answers(1000 * used / len(asks), 1000 * median(times))


def answer(link: socket.socket) -> tuple[int, bytes]:
    """Read one answer; returns its status and body."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += more(link)
    head, _, body = received.partition(b"\r\n\r\n")
    length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
    pieces, missing = [body], int(length or 0) - len(body)
    while missing > 0:
        pieces.append(more(link))
        missing -= len(pieces[-1])
    return int(head[9:12]), b"".join(pieces)


def more(link: socket.socket) -> bytes:
    """Return the next bytes; raises RuntimeError when there are none."""
    received = link.recv(CHUNK_BYTES)
    if not received:
        raise RuntimeError("the server hung up")
    return received
