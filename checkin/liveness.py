"""Is a living person before the camera? Hints only: suspicion makes an answer unsure."""

from pathlib import Path
from typing import Protocol

from checkin.faces import Face, Frame


class LivenessModel(Protocol):
    """Scores one face, 0 (a picture or screen) … 1 (live)."""

    def score(self, frame: Frame, face: Face) -> float:
        """Return the probability of "live" by the network pair, averaged."""


def load_liveness(models_dir: Path | None) -> LivenessModel | None:
    """Load the MiniFASNet pair; None when it is not installed."""
    raise NotImplementedError


class MotionCheck:
    """Notices a face that keeps perfectly still over several frames, as a photograph does."""

    def add(self, face: Face) -> bool:
        """Take one frame; True while nothing is suspicious."""
        raise NotImplementedError


class HeadTurn:
    """The challenge "please turn your head", read from the detector's five points."""

    def add(self, face: Face) -> bool:
        """Take one frame; True once the head looked ahead and then was turned."""
        raise NotImplementedError
