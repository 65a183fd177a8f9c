"""Another model is installed: its faces are compared with nobody's of before, but asked for."""

import pytest

from app.db import db, writing
from app.delegates import face_batches, face_calibration
from app.delegates.face_calibration import ask_for_calibrations, count_faces
from app.delegates.face_consents import note_face_consent
from app.delegates.face_link_round import unanswered
from app.delegates.face_renewal import people_to_ask_again
from app.delegates.gallery import gallery_json
from app.delegates.models import FaceTemplate, Portrait
from app.jobs.models import Job
from app.realtime import commit_quietly
from tests.app.delegates.drawn_faces import PatternEncoder, brought_faces, face
from tests.app.delegates.photographs import zipped
from tests.app.delegates.test_calibration_page import add_template
from tests.checkin.inputs import Population


@pytest.fixture
def installed(monkeypatch) -> PatternEncoder:
    """The encoder of this server; its `model` may be changed."""
    encoder = PatternEncoder()
    for part in (face_calibration, face_batches):
        monkeypatch.setattr(part, "encoder", lambda _models_dir: encoder)
    return encoder


@pytest.fixture
def enrolled(installed, congress, cast) -> list[int]:
    """Minh and Hoa gave two photographs each, and another model came after."""
    population = Population(3)
    people = population.people(2)
    with writing():
        for delegate in (cast.minh, cast.hoa):
            note_face_consent(delegate.id, how="office", given_at=cast.minh.created_at)
        for _ in range(2):
            for delegate, encoding in zip(
                (cast.minh, cast.hoa), population.photos(people), strict=True
            ):
                add_template(delegate, encoding, "pattern")
        commit_quietly()
    count_faces(congress.id)
    assert people_to_ask_again(congress) == []
    installed.model = "newer"
    count_faces(congress.id)
    return [cast.minh.id, cast.hoa.id]


def test_whose_faces_they_are_is_told(organiser, congress, cast, enrolled):
    assert sorted(people_to_ask_again(congress)) == sorted(enrolled)
    page = organiser.get(f"/office/{congress.id}/delegates/faces?lang=en").text
    assert "Please take these faces again (2)" in page
    assert cast.minh.name in page
    path = f"/api/congresses/{congress.id}/delegates/{cast.minh.id}/portraits"
    state = organiser.get(f"{path}?lang=en").json
    assert state["state"] == "refused"
    assert state["reason"].count("another model") == 1


def test_they_get_a_link_although_they_had_answered(congress, cast, enrolled):
    assert set(enrolled) <= set(unanswered(congress))


def test_the_model_of_before_brings_them_back(congress, installed, enrolled):
    installed.model = "pattern"
    count_faces(congress.id)
    assert people_to_ask_again(congress) == []
    assert {each.state for each in db.session.query(Portrait)} == {"ready"}


def test_who_is_taken_again_leaves_nothing_of_before(congress, cast, enrolled):
    brought_faces(congress, zipped(**{f"{cast.minh.number}.jpg": face(1)}))
    assert people_to_ask_again(congress) == [cast.hoa.id]
    models = {(each.delegate_id, each.model) for each in db.session.query(FaceTemplate)}
    assert models == {(cast.minh.id, "newer"), (cast.hoa.id, "pattern")}
    gallery = gallery_json(congress)
    assert '"model": "newer"' in gallery
    assert gallery.count('"encoding"') == 1, "nobody is compared across models"


def test_the_worker_looks_when_it_starts(congress, enrolled):
    ask_for_calibrations()
    before = db.session.query(Job).count()
    ask_for_calibrations(again=True)
    assert db.session.query(Job).count() == before + 1
