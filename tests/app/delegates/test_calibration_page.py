"""The page that says how sure the face is: what this roster shows, and nothing more."""

import numpy as np
import pytest

from app.clock import now
from app.db import db, writing
from app.delegates import face_calibration
from app.delegates.face_calibration import count_faces
from app.delegates.face_models import FaceCalibration
from app.delegates.face_report import BOTTOM, WIDTH, plot_of
from app.delegates.models import FaceTemplate, Portrait
from app.delegates.seals import seal_template
from app.realtime import commit_quietly
from tests.app.delegates.drawn_faces import PatternEncoder
from tests.checkin.inputs import Population
from tests.factories import make_delegate


@pytest.fixture(autouse=True)
def pattern_encoder(monkeypatch):
    monkeypatch.setattr(face_calibration, "encoder", lambda _models_dir: PatternEncoder())


def enrolled(congress, count: int, *, photos: int = 1, model: str = "pattern") -> None:
    """People with made-up encodings that spread like real ones, counted by the worker."""
    population = Population(7)
    people = population.people(count)
    made = [make_delegate(congress, f"{nth:03}", f"Người {nth}") for nth in range(100, 100 + count)]
    with writing():
        for _ in range(photos):
            for delegate, encoding in zip(made, population.photos(people), strict=True):
                add_template(delegate, encoding, model)
        commit_quietly()
    count_faces(congress.id)


def add_template(delegate, encoding: np.ndarray, model: str) -> None:
    portrait = Portrait(delegate_id=delegate.id, state="ready", created_at=now())
    db.session.add(portrait)
    db.session.flush()
    names = {"engine": "onnx", "model": model}
    sealed = seal_template(delegate, encoding, **names)
    ids = {"delegate_id": delegate.id, "portrait_id": portrait.id}
    db.session.add(FaceTemplate(**ids, **names, sealed=sealed, created_at=now()))


@pytest.fixture
def shown(organiser, congress):
    path = f"/office/{congress.id}/delegates/faces/calibration"
    return lambda language="en": organiser.get(f"{path}?lang={language}").text


def test_nobody_yet(shown, congress, cast):
    assert "Nobody has given a face yet" in shown()


def test_too_few_say_nothing(shown, congress, cast):
    enrolled(congress, 8)
    page = shown()
    assert "Too few faces to say" in page
    assert "cannot be said" in page
    assert "Of 1,000 strangers" not in page
    assert "the aim is met." not in page
    assert '<svg class="face-plot"' in page


def test_a_large_roster_says_what_to_expect(shown, congress, cast):
    enrolled(congress, 60, photos=2)
    page = shown()
    found = db.session.get(FaceCalibration, congress.id).found
    assert "Of 1,000 strangers about" in page
    assert "The aim is 10." in page
    assert ("large enough to show" in page) == found["proven"]
    assert "Of 100 photographs of the enrolled about" in page
    assert "no measurement at the door" in page
    assert "Who looks most alike" in page


def test_it_is_said_in_vietnamese_too(shown, congress, cast):
    enrolled(congress, 25)
    page = shown("vi")
    assert "Trong 1.000 người lạ" in page
    assert "hỏi lại từ" in page


def test_who_should_give_a_second_photograph_is_named(shown, congress, cast):
    enrolled(congress, 8)
    row = db.session.get(FaceCalibration, congress.id)
    first = row.found["look_alikes"][0]["first"]
    with writing():
        row.found = {**row.found, "second_photo": [first]}
        commit_quietly()
    page = shown()
    assert "They have one photograph" in page
    assert f"/delegates/{first}" in page.partition('id="second"')[2]


def test_a_changed_roster_is_told_until_it_is_counted_anew(shown, congress, cast):
    enrolled(congress, 8)
    assert "came or went" not in shown()
    with writing():
        add_template(cast.minh, Population(9).photos(Population(9).people(1))[0], "pattern")
        commit_quietly()
    assert "came or went" in shown()
    count_faces(congress.id)
    assert "came or went" not in shown()
    assert "9 people" in shown()


def test_faces_of_another_model_are_not_compared(shown, congress, cast):
    enrolled(congress, 8, model="of before")
    page = shown()
    assert "another model" in page
    assert "strangers" not in page


def test_the_plot_holds_everybody_and_both_lines():
    scores = [0.1, 0.2, 0.2, 0.3]
    plot = plot_of({"impostor_scores": scores, "thresholds": {"accept": 0.5, "ask": 0.35}})
    heights = [height for _x, _y, _width, height in plot.bars]
    assert round(sum(heights) / max(heights) * plot.most) == len(scores)
    assert 0 < plot.ask.x < plot.accept.x < WIDTH
    assert all(y + height == pytest.approx(BOTTOM) for _x, y, _width, height in plot.bars)
    assert plot_of({"impostor_scores": [], "thresholds": {}}) is None
