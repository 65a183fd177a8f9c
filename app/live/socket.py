"""Phones and screens join their congress and from then on only listen.

The handlers are python-socketio's own: a request context for each event, as Flask-SocketIO makes
one, would be a third of what a connection costs. Only a cookie needs one.
"""

import json
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from sys import intern
from typing import Any

from flask import Flask, session
from socketio.exceptions import ConnectionRefusedError as RefuseConnection

from app.access import NOBODY, Visitor
from app.clock import give_way
from app.errors import SignInError
from app.realtime import room_name, socketio
from app.visitors import with_cookie, with_token


@dataclass
class Listener:
    """Who is behind a socket, what was shown for it, and the audience heard, by congress."""

    who: Visitor
    token: str
    shown: str
    audiences: dict[int, str] = field(default_factory=dict)


connected: dict[str, Listener] = {}
"""Everybody who listens to this process, by session id."""


def init_app(app: Flask) -> None:
    """Answer the three events of a socket; hang up on whoever loses the right to listen."""
    server = socketio.server
    server.on("connect", partial(connect, app))
    server.on("disconnect", disconnect)
    server.on("join", join)
    app.extensions["watch"].guard = partial(hang_up_on_strangers, app)


def connect(app: Flask, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
    """Take a socket in if it shows a token or a cookie that is worth something."""
    token = auth.get("token") if isinstance(auth, dict) else None
    listener = identified(app, environ, str(token or ""))
    if listener.who.kind == "nobody":
        raise RefuseConnection("nobody")
    connected[sid] = listener


def identified(app: Flask, environ: dict[str, Any], token: str) -> Listener:
    """Return who opens a socket: by the token, else by the cookie."""
    if not token:
        with app.request_context(environ):
            who = with_cookie()
            shown = json.dumps(dict(session), sort_keys=True)
        return Listener(who, "", intern(sha256(shown.encode()).hexdigest()))
    with app.app_context():
        try:
            return Listener(with_token(token), token, intern(token))
        except SignInError:
            return Listener(NOBODY, token, token)


def disconnect(sid: str, _reason: str = "") -> None:
    """Forget a socket."""
    connected.pop(sid, None)


def join(sid: str, message: Any = None) -> dict[str, Any]:
    """Put the socket into the room of its audience; the server chooses which."""
    congress_id = message.get("congress") if isinstance(message, dict) else None
    listener = connected.get(sid)
    if listener is None or not isinstance(congress_id, int):
        return {"joined": False}
    if not listener.who.may("congress.follow", congress_id):
        return {"joined": False}
    audience = listener.who.audience_in(congress_id)
    listener.audiences[congress_id] = audience
    socketio.server.enter_room(sid, room_name(congress_id, audience))
    return {"joined": True}


def hang_up_on_strangers(app: Flask) -> None:
    """Disconnect every socket that would not be let in now as it was.

    Asked is the door itself, once for all who show the same. Whoever still may hear something
    connects again and gets the room that is right now.
    """
    known: dict[str, Visitor] = {}
    for sid, listener in list(connected.items()):
        if listener.shown not in known:
            environ = socketio.server.get_environ(sid)
            if environ is None:
                continue
            known[listener.shown] = identified(app, environ, listener.token).who
            give_way()
        if sid in connected and not hears_the_same(known[listener.shown], listener):
            socketio.server.disconnect(sid)


def hears_the_same(who: Visitor, listener: Listener) -> bool:
    """Tell whether a visitor, as known now, may go on hearing what the socket hears."""
    return who.kind != "nobody" and all(
        who.may("congress.follow", congress_id) and who.audience_in(congress_id) == audience
        for congress_id, audience in listener.audiences.items()
    )
