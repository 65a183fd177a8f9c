"""The liveness pair MiniFASNet (Silent-Face-Anti-Spoofing) on onnxruntime."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from checkin.encoders.onnx import open_session
from checkin.faces import Face, Frame
from checkin.models import ModelFile
from checkin.opencv import crop_scaled

_SIDE_PX = 80


class MiniFasNetPair:
    """Networks that each look at the face with another part of its surroundings.

    Input as its authors feed it: 1 × 3 × 80 × 80, BGR 0 … 255; output: the probabilities of
    three classes.
    """

    def __init__(
        self, models_dir: Path, networks: Sequence[tuple[ModelFile, float]], *, live_class: int
    ) -> None:
        self._live_class = live_class
        self._networks = [(open_session(models_dir / file.name), scale) for file, scale in networks]

    def score(self, frame: Frame, face: Face) -> float:
        """Return the mean probability of "live"."""
        live = 0.0
        for session, scale in self._networks:
            part = crop_scaled(frame, face.box, scale=scale, size_px=_SIDE_PX)
            tensor = np.ascontiguousarray(part.transpose(2, 0, 1)[None], dtype=np.float32)
            (rows,) = session.run(None, {session.get_inputs()[0].name: tensor})
            live += float(rows[0][self._live_class])
        return live / len(self._networks)
