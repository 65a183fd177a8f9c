"""Rooms of the socket server: one for each congress and audience."""

from app.realtime.sockets import socketio

NAMESPACE = "/"


def room_name(congress_id: int, audience: str) -> str:
    """Return the room of those who may see the same things."""
    return f"congress-{congress_id}:{audience}"


def audience_of_room(room: str) -> str:
    """Return the audience that a room stands for."""
    return room.partition(":")[2]


def occupied_rooms(congress_id: int) -> list[str]:
    """Return the rooms of a congress in which somebody listens."""
    if socketio.server is None:
        return []
    prefix = f"congress-{congress_id}:"
    rooms = socketio.server.manager.rooms.get(NAMESPACE, {})
    return [room for room in rooms if isinstance(room, str) and room.startswith(prefix)]


def listeners(congress_id: int) -> int:
    """Return how many phones and screens of a congress are connected to this process."""
    rooms = socketio.server.manager.rooms.get(NAMESPACE, {}) if socketio.server else {}
    return sum(len(rooms[room]) for room in occupied_rooms(congress_id))
