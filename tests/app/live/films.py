"""Short films for tests, written by FFmpeg as an organiser's program would."""

import tempfile
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np

WIDTH, HEIGHT, FRAMES_PER_SECOND = 160, 90, 5
SAMPLES_PER_SECOND = 48_000


@cache
def film(
    codec: str, container: str, *, seconds: int = 2, pixels: str = "yuv420p", sound: str = ""
) -> bytes:
    """Return a film whose grey grows lighter, perhaps with a tone; `codec` as FFmpeg names it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"film.{container}"
        with av.open(str(path), "w", format=container) as video:
            picture: Any = video.add_stream(codec, rate=FRAMES_PER_SECOND)
            picture.width, picture.height, picture.pix_fmt = WIDTH, HEIGHT, pixels
            tone: Any = video.add_stream(sound, rate=SAMPLES_PER_SECOND) if sound else None
            for number in range(seconds * FRAMES_PER_SECOND):
                grey = np.full((HEIGHT, WIDTH, 3), 40 + 3 * (number % 60), np.uint8)
                frame = av.VideoFrame.from_ndarray(grey, format="rgb24")
                frame.pts, frame.time_base = number, Fraction(1, FRAMES_PER_SECOND)
                video.mux(picture.encode(frame))
            if tone is not None:
                add_tone(video, tone, seconds)
            video.mux(picture.encode(None))
        return path.read_bytes()


def add_tone(video: Any, tone: Any, seconds: int) -> None:
    """Write a quiet tone of the film's length."""
    time = np.arange(seconds * SAMPLES_PER_SECOND) / SAMPLES_PER_SECOND
    wave = (0.05 * np.sin(2 * np.pi * 220 * time)).astype(np.float32)[None, :]
    frame = av.AudioFrame.from_ndarray(wave, format="fltp", layout="mono")
    frame.sample_rate, frame.pts = SAMPLES_PER_SECOND, 0
    frame.time_base = Fraction(1, SAMPLES_PER_SECOND)
    resampled = av.AudioResampler(format=tone.format, layout=tone.layout, rate=SAMPLES_PER_SECOND)
    for each in resampled.resample(frame):
        video.mux(tone.encode(each))
    video.mux(tone.encode(None))
