"""A stranger's video, opened in the sandbox: what browsers can play, and a still picture."""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from documents.errors import RenderError
from documents.sandbox import Child, StalledError

_WALL_SECONDS = 30.0
_MODULE = "documents.video_child"

PICTURES = {
    "video/webm": frozenset({"vp8", "vp9", "av1"}),
    "video/mp4": frozenset({"h264", "vp9", "av1"}),
}
SOUNDS = {
    "video/webm": frozenset({"", "opus", "vorbis"}),
    "video/mp4": frozenset({"", "aac", "mp3", "opus", "flac"}),
}
"""What the browsers of today decode in each container, without a plug-in; "" is no sound.

Source: developer.mozilla.org, "Web video codec guide" and "Web audio codec guide".
"""
PIXELS_OF_H264 = frozenset({"yuv420p", "yuvj420p"})
"""Browsers decode H.264 of 8 bits in 4:2:0; cameras and editors also write others."""


@dataclass(frozen=True)
class VideoFacts:
    """What is in a video: names as FFmpeg has them, `sound` "" for a silent one."""

    picture: str
    pixels: str
    sound: str


def still(path: Path) -> bytes:
    """Return one frame, about a second in, as WebP at most 1440 px wide.

    Raises RenderError `damaged` when nothing in the file can be shown.
    """
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "still.webp"
        _ask([str(path.resolve()), str(picture)], path, Path(folder))
        if not picture.is_file():
            raise RenderError("damaged", "No frame of the video can be shown")
        return picture.read_bytes()


def facts(path: Path) -> VideoFacts:
    """Return what is in a video whose first frame can be shown; raises RenderError `damaged`."""
    with tempfile.TemporaryDirectory() as folder:
        said = _ask([str(path.resolve())], path, Path(folder))
    try:
        told = json.loads(said)
        return VideoFacts(str(told["picture"]), str(told["pixels"]), str(told["sound"]))
    except (ValueError, KeyError, TypeError) as error:
        raise RenderError("damaged", "Nothing in the file can be shown") from error


def why_unplayable(found: VideoFacts, media_type: str) -> str:
    """Return why browsers would not play a video: picture, pixels or sound; "" when they do."""
    if found.picture not in PICTURES[media_type]:
        return "picture"
    if found.picture == "h264" and found.pixels not in PIXELS_OF_H264:
        return "pixels"
    return "" if found.sound in SOUNDS[media_type] else "sound"


def _ask(arguments: list[str], path: Path, folder: Path) -> bytes:
    """Let the child look at a video; return what it said."""
    try:
        with Child(_MODULE, arguments, reads=path.resolve(), writes=folder) as child:
            said = b"".join(child.lines(step_wall_seconds=_WALL_SECONDS))
            child.status()
    except StalledError as error:
        raise RenderError("damaged", "The video took too long to open") from error
    return said
