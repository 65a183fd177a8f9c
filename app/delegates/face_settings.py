"""What a congress asks of faces at its desks."""

from app.congresses.models import Congress
from app.db import changes
from app.realtime import commit_and_publish


@changes
def set_head_turn(congress: Congress, *, asked: bool) -> None:
    """Let desks ask whoever they would know to turn the head first; they follow within seconds."""
    congress.asks_head_turn = asked
    did = "faces.turn_on" if asked else "faces.turn_off"
    commit_and_publish(congress, "roster", did=did, about=f"congress:{congress.id}")
