"""Serves the application with gevent: websockets, TCP_NODELAY, and a quiet collector."""

import gc
import signal
import socket
import ssl
from pathlib import Path
from typing import IO, Any

import structlog
from flask import Flask
from gevent import signal_handler, sleep
from gevent.pywsgi import WSGIServer
from geventwebsocket.handler import WebSocketHandler
from jinja2 import Environment, FileSystemBytecodeCache
from werkzeug.wsgi import FileWrapper

from app.realtime import watch
from config import Settings

log = structlog.get_logger()
BACKLOG = 4096
FILE_PIECE_BYTES = 1 << 16
GENERATIONS = (10_000, 250, 1000)
"""Thresholds of the garbage collector: 24–30 % less CPU per delivery (docs/performance.md)."""


class NoClients(dict[Any, Any]):
    """Where the websocket library notes its clients by address, which nobody reads: it keeps none.

    A phone that comes back may have the port of its connection that is just ending; whichever of
    the two ends last would look for a note that the other one took away.
    """

    def __setitem__(self, address: Any, client: Any) -> None:
        """Keep nothing."""

    def __delitem__(self, address: Any) -> None:
        """Miss nothing."""


class QuietHandler(WebSocketHandler):
    """Answers at once, and writes no address into a log: addresses hold tokens."""

    def log_request(self) -> None:
        """Write nothing."""

    def handle(self) -> None:
        """Send small answers without waiting for more (header and body are written apart)."""
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().handle()

    def get_environ(self) -> dict[str, Any]:
        """Let uploads breathe: reading a body gives way after every piece."""
        environ: dict[str, Any] = super().get_environ()
        environ["wsgi.input"] = Breathing(environ["wsgi.input"])
        environ["wsgi.file_wrapper"] = in_large_pieces
        return environ


def in_large_pieces(file: IO[bytes], _size: int = 0) -> FileWrapper:
    """Send a file in pieces of 64 KB: a report of 2 MB is 32 writes instead of 256."""
    return FileWrapper(file, FILE_PIECE_BYTES)


class Breathing:
    """A request's body that lets phones be served between its pieces."""

    def __init__(self, body: Any) -> None:
        """Read from `body`."""
        self.body = body

    def __getattr__(self, name: str) -> Any:
        """Be the body in everything else."""
        return getattr(self.body, name)

    def read(self, size: int = -1) -> bytes:
        """Return at most `size` bytes, after a breath."""
        sleep(0)
        content: bytes = self.body.read(size)
        return content


class SecureServer(WSGIServer):
    """HTTPS; a phone that does not trust the certificate hangs up, which is no error of ours."""

    def wrap_socket_and_handle(self, client_socket: Any, address: Any) -> None:
        """Shake hands and serve; a handshake that fails ends quietly."""
        try:
            super().wrap_socket_and_handle(client_socket, address)
        except (ssl.SSLError, OSError) as error:
            log.debug("handshake", problem=type(error).__name__)
            client_socket.close()


def servers_for(app: Flask, settings: Settings) -> list[WSGIServer]:
    """Return the server of HTTP and, with a certificate, the one of HTTPS beside it.

    Raises OSError or ssl.SSLError when the certificate or its key cannot be used.
    """
    told = {"backlog": BACKLOG, "handler_class": QuietHandler, "log": None, "error_log": None}
    found = [WSGIServer((settings.host, settings.port), app, **told)]
    if settings.tls_cert is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(settings.tls_cert, settings.tls_key)
        at = (settings.host, settings.tls_port)
        found.append(SecureServer(at, app, ssl_context=context, **told))
    for server in found:
        server.clients = NoClients()
    return found


def make_templates_ready(app: Flask, folder: Path) -> None:
    """Compile every page now: the first to open the roster would stop the hall for 130 ms.

    What is compiled is kept in `folder`, because all pages take a second at every start; on a full
    disk nothing is kept, and the server starts all the same.
    """
    pages = app.jinja_env
    try:
        folder.mkdir(parents=True, exist_ok=True)
        pages.bytecode_cache = FileSystemBytecodeCache(str(folder))
        load_all(pages)
    except OSError:
        pages.bytecode_cache = None
        load_all(pages)


def load_all(pages: Environment) -> None:
    """Load every page into the memory of this process."""
    for name in pages.list_templates(extensions=["html"]):
        pages.get_template(name)


def serve(app: Flask, settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; raises OSError when a port is taken."""
    server, *others = servers_for(app, settings)
    make_templates_ready(app, settings.data_dir / "cache" / "pages")
    for each in (server, *others):
        each.start()
    with app.app_context():
        watch().start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal_handler(number, stop, server, *others)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GENERATIONS)
    ports = [each.server_port for each in (server, *others)]
    log.info("serving", host=settings.host, ports=ports, send_loop=app.extensions["send_loop"])
    server.serve_forever()


def stop(server: Any, *others: Any) -> None:
    """End the servers; connected phones reconnect to the next one."""
    for each in (*others, server):
        each.stop(timeout=1)
