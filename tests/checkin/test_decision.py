"""Three answers: what makes a face sure, unsure or unknown, alone and over several frames."""

from dataclasses import replace

import numpy as np
import pytest

from checkin.decision import Answer, Track, decide, decide_badge
from checkin.faces import Encoding, Thresholds
from checkin.gallery import NOBODY, Gallery, Nearest
from tests.checkin.inputs import Population, a_face

THRESHOLDS = Thresholds(accept=0.5, ask=0.35, margin=0.1, one_to_one=0.4)


@pytest.mark.parametrize(
    ("score", "runner_up", "answer"),
    [
        (0.80, 0.20, "sure"),
        (0.50, 0.39, "sure"),
        (0.80, 0.75, "unsure"),
        (0.45, 0.10, "unsure"),
        (0.34, 0.10, "unknown"),
        (0.50, None, "sure"),
        (0.20, None, "unknown"),
    ],
)
def test_score_and_gap_decide(score: float, runner_up: float | None, answer: Answer) -> None:
    other = None if runner_up is None else "minh"
    assert decide(Nearest("lan", score, other, runner_up), THRESHOLDS) == answer


def test_an_empty_gallery_is_unknown() -> None:
    assert decide(NOBODY, THRESHOLDS) == "unknown"


def test_a_badge_makes_it_one_against_one() -> None:
    assert decide_badge(0.41, THRESHOLDS) == "match"
    assert decide_badge(0.39, THRESHOLDS) == "mismatch"
    assert decide_badge(None, THRESHOLDS) == "open"


class Desk:
    """Lan, Minh and a stranger before a camera."""

    def __init__(self, thresholds: Thresholds = THRESHOLDS) -> None:
        self.population = Population(8)
        self.lan, self.minh, self.stranger = self.population.people(3)
        photos = self.population.photos(np.array([self.lan, self.minh]))
        self.track = Track(Gallery(["lan", "minh"], photos), thresholds)

    def frame_of(self, person: np.ndarray) -> Encoding:
        return self.population.photos(person[None])[0]


def test_three_frames_that_agree_are_sure() -> None:
    desk = Desk()
    verdicts = [desk.track.add(a_face(), desk.frame_of(desk.lan)) for _ in range(4)]
    assert [verdict.answer for verdict in verdicts] == ["unsure", "unsure", "sure", "sure"]
    assert verdicts[-1].nearest.delegate_id == "lan"
    assert [verdict.frames for verdict in verdicts] == [1, 2, 3, 4]
    assert [delegate for delegate, _ in verdicts[-1].likeliest] == ["lan", "minh"]


def test_a_stranger_stays_unknown() -> None:
    desk = Desk()
    for _ in range(6):
        assert desk.track.add(a_face(), desk.frame_of(desk.stranger)).answer == "unknown"


def test_a_face_elsewhere_is_another_face() -> None:
    desk = Desk()
    for _ in range(3):
        desk.track.add(a_face(), desk.frame_of(desk.lan))
    verdict = desk.track.add(a_face(left=400), desk.frame_of(desk.lan))
    assert (verdict.answer, verdict.frames, verdict.is_new_face) == ("unsure", 1, True)
    assert not desk.track.add(a_face(left=405), desk.frame_of(desk.lan)).is_new_face


def test_another_face_in_the_same_place_is_another_face() -> None:
    """Somebody steps in front of Lan: nothing of hers may count for them."""
    desk = Desk()
    for _ in range(3):
        desk.track.add(a_face(), desk.frame_of(desk.lan))
    verdict = desk.track.add(a_face(left=102), desk.frame_of(desk.minh))
    assert (verdict.answer, verdict.frames, verdict.nearest.delegate_id) == ("unsure", 1, "minh")


def test_a_suspicious_face_is_never_sure() -> None:
    desk = Desk()
    desk.track.add(a_face(), desk.frame_of(desk.lan))
    desk.track.suspect()
    answers = {desk.track.add(a_face(), desk.frame_of(desk.lan)).answer for _ in range(6)}
    assert answers == {"unsure"}
    assert desk.track.against_badge("lan") == "open"
    assert desk.track.against_badge("minh") == "mismatch"
    desk.track.suspect(suspicious=False)
    assert desk.track.verdict().answer == "sure"


def test_where_the_desk_confirms_no_face_is_sure() -> None:
    desk = Desk(replace(THRESHOLDS, confirm_sure=True))
    answers = {desk.track.add(a_face(), desk.frame_of(desk.lan)).answer for _ in range(6)}
    assert answers == {"unsure"}


def test_a_badge_beside_a_face() -> None:
    desk = Desk()
    for _ in range(3):
        assert desk.track.against_badge("lan") == "open", "too few frames yet"
        desk.track.add(a_face(), desk.frame_of(desk.lan))
    assert desk.track.against_badge("lan") == "match"
    assert desk.track.against_badge("minh") == "mismatch"
    assert desk.track.against_badge("nobody") == "open"
    assert (desk.track.knows("lan"), desk.track.knows("nobody")) == (True, False)


def test_a_reset_forgets_the_face() -> None:
    desk = Desk()
    for _ in range(3):
        desk.track.add(a_face(), desk.frame_of(desk.lan))
    desk.track.reset()
    assert desk.track.verdict().answer == "unknown"
    assert desk.track.add(a_face(), desk.frame_of(desk.lan)).frames == 1


def test_a_long_look_keeps_the_sharp_frames() -> None:
    desk = Desk()
    good = [desk.frame_of(desk.lan) for _ in range(8)]
    for encoding in good:
        desk.track.add(a_face(), encoding, sharpness=1.0)
    before = desk.track.verdict().nearest.score
    for _ in range(5):
        desk.track.add(a_face(), desk.frame_of(desk.lan), sharpness=0.1)
    assert desk.track.verdict().nearest.score == before
