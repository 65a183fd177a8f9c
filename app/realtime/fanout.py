"""One message to thousands of phones: encoded and framed once, then one send for each socket.

Stock python-socketio queues a packet for every client and wakes a greenlet for each, which frames
it again. Here an idle websocket gets the ready frame by one non-blocking send, a hundred sockets in
one call of the send loop (`app/realtime/send_loop.py`: Python, or compiled); whoever cannot take it
at once (a full socket, an upgrade under way, long polling) gets it through its own queue,
where only the newest state of each part waits. Nothing is ever written into the middle of a frame.

This leans on private parts of three libraries, pinned in pyproject.toml; `fits` looks at them
before the server starts, and without them the stock path serves. A socket that is not a plain
gevent one (TLS, another websocket library) keeps the stock path for itself.
"""

import socket as sockets
import time
from importlib.metadata import version
from typing import Any, NamedTuple

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

from app.realtime.send_loop import MOST_AT_ONCE, SendLoop

log = structlog.get_logger()
PINNED = {"python-socketio": "5.18.1", "python-engineio": "4.15.1", "gevent-websocket": "0.10.1"}
SEND_BUFFER_BYTES = 32_768
"""What the kernel may hold for a phone that does not read (Linux doubles it)."""
STALLED_SECONDS = 15.0
"""A phone that took nothing for so long is cut off; it comes back by itself."""
MOST_WAITING = 64
"""Packets that may wait for one phone; states take the place of older ones, so none needs more."""
SLICE_SECONDS = 0.005
"""Other work gets its turn after a slice of time, looked at after each call of the send loop."""
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


class Outlet:
    """Where a frame may be written past the queue of a phone: all that a broadcast looks at.

    It is small on purpose. To look at thousands of sockets, wires and their states costs more than
    the writing lets room for: they are far from the processor when their turn comes.
    """

    __slots__ = ("socket",)

    def __init__(self) -> None:
        """Begin shut: polling, or a websocket that is not there yet."""
        self.socket: Any = None
        """The socket below gevent's, which never waits and once closed has no number; None unless
        the writer sleeps: nothing queued, nothing taken, nothing half written, nobody writing."""


class Wire:
    """The websocket of one phone: every write is whole, whoever writes."""

    def __init__(self, websocket: Any, outlet: Outlet) -> None:
        """Take over the writing of an engineio websocket; a write shuts the outlet."""
        self.websocket = websocket
        self.outlet = outlet
        inner: WebSocket = websocket._sock
        self.raw = inner.stream.handler.socket
        self.lock = RLock()
        self.rest = b""
        """What the kernel did not take of a frame; it goes out before anything else."""
        self.busy_since: float | None = None
        self.is_cut = False
        self.sendall = self.raw.sendall
        self.plain = self.raw._sock
        """The socket below gevent's; the engine gives a timeout to what is called `socket`."""
        inner.raw_write = self.write
        self.raw.setsockopt(sockets.SOL_SOCKET, sockets.SO_SNDBUF, SEND_BUFFER_BYTES)
        if hasattr(sockets, "TCP_USER_TIMEOUT"):  # Linux: finds a dead network by heartbeats alone
            milliseconds = int(STALLED_SECONDS * 1000)
            self.raw.setsockopt(sockets.IPPROTO_TCP, sockets.TCP_USER_TIMEOUT, milliseconds)

    def write(self, content: bytes) -> None:
        """Write all of it, waiting for the phone; other writers wait for this one."""
        self.outlet.socket = None
        with self.lock:
            self.busy_since = time.monotonic()
            content, self.rest = self.rest + content, b""
            try:
                self.sendall(content)
            finally:
                self.busy_since = None

    def send(self, message: str | bytes) -> None:
        """Send a message as a frame."""
        self.websocket.send(message)

    def wait(self) -> Any:
        """Return the next message of the phone; None, as at its end, once it was cut off."""
        sleep(0)  # one that talks without a pause must not keep the hub to itself
        return None if self.is_cut else self.websocket.wait()

    def close(self) -> None:
        """Close the websocket."""
        self.websocket.close()

    def cut(self) -> None:
        """End the connection without waiting for the phone, nor for what it still says."""
        self.is_cut = True
        try:
            self.raw._sock.shutdown(sockets.SHUT_RDWR)
        except OSError:
            log.info("a phone was gone already")


