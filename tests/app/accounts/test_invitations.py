"""Links that make accounts and set passwords: once, in time, and for no more than they say."""

import pytest

from app.accounts.models import Invitation, RoleGrant, User
from app.db import db
from tests.app.accounts.checks import (
    NEW_PASSWORD,
    PASSWORD,
    browser,
    check_an_invitation_works_once,
    check_an_old_invitation_opens_nothing,
    is_in,
    make_user,
    set_up,
    sign_in,
    signed_in,
    token_of,
    use,
)


@pytest.fixture
def invited(organiser, congress):
    body = {"display_name": "Trần Thị Hoa", "role": "secretary", "congress_id": congress.id}
    return token_of(organiser.post("/api/people/invitations", json=body))


def test_whoever_is_invited_chooses_name_and_password_and_is_in(app, congress, invited):
    client = browser(app)
    assert "Trần Thị Hoa" in client.get(f"/invite/{invited}").text
    answer = use(client, invited, name="Hoa.Tran", display_name="Hoa")
    assert answer.json == {"next": "/office"}
    assert client.get(f"/office/{congress.id}").status_code == 200
    [held] = db.session.query(RoleGrant).filter_by(role="secretary")
    assert (held.congress_id, held.user.name) == (congress.id, "hoa.tran")
    assert is_in(signed_in(app, "hoa.tran", NEW_PASSWORD))


def test_an_invitation_works_once(app, organiser, congress):
    check_an_invitation_works_once(app, organiser, congress)


def test_an_old_invitation_opens_nothing(app, organiser, congress, monkeypatch):
    check_an_old_invitation_opens_nothing(app, organiser, congress, monkeypatch)


def test_an_invitation_that_was_taken_back_opens_nothing(app, organiser, invited):
    [row] = db.session.query(Invitation)
    assert organiser.delete(f"/api/people/invitations/{row.id}").status_code == 204
    assert browser(app).get(f"/invite/{invited}").status_code == 404
    assert use(browser(app), invited, name="hoa").status_code == 404


def test_the_database_does_not_hold_the_link(app, invited, tmp_path):
    db.session.remove()
    files = list(tmp_path.glob("congress.db*"))
    assert all(invited.encode() not in each.read_bytes() for each in files)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "hoa", "password": "ngắn"}, "password"),
        ({"name": "hoa", "password": "matkhau2026"}, "password"),
        ({"name": "", "password": NEW_PASSWORD}, "name"),
        ({"name": "lan", "password": NEW_PASSWORD}, "name"),
        ({"name": "hai chữ", "password": NEW_PASSWORD}, "name"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_the_link_still_works(app, invited, body, field):
    make_user("lan")
    answer = browser(app).post(f"/api/invitations/{invited}", json=body)
    assert answer.status_code == 422
    assert field in answer.json["fields"]
    assert use(browser(app), invited, name="hoa").status_code == 200


def test_a_new_password_ends_every_sign_in_and_leaves_the_second_step(app, client_for):
    user = make_user("lan")
    lan = signed_in(app, "lan")
    set_up(lan)
    admin = client_for("admin", None)
    token = token_of(admin.post(f"/api/people/{user.id}/reset"))
    stranger = browser(app)
    assert use(stranger, token).json == {"next": "/sign-in"}
    assert not is_in(stranger)
    assert not is_in(lan)
    assert sign_in(browser(app), "lan", PASSWORD).status_code == 401
    assert sign_in(browser(app), "lan", NEW_PASSWORD).json["needs_code"] is True


def test_a_newer_link_for_a_password_ends_the_older(app, client_for):
    user = make_user("lan")
    admin = client_for("admin", None)
    older = token_of(admin.post(f"/api/people/{user.id}/reset"))
    newer = token_of(admin.post(f"/api/people/{user.id}/reset"))
    assert use(browser(app), older).status_code == 404
    assert use(browser(app), newer).status_code == 200


def test_a_closed_account_is_out_at_once_and_no_link_opens_it(app, client_for):
    user = make_user("lan")
    lan = signed_in(app, "lan")
    admin = client_for("admin", None)
    token = token_of(admin.post(f"/api/people/{user.id}/reset"))
    assert admin.put(f"/api/people/{user.id}/closed", json={"closed": True}).status_code == 204
    assert not is_in(lan)
    assert sign_in(browser(app), "lan").status_code == 401
    assert use(browser(app), token).status_code == 404
    assert admin.put(f"/api/people/{user.id}/closed", json={"closed": False}).status_code == 204
    assert is_in(signed_in(app, "lan"))


def test_a_name_that_somebody_had_is_not_given_again(app, client_for, invited):
    user = make_user("hoa")
    client_for("admin", None).put(f"/api/people/{user.id}/closed", json={"closed": True})
    assert use(browser(app), invited, name="hoa").status_code == 422
    assert db.session.query(User).filter_by(name="hoa").count() == 1
