"""A ZIP of photographs: each file finds its delegate, and the report says what became of it."""

import io
from datetime import date, timedelta

import pytest

from app.clock import now
from app.db import db, writing
from app.delegates import photo_batches, photos
from app.delegates.badges import badge_token
from app.delegates.batches import KEPT
from app.delegates.models import Consent, PhotoBatch
from app.delegates.photo_queries import photo_versions
from app.realtime import commit_quietly
from app.realtime.models import AuditEntry
from tests.app.delegates.photographs import brought, kept_photo, picture, uploaded, zipped
from tests.factories import make_delegate


@pytest.fixture
def kept(congress, cast):
    photos.set_photos_kept(congress, kept=True)
    return cast


@pytest.fixture
def batches(congress, kept) -> str:
    return f"/api/congresses/{congress.id}/photos/batches"


def verdicts(batch: PhotoBatch) -> dict[str, str]:
    return {row["file"]: row["verdict"] for row in batch.rows}


def test_each_file_finds_its_delegate(congress, kept):
    signed = make_delegate(congress, "ĐB-007", "Vũ Thị Lan")
    token = badge_token(kept.guest)
    batch = brought(
        congress,
        zipped(
            **{
                "ảnh/1.jpg": picture(),
                "ảnh/002 Tran Thi Hoa.JPG": picture(),
                "db7.png": picture(),
                f"{token}.jpg": picture(),
                "__MACOSX/._1.jpg": b"x",
                ".DS_Store": b"x",
            }
        ),
    )
    assert set(verdicts(batch).values()) == {"kept"}
    wanted = {kept.minh.id, kept.hoa.id, kept.guest.id, signed.id}
    assert set(photo_versions(congress)) == wanted
    assert (batch.state, batch.progress, batch.of) == ("done", 4, 4)
    assert not photo_batches.SHELF.archive_of(batch.id).exists()


def test_a_code_of_a_badge_is_not_written_down(congress, kept):
    token = badge_token(kept.guest)
    batch = brought(congress, zipped(**{f"{token}.jpg": picture()}))
    assert list(verdicts(batch)) == [f"{token[:4]}….jpg"]


def test_what_cannot_be_matched_or_read_is_said_row_by_row(congress, kept):
    make_delegate(congress, "1-12", "Lê Văn Tám")
    batch = brought(
        congress,
        zipped(
            **{
                "001.jpg": picture(),
                "01.jpeg": picture(),
                "002.jpg": b"broken",
                "112.jpg": picture(),
                "K01.png": picture(width=90, height=120),
            }
        ),
    )
    assert verdicts(batch) == {
        "001.jpg": "twice",
        "01.jpeg": "twice",
        "002.jpg": "unreadable",
        "112.jpg": "nobody",
        "K01.png": "unreadable",
    }
    assert [row.get("reason") for row in batch.rows][2::2] == ["damaged", "too_small"]
    assert photo_versions(congress) == {}


def test_numbers_alike_are_nobodys_by_guess(congress, kept):
    make_delegate(congress, "01", "Lê Văn Tám")
    batch = brought(congress, zipped(**{"1.jpg": picture(), "001.jpg": picture()}))
    assert verdicts(batch) == {"1.jpg": "several", "001.jpg": "kept"}


def test_the_consent_on_paper_is_noted_with_its_day(organiser, congress, kept, batches):
    day = date.today() - timedelta(days=3)  # noqa: DTZ011  any day that has been
    archive = zipped(**{"001.jpg": picture()})
    fields = {"consent_on": day.isoformat(), "stated": "true"}
    answer = organiser.post(batches, **uploaded("a.zip", archive, "archive", **fields))
    assert (answer.status_code, answer.json["state"]) == (202, "waiting")
    photo_batches.work_on(answer.json["id"])
    consent = db.session.query(Consent).one()
    assert (consent.purpose, consent.given_how) == ("photo", "paper")
    assert consent.given_at == photos.on_paper(congress, day)
    said = organiser.get(f"{batches}/{answer.json['id']}").json
    assert (said["state"], said["counts"]) == ("done", {"kept": 1})
    rows = organiser.get(f"{batches}/{answer.json['id']}/rows").json
    assert (rows[0]["number"], rows[0]["name"]) == ("001", kept.minh.name)
    told = {each.did: each.about for each in db.session.query(AuditEntry)}
    assert told["photos.bring"] == f"batch:{answer.json['id']} consent:{day.isoformat()}"
    assert told["photos.import"] == f"batch:{answer.json['id']} count:1"


