"""A ZIP of faces: who agreed, whose they are, and a report row by row; all of it kept, or none."""

from datetime import date, timedelta

import pytest

from app.clock import now
from app.db import db, writing
from app.delegates import face_batches
from app.delegates.actions import CONSENT_TEXT_VERSION, erase_face
from app.delegates.badges import badge_token
from app.delegates.batches import KEPT
from app.delegates.face_consents import note_face_consent
from app.delegates.face_models import FaceBatch
from app.delegates.models import Consent, FaceTemplate, Portrait
from app.delegates.photos import on_paper
from app.delegates.seals import open_template, seals
from app.realtime import commit_quietly
from app.worker import LANES, WORK
from checkin.errors import EncoderUnavailableError
from tests.app.delegates.drawn_faces import (
    PatternEncoder,
    brought_faces,
    check_called_off_keeps_nothing,
    check_no_consent_no_template,
    check_withdrawn_meanwhile_is_left_out,
    draft_of,
    face,
    verdicts,
)
from tests.app.delegates.photographs import uploaded, zipped


@pytest.fixture(autouse=True)
def pattern_encoder(monkeypatch):
    monkeypatch.setattr(face_batches, "encoder", lambda _models_dir: PatternEncoder())


@pytest.fixture
def batches(congress) -> str:
    return f"/api/congresses/{congress.id}/faces/batches"


def agree(*delegates) -> None:
    with writing():
        for each in delegates:
            note_face_consent(each.id, how="office", given_at=now())
        commit_quietly()


def templates() -> list[int]:
    return sorted(each.delegate_id for each in db.session.query(FaceTemplate))


def test_each_file_finds_its_delegate_and_several_make_one_person(congress, cast):
    token = badge_token(cast.guest)
    files = {
        "001.jpg": face(1),
        "001_2.jpg": face(1, 1),
        "ảnh/002 Tran Thi Hoa.JPG": face(2),
        f"{token}_1.jpg": face(3),
        ".DS_Store": b"x",
    }
    batch = brought_faces(congress, zipped(**files), consent_on=congress.starts_on)
    assert set(verdicts(batch).values()) == {"kept"}
    assert templates() == sorted([cast.minh.id, cast.minh.id, cast.hoa.id, cast.guest.id])
    assert (batch.state, batch.progress, batch.of) == ("done", 4, 4)
    assert not face_batches.SHELF.archive_of(batch.id).exists()
    assert f"{token[:4]}…_1.jpg" in verdicts(batch)
    assert token not in str(batch.rows)
    assert {(each.state, each.sealed_image) for each in db.session.query(Portrait)} == {
        ("ready", None)
    }
    for template in db.session.query(FaceTemplate):
        assert open_template(congress.id, template).shape == (128,)


def test_papers_are_noted_with_their_day_and_earlier_consents_stay(congress, cast):
    agree(cast.minh)
    before = db.session.query(Consent).one().given_at
    day = date.today() - timedelta(days=3)  # noqa: DTZ011  any day that has been
    brought_faces(congress, zipped(**{"001.jpg": face(1), "002.jpg": face(2)}), consent_on=day)
    found = {each.delegate_id: each for each in db.session.query(Consent)}
    assert found[cast.minh.id].given_at == before
    paper = found[cast.hoa.id]
    assert (paper.purpose, paper.given_how, paper.given_at) == (
        *("face", "paper"),
        on_paper(congress, day),
    )
    assert paper.text_version == CONSENT_TEXT_VERSION


def test_without_papers_only_who_agreed_is_taken(congress, cast):
    agree(cast.minh)
    batch = brought_faces(congress, zipped(**{"001.jpg": face(1), "002.jpg": face(2)}))
    assert verdicts(batch) == {"001.jpg": "kept", "002.jpg": "no_consent"}
    assert templates() == [cast.minh.id]


def test_no_consent_no_template(congress, cast):
    check_no_consent_no_template(congress, cast.minh)


