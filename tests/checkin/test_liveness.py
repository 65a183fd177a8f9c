"""What the liveness hints notice, and what they let pass."""

from pathlib import Path

import numpy as np
import pytest

from checkin.faces import Face, Frame
from checkin.liveness import (
    LIVE_ABOVE,
    HeadTurn,
    LiveCheck,
    MotionCheck,
    Side,
    load_liveness,
)
from checkin.opencv import read_image
from tests.checkin.inputs import a_face, encoder, faces_dir, models_dir

FRAME: Frame = np.full((480, 640, 3), 90, np.uint8)


def test_a_face_that_never_moves_is_still() -> None:
    check = MotionCheck()
    answers = [check.add(a_face(left=100)) for _ in range(12)]
    assert answers == [None] * 9 + [False] * 3


def test_a_photograph_pushed_about_is_still_too() -> None:
    check = MotionCheck()
    answers = [check.add(a_face(left=100 + 7 * step, top=90 + step)) for step in range(12)]
    assert answers[9:] == [False] * 3


def test_a_living_face_moves_in_itself() -> None:
    check, random = MotionCheck(), np.random.default_rng(3)
    answers = [check.add(a_face(sway=float(random.normal(0, 1.5)))) for _ in range(30)]
    assert False not in answers
    assert answers[9:] == [True] * 21


@pytest.mark.parametrize(("side", "sign"), [("left", 1), ("right", -1)])
def test_turning_the_head_and_looking_back_answers_the_challenge(side: Side, sign: int) -> None:
    challenge = HeadTurn(side)
    turns = [0.0, 0.15, 0.3, 0.2, 0.05]
    answers = [challenge.add(a_face(turn=sign * turn)) for turn in turns]
    assert answers == [False, False, False, False, True]


@pytest.mark.parametrize("turns", [[-0.17, 0.1, 0.3, -0.15], [0.25, 0.0, 0.25]])
def test_the_camera_need_not_stand_straight_before_the_face(turns: list[float]) -> None:
    challenge = HeadTurn("left")
    assert [challenge.add(a_face(turn=turn)) for turn in [*turns, turns[-1]]][-1]


@pytest.mark.parametrize("turns", [[0.3] * 20, [0.3, 0.0, 0.0], [0.0, -0.3, -0.2], [0.0] * 20])
def test_a_turned_picture_the_other_side_or_no_turn_does_not(turns: list[float]) -> None:
    challenge = HeadTurn("left")
    assert not any(challenge.add(a_face(turn=turn)) for turn in turns)


def test_looking_back_counts_only_when_the_face_can_be_compared() -> None:
    challenge = HeadTurn("left")
    for turn in (0.0, 0.3):
        challenge.add(a_face(turn=turn))
    assert not challenge.add(a_face(), is_good=False)
    assert challenge.add(a_face())


class Judge:
    """Stands for the networks: one score for every frame."""

    def __init__(self, score: float) -> None:
        self._score = score
        self.asked = 0

    def score(self, _frame: Frame, _face: Face) -> float:
        self.asked += 1
        return self._score


def answers_of(check: LiveCheck, *, sway: float) -> list[str]:
    random = np.random.default_rng(3)
    faces = [a_face(sway=float(random.normal(0, sway))) for _ in range(12)]
    return [check.add(FRAME, face) for face in faces]


def test_who_moves_is_live_and_the_networks_are_asked_three_times() -> None:
    judge = Judge(0.9)
    answers = answers_of(LiveCheck(judge), sway=1.5)
    assert answers[0] == "looking"
    assert answers[-1] == "live"
    assert "suspicious" not in answers
    assert judge.asked == 3


@pytest.mark.parametrize(("judge", "sway"), [(Judge(0.2), 1.5), (None, 0.0), (Judge(0.9), 0.0)])
def test_a_still_face_or_one_the_networks_doubt_is_suspicious(
    judge: Judge | None, sway: float
) -> None:
    check = LiveCheck(judge)
    assert answers_of(check, sway=sway)[-1] == "suspicious"
    check.reset()
    assert check.add(FRAME, a_face()) == "looking"


def test_who_stood_very_still_and_then_moves_is_live() -> None:
    check = LiveCheck(None)
    assert answers_of(check, sway=0.0)[-1] == "suspicious"
    assert answers_of(check, sway=2.0)[-1] == "live"


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
