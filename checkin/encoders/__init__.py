"""Engines that find faces and turn them into encodings, behind one interface."""

from pathlib import Path
from typing import Literal, Protocol

from checkin.faces import Bands, Encoding, Face, Frame

Engine = Literal["onnx", "dlib"]


class Encoder(Protocol):
    """Finds faces and encodes them; encodings of different `model`s are never compared.

    `engine` names the family, `model` the exact weights (name and short hash),
    `bands` the scores this model is decided by. One encoder serves one thread.
    """

    engine: Engine
    model: str
    bands: Bands

    def faces(self, frame: Frame) -> list[Face]:
        """Find the faces of a frame, the largest first; [] when there is none."""

    def encode(self, frame: Frame, face: Face) -> Encoding:
        """Encode one face of this frame: float32, shape (128,) or what the model declares."""


def load_encoder(
    engine: Literal["auto", "onnx", "dlib"] = "auto", models_dir: Path | None = None
) -> Encoder:
    """Load an engine; `auto` takes onnx when its models are in `models_dir`, else dlib.

    Raises EncoderUnavailableError (`models_missing`, `encoder_unavailable`, `engine_unknown`).
    """
    raise NotImplementedError
