"""From scores to one of three answers: sure, unsure, unknown."""

from dataclasses import dataclass, field
from typing import Literal

from checkin.faces import DelegateId, Encoding, Face, Thresholds
from checkin.gallery import Gallery, Nearest

Answer = Literal["sure", "unsure", "unknown"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a track says now; `likeliest` is for the operator, never for the person's screen."""

    answer: Answer
    nearest: Nearest
    frames: int
    likeliest: tuple[tuple[DelegateId, float], ...] = field(default=(), repr=False)


def decide(nearest: Nearest, thresholds: Thresholds) -> Answer:
    """Decide one face against the gallery (1:N)."""
    raise NotImplementedError


def decide_badge(score: float | None, thresholds: Thresholds) -> Answer:
    """Decide one face against the person of a badge (1:1); None = that person has no template."""
    raise NotImplementedError


class Track:
    """Several frames of one face: it says sure only when enough frames agree.

    Feed only frames that `quality.assess` found good. A face that jumps away or stops looking
    like the same person starts the track again.
    """

    def __init__(self, gallery: Gallery, thresholds: Thresholds, *, frames: int = 3) -> None:
        raise NotImplementedError

    def add(self, face: Face, encoding: Encoding, *, sharpness: float = 1.0) -> Verdict:
        """Take one more frame and answer; unsure at best until `frames` frames agree."""
        raise NotImplementedError

    def suspect(self) -> None:
        """Mark the face as suspicious (liveness): from now on unsure at best."""
        raise NotImplementedError

    def against_badge(self, delegate_id: DelegateId) -> Answer:
        """Decide the frames so far against one person's badge (1:1)."""
        raise NotImplementedError

    def reset(self) -> None:
        """Forget the face: it left, or it was checked in."""
        raise NotImplementedError
