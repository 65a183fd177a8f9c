"""One message to thousands of phones: encoded and framed once, then one send for each socket.

Stock python-socketio queues a packet for every client and wakes a greenlet for each, which frames
it again. Here an idle websocket gets the ready frame by one non-blocking send; whoever cannot take
it at once (a full socket, an upgrade under way, long polling) gets it through its own queue,
where only the newest state of each part waits. Nothing is ever written into the middle of a frame.

This leans on private parts of four libraries, pinned in pyproject.toml; `fits` looks at them
before the server starts, and without them the stock path serves.
"""

import socket as sockets
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import engineio.server
import socketio
import structlog
from engineio import packet as engine_packet
from engineio import socket as engine_socket
from engineio.exceptions import SocketIsClosedError
from gevent import sleep
from gevent.lock import RLock
from geventwebsocket.websocket import Header, WebSocket
from socketio import packet as event_packet

log = structlog.get_logger()
PINNED = {"python-socketio": "5.18.1", "python-engineio": "4.15.1", "gevent-websocket": "0.10.1"}
SEND_BUFFER_BYTES = 65_536
"""What the kernel may hold for a phone that does not read (Linux doubles it)."""
STALLED_SECONDS = 15.0
"""A phone that took nothing for so long is cut off; it comes back by itself."""
SLICE = 400
"""After so many sends (about 5 ms) other work gets its turn."""
TEXT = 1


def frame(message: str) -> bytes:
    """Return a whole unmasked websocket text frame (RFC 6455 §5.2)."""
    body = message.encode()
    length = len(body)
    if length < 126:
        return bytes((0x80 | TEXT, length)) + body
    if length < 1 << 16:
        return bytes((0x80 | TEXT, 126)) + length.to_bytes(2, "big") + body
    return bytes((0x80 | TEXT, 127)) + length.to_bytes(8, "big") + body


class Rest:
    """What a full socket did not take of a frame; goes out as it is, before anything else."""

    def __init__(self, content: bytes) -> None:
        """Keep the bytes that are left."""
        self.content = content

    def encode(self) -> "Rest":
        """Stand in a queue of packets: the wire knows what to do with it."""
        return self


class Wire:
    """The websocket of one phone: every write is whole, whoever writes."""

    def __init__(self, websocket: Any) -> None:
        """Take over the writing of an engineio websocket."""
        self.websocket = websocket
        inner: WebSocket = websocket._sock
        self.raw = inner.stream.handler.socket
        self.lock = RLock()
        self.busy_since: float | None = None
        self.sendall = self.raw.sendall
        self.send_now: Callable[[bytes], int] = self.raw._sock.send
        inner.raw_write = self.write
        self.raw.setsockopt(sockets.SOL_SOCKET, sockets.SO_SNDBUF, SEND_BUFFER_BYTES)

    def write(self, content: bytes) -> None:
        """Write all of it, waiting for the phone; other writers wait for this one."""
        with self.lock:
            self.busy_since = time.monotonic()
            try:
                self.sendall(content)
            finally:
                self.busy_since = None

    def send(self, message: "str | bytes | Rest") -> None:
        """Send a message as a frame, or the rest of one as it is."""
        if isinstance(message, Rest):
            self.write(message.content)
        else:
            self.websocket.send(message)

    def wait(self) -> Any:
        """Return the next message of the phone."""
        return self.websocket.wait()

    def close(self) -> None:
        """Close the websocket."""
        self.websocket.close()

    def cut(self) -> None:
        """End the connection without waiting for the phone."""
        try:
            self.raw._sock.shutdown(sockets.SHUT_RDWR)
        except OSError:
            log.info("a phone was gone already")


