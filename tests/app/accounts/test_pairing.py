"""Pairing by a short code: once, in time, counted, for what it was made for, revocable."""

import pytest

from app.accounts.models import Device
from app.accounts.pairing import ALPHABET, LENGTH, tidied
from app.db import db
from tests.app.accounts.checks import (
    check_a_code_pairs_once,
    check_an_old_code_pairs_nothing,
    check_many_addresses_together_cannot_try_codes,
    check_one_address_cannot_try_codes,
    check_the_database_does_not_give_codes_away,
    enter,
    offered,
)
from tests.conftest import Bearer


def test_a_program_gets_its_token_by_the_code_and_its_name_stands_on_events(
    app, organiser, congress, cast
):
    made = offered(organiser, congress, name="Bàn cửa chính")
    _machine, answer = enter(app, made["code"])
    assert (answer.json["kind"], answer.json["name"]) == ("kiosk", "Bàn cửa chính")
    desk = Bearer(app, answer.json["token"])
    event = {
        "key": "pairing-0001",
        "delegate_id": cast.minh.id,
        "session_id": congress.sessions[0].id,
        "direction": "in",
        "method": "name",
        "at": "2026-11-22T01:00:00Z",
    }
    path = f"/api/congresses/{congress.id}/check-ins"
    answer = desk.post(path, json=event)
    assert answer.status_code == 201, answer.text
    assert answer.json["recorded_by"] == "Bàn cửa chính"
    assert desk.get(f"/api/congresses/{congress.id}/gallery").status_code == 200


@pytest.mark.parametrize(("kind", "page"), [("kiosk", "/desk/"), ("screen", "/screen/")])
def test_a_browser_becomes_what_the_code_was_made_for(app, organiser, congress, kind, page):
    made = offered(organiser, congress, kind, "Cửa sau")
    machine, answer = enter(app, made["code"], "/api/pair/browser")
    assert answer.json == {"next": f"{page}{congress.id}"}
    assert machine.get(answer.json["next"]).status_code == 200
    assert machine.get("/api/me").json["name"] == "Cửa sau"
    assert machine.get(f"/office/{congress.id}").status_code in (302, 404)


def test_a_browser_desk_that_was_revoked_is_out_and_asked_to_sign_in(app, organiser, congress):
    made = offered(organiser, congress)
    machine, _answer = enter(app, made["code"], "/api/pair/browser")
    [device] = db.session.query(Device).filter_by(kind="kiosk")
    path = f"/api/congresses/{congress.id}/devices/{device.id}"
    assert organiser.delete(path).status_code == 204
    assert machine.get(f"/desk/{congress.id}").status_code == 302
    assert machine.post(f"/api/congresses/{congress.id}/check-ins", json={}).status_code == 401


def test_the_office_sees_what_became_of_a_code(app, organiser, congress):
    made = offered(organiser, congress)
    path = f"/api/congresses/{congress.id}/devices/codes/{made['id']}"
    assert organiser.get(path).json["state"] == "waiting"
    enter(app, made["code"])
    told = organiser.get(path).json
    assert told["state"] == "paired"
    assert told["device_id"] is not None
    assert "code" not in told


def test_a_code_that_was_taken_back_pairs_nothing(app, organiser, congress):
    made = offered(organiser, congress)
    path = f"/api/congresses/{congress.id}/devices/codes/{made['id']}"
    assert organiser.delete(path).status_code == 204
    assert organiser.get(path).json["state"] == "withdrawn"
    assert enter(app, made["code"])[1].status_code == 422


def test_a_code_pairs_once(app, organiser, congress):
    check_a_code_pairs_once(app, organiser, congress)


def test_an_old_code_pairs_nothing(app, organiser, congress, monkeypatch):
    check_an_old_code_pairs_nothing(app, organiser, congress, monkeypatch)


def test_one_address_cannot_try_codes(app, organiser, congress):
    check_one_address_cannot_try_codes(app, organiser, congress)


def test_many_addresses_together_cannot_try_codes(app, organiser, congress):
    check_many_addresses_together_cannot_try_codes(app, organiser, congress)


def test_the_database_does_not_give_codes_away(app, organiser, congress):
    check_the_database_does_not_give_codes_away(app, organiser, congress)


@pytest.mark.parametrize("typed", ["cfg 234", "CFG-234", " c f g 2 3 4 ", "cfgz34"])
def test_a_code_is_taken_as_people_type_it(typed):
    assert tidied(typed) == "CFG234"


def test_a_vietnamese_keyboard_has_nothing_to_change():
    assert not set(ALPHABET) & set("AEIOUYDW0O1ILB8SZ")
    assert len(set(ALPHABET)) ** LENGTH > 80_000_000


def test_a_device_gets_another_name(app, organiser, congress, client_for):
    client_for("kiosk")
    [device] = db.session.query(Device).filter_by(kind="kiosk")
    path = f"/api/congresses/{congress.id}/devices/{device.id}"
    assert organiser.put(path, json={"name": "Bàn 7"}).json["name"] == "Bàn 7"
    assert organiser.put(path, json={"name": ""}).status_code == 422
    assert client_for("viewer").put(path, json={"name": "x"}).status_code == 404
