"""Trying an engine on folders of photographs: who is recognised, which attacks pass."""

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from checkin.calibration import Calibration, calibrate
from checkin.decision import decide
from checkin.encoders import Encoder
from checkin.errors import FaceError, FolderError, ImageError
from checkin.faces import Encoding, Frame
from checkin.gallery import NOBODY, Gallery, Nearest, fuse
from checkin.liveness import LIVE_ABOVE, LivenessModel
from checkin.opencv import read_image
from checkin.portrait import encode_portrait

_DOUBT = 0.05
PICTURES = {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".bmp", ".tif", ".tiff"}


@dataclass(frozen=True, slots=True)
class Probe:
    """The outcome of one probe: a photograph, or several fused.

    `decision` is "no_face" when no photograph of it shows one; `milliseconds` is from the decoded
    picture to the decision.
    """

    photos: tuple[Path, ...]
    decision: str
    nearest: Nearest
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A gallery from photographs, its calibration, and the files that gave no face, with why."""

    gallery: Gallery
    calibration: Calibration
    refused: tuple[tuple[Path, str], ...]


@dataclass(frozen=True, slots=True)
class Presentations:
    """Liveness over one folder: how many were shown, called live, and had no face to judge."""

    shown: int
    called_live: int
    no_face: int

    @property
    def judged(self) -> int:
        """How many showed a face."""
        return self.shown - self.no_face

    @property
    def live_rate(self) -> float | None:
        """Share called live of those with a face: APCER of a species; 1 − BPCER of the living."""
        return self.called_live / self.judged if self.judged else None


def at_most(count: int, of: int) -> float | None:
    """Return the exact one-sided 95 % upper bound of a share (Clopper and Pearson 1934).

    None where nothing was counted.
    """
    if of == 0:
        return None
    low, high = count / of, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        terms = (math.comb(of, k) * middle**k * (1 - middle) ** (of - k) for k in range(count + 1))
        low, high = (middle, high) if sum(terms) > _DOUBT else (low, middle)
    return high


def people_in(folder: Path) -> list[tuple[str, list[Path]]]:
    """List `folder/<person>/<photo>` in order of name; folders that begin with `_` are left out.

    Raises FolderError where there is no such folder.
    """
    people = [entry for entry in sorted(_there(folder).iterdir()) if entry.is_dir()]
    return [
        (entry.name, pictures_in(entry))
        for entry in people
        if not entry.name.startswith(("_", "."))
    ]


def pictures_in(folder: Path) -> list[Path]:
    """List the pictures that lie directly in a folder, in order of name."""
    files = (path for path in sorted(folder.iterdir()) if path.suffix.lower() in PICTURES)
    return [path for path in files if path.is_file() and not path.name.startswith(".")]


def _there(folder: Path) -> Path:
    if not folder.is_dir():
        raise FolderError(f"There is no folder {folder}")
    return folder


def enrol(encoder: Encoder, folder: Path) -> Enrolment:
    """Encode a gallery folder once and calibrate on nothing but it.

    Raises FolderError where it holds no photographs of people.
    """
    people = people_in(folder)
    if not any(photos for _, photos in people):
        raise FolderError(f"{folder} holds no photographs: they belong into {folder}/<person>/")
    ids: list[str] = []
    encodings: list[Encoding] = []
    refused: list[tuple[Path, str]] = []
    for person, photos in people:
        for photo in photos:
            try:
                encoding = _encoding(encoder, photo)
            except FaceError as error:
                refused.append((photo, str(error)))
                continue
            ids.append(person)
            encodings.append(encoding)
    gallery = Gallery(ids, encodings, engine=encoder.engine)
    return Enrolment(gallery, calibrate(gallery, encoder.bands), tuple(refused))


def identify(
    encoder: Encoder, enrolment: Enrolment, folder: Path, *, frames: int = 1
) -> Iterator[Probe]:
    """Decide each probe alone: one photograph, or `frames` consecutive ones of a folder fused.

    The last group of a folder may be smaller.
    """
    for _, photos in people_in(folder):
        for first in range(0, len(photos), frames):
            yield _decide(encoder, enrolment, photos[first : first + frames])


def _decide(encoder: Encoder, enrolment: Enrolment, photos: Sequence[Path]) -> Probe:
    pictures = [picture for photo in photos if (picture := _picture(photo)) is not None]
    started = time.perf_counter()
    encodings = [found for each in pictures if (found := _encoded(encoder, each)) is not None]
    if encodings:
        nearest = enrolment.gallery.nearest(fuse(encodings, engine=encoder.engine))
        decision: str = decide(nearest, enrolment.calibration.thresholds)
    else:
        nearest, decision = NOBODY, "no_face"
    return Probe(tuple(photos), decision, nearest, (time.perf_counter() - started) * 1000)


def present(encoder: Encoder, liveness: LivenessModel, folder: Path) -> Presentations:
    """Judge every picture in and below a folder by the liveness networks.

    A file that is no picture shows no face. Raises FolderError where there is no such folder.
    """
    shown = called_live = no_face = 0
    for photo in sorted(_there(folder).rglob("*")):
        if photo.suffix.lower() not in PICTURES or not photo.is_file():
            continue
        shown += 1
        frame = _picture(photo)
        faces = [] if frame is None else encoder.faces(frame)
        if frame is None or not faces:
            no_face += 1
        elif liveness.score(frame, faces[0]) >= LIVE_ABOVE:
            called_live += 1
    return Presentations(shown, called_live, no_face)


def _picture(photo: Path) -> Frame | None:
    try:
        return read_image(photo)
    except (ImageError, OSError):
        return None


def _encoded(encoder: Encoder, picture: Frame) -> Encoding | None:
    """Encode a photograph, None where nothing in it can be."""
    try:
        return encode_portrait(encoder, picture).encoding
    except FaceError:
        return None


def _encoding(encoder: Encoder, photo: Path) -> Encoding:
    """Encode a photograph of the gallery; raises FaceError with why it cannot be."""
    try:
        picture = read_image(photo)
    except OSError as error:
        raise ImageError(f"The file cannot be read: {error.strerror}") from error
    encoding = encode_portrait(encoder, picture).encoding
    if encoding is None:
        raise ImageError("No face is found in it", code="face_unreadable")
    return encoding