class FastSocket(engine_socket.Socket):
    """An Engine.IO socket that knows when a frame may be written past its queue."""

    wire: Wire | None = None

    def __init__(self, server: Any, sid: str) -> None:
        """Begin without a wire: polling, or a websocket that is not there yet."""
        super().__init__(server, sid)
        self.outlet = Outlet()
        self.waiting: dict[tuple[str, str], engine_packet.Packet] = {}

    def _websocket_handler(self, ws: Any) -> Any:
        """Put the wire between the engine and the websocket, unless TLS or another is below."""
        if self.upgrading:  # a second websocket for the same socket: the first one has the wire
            return []
        inner: Any = getattr(ws, "_sock", None)
        raw = inner.stream.handler.socket if isinstance(inner, WebSocket) else None
        if not hasattr(raw, "_sock") or hasattr(raw, "cipher"):  # another library, or TLS
            return super()._websocket_handler(ws)
        self.wire = Wire(ws, self.outlet)
        return super()._websocket_handler(self.wire)

    def poll(self) -> list[engine_packet.Packet]:
        """Return what is queued; asking again means that all taken before is written."""
        ends = self.closing or self.closed
        if self.wire is not None and self.upgraded and self.queue.empty() and not ends:
            self.outlet.socket = self.wire.plain
        try:
            packets: list[engine_packet.Packet] = super().poll()
        finally:
            self.outlet.socket = None
            self.waiting.clear()
        return packets

    def send(self, pkt: engine_packet.Packet) -> None:
        """Queue a packet: from now on the queue comes first. Too many waiting end the socket."""
        self.outlet.socket = None
        if self.queue.qsize() < MOST_WAITING:
            super().send(pkt)
            return
        self.close(wait=False, abort=True, reason=self.server.reason.TRANSPORT_ERROR)
        if self.wire is not None:
            self.wire.cut()

    def send_newest(self, pkt: engine_packet.Packet, key: tuple[str, str]) -> None:
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

    def send_rest(self, rest: bytes) -> None:
        """Let the next write finish a frame that was begun, and wake the writer for it."""
        self.outlet.socket = None
        if self.wire is not None:  # what has an outlet has a wire
            self.wire.rest = rest
        self.queue.put(engine_packet.Packet(engine_packet.NOOP))

    def close(self, *args: Any, **kwargs: Any) -> None:
        """Close; nothing is written past the queue any more."""
        self.outlet.socket = None
        super().close(*args, **kwargs)


class Room(NamedTuple):
    """Who is in a room, and where each of them may be written to."""

    clients: list[FastSocket]
    outlets: list[Outlet]


class FastManager(socketio.Manager):
    """Rooms as python-socketio keeps them, with a faster way out."""

    def __init__(self, loop: SendLoop, **kwargs: Any) -> None:
        """Begin without rooms; `loop` writes the frames."""
        super().__init__(**kwargs)
        self.loop = loop
        self.turn = RLock()
        self.rooms_of: dict[str, set[Any]] = {}
        self.known_rooms: dict[tuple[str, Any], Room] = {}
        """Rooms as they were told last; one that somebody enters or leaves is looked up anew."""

    def basic_enter_room(self, sid: str, namespace: str, room: Any, eio_sid: Any = None) -> None:
        """Put a client into a room, and note that it is there."""
        self.known_rooms.pop((namespace, room), None)
        super().basic_enter_room(sid, namespace, room, eio_sid=eio_sid)
        self.rooms_of.setdefault(sid, set()).add(room)

    def basic_leave_room(self, sid: str, namespace: str, room: Any) -> None:
        """Take a client out of a room."""
        self.known_rooms.pop((namespace, room), None)
        super().basic_leave_room(sid, namespace, room)

    def basic_disconnect(self, sid: str, namespace: str, **_kwargs: Any) -> None:
        """Forget a client.

        The library looks for it in every room, and every client has one of its own: a hall that
        leaves at once would cost the square of its size.
        """
        for room in self.rooms_of.pop(sid, ()):
            self.basic_leave_room(sid, namespace, room)
        self.callbacks.pop(sid, None)
        for pending in (self.pending_connect, self.pending_disconnect):
            if sid in pending.get(namespace, ()):
                pending[namespace].remove(sid)
                if not pending[namespace]:
                    del pending[namespace]

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
        clients, outlets = self.whole_room(namespace, room)
        pause_at = time.monotonic() + SLICE_SECONDS
        for start in range(0, len(clients), MOST_AT_ONCE):
            some = slice(start, start + MOST_AT_ONCE)
            self.send_to_some(clients[some], outlets[some], framed=framed, packet=packet, key=key)
            if time.monotonic() > pause_at:
                sleep(0)
                pause_at = time.monotonic() + SLICE_SECONDS

    def whole_room(self, namespace: str, room: Any) -> Room:
        """Return who is in a room, or in any of several; None is the room of everybody."""
        is_one = room is None or isinstance(room, str)
        if is_one and (namespace, room) in self.known_rooms:
            return self.known_rooms[namespace, room]
        engines = self.server.eio.sockets
        ids = [engine_id for _sid, engine_id in self.get_participants(namespace, room)]
        clients = [engines[each] for each in ids if each in engines]
        found = Room(clients, [each.outlet for each in clients])
        if is_one:
            self.known_rooms[namespace, room] = found
        return found

    def send_to_some(
        self,
        clients: list[FastSocket],
        outlets: list[Outlet],
        *,
        framed: bytes,
        packet: engine_packet.Packet,
        key: tuple[str, str],
    ) -> None:
        """Write the frame to those of a few clients that are idle, queue it for the others.

        Nothing here gives way before the rest of every frame that was begun has its place.
        """
        sockets = [each.socket for each in outlets if each.socket is not None]
        ready, later = clients, []
        if len(sockets) < len(clients):
            both = list(zip(clients, outlets, strict=True))
            ready = [client for client, outlet in both if outlet.socket is not None]
            later = [client for client, outlet in both if outlet.socket is None]
        for place, taken in self.loop.send(sockets, framed):
            if taken > 0:
                ready[place].send_rest(framed[taken:])
            elif taken == 0:  # full; when the socket is gone, its own reader is about to notice
                later.append(ready[place])
        for client in later:
            if not client.closed:
                client.send_newest(packet, key)


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


def manager(loop: SendLoop) -> FastManager | None:
    """Return the fast manager and install its sockets; None means the stock path."""
    if not fits():
        return None
    engineio.server.socket.Socket = FastSocket
    return FastManager(loop)
