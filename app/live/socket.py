"""Phones and screens join their congress and from then on only listen.

The handlers are python-socketio's own: a request context for each event, as Flask-SocketIO makes
one, would be a third of what a connection costs. Only a cookie needs one.
"""

from functools import partial
from typing import Any

from flask import Flask
from socketio.exceptions import ConnectionRefusedError as RefuseConnection

from app.access import Visitor
from app.errors import SignInError
from app.realtime import room_name, socketio
from app.visitors import with_cookie, with_token

connected: dict[str, Visitor] = {}
"""Who is behind each socket, by its session id."""


def init_app(app: Flask) -> None:
    """Answer the three events of a socket."""
    server = socketio.server
    server.on("connect", partial(connect, app))
    server.on("disconnect", disconnect)
    server.on("join", join)


def connect(app: Flask, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
    """Take a socket in if it shows a token or a cookie that is worth something."""
    who = visitor_behind(app, environ, auth)
    if who is None or who.kind == "nobody":
        raise RefuseConnection("nobody")
    connected[sid] = who


def visitor_behind(app: Flask, environ: dict[str, Any], auth: Any) -> Visitor | None:
    """Return who opens a socket, None for an unknown token."""
    token = auth.get("token") if isinstance(auth, dict) else None
    if not token:
        with app.request_context(environ):
            return with_cookie()
    with app.app_context():
        try:
            return with_token(str(token))
        except SignInError:
            return None


def disconnect(sid: str, _reason: str = "") -> None:
    """Forget a socket."""
    connected.pop(sid, None)


def join(sid: str, message: Any = None) -> dict[str, Any]:
    """Put the socket into the room of its audience; the server chooses which."""
    congress_id = message.get("congress") if isinstance(message, dict) else None
    who = connected.get(sid)
    if who is None or not isinstance(congress_id, int):
        return {"joined": False}
    if not who.may("congress.follow", congress_id):
        return {"joined": False}
    socketio.server.enter_room(sid, room_name(congress_id, who.audience_in(congress_id)))
    return {"joined": True}
