"""The two nearest people, distinct, whatever the order and the number of photographs."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.gallery import NOBODY, Gallery, fuse, score_between
from tests.checkin.inputs import Population


@given(
    seed=st.integers(0, 10_000),
    owners=st.lists(st.integers(0, 9), min_size=2, max_size=30),
    engine=st.sampled_from(["onnx", "dlib"]),
)
def test_nearest_is_what_a_slow_search_finds(seed: int, owners: list[int], engine: str) -> None:
    population = Population(seed)
    photos = population.photos(population.people(10)[owners])
    probe = population.photos(population.people(1))[0]
    slow = {
        owner: score_between(
            fuse(photos[np.array(owners) == owner], engine=engine), probe, engine=engine
        )
        for owner in set(owners)
    }
    ranked = sorted(slow.items(), key=lambda item: -item[1])

    nearest = Gallery(owners, photos, engine=engine).nearest(probe)

    assert nearest.delegate_id == ranked[0][0]
    assert nearest.score == pytest.approx(ranked[0][1], abs=1e-4)
    if len(ranked) > 1:
        assert nearest.runner_up_id == ranked[1][0]
        assert nearest.margin == pytest.approx(ranked[0][1] - ranked[1][1], abs=2e-4)


def test_several_photographs_of_one_person_are_one_person() -> None:
    population = Population(1)
    lan, minh = population.people(2)
    photos = population.photos(np.array([lan, lan, lan, minh]))
    gallery = Gallery(["lan", "lan", "lan", "minh"], photos)
    nearest = gallery.nearest(population.photos(lan[None])[0])
    assert len(gallery) == 2
    assert (nearest.delegate_id, nearest.runner_up_id) == ("lan", "minh")


def test_an_empty_gallery_knows_nobody() -> None:
    gallery = Gallery([], [])
    probe = Population(2).photos(Population(2).people(1))[0]
    assert gallery.nearest(probe) == NOBODY
    assert gallery.nearest(probe).margin is None
    assert gallery.likeliest(probe) == []
    assert gallery.score(probe, "lan") is None


def test_one_person_has_no_runner_up() -> None:
    photos = Population(3).photos(Population(3).people(1))
    nearest = Gallery(["lan"], photos).nearest(photos[0])
    assert nearest.delegate_id == "lan"
    assert nearest.margin is None
    assert json.loads(json.dumps({"margin": nearest.margin})) == {"margin": None}


def test_the_likeliest_come_best_first() -> None:
    population = Population(4)
    photos = population.photos(population.people(20))
    gallery = Gallery(list(range(20)), photos)
    likeliest = gallery.likeliest(photos[11], 5)
    scores = [score for _, score in likeliest]
    assert likeliest[0][0] == 11
    assert scores == sorted(scores, reverse=True)
    assert len(gallery.likeliest(photos[11], 50)) == 20


def test_no_encoding_is_printed() -> None:
    photos = Population(5).photos(Population(5).people(3))
    assert repr(Gallery(["a", "b", "c"], photos)) == "Gallery(3 people, 3 photos)"


def test_ids_and_encodings_must_be_as_many() -> None:
    with pytest.raises(ValueError, match="2 ids for 1"):
        Gallery(["a", "b"], Population(6).photos(Population(6).people(1)))
