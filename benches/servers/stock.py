"""Peer: Flask-SocketIO with gevent as its documentation starts it; `python -m … PORT [tuned]`."""

from gevent import monkey

monkey.patch_all()

import gc  # noqa: E402  patching comes first
import sys  # noqa: E402

from flask import Flask, request  # noqa: E402
from flask_socketio import SocketIO, join_room  # noqa: E402

app = Flask(__name__)
socketio = SocketIO(app, async_mode="gevent")


@socketio.on("join")  # type: ignore[untyped-decorator]  # the library has no types
def join(message: dict[str, int]) -> dict[str, bool]:
    """Put the phone into the room of its congress."""
    join_room(f"congress-{message['congress']}")
    return {"joined": True}


@app.get("/healthz")
def healthz() -> str:
    """Say that it serves."""
    return "ok"


@app.post("/publish")
def publish() -> str:
    """Send the body to every phone."""
    socketio.emit("changed", request.get_json(), to="congress-1")
    return "ok"


if __name__ == "__main__":
    if "tuned" in sys.argv:  # the collector set as ours sets it
        gc.collect()
        gc.freeze()
        gc.set_threshold(10_000, 250, 1000)
    socketio.run(app, port=int(sys.argv[1]))
