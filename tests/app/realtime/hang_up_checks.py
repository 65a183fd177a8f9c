"""Whoever lost the right to listen is hung up on at the next look, and nobody else."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask

from app.accounts.actions import add_user, grant, pair_device, revoke_device
from app.congresses.models import Congress
from app.delegates.actions import replace_badge
from app.delegates.badges import badge_token
from app.library import actions as library
from app.library.forms import LinkForm
from app.library.links import link_token
from app.live.actions import move_stage
from app.live.forms import StageForm
from app.realtime import socketio, watch
from app.realtime.door import present_doors, present_heads
from tests.factories import make_delegate

PASSWORD = "một mật khẩu rất dài 1"


@dataclass
class Loss:
    """A socket, and what takes its right away."""

    phone: Any
    take_away: Callable[[], object]


def opened(app: Flask, congress: Congress, client: Any = None, token: str = "") -> Any:
    auth = {"token": token} if token else None
    phone = socketio.test_client(app, flask_test_client=client, auth=auth)
    assert phone.emit("join", {"congress": congress.id}, callback=True) == {"joined": True}
    return phone


def revoked_screen(app: Flask, congress: Congress) -> Loss:
    device, token = pair_device(congress, "screen", "Màn hình")
    phone = opened(app, congress, token=token)
    return Loss(phone, lambda: revoke_device(congress, device.id))


def revoked_link(app: Flask, congress: Congress) -> Loss:
    link = library.add_link(congress, LinkForm(target="congress"))
    client = app.test_client()
    client.get(f"/q/{link_token(link)}")
    return Loss(opened(app, congress, client), lambda: library.revoke_link(congress, link))


def replaced_badge(app: Flask, congress: Congress) -> Loss:
    delegate = make_delegate(congress, "777", "Nguyễn Văn Mất Thẻ")
    client = app.test_client()
    client.get(f"/b/{badge_token(delegate)}")
    return Loss(opened(app, congress, client), lambda: replace_badge(congress, delegate))


def ended_sign_in(app: Flask, congress: Congress) -> Loss:
    grant(add_user("thu", PASSWORD), "organiser", congress_id=congress.id)
    client = app.test_client()
    answer = client.post("/api/login", json={"name": "thu", "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    phone = opened(app, congress, client)
    return Loss(phone, lambda: sign_out_of(client))


def sign_out_of(client: Any) -> None:
    answer = client.post("/api/logout")
    assert answer.status_code < 400, answer.text


LOSSES = (revoked_screen, revoked_link, replaced_badge, ended_sign_in)


def look(app: Flask) -> None:
    """Do what the server's watch does when the database changed."""
    found = watch()
    if found.doors_moved():
        found.guard_doors()


def check_hung_up(app: Flask, congress: Congress, lose: Callable[[Flask, Congress], Loss]) -> None:
    """One loses the right to listen, another one keeps it."""
    watch().doors = present_doors()
    loss, other = lose(app, congress), revoked_link(app, congress)
    look(app)
    assert loss.phone.is_connected()
    loss.take_away()
    look(app)
    assert not loss.phone.is_connected(), "it still listens"
    assert other.phone.is_connected()
    move_stage(congress, StageForm(announcement="Mời"))
    watch().learn(present_heads())
    watch().publish_news()
    assert "changed" in {each["name"] for each in other.phone.get_received()}
