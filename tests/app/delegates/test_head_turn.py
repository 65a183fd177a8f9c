"""The turn of the head at the desk: off until an organiser turns it on; desks hear of it."""

from app.db import db
from app.realtime.models import AuditEntry


def test_desks_hear_of_it_with_the_next_look_at_the_roster(organiser, client_for, congress, cast):
    api = f"/api/congresses/{congress.id}"
    desk = client_for("kiosk")
    before = desk.get(f"{api}/gallery")
    assert before.json["head_turn"] is False
    assert organiser.get(f"{api}/faces/head-turn").json == {"asked": False}
    assert organiser.put(f"{api}/faces/head-turn", json={"asked": True}).json == {"asked": True}
    etag = {"If-None-Match": before.headers["ETag"]}
    after = desk.get(f"{api}/gallery", headers=etag)
    assert (after.status_code, after.json["head_turn"]) == (200, True)
    organiser.put(f"{api}/faces/head-turn", json={"asked": False})
    said = [each.did for each in db.session.query(AuditEntry) if each.did.startswith("faces.turn")]
    assert said == ["faces.turn_on", "faces.turn_off"]


def test_the_settings_say_what_it_costs(organiser, congress):
    page = organiser.get(f"/office/{congress.id}/settings?lang=en").text
    assert "Ask for a turn of the head" in page
    organiser.put(f"/api/congresses/{congress.id}/faces/head-turn", json={"asked": True})
    assert "Do not ask any more" in organiser.get(f"/office/{congress.id}/settings?lang=en").text