@pytest.mark.parametrize(
    "fields",
    [
        {"consent_on": "2026-01-01"},
        {"stated": "true"},
        {"stated": "true", "consent_on": "2999-1-1"},
    ],
    ids=["not stated", "no day", "a day to come"],
)
def test_without_the_statement_nothing_is_taken_up(organiser, batches, fields):
    archive = zipped(**{"001.jpg": picture()})
    answer = organiser.post(batches, **uploaded("a.zip", archive, "archive", **fields))
    assert answer.status_code == 422
    assert db.session.query(PhotoBatch).count() == 0
    assert list(photo_batches.SHELF.folder().glob("*")) == []


@pytest.mark.parametrize(
    ("content", "problem"),
    [(b"no zip", "not_a_zip"), (zipped(), "empty"), (picture(), "not_a_zip")],
    ids=["text", "empty", "a picture"],
)
def test_what_is_no_zip_is_said(organiser, congress, kept, batches, content, problem):
    batch = brought(congress, content)
    assert (batch.state, batch.problem) == ("failed", problem)
    assert organiser.get(f"{batches}/{batch.id}").json["problem"]
    assert not photo_batches.SHELF.archive_of(batch.id).exists()


def test_turned_off_meanwhile_nothing_is_kept(congress, kept):
    photos.set_photos_kept(congress, kept=False)
    batch = brought(congress, zipped(**{"001.jpg": picture()}))
    assert (batch.state, batch.problem) == ("failed", "not_kept")
    assert photo_versions(congress) == {}


def test_a_worker_that_died_begins_again(congress, kept, monkeypatch):
    photo_batches.SHELF.folder().mkdir(exist_ok=True)
    draft = photo_batches.SHELF.folder() / "draft"
    draft.write_bytes(zipped(**{"001.jpg": picture(), "002.jpg": picture()}))
    batch = photo_batches.add_batch(congress, draft, consent_on=congress.starts_on)
    taken = []

    def die(*args):
        taken.append(args)
        if len(taken) == 2:
            raise RuntimeError("cut")
        photo_batches.step(batch, 1)
        return "kept"

    with monkeypatch.context() as patch:
        patch.setattr(photo_batches, "hand_over", die)
        with pytest.raises(RuntimeError):
            photo_batches.work_on(batch.id)
    assert batch.state == "working"
    photo_batches.work_on(batch.id)
    assert (batch.state, batch.progress) == ("done", 2)
    assert set(photo_versions(congress)) == {kept.minh.id, kept.hoa.id}
    photo_batches.work_on(batch.id)  # done already: nothing happens


def test_reports_and_forgotten_files_go_with_time(congress, kept):
    batch = brought(congress, zipped(**{"001.jpg": picture()}))
    photo_batches.SHELF.forget()
    assert db.session.query(PhotoBatch).count() == 1
    with writing():
        batch.made_at = now() - KEPT - timedelta(days=1)
        commit_quietly()
    photo_batches.SHELF.forget()
    assert db.session.query(PhotoBatch).count() == 0


def test_another_congress_sees_no_report(client_for, congress, kept, batches):
    batch = brought(congress, zipped(**{"001.jpg": picture()}))
    stranger = client_for("organiser", where=kept.elsewhere)
    foreign = batches.replace(f"/{congress.id}/", f"/{kept.elsewhere.id}/", 1)
    for path in (batches, foreign):
        assert stranger.get(f"{path}/{batch.id}").status_code == 404
        assert stranger.get(f"{path}/{batch.id}/rows").status_code == 404


def test_a_photograph_from_a_zip_replaces_the_one_before(congress, kept):
    kept_photo(congress, kept.minh)
    before = photo_versions(congress)
    brought(congress, zipped(**{"001.jpg": picture(colour="#b01c2a")}))
    assert photo_versions(congress) != before
    assert db.session.query(Consent).count() == 1


def test_the_page_shows_form_and_report(organiser, congress, kept):
    page = f"/office/{congress.id}/delegates/photos?lang=en"
    assert "ZIP file" in organiser.get(page).text
    batch = brought(congress, zipped(**{"001.jpg": picture()}))
    assert f"/batches/{batch.id}" in organiser.get(f"{page}&batch={batch.id}").text
    assert organiser.get(f"{page}&batch=999").status_code == 404
    photos.set_photos_kept(congress, kept=False)
    assert "keeps no photographs" in organiser.get(page).text


def test_an_empty_form_is_told_what_is_missing(organiser, batches):
    fields = {"consent_on": "2026-01-01", "stated": "true"}
    answer = organiser.post(batches, data={**fields, "x": (io.BytesIO(b""), "")})
    assert answer.status_code == 422
