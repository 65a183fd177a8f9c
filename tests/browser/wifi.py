"""A network that can be cut: a proxy before the server, as silent as a hall without reception."""

import contextlib
import selectors
import socket
import threading
from types import TracebackType
from urllib.parse import urlsplit

PIECE_BYTES = 65_536


class Wifi:
    """Passes bytes on until it is cut; then nobody hears anything and nobody is told.

    What was sent meanwhile arrives after the return, as TCP sends it again; or the network has
    forgotten its connections, and whoever goes on using one is told so.
    """

    def __init__(self, server_url: str) -> None:
        self._server = (urlsplit(server_url).hostname, urlsplit(server_url).port)
        self._door = socket.create_server(("127.0.0.1", 0))
        self._selector = selectors.DefaultSelector()
        self._open = threading.Event()
        self._open.set()
        self._ends: list[socket.socket] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="wifi", daemon=True)
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"

    def __enter__(self) -> "Wifi":
        self._selector.register(self._door, selectors.EVENT_READ)
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join(5)
        self._selector.close()
        for each in (self._door, *self._ends):
            each.close()

    def cut(self) -> None:
        self._open.clear()

    def restore(self, *, forgetful: bool = False) -> None:
        if forgetful:
            for end in self._ends:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
        self._open.set()

    def _run(self) -> None:
        while not self._stop.is_set():
            if not self._open.wait(0.05):
                continue
            for key, _ in self._selector.select(0.05):
                if not self._open.is_set():
                    break
                if key.fileobj is self._door:
                    self._join()
                else:
                    self._pass_on(key.fileobj, key.data)  # type: ignore[arg-type]

    def _join(self) -> None:
        near, _ = self._door.accept()
        far = socket.create_connection(self._server)  # type: ignore[arg-type]
        self._ends += [near, far]
        self._selector.register(near, selectors.EVENT_READ, far)
        self._selector.register(far, selectors.EVENT_READ, near)

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        try:
            piece = source.recv(PIECE_BYTES)
            if piece:
                target.sendall(piece)
                return
        except OSError:
            pass
        for end in (source, target):
            with contextlib.suppress(KeyError, ValueError):
                self._selector.unregister(end)
            end.close()
