"""Pictures, cameras and OpenCV's detector: the only importer of cv2."""

import io
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from checkin.errors import CameraError, ImageError
from checkin.faces import Box, Face, Frame, Points

MAX_PIXELS = 50_000_000
_FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF")
_OPEN_TIMEOUT_MS = 5_000

# Where the five points lie in a 112 × 112 face for every encoder of the ArcFace family
# (insightface, face_align.py; OpenCV, face_recognize.cpp).
_TEMPLATE_112 = np.array(
    [
        [38.2946, 51.6963],
        [73.5318, 51.5014],
        [56.0252, 71.7366],
        [41.5493, 92.3655],
        [70.7299, 92.2041],
    ],
    dtype=np.float64,
)


def decode_image(data: bytes) -> Frame:
    """Decode a picture upright (EXIF); raises ImageError, before decoding above 50 megapixels."""
    width, height = _size_by_header(data)
    if width * height > MAX_PIXELS:
        raise ImageError(f"{width} × {height} pixels are too many", code="image_too_large")
    frame = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    if frame is None:
        raise ImageError("The picture cannot be decoded")
    return _as_frame(frame)


def _size_by_header(data: bytes) -> tuple[int, int]:
    """Read width and height without decoding: a 20 kB file may unpack to 800 MB."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
                return picture.size
    except Image.DecompressionBombError as error:
        raise ImageError("The picture is too large", code="image_too_large") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise ImageError("This is not a picture") from error


def read_image(path: Path) -> Frame:
    """Decode a picture file; as `decode_image`."""
    return decode_image(path.read_bytes())


def encode_jpeg(frame: Frame, quality: int = 85) -> bytes:
    """Write a frame as JPEG."""
    written, data = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not written:
        raise ImageError("The frame cannot be written as JPEG")
    return bytes(data.tobytes())


def resize(frame: Frame, width: int) -> Frame:
    """Scale a frame to a width, keeping its shape; the frame itself when it is that wide."""
    if frame.shape[1] == width:
        return frame
    height = max(round(frame.shape[0] * width / frame.shape[1]), 1)
    way = cv2.INTER_AREA if width < frame.shape[1] else cv2.INTER_LINEAR
    return _as_frame(cv2.resize(frame, (width, height), interpolation=way))


def with_border(frame: Frame, *, share: float) -> Frame:
    """Add a grey border on every side, a share of the longer side wide."""
    wide = round(max(frame.shape[:2]) * share)
    grey = (127, 127, 127)
    return _as_frame(
        cv2.copyMakeBorder(frame, wide, wide, wide, wide, cv2.BORDER_CONSTANT, value=grey)
    )


def to_rgb(frame: Frame) -> Frame:
    """Copy a frame with its colours in RGB order."""
    return _as_frame(cv2.cvtColor(frame, cv2.COLOR_BGR2RGB))


def to_grey(frame: Frame) -> NDArray[np.uint8]:
    """Copy a frame as grey levels, height × width."""
    return np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def laplacian_variance(grey: NDArray[np.uint8]) -> float:
    """Measure how sharp a grey picture is (Pech-Pacheco et al., 2000)."""
    return float(cv2.Laplacian(grey, cv2.CV_32F).var())


def align_112(frame: Frame, points: Points) -> Frame:
    """Cut out the face upright, 112 × 112, its five points on the usual template."""
    matrix = similarity(points)
    scale = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    if scale < 0.5:
        frame, matrix = _shrunk(frame, matrix, scale)
    return _as_frame(cv2.warpAffine(frame, matrix, (112, 112), flags=cv2.INTER_LINEAR))


def similarity(points: Points) -> NDArray[np.float64]:
    """Return the 2 × 3 turn, scale and shift that brings five points nearest to the template.

    Least squares in closed form (Umeyama 1991, in the plane a complex number says it all).
    """
    source = points.astype(np.float64)
    here, there = source.mean(axis=0), _TEMPLATE_112.mean(axis=0)
    a, b = source - here, _TEMPLATE_112 - there
    size = float((a * a).sum())
    if size == 0 or not np.isfinite(size):
        raise ImageError("The five points of the face fall together", code="face_unreadable")
    real = float((a * b).sum()) / size
    turn = float((a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum()) / size
    linear = np.array([[real, -turn], [turn, real]])
    return np.hstack([linear, (there - linear @ here)[:, None]])


def _shrunk(
    frame: Frame, matrix: NDArray[np.float64], scale: float
) -> tuple[Frame, NDArray[np.float64]]:
    """Shrink the part around a large face by area first: a bare warp would alias."""
    linear, shift = matrix[:, :2], matrix[:, 2]
    corners = np.array([[0, 0], [112, 0], [0, 112], [112, 112]], dtype=np.float64)
    there = (corners - shift) @ np.linalg.inv(linear).T
    height, width = frame.shape[:2]
    left, top = np.clip(np.floor(there.min(axis=0)).astype(int), 0, [width - 1, height - 1])
    right, bottom = np.clip(
        np.ceil(there.max(axis=0)).astype(int), [left + 1, top + 1], [width, height]
    )
    part = frame[top:bottom, left:right]
    target = (max(round(part.shape[1] * scale * 2), 1), max(round(part.shape[0] * scale * 2), 1))
    small = cv2.resize(part, target, interpolation=cv2.INTER_AREA)
    ratio = np.array([part.shape[1] / target[0], part.shape[0] / target[1]])
    # A pixel's centre is at +0.5, hence the half steps when the grid changes.
    offset = 0.5 * ratio - 0.5 + np.array([left, top])
    return _as_frame(small), np.hstack([linear * ratio, (linear @ offset + shift)[:, None]])


def crop_scaled(frame: Frame, box: Box, *, scale: float, size_px: int) -> Frame:
    """Cut a box enlarged about its middle, kept inside the frame, as a square picture."""
    height, width = frame.shape[:2]
    scale = min((height - 1) / box.height, (width - 1) / box.width, scale)
    across, down = box.width * scale, box.height * scale
    left = box.left + box.width / 2 - across / 2
    top = box.top + box.height / 2 - down / 2
    left = min(max(left, 0.0), width - 1 - across)
    top = min(max(top, 0.0), height - 1 - down)
    part = frame[int(top) : int(top + down) + 1, int(left) : int(left + across) + 1]
    return _as_frame(cv2.resize(part, (size_px, size_px)))


def crop_grey(frame: Frame, box: Box, *, size_px: int) -> NDArray[np.uint8]:
    """Cut out what lies inside the frame of a box, as a square of grey levels."""
    left, top = max(int(box.left), 0), max(int(box.top), 0)
    right, bottom = (
        max(int(box.left + box.width), left + 1),
        max(int(box.top + box.height), top + 1),
    )
    part = frame[top:bottom, left:right]
    if part.size == 0:
        return np.zeros((size_px, size_px), dtype=np.uint8)
    way = cv2.INTER_AREA if part.shape[1] > size_px else cv2.INTER_LINEAR
    return to_grey(_as_frame(cv2.resize(part, (size_px, size_px), interpolation=way)))


class YuNet:
    """The face detector YuNet (2023), run on a copy at most `width` wide.

    The points come back in pixels of the full frame. OpenCV is set to one thread: at this size
    more of them cost more than they bring, and the other cores belong to others.
    """

    def __init__(self, model: Path, *, width: int = 320, least_score: float = 0.7) -> None:
        cv2.setNumThreads(1)
        self._width = width
        self._size = (0, 0)
        self.network = cv2.FaceDetectorYN.create(
            str(model), "", (width, width), least_score, 0.3, 200
        )

    def faces(self, frame: Frame, *, width: int | None = None) -> list[Face]:
        """Find faces, the largest first; `width`: on a copy just so wide, enlarged if need be."""
        small = resize(frame, width or min(self._width, frame.shape[1]))
        size = (small.shape[1], small.shape[0])
        if size != self._size:
            self.network.setInputSize(size)
            self._size = size
        _, rows = self.network.detect(small)
        if rows is None:
            return []
        across, down = frame.shape[1] / size[0], frame.shape[0] / size[1]
        rows[:, 0:14:2] *= across
        rows[:, 1:14:2] *= down
        # In a picture a few pixels wide it finds faces of no size at all.
        found = [_face(row) for row in rows if row[2] >= 1 and row[3] >= 1]
        return sorted(found, key=lambda face: face.box.area, reverse=True)


def _face(row: NDArray[np.float32]) -> Face:
    left, top, width, height = (float(value) for value in row[:4])
    points = row[4:14].reshape(5, 2).astype(np.float32)
    return Face(Box(left, top, width, height), points, float(row[14]))


class Network:
    """A network on OpenCV's own engine, one thread: faster than onnxruntime where PReLU rules."""

    def __init__(self, model: Path) -> None:
        cv2.setNumThreads(1)
        self._net = cv2.dnn.readNetFromONNX(str(model))

    def run(self, tensor: NDArray[np.float32]) -> NDArray[np.float32]:
        """Run one batch."""
        self._net.setInput(tensor)
        return np.asarray(self._net.forward(), dtype=np.float32)


