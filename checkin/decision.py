"""From scores to one of three answers: sure, unsure, unknown."""

from dataclasses import dataclass, field
from typing import Literal

from checkin.faces import Box, DelegateId, Encoding, Face, Thresholds
from checkin.gallery import NOBODY, Gallery, Nearest, first_two, fuse, score_between

Answer = Literal["sure", "unsure", "unknown"]
BadgeAnswer = Literal["match", "mismatch", "open"]

_LEAST_OVERLAP = 0.3
_MOST_KEPT = 8


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a track says now; `likeliest` is for the operator, never for the person's screen.

    `frames`: how many frames agree so far. `is_new_face`: the track has just begun with this one.
    """

    answer: Answer
    nearest: Nearest
    frames: int
    likeliest: tuple[tuple[DelegateId, float], ...] = field(default=(), repr=False)
    is_new_face: bool = False


def decide(nearest: Nearest, thresholds: Thresholds) -> Answer:
    """Decide one face against the gallery (1:N): the score and the gap to the next person."""
    if nearest.score is None or nearest.score < thresholds.ask:
        return "unknown"
    clear = nearest.margin is None or nearest.margin >= thresholds.margin
    return "sure" if clear and nearest.score >= thresholds.accept else "unsure"


def decide_badge(score: float | None, thresholds: Thresholds) -> BadgeAnswer:
    """Decide one face against the person of a badge (1:1); open when they have no template."""
    if score is None:
        return "open"
    return "match" if score >= thresholds.one_to_one else "mismatch"


@dataclass(frozen=True, slots=True)
class _Kept:
    sharpness: float
    encoding: Encoding = field(repr=False)
    nearest: DelegateId | None


class Track:
    """Several frames of one face: it says sure only when enough frames agree.

    Feed only frames that `quality.assess` found good. A face that jumps away, or stops looking
    like the person of the frames before, starts the track again.
    """

    def __init__(self, gallery: Gallery, thresholds: Thresholds, *, frames: int = 3) -> None:
        self._gallery = gallery
        self._thresholds = thresholds
        self._needed = frames
        self._suspicious = False
        self._box: Box | None = None
        self._kept: list[_Kept] = []

    def add(self, face: Face, encoding: Encoding, *, sharpness: float = 1.0) -> Verdict:
        """Take one more frame and answer; unsure at best until `frames` frames agree."""
        if not self._continues(face, encoding):
            self.reset()
        self._box = face.box
        nearest = self._gallery.nearest(encoding).delegate_id
        self._kept.append(_Kept(sharpness, encoding, nearest))
        if len(self._kept) > _MOST_KEPT:
            # By place: two frames may be equal, and encodings do not compare to one truth value.
            places = range(len(self._kept))
            del self._kept[min(places, key=lambda place: self._kept[place].sharpness)]
        return self.verdict()

    def verdict(self) -> Verdict:
        """Answer from the frames so far."""
        if not self._kept:
            return Verdict("unknown", NOBODY, 0)
        likeliest = self._gallery.likeliest(self._mean())
        nearest = first_two(likeliest)
        agreeing = sum(kept.nearest == nearest.delegate_id for kept in self._kept)
        answer = decide(nearest, self._thresholds)
        if answer == "sure" and (agreeing < self._needed or self._may_not_be_sure()):
            answer = "unsure"
        return Verdict(
            answer, nearest, agreeing, tuple(likeliest), is_new_face=len(self._kept) == 1
        )

    def suspect(self, *, suspicious: bool = True) -> None:
        """Mark the face as suspicious or not (liveness): unsure at best while it is."""
        self._suspicious = suspicious

    def knows(self, delegate_id: DelegateId) -> bool:
        """Say whether this person is enrolled."""
        return delegate_id in self._gallery

    def against_badge(self, delegate_id: DelegateId) -> BadgeAnswer:
        """Decide the frames so far against one person's badge (1:1); open until they are enough.

        A suspicious face never matches.
        """
        if len(self._kept) < self._needed:
            return "open"
        answer = decide_badge(self._gallery.score(self._mean(), delegate_id), self._thresholds)
        return "open" if answer == "match" and self._suspicious else answer

    def reset(self) -> None:
        """Forget the face: it left, or it was checked in."""
        self._suspicious = False
        self._box = None
        self._kept.clear()

    def _may_not_be_sure(self) -> bool:
        return self._suspicious or self._thresholds.confirm_sure

    def _continues(self, face: Face, encoding: Encoding) -> bool:
        """Say whether this is still the face of the frames before: its place and its likeness."""
        if self._box is None:
            return True
        if self._box.overlap(face.box) < _LEAST_OVERLAP:
            return False
        likeness = score_between(self._mean(), encoding, engine=self._gallery.engine)
        return likeness >= self._thresholds.one_to_one

    def _mean(self) -> Encoding:
        return fuse([kept.encoding for kept in self._kept], engine=self._gallery.engine)
