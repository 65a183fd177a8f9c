"""Our server with one address more: POST /publish sends its body to the phones, no commit.

So that the fan-out alone can be laid beside a stock server; heartbeats are off as the peer has
none. Settings come from the environment as for wsgi.py.
"""

from gevent import monkey

monkey.patch_all()

import json  # noqa: E402  patching comes first
import sys  # noqa: E402
from collections.abc import Iterable  # noqa: E402
from typing import TYPE_CHECKING  # noqa: E402

from app import create_app  # noqa: E402
from app.realtime import socketio  # noqa: E402
from app.realtime.rooms import occupied_rooms  # noqa: E402
from app.serve import serve  # noqa: E402
from config import Settings  # noqa: E402

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CONGRESS_ID = 1


class Publisher:
    """Answers POST /publish itself and leaves everything else to the application."""

    def __init__(self, application: "WSGIApplication") -> None:
        """Stand in front of `application`."""
        self.application = application

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        """Serve one request."""
        if environ["PATH_INFO"] != "/publish":
            return self.application(environ, start)
        body = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        for room in occupied_rooms(CONGRESS_ID):
            socketio.emit("changed", body, to=room)
        start("200 OK", [("Content-Length", "2")])
        return [b"ok"]


if __name__ == "__main__":
    settings = Settings.from_environment()
    app = create_app(settings, async_mode="gevent")
    app.wsgi_app = Publisher(app.wsgi_app)  # type: ignore[assignment]
    if app.extensions["send_loop"] != settings.send_loop:
        sys.exit(f"asked for the {settings.send_loop} loop, {app.extensions['send_loop']} serves")
    sys.modules["app.realtime.watch"].HEARTBEAT_SECONDS = 3600.0  # type: ignore[attr-defined]
    serve(app, settings)
