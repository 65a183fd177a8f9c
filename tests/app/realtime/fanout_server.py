"""The fan-out alone, in a process of its own, with a protection taken away if asked.

`python -m tests.app.realtime.fanout_server '{"stalled_seconds": 2, "without": "rest"}'` prints its
port (with "tls": {keyfile, certfile} a second one), sends by the loop in Python or by the one
"compiled_in" a folder, serves Socket.IO (`join` works as in the product) and, for the test:
POST /publish {count, bytes, pause} · GET /state {part: {seq, state}} · GET /cost.
"""

from gevent import monkey

monkey.patch_all()

import contextlib  # noqa: E402  patching comes first
import json  # noqa: E402
import signal  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

import gevent  # noqa: E402
import greenlet  # noqa: E402
from flask import Flask, request  # noqa: E402
from flask_socketio import SocketIO, join_room, leave_room  # noqa: E402
from gevent.pywsgi import WSGIServer  # noqa: E402

from app.realtime import fanout  # noqa: E402
from app.realtime.send_loop import PythonLoop, SendLoop, loop_named  # noqa: E402
from app.serve import QuietHandler, stop  # noqa: E402
from tests.slowness import slowness  # noqa: E402

PARTS = ("agenda", "stage", "attendance", "library")
ROOM = "congress-1:public"
app = Flask(__name__)
socketio = SocketIO()
state: dict[str, dict[str, Any]] = {}
longest = {"cpu": 0.0, "since": time.thread_time()}


@socketio.on("join")
def join(_message: object) -> dict[str, bool]:
    join_room(ROOM)
    return {"joined": True}


@socketio.on("leave")
def leave(_message: object) -> dict[str, bool]:
    leave_room(ROOM)
    return {"joined": False}


@app.post("/publish")
def publish() -> dict[str, int]:
    """Tell `count` changes of `bytes`, part by part, with `pause` seconds between them."""
    told = request.get_json()
    seq = max((each["seq"] for each in state.values()), default=0)
    for _ in range(told["count"]):
        seq += 1
        part = PARTS[seq % len(PARTS)]
        state[part] = {"seq": seq, "state": f"{seq} đại biểu ".ljust(told["bytes"], "x")}
        socketio.emit("changed", {"epoch": "e", "part": part, **state[part]}, to=ROOM)
        gevent.sleep(told["pause"])
    return {"seq": seq}


@app.get("/state")
def present_state() -> dict[str, Any]:
    return state


@app.get("/cost")
def cost() -> dict[str, float]:
    """Memory, phones, and the longest CPU time without a switch since the last question."""
    held = Path("/proc/self/status").read_text(encoding="ascii").partition("VmRSS:")[2].split()[0]
    spent, factor = longest["cpu"], slowness()
    longest.update(cpu=0.0, since=time.thread_time())
    return {
        "slowness": factor,
        "rss_kb": int(held),
        "phones": len(socketio.server.manager.rooms.get("/", {}).get(ROOM, {})),
        "longest_ms": spent * 1000,
    }


def note_switch(_event: str, _between: object) -> None:
    """Note how much CPU went by since the last switch between greenlets."""
    at = time.thread_time()
    longest["cpu"] = max(longest["cpu"], at - longest["since"])
    longest["since"] = at


def take_away(protection: str) -> None:
    """Remove one protection of the fan-out, for a negative control."""
    sockets: Any = fanout.FastSocket
    if protection == "rest":  # the rest of a frame is forgotten
        sockets.send_rest = lambda self, rest: None
    elif protection == "idle":  # frames are written whatever the socket's writer is doing
        leave_outlets_open()
    elif protection == "newest":  # every state waits, the old ones too
        fanout.MOST_WAITING = 1_000_000
        sockets.send_newest = lambda self, pkt, key: self.send(pkt)
    elif protection == "own writer":  # whoever tells all waits for each
        managers: Any = fanout.FastManager
        managers.send_to_some = write_and_wait
    elif protection == "rooms":  # who was in a room stays in it
        del fanout.FastManager.basic_leave_room
    elif protection == "cut":  # nobody is cut off
        fanout.STALLED_SECONDS = 3600.0
    elif protection == "turns":  # nobody else gets a turn during a broadcast
        fanout.SLICE_SECONDS = 3600.0


def leave_outlets_open() -> None:
    wires: Any = fanout.Wire
    begin = wires.__init__

    def begin_open(self: Any, websocket: Any, outlet: fanout.Outlet) -> None:
        begin(self, websocket, outlet)
        open_outlets[outlet] = self.plain

    open_outlets: dict[fanout.Outlet, Any] = {}
    wires.__init__ = begin_open
    outlets: Any = fanout.Outlet
    outlets.socket = property(open_outlets.get, lambda self, socket: None)


def write_and_wait(_manager: Any, clients: list[Any], _outlets: object, **told: Any) -> None:
    for each in clients:
        with contextlib.suppress(OSError):
            if each.wire is not None:
                each.wire.write(told["framed"])


def loop_for(wishes: dict[str, Any]) -> SendLoop:
    """The loop in Python, or the one that lies compiled in a folder."""
    if "compiled_in" not in wishes:
        return PythonLoop()
    loop = loop_named("compiled", Path(wishes["compiled_in"]))
    assert loop.name == "compiled"
    return loop


def look_after(seconds: float) -> None:
    while True:
        gevent.sleep(seconds)
        fanout.cut_stalled(socketio.server)


def main(wishes: dict[str, Any]) -> None:
    fanout.STALLED_SECONDS = wishes.get("stalled_seconds", fanout.STALLED_SECONDS)
    take_away(wishes.get("without", ""))
    manager = None if wishes.get("stock") else fanout.manager(loop_for(wishes))
    socketio.init_app(app, async_mode="gevent", client_manager=manager)
    server = WSGIServer(("127.0.0.1", 0), app, handler_class=QuietHandler, log=None)
    server.start()
    ports = [server.server_port]
    if "tls" in wishes:
        secure = WSGIServer(
            ("127.0.0.1", 0), app, handler_class=QuietHandler, log=None, **wishes["tls"]
        )
        secure.start()
        ports.append(secure.server_port)
    gevent.signal_handler(signal.SIGTERM, stop, server)
    gevent.spawn(look_after, 0.2)
    greenlet.settrace(note_switch)
    print(*ports, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
