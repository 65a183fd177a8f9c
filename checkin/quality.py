"""Is this picture good enough, and if not, why: codes that the caller says in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from checkin.faces import Face, Frame

Reason = Literal[
    "no_face", "two_faces", "too_small", "blurred", "dark", "bright", "glare", "turned"
]


@dataclass(frozen=True, slots=True)
class Quality:
    """The verdict on one picture; `sharpness` compares frames of one face, higher is sharper."""

    ok: bool
    reasons: tuple[Reason, ...]
    sharpness: float


def assess(frame: Frame, faces: Sequence[Face]) -> Quality:
    """Judge the largest face of a frame for encoding."""
    raise NotImplementedError
