"""A network that can be cut: a TCP proxy whose connections are reset or swallowed on demand."""

import asyncio
import contextlib
import socket
import struct
from enum import Enum

RESET_NOT_GOODBYE = struct.pack("ii", 1, 0)


class Cut(Enum):
    """What is wrong with the network."""

    NOTHING = "whole"
    RESET = "reset"
    BLACKHOLE = "blackhole"


class Proxy:
    """Forwards connections to a server of this machine until it is told to cut them."""

    def __init__(self, server_port: int) -> None:
        """Forward to this port."""
        self.server_port = server_port
        self.cut = Cut.NOTHING
        self.whole = asyncio.Event()
        self.whole.set()
        self.links: set[asyncio.StreamWriter] = set()

    async def start(self) -> int:
        """Begin to listen; returns the port."""
        self.listener = await asyncio.start_server(self.carry, "127.0.0.1", 0, backlog=4096)
        port: int = self.listener.sockets[0].getsockname()[1]
        return port

    async def stop(self) -> None:
        """Listen no more, drop every connection and wait until nothing is carried."""
        self.listener.close()
        self.reset()
        while self.links:
            await asyncio.sleep(0.01)

    def begin(self, cut: Cut) -> None:
        """Cut: reset all connections and refuse new ones, or let bytes go nowhere."""
        self.cut = cut
        self.whole.clear()
        if cut is Cut.RESET:
            self.reset()

    def end(self) -> None:
        """Mend the network; what was swallowed is lost, so those connections are reset."""
        if self.cut is Cut.BLACKHOLE:
            self.reset()
        self.cut = Cut.NOTHING
        self.whole.set()

    def reset(self) -> None:
        """End every connection without a goodbye."""
        for link in list(self.links):
            raw: socket.socket = link.get_extra_info("socket")
            with contextlib.suppress(OSError):
                raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_NOT_GOODBYE)
            link.transport.abort()

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection both ways."""
        if self.cut is Cut.RESET:
            writer.transport.abort()
            return
        self.links.add(writer)
        try:
            await self.whole.wait()
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.server_port)
        except OSError:
            self.links.discard(writer)
            writer.transport.abort()
            return
        self.links.add(far_writer)
        try:
            await asyncio.gather(self.copy(reader, far_writer), self.copy(far_reader, writer))
        finally:
            self.links -= {writer, far_writer}

    async def copy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Copy one way until either end is gone; a cut network swallows."""
        with contextlib.suppress(OSError):
            while piece := await reader.read(65536):
                if self.cut is Cut.NOTHING:
                    writer.write(piece)
                    await writer.drain()
            writer.close()