def test_old_papers_do_not_undo_a_withdrawal(congress, cast):
    agree(cast.minh)
    erase_face(congress, cast.minh)
    day = now().date()
    batch = brought_faces(congress, zipped(**{"001.jpg": face(1)}), consent_on=day)
    assert verdicts(batch) == {"001.jpg": "withdrawn"}
    assert templates() == []


def test_who_withdraws_while_it_runs_is_left_out(congress, cast, monkeypatch):
    agree(cast.minh)
    check_withdrawn_meanwhile_is_left_out(congress, cast.minh, monkeypatch)


def test_who_was_erased_after_sealing_is_left_out(congress, cast, monkeypatch):
    sealed_of = face_batches.sealed_of

    def destroy(*args):
        made = sealed_of(*args)
        seals().destroy(str(congress.id), str(cast.minh.id))
        return made

    monkeypatch.setattr(face_batches, "sealed_of", destroy)
    files = zipped(**{"001.jpg": face(1), "002.jpg": face(2)})
    batch = brought_faces(congress, files, consent_on=congress.starts_on)
    assert verdicts(batch) == {"001.jpg": "withdrawn", "002.jpg": "kept"}
    assert templates() == [cast.hoa.id]


def test_what_cannot_be_used_is_said_row_by_row(organiser, congress, cast, batches):
    again = face(1, quality=60)
    files = {
        "001.jpg": face(1),
        "001 (2).jpg": again,
        "002.jpg": b"broken",
        "777.jpg": face(7),
        "K01.jpg": bytes(len(again)),
    }
    batch = brought_faces(congress, zipped(**files), consent_on=congress.starts_on)
    assert sorted(verdicts(batch).values()) == sorted(
        ["kept", "double", "unreadable", "nobody", "unreadable"]
    )
    rows = organiser.get(f"{batches}/{batch.id}/rows?lang=en").json
    broken = next(row for row in rows if row["file"] == "002.jpg")
    assert broken["reason"].startswith("This is not a picture")
    assert (broken["number"], broken["name"]) == ("002", cast.hoa.name)


def test_one_picture_under_two_names_is_nobodys(organiser, congress, cast, batches):
    files = zipped(**{"001.jpg": face(1), "002.jpg": face(1, quality=70)})
    batch = brought_faces(congress, files, consent_on=congress.starts_on)
    assert set(verdicts(batch).values()) == {"same_picture"}
    assert templates() == []
    rows = organiser.get(f"{batches}/{batch.id}/rows").json
    assert [row["other"] for row in rows] == [
        f"002 · {cast.hoa.name}",
        f"001 · {cast.minh.name}",
    ]


def test_a_picture_that_somebody_has_already_is_not_taken(congress, cast):
    brought_faces(congress, zipped(**{"001.jpg": face(1)}), consent_on=congress.starts_on)
    files = zipped(**{"002.jpg": face(1), "001.jpg": face(1)})
    batch = brought_faces(congress, files, consent_on=congress.starts_on)
    assert verdicts(batch) == {"002.jpg": "same_picture", "001.jpg": "double"}
    assert templates() == [cast.minh.id]


def test_five_photographs_are_enough(congress, cast):
    first = {f"001_{nth}.jpg": face(1, nth) for nth in range(1, 7)}
    batch = brought_faces(congress, zipped(**first), consent_on=congress.starts_on)
    assert verdicts(batch)["001_6.jpg"] == "too_many"
    assert templates() == [cast.minh.id] * 5
    batch = brought_faces(congress, zipped(**{"001.jpg": face(1, 9)}))
    assert verdicts(batch) == {"001.jpg": "too_many"}


def test_called_off_nothing_is_kept(congress, cast, monkeypatch):
    check_called_off_keeps_nothing(congress, [cast.minh, cast.hoa], monkeypatch)


