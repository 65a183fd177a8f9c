"""Sockets only listen: the one event is `join`, and the server chooses the room, for every visitor.

The same matrix as for the routes: all visitors × own and another congress.
"""

import pytest

from app.access import PERMISSIONS
from app.realtime import room_name, socketio
from tests.security.world import EVERYBODY, clients, furnish

AUDIENCES = {
    "admin": "presidium",
    "organiser": "presidium",
    "secretary": "presidium",
    "chair": "presidium",
    "credentials": "delegates",
    "desk": "delegates",
    "leader": "delegates",
    "viewer": "delegates",
    "delegate": "delegates",
    "screen": "public",
    "kiosk": "public",
    "monitor": "public",
    "guest": "public",
}
"""The room that each visitor gets; nobody gets none."""


@pytest.fixture
def halls(app):
    return furnish("Đại hội của tôi"), furnish("Đại hội khác")


def socket_of(app, visitor):
    """Connect as a visitor: programs and devices by token, people by cookie."""
    scheme, _, token = visitor.headers.get("Authorization", "").partition(" ")
    auth = {"token": token} if scheme else None
    return socketio.test_client(app, auth=auth, headers=visitor.headers)


def rooms_of(socket) -> set[str]:
    found = socketio.server.manager.rooms["/"]
    return {room for room in found if room and ":" in room and socket_id(socket) in found[room]}


def socket_id(socket) -> str:
    return socketio.server.manager.sid_from_eio_sid(socket.eio_sid, "/")


def wrong_joins(app, halls) -> list[tuple[str, str, str]]:
    """Return every visitor who is in a room that is not theirs, or not in the one that is."""
    own, other = halls
    wrong = []
    for who, visitor in clients(app, own).items():
        socket = socket_of(app, visitor)
        if who not in PERMISSIONS["congress.follow"]:
            if socket.is_connected():
                wrong.append((who, "own", "connected"))
            continue
        for hall in (other, own):
            socket.emit("join", {"congress": hall.congress.id})
        wanted = {room_name(own.congress.id, AUDIENCES[who])}
        if rooms_of(socket) != wanted:
            wrong.append((who, "rooms", str(rooms_of(socket))))
        socket.disconnect()
    return wrong


def test_every_visitor_is_written_down():
    assert set(AUDIENCES) | {"nobody"} == set(EVERYBODY)


def test_every_visitor_gets_the_own_room_and_no_other(app, halls):
    assert wrong_joins(app, halls) == []


def test_a_socket_can_ask_for_nothing_but_to_join():
    events = {event for handlers in socketio.server.handlers.values() for event in handlers}
    assert events == {"connect", "disconnect", "join"}
