"""Each fault of a picture is found, alone, and a good picture has none."""

import numpy as np
import pytest

from checkin.faces import Face, Frame
from checkin.quality import Reason, assess, pose
from tests.checkin.inputs import a_face


def scene(low: int = 60, high: int = 190, grain: int = 4) -> Frame:
    """A picture with detail of a given size everywhere."""
    random = np.random.default_rng(7)
    coarse = random.integers(low, high, size=(480 // grain, 640 // grain), dtype=np.uint8)
    return np.repeat(np.kron(coarse, np.ones((grain, grain), dtype=np.uint8))[..., None], 3, axis=2)


def smooth(frame: Frame, passes: int) -> Frame:
    blurred = frame.astype(np.float32)
    for _ in range(passes):
        for axis in (0, 1):
            blurred = (blurred + np.roll(blurred, 1, axis) + np.roll(blurred, -1, axis)) / 3
    return blurred.astype(np.uint8)


def glaring(frame: Frame) -> Frame:
    lit = frame.copy()
    lit[100:160, 110:150] = 255
    return lit


FAULTS: list[tuple[Reason, Frame, list[Face]]] = [
    ("no_face", scene(), []),
    ("two_faces", scene(), [a_face(), a_face(left=300, width=80)]),
    ("too_small", scene(grain=2), [a_face(width=30)]),
    ("blurred", smooth(scene(grain=40), 60), [a_face()]),
    ("dark", scene(5, 40), [a_face()]),
    ("bright", scene(190, 250), [a_face()]),
    ("glare", glaring(scene()), [a_face()]),
    ("turned", scene(), [a_face(turn=0.5)]),
]


@pytest.mark.parametrize(("reason", "frame", "faces"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_a_fault_is_named(reason: Reason, frame: Frame, faces: list[Face]) -> None:
    quality = assess(frame, faces)
    assert quality.reasons == (reason,)
    assert not quality.ok


def test_a_good_picture_has_no_fault() -> None:
    quality = assess(scene(), [a_face()])
    assert quality.ok
    assert quality.reasons == ()


def test_somebody_in_the_background_is_no_second_face() -> None:
    assert assess(scene(), [a_face(), a_face(left=300, width=40)]).ok


def test_sharpness_orders_frames_of_one_face() -> None:
    sharp, soft = scene(), smooth(scene(), 2)
    assert assess(sharp, [a_face()]).sharpness > assess(soft, [a_face()]).sharpness


def test_a_face_at_the_border_is_judged_too() -> None:
    assert assess(scene(), [a_face(left=-40, top=-30)]).ok


def test_a_detector_without_a_mouth_still_tells_the_turn() -> None:
    face = a_face(turn=0.5)
    face.points[3:] = np.nan
    assert pose(face).nod is None
    assert pose(face).is_turned
