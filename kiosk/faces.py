"""Faces of a congress in memory: the server's templates become something that recognises."""

import base64
import binascii
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import numpy as np

from checkin.calibration import calibrate
from checkin.encoders import Encoder, load_encoder
from checkin.errors import EncoderUnavailableError
from checkin.faces import Encoding
from checkin.gallery import Gallery
from checkin.liveness import load_liveness
from kiosk.loop import Recogniser

Trouble = Literal["no_faces", "models_missing", "other_model", "faces_unreadable"]


class FacesUnavailableError(Exception):
    """Faces cannot be recognised now; badge and name still work. `code` says why."""

    def __init__(self, code: Trouble, message: str) -> None:
        super().__init__(message)
        self.code = code


class Faces:
    """Makes recognisers from gallery answers; the encoder is loaded once, templates stay here."""

    def __init__(self, models_dir: Path) -> None:
        self._models_dir = models_dir
        self._encoder: Encoder | None = None
        self._liveness = load_liveness(models_dir)

    def recogniser(self, answer: Mapping[str, Any]) -> Recogniser:
        """Return what recognises the people of this answer.

        Raises FacesUnavailableError; encodings of another engine or model are never compared.
        """
        templates = answer.get("templates") or []
        if not templates:
            raise FacesUnavailableError("no_faces", "nobody has enrolled a face")
        encoder = self._encoder_for(answer)
        try:
            ids = [template["delegate_id"] for template in templates]
            encodings = [_encoding(template["encoding"]) for template in templates]
            gallery = Gallery(ids, encodings, engine=encoder.engine)
        except (KeyError, TypeError, ValueError) as error:
            raise FacesUnavailableError("faces_unreadable", repr(error)) from error
        return Recogniser(
            encoder,
            gallery,
            calibrate(gallery, encoder.bands).thresholds,
            liveness=self._liveness,
            head_turn=bool(answer.get("head_turn")),
        )

    def _encoder_for(self, answer: Mapping[str, Any]) -> Encoder:
        engine, model = answer.get("engine"), answer.get("model")
        if engine not in ("onnx", "dlib"):
            raise FacesUnavailableError("other_model", f"unknown engine {engine}")
        if self._encoder is None or self._encoder.engine != engine:
            try:
                self._encoder = load_encoder(engine, self._models_dir)
            except EncoderUnavailableError as error:
                raise FacesUnavailableError("models_missing", str(error)) from error
        if self._encoder.model != model:
            message = f"templates of {model}, this desk has {self._encoder.model}"
            raise FacesUnavailableError("other_model", message)
        return self._encoder


def _encoding(text: str) -> Encoding:
    try:
        raw = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error
    return np.frombuffer(raw, dtype="<f4").astype(np.float32)
