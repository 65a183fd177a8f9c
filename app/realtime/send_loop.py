"""One ready frame to many sockets: the loop in Python and, for who asks for it, the same compiled.

Neither decides anything: `app/realtime/fanout.py` says which sockets are free to be written to, and
what becomes of a frame that did not go out whole. The compiled one is send_loop.c, made by the C
compiler of the machine (`send_loop_build.py`) when SEND_LOOP=compiled asks for it, and tried on
real sockets before it serves. Whatever is wrong with it, the loop in Python serves.
"""

import ctypes
import socket
import sys
from array import array
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import structlog

from app.realtime.send_loop_build import FOLDER, LoopError, made

log = structlog.get_logger()
MOST_AT_ONCE = 100
"""Sockets of one call: under a millisecond, then the hub is asked whether others wait."""

Unsent = list[tuple[int, int]]
"""(place, bytes that the kernel took) of each frame that did not go out whole; 0: the socket is
full, −1: it is gone."""


class OpenSocket(Protocol):
    """A socket that never waits; once it is closed its number is −1."""

    def fileno(self) -> int:
        """Return the number of the open socket."""

    def send(self, content: bytes, /) -> int:
        """Return how much the kernel took; raises OSError."""


class SendLoop(Protocol):
    """What writes a frame to many sockets."""

    name: str

    def send(self, sockets: list[OpenSocket], frame: bytes, /) -> Unsent:
        """Write the frame to at most MOST_AT_ONCE sockets, waiting for none of them."""


class PythonLoop:
    """The loop that needs nothing but Python."""

    name = "python"

    def send(self, sockets: list[OpenSocket], frame: bytes, /) -> Unsent:
        """Write the frame to each socket."""
        unsent = []
        length = len(frame)
        for place, each in enumerate(sockets):
            try:
                taken = each.send(frame)
            except BlockingIOError:
                taken = 0
            except OSError:
                taken = -1
            if taken != length:
                unsent.append((place, taken))
        return unsent


class CompiledLoop:
    """The same loop in C."""

    name = "compiled"

    def __init__(self, library: Path) -> None:
        """Load the library; raises LoopError if it cannot be loaded or does not do its work."""
        try:
            # PyDLL keeps the GIL: nothing in there waits, and another thread that got hold of the
            # GIL between two calls would keep the hall waiting for 5 ms each time.
            found = ctypes.PyDLL(str(library)).send_to_each
        except (OSError, AttributeError) as error:
            raise LoopError(f"the compiled loop cannot be loaded: {error}") from error
        found.argtypes = (
            ctypes.c_void_p,
            ctypes.c_int,
            ctypes.c_char_p,
            ctypes.c_size_t,
            ctypes.c_void_p,
        )
        found.restype = ctypes.c_int
        self.send_to_each = found
        self.unsent = (ctypes.c_int * (2 * MOST_AT_ONCE))()
        if not does_its_work(self):
            raise LoopError("the compiled loop does not do its work on this machine")

    def send(self, sockets: list[OpenSocket], frame: bytes, /) -> Unsent:
        """Write the frame to each socket.

        The numbers are asked for now and never kept: that of a closed socket may soon be another's.
        """
        if len(sockets) > MOST_AT_ONCE:
            raise ValueError(f"{len(sockets)} sockets at once")
        numbers = array("i", [each.fileno() for each in sockets])
        unsent = self.unsent
        count = self.send_to_each(
            numbers.buffer_info()[0], len(numbers), frame, len(frame), ctypes.addressof(unsent)
        )
        return [(unsent[2 * at], unsent[2 * at + 1]) for at in range(count)]


def does_its_work(loop: SendLoop) -> bool:
    """Try a loop on a socket that is free, one that is full and one that is closed."""
    with ExitStack() as stack:
        (free, reader), (full, _), (closed, _) = (
            tuple(stack.enter_context(each) for each in socket.socketpair()) for _ in range(3)
        )
        for each in (free, full):
            each.setblocking(False)
        closed.close()
        try:
            while full.send(bytes(65536)):
                pass
        except BlockingIOError:
            unsent = loop.send([free, full, closed], b"a frame")
        return unsent == [(1, 0), (2, -1)] and reader.recv(100) == b"a frame"


def loop_named(name: str, folder: Path = FOLDER) -> SendLoop:
    """Return the loop of this name; a compiled one that cannot be had is warned of, in a sentence.

    `folder` is where the compiled one lies, or is made.
    """
    try:
        if name == CompiledLoop.name:
            return CompiledLoop(made(folder))
        if name != PythonLoop.name:
            raise LoopError(f"SEND_LOOP is python or compiled, not {name!r}")  # noqa: TRY301
    except LoopError as error:
        log.warning("the send loop in Python serves", reason=str(error))
    return PythonLoop()


if __name__ == "__main__":
    try:
        CompiledLoop(made())
    except LoopError as refusal:
        sys.exit(str(refusal))
