"""The same face under two names is shown with both names, and goes when one of them is erased."""

import pytest

from app.archive.erasing import erase_person
from app.db import db
from app.delegates import face_batches, face_calibration
from app.delegates.actions import erase_face
from app.delegates.face_calibration import ask_for_calibrations, count_faces, same_faces
from app.delegates.face_models import FaceCalibration, FaceDifference
from app.jobs import Job
from app.realtime.models import AuditEntry
from app.worker import WORK, work_once
from tests.app.delegates.drawn_faces import PatternEncoder, brought_faces, face
from tests.app.delegates.photographs import zipped
from tests.checkin.inputs import encoder, people


@pytest.fixture(autouse=True)
def pattern_encoder(monkeypatch):
    for module in (face_batches, face_calibration):
        monkeypatch.setattr(module, "encoder", lambda _models_dir: PatternEncoder())


@pytest.fixture
def twins(congress, cast) -> set[int]:
    """Minh and Hoa, enrolled with two photographs of one face, and somebody else."""
    files = {"001.jpg": face(1, 1), "002.jpg": face(1, 2), "K01.jpg": face(3)}
    brought_faces(congress, zipped(**files), consent_on=congress.starts_on)
    count_faces(congress.id)
    return {cast.minh.id, cast.hoa.id}


def shown(organiser, congress, more: str = "faces") -> str:
    return organiser.get(f"/office/{congress.id}/delegates/{more}?lang=en").text


def test_both_names_are_shown_with_what_to_do(organiser, congress, cast, twins):
    assert [set(pair) for pair in same_faces(congress)] == [twins]
    page = shown(organiser, congress)
    assert "The same face under two names?" in page
    assert cast.minh.name in page
    assert cast.hoa.name in page
    assert cast.guest.name not in page
    assert f"enrolled under {cast.hoa.name} too" in shown(organiser, congress, str(cast.minh.id))
    assert "too." not in shown(organiser, congress, str(cast.guest.id))


def test_somebody_looked_and_they_are_two(organiser, client_for, congress, cast, twins):
    api = f"/api/congresses/{congress.id}/faces/differences/{cast.hoa.id}/{cast.minh.id}"
    assert organiser.put(api).status_code == 204
    assert organiser.put(api).status_code == 204, "twice is once"
    assert same_faces(congress) == []
    page = shown(organiser, congress)
    assert "under two names?" not in page
    assert "Look-alikes that are two people (1)" in page
    assert "they may be one person" not in shown(organiser, congress, "faces/calibration")
    assert "too." not in shown(organiser, congress, str(cast.minh.id))
    count_faces(congress.id)
    assert same_faces(congress) == [], "it holds when faces are counted anew"
    said = [each.did for each in db.session.query(AuditEntry) if each.did.startswith("face.")]
    assert said == ["face.tell_apart"] * 2
    assert client_for("organiser", where=cast.elsewhere).delete(api).status_code == 404
    assert organiser.delete(api).status_code == 204
    assert [set(pair) for pair in same_faces(congress)] == [twins]


def test_nobody_is_told_apart_from_oneself_or_from_another_congress(organiser, congress, cast):
    api = f"/api/congresses/{congress.id}/faces/differences/{cast.minh.id}"
    assert organiser.put(f"{api}/{cast.minh.id}").status_code == 409
    assert organiser.put(f"{api}/{cast.tuan.id}").status_code == 404


@pytest.mark.parametrize("which", ["minh", "hoa"])
def test_the_mark_goes_with_the_person(organiser, congress, cast, twins, which):
    organiser.put(f"/api/congresses/{congress.id}/faces/differences/{cast.hoa.id}/{cast.minh.id}")
    erase_person(congress, getattr(cast, which))
    assert db.session.query(FaceDifference).count() == 0


@pytest.mark.parametrize("erase", [erase_face, erase_person])
def test_once_one_is_erased_nothing_is_left_of_the_comparison(
    organiser, congress, cast, twins, erase
):
    erase(congress, cast.hoa)
    assert db.session.query(FaceCalibration).count() == 0
    assert "under two names?" not in shown(organiser, congress)
    count_faces(congress.id)
    assert same_faces(congress) == []


def test_the_worker_counts_when_faces_came_or_went(congress, cast, twins):
    work_once("faces")  # the ZIP asked already
    ask_for_calibrations()
    assert not work_once("faces")
    brought_faces(congress, zipped(**{"001.jpg": face(1, 3)}))
    ask_for_calibrations()
    waiting = db.session.query(Job).filter_by(kind=face_calibration.JOB, state="waiting")
    assert waiting.count() == 1
    assert WORK[face_calibration.JOB] is count_faces
    assert work_once("faces")
    found = db.session.get(FaceCalibration, congress.id).found
    assert (found["people"], found["photos"]) == (3, 4)


def test_a_face_erased_while_it_is_counted_is_not_written_down(congress, cast, twins, monkeypatch):
    found_in = face_calibration.found_in

    def erased_meanwhile(where, engine):
        found = found_in(where, engine)
        erase_face(congress, cast.hoa)
        return found

    monkeypatch.setattr(face_calibration, "found_in", erased_meanwhile)
    count_faces(congress.id)
    assert db.session.query(FaceCalibration).count() == 0


@pytest.mark.faces
def test_real_photographs_of_one_person_under_two_names(congress, cast, monkeypatch):
    for module in (face_batches, face_calibration):
        monkeypatch.setattr(module, "encoder", lambda _models_dir: encoder("onnx"))
    one, other = list(people().values())[1:3]
    files = {"001.jpg": one[0], "002.jpg": one[1], "K01.jpg": other[0]}
    content = zipped(**{name: path.read_bytes() for name, path in files.items()})
    brought_faces(congress, content, consent_on=congress.starts_on)
    count_faces(congress.id)
    assert [set(pair) for pair in same_faces(congress)] == [{cast.minh.id, cast.hoa.id}]
