"""Uploads on their way in: beside the store of files, not in memory, gone when cut off."""

import tempfile
from typing import IO

from flask import Request, current_app

IN_MEMORY_BYTES = 256 * 1024


class Incoming(Request):
    """A request whose files are written where there is room for them.

    The system's folder for temporary files is often kept in memory: a few large uploads would fill
    it. A file without a name needs no cleaning up, whatever happens to us.
    """

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002  as werkzeug calls it
        content_type: str | None,  # noqa: ARG002
        filename: str | None = None,  # noqa: ARG002
        content_length: int | None = None,  # noqa: ARG002
    ) -> IO[bytes]:
        folder = current_app.config["SETTINGS"].files_dir / "incoming"
        folder.mkdir(parents=True, exist_ok=True)
        return tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES, dir=folder)
