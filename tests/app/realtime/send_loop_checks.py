"""What a send loop promises of sockets, asked of one that keeps it or (in a control) does not."""

import socket

from app.realtime.send_loop import SendLoop

FRAME = b"a frame for one phone"


def closed_socket_reaches_nobody(loop: SendLoop) -> None:
    """The number of a closed socket belongs to somebody else at once; that one hears nothing."""
    gone, other_end = socket.socketpair()
    number = gone.fileno()
    gone.close()
    stranger, listening = socket.socketpair()
    with other_end, stranger, listening:
        assert stranger.fileno() == number, "the number was not taken again: nothing was proved"
        unsent = loop.send([gone], FRAME)
        listening.setblocking(False)
        try:
            heard = listening.recv(100)
        except BlockingIOError:
            heard = b""
        assert heard == b"", "a stranger got the frame"
        assert unsent == [(0, -1)]
