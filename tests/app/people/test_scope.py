"""Roles in the tree of organisations: downwards, never sideways or up; and who may give them."""

import pytest

from app.accounts.actions import grant
from app.accounts.models import RoleGrant, User
from app.db import db
from app.people.actions import change_organisation, move_congress
from app.realtime import AuditEntry
from tests.app.accounts.checks import PASSWORD, make_user, signed_in
from tests.app.people.checks import (
    check_a_congress_is_not_taken_from_an_organisation,
    check_a_role_in_one_organisation_gives_nothing_in_another,
    check_an_organiser_does_not_become_administrator,
    check_nobody_gives_roles_elsewhere,
    check_nobody_makes_congresses_elsewhere,
    check_the_last_administrator_stays,
    congress_of,
    opens,
    province_and_districts,
)
from tests.factories import make_congress


def test_a_role_in_one_organisation_gives_nothing_in_another(app):
    check_a_role_in_one_organisation_gives_nothing_in_another(app)


def test_a_role_counts_in_everything_below(app):
    province, east, west = province_and_districts()
    congresses = [congress_of(each, "Đại hội") for each in (province, east, west)]
    alone = make_congress("Của không ai")
    make_user("lan", "secretary", organisation_id=province)
    lan = signed_in(app, "lan")
    assert all(opens(lan, each) for each in congresses)
    assert not opens(lan, alone)
    assert len(lan.get("/api/congresses").json) == 3


def test_roles_follow_a_congress_that_moves(app):
    _province, east, west = province_and_districts()
    congress = congress_of(east, "Đại hội")
    make_user("dong", "organiser", organisation_id=east)
    make_user("tay", "organiser", organisation_id=west)
    dong, tay = signed_in(app, "dong"), signed_in(app, "tay")
    assert [opens(dong, congress), opens(tay, congress)] == [True, False]
    move_congress(congress, west)
    assert [opens(dong, congress), opens(tay, congress)] == [False, True]


def test_roles_follow_a_unit_that_moves(app):
    province, east, west = province_and_districts()
    congress = congress_of(west, "Đại hội")
    make_user("dong", "organiser", organisation_id=east)
    dong = signed_in(app, "dong")
    assert not opens(dong, congress)
    change_organisation(west, "Huyện đoàn Tây", east)
    assert opens(dong, congress)
    change_organisation(west, "Huyện đoàn Tây", province)
    assert not opens(dong, congress)


def test_only_who_manages_both_moves_a_congress(app):
    province, east, west = province_and_districts()
    congress = congress_of(east, "Đại hội")
    make_user("dong", "organiser", organisation_id=east)
    make_user("tinh", "organiser", organisation_id=province)
    address, body = f"/api/congresses/{congress.id}/organisation", {"organisation_id": west}
    assert signed_in(app, "dong").put(address, json=body).status_code == 403
    nowhere = {"organisation_id": None}
    tinh = signed_in(app, "tinh")
    assert tinh.put(address, json=nowhere).status_code == 403
    assert tinh.put(address, json=body).status_code == 204


def test_a_congress_is_not_taken_from_an_organisation(app):
    check_a_congress_is_not_taken_from_an_organisation(app)


def test_nobody_gives_roles_elsewhere(app):
    check_nobody_gives_roles_elsewhere(app)


def test_nobody_makes_congresses_elsewhere(app):
    check_nobody_makes_congresses_elsewhere(app)


def test_the_organisation_is_chosen_where_there_is_a_choice(app, client_for):
    """With one only there is nothing to choose: it is that one."""
    _province, east, west = province_and_districts()
    make_user("lan", "organiser", organisation_id=east)
    lan = signed_in(app, "lan")
    page = lan.get("/office").text
    assert f'type="hidden" name="organisation_id" data-type="integer" value="{east}"' in page
    grant(db.session.query(User).filter_by(name="lan").one(), "organiser", organisation_id=west)
    page = lan.get("/office").text
    assert '<select id="organisation"' in page
    assert '<option value="">' not in page
    assert '<option value="">' in client_for("admin", where=None).get("/office").text


def test_an_organiser_does_not_become_administrator(app, congress):
    check_an_organiser_does_not_become_administrator(app, congress)


def test_the_last_administrator_stays(app):
    check_the_last_administrator_stays(app)


def test_the_last_administrator_cannot_be_closed(app, client_for):
    admin = make_user("root", "admin")
    address = f"/api/people/{admin.id}/closed"
    answer = client_for("admin", None).put(address, json={"closed": True})
    assert answer.status_code == 409


