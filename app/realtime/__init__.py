"""One door for change, and the news of each change to every phone and screen."""

import json
from functools import partial
from types import SimpleNamespace
from typing import Any

from flask import Flask, current_app

from app.realtime.door import (
    Part,
    commit,
    commit_and_publish,
    commit_quietly,
    present_head,
)
from app.realtime.models import AuditEntry, LiveHead
from app.realtime.rooms import listeners, room_name
from app.realtime.sockets import socketio
from app.realtime.watch import Describe, Watch

__all__ = [
    "AuditEntry",
    "LiveHead",
    "Part",
    "commit",
    "commit_and_publish",
    "commit_quietly",
    "init_app",
    "listeners",
    "present_head",
    "room_name",
    "socketio",
    "watch",
]

COMPACT = SimpleNamespace(dumps=partial(json.dumps, ensure_ascii=False), loads=json.loads)
"""Vietnamese letters as they are: escaped they would be three times as long on the wire."""


def init_app(app: Flask, *, describe: Describe, async_mode: str) -> None:
    """Attach the socket server; `describe` turns (congress, part, audience, head) into a state."""
    manager = fast_manager(app.config["SETTINGS"].send_loop) if async_mode == "gevent" else None
    app.extensions["send_loop"] = manager.loop.name if manager else "stock"
    socketio.init_app(
        app,
        async_mode=async_mode,
        client_manager=manager,
        manage_session=False,
        cors_allowed_origins=None,  # None: the page's own origin only
        json=COMPACT,
        http_compression=False,
        websocket_compression=False,
        ping_interval=25,
        ping_timeout=20,
    )
    app.extensions["watch"] = Watch(app, describe, rescue=rescue if manager else nobody_stalls)


def fast_manager(loop: str) -> Any:
    """Return the manager of the fast path, None when the stock one must serve."""
    from app.realtime.fanout import manager  # noqa: PLC0415  gevent, only in the web process
    from app.realtime.send_loop import loop_named  # noqa: PLC0415  likewise

    return manager(loop_named(loop))


def rescue() -> None:
    """Cut off phones that stopped reading, so that none costs more than its buffer."""
    from app.realtime.fanout import cut_stalled  # noqa: PLC0415  gevent, only in the web process

    cut_stalled(socketio.server)


def nobody_stalls() -> None:
    """Do nothing: without the fast path the library's own timeouts hold."""


def watch() -> Watch:
    """Return the watch of this application."""
    found: Watch = current_app.extensions["watch"]
    return found
