"""A delegate's own link: agree there first, then photographs; withdrawn and erased there too."""

import pytest

from app.congresses.actions import set_archived
from app.db import db
from app.delegates import face_links, portraits
from app.delegates.face_models import EnrolmentLink
from app.delegates.models import Consent, FaceTemplate
from app.realtime.models import AuditEntry
from app.worker import work_once
from tests.app.delegates.drawn_faces import PatternEncoder, face
from tests.app.delegates.own_phone import (
    check_a_link_that_is_over_opens_nothing,
    check_agree_first,
    check_withdrawn_at_the_office_ends_the_link,
    check_withdrawn_in_one_step,
    check_without_consent_nothing_is_stored,
    own_path,
)
from tests.app.delegates.photographs import uploaded
from tests.security.world import holding_cookie


@pytest.fixture
def phone(app):
    """A phone that knows nothing but the link."""
    return holding_cookie(app)


@pytest.fixture(autouse=True)
def pattern_encoder(monkeypatch):
    monkeypatch.setattr(portraits, "encoder", lambda _models_dir: PatternEncoder())


def test_from_the_consent_to_the_template(phone, congress, cast):
    path = own_path(congress, cast.minh)
    assert phone.get(path).json == {"agreed": False, "state": "none", "reason": "", "photos": 0}
    assert phone.post(f"{path}/consent").json["agreed"] is True
    consent = db.session.query(Consent).one()
    assert (consent.delegate_id, consent.purpose) == (cast.minh.id, "face")
    assert consent.text_version == face_links.OWN_TEXT_VERSION
    assert consent.given_how == face_links.OWN_PHONE
    answer = phone.put(path, **uploaded("a.jpg", face(1), "images"))
    assert (answer.status_code, answer.json["state"]) == (202, "waiting")
    assert work_once("faces")
    assert phone.get(path).json["state"] == "ready"
    assert db.session.query(FaceTemplate).one().delegate_id == cast.minh.id
    check_withdrawn_in_one_step(phone, path, congress, cast.minh)
    phone.post(f"{path}/consent")  # who changed the mind may do so again
    assert db.session.query(Consent).count() == 2


def test_agreeing_twice_is_one_consent(phone, congress, cast):
    path = own_path(congress, cast.minh)
    phone.post(f"{path}/consent")
    phone.post(f"{path}/consent")
    assert db.session.query(Consent).count() == 1


def test_agree_first(phone, congress, cast):
    check_agree_first(phone, congress, cast.minh)


def test_a_link_that_is_over_opens_nothing(phone, congress, cast):
    check_a_link_that_is_over_opens_nothing(phone, congress, cast.minh)


def test_withdrawn_at_the_office_the_link_is_over(phone, organiser, congress, cast):
    check_withdrawn_at_the_office_ends_the_link(phone, organiser, congress, cast.minh)


def test_without_consent_nothing_is_stored(organiser, congress, cast):
    check_without_consent_nothing_is_stored(organiser, congress, cast.minh)


def test_what_never_was_a_link_is_not_found(phone):
    assert phone.get("/api/own-face/abc").status_code == 404
    assert phone.get("/e/abc").status_code == 404


def test_the_database_alone_opens_nothing(congress, cast):
    token = own_path(congress, cast.minh).rpartition("/")[2]
    row = db.session.query(EnrolmentLink).one()
    kept = [getattr(row, each.name) for each in EnrolmentLink.__table__.columns]
    assert token not in map(str, kept)
    assert not [each for each in db.session.query(AuditEntry) if token in each.about]


def test_an_archived_congress_takes_no_face_and_erases_as_before(phone, congress, cast):
    path = own_path(congress, cast.minh)
    phone.post(f"{path}/consent")
    set_archived(congress, archived=True)
    answer = phone.put(path, **uploaded("a.jpg", face(1), "images"))
    assert answer.status_code == 409
    assert phone.post(f"{path}/consent").status_code == 409
    assert phone.delete(path).status_code == 200


def test_the_office_makes_shows_and_takes_back(organiser, client_for, congress, cast):
    page = f"/office/{congress.id}/delegates/{cast.minh.id}?lang=en"
    path = f"/api/congresses/{congress.id}/delegates/{cast.minh.id}/face-link"
    assert organiser.get(f"{path}.svg").status_code == 404
    made = organiser.post(path)
    assert made.status_code == 201
    assert made.json["url"].partition("/e/")[2]
    assert "<svg" in organiser.get(f"{path}.svg").text
    assert made.json["url"] in organiser.get(page).text
    stranger = client_for("organiser", where=cast.elsewhere)
    assert stranger.post(path).status_code == 404
    assert organiser.delete(path).status_code == 204
    assert made.json["url"] not in organiser.get(page).text


def test_the_page_in_each_state(phone, congress, cast):
    path = own_path(congress, cast.minh)
    page = f"/e/{path.rpartition('/')[2]}?lang=en"
    first = phone.get(page).text
    assert "I agree" in first
    assert 'capture="user"' not in first
    phone.post(f"{path}/consent")
    second = phone.get(page).text
    assert 'capture="user"' in second
    assert "Withdraw consent and erase" in second
    phone.put(path, **uploaded("a.jpg", b"broken", "images"))
    assert "being looked at" in phone.get(page).text
    work_once("faces")
    assert "not a picture that can be read" in phone.get(page).text
    phone.put(path, **uploaded("a.jpg", face(1), "images"))
    work_once("faces")
    assert "The desk knows you now" in phone.get(page).text
    face_links.take_link_back(congress, cast.minh)
    over = phone.get(page)
    assert over.status_code == 403
    assert "no longer valid" in over.text
