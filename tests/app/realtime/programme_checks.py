"""A programme of thirty items reaches phones: small, or announced and then fetched whole."""

import json
from typing import Any

from flask import Flask

from app.agenda.actions import add_item
from app.agenda.forms import ItemForm
from app.congresses.models import Congress
from app.library import actions as library
from app.library.forms import LinkForm
from app.library.links import link_token
from app.realtime import socketio, watch
from app.realtime.door import present_heads

ITEMS = 30
MOST_BYTES = 4096


def programme_reaches_a_phone(app: Flask, congress: Congress) -> None:
    """Each item is added before the eyes of a phone; none of the news is too large for it."""
    client = app.test_client()
    client.get(f"/q/{link_token(library.add_link(congress, LinkForm(target='congress')))}")
    phone = socketio.test_client(app, flask_test_client=client)
    assert phone.emit("join", {"congress": congress.id}, callback=True) == {"joined": True}
    publish()
    phone.get_received()
    session = congress.sessions[0]
    for place in range(ITEMS):
        title = f"Tham luận thứ {place + 1} của đoàn đại biểu tỉnh"
        add_item(congress, ItemForm(session_id=session.id, title=title, minutes=10))
        publish()
    told = [each["args"][0] for each in phone.get_received() if each["name"] == "changed"]
    programme = [each for each in told if each["part"] == "agenda"]
    assert len(programme) == ITEMS
    largest = max(size_of(each) for each in programme)
    assert largest <= MOST_BYTES, f"{largest} bytes"
    assert "state" in programme[0], "a short programme is sent"
    assert "state" not in programme[-1], "a long one is announced"
    live = client.get(f"/api/congresses/{congress.id}/live").json["parts"]["agenda"]
    assert live["seq"] == programme[-1]["seq"]
    titles = [each["title"] for each in live["state"]["items"]]
    assert sum(title.startswith("Tham luận thứ") for title in titles) == ITEMS


def publish() -> None:
    """Do what the server's watch does after a commit."""
    watch().learn(present_heads())
    watch().publish_news()


def size_of(message: dict[str, Any]) -> int:
    """Return the bytes of a message as it is written to the wire."""
    return len(json.dumps(message, ensure_ascii=False).encode())
