"""The browsers in which an account is signed in: listed, and signed out at once."""

from datetime import timedelta

import pytest

from app.accounts.browsers import browser_name
from app.accounts.models import SignIn
from app.clock import now
from app.db import db
from tests.app.accounts.checks import (
    NEW_PASSWORD,
    PASSWORD,
    browser,
    check_signing_out_another_device_is_immediate,
    is_in,
    make_user,
    sign_in,
    signed_in,
)


def test_signing_out_another_device_is_immediate(app):
    check_signing_out_another_device_is_immediate(app)


def test_all_others_are_signed_out_together(app):
    make_user("lan")
    here, *others = [signed_in(app, "lan") for _ in range(3)]
    assert here.delete("/api/account/sign-ins").status_code == 204
    assert is_in(here)
    assert not any(map(is_in, others))


def test_nobody_signs_out_somebody_else(app):
    make_user("lan")
    make_user("minh")
    lan, minh = signed_in(app, "lan"), signed_in(app, "minh")
    [his] = minh.get("/api/account/sign-ins").json
    assert lan.delete(f"/api/account/sign-ins/{his['id']}").status_code == 404
    assert is_in(minh)


def test_the_list_says_where_and_since_when(app):
    make_user("lan")
    client = signed_in(app, "lan")
    [mine] = client.get("/api/account/sign-ins").json
    assert mine["is_this_one"]
    assert mine["address"] == "127.0.0.1"
    assert mine["created_at"] == mine["seen_at"]


def test_a_browser_that_was_not_seen_for_a_month_is_out(app, monkeypatch):
    make_user("lan")
    client = signed_in(app, "lan")
    later = now() + timedelta(days=31)
    monkeypatch.setattr("app.accounts.queries.now", lambda: later)
    assert not is_in(client)


def test_being_seen_is_noted_from_time_to_time(app, monkeypatch):
    make_user("lan")
    client = signed_in(app, "lan")
    later = now() + timedelta(minutes=6)
    monkeypatch.setattr("app.accounts.sign_ins.now", lambda: later)
    client.get("/api/me")
    db.session.expire_all()
    assert db.session.query(SignIn).one().seen_at == later


def test_signing_in_makes_a_new_session_out_of_nothing_that_was_there(app):
    make_user("lan")
    client = browser(app)
    with client.client.session_transaction() as planted:
        planted["sign_in"] = "a token that somebody planted"
        planted["device"] = "a device"
    sign_in(client, "lan")
    with client.client.session_transaction() as session:
        assert session["sign_in"] != "a token that somebody planted"
        assert "device" not in session


def test_a_new_password_signs_the_others_out_and_asks_for_the_present_one(app):
    make_user("lan")
    here, there = signed_in(app, "lan"), signed_in(app, "lan")
    address = "/api/account/password"
    wrong = {"present": "not this one", "password": NEW_PASSWORD}
    assert here.put(address, json=wrong).status_code == 422
    assert (
        here.put(address, json={"present": PASSWORD, "password": "matkhau2026"}).status_code == 422
    )
    right = {"present": PASSWORD, "password": NEW_PASSWORD}
    assert here.put(address, json=right).status_code == 204
    assert is_in(here)
    assert not is_in(there)
    assert sign_in(browser(app), "lan", NEW_PASSWORD).status_code == 200


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
            " Chrome/126.0.0.0 Safari/537.36",
            "Chrome · Windows",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
            " Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
            "Edge · Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
            " (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
            "Safari · iPhone",
        ),
        (
            "Mozilla/5.0 (Linux; Android 9) Chrome/70.0.3538.110 Mobile Safari/537.36",
            "Chrome · Android",
        ),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", ""),
    ],
)
def test_browsers_are_named_as_people_name_them(user_agent, name):
    assert browser_name(user_agent) == name
