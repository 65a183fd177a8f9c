"""Pages of thousands of rows, rendered a little at a time."""

from typing import Any

from flask import stream_template

from app.clock import breathing

PIECES_IN_A_GO = 1000
"""Three to five milliseconds of rendering; then the hub may serve phones."""


def render_long(template: str, **context: Any) -> str:
    """Render a page as `render_template` does; other requests are served in between."""
    return "".join(breathing(stream_template(template, **context), every=PIECES_IN_A_GO))
