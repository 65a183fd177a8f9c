"""Is the mouth covered, by a mask or a scarf: told by colour, so only of some masks."""

import numpy as np
from numpy.typing import NDArray

from checkin.faces import Face, Frame
from checkin.opencv import align_112

_LESS_RED = -0.05
"""Of 42 photographs without a mask none went so far (docs/faces.md)."""
_LIFT = 8.0
"""Added to red and green before their ratio, so that the noise of dark pixels counts for little."""
_CHEEKS = (slice(55, 66), slice(27, 45)), (slice(55, 66), slice(67, 85))
"""Rows and columns of the aligned face, 112 x 112: under the eyes, beside the nose."""
_MOUTH = slice(80, 106), slice(38, 75)


def mouth_is_covered(frame: Frame, face: Face) -> bool:
    """Tell whether the mouth and chin are less red than the cheeks, as under most masks.

    Lips are redder than cheeks, and no beard is less red by much; white, grey, black, blue and
    green cloth is. Cloth of the skin's colour, pink or patterned is not told; nothing is told of
    pictures without colour, or where the detector gives no mouth.
    """
    if not np.isfinite(face.points).all():
        return False
    aligned = align_112(frame, face.points)
    cheeks = np.concatenate([_redness(aligned[place]) for place in _CHEEKS])
    return bool(np.median(_redness(aligned[_MOUTH])) - np.median(cheeks) < _LESS_RED)


def _redness(part: Frame) -> NDArray[np.float32]:
    lit = part.reshape(-1, 3).astype(np.float32) + np.float32(_LIFT)
    return np.asarray(np.log(lit[:, 2] / lit[:, 1]), dtype=np.float32)
