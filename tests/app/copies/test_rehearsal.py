"""A rehearsal: everything can be tried in it, nothing of it counts, and in the end it is gone."""

from datetime import timedelta

import pytest

from app.agenda.queries import items_of
from app.clock import now
from app.congresses.models import Congress
from app.db import db
from app.delegates import groupings
from app.delegates.groupings_forms import GroupingForm
from app.delegates.models import Delegate, Delegation
from app.delegates.site_actions import add_site, change_site, expect_delegate, remove_site
from app.delegates.sites import site_of_delegate, sites_of
from app.delegates.sites_forms import SiteForm
from app.realtime.models import AuditEntry
from tests.app.copies.rehearsal_checks import (
    check_nothing_counts_in_the_congress,
    check_nothing_is_left_at_the_end,
    rehearsed,
)
from tests.factories import make_document

BAND = "rehearsal-band"


@pytest.fixture
def full(congress, cast):
    make_document(congress, "Báo cáo chính trị", "toàn văn báo cáo")
    return congress


def test_it_has_programme_documents_and_everybody_with_badges_of_their_own(full, cast):
    rehearsal = rehearsed(full)
    assert rehearsal.title == f"TỔNG DUYỆT: {full.title}"
    assert [each.title for each in items_of(rehearsal.id)] == [
        each.title for each in items_of(full.id)
    ]
    people = db.session.query(Delegate).filter_by(congress_id=rehearsal.id).order_by("number")
    assert [(each.number, each.name, each.seat) for each in people] == [
        ("001", "Nguyễn Văn Minh", "A-01"),
        ("002", "Trần Thị Hoa", "A-02"),
        ("K01", "Lê Khách", ""),
    ]
    assert people[0].delegation_name == cast.minh.delegation_name
    assert people[0].badge_hash != cast.minh.badge_hash


def test_leaders_lead_in_the_rehearsal_too(full, cast):
    unit = db.session.query(Delegation).filter_by(congress_id=full.id).one()
    form = GroupingForm(name=unit.name, leader_id=cast.hoa.id)
    groupings.change_unit(full, "delegations", unit, form)
    rehearsal = rehearsed(full)
    copied = db.session.query(Delegation).filter_by(congress_id=rehearsal.id).one()
    assert db.session.get_one(Delegate, copied.leader_id).number == "002"


def test_sites_are_those_of_the_congress_with_the_same_people(full, cast):
    gone, kept = (add_site(full, SiteForm(name=name)) for name in ("Thuận Nam", "Ninh Phước"))
    remove_site(full, gone)
    ids = [cast.minh.delegation_id]
    change_site(full, kept, SiteForm(name="Ninh Phước", place="UBND", delegation_ids=ids))
    expect_delegate(full, sites_of(full.id)[0], cast.hoa.number)
    rehearsal = rehearsed(full)
    copied = [(each.name, each.place) for each in sites_of(rehearsal.id)]
    assert copied == [(each.name, each.place) for each in sites_of(full.id)]
    people = db.session.query(Delegate).filter_by(congress_id=rehearsal.id).order_by("number")
    at = [site_of_delegate(each) for each in people]
    assert [each.name for each in at if each] == ["Ninh Phước", copied[0][0], "Ninh Phước"]


def test_a_check_in_never_counts_in_the_congress(full):
    check_nothing_counts_in_the_congress(full)


def test_in_the_end_nothing_of_it_is_left(app, full):
    check_nothing_is_left_at_the_end(full, app.config["SETTINGS"].data_dir)


def test_every_page_of_it_says_what_it_is(client_for, full):
    rehearsal = rehearsed(full)
    organiser = client_for("organiser", rehearsal)
    pages = ("office/{}", "office/{}/delegates", "c/{}", "screen/{}", "remote/{}", "desk/{}")
    for page in pages:
        assert BAND in organiser.get("/" + page.format(rehearsal.id)).text, page
    real = client_for("organiser")
    for page in pages:
        assert BAND not in real.get("/" + page.format(full.id)).text, page
    gallery = client_for("kiosk", rehearsal).get(f"/api/congresses/{rehearsal.id}/gallery").json
    assert gallery["congress"]["rehearsal"] is True
    gallery = client_for("kiosk").get(f"/api/congresses/{full.id}/gallery").json
    assert gallery["congress"]["rehearsal"] is False


def test_one_button_makes_it_and_one_ends_it(client_for, full):
    organiser = client_for("organiser")
    path, page = f"/api/congresses/{full.id}/rehearsal", f"/office/{full.id}/copies"
    assert organiser.get(path).json == {"id": None}
    day = (now() + timedelta(days=1)).date().isoformat()
    made = organiser.post(path, json={"starts_on": day})
    assert made.status_code == 201
    rehearsal = db.session.get_one(Congress, made.json["id"])
    assert rehearsal.starts_on.isoformat() == day
    assert organiser.get(path).json == made.json
    assert "Đến bản tổng duyệt" in organiser.get(page).text
    again = organiser.post(path, json={"starts_on": day})
    assert again.status_code == 409
    assert "Đã có bản tổng duyệt" in again.json["detail"]
    assert organiser.delete(path).status_code == 202
    assert organiser.delete(path).status_code == 202  # pressed twice, ended once
    assert "đang được xóa" in organiser.get(page).text
    said = [each.did for each in db.session.query(AuditEntry).filter_by(congress_id=full.id)]
    assert [each for each in said if each.startswith("rehearsal.")] == [
        "rehearsal.make",
        "rehearsal.end",
    ]


def test_a_rehearsal_is_not_rehearsed_and_keeps_its_congress(client_for, full):
    rehearsal = rehearsed(full)
    inside = client_for("organiser", rehearsal)
    path = f"/api/congresses/{rehearsal.id}/rehearsal"
    assert inside.post(path, json={"starts_on": "2027-01-01"}).status_code == 409
    assert inside.delete(path).status_code == 409
    refused = client_for("organiser").post(
        f"/api/congresses/{full.id}/erasure", json={"title": full.title}
    )
    assert refused.status_code == 409
    assert "Xin kết thúc bản tổng duyệt" in refused.json["detail"]


@pytest.mark.parametrize("role", ["secretary", "chair", "viewer", "desk"])
def test_who_may_not_make_one(client_for, full, role):
    path = f"/api/congresses/{full.id}/rehearsal"
    answer = client_for(role).post(path, json={"starts_on": "2027-01-01"})
    assert answer.status_code == 404
