"""Serves the application with gevent: websockets, TCP_NODELAY, and a quiet collector."""

import gc
import signal
import socket
from typing import Any

import structlog
from flask import Flask
from gevent import signal_handler, sleep
from gevent.pywsgi import WSGIServer
from geventwebsocket.handler import WebSocketHandler

from app.realtime import watch
from config import Settings

log = structlog.get_logger()
BACKLOG = 4096
GENERATIONS = (50_000, 50, 1000)
"""Thresholds of the garbage collector: 24–30 % less CPU per delivery (docs/performance.md)."""


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
        return environ


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


def serve(app: Flask, settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; raises OSError when the port is taken."""
    server = WSGIServer(
        (settings.host, settings.port),
        app,
        backlog=BACKLOG,
        handler_class=QuietHandler,
        log=None,
        error_log=None,
    )
    server.start()
    with app.app_context():
        watch().start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal_handler(number, stop, server)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GENERATIONS)
    log.info("serving", host=settings.host, port=server.server_port)
    server.serve_forever()


def stop(server: Any) -> None:
    """End the server; connected phones reconnect to the next one."""
    server.stop(timeout=1)