class FastSocket(engine_socket.Socket):
    """An Engine.IO socket that knows when a frame may be written past its queue."""

    wire: Wire | None = None
    send_now: Callable[[bytes], int] | None = None
    """Set only while the socket is idle: nothing queued, nothing taken, nothing half written."""

    def __init__(self, server: Any, sid: str) -> None:
        """Begin without a wire: polling, or a websocket that is not there yet."""
        super().__init__(server, sid)
        self.waiting: dict[tuple[str, str], engine_packet.Packet] = {}

    def _websocket_handler(self, ws: Any) -> Any:
        """Put the wire between the engine and the websocket, unless TLS or another is below."""
        inner: Any = getattr(ws, "_sock", None)
        raw = inner.stream.handler.socket if isinstance(inner, WebSocket) else None
        if not hasattr(raw, "_sock") or hasattr(raw, "cipher"):  # another library, or TLS
            return super()._websocket_handler(ws)
        self.wire = Wire(ws)
        return super()._websocket_handler(self.wire)

    def poll(self) -> list[engine_packet.Packet]:
        """Return what is queued; asking again means that all taken before is written."""
        if self.wire is not None and self.upgraded and self.queue.empty() and not self.closed:
            self.send_now = self.wire.send_now
        packets: list[engine_packet.Packet] = super().poll()
        self.send_now = None
        self.waiting.clear()
        return packets

    def send(self, pkt: engine_packet.Packet) -> None:
        """Queue a packet: from now on the queue comes first."""
        self.send_now = None
        super().send(pkt)

    def send_newest(self, key: tuple[str, str], pkt: engine_packet.Packet) -> None:
        """Queue a state; an older one of the same key that still waits is replaced by it."""
        waiting = self.waiting.get(key)
        if waiting is not None:
            waiting.data = pkt.data
            waiting.encode_cache = None
            return
        own = engine_packet.Packet(pkt.packet_type, pkt.data)
        try:
            self.send(own)
        except SocketIsClosedError:
            return
        self.waiting[key] = own

    def send_rest(self, content: bytes) -> None:
        """Let the socket's own writer finish a frame before anything else."""
        self.send_now = None
        self.queue.put(Rest(content))

    def close(self, *args: Any, **kwargs: Any) -> None:
        """Close; nothing is written past the queue any more."""
        self.send_now = None
        super().close(*args, **kwargs)


class FastManager(socketio.Manager):
    """Rooms as python-socketio keeps them, with a faster way out."""

    def __init__(self, **kwargs: Any) -> None:
        """Begin without rooms."""
        super().__init__(**kwargs)
        self.turn = RLock()

    def emit(self, event: str, data: Any, namespace: str, room: Any = None, **kwargs: Any) -> None:
        """Send an event to a room; news of one kind overtake each other, never their past."""
        room = kwargs.pop("to", None) or room
        special = any(value for value in kwargs.values()) or namespace not in self.rooms
        encoded = self.server.packet_class(
            event_packet.EVENT, namespace=namespace, data=[event, data]
        ).encode()
        if special or not isinstance(encoded, str) or not isinstance(data, dict):
            super().emit(event, data, namespace, room=room, **kwargs)
            return
        packet = engine_packet.Packet(engine_packet.MESSAGE, encoded)
        key = (event, str(data.get("part", "")))
        with self.turn:
            self.send_to_all(packet, key, namespace=namespace, room=room)

    def send_to_all(
        self, packet: engine_packet.Packet, key: tuple[str, str], *, namespace: str, room: Any
    ) -> None:
        """Write the frame to every idle socket and queue it for the others."""
        framed = frame(packet.encode())
        length = len(framed)
        engines = self.server.eio.sockets
        until_pause = SLICE
        for _sid, engine_id in self.get_participants(namespace, room):
            client = engines.get(engine_id)
            if client is None or client.closed:
                continue
            send_now = client.send_now
            if send_now is None or client.wire.busy_since is not None:
                client.send_newest(key, packet)
            else:
                try:
                    sent = send_now(framed)
                except BlockingIOError:
                    client.send_newest(key, packet)
                except OSError:
                    continue  # its own reader is about to notice
                else:
                    if sent != length:
                        client.send_rest(framed[sent:])
            until_pause -= 1
            if until_pause == 0:
                until_pause = SLICE
                sleep(0)


def cut_stalled(server: Any) -> int:
    """Cut off every phone whose socket took nothing for too long; returns how many."""
    limit = time.monotonic() - STALLED_SECONDS
    stalled = [
        client.wire
        for client in list(server.eio.sockets.values())
        if client.wire is not None
        and client.wire.busy_since is not None
        and client.wire.busy_since < limit
    ]
    for wire in stalled:
        wire.cut()
    return len(stalled)


def fits() -> bool:
    """Tell whether the libraries are the ones that this module was written for."""
    found = {name: version(name) for name in PINNED}
    if found != PINNED:
        log.warning("the stock fan-out serves", found=found, wanted=PINNED)
        return False
    samples = ["x" * length for length in (0, 125, 126, 65_535, 65_536)]
    return all(frame(sample) == stock_frame(sample) for sample in samples)


def stock_frame(message: str) -> bytes:
    """Return the frame that gevent-websocket itself would send."""
    body = message.encode()
    return bytes(Header.encode_header(True, TEXT, b"", len(body), 0)) + body


def manager() -> FastManager | None:
    """Return the fast manager and install its sockets; None means the stock path."""
    if not fits():
        return None
    engineio.server.socket.Socket = FastSocket
    return FastManager()
