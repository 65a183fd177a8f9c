"""What the liveness hints notice, and what they let pass."""

from pathlib import Path

import numpy as np
import pytest

from checkin.liveness import LIVE_ABOVE, HeadTurn, MotionCheck, load_liveness
from checkin.opencv import read_image
from tests.checkin.inputs import a_face, encoder, faces_dir, models_dir


def test_a_face_that_never_moves_is_suspicious() -> None:
    check = MotionCheck()
    answers = [check.add(a_face(left=100)) for _ in range(12)]
    assert answers[:9] == [True] * 9
    assert not any(answers[9:])


def test_a_photograph_pushed_about_is_suspicious_too() -> None:
    check = MotionCheck()
    answers = [check.add(a_face(left=100 + 7 * step, top=90 + step)) for step in range(12)]
    assert not any(answers[9:])


def test_a_living_face_moves_in_itself() -> None:
    check, random = MotionCheck(), np.random.default_rng(3)
    answers = [check.add(a_face(sway=float(random.normal(0, 1.5)))) for _ in range(30)]
    assert all(answers)


def test_turning_the_head_answers_the_challenge() -> None:
    challenge = HeadTurn()
    turns = [0.0, 0.05, 0.15, 0.3]
    assert [challenge.add(a_face(turn=turn)) for turn in turns] == [False, False, False, True]


def test_a_picture_of_a_turned_head_does_not() -> None:
    challenge = HeadTurn()
    assert not any(challenge.add(a_face(turn=0.3)) for _ in range(20))


def test_without_the_networks_there_is_no_score(tmp_path: Path) -> None:
    assert load_liveness(None) is None
    assert load_liveness(tmp_path) is None


@pytest.mark.faces
@pytest.mark.parametrize(
    ("photo", "live"), [("image_T1.jpg", True), ("image_F1.jpg", False), ("image_F2.jpg", False)]
)
def test_the_networks_are_right_on_their_authors_samples(photo: str, live: bool) -> None:
    liveness = load_liveness(models_dir())
    assert liveness is not None
    frame = read_image(faces_dir() / "_antispoof_samples" / photo)
    score = liveness.score(frame, encoder("onnx").faces(frame)[0])
    assert (score >= LIVE_ABOVE) == live
