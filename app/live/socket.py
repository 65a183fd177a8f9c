"""Phones and screens join their congress and from then on only listen."""

from typing import Any

from flask import request
from flask_socketio import ConnectionRefusedError as RefuseConnection
from flask_socketio import join_room

from app.access import Visitor
from app.errors import SignInError
from app.realtime import room_name, socketio
from app.visitors import with_cookie, with_token

connected: dict[str, Visitor] = {}
"""Who is behind each socket, by its session id."""


def socket_id() -> str:
    """Return the id of the socket that the present event came from."""
    found: str = request.sid  # type: ignore[attr-defined]  # set by flask_socketio
    return found


@socketio.on("connect")
def connect(auth: dict[str, Any] | None = None) -> None:
    """Take a socket in if it shows a token or a cookie that is worth something."""
    token = auth.get("token") if isinstance(auth, dict) else None
    try:
        who = with_token(str(token)) if token else with_cookie()
    except SignInError as error:
        raise RefuseConnection(str(error)) from error
    if who.kind == "nobody":
        raise RefuseConnection("nobody")
    connected[socket_id()] = who


@socketio.on("disconnect")
def disconnect(_reason: str = "") -> None:
    """Forget a socket."""
    connected.pop(socket_id(), None)


@socketio.on("join")
def join(message: Any) -> dict[str, Any]:
    """Put the socket into the room of its audience; the server chooses which."""
    congress_id = message.get("congress") if isinstance(message, dict) else None
    who = connected.get(socket_id())
    if who is None or not isinstance(congress_id, int):
        return {"joined": False}
    if not who.may("congress.follow", congress_id):
        return {"joined": False}
    join_room(room_name(congress_id, who.audience_in(congress_id)))
    return {"joined": True}
