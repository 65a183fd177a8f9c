"""One frame in, what stands before the desk out: no camera, no network, no clock of its own."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from checkin.covering import mouth_is_covered
from checkin.decision import Track, Verdict, decide
from checkin.encoders import Encoder
from checkin.faces import Box, DelegateId, Face, Frame, Thresholds
from checkin.gallery import Gallery
from checkin.liveness import LivenessModel
from checkin.quality import Quality, Reason, assess
from kiosk.alive import Alive, Doubt
from kiosk.beside import BadgeBesideFace, Comparison

Standing = Literal[
    "nobody",
    "looking",
    "sure",
    "unsure",
    "unknown",
    "two_faces",
    "look_again",
    "turn_left",
    "turn_right",
]
Covered = Literal["covered"]

_GONE_SECONDS = 0.8
"""So long without a face and the next one is another visit."""
_PATIENCE_SECONDS = 1.0
"""So long a face may go on being looked at before the desk says that it does not know it."""
_PATIENCE_FRAMES = 6
"""And so many good frames, however slow the machine."""
_TWO_FACES_SECONDS = 0.6
_DARKEST = 12.0
"""Mean grey level (of 255): pictures turned down step by step lost their QR code between 11 and 8
and their face between 4 and 3."""
_EVERY_PX = 16
_COVERED_FRAMES = 3
"""So many frames in turn say that the mouth is covered, or free again."""
_RIVAL_AREA = 0.5
"""A second face this large beside the first is at the desk too; smaller ones wait behind."""


@dataclass(frozen=True)
class Recogniser:
    """What is needed to know a face: one encoder, its gallery and that gallery's thresholds.

    `liveness`: the networks that doubt pictures of faces, where they are installed; `head_turn`:
    whoever would be sure is asked to turn the head first.
    """

    encoder: Encoder
    gallery: Gallery
    thresholds: Thresholds
    liveness: LivenessModel | None = None
    head_turn: bool = False


@dataclass(frozen=True)
class Sight:
    """What one frame showed.

    `visit` counts the people who came before the camera; `box` is the face in fractions of the
    frame's width and height; `delegate_id` is set when sure, `likeliest` (for the operator only)
    also when unsure or asked to turn; `must_confirm` when it would be sure with another encoder;
    `reason` says why a face was not good enough, is not known or is doubted; `badge` is the whole
    text of a QR code, `beside` what the face in the same picture says of it, None when it cannot
    say anything; `dark` that the whole picture is too dark to find anything in it.
    """

    standing: Standing = "nobody"
    visit: int = 0
    box: Box | None = None
    delegate_id: DelegateId | None = None
    likeliest: tuple[DelegateId, ...] = ()
    must_confirm: bool = False
    reason: Reason | Doubt | Covered | None = None
    badge: str | None = None
    beside: Comparison | None = None
    dark: bool = False


_RANK: dict[str, int] = {"unknown": 0, "unsure": 1, "sure": 2}


@dataclass
class _Visit:
    """One person before the camera; `known` is the best answer that was ripe."""

    number: int
    began: float = float("-inf")
    good_frames: int = 0
    verdict: Verdict | None = None
    known: Verdict | None = None
    covered: bool = False
    lately_covered: deque[bool] = field(default_factory=lambda: deque(maxlen=_COVERED_FRAMES))

    def uncovers(self, *, covered: bool) -> bool:
        """Take whether the mouth is covered in one frame; True when it was and is free again."""
        self.lately_covered.append(covered)
        if len(self.lately_covered) < _COVERED_FRAMES:
            return False
        self.covered = self.covered or all(self.lately_covered)
        return self.covered and not any(self.lately_covered)

    def take(self, verdict: Verdict, *, waited: bool) -> None:
        """Keep a verdict, and as the answer when it is sure or has had its time."""
        self.verdict = verdict
        self.good_frames += 1
        ripe = verdict.answer == "sure" or (waited and self.good_frames >= _PATIENCE_FRAMES)
        if ripe and (self.known is None or _RANK[verdict.answer] >= _RANK[self.known.answer]):
            self.known = verdict


class Loop:
    """Follows one face over frames until it is known, doubtful or unknown; reads badges."""

    def __init__(
        self,
        *,
        read_badge: Callable[[Frame], str | None],
        owner_of: Callable[[str], DelegateId | None] = lambda _text: None,
        judge: Callable[[Frame, Sequence[Face]], Quality] = assess,
        recogniser: Recogniser | None = None,
    ) -> None:
        self._read_badge = read_badge
        self._beside = BadgeBesideFace(owner_of)
        self._judge = judge
        self._visit = _Visit(number=0)
        self._face_seen = self._alone_seen = float("-inf")
        self.recognise_with(recogniser)

    def recognise_with(self, recogniser: Recogniser | None) -> None:
        """Take another gallery, or none: then only badges are read."""
        self._recogniser = recogniser
        self._face_seen = float("-inf")
        if recogniser is not None:
            self._track = Track(recogniser.gallery, recogniser.thresholds)
            self._alive = Alive(recogniser.liveness, head_turn=recogniser.head_turn)

    def step(self, frame: Frame, at_seconds: float) -> Sight:
        """Look at one frame, taken at a time that only ever grows."""
        text = self._read_badge(frame)
        sight = self._look(frame, at_seconds)
        is_there = at_seconds - self._face_seen <= _GONE_SECONDS
        track = self._track if is_there else None
        badge, beside = self._beside.step(text, track, at_seconds=at_seconds)
        dark = float(frame[::_EVERY_PX, ::_EVERY_PX].mean()) < _DARKEST
        box = _fractions(sight.box, frame)
        return replace(sight, box=box, badge=badge, beside=beside, dark=dark)

    def _look(self, frame: Frame, at_seconds: float) -> Sight:
        if self._recogniser is None:
            return Sight()
        faces = self._recogniser.encoder.faces(frame)
        away = at_seconds - self._face_seen > _GONE_SECONDS
        if not faces:
            return Sight("nobody" if away else "looking", self._visit.number)
        if away:
            self._track.reset()
            self._begin_visit(at_seconds)
        self._face_seen = at_seconds
        if len(faces) > 1 and faces[1].box.area >= _RIVAL_AREA * faces[0].box.area:
            return self._two_faces(faces[0], at_seconds)
        self._alone_seen = at_seconds
        return self._one_face(self._recogniser, frame, faces[0], at_seconds=at_seconds)

    def _begin_visit(self, at_seconds: float) -> None:
        self._visit = _Visit(self._visit.number + 1, began=at_seconds)

    def _two_faces(self, face: Face, at_seconds: float) -> Sight:
        together = at_seconds - max(self._alone_seen, self._visit.began)
        standing: Standing = "looking" if together < _TWO_FACES_SECONDS else "two_faces"
        return Sight(standing, self._visit.number, face.box)

    def _one_face(
        self, recogniser: Recogniser, frame: Frame, face: Face, *, at_seconds: float
    ) -> Sight:
        quality = self._judge(frame, [face])
        if not quality.ok or self._alive.is_turning(face):
            return self._poor_face(recogniser, face, quality, at_seconds=at_seconds)
        if self._uncovers(frame, face):
            # What was seen of the covered face would only disturb.
            self._track.reset()
            self._begin_visit(at_seconds)
        encoding = recogniser.encoder.encode(frame, face)
        verdict = self._track.add(face, encoding, sharpness=quality.sharpness)
        if verdict.is_new_face:
            self._alive.begin()
            if self._visit.verdict is not None:
                self._begin_visit(at_seconds)  # the track met another face and started again
        living = self._alive.look(frame, face)
        self._track.suspect(suspicious=living == "suspicious")
        waited = at_seconds - self._visit.began >= _PATIENCE_SECONDS
        if verdict.answer == "sure" and living != "live":
            verdict = replace(verdict, answer="unsure")
            waited = waited and living == "suspicious"
        self._visit.take(verdict, waited=waited)
        return self._sight(recogniser.thresholds, face, at_seconds=at_seconds)

    def _uncovers(self, frame: Frame, face: Face) -> bool:
        """Tell whether a mouth that was covered is free now; whoever is known may wear a mask."""
        visit = self._visit
        is_known = visit.known is not None and visit.known.answer == "sure"
        return not is_known and visit.uncovers(covered=mouth_is_covered(frame, face))

    def _poor_face(
        self, recogniser: Recogniser, face: Face, quality: Quality, *, at_seconds: float
    ) -> Sight:
        visit = self._visit
        if visit.known is not None:
            return self._sight(recogniser.thresholds, face, at_seconds=at_seconds, is_good=False)
        if visit.verdict is not None or at_seconds - visit.began < _PATIENCE_SECONDS:
            return Sight("looking", visit.number, face.box)
        reason = quality.reasons[0] if quality.reasons else None
        return Sight("look_again", visit.number, face.box, reason=reason)

    def _sight(
        self, thresholds: Thresholds, face: Face, *, at_seconds: float, is_good: bool = True
    ) -> Sight:
        """Describe the visit so far."""
        known, number = self._visit.known, self._visit.number
        if known is None:
            return Sight("looking", number, face.box)
        likeliest = tuple(each for each, _ in known.likeliest)
        if known.answer == "sure":
            asked = self._alive.asked(face, is_good=is_good, at_seconds=at_seconds)
            if asked == "not_turned":
                return Sight("unsure", number, face.box, likeliest=likeliest, reason=asked)
            standing: Standing = "sure"
            if asked is not None:
                standing = "turn_left" if asked == "left" else "turn_right"
            who = known.nearest.delegate_id if asked is None else None
            return Sight(standing, number, face.box, delegate_id=who, likeliest=likeliest)
        covered: Covered | None = "covered" if self._visit.covered else None
        if known.answer == "unknown":
            return Sight("look_again" if covered else "unknown", number, face.box, reason=covered)
        near = decide(known.nearest, thresholds) == "sure"
        still = near and self._alive.living == "suspicious"
        return Sight(
            *("unsure", number, face.box),
            likeliest=likeliest,
            must_confirm=near and thresholds.confirm_sure and not still,
            reason="not_moving" if still else None if near else covered,
        )


def _fractions(box: Box | None, frame: Frame) -> Box | None:
    if box is None:
        return None
    height, width = frame.shape[:2]
    return Box(box.left / width, box.top / height, box.width / width, box.height / height)