def test_calling_off_over_the_api(organiser, congress, cast, batches):
    content = zipped(**{"001.jpg": face(1)})
    batch = face_batches.add_batch(congress, draft_of(content), consent_on=congress.starts_on)
    assert organiser.delete(f"{batches}/{batch.id}").json["state"] == "off"
    face_batches.work_on(batch.id)
    assert templates() == []
    assert not face_batches.SHELF.archive_of(batch.id).exists()
    assert organiser.delete(f"{batches}/{batch.id}").status_code == 409
    page = f"/office/{congress.id}/delegates/faces"
    assert "Tệp này đã bị hủy" in organiser.get(f"{page}?batch={batch.id}").text
    assert "mỗi người tối đa năm ảnh" in organiser.get(page).text


def test_a_worker_that_died_begins_again_and_doubles_nobody(congress, cast, monkeypatch):
    content = zipped(**{"001.jpg": face(1), "002.jpg": face(2)})
    batch = face_batches.add_batch(congress, draft_of(content), consent_on=congress.starts_on)
    with monkeypatch.context() as patch:
        patch.setattr(face_batches, "sealed_of", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            face_batches.work_on(batch.id)
    assert (batch.state, templates()) == ("working", [])
    face_batches.work_on(batch.id)
    face_batches.work_on(batch.id)  # done already: nothing happens
    assert (batch.state, batch.progress) == ("done", 2)
    assert templates() == sorted([cast.minh.id, cast.hoa.id])


@pytest.mark.parametrize(
    ("content", "problem"), [(b"no zip", "not_a_zip"), (zipped(), "empty")], ids=["text", "empty"]
)
def test_what_is_no_zip_is_said(organiser, congress, cast, batches, content, problem):
    batch = brought_faces(congress, content)
    assert (batch.state, batch.problem) == ("failed", problem)
    assert organiser.get(f"{batches}/{batch.id}").json["problem"]


def test_without_an_engine_that_is_said(organiser, congress, cast, batches, monkeypatch):
    def missing(_models_dir):
        raise EncoderUnavailableError("none")

    monkeypatch.setattr(face_batches, "encoder", missing)
    batch = brought_faces(congress, zipped(**{"001.jpg": face(1)}), consent_on=congress.starts_on)
    assert batch.problem == "no_engine"
    assert "not installed" in organiser.get(f"{batches}/{batch.id}?lang=en").json["problem"]


def test_the_form(organiser, congress, cast, batches):
    archive = zipped(**{"001.jpg": face(1)})
    for fields in ({"stated": "true"}, {"stated": "true", "consent_on": "2999-01-01"}):
        answer = organiser.post(batches, **uploaded("a.zip", archive, "archive", **fields))
        assert answer.status_code == 422
    assert organiser.post(batches, data={"consent_on": "2026-01-01"}).status_code == 422
    assert list(face_batches.SHELF.folder().glob("*")) == []
    # A day without the statement is no statement.
    fields = {"consent_on": "2026-01-01"}
    answer = organiser.post(batches, **uploaded("a.zip", archive, "archive", **fields))
    assert (answer.status_code, answer.json["state"]) == (202, "waiting")
    assert db.session.query(FaceBatch).one().consent_on is None


def test_another_congress_sees_no_report(client_for, congress, cast, batches):
    batch = brought_faces(congress, zipped(**{"001.jpg": face(1)}))
    stranger = client_for("organiser", where=cast.elsewhere)
    foreign = batches.replace(f"/{congress.id}/", f"/{cast.elsewhere.id}/", 1)
    for path in (batches, foreign):
        assert stranger.get(f"{path}/{batch.id}").status_code == 404
        assert stranger.delete(f"{path}/{batch.id}").status_code == 404
        assert stranger.get(f"{path}/{batch.id}/rows").status_code == 404


def test_reports_and_forgotten_files_go_with_time(congress, cast):
    batch = brought_faces(congress, zipped(**{"001.jpg": face(1)}))
    face_batches.SHELF.forget()
    assert db.session.query(FaceBatch).count() == 1
    with writing():
        batch.made_at = now() - KEPT - timedelta(days=1)
        commit_quietly()
    face_batches.SHELF.forget()
    assert db.session.query(FaceBatch).count() == 0


def test_the_worker_knows_it():
    assert face_batches.LANE in LANES
    assert WORK["face_batch"] is face_batches.work_on
