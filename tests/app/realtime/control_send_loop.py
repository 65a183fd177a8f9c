"""Keep the number of a socket instead of asking for it: a stranger is written to."""

import socket

import pytest

from app.realtime.send_loop import CompiledLoop
from app.realtime.send_loop_build import made
from tests.app.realtime import send_loop_checks as check


class Remembered(socket.socket):
    """A socket that gives the number that it had."""

    def __init__(self, *told, **more):
        super().__init__(*told, **more)
        self.number = super().fileno()

    def fileno(self):
        return self.number


@pytest.mark.control
def control_the_number_of_a_closed_socket_is_kept(compiled_in, monkeypatch):
    loop = CompiledLoop(made(compiled_in))
    monkeypatch.setattr(socket, "socket", Remembered)
    check.closed_socket_reaches_nobody(loop)
