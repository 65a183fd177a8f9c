"""The words of the library: frame, face, encoding, bands and thresholds."""

from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Frame: TypeAlias = NDArray[np.uint8]
"""A picture, height × width × 3, BGR."""

Encoding: TypeAlias = NDArray[np.float32]
"""A face as numbers: one unit vector for ONNX engines, 128 numbers as they are for dlib."""

Points: TypeAlias = NDArray[np.float32]
"""5 × 2 pixels in picture order: left eye, right eye, nose, left and right corner of the mouth.

"Left" is the left of the picture. A detector that knows no mouth leaves NaN there.
"""

DelegateId: TypeAlias = str | int


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels of the full frame; it may reach over the frame's border."""

    left: float
    top: float
    width: float
    height: float

    @property
    def area(self) -> float:
        """Square pixels."""
        return self.width * self.height

    def overlap(self, other: "Box") -> float:
        """Intersection over union, 0 … 1."""
        across = min(self.left + self.width, other.left + other.width) - max(self.left, other.left)
        down = min(self.top + self.height, other.top + other.height) - max(self.top, other.top)
        shared = max(across, 0.0) * max(down, 0.0)
        union = self.area + other.area - shared
        return shared / union if union > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Face:
    """A detected face: where it is and how sure the detector is (0 … 1)."""

    box: Box
    points: Points = field(repr=False)
    score: float


@dataclass(frozen=True, slots=True)
class Bands:
    """What is known of an encoder before its congress is: scores, higher is better.

    `starting` pairs a roster size with the accept score up to that size; it holds until the
    roster itself can tell (see `calibration`), which never goes below `floor`.
    `confirm_unless_proven`: a person confirms even a sure answer until calibration proves its
    target on this roster.
    """

    starting: tuple[tuple[int, float], ...]
    floor: float
    ask: float
    margin: float
    one_to_one: float
    confirm_unless_proven: bool = False

    def accept(self, people: int) -> float:
        """Return the starting accept score of a roster of this size."""
        for size, score in self.starting:
            if people <= size:
                return score
        return self.starting[-1][1]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The scores one congress decides by; they belong to one encoder and one roster.

    sure: score ≥ `accept` and gap to the next person ≥ `margin`; unsure: score ≥ `ask`.
    `one_to_one` is for a face beside a badge. With `confirm_sure` the desk confirms "sure" too.
    """

    accept: float
    ask: float
    margin: float
    one_to_one: float
    confirm_sure: bool = False
