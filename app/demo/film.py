"""The demo's film: eight seconds along the river, painted frame by frame, with a quiet chord."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import numpy as np
from PIL import Image

from app.demo.landscapes import river_dawn
from app.demo.painting import Canvas

WIDTH, HEIGHT, FRAMES_PER_SECOND, SECONDS = 640, 360, 24, 8
_VIDEO_BITS_PER_SECOND: Final = 900_000
_SOUND_BITS_PER_SECOND: Final = 48_000
_SAMPLES_PER_SECOND: Final = 48_000
_SAMPLES_PER_FRAME: Final = _SAMPLES_PER_SECOND // FRAMES_PER_SECOND
_PAINTED_EVERY: Final = 4  # frames
_CHORD_HZ: Final = (146.83, 220.0, 293.66, 369.99)  # D major, open and low
_LOUDNESS: Final = 0.05


def make_film(path: Path) -> None:
    """Write the film as WebM (VP8 and Opus), 640 x 360, 24 frames per second."""
    import av

    with av.open(str(path), "w", format="webm") as container:
        picture: Any = container.add_stream("libvpx", rate=FRAMES_PER_SECOND)
        picture.width, picture.height, picture.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        picture.bit_rate = _VIDEO_BITS_PER_SECOND
        picture.options = {"deadline": "realtime", "cpu-used": "8", "g": str(FRAMES_PER_SECOND)}
        sound: Any = container.add_stream("libopus", rate=_SAMPLES_PER_SECOND, layout="mono")
        sound.bit_rate = _SOUND_BITS_PER_SECOND
        chord = _chord()
        for number, image in enumerate(_frames()):
            seen = av.VideoFrame.from_ndarray(np.asarray(image), format="rgb24")
            seen.pts, seen.time_base = number, Fraction(1, FRAMES_PER_SECOND)
            container.mux(picture.encode(seen))
            start = number * _SAMPLES_PER_FRAME
            part = chord[:, start : start + _SAMPLES_PER_FRAME]
            heard = av.AudioFrame.from_ndarray(part, format="flt", layout="mono")
            heard.sample_rate, heard.pts = _SAMPLES_PER_SECOND, start
            heard.time_base = Fraction(1, _SAMPLES_PER_SECOND)
            container.mux(sound.encode(heard))
        container.mux(sound.encode(None))
        container.mux(picture.encode(None))


def _frames() -> Iterator[Image.Image]:
    """Yield the frames in order.

    One in four is painted; those between are blends of their neighbours, as all moves slowly.
    """
    before = _painted(0)
    for number in range(0, SECONDS * FRAMES_PER_SECOND, _PAINTED_EVERY):
        after = _painted(number + _PAINTED_EVERY)
        for step in range(_PAINTED_EVERY):
            yield Image.blend(before, after, step / _PAINTED_EVERY)
        before = after


def _painted(number: int) -> Image.Image:
    canvas = Canvas(WIDTH, HEIGHT)
    river_dawn(canvas, time=number / FRAMES_PER_SECOND)
    return canvas.image()


def _chord() -> Any:
    """Return a soft chord that comes and goes, as (1, samples) float32."""
    time = np.arange(SECONDS * _SAMPLES_PER_SECOND, dtype=np.float64) / _SAMPLES_PER_SECOND
    swell = np.sin(np.pi * time / SECONDS) ** 2
    voices = [
        np.sin(2 * np.pi * pitch * time)
        * (0.75 + 0.25 * np.sin(2 * np.pi * (0.11 + 0.05 * n) * time))
        for n, pitch in enumerate(_CHORD_HZ)
    ]
    return (np.sum(voices, axis=0) * swell * _LOUDNESS)[None, :].astype(np.float32)
