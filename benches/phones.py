"""Thousands of phones in one process: Socket.IO over WebSocket on bare sockets and epoll.

It speaks as little as a phone does: handshake, CONNECT with a token, `join`, an answer to each
ping. A delivery is counted when the marker of the event has arrived in a socket's bytes.
"""

import json
import os
import resource
import select
import socket
import time
from dataclasses import dataclass, field
from enum import Enum, auto

CONNECTING_AT_ONCE = 100
MASK = b"\x00\x00\x00\x00"  # a client must mask; masking with zeros leaves the bytes as they are
PING, PONG = b"\x81\x012", b"\x81\x81" + MASK + b"3"
TAIL_BYTES = 2048
HANDSHAKE = (
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


class PhonesError(RuntimeError):
    """Some phone was refused, cut off or not reached in time."""


class Stage(Enum):
    """How far a phone has come."""

    CONNECTING = auto()
    SHAKING_HANDS = auto()
    OPENING = auto()
    ENTERING = auto()
    JOINING = auto()
    LISTENING = auto()


@dataclass(slots=True)
class Phone:
    """One socket."""

    socket: socket.socket
    stage: Stage = Stage.CONNECTING
    unread: bytes = b""


@dataclass
class Phones:
    """All phones of one run against the server on this port."""

    port: int
    token: str
    congress_id: int
    by_fd: dict[int, Phone] = field(default_factory=dict)
    listening: int = 0

    def __post_init__(self) -> None:
        """Make room for the sockets."""
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        self.epoll = select.epoll()

    def connect(self, count: int, *, within_seconds: float) -> float:
        """Connect and join; returns the seconds it took. Raises PhonesError."""
        started = time.monotonic()
        while self.listening < count:
            for _ in range(min(count - len(self.by_fd), self._may_start())):
                self._start()
            for fd, _event in self.epoll.poll(1.0, 4096):
                self._step(fd)
            if time.monotonic() - started > within_seconds:
                raise PhonesError(f"{self.listening} of {count} phones joined in time")
        return time.monotonic() - started

    def deliver(self, marker: bytes, *, within_seconds: float) -> float:
        """Read until every phone has the marker; returns the monotonic time of the last one."""
        missing = set(self.by_fd)
        deadline = time.monotonic() + within_seconds
        while missing:
            for fd, _event in self.epoll.poll(0.5, 4096):
                phone = self.by_fd[fd]
                received = self._read(phone)
                if marker in received:
                    phone.unread = b""
                    missing.discard(fd)
                else:
                    phone.unread = received[-TAIL_BYTES:]
            if time.monotonic() > deadline:
                raise PhonesError(f"{len(missing)} phones did not get {marker!r} in time")
        return time.monotonic()

    def idle(self, seconds: float) -> None:
        """Read and answer pings for a while."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            for fd, _event in self.epoll.poll(left, 4096):
                phone = self.by_fd[fd]
                phone.unread = self._read(phone)[-TAIL_BYTES:]

    def close(self) -> None:
        """Hang up everywhere."""
        for phone in self.by_fd.values():
            phone.socket.close()
        self.by_fd.clear()
        self.epoll.close()

    def _may_start(self) -> int:
        return CONNECTING_AT_ONCE - (len(self.by_fd) - self.listening)

    def _start(self) -> None:
        link = socket.socket()
        link.setblocking(False)
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        link.connect_ex(("127.0.0.1", self.port))
        self.by_fd[link.fileno()] = Phone(link)
        self.epoll.register(link.fileno(), select.EPOLLOUT)

    def _step(self, fd: int) -> None:
        """Take one phone one step further on its way to listening."""
        phone = self.by_fd[fd]
        if phone.stage is Stage.CONNECTING:
            phone.socket.send(HANDSHAKE.format(port=self.port).encode())
            self.epoll.modify(fd, select.EPOLLIN)
            phone.stage = Stage.SHAKING_HANDS
            return
        phone.unread = self._read(phone)
        if phone.stage is Stage.SHAKING_HANDS and b"\r\n\r\n" in phone.unread:
            head, _, phone.unread = phone.unread.partition(b"\r\n\r\n")
            if b" 101 " not in head.splitlines()[0]:
                raise PhonesError(head.decode(errors="replace"))
            phone.stage = Stage.OPENING
        if phone.stage is Stage.OPENING and b'0{"' in phone.unread:
            phone.unread = b""
            phone.socket.send(frame(f"40{json.dumps({'token': self.token})}"))
            phone.stage = Stage.ENTERING
        if phone.stage is Stage.ENTERING and b"40{" in phone.unread:
            phone.unread = b""
            join = json.dumps(["join", {"congress": self.congress_id}])
            phone.socket.send(frame(f"420{join}"))
            phone.stage = Stage.JOINING
        if phone.stage is Stage.JOINING and b"430[" in phone.unread:
            if b"false" in phone.unread:
                raise PhonesError("the server let no phone join")
            phone.unread = b""
            phone.stage = Stage.LISTENING
            self.listening += 1
        if b"44{" in phone.unread:
            raise PhonesError(f"refused: {phone.unread!r}")

    def _read(self, phone: Phone) -> bytes:
        """Return what is unread together with what has come, answering a ping."""
        try:
            piece = os.read(phone.socket.fileno(), 65536)
        except BlockingIOError:
            return phone.unread
        if not piece:
            raise PhonesError("the server cut a phone off")
        if PING in piece:
            phone.socket.send(PONG)
        return phone.unread + piece


def frame(text: str) -> bytes:
    """Return a masked text frame; raises ValueError beyond 65,535 bytes."""
    payload = text.encode()
    if len(payload) < 126:
        return bytes([0x81, 0x80 | len(payload)]) + MASK + payload
    return b"\x81\xfe" + len(payload).to_bytes(2) + MASK + payload
