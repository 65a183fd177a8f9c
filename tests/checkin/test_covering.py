"""Masks that colour tells are told, bare faces are not; what it cannot tell it does not."""

import numpy as np
import pytest

from checkin.covering import mouth_is_covered
from checkin.opencv import read_image
from tests.checkin.inputs import a_face, encoder, people
from tests.kiosk.videos import masked

SKIN, LIPS = (120, 150, 205), (110, 110, 200)
CLOTHS = {"blue": (205, 180, 130), "white": (235, 235, 235), "black": (45, 42, 42)}


def drawn(mouth: tuple[int, int, int]) -> np.ndarray:
    """A face of one colour with a mouth of another."""
    frame = np.full((480, 640, 3), SKIN, np.uint8)
    frame[172:240, 90:210] = mouth
    return frame


@pytest.mark.parametrize("cloth", [*CLOTHS.values(), (150, 190, 140), (150, 150, 150)])
def test_cloth_is_told(cloth: tuple[int, int, int]) -> None:
    assert mouth_is_covered(drawn(cloth), a_face())


@pytest.mark.parametrize("mouth", [SKIN, LIPS, (60, 75, 100), (190, 180, 235)])
def test_lips_a_beard_and_pink_cloth_are_not(mouth: tuple[int, int, int]) -> None:
    assert not mouth_is_covered(drawn(mouth), a_face())


@pytest.mark.parametrize("light", [0.1, 0.4, 1.0])
def test_a_picture_without_colour_tells_nothing(light: float) -> None:
    grey = (drawn(CLOTHS["white"]).mean(axis=2, keepdims=True) * light).astype(np.uint8)
    assert not mouth_is_covered(np.repeat(grey, 3, axis=2), a_face())


def test_a_detector_without_a_mouth_tells_nothing() -> None:
    face = a_face()
    face.points[3:] = np.nan
    assert not mouth_is_covered(drawn(CLOTHS["blue"]), face)


@pytest.mark.faces
def test_bare_faces_and_drawn_masks() -> None:
    """The counts are in docs/faces.md; here one photograph of everybody, small as at a desk."""
    onnx = encoder("onnx")
    for first, *_ in people().values():
        frame = read_image(first)
        (face, *_) = onnx.faces(frame)
        assert not mouth_is_covered(frame, face), first
        for name, cloth in CLOTHS.items():
            covered = masked(frame, face.points, cloth)
            (found, *_) = onnx.faces(covered)
            assert mouth_is_covered(covered, found), (first, name)
