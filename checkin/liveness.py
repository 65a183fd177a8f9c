"""Is a living person before the camera? Hints only: suspicion makes an answer unsure.

Nothing here proves presence; what it catches and misses is what `python -m checkin evaluate`
measured, in the words of ISO/IEC 30107-3.
"""

import math
from collections import deque
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

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
_JUDGED_FRAMES = 3
_STILL_FRAMES = 10
_LEAST_FRAMES = 3
_LEAST_MOTION = 0.002
_AHEAD, _AWAY = 0.12, 0.10
_TURNED = 0.18
"""About 16°: distances between the eyes by which the nose moves, as in `quality.Pose`."""

Side: TypeAlias = Literal["left", "right"]
Living: TypeAlias = Literal["looking", "live", "suspicious"]


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
    """Tells a face that moves from one that keeps perfectly still, as a mounted photograph does.

    A living head moves, and its points move against each other: by 0.2 % of the face's width or
    more within ten frames. Who pushes a photograph about as a whole does not move it in itself.
    """

    def __init__(self, frames: int = _STILL_FRAMES) -> None:
        self._shapes: deque[NDArray[np.float32]] = deque(maxlen=frames)
        self._moved = False

    def add(self, face: Face) -> bool | None:
        """Take one frame; True once it moved, False after ten still frames, None until then."""
        known = face.points[np.isfinite(face.points).all(axis=1)]
        self._shapes.append((known - known.mean(axis=0)) / max(face.box.width, 1.0))
        same = len({len(shape) for shape in self._shapes}) == 1
        if not self._moved and same and len(self._shapes) >= _LEAST_FRAMES:
            self._moved = float(np.stack(self._shapes).std(axis=0).mean()) >= _LEAST_MOTION
        if self._moved:
            return True
        return False if len(self._shapes) == self._shapes.maxlen else None


class HeadTurn:
    """The challenge "please turn your head", read from the detector's five points.

    Met by turning to the `side` asked for (the person's own left is the right of the picture) and
    then looking ahead, or as when it was asked, for few cameras stand straight before a face: so
    the face that is recognised is the one that turned.
    """

    def __init__(self, side: Side) -> None:
        self._sign = 1 if side == "left" else -1
        self._asked: float | None = None
        self._least = math.inf
        self._turned = False

    def add(self, face: Face, *, is_good: bool = True) -> bool:
        """Take one frame; True once it is met. Only a good frame counts as looking ahead."""
        turn = pose(face).turn
        if self._asked is None:
            if is_good:
                self._asked, self._least = turn, turn * self._sign
            return False
        if self._turned and is_good and not self.is_away(face):
            return True
        if not self.is_away(face):
            self._least = min(self._least, turn * self._sign)
        self._turned = self._turned or turn * self._sign - self._least >= _TURNED
        return False

    def is_away(self, face: Face) -> bool:
        """Tell whether the head is neither ahead nor as it was when the turn was asked for."""
        turn = pose(face).turn
        return self._asked is not None and abs(turn) > _AHEAD and abs(turn - self._asked) > _AWAY


class LiveCheck:
    """What speaks for a living person in the frames of one face, and what against."""

    def __init__(self, model: LivenessModel | None) -> None:
        """`model` judges the first good frames when it is installed."""
        self._model = model
        self.reset()

    def reset(self) -> None:
        """Forget the face: another one is there."""
        self._motion = MotionCheck()
        self._moved: bool | None = None
        self._scores: list[float] = []

    def add(self, frame: Frame, face: Face) -> Living:
        """Take one good frame of the face and answer."""
        self._moved = self._motion.add(face)
        if self._model is not None and len(self._scores) < _JUDGED_FRAMES:
            self._scores.append(self._model.score(frame, face))
        judged = self._model is None or len(self._scores) >= _JUDGED_FRAMES
        if judged and self._scores and float(np.mean(self._scores)) < LIVE_ABOVE:
            return "suspicious"
        if self._moved is None or not judged:
            return "looking"
        return "live" if self._moved else "suspicious"
