"""The newest frame of a camera, a video or a browser: late frames are dropped, never queued."""

import threading
import time
from collections.abc import Callable
from typing import Literal, Protocol

from checkin.errors import CameraError, ImageError
from checkin.faces import Frame
from checkin.opencv import Capture, decode_image, open_capture

State = Literal["starting", "live", "lost", "ended", "waiting"]

_RETRY_SECONDS = 2.0
_BROWSER_GONE_SECONDS = 3.0
_MJPEG_FRAMES_PER_SECOND = 30.0


class Camera(Protocol):
    """Where frames come from."""

    @property
    def state(self) -> State:
        """`live`; `lost` and retried; a file that `ended`; a browser that is waited for."""

    def begin(self, ready: threading.Event) -> None:
        """Start; a file, which plays only once, waits until the desk is `ready` to look."""

    def next_frame(self, after: int, timeout_seconds: float) -> tuple[int, Frame | None]:
        """Return the newest frame and its number, or None when none came after `after`."""

    def close(self) -> None:
        """Stop; the device is given back."""


class _Newest:
    """One place for the newest frame, with its number."""

    def __init__(self) -> None:
        self._came = threading.Condition()
        self._number = 0
        self._frame: Frame | None = None

    def put(self, frame: Frame) -> None:
        with self._came:
            self._frame = frame
            self._number += 1
            self._came.notify_all()

    def get(self, after: int, timeout_seconds: float) -> tuple[int, Frame | None]:
        with self._came:
            came = self._came.wait_for(lambda: self._number != after, timeout_seconds)
            return self._number, self._frame if came else None


class DeviceCamera:
    """A webcam by number or an rtsp:// address; when it is lost it is tried again."""

    def __init__(
        self, source: int | str, *, open_source: Callable[[int | str], Capture] = open_capture
    ) -> None:
        self._source = source
        self._open_source = open_source
        self._newest = _Newest()
        self._stop = threading.Event()
        self._state: State = "starting"
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)

    @property
    def state(self) -> State:
        """Whether frames come."""
        return self._state

    def begin(self, ready: threading.Event) -> None:  # noqa: ARG002 (badges need no server)
        """Open the device."""
        self._thread.start()

    def next_frame(self, after: int, timeout_seconds: float) -> tuple[int, Frame | None]:
        """Return the newest frame and its number, or None when none came after `after`."""
        return self._newest.get(after, timeout_seconds)

    def close(self) -> None:
        """Stop reading and wait a little for the device."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=2.0)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                with self._open_source(self._source) as capture:
                    self._read(capture)
            except CameraError:
                pass  # said by the state: the operator sees a lost camera
            self._state = "lost"
            self._stop.wait(_RETRY_SECONDS)

    def _read(self, capture: Capture) -> None:
        while not self._stop.is_set():
            frame = capture.read()
            if frame is None:
                return
            self._state = "live"
            self._newest.put(frame)


class FileCamera:
    """A video that plays once at its own speed, whoever watches, and then is over."""

    def __init__(
        self,
        path: str,
        *,
        frames_per_second: float | None = None,
        open_source: Callable[[int | str], Capture] = open_capture,
    ) -> None:
        self._path = path
        self._frames_per_second = frames_per_second
        self._open_source = open_source
        self._newest = _Newest()
        self._ready = threading.Event()
        self._stop = threading.Event()
        self._state: State = "starting"
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)

    @property
    def state(self) -> State:
        """`lost` when the file cannot be read, `ended` after its last frame."""
        return self._state

    def begin(self, ready: threading.Event) -> None:
        """Play as soon as the desk is `ready`."""
        self._ready = ready
        self._thread.start()

    def next_frame(self, after: int, timeout_seconds: float) -> tuple[int, Frame | None]:
        """Return the newest frame and its number, or None when none came after `after`."""
        return self._newest.get(after, timeout_seconds)

    def close(self) -> None:
        """Stop playing."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=2.0)

    def _run(self) -> None:
        while not self._ready.wait(0.2):
            if self._stop.is_set():
                return
        try:
            with self._open_source(self._path) as capture:
                self._play(capture)
        except CameraError:
            self._state = "lost"

    def _play(self, capture: Capture) -> None:
        rate = self._frames_per_second or _rate(capture, self._path)
        due = time.monotonic()
        for frame in capture:
            if self._stop.is_set():
                return
            self._state = "live"
            self._newest.put(frame)
            due += 1.0 / rate
            self._stop.wait(max(0.0, due - time.monotonic()))
        self._state = "ended"


class BrowserCamera:
    """The camera of the browser that shows the page: it sends JPEG frames to the kiosk."""

    def __init__(self, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._newest = _Newest()
        self._monotonic = monotonic
        self._last: float | None = None

    @property
    def state(self) -> State:
        """`waiting` for the first frame, `lost` when they stop coming."""
        if self._last is None:
            return "waiting"
        return "live" if self._monotonic() - self._last < _BROWSER_GONE_SECONDS else "lost"

    def begin(self, ready: threading.Event) -> None:
        """Nothing to open: the browser asks its user."""

    def put_jpeg(self, data: bytes) -> bool:
        """Take a frame; False when it is no picture."""
        try:
            frame = decode_image(data)
        except ImageError:
            return False
        self._last = self._monotonic()
        self._newest.put(frame)
        return True

    def next_frame(self, after: int, timeout_seconds: float) -> tuple[int, Frame | None]:
        """Return the newest frame and its number, or None when none came after `after`."""
        return self._newest.get(after, timeout_seconds)

    def close(self) -> None:
        """Nothing to give back: the browser holds the device."""


def open_camera(source: str, *, frames_per_second: float | None = None) -> Camera:
    """Choose by what was asked for: `browser`, a device number, an rtsp:// address or a file."""
    if source == "browser":
        return BrowserCamera()
    if source.isdecimal():
        return DeviceCamera(int(source))
    if "://" in source:
        return DeviceCamera(source)
    return FileCamera(source, frames_per_second=frames_per_second)


def _rate(capture: Capture, path: str) -> float:
    """Return the video's own frames per second; MJPEG files have none, OpenCV invents 25."""
    if path.lower().endswith((".mjpeg", ".mjpg")) or not 1.0 <= capture.frames_per_second <= 240.0:
        return _MJPEG_FRAMES_PER_SECOND
    return capture.frames_per_second
