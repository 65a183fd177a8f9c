"""Where the photographs and models for trying faces are, and made-up encodings for the rest."""

import os
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from checkin.encoders import Encoder, EngineChoice, load_encoder
from checkin.faces import Bands, Box, Encoding, Face
from checkin.opencv import read_image
from checkin.portrait import encode_portrait

ROOT = Path(__file__).resolve().parents[2]

COSINE_BANDS = Bands(
    ((200, 0.50), (1_000, 0.55), (10**9, 0.60)), floor=0.30, ask=0.25, margin=0.10, one_to_one=0.40
)


def faces_dir() -> Path:
    """The photographs, or a skip that says so."""
    return _folder("FACES_DIR", ROOT.parent / "shared" / "data" / "faces")


def models_dir() -> Path:
    """The models, or a skip that says so."""
    return _folder("MODELS_DIR", ROOT.parent / "shared" / "models")


def _folder(variable: str, beside: Path) -> Path:
    folder = Path(os.environ.get(variable) or beside)
    if not folder.is_dir():
        pytest.skip(f"{variable} is not set and ../{beside.relative_to(ROOT.parent)} is not there")
    return folder


def people() -> dict[str, list[Path]]:
    """The people with two photographs or more."""
    folders = [entry for entry in sorted(faces_dir().iterdir()) if entry.is_dir()]
    found = {
        entry.name: sorted(entry.iterdir()) for entry in folders if not entry.name.startswith("_")
    }
    return {name: photos for name, photos in found.items() if len(photos) > 1}


@cache
def encoder(engine: EngineChoice) -> Encoder:
    """One engine for all tests: loading takes a second."""
    return load_encoder(engine, models_dir())


@cache
def encoded(engine: EngineChoice) -> dict[str, list[Encoding]]:
    """Every photograph of everybody, encoded once; of dlib, which takes ten times as long, two."""
    found: dict[str, list[Encoding]] = {}
    for name, photos in people().items():
        tried = photos[:2] if engine == "dlib" else photos
        portraits = [encode_portrait(encoder(engine), read_image(photo)) for photo in tried]
        found[name] = [face.encoding for face in portraits if face.encoding is not None]
    return found


def like_dlib(seed: int) -> "Population":
    """People a third of whose pairs lie within the distance 0.6, as of Asian faces (34.2 %)."""
    return Population(seed, likeness=0.7, length=0.5)


class Population:
    """Made-up people whose encodings spread like real ones: each call to `photos` is a new photo.

    `likeness` moves everybody towards one common face, as within one people of the world;
    `length` is of every encoding: dlib's are no unit vectors.
    """

    def __init__(
        self, seed: int, *, likeness: float = 0.3, noise: float = 0.6, length: float = 1.0
    ) -> None:
        self._length = length
        self._random = np.random.default_rng(seed)
        self._spread = np.exp(-np.arange(128) / 120)
        self._spread /= np.sqrt((self._spread**2).sum())
        self._common = likeness * unit(self._random.normal(size=128))
        self._noise = noise

    def people(self, count: int) -> NDArray[np.float64]:
        return unit(self._random.normal(size=(count, 128)) * self._spread + self._common)

    def photos(self, people: NDArray[np.float64]) -> NDArray[np.float32]:
        noise = self._random.normal(size=people.shape) * self._spread * self._noise
        return (self._length * unit(people + noise)).astype(np.float32)


def unit(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True))


def a_face(
    left: float = 100, top: float = 100, width: float = 100, turn: float = 0.0, sway: float = 0.0
) -> Face:
    """A face with its five points where they belong; `turn` in distances between the eyes."""
    eyes, apart = top + 0.4 * width, 0.45 * width
    middle = left + width / 2
    points = [
        [middle - apart / 2, eyes],
        [middle + apart / 2 + sway, eyes],
        [middle + turn * apart, eyes + 0.28 * width],
        [middle - 0.18 * width, eyes + 0.48 * width],
        [middle + 0.18 * width, eyes + 0.48 * width - sway],
    ]
    return Face(Box(left, top, width, 1.2 * width), np.array(points, dtype=np.float32), 0.9)
