"""What pages may load, and pages of thousands of rows, rendered a little at a time."""

from typing import Any

from flask import stream_template

from app.clock import breathing

CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline';"
    " script-src 'self'; connect-src 'self' ws: wss:;"
    " object-src 'none'; base-uri 'self'; frame-ancestors 'self'"
)
WITH_WEBASSEMBLY = CONTENT_POLICY.replace(
    "script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'"
)
"""For a page that reads QR codes with the camera."""

PIECES_IN_A_GO = 1000
"""Three to five milliseconds of rendering; then the hub may serve phones."""


def render_long(template: str, **context: Any) -> str:
    """Render a page as `render_template` does; other requests are served in between."""
    return "".join(breathing(stream_template(template, **context), every=PIECES_IN_A_GO))
