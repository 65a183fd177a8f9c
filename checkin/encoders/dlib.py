"""The engine `dlib`: face_recognition's weights, which come with the package; its only importer.

Scores are 1 − Euclidean distance. The library's own threshold (distance 0.6) is for comparing two
photographs; among 200 enrolled people it matches 69 % of strangers to somebody, so it is not used.
"""

import importlib
import importlib.util
import sys
import types
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from checkin.errors import EncoderUnavailableError
from checkin.faces import Bands, Box, Encoding, Face, Frame, Points
from checkin.models import YUNET
from checkin.opencv import YuNet, resize, to_rgb

BANDS = Bands(
    starting=((1_000_000_000, 0.60),),
    floor=0.60,
    ask=0.50,
    margin=0.06,
    one_to_one=0.55,
    confirm_unless_proven=True,
)
"""Distances 0.40 (sure), 0.50 (ask) and 0.45 (beside a badge), gap 0.06: docs/faces.md."""

MODEL = "dlib_face_recognition_resnet_v1"
_HOG_WIDTH = 640


def face_recognition_library() -> Any:
    """Import face_recognition so that it can neither end the process nor warn.

    It calls quit() when `pkg_resources` is missing (setuptools ≥ 82), and older setuptools warn.
    The 68-point predictor, whose licence excludes commercial use, is never read: its place is
    taken by the 5-point one. Raises EncoderUnavailableError.
    """
    if "face_recognition" in sys.modules:
        return sys.modules["face_recognition"]
    try:
        with _pkg_resources(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            weights: Any = importlib.import_module("face_recognition_models")
            weights.pose_predictor_model_location = weights.pose_predictor_five_point_model_location
            return importlib.import_module("face_recognition")
    except (Exception, SystemExit) as error:
        raise EncoderUnavailableError(f"face_recognition cannot be loaded: {error}") from error


@contextmanager
def _pkg_resources() -> Iterator[None]:
    """Offer the one function of pkg_resources that the weights' package asks for."""
    before = sys.modules.get("pkg_resources")
    shim = types.ModuleType("pkg_resources")
    shim.resource_filename = _resource_filename  # type: ignore[attr-defined]
    sys.modules["pkg_resources"] = shim
    try:
        yield
    finally:
        if before is None:
            del sys.modules["pkg_resources"]
        else:
            sys.modules["pkg_resources"] = before


def _resource_filename(package: str, name: str) -> str:
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(f"No package {package}")
    return str(Path(found.origin).parent / name)


class DlibEncoder:
    """face_recognition's encoder, with YuNet as detector when its model is there, else HOG."""

    engine = "dlib"
    bands = BANDS

    def __init__(self, library: Any, detector: YuNet | None) -> None:
        self._library = library
        self._detector = detector
        # Boxes of the two detectors differ a little, so do the encodings: not to be mixed.
        self.model = f"{MODEL}-{'yunet' if detector else 'hog'}"

    def faces(self, frame: Frame) -> list[Face]:
        """Find the faces of a frame, the largest first."""
        if self._detector is not None:
            return self._detector.faces(frame)
        return self._faces_by_hog(frame)

    def encode(self, frame: Frame, face: Face) -> Encoding:
        """Encode a face as dlib's 128 numbers; compare by 1 − distance."""
        part, box = _around(frame, self._square(face))
        (numbers,) = self._library.face_encodings(to_rgb(part), [_css(box)], model="small")
        encoding: Encoding = np.asarray(numbers, dtype=np.float32)
        return encoding

    def encode_photo(self, frame: Frame, face: Face) -> Encoding:
        """Encode a photograph; this engine knows no better way than `encode`."""
        return self.encode(frame, face)

    def _square(self, face: Face) -> Box:
        """Return the box as HOG would have drawn it: the 5-point predictor was trained on those.

        Measured on 42 photographs: its side is 0.89 of √area of YuNet's box (± 8 %), its middle
        the mean of the five points (± 5 % of the side).
        """
        if self._detector is None:
            return face.box
        side = 0.89 * face.box.area**0.5
        across, down = (float(value) for value in face.points.mean(axis=0))
        return Box(across - side / 2, down - side / 2, side, side)

    def _faces_by_hog(self, frame: Frame) -> list[Face]:
        small = resize(frame, _HOG_WIDTH) if frame.shape[1] > _HOG_WIDTH else frame
        rgb = to_rgb(small)
        # Faces under 80 px are found on an enlarged copy only, which takes four times as long.
        places = self._library.face_locations(rgb, 0) or self._library.face_locations(rgb, 1)
        marks = self._library.face_landmarks(rgb, places, model="small")
        ratio = frame.shape[1] / small.shape[1]
        found = [_face(place, mark, ratio) for place, mark in zip(places, marks, strict=True)]
        return sorted(found, key=lambda face: face.box.area, reverse=True)


def _face(
    place: tuple[int, int, int, int], marks: dict[str, list[tuple[int, int]]], ratio: float
) -> Face:
    top, right, bottom, left = place
    eyes = sorted(np.mean(marks[name], axis=0).tolist() for name in ("left_eye", "right_eye"))
    nowhere = (np.nan, np.nan)
    points: Points = np.array([*eyes, *marks["nose_tip"], nowhere, nowhere], dtype=np.float32)
    box = Box(left * ratio, top * ratio, (right - left) * ratio, (bottom - top) * ratio)
    return Face(box, points * np.float32(ratio), 1.0)


def _around(frame: Frame, box: Box) -> tuple[Frame, Box]:
    """Cut out the face with as much again around it, so that a large frame is not copied."""
    height, width = frame.shape[:2]
    left, top = max(int(box.left - box.width), 0), max(int(box.top - box.height), 0)
    right, bottom = int(box.left + 2 * box.width), int(box.top + 2 * box.height)
    part = frame[top : min(bottom, height), left : min(right, width)]
    return part, Box(box.left - left, box.top - top, box.width, box.height)


def _css(box: Box) -> tuple[int, int, int, int]:
    left, top = round(box.left), round(box.top)
    return top, round(box.left + box.width), round(box.top + box.height), left


def load(models_dir: Path | None) -> DlibEncoder:
    """Load the engine; raises EncoderUnavailableError when face_recognition cannot run."""
    library = face_recognition_library()
    has_yunet = models_dir is not None and YUNET.is_in(models_dir)
    return DlibEncoder(
        library, YuNet(models_dir / YUNET.name) if models_dir and has_yunet else None
    )
