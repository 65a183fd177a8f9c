"""Cameras: newest frame only, a file once at its speed, loss and return, a browser's frames."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pytest

from checkin.errors import CameraError
from checkin.faces import Frame
from checkin.opencv import encode_jpeg
from kiosk import camera as camera_module
from kiosk.camera import BrowserCamera, Camera, DeviceCamera, FileCamera, open_camera

READY = threading.Event()
READY.set()


def frame_of(value: int) -> Frame:
    return np.full((48, 64, 3), value, np.uint8)


class ScriptedCapture:
    """Gives so many frames, then none."""

    def __init__(self, frames: int, *, rate: float = 100.0) -> None:
        self.frames_per_second = rate
        self.left = frames
        self.closed = False

    def read(self) -> Frame | None:
        if self.left == 0:
            return None
        self.left -= 1
        time.sleep(1e-4)
        return frame_of(self.left % 256)

    def close(self) -> None:
        self.closed = True

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


def until(wanted: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not wanted():
        assert time.monotonic() < end
        time.sleep(0.005)


@pytest.fixture
def closing() -> Iterator[Callable[[Camera], None]]:
    opened: list[Camera] = []
    yield opened.append
    for each in opened:
        each.close()


def write_mjpeg(path: Path, frames: int) -> Path:
    path.write_bytes(b"".join(encode_jpeg(frame_of(number)) for number in range(frames)))
    return path


def test_a_file_plays_once_at_30_frames_a_second_and_waits(tmp_path: Path) -> None:
    video = write_mjpeg(tmp_path / "walk.mjpeg", 30)
    camera = FileCamera(str(video))
    began = time.monotonic()
    camera.begin(READY)
    seen, number = 0, 0
    while number < 30:
        number, frame = camera.next_frame(number, 60)
        assert frame is not None
        seen += 1
    until(lambda: camera.state == "ended")
    assert time.monotonic() - began >= 0.9, "30 frames last a second"
    assert seen > 1
    assert camera.next_frame(number, 0.01) == (30, None)
    camera.close()


def test_a_file_waits_until_the_desk_is_ready(tmp_path: Path) -> None:
    ready = threading.Event()
    camera = FileCamera(str(write_mjpeg(tmp_path / "a.mjpeg", 3)), frames_per_second=100)
    camera.begin(ready)
    assert camera.next_frame(0, 0.1) == (0, None)
    assert camera.state == "starting"
    ready.set()
    assert camera.next_frame(0, 60)[1] is not None
    camera.close()


def test_a_slow_reader_gets_the_newest_frame_not_the_next() -> None:
    camera = FileCamera(
        "a", frames_per_second=200, open_source=lambda _: ScriptedCapture(60, rate=200)
    )
    camera.begin(READY)
    until(lambda: camera.state == "ended")
    number, frame = camera.next_frame(0, 0.1)
    assert number == 60
    assert frame is not None
    assert frame[0, 0, 0] == 0
    camera.close()


def test_a_file_that_is_not_there_is_lost(tmp_path: Path) -> None:
    camera = FileCamera(str(tmp_path / "none.mjpeg"))
    camera.begin(READY)
    until(lambda: camera.state == "lost")
    camera.close()


def test_a_lost_camera_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, closing: Callable[[Camera], None]
) -> None:
    monkeypatch.setattr(camera_module, "_RETRY_SECONDS", 0.05)
    tries: list[ScriptedCapture] = []
    seen_lost = threading.Event()

    def open_source(_: int | str) -> ScriptedCapture:
        capture = ScriptedCapture({0: 2, 3: 10**9}.get(len(tries), 0))
        tries.append(capture)
        if len(tries) in (2, 3):
            raise CameraError("unplugged")
        if len(tries) == 4:
            seen_lost.wait(60)
        return capture

    camera = DeviceCamera(0, open_source=open_source)
    closing(camera)
    camera.begin(READY)
    until(lambda: camera.state == "lost")
    seen_lost.set()
    until(lambda: camera.state == "live")
    assert len(tries) == 4
    assert tries[0].closed


def test_a_browser_that_sends_frames() -> None:
    now = [10.0]
    camera = BrowserCamera(monotonic=lambda: now[0])
    assert camera.state == "waiting"
    assert not camera.put_jpeg(b"no picture")
    assert camera.state == "waiting"
    assert camera.put_jpeg(encode_jpeg(frame_of(9)))
    assert camera.state == "live"
    assert camera.next_frame(0, 0)[1] is not None
    now[0] += 5
    assert camera.state == "lost"


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("browser", BrowserCamera),
        ("0", DeviceCamera),
        ("rtsp://cam.local/1", DeviceCamera),
        ("walk.mjpeg", FileCamera),
    ],
)
def test_what_was_asked_for(source: str, kind: type) -> None:
    assert isinstance(open_camera(source), kind)