class Capture(Protocol):
    """An open camera or video."""

    frames_per_second: float

    def read(self) -> Frame | None:
        """Return the next frame; None at the end of a file or when the camera is gone."""

    def close(self) -> None:
        """Give the device back; closing twice is fine."""

    def __iter__(self) -> Iterator[Frame]: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class _VideoCapture:
    """OpenCV's VideoCapture; a live source keeps one frame waiting, not a second of them."""

    def __init__(self, source: int | str) -> None:
        self._capture = cv2.VideoCapture()
        timeouts = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, _OPEN_TIMEOUT_MS]
        timeouts += [cv2.CAP_PROP_READ_TIMEOUT_MSEC, _OPEN_TIMEOUT_MS]
        opened = (
            self._capture.open(source)
            if isinstance(source, int)
            else self._capture.open(source, cv2.CAP_FFMPEG, timeouts)
        )
        if not opened:
            raise CameraError(f"The camera or video {source!r} cannot be opened")
        self._capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        self.frames_per_second = float(self._capture.get(cv2.CAP_PROP_FPS)) or 30.0

    def read(self) -> Frame | None:
        taken, frame = self._capture.read()
        return _as_frame(frame) if taken else None

    def close(self) -> None:
        self._capture.release()

    def __iter__(self) -> Iterator[Frame]:
        while (frame := self.read()) is not None:
            yield frame

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_capture(source: int | str) -> Capture:
    """Open a camera (number), a video file or an rtsp:// address; raises CameraError."""
    return _VideoCapture(source)


def _as_frame(picture: object) -> Frame:
    return np.asarray(picture, dtype=np.uint8)
