"""Pictures, cameras and OpenCV's networks: the only importer of cv2."""

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from checkin.faces import Frame


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


def decode_image(data: bytes) -> Frame:
    """Decode a picture upright (EXIF); raises ImageError, before decoding above 50 megapixels."""
    raise NotImplementedError


def read_image(path: Path) -> Frame:
    """Decode a picture file; as `decode_image`."""
    raise NotImplementedError


def encode_jpeg(frame: Frame, quality: int = 85) -> bytes:
    """Write a frame as JPEG."""
    raise NotImplementedError


def resize(frame: Frame, width: int) -> Frame:
    """Scale a frame to a width, keeping its shape; the frame itself when it is that wide."""
    raise NotImplementedError


def open_capture(source: int | str) -> Capture:
    """Open a camera (number), a video file or an rtsp:// address; raises CameraError."""
    raise NotImplementedError
