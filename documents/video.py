"""A still picture out of a stranger's video, made in the sandbox."""

import tempfile
from pathlib import Path

from documents.errors import RenderError
from documents.sandbox import Child, StalledError

_WALL_SECONDS = 30.0


def still(path: Path) -> bytes:
    """Return one frame, about a second in, as WebP at most 1440 px wide.

    Raises RenderError `damaged` when nothing in the file can be shown.
    """
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "still.webp"
        arguments = [str(path.resolve()), str(picture)]
        try:
            with Child(
                "documents.video_child", arguments, reads=path.resolve(), writes=Path(folder)
            ) as child:
                list(child.lines(step_wall_seconds=_WALL_SECONDS))
                child.status()
        except StalledError as error:
            raise RenderError("damaged", "The video took too long to open") from error
        if not picture.is_file():
            raise RenderError("damaged", "No frame of the video can be shown")
        return picture.read_bytes()
