"""Photographs kept for badges and the desk: with consent, for those with the right, and gone."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from app.clock import now
from app.congresses.models import Congress
from app.db import db, writing
from app.delegates import photos
from app.delegates.badges import badge_token
from app.delegates.models import Consent, Delegate, DelegatePhoto
from app.delegates.photo_queries import photo_versions, photos_among
from app.delegates.roster_merge import merge
from app.delegates.seals import photo_seals, seals
from app.jobs import Job
from app.realtime import commit_quietly
from app.realtime.models import AuditEntry
from app.worker import LANES, WORK
from tests.app.delegates.photographs import (
    check_consents_stay_apart,
    check_no_consent_no_photograph,
    check_withdrawn_is_not_taken_from_a_zip,
    kept_photo,
    picture,
    uploaded,
)


@pytest.fixture
def path(congress, cast) -> str:
    photos.set_photos_kept(congress, kept=True)
    return f"/api/congresses/{congress.id}/delegates/{cast.minh.id}/photo"


def keep(organiser, path: str, content: bytes = b"", **fields: str):
    return organiser.put(path, **uploaded("a.jpg", content or picture(), **fields))


def test_by_default_nothing_is_kept(organiser, congress, cast):
    path = f"/api/congresses/{congress.id}/delegates/{cast.minh.id}/photo"
    assert not congress.keeps_photos
    assert keep(organiser, path, consent="true").status_code == 409
    assert db.session.query(DelegatePhoto).count() == 0


def test_without_consent_no_photograph_is_kept(organiser, congress, cast, path):
    check_no_consent_no_photograph(organiser, congress, cast.minh)


def test_the_consent_is_noted_with_words_hour_and_way(organiser, cast, path):
    before = now()
    assert keep(organiser, path, consent="true").json["consent"]
    consent = db.session.query(Consent).one()
    assert (consent.purpose, consent.given_how) == ("photo", "office")
    assert consent.text_version == photos.PHOTO_TEXT_VERSION
    assert before <= consent.given_at <= now()
    assert keep(organiser, path).status_code == 200  # replaced: agreed already
    assert db.session.query(Consent).count() == 1


def test_the_two_consents_stay_apart(organiser, congress, cast, path):
    check_consents_stay_apart(organiser, congress, cast.minh)


def test_withdrawing_one_leaves_the_other(organiser, congress, cast, path):
    keep(organiser, path, consent="true")
    faces = path.replace("/photo", "/portraits")
    answer = organiser.put(faces, **uploaded("a.jpg", picture(), "images", consent="true"))
    assert answer.status_code == 202
    assert organiser.delete(faces).status_code == 204
    assert organiser.get(f"{path}.jpg").status_code == 200
    assert organiser.delete(f"{path}/consent").status_code == 204
    assert organiser.get(f"{path}.jpg").status_code == 404
    assert db.session.query(Consent).filter_by(withdrawn_at=None).count() == 0


def test_what_is_kept_is_upright_small_and_bare(organiser, path):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "a camera of somebody"
    file = io.BytesIO()
    lying = Image.open(io.BytesIO(picture(width=1200, height=1600))).rotate(90, expand=True)
    lying.save(file, "JPEG", exif=exif, comment=b"taken at home")
    assert keep(organiser, path, file.getvalue(), consent="true").status_code == 200
    answer = organiser.get(f"{path}.jpg")
    assert answer.headers["Cache-Control"] == "no-store, private"
    with Image.open(io.BytesIO(answer.data)) as found:
        assert (found.format, found.size) == ("JPEG", (480, 640))
        assert not found.getexif()
        assert found.getpixel((240, 220))[0] < 100  # the head is where it was
        assert found.getpixel((20, 20))[0] > 200
    assert b"home" not in answer.data


def test_nothing_of_it_lies_open_in_the_data_folder(app, organiser, path):
    keep(organiser, path, consent="true")
    jpeg = organiser.get(f"{path}.jpg").data
    folder = app.config["SETTINGS"].data_dir
    held = [each.read_bytes() for each in folder.rglob("*") if each.is_file()]
    assert not any(jpeg[100:200] in content for content in held)


@pytest.mark.parametrize(
    "content", [b"", b"no picture", picture(width=100, height=120)], ids=["empty", "text", "small"]
)
def test_what_cannot_be_used_is_said_and_changes_nothing(organiser, path, content):
    keep(organiser, path, consent="true")
    before = organiser.get(path).json["version"]
    answer = organiser.put(path, **uploaded("a.jpg", content))
    assert answer.status_code == 409
    assert answer.json["detail"]
    assert organiser.get(path).json["version"] == before


def test_replacing_leaves_no_way_to_the_one_before(organiser, congress, cast, path):
    keep(organiser, path, consent="true")
    old = db.session.get(DelegatePhoto, cast.minh.id)
    sealed, version = old.sealed, old.version
    assert keep(organiser, path, picture(colour="#b01c2a")).json["version"] != version
    with writing():
        old.sealed, old.version = sealed, version
        commit_quietly()
    assert organiser.get(f"{path}.jpg").status_code == 404


def test_removing_can_be_undone_for_a_while(organiser, congress, cast, path):
    keep(organiser, path, consent="true")
    said = organiser.delete(path).json
    assert (said["version"], said["can_restore"]) == ("", True)
    assert organiser.get(f"{path}.jpg").status_code == 404
    assert organiser.delete(path).status_code == 409
    photos.erase_by_the_clock()
    assert organiser.post(f"{path}/restore").json["version"]
    organiser.delete(path)
    long_ago(cast.minh)
    assert organiser.post(f"{path}/restore").status_code == 409
    photos.erase_by_the_clock()
    assert db.session.query(DelegatePhoto).count() == 0
    assert not key_of(congress, cast.minh).exists()


def long_ago(delegate: Delegate) -> None:
    with writing():
        row = db.session.get(DelegatePhoto, delegate.id)
        row.removed_at = now() - timedelta(hours=1)
        commit_quietly()


def key_of(congress: Congress, delegate: Delegate):
    return photo_seals()._path(str(congress.id), str(delegate.id))


def test_withdrawing_destroys_photograph_and_key(organiser, congress, cast, path):
    keep(organiser, path, consent="true")
    assert key_of(congress, cast.minh).exists()
    assert organiser.delete(f"{path}/consent").status_code == 204
    assert not key_of(congress, cast.minh).exists()
    assert db.session.query(DelegatePhoto).count() == 0
    last = db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
    assert (last.did, last.about) == ("photo.erase", f"delegate:{cast.minh.id}")


def test_withdrawing_is_heard_in_an_archived_congress(client_for, congress, cast, path):
    organiser = client_for("organiser")
    keep(organiser, path, consent="true")
    organiser.put(f"/api/congresses/{congress.id}/archive", json={"archived": True})
    assert keep(organiser, path).status_code == 409
    assert organiser.delete(f"{path}/consent").status_code == 204


def test_an_archived_congress_may_end_keeping_photographs_and_not_begin_it(
    organiser, congress, path
):
    organiser.put(f"/api/congresses/{congress.id}/archive", json={"archived": True})
    url = f"/api/congresses/{congress.id}/photos"
    assert organiser.put(url, json={"kept": False}).json["kept"] is False
    answer = organiser.put(url, json={"kept": True})
    assert (answer.status_code, answer.json["archived"]) == (409, True)


def test_turning_it_off_shows_none_and_erases_all(organiser, congress, cast, path):
    keep(organiser, path, consent="true")
    setting = f"/api/congresses/{congress.id}/photos"
    assert organiser.get(setting).json == {"kept": True, "photos": 1}
    assert organiser.put(setting, json={"kept": False}).json["kept"] is False
    assert organiser.get(f"{path}.jpg").status_code == 404
    job = db.session.query(Job).filter_by(kind="photos_erase").one()
    photos.erase_photos(**job.payload)
    assert db.session.query(DelegatePhoto).count() == 0
    assert not key_of(congress, cast.minh).exists()


def test_what_is_kept_after_turning_it_on_again_stays(organiser, congress, cast, path):
    organiser.put(f"/api/congresses/{congress.id}/photos", json={"kept": False})
    job = db.session.query(Job).filter_by(kind="photos_erase").one()
    kept_photo(congress, cast.minh)
    photos.erase_photos(**job.payload)
    assert organiser.get(f"{path}.jpg").status_code == 200


def test_long_after_the_congress_none_is_left(organiser, congress, cast, path):
    keep(organiser, path, consent="true")
    photos.erase_by_the_clock()
    assert db.session.query(DelegatePhoto).count() == 1
    with writing():
        congress.ends_on -= photos.KEPT_AFTER + timedelta(days=2)
        congress.starts_on = congress.ends_on
        commit_quietly()
    assert keep(organiser, path).status_code == 409
    photos.erase_by_the_clock()
    assert db.session.query(DelegatePhoto).count() == 0


@pytest.mark.parametrize("role", ["chair", "screen", "leader", "viewer", "kiosk"])
def test_who_has_no_right_sees_none(client_for, organiser, congress, path, role):
    keep(organiser, path, consent="true")
    assert client_for(role).get(f"{path}.jpg").status_code == 404


def test_no_delegate_sees_another_ones(app, client, organiser, congress, cast, path):
    keep(organiser, path, consent="true")
    assert client.get(f"{path}.jpg").status_code in (401, 404)
    client.get(f"/b/{badge_token(cast.hoa)}")
    client.post(f"/b/{badge_token(cast.hoa)}")
    assert client.get(f"{path}.jpg").status_code == 404
    for page in (f"/c/{congress.id}", f"/c/{congress.id}/delegates"):
        assert "photo" not in client.get(page).text


def test_another_congress_finds_none(client_for, organiser, congress, cast, path):
    keep(organiser, path, consent="true")
    stranger = client_for("organiser", where=cast.elsewhere)
    assert stranger.get(f"{path}.jpg").status_code == 404
    foreign = path.replace(f"/{congress.id}/", f"/{cast.elsewhere.id}/", 1)
    assert stranger.get(f"{foreign}.jpg").status_code == 404


def test_the_desk_is_told_of_photographs_only_with_the_right(client_for, organiser, congress, path):
    version = keep(organiser, path, consent="true").json["version"]
    page = f"/desk/{congress.id}"
    assert version in client_for("desk").get(page).text
    assert version not in client_for("kiosk").get(page).text


def test_a_merge_hands_the_photograph_over(congress, cast):
    kept_photo(congress, cast.hoa)
    other_id = cast.hoa.id
    merge(congress, cast.minh, cast.hoa, [])
    assert set(photo_versions(congress)) == {cast.minh.id}
    assert photos_of_all(congress) == {cast.minh.id}
    assert not (photo_seals()._path(str(congress.id), str(other_id))).exists()


def test_in_a_merge_the_kept_ones_photograph_stays(congress, cast):
    kept_photo(congress, cast.minh)
    kept_photo(congress, cast.hoa, picture(colour="#b01c2a"))
    mine = photo_versions(congress)[cast.minh.id]
    merge(congress, cast.minh, cast.hoa, [])
    assert photo_versions(congress) == {cast.minh.id: mine}


def photos_of_all(congress) -> set[int]:
    return {each for each, _jpeg in photos_among(congress, set(photo_versions(congress)))}


def test_nothing_of_it_is_in_the_export(organiser, congress, cast, path):
    keep(organiser, path, consent="true")
    jpeg = organiser.get(f"{path}.jpg").data
    answer = organiser.get(f"/api/congresses/{congress.id}/export.zip")
    assert answer.status_code == 200
    assert jpeg[100:200] not in answer.data
    assert b"photo" not in answer.data


def test_faces_are_erased_without_the_photographs(app, congress, cast, path):
    kept_photo(congress, cast.minh)
    seals().destroy_congress(str(congress.id))
    assert photos_of_all(congress) == {cast.minh.id}


def test_withdrawn_since_the_papers(congress, cast, path):
    check_withdrawn_is_not_taken_from_a_zip(congress, cast.minh)


def test_the_pages_say_how_it_stands(organiser, congress, cast):
    page = f"/office/{congress.id}/delegates/{cast.minh.id}?lang=en"
    assert "keeps no photographs" in organiser.get(page).text
    kept_photo(congress, cast.minh)
    assert f"/photo.jpg?v={photo_versions(congress)[cast.minh.id]}" in organiser.get(page).text
    photos.remove_photo(congress, cast.minh)
    assert "can be brought back" in organiser.get(page).text
    settings = organiser.get(f"/office/{congress.id}/settings?lang=en").text
    assert "Keep none and erase" in settings


def test_the_worker_knows_its_jobs(app):
    assert photos.LANE in LANES
    assert {"photo_batch", "photos_erase"} <= set(WORK)


def test_settings_are_not_written_over_by_another_form(organiser, congress, path):
    form = {"title": "Tên mới", "starts_on": str(congress.starts_on)}
    form |= {"ends_on": str(congress.ends_on), "venue": "", "time_zone": congress.time_zone}
    assert organiser.put(f"/api/congresses/{congress.id}", json=form).status_code == 200
    assert congress.keeps_photos
