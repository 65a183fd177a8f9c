"""The kiosk under measurement: the real process, frames of a browser's camera, its search."""

import contextlib
import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import qrcode

from benches.served import ROOT
from checkin.opencv import encode_jpeg
from kiosk.badges import read_badge

WIDTH, HEIGHT, BADGE_PX = 640, 480, 260
FRAME_SECONDS = 1 / 30
WITHIN_SECONDS = 60.0
TYPED = ("n", "ng", "nguyen", "an", "lan", "tr", "le thi", "nguyễn văn an", "h", "dat", "00412")
TURNS = 5


@dataclass(frozen=True)
class Person:
    """A delegate and the text of the badge."""

    id: int
    badge: str


@dataclass(frozen=True)
class RunningKiosk:
    """A started kiosk and the port of its page."""

    port: int
    process: subprocess.Popen[str]

    def ask(self, path: str, jpeg: bytes | None = None) -> Any:
        """Get JSON, or put a frame of the camera."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WITHIN_SECONDS)
        with contextlib.closing(link):
            if jpeg is None:
                link.request("GET", path)
            else:
                link.request("POST", path, jpeg, {"Content-Type": "image/jpeg"})
            content = link.getresponse().read()
        return json.loads(content) if content else None

    def wait_for(self, wanted: Callable[[dict[str, Any]], bool]) -> None:
        """Return when the state is as wanted; raises RuntimeError."""
        deadline = time.monotonic() + WITHIN_SECONDS
        while not wanted(state := self.ask("/state")):
            if time.monotonic() > deadline:
                raise RuntimeError(f"the kiosk: {state}")
            time.sleep(0.05)


@contextlib.contextmanager
def running_kiosk(folder: Path, port: int, token: str) -> Iterator[RunningKiosk]:
    """Start the kiosk with the camera of a browser; end it after, if it still runs."""
    command = [sys.executable, "-m", "kiosk", "--server", f"http://127.0.0.1:{port}"]
    process = subprocess.Popen(
        [*command, "--token", token, "--camera", "browser", "--port", "0"],
        cwd=ROOT,
        env={**os.environ, "KIOSK_DATA_DIR": str(folder)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        ready = process.stdout.readline().strip().rstrip("/")
        if not ready.startswith("ready "):
            raise RuntimeError("the kiosk did not start")
        yield RunningKiosk(int(ready.rpartition(":")[2]), process)
    finally:
        process.terminate()
        process.wait(WITHIN_SECONDS)
        process.stdout.close()


def read_times(kiosk: RunningKiosk, people: list[Person]) -> tuple[list[float], list[float]]:
    """Return seconds from each badge's first frame to green, and of zxing-cpp on it alone."""
    greens, bare = [], []
    empty = hall()
    for person in people:
        shown = with_badge(empty, person.badge)
        began = time.perf_counter()
        if read_badge(shown) != person.badge:
            raise RuntimeError("the badge cannot be read in its frame")
        bare.append(time.perf_counter() - began)
        stream(kiosk, encode_jpeg(empty, 85), frames=10)
        greens.append(seconds_to_green(kiosk, encode_jpeg(shown, 85), person.id))
    return greens, bare


def seconds_to_green(kiosk: RunningKiosk, jpeg: bytes, delegate_id: int) -> float:
    """Send a badge 30 times a second until the kiosk says who came in; raises RuntimeError."""
    began = time.monotonic()
    while time.monotonic() - began < WITHIN_SECONDS:
        sent = time.monotonic()
        kiosk.ask("/picture", jpeg)
        while time.monotonic() - sent < FRAME_SECONDS:
            state = kiosk.ask("/state")
            if (state["result"], state["delegate_id"]) == ("checked_in", delegate_id):
                return time.monotonic() - began
            time.sleep(0.005)
    raise RuntimeError("the badge was not taken")


def stream(kiosk: RunningKiosk, jpeg: bytes, *, frames: int) -> None:
    """Send the same frame 30 times a second."""
    for _ in range(frames):
        sent = time.monotonic()
        kiosk.ask("/picture", jpeg)
        time.sleep(max(0.0, FRAME_SECONDS - (time.monotonic() - sent)))


def hall() -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Return a frame of an empty hall with a camera's noise."""
    noise = np.random.default_rng(5).integers(0, 12, (HEIGHT, WIDTH, 3), dtype=np.uint8)
    return np.full((HEIGHT, WIDTH, 3), 96, np.uint8) + noise


def with_badge(
    frame: np.ndarray[Any, np.dtype[np.uint8]], text: str
) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Return the frame with a badge's code held into it."""
    code = qrcode.QRCode(border=4)
    code.add_data(text)
    dark = np.array(code.get_matrix())
    scale = BADGE_PX // len(dark)
    square = np.kron(np.where(dark, 20, 235).astype(np.uint8), np.ones((scale, scale), np.uint8))
    shown = frame.copy()
    top, left = (HEIGHT - len(square)) // 2, (WIDTH - len(square)) // 2
    shown[top : top + len(square), left : left + len(square)] = square[:, :, None]
    return shown


def search_times(kiosk: RunningKiosk) -> list[float]:
    """Return the milliseconds from a request to the list, for what people type."""
    times = []
    for typed in TYPED * TURNS:
        began = time.perf_counter()
        kiosk.ask(f"/search?q={quote(typed)}")
        times.append(1000 * (time.perf_counter() - began))
    return times[len(TYPED) :]  # the first turn builds the index, which is kept
