"""What the tests of roles in the tree and their controls ask alike."""

from app.accounts.actions import grant
from app.congresses.models import Congress
from app.db import db
from app.people.actions import add_organisation, move_congress
from tests.app.accounts.checks import make_user, signed_in
from tests.factories import make_congress


def province_and_districts():
    """A province with two districts."""
    province = add_organisation("Tỉnh đoàn", None).id
    east = add_organisation("Huyện đoàn Đông", province).id
    west = add_organisation("Huyện đoàn Tây", province).id
    return province, east, west


def congress_of(organisation_id, title):
    congress = make_congress(title)
    move_congress(congress, organisation_id)
    return congress


def opens(client, congress) -> bool:
    status = client.get(f"/api/congresses/{congress.id}/sessions").status_code
    assert status in (200, 401, 403, 404)
    return status == 200


def check_a_role_in_one_organisation_gives_nothing_in_another(app):
    """East's organiser sees east's congress, and neither west's nor the province's."""
    province, east, west = province_and_districts()
    own, foreign = congress_of(east, "Đông"), congress_of(west, "Tây")
    above = congress_of(province, "Tỉnh")
    make_user("lan", "organiser", organisation_id=east)
    lan = signed_in(app, "lan")
    assert [opens(lan, each) for each in (own, foreign, above)] == [True, False, False]


def check_nobody_gives_roles_elsewhere(app):
    """East's organiser gives roles in the east alone."""
    _province, east, west = province_and_districts()
    own, foreign = congress_of(east, "Đông"), congress_of(west, "Tây")
    make_user("lan", "organiser", organisation_id=east)
    make_user("minh", "")
    lan = signed_in(app, "lan")
    allowed = {}
    places = ({"congress_id": own.id}, {"organisation_id": east})
    others = ({"congress_id": foreign.id}, {"organisation_id": west}, {})
    for place in places + others:
        body = {"name": "minh", "role": "viewer", **place}
        allowed[str(place)] = lan.post("/api/people/roles", json=body).status_code == 201
    assert list(allowed.values()) == [True, True, False, False, False], allowed


def check_an_organiser_does_not_become_administrator(app, congress):
    """Neither by a role nor by the administrator's new password."""
    admin = make_user("root", "admin")
    make_user("lan", "organiser", congress_id=congress.id)
    lan = signed_in(app, "lan")
    body = {"name": "lan", "role": "admin", "congress_id": congress.id, "password": "x"}
    assert lan.post("/api/people/roles", json=body).status_code == 403
    assert lan.post(f"/api/people/{admin.id}/reset").status_code == 404
    assert lan.delete(f"/api/people/{admin.id}/second-factor").status_code == 404


def check_the_last_administrator_stays(app):
    """Somebody must be able to give roles."""
    admin = make_user("root", "admin")
    root = signed_in(app, "root")
    [own] = root.get("/api/people").json
    role = own["roles"][0]["id"]
    assert root.delete(f"/api/people/roles/{role}").status_code == 409
    make_user("second", "admin")
    assert root.delete(f"/api/people/roles/{role}").status_code == 204
    assert admin.id == own["id"]


def check_a_congress_is_not_taken_from_an_organisation(app):
    """Who organises a congress of the east and the whole west leaves it to the east."""
    _province, east, west = province_and_districts()
    congress = congress_of(east, "Đông")
    lan = make_user("lan", "organiser", congress_id=congress.id)
    grant(lan, "organiser", organisation_id=west)
    address, body = f"/api/congresses/{congress.id}/organisation", {"organisation_id": west}
    assert signed_in(app, "lan").put(address, json=body).status_code == 403
    alone = make_congress("Của không ai")
    grant(lan, "organiser", congress_id=alone.id)
    address = f"/api/congresses/{alone.id}/organisation"
    assert signed_in(app, "lan").put(address, json=body).status_code == 204


def check_nobody_makes_congresses_elsewhere(app):
    """East's organiser makes a congress in the east; neither in the west nor in the province."""
    province, east, west = province_and_districts()
    make_user("lan", "organiser", organisation_id=east)
    lan = signed_in(app, "lan")
    facts = {"title": "Đại hội", "starts_on": "2027-03-26", "ends_on": "2027-03-27"}

    def make(organisation_id):
        body = {**facts, "organisation_id": organisation_id}
        return lan.post("/api/congresses", json=body)

    made = make(east)
    assert made.status_code == 201, made.text
    assert db.session.get(Congress, made.json["id"]).organisation_id == east
    assert [make(each).status_code for each in (west, province, 999)] == [404, 404, 404]
