"""One door for change, and the news of each change to every phone and screen."""

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


def init_app(app: Flask, *, describe: Describe, async_mode: str) -> None:
    """Attach the socket server; `describe` turns (congress, part, audience) into a state."""
    socketio.init_app(
        app,
        async_mode=async_mode,
        manage_session=False,
        cors_allowed_origins=None,  # None: the page's own origin only
        http_compression=False,
        websocket_compression=False,
        ping_interval=25,
        ping_timeout=20,
    )
    app.extensions["watch"] = Watch(app, describe)


def watch() -> Watch:
    """Return the watch of this application."""
    found: Watch = current_app.extensions["watch"]
    return found
