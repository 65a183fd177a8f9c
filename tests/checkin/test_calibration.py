"""Thresholds from the roster alone keep strangers out, and say what to expect."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkin.calibration import ENOUGH_PEOPLE, calibrate
from checkin.decision import decide
from checkin.encoders.dlib import BANDS as DLIB_BANDS
from checkin.encoders.onnx import DECLARATIONS
from checkin.gallery import Gallery
from tests.checkin.checks import strangers_stay_strangers
from tests.checkin.inputs import COSINE_BANDS, Population, like_dlib


def roster(population: Population, people: int, *, engine: str = "onnx") -> Gallery:
    photos = population.photos(population.people(people))
    return Gallery([f"d{number}" for number in range(people)], photos, engine=engine)


@pytest.mark.parametrize("people", [100, 200, 1_000])
@pytest.mark.parametrize("likeness", [0.0, 0.3, 0.6])
def test_strangers_are_kept_out_at_any_size_and_likeness(people: int, likeness: float) -> None:
    population = Population(people + int(likeness * 10), likeness=likeness)
    gallery = roster(population, people)
    strangers_stay_strangers(gallery, calibrate(gallery, COSINE_BANDS).thresholds, population)


def test_strangers_are_kept_out_with_distances_too() -> None:
    population = like_dlib(5)
    gallery = roster(population, 200, engine="dlib")
    strangers_stay_strangers(gallery, calibrate(gallery, DLIB_BANDS).thresholds, population)


def test_a_population_of_look_alikes_gets_a_stricter_score() -> None:
    accepts = [
        calibrate(roster(Population(6, likeness=likeness), 200), COSINE_BANDS).thresholds.accept
        for likeness in (0.0, 0.3, 0.6)
    ]
    assert accepts == sorted(accepts)
    assert accepts[2] - accepts[0] > 0.1


def test_the_enrolled_are_still_recognised() -> None:
    population = Population(7, noise=0.5)
    people = population.people(200)
    gallery = Gallery(list(range(200)), population.photos(people))
    thresholds = calibrate(gallery, COSINE_BANDS).thresholds
    nearest = [gallery.nearest(face) for face in population.photos(people)]
    right = [found.delegate_id == row for row, found in enumerate(nearest)]
    sure = [decide(found, thresholds) == "sure" for found in nearest]
    assert np.mean(np.logical_and(right, sure)) > 0.95


@settings(deadline=None, max_examples=40)
@given(seed=st.integers(0, 1_000), people=st.integers(0, 120))
def test_it_never_goes_below_what_the_encoder_needs(seed: int, people: int) -> None:
    for bands, engine in ((DECLARATIONS[0].bands, "onnx"), (DLIB_BANDS, "dlib")):
        thresholds = calibrate(roster(Population(seed), people, engine=engine), bands).thresholds
        least = bands.floor if people >= ENOUGH_PEOPLE else bands.accept(people)
        assert thresholds.accept >= least
        assert bands.ask <= thresholds.ask <= thresholds.accept
        assert thresholds.margin == bands.margin


@given(seed=st.integers(0, 1_000))
@settings(deadline=None, max_examples=20)
def test_the_order_of_the_roster_does_not_matter(seed: int) -> None:
    population = Population(seed)
    photos = population.photos(population.people(80))
    order = np.random.default_rng(seed).permutation(80)
    first = calibrate(Gallery(list(range(80)), photos), COSINE_BANDS)
    second = calibrate(Gallery([int(row) for row in order], photos[order]), COSINE_BANDS)
    assert first.thresholds.accept == pytest.approx(second.thresholds.accept, abs=1e-5)
    assert set(first.second_photo) == set(second.second_photo)


def test_a_small_roster_keeps_the_starting_scores() -> None:
    found = calibrate(roster(Population(8, likeness=0.0), 12), COSINE_BANDS)
    assert found.thresholds.accept == 0.50
    assert found.expected_false_positive_rate is None
    assert not found.proven


def test_one_face_under_two_names_is_shown() -> None:
    population = Population(9)
    people = population.people(60)
    twice = np.concatenate([people, people[:1]])
    found = calibrate(Gallery(list(range(61)), population.photos(twice)), COSINE_BANDS)
    worst = found.look_alikes[0]
    assert {worst.first, worst.second} == {0, 60}
    assert worst.score >= found.thresholds.accept
    assert {0, 60} <= set(found.second_photo)


def test_who_gave_a_second_photo_is_not_asked_for_one() -> None:
    population = Population(10)
    people = population.people(60)
    rows = [*range(60), 0, 0]
    faces = people[[*range(60), 0, 0]]
    faces[59] = people[0]
    found = calibrate(Gallery(rows, population.photos(faces)), COSINE_BANDS)
    assert 59 in found.second_photo
    assert 0 not in found.second_photo


def test_what_it_expects_is_what_happens() -> None:
    population = Population(11, likeness=0.3)
    gallery = roster(population, 400)
    found = calibrate(gallery, COSINE_BANDS)
    faces = population.photos(population.people(4_000))
    sure = [decide(gallery.nearest(face), found.thresholds) == "sure" for face in faces]
    assert found.expected_false_positive_rate is not None
    assert found.upper_bound is not None
    assert found.expected_false_positive_rate <= 0.0101
    assert np.mean(sure) <= found.upper_bound


def test_an_encoder_that_must_prove_itself_is_confirmed_until_it_has() -> None:
    few = calibrate(roster(like_dlib(12), 60, engine="dlib"), DLIB_BANDS)
    many = calibrate(roster(like_dlib(12), 300, engine="dlib"), DLIB_BANDS)
    assert few.thresholds.confirm_sure
    assert many.proven
    assert not many.thresholds.confirm_sure


def test_recognition_is_told_where_people_gave_several_photos() -> None:
    population = Population(13, noise=0.4)
    rows = [row for row in range(60) for _ in range(3)]
    photos = population.photos(population.people(60)[rows])
    recognition = calibrate(Gallery(rows, photos), COSINE_BANDS).expected_recognition
    assert recognition is not None
    assert recognition > 0.9


@pytest.mark.parametrize("target", [0.0, -0.1, 0.5])
def test_no_senseless_target(target: float) -> None:
    with pytest.raises(ValueError, match="target"):
        calibrate(roster(Population(14), 30), COSINE_BANDS, target=target)
