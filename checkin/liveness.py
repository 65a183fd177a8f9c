"""Is a living person before the camera? Hints only: suspicion makes an answer unsure.

Nothing here proves presence; what it catches and misses is what `python -m checkin evaluate`
measured, in the words of ISO/IEC 30107-3.
"""

from collections import deque
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from checkin.faces import Face, Frame
from checkin.models import MINIFASNET_V1SE, MINIFASNET_V2
from checkin.opencv import Network, crop_scaled
from checkin.quality import pose

LIVE_ABOVE = 0.5
"""The networks' own point of decision; a score below it is suspicious."""

_NETWORKS = ((MINIFASNET_V2, 2.7), (MINIFASNET_V1SE, 4.0))
_LIVE_CLASS = 1
_SIDE_PX = 80
_STILL_FRAMES = 10
_LEAST_MOTION = 0.002
_AHEAD = 0.12
_TURNED = 0.25


class LivenessModel(Protocol):
    """Scores one face, 0 (a picture or screen) … 1 (live)."""

    def score(self, frame: Frame, face: Face) -> float:
        """Return the probability of "live" by the network pair, averaged."""


def load_liveness(models_dir: Path | None) -> LivenessModel | None:
    """Load the MiniFASNet pair; None when it is not installed."""
    if models_dir is None or not all(file.is_in(models_dir) for file, _ in _NETWORKS):
        return None
    return MiniFasNetPair(models_dir)


class MiniFasNetPair:
    """Two networks (Silent-Face-Anti-Spoofing) that look at the face with its surroundings.

    Input as their authors feed it: 1 × 3 × 80 × 80, BGR 0 … 255, the box enlarged 2.7 and 4
    times; output: the probabilities of three classes.
    """

    def __init__(self, models_dir: Path) -> None:
        self._networks = [(Network(models_dir / file.name), scale) for file, scale in _NETWORKS]

    def score(self, frame: Frame, face: Face) -> float:
        """Return the mean probability of "live"."""
        live = 0.0
        for network, scale in self._networks:
            part = crop_scaled(frame, face.box, scale=scale, size_px=_SIDE_PX)
            tensor = np.ascontiguousarray(part.transpose(2, 0, 1)[None], dtype=np.float32)
            live += float(network.run(tensor)[0, _LIVE_CLASS])
        return live / len(self._networks)


class MotionCheck:
    """Notices a face that keeps perfectly still over several frames, as a mounted photograph does.

    A living head moves, and its points move against each other: below 0.2 % of the face's width
    over ten frames is suspicious.
    """

    def __init__(self, frames: int = _STILL_FRAMES) -> None:
        self._shapes: deque[NDArray[np.float32]] = deque(maxlen=frames)

    def add(self, face: Face) -> bool:
        """Take one frame; True while nothing is suspicious."""
        known = face.points[np.isfinite(face.points).all(axis=1)]
        self._shapes.append((known - known.mean(axis=0)) / max(face.box.width, 1.0))
        if len(self._shapes) < (self._shapes.maxlen or 0):
            return True
        if len({len(shape) for shape in self._shapes}) > 1:
            return True
        return float(np.stack(self._shapes).std(axis=0).mean()) >= _LEAST_MOTION


class HeadTurn:
    """The challenge "please turn your head", read from the detector's five points."""

    def __init__(self) -> None:
        self._looked_ahead = False

    def add(self, face: Face) -> bool:
        """Take one frame; True once the head looked ahead and then was turned to either side."""
        turn = abs(pose(face).turn)
        self._looked_ahead = self._looked_ahead or turn <= _AHEAD
        return self._looked_ahead and turn >= _TURNED
