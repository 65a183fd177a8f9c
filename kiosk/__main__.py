"""Starts the desk: `python -m kiosk [--server URL] [--token T] [--camera …] [--port N]`."""

import argparse
import contextlib
import logging
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import NoReturn

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from kiosk.camera import open_camera
from kiosk.outbox import Outbox, OutboxError
from kiosk.pairing import Pairing, choose_pairing, load_pairing, save_pairing, server_meant
from kiosk.screen import Kiosk, create_screen
from kiosk.sealed import SealedGallery
from kiosk.server import CodeRefusedError, Server, ServerUnreachableError
from kiosk.shared import SharedDesks, listen_secure
from kiosk.station import Station
from kiosk.wording import say

ROOT = Path(__file__).resolve().parent.parent
_HERE = "127.0.0.1"


class _NotPairedError(Exception):
    """The desk did not get a token; the text says what to do."""


class _QuietHandler(WSGIRequestHandler):
    """Does not print a line per request of the desk's own page."""

    def log_request(self, *_: object) -> None:
        """Say nothing."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the desk until Ctrl-C or SIGTERM."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    options = _parse(arguments)
    folder = Path(os.environ.get("KIOSK_DATA_DIR") or ROOT / "kiosk-data")
    signal.signal(signal.SIGTERM, _end)
    with contextlib.suppress(KeyboardInterrupt):
        if options.shared:
            _share(options, folder)
        else:
            with contextlib.closing(_open_outbox(folder)) as outbox:  # before a code is used up
                _run(options, folder, server=_pair(options, folder), outbox=outbox)


def _run(options: argparse.Namespace, folder: Path, *, server: Server, outbox: Outbox) -> None:
    camera = open_camera(options.camera, frames_per_second=options.fps)
    station = Station(folder, server, outbox, camera=camera, models_dir=_models_dir())
    page = _listen(options.port, station.kiosk)
    try:
        station.start()
        print(f"ready http://{_HERE}:{page.server_port}/", flush=True)
        page.serve_forever()
    finally:
        page.server_close()
        station.close()


def _models_dir() -> Path:
    return Path(os.environ.get("MODELS_DIR") or ROOT / "models")


def _share(options: argparse.Namespace, folder: Path) -> None:
    """Serve the cameras of several browsers over HTTPS, until Ctrl-C or SIGTERM."""
    if not options.tls_cert:
        sys.exit(say("start_shared_needs_tls"))
    kept = load_pairing(folder / "desk.json")
    url = server_meant(options.server, kept)
    desks = SharedDesks(folder / "shared", url, models_dir=_models_dir(), root=ROOT)
    try:
        page = listen_secure(desks, options.port, cert=options.tls_cert, key=options.tls_key)
    except OSError as error:  # ssl.SSLError is one, too
        sys.exit(say("start_bad_certificate", cert=options.tls_cert, error=error))
    try:
        desks.open_kept()
        print(f"ready https://{_HERE}:{page.server_port}/", flush=True)
        page.serve_forever()
    finally:
        page.server_close()
        desks.close()


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
    parser.add_argument("--code", help="the short code that the office shows")
    parser.add_argument("--token", default=os.environ.get("KIOSK_TOKEN"))
    parser.add_argument("--camera", default="0", help="number, video file, rtsp://… or browser")
    parser.add_argument("--shared", action="store_true", help="serve cameras of several browsers")
    parser.add_argument("--tls-cert", default=os.environ.get("TLS_CERT"), help="for --shared")
    parser.add_argument("--tls-key", default=os.environ.get("TLS_KEY"))
    parser.add_argument("--fps", type=float, help="frames per second of a video file")
    default_port = os.environ.get("KIOSK_PORT") or "8010"
    parser.add_argument("--port", type=int, default=default_port, help="0 picks one")
    return parser.parse_args(arguments)


def _pair(options: argparse.Namespace, folder: Path) -> Server:
    """Return the server with this desk's token: named, kept, by a code, or asked for."""
    kept = load_pairing(folder / "desk.json")
    pairing = None if options.code else choose_pairing(options.server, options.token, kept=kept)
    named = server_meant(options.server, kept)
    if pairing is not None:
        server = _kept_server(pairing)
    elif options.code:
        try:
            pairing, server = _enter_code(named, options.code)
        except _NotPairedError as error:
            sys.exit(str(error))
    elif sys.stdin.isatty():
        pairing, server = _ask_for_code(named)
    else:
        sys.exit(say("start_no_token"))
    try:
        _keep_pairing(folder, pairing)
    except OSError as error:
        sys.exit(say("start_disk", folder=folder, error=error))
    return server


def _kept_server(pairing: Pairing) -> Server:
    try:
        return Server(pairing.server, pairing.token)
    except ValueError:
        sys.exit(say("start_bad_server", url=pairing.server))


def _enter_code(url: str, code: str) -> tuple[Pairing, Server]:
    """Pair by a code; raises _NotPairedError with what to do."""
    try:
        server = Server(url, "")
        return Pairing(server.url, server.enter_code(code)), server
    except ValueError as error:
        raise _NotPairedError(say("start_bad_server", url=url)) from error
    except CodeRefusedError as error:
        raise _NotPairedError(say("start_code_refused")) from error
    except ServerUnreachableError as error:
        raise _NotPairedError(say("start_server_silent", server=url)) from error


def _ask_for_code(url: str) -> tuple[Pairing, Server]:
    """Ask in the terminal until a code was taken; nothing but Ctrl-C ends the asking."""
    print(say("start_ask"))
    while True:
        url = input(f"{_question('start_ask_server')} [{url}]: ").strip() or url
        url = url if "://" in url else f"http://{url}"
        code = input(f"{_question('start_ask_code')}: ").strip()
        try:
            return _enter_code(url, code)
        except _NotPairedError as error:
            print(error, file=sys.stderr)


def _question(key: str) -> str:
    return " · ".join(say(key).splitlines())


def _open_outbox(folder: Path) -> Outbox:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Outbox(folder / "outbox.db")
    except (OutboxError, OSError) as error:
        code = error.code if isinstance(error, OutboxError) else "disk"
        sys.exit(say(f"start_{code}", folder=folder, error=error))


def _keep_pairing(folder: Path, pairing: Pairing) -> None:
    if load_pairing(folder / "desk.json") != pairing:
        (folder / "roster.json").unlink(missing_ok=True)  # perhaps another congress
        SealedGallery(folder).destroy()
        save_pairing(pairing, folder / "desk.json")


def _end(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
