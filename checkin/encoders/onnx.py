"""The engine `onnx`: YuNet finds faces, any declared network encodes them."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from checkin.errors import EncoderUnavailableError
from checkin.faces import Bands, Encoding, Face, Frame, Points
from checkin.gallery import fuse
from checkin.models import MOBILEFACENET, MOBILEFACENET_DATA, SFACE, YUNET, ModelFile
from checkin.opencv import YuNet, align_112, resize

DECLARATION = "encoder.json"
"""A file of this name in the models folder declares another encoder; see `declared_in`."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What must be known of an encoder network to use it.

    Input: 1 × 3 × `side_px` × `side_px`, (value − `mean`) / `deviation` per channel, channels in
    the order of `rgb` or else BGR. `mirrored`: the encoding of the mirrored face is added.
    """

    name: str
    files: tuple[ModelFile, ...]
    bands: Bands
    mean: tuple[float, float, float] = (0.0, 0.0, 0.0)
    deviation: tuple[float, float, float] = (1.0, 1.0, 1.0)
    side_px: int = 112
    rgb: bool = True
    mirrored: bool = True

    @property
    def model(self) -> str:
        """The version that templates carry: the name and the beginning of the hash."""
        return f"{self.name}-{self.files[0].sha256[:8]}"

    def is_in(self, folder: Path) -> bool:
        """Say whether every file is there."""
        return all(file.is_in(folder) for file in self.files)


_WIDTHS = (480, 640)
_CROPS = (0.94, 1.0, 1.06)
_SAME_FACE = 0.5
_STARTING = ((200, 0.50), (1_000, 0.55), (1_000_000_000, 0.60))

DECLARATIONS = (
    Declaration(
        "mobilefacenet",
        (MOBILEFACENET, MOBILEFACENET_DATA),
        # Measured on 178 Asian public figures and on LFW: docs/faces.md.
        Bands(_STARTING, floor=0.40, ask=0.35, margin=0.10, one_to_one=0.40),
        mean=(0.485 * 255, 0.456 * 255, 0.406 * 255),
        deviation=(0.229 * 255, 0.224 * 255, 0.225 * 255),
    ),
    Declaration(
        "sface",
        (SFACE,),
        # Its authors verify at 0.363; 1:N was not measured here, so a person confirms
        # until the roster itself proves the target.
        Bands(
            _STARTING,
            floor=0.45,
            ask=0.363,
            margin=0.10,
            one_to_one=0.45,
            confirm_unless_proven=True,
        ),
    ),
)


def declared_in(models_dir: Path) -> Declaration | None:
    """Find the encoder of a folder: the one its `encoder.json` declares, else a known one.

    Raises EncoderUnavailableError when the declaration cannot be read or its files are missing.
    """
    own = models_dir / DECLARATION
    if own.is_file():
        declaration = _read_declaration(own)
        if not declaration.is_in(models_dir):
            raise EncoderUnavailableError(
                f"The files that {DECLARATION} declares are not there", code="models_missing"
            )
        return declaration
    return next((known for known in DECLARATIONS if known.is_in(models_dir)), None)


def _read_declaration(path: Path) -> Declaration:
    try:
        fields: dict[str, Any] = json.loads(path.read_text("utf-8"))
        first, *more = (ModelFile(**file) for file in fields.pop("files"))
        bands = fields.pop("bands")
        starting = tuple((int(size), float(score)) for size, score in bands.pop("starting"))
        bands.setdefault("confirm_unless_proven", True)
        return Declaration(files=(first, *more), bands=Bands(starting=starting, **bands), **fields)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EncoderUnavailableError(f"{path.name} cannot be read: {error}") from error


class OnnxEncoder:
    """YuNet and a declared network on onnxruntime, one thread each."""

    engine = "onnx"

    def __init__(self, models_dir: Path, declaration: Declaration) -> None:
        self.model = declaration.model
        self.bands = declaration.bands
        self._detector = YuNet(models_dir / YUNET.name)
        self._session = open_session(models_dir / declaration.files[0].name)
        self._input = self._session.get_inputs()[0].name
        self._side = declaration.side_px
        self._mirrored = declaration.mirrored
        self._step = 1 if not declaration.rgb else -1
        deviation = np.array(declaration.deviation, dtype=np.float32)
        mean = np.array(declaration.mean, dtype=np.float32)
        self._factor = (1 / deviation).reshape(3, 1, 1)
        self._shift = (-mean / deviation).reshape(3, 1, 1)

    def faces(self, frame: Frame) -> list[Face]:
        """Find the faces of a frame, the largest first."""
        return self._detector.faces(frame)

    def encode(self, frame: Frame, face: Face) -> Encoding:
        """Encode a face as a unit vector; compare by cosine."""
        tensor = self._tensor(resize(align_112(frame, face.points), self._side))
        total = self._run(tensor)
        if self._mirrored:
            total = total + self._run(np.ascontiguousarray(tensor[..., ::-1]))
        unit: Encoding = total / np.linalg.norm(total)
        return unit

    def encode_photo(self, frame: Frame, face: Face) -> Encoding:
        """Encode a photograph with more care: points from three sizes, three crops, their mean.

        Against one pass it brings photographs of one person 0.03 nearer to each other and
        strangers no nearer (docs/faces.md); it takes five times as long.
        """
        points = self._refined(frame, face)
        middle = points.mean(axis=0)
        crops = [replace(face, points=(points - middle) * scale + middle) for scale in _CROPS]
        return fuse([self.encode(frame, crop) for crop in crops], engine=self.engine)

    def _refined(self, frame: Frame, face: Face) -> Points:
        found = [face.points]
        for width in _WIDTHS:
            others = self._detector.faces(frame, width=width)
            same = max(others, key=lambda other: other.box.overlap(face.box), default=face)
            if same.box.overlap(face.box) >= _SAME_FACE:
                found.append(same.points)
        return np.asarray(np.mean(found, axis=0), dtype=np.float32)

    def networks(self) -> tuple[Any, onnxruntime.InferenceSession]:
        """Return detector and encoder as they are, for measuring them bare."""
        return self._detector.network, self._session

    def _tensor(self, aligned: Frame) -> NDArray[np.float32]:
        planes = aligned[..., :: self._step].transpose(2, 0, 1).astype(np.float32)
        planes *= self._factor
        planes += self._shift
        return np.ascontiguousarray(planes)[None]

    def _run(self, tensor: NDArray[np.float32]) -> Encoding:
        (rows,) = self._session.run(None, {self._input: tensor})
        row: Encoding = rows[0]
        return row


def open_session(model: Path) -> onnxruntime.InferenceSession:
    """Open a network for one thread: kiosk and worker leave the other cores to others."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(
            str(model), sess_options=options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # onnxruntime's own errors derive from nothing narrower
        raise EncoderUnavailableError(f"{model.name} is not a network we can run") from error


def load(models_dir: Path) -> OnnxEncoder | None:
    """Load the engine from a folder; None when YuNet or an encoder is not there."""
    declaration = declared_in(models_dir)
    if declaration is None or not YUNET.is_in(models_dir):
        return None
    return OnnxEncoder(models_dir, declaration)