def test_making_an_administrator_asks_for_the_own_password(app):
    make_user("root", "admin")
    make_user("minh", "")
    root = signed_in(app, "root")
    body = {"name": "minh", "role": "admin"}
    assert root.post("/api/people/roles", json=body).status_code == 422
    assert root.post("/api/people/roles", json={**body, "password": "wrong"}).status_code == 422
    assert root.post("/api/people/roles", json={**body, "password": PASSWORD}).status_code == 201


def test_a_role_outside_ones_reach_protects_the_whole_account(app, congress):
    """Who could set Minh's password would become organiser of the other congress."""
    elsewhere = make_congress("Đại hội khác")
    make_user("lan", "organiser", congress_id=congress.id)
    minh = make_user("minh", "secretary", congress_id=congress.id)
    lan = signed_in(app, "lan")
    assert lan.post(f"/api/people/{minh.id}/reset").status_code == 201
    grant(db.session.get_one(User, minh.id), "organiser", congress_id=elsewhere.id)
    assert lan.post(f"/api/people/{minh.id}/reset").status_code == 404
    [own, other] = db.session.query(RoleGrant).filter_by(user_id=minh.id).order_by(RoleGrant.id)
    assert lan.delete(f"/api/people/roles/{other.id}").status_code == 404
    assert lan.delete(f"/api/people/roles/{own.id}").status_code == 204


def test_a_role_is_given_once_and_taken_at_once(app, congress, organiser):
    make_user("minh", "")
    minh = signed_in(app, "minh")
    body = {"name": "minh", "role": "secretary", "congress_id": congress.id}
    given = organiser.post("/api/people/roles", json=body)
    assert organiser.post("/api/people/roles", json=body).status_code == 409
    assert opens(minh, congress)
    assert organiser.delete(f"/api/people/roles/{given.json['id']}").status_code == 204
    assert not opens(minh, congress)


def test_the_tree_has_no_circles_and_loses_nothing(app, client_for):
    province, east, _west = province_and_districts()
    congress_of(east, "Đại hội")
    admin = client_for("admin", None)
    below_itself = {"name": "Tỉnh đoàn", "parent_id": east}
    assert admin.put(f"/api/organisations/{province}", json=below_itself).status_code == 422
    assert admin.delete(f"/api/organisations/{east}").status_code == 409
    assert admin.delete(f"/api/organisations/{province}").status_code == 409
    made = admin.post("/api/organisations", json={"name": "Trường", "parent_id": east}).json
    assert admin.delete(f"/api/organisations/{made['id']}").status_code == 204
    names = [each["name"] for each in admin.get("/api/organisations").json]
    assert sorted(names) == ["Huyện đoàn Tây", "Huyện đoàn Đông", "Tỉnh đoàn"]


def test_an_administrator_of_a_unit_changes_what_is_below_and_nothing_else(app):
    province, east, west = province_and_districts()
    make_user("dong", "admin", organisation_id=east)
    dong = signed_in(app, "dong")
    new = {"name": "Xã đoàn", "parent_id": east}
    assert dong.post("/api/organisations", json=new).status_code == 201
    assert dong.post("/api/organisations", json={**new, "parent_id": west}).status_code == 404
    assert dong.post("/api/organisations", json={"name": "Trên cùng"}).status_code == 403
    assert dong.put(f"/api/organisations/{province}", json={"name": "x"}).status_code == 404
    kept = {"name": "Đông", "parent_id": province}
    assert dong.put(f"/api/organisations/{east}", json=kept).status_code == 200


def test_roles_leave_a_trace_without_names(app, congress, organiser):
    minh = make_user("minh", "")
    body = {"name": "minh", "role": "chair", "congress_id": congress.id}
    organiser.post("/api/people/roles", json=body)
    entry = db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
    found = (entry.congress_id, entry.did, entry.about)
    assert found == (congress.id, "grant.add", f"user:{minh.id} role:chair")


@pytest.mark.parametrize("path", ["/office/people", "/office/organisations", "/office/{id}/people"])
def test_the_pages_show_people_in_reach_and_no_others(app, congress, path):
    _province, east, west = province_and_districts()
    move_congress(congress, east)
    make_user("root", "admin")
    make_user("dong", "admin", organisation_id=east)
    make_user("tay", "organiser", organisation_id=west)
    page = signed_in(app, "dong").get(path.format(id=congress.id))
    assert page.status_code == 200
    assert "Huyện đoàn Đông" in page.text
    assert "Huyện đoàn Tây" not in page.text
    assert ">Tay<" not in page.text
