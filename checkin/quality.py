"""Is this picture good enough, and if not, why: codes that the caller says in words.

The limits stand where the score against the right person began to fall on 23 photographs that
were shrunk, blurred, darkened and overexposed step by step (docs/faces.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from checkin.faces import Face, Frame
from checkin.opencv import crop_grey, laplacian_variance

Reason = Literal[
    "no_face", "two_faces", "too_small", "blurred", "dark", "bright", "glare", "turned"
]

_SIDE_PX = 112
_LEAST_WIDTH_PX = 40
_LEAST_SHARPNESS = 0.012
_LEAST_GREY, _MOST_GREY = 30.0, 210.0
_GLARING = 250
_MOST_GLARE = 0.12
_RIVAL_AREA = 0.3
_MOST_TURN = 0.35
_NOD = (0.35, 0.80)


@dataclass(frozen=True, slots=True)
class Quality:
    """The verdict on one picture; `sharpness` compares frames of one face, higher is sharper."""

    ok: bool
    reasons: tuple[Reason, ...]
    sharpness: float


@dataclass(frozen=True, slots=True)
class Pose:
    """Where a head looks, from the five points.

    `turn`: the nose's way from the middle of the eyes along their line, in distances between the
    eyes; 0 ahead, positive to the right of the picture, about 0.35 at 30°.
    `nod`: the nose's place between eyes (0) and mouth (1); None when the mouth is not known.
    """

    turn: float
    nod: float | None

    @property
    def is_turned(self) -> bool:
        """Say whether the face looks too far away to be encoded well."""
        return abs(self.turn) > _MOST_TURN or (
            self.nod is not None and not _NOD[0] <= self.nod <= _NOD[1]
        )


def pose(face: Face) -> Pose:
    """Read the pose of a face."""
    points = face.points.astype(np.float64)
    middle = (points[0] + points[1]) / 2
    line = points[1] - points[0]
    apart = float(np.hypot(line[0], line[1])) or 1.0
    along = line / apart
    down = np.array([-along[1], along[0]])
    turn = float((points[2] - middle) @ along) / apart
    mouth = float(((points[3] + points[4]) / 2 - middle) @ down)
    if not np.isfinite(mouth) or mouth <= 0:
        return Pose(turn, None)
    return Pose(turn, float((points[2] - middle) @ down) / mouth)


def assess(
    frame: Frame, faces: Sequence[Face], *, least_width_px: int = _LEAST_WIDTH_PX
) -> Quality:
    """Judge the largest face of a frame for encoding; `faces` come largest first."""
    if not faces:
        return Quality(ok=False, reasons=("no_face",), sharpness=0.0)
    face = faces[0]
    grey = crop_grey(frame, face.box, size_px=_SIDE_PX)
    # Relative to the contrast: a dark face is dark, not blurred.
    sharpness = laplacian_variance(grey) / max(float(grey.var()), 1.0)
    light = float(grey.mean())
    glare = float((grey >= _GLARING).mean())
    findings: tuple[tuple[Reason, bool], ...] = (
        ("two_faces", len(faces) > 1 and faces[1].box.area >= _RIVAL_AREA * face.box.area),
        ("too_small", face.box.width < least_width_px),
        ("blurred", sharpness < _LEAST_SHARPNESS),
        ("dark", light < _LEAST_GREY),
        ("bright", light > _MOST_GREY),
        ("glare", light <= _MOST_GREY and glare > _MOST_GLARE),
        ("turned", pose(face).is_turned),
    )
    reasons = tuple(reason for reason, found in findings if found)
    return Quality(ok=not reasons, reasons=reasons, sharpness=sharpness)
