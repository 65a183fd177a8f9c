"""One process, many desks: laptops and tablets lend it their cameras over HTTPS.

Each browser enters a pairing code of its own and becomes a desk of its own: its token, its name on
every event, its queue on this machine's disk, revoked alone. A cookie tells the desks apart; the
code of the office is the only way in.
"""

import hashlib
import secrets
import ssl
import threading
from collections.abc import Iterable
from dataclasses import replace
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, Response, jsonify, render_template
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from kiosk.camera import BrowserCamera
from kiosk.outbox import Outbox, OutboxError
from kiosk.pairing import Pairing, load_pairing, save_pairing
from kiosk.screen import (
    add_files,
    create_screen,
    field_of_body,
    harden,
    language_asked_for,
    refuse_strangers,
)
from kiosk.server import CodeRefusedError, Server, ServerUnreachableError
from kiosk.station import Station
from kiosk.wording import words

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

COOKIE = "shared-desk"
MOST_DESKS = 8
"""Each looks at up to 15 frames a second: more than a laptop-class server has time for."""
_COOKIE_SECONDS = 14 * 24 * 3600
_LARGEST_REQUEST_BYTES = 4096
_STALLED_SECONDS = 30


class SharedDesks:
    """The WSGI application: whoever holds a desk's cookie gets that desk, others the door."""

    def __init__(self, folder: Path, server_url: str, *, models_dir: Path, root: Path) -> None:
        self._folder = folder
        self._server_url = server_url
        self._models_dir = models_dir
        self._root = root
        self._lock = threading.Lock()
        self._desks: dict[str, tuple[Flask, Station, Outbox]] = {}
        self._door = _create_door(self, root)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer by the desk of the cookie, else by the door."""
        desk = self._desks.get(_name_of(_cookie(environ)))
        return (desk[0] if desk else self._door)(environ, start_response)

    def open_kept(self) -> None:
        """Open the desks of before: their browsers go on where they were, queues too."""
        for kept in sorted(self._folder.glob("*/desk.json")):
            pairing = load_pairing(kept)
            if pairing is not None:
                self._open(kept.parent.name, Server(pairing.server, pairing.token))

    def pair(self, code: str) -> str:
        """Make a desk by a code of the office; returns the secret for its cookie.

        Raises CodeRefusedError, ServerUnreachableError, OutboxError, OSError, or FullError
        before the code is used up.
        """
        with self._lock:
            self._close_revoked()
            if len(self._desks) >= MOST_DESKS:
                raise FullError
            secret = secrets.token_urlsafe(24)
            folder = self._folder / _name_of(secret)
            folder.mkdir(mode=0o700, parents=True)
            server = Server(self._server_url, "")
            try:
                token = server.enter_code(code)
            except (CodeRefusedError, ServerUnreachableError):
                folder.rmdir()
                raise
            save_pairing(Pairing(server.url, token), folder / "desk.json")
            self._open(folder.name, server)
        return secret

    def close(self) -> None:
        """End all desks; what waits stays on the disk."""
        for name in list(self._desks):
            self._close(name)

    def _open(self, name: str, server: Server) -> None:
        folder = self._folder / name
        outbox = Outbox(folder / "outbox.db")
        camera = BrowserCamera()
        station = Station(folder, server, outbox, camera=camera, models_dir=self._models_dir)
        # Any host: a foreign name that leads here has no certificate for it, and no cookie.
        screen = create_screen(replace(station.kiosk, names=None), root=self._root)
        station.start()
        self._desks[name] = (screen, station, outbox)

    def _close(self, name: str) -> None:
        _screen, station, outbox = self._desks.pop(name)
        station.close()
        outbox.close()

    def _close_revoked(self) -> None:
        """Make room: a desk that was revoked and has nothing to send is over."""
        for name, (_screen, station, outbox) in list(self._desks.items()):
            is_revoked = "token_refused" in station.kiosk.link.troubles
            if is_revoked and outbox.pending == 0:
                self._close(name)
                (self._folder / name / "desk.json").unlink(missing_ok=True)


class FullError(Exception):
    """There are as many desks as this machine can serve."""


def listen_secure(
    application: SharedDesks, port: int, *, cert: str, key: str | None
) -> BaseWSGIServer:
    """Listen on all addresses over HTTPS; raises OSError for a bad certificate or a busy port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    server = make_server(
        "0.0.0.0",  # noqa: S104  other machines' browsers are what it is for
        port,
        application,
        threaded=True,
        request_handler=_Handler,
    )
    # Shake hands in each connection's own thread: one that stalls must not hold up the others.
    server.socket = context.wrap_socket(
        server.socket, server_side=True, do_handshake_on_connect=False
    )
    server.ssl_context = context
    return server


class _Handler(WSGIRequestHandler):
    """Keeps connections open (a handshake per frame costs more than the frame); says nothing."""

    protocol_version = "HTTP/1.1"
    timeout = _STALLED_SECONDS

    def log_request(self, *_: object) -> None:
        """Say nothing."""


def _create_door(desks: SharedDesks, root: Path) -> Flask:
    door = Flask("kiosk", root_path=str(Path(__file__).parent))
    door.config["MAX_CONTENT_LENGTH"] = _LARGEST_REQUEST_BYTES
    door.before_request(lambda: refuse_strangers(None))
    door.after_request(harden)
    add_files(door, root)

    @door.get("/")
    def page() -> str:
        language = language_asked_for()
        return render_template("shared.html", words=words(language), language=language)

    @door.post("/pair")
    def pair() -> tuple[Response, int]:
        try:
            secret = desks.pair(field_of_body("code", str))
        except CodeRefusedError:
            return jsonify(code="code_refused"), HTTPStatus.CONFLICT
        except ServerUnreachableError:
            return jsonify(code="code_not_now"), HTTPStatus.CONFLICT
        except FullError:
            return jsonify(code="shared_full"), HTTPStatus.CONFLICT
        except (OutboxError, OSError):
            return jsonify(code="disk_full"), HTTPStatus.CONFLICT
        answer = jsonify(paired=True)
        answer.set_cookie(
            *(COOKIE, secret, _COOKIE_SECONDS), secure=True, httponly=True, samesite="Strict"
        )
        return answer, HTTPStatus.OK

    return door


def _cookie(environ: "WSGIEnvironment") -> str:
    try:
        found = SimpleCookie(environ.get("HTTP_COOKIE", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _name_of(secret: str) -> str:
    """Return the folder of a desk: what lies on the disk opens nothing."""
    return hashlib.sha256(secret.encode()).hexdigest()[:32]
