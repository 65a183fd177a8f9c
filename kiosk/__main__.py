"""Starts the desk: `python -m kiosk [--server URL] [--token T] [--camera …] [--port N]`."""

import argparse
import logging
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import NoReturn

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from kiosk.badges import read_badge
from kiosk.camera import open_camera
from kiosk.desk import Desk
from kiosk.faces import Faces
from kiosk.link import Link
from kiosk.loop import Loop
from kiosk.outbox import Outbox, OutboxError
from kiosk.pairing import Pairing, choose_pairing, load_pairing, save_pairing
from kiosk.roster import load_roster
from kiosk.screen import Kiosk, create_screen
from kiosk.server import Server
from kiosk.watch import Watch
from kiosk.wording import say

ROOT = Path(__file__).resolve().parent.parent
_HERE = "127.0.0.1"


class _QuietHandler(WSGIRequestHandler):
    """Does not print a line per request of the desk's own page."""

    def log_request(self, *_: object) -> None:
        """Say nothing."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the desk until Ctrl-C or SIGTERM."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    options = _parse(arguments)
    folder = Path(os.environ.get("KIOSK_DATA_DIR") or ROOT / "kiosk-data")
    pairing, server = _pair(options, folder)
    outbox = _open_folder(folder, pairing)
    signal.signal(signal.SIGTERM, _end)
    try:
        _run(options, folder, server=server, outbox=outbox)
    except KeyboardInterrupt:
        pass
    finally:
        outbox.close()


def _run(options: argparse.Namespace, folder: Path, *, server: Server, outbox: Outbox) -> None:
    desk = Desk(outbox, roster=load_roster(folder / "roster.json"))
    camera = open_camera(options.camera, frames_per_second=options.fps)
    watch = Watch(camera, Loop(read_badge=read_badge), desk)
    models_dir = Path(os.environ.get("MODELS_DIR") or ROOT / "models")
    link = Link(
        *(server, outbox, desk),
        faces=Faces(models_dir),
        roster_path=folder / "roster.json",
        recognise_with=watch.recognise_with,
        camera=camera,
    )
    desk.unknown_badge_seen = link.refresh
    page = _listen(options.port, Kiosk(desk, camera, link, outbox))
    try:
        link.start()
        watch.start()
        camera.begin(link.tried)
        print(f"ready http://{_HERE}:{page.server_port}/", flush=True)
        page.serve_forever()
    finally:
        page.server_close()
        for each in (watch, camera, link):
            each.close()


def _listen(port: int, kiosk: Kiosk) -> BaseWSGIServer:
    screen = create_screen(kiosk, root=ROOT)
    try:
        return make_server(_HERE, port, screen, threaded=True, request_handler=_QuietHandler)
    except (OSError, SystemExit):  # werkzeug ends the process itself when the port is taken
        sys.exit(say("start_port_busy", port=port))


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./run kiosk", description="Bàn điểm danh · the check-in desk"
    )
    parser.add_argument("--server", help="http://… (default: the last one, or this machine's)")
    parser.add_argument("--token", default=os.environ.get("KIOSK_TOKEN"))
    parser.add_argument("--camera", default="0", help="number, video file, rtsp://… or browser")
    parser.add_argument("--fps", type=float, help="frames per second of a video file")
    default_port = os.environ.get("KIOSK_PORT") or "8010"
    parser.add_argument("--port", type=int, default=default_port, help="0 picks one")
    return parser.parse_args(arguments)


def _pair(options: argparse.Namespace, folder: Path) -> tuple[Pairing, Server]:
    kept = load_pairing(folder / "desk.json")
    pairing = choose_pairing(options.server, options.token, kept=kept)
    if pairing is None:
        sys.exit(say("start_no_token"))
    try:
        return pairing, Server(pairing.server, pairing.token)
    except ValueError:
        sys.exit(say("start_bad_server", url=pairing.server))


def _open_folder(folder: Path, pairing: Pairing) -> Outbox:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        outbox = Outbox(folder / "outbox.db")  # first: the folder may be another desk's
        _keep_pairing(folder, pairing)
    except (OutboxError, OSError) as error:
        code = error.code if isinstance(error, OutboxError) else "disk"
        sys.exit(say(f"start_{code}", folder=folder, error=error))
    return outbox


def _keep_pairing(folder: Path, pairing: Pairing) -> None:
    if load_pairing(folder / "desk.json") != pairing:
        (folder / "roster.json").unlink(missing_ok=True)  # perhaps another congress
        save_pairing(pairing, folder / "desk.json")


def _end(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
