"""A network that can be cut: a TCP proxy whose connections are reset or stand still on demand.

What stood still goes on as TCP lets it: bytes at the next time at which a kernel would have sent
them again, a connection that was asked for at the next time at which it would have asked again.
"""

import asyncio
import contextlib
import socket
import struct
from enum import Enum

RESET_NOT_GOODBYE = struct.pack("ii", 1, 0)
ASKED_AGAIN_SECONDS = tuple(2.0**times - 1 for times in range(1, 8))
"""When Linux repeats the first packet of a connection: after 1, 3, 7 … s (RFC 6298)."""
SENT_AGAIN_SECONDS = tuple(0.2 * (2**times - 1) for times in range(1, 11))
"""When Linux repeats what was not acknowledged on a short way: after 0.2, 0.6, 1.4 … s."""
PIECE_BYTES = 65_536
SLOW_PIECE_BYTES = 100
SLOW_BYTES_PER_SECOND = 100
SLOW_BUFFER_BYTES = 4096
TCP_ESTABLISHED = 1
LOOK_SECONDS = 1.0


class Cut(Enum):
    """What is wrong with the network."""

    NOTHING = "whole"
    RESET = "reset"
    BLACKHOLE = "blackhole"
    CRAWL = "crawl"


class Proxy:
    """Forwards connections to a server of this machine until it is told to cut them."""

    def __init__(self, server_port: int, *, is_narrow: bool = False) -> None:
        """Forward to this port; a narrow network takes little from the server at once."""
        self.server_port = server_port
        self.piece_bytes = SLOW_PIECE_BYTES if is_narrow else PIECE_BYTES
        self.buffer_bytes = SLOW_BUFFER_BYTES if is_narrow else 0
        self.cut = Cut.NOTHING
        self.whole = asyncio.Event()
        self.whole.set()
        self.links: set[asyncio.StreamWriter] = set()
        self.carrying: set[asyncio.Task[None]] = set()

    async def start(self) -> int:
        """Begin to listen; returns the port."""
        self.listener = await asyncio.start_server(self.accept, "127.0.0.1", 0, backlog=4096)
        port: int = self.listener.sockets[0].getsockname()[1]
        return port

    async def stop(self) -> None:
        """Listen no more, drop every connection and wait until nothing is carried."""
        self.listener.close()
        for task in self.carrying:
            task.cancel()
        await asyncio.gather(*self.carrying, return_exceptions=True)

    def begin(self, cut: Cut) -> None:
        """Cut: reset all connections and refuse new ones, let all stand still, or crawl."""
        self.cut = cut
        if cut is not Cut.CRAWL:
            self.whole.clear()
        if cut is Cut.RESET:
            for link in list(self.links):
                reset(link)

    def end(self) -> None:
        """Mend the network."""
        self.cut = Cut.NOTHING
        self.whole.set()

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry a new connection until either end is gone or the proxy stops."""
        task = asyncio.current_task()
        assert task is not None
        self.carrying.add(task)
        self.links.add(writer)
        try:
            with contextlib.suppress(OSError, asyncio.CancelledError):
                await self.carry(reader, writer)
        finally:
            reset(writer)
            self.links.discard(writer)
            self.carrying.discard(task)

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Reach the server when the network lets this connection through, and carry both ways."""
        if self.cut is Cut.RESET:
            return
        await self.wait_until_whole(ASKED_AGAIN_SECONDS, asked_by=writer)
        if not is_open(writer):  # given up meanwhile: nobody asks again
            return
        far_reader, far_writer = await self.reach()
        self.links.add(far_writer)
        try:
            await asyncio.gather(
                self.copy(reader, far_writer), self.copy(far_reader, writer, crawls=True)
            )
        finally:
            reset(far_writer)
            self.links.discard(far_writer)

    async def reach(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Connect to the server."""
        raw = socket.socket()
        raw.setblocking(False)
        if self.buffer_bytes:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self.buffer_bytes)
        await asyncio.get_running_loop().sock_connect(raw, ("127.0.0.1", self.server_port))
        return await asyncio.open_connection(sock=raw, limit=self.piece_bytes)

    async def copy(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        *,
        crawls: bool = False,
    ) -> None:
        """Copy one way until either end is gone."""
        while piece := await reader.read(self.piece_bytes):
            await self.wait_until_whole(SENT_AGAIN_SECONDS)
            if crawls and self.cut is Cut.CRAWL:
                await asyncio.sleep(len(piece) / SLOW_BYTES_PER_SECOND)
            writer.write(piece)
            await writer.drain()
        await self.wait_until_whole(SENT_AGAIN_SECONDS)
        writer.close()

    async def wait_until_whole(
        self, again_seconds: tuple[float, ...], *, asked_by: asyncio.StreamWriter | None = None
    ) -> None:
        """Wait while the network is cut, and then until the kernel would try again.

        With `asked_by`, no longer than this end wants the connection.
        """
        if self.whole.is_set():
            return
        clock = asyncio.get_running_loop()
        began = clock.time()
        while not self.whole.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.whole.wait(), LOOK_SECONDS)
            if asked_by is not None and not is_open(asked_by):
                return
        waited = clock.time() - began
        await asyncio.sleep(next((at for at in again_seconds if at >= waited), waited) - waited)


def reset(link: asyncio.StreamWriter) -> None:
    """End a connection without a goodbye."""
    raw: socket.socket = link.get_extra_info("socket")
    with contextlib.suppress(OSError):
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_NOT_GOODBYE)
    link.transport.abort()


def is_open(link: asyncio.StreamWriter) -> bool:
    """Tell whether the other end still wants this connection."""
    raw: socket.socket = link.get_extra_info("socket")
    try:
        state: int = raw.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0]
    except OSError:
        return False
    return state == TCP_ESTABLISHED
