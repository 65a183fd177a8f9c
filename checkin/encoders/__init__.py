"""Engines that find faces and turn them into encodings, behind one interface."""

from pathlib import Path
from typing import Literal, Protocol

from checkin.errors import EncoderUnavailableError
from checkin.faces import Bands, Encoding, Face, Frame

EngineChoice = Literal["auto", "onnx", "dlib"]


class Encoder(Protocol):
    """Finds faces and encodes them; encodings of different `model`s are never compared.

    `engine` names the family ("onnx" or "dlib"), `model` the exact weights (name and short hash),
    `bands` the scores this model is decided by. One encoder serves one thread.
    """

    engine: str
    model: str
    bands: Bands

    def faces(self, frame: Frame) -> list[Face]:
        """Find the faces of a frame, the largest first; [] when there is none."""

    def encode(self, frame: Frame, face: Face) -> Encoding:
        """Encode one face of this frame: float32, shape (128,) or what the model declares."""

    def encode_photo(self, frame: Frame, face: Face) -> Encoding:
        """Encode one face of a photograph, taking more time for a better encoding."""


def load_encoder(engine: EngineChoice = "auto", models_dir: Path | None = None) -> Encoder:
    """Load an engine; `auto` takes onnx when its models are in `models_dir`, else dlib.

    Raises EncoderUnavailableError (`models_missing`, `encoder_unavailable`, `engine_unknown`).
    """
    if engine not in ("auto", "onnx", "dlib"):
        raise EncoderUnavailableError(f"There is no engine {engine!r}", code="engine_unknown")
    if engine == "dlib":
        return _load_dlib(models_dir)
    found = _load_onnx(models_dir) if models_dir is not None else None
    if found is not None:
        return found
    if engine == "onnx":
        raise EncoderUnavailableError(
            "The face models are not installed: ./run models", code="models_missing"
        )
    return _load_dlib(models_dir)


def _load_onnx(models_dir: Path) -> Encoder | None:
    try:
        from checkin.encoders import onnx  # noqa: PLC0415 - 60 MB that the other engine spares
    except ImportError as error:
        raise EncoderUnavailableError(f"onnxruntime cannot be loaded: {error}") from error
    return onnx.load(models_dir)


def _load_dlib(models_dir: Path | None) -> Encoder:
    from checkin.encoders import dlib  # noqa: PLC0415 - 30 MB of weights, only when asked for

    return dlib.load(models_dir)
