"""The desk's page on 127.0.0.1: what the camera sees, who it is, and what the operator may do."""

import json
import math
import mimetypes
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from flask import Flask, Response, abort, jsonify, redirect, render_template, request
from flask import send_from_directory as send_file_of
from werkzeug.wrappers import Response as AnyResponse

from checkin.opencv import encode_jpeg, resize
from kiosk.camera import BrowserCamera, Camera
from kiosk.desk import Desk, Direction, Method
from kiosk.link import Link
from kiosk.outbox import Outbox
from kiosk.recent import DeskRefusedError
from kiosk.roster import Delegate
from kiosk.sealed import PinRefusedError
from kiosk.server import CodeRefusedError, ServerUnreachableError
from kiosk.wording import LANGUAGES, Language, words

_STREAM_SECONDS = 1 / 15
_STREAM_WIDTH_PX = 960
_EVENT_SECONDS = 0.08
_HEARTBEAT_SECONDS = 1.0
_LARGEST_REQUEST_BYTES = 4 * 1024 * 1024
_FONTS = Path("node_modules/@fontsource/be-vietnam-pro/files")
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True)
class Kiosk:
    """What the page of one desk stands on; `names` are the hosts it answers for, None for any."""

    desk: Desk
    camera: Camera
    link: Link
    outbox: Outbox
    names: frozenset[str] | None = frozenset({"127.0.0.1", "localhost"})


def create_screen(kiosk: Kiosk, *, root: Path) -> Flask:
    """Make the page's application; `root` is where node_modules may hold the fonts."""
    mimetypes.add_type("text/javascript", ".js")  # Windows' registry often says text/plain
    screen = Flask("kiosk", root_path=str(Path(__file__).parent))
    screen.config["MAX_CONTENT_LENGTH"] = _LARGEST_REQUEST_BYTES
    screen.before_request(lambda: refuse_strangers(kiosk.names))
    screen.after_request(harden)
    screen.register_error_handler(DeskRefusedError, _refused)
    screen.register_error_handler(PinRefusedError, _pin_refused)
    _add_page(screen, kiosk, root)
    _add_state(screen, kiosk)
    _add_operator(screen, kiosk)
    return screen


def state(kiosk: Kiosk) -> dict[str, Any]:
    """Return everything the page shows, language-free; the first five fields are the contract."""
    view = kiosk.desk.view()
    return {
        "camera": kiosk.camera.state,
        "online": kiosk.link.online,
        "pending": kiosk.outbox.pending,
        "refused": kiosk.outbox.refused,
        "result": view.pop("result"),
        "delegate_id": view.pop("delegate_id"),
        "desk": kiosk.link.name,
        "faces": kiosk.link.faces.state,
        "pin": kiosk.link.faces.pin,
        "troubles": kiosk.link.troubles,
        "attendance": kiosk.link.attendance,
        **view,
    }


def refuse_strangers(names: frozenset[str] | None) -> None:
    """Answer only this machine's own page.

    A foreign Host is DNS rebinding; a foreign Origin or Sec-Fetch-Site another page's request.
    """
    if names is not None and urlsplit(f"//{request.host}").hostname not in names:
        abort(HTTPStatus.MISDIRECTED_REQUEST)
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    is_visit = request.method == "GET" and request.headers.get("Sec-Fetch-Mode") == "navigate"
    if site not in ("same-origin", "none") and not is_visit:
        abort(HTTPStatus.FORBIDDEN)
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        abort(HTTPStatus.FORBIDDEN)
    if request.method == "POST" and request.mimetype not in ("application/json", "image/jpeg"):
        abort(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)


def harden(response: Response) -> Response:
    """Tell browsers what pages of the desk may never do."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _refused(error: DeskRefusedError) -> tuple[Response, int]:
    return jsonify(code=error.code), HTTPStatus.CONFLICT


def _pin_refused(error: PinRefusedError) -> tuple[Response, int]:
    return jsonify(code=error.code, seconds=math.ceil(error.seconds)), HTTPStatus.CONFLICT


def language_asked_for() -> Language:
    """Return the language of the cookie or the address, else the first."""
    asked = request.args.get("language") or request.cookies.get("language")
    return next((each for each in LANGUAGES if each == asked), LANGUAGES[0])


def _add_page(screen: Flask, kiosk: Kiosk, root: Path) -> None:
    @screen.get("/")
    def page() -> AnyResponse:
        language = language_asked_for()
        if "language" in request.args:
            response: AnyResponse = redirect("/")
            response.set_cookie("language", language, samesite="Strict", httponly=True)
            return response
        other = next(each for each in LANGUAGES if each != language)
        return Response(
            render_template(
                "kiosk.html",
                words=words(language),
                language=language,
                other_language=other,
                browser_camera=isinstance(kiosk.camera, BrowserCamera),
            )
        )

    add_files(screen, root)


def add_files(screen: Flask, root: Path) -> None:
    """Serve the fonts of the pages; there is no icon."""

    @screen.get("/fonts/<name>")
    def font(name: str) -> AnyResponse:
        return send_file_of(root / _FONTS, name, max_age=86_400)

    @screen.get("/favicon.ico")
    def icon() -> tuple[str, int]:
        return "", HTTPStatus.NO_CONTENT


def _add_state(screen: Flask, kiosk: Kiosk) -> None:
    @screen.get("/state")
    def state_now() -> Response:
        return jsonify(state(kiosk))

    @screen.get("/events")
    def events() -> Response:
        return Response(_events(kiosk), mimetype="text/event-stream")

    @screen.get("/picture")
    def picture() -> Response:
        return Response(_pictures(kiosk.camera), mimetype="multipart/x-mixed-replace; boundary=f")

    @screen.post("/picture")
    def take_picture() -> tuple[str, int]:
        camera = kiosk.camera
        if not isinstance(camera, BrowserCamera):
            abort(HTTPStatus.NOT_FOUND)
        taken = camera.put_jpeg(request.get_data())
        return "", HTTPStatus.NO_CONTENT if taken else HTTPStatus.UNPROCESSABLE_ENTITY


def _events(kiosk: Kiosk) -> Iterator[str]:
    """Send the state when it changes, and every second for what only time changes."""
    version = -1
    while True:
        version = kiosk.desk.wait(version, _HEARTBEAT_SECONDS)
        yield f"data: {json.dumps(state(kiosk), ensure_ascii=False)}\n\n"
        time.sleep(_EVENT_SECONDS)


def _pictures(camera: Camera) -> Iterator[bytes]:
    """Send the newest frame as JPEG, at most 15 a second, its end at once: it shows without lag.

    Something is sent every second even without frames, so that a page that is gone is noticed.
    """
    number = 0
    part = b"X-Waiting: 1\r\n"
    yield b"--f\r\n"
    while True:
        number, frame = camera.next_frame(number, _HEARTBEAT_SECONDS)
        if frame is not None:
            jpeg = encode_jpeg(resize(frame, min(frame.shape[1], _STREAM_WIDTH_PX)), 75)
            part = b"Content-Type: image/jpeg\r\n\r\n" + jpeg + b"\r\n--f\r\n"
        yield part
        time.sleep(_STREAM_SECONDS)


def _add_operator(screen: Flask, kiosk: Kiosk) -> None:
    desk = kiosk.desk

    @screen.get("/search")
    def search() -> Response:
        return jsonify([_hit(each) for each in desk.search(request.args.get("q", ""))])

    @screen.post("/scan")
    def scan() -> tuple[str, int]:
        desk.scan(field_of_body("text", str))
        return "", HTTPStatus.NO_CONTENT

    @screen.post("/check-in")
    def check_in() -> tuple[str, int]:
        method = _one_of("method", "name", "face", "badge")
        desk.check_in(field_of_body("delegate_id", (int, str)), cast(Method, method))
        return "", HTTPStatus.NO_CONTENT

    @screen.post("/undo")
    def undo() -> tuple[str, int]:
        desk.undo(field_of_body("key", str), field_of_body("reason", str))
        return "", HTTPStatus.NO_CONTENT

    @screen.post("/session")
    def session() -> tuple[str, int]:
        desk.choose_session(field_of_body("session_id", (int, str, type(None))))
        return "", HTTPStatus.NO_CONTENT

    @screen.post("/pair")
    def pair() -> tuple[str, int]:
        try:
            kiosk.link.pair(field_of_body("code", str))
        except CodeRefusedError as error:
            raise DeskRefusedError("code_refused") from error
        except ServerUnreachableError as error:
            raise DeskRefusedError("code_not_now") from error
        return "", HTTPStatus.NO_CONTENT

    @screen.post("/pin")
    def pin() -> tuple[str, int]:
        try:
            kiosk.link.faces.set_pin(field_of_body("pin", str))
        except OSError as error:
            raise DeskRefusedError("disk_full") from error
        desk.announce()
        return "", HTTPStatus.NO_CONTENT

    @screen.post("/unlock")
    def unlock() -> tuple[str, int]:
        kiosk.link.faces.unlock(field_of_body("pin", str))
        desk.announce()
        return "", HTTPStatus.NO_CONTENT

    @screen.post("/direction")
    def direction() -> tuple[str, int]:
        desk.choose_direction(cast(Direction, _one_of("direction", "in", "out")))
        return "", HTTPStatus.NO_CONTENT


def field_of_body(name: str, kind: Any) -> Any:
    """Return a field of the JSON body, or answer 400."""
    body = request.get_json()
    if not isinstance(body, dict) or name not in body or not isinstance(body[name], kind):
        abort(HTTPStatus.BAD_REQUEST)
    return body[name]


def _one_of(name: str, *allowed: str) -> str:
    value = str(field_of_body(name, str))
    if value not in allowed:
        abort(HTTPStatus.BAD_REQUEST)
    return value


def _hit(delegate: Delegate) -> dict[str, Any]:
    return {
        "id": delegate.id,
        "number": delegate.number,
        "name": delegate.name,
        "delegation": delegate.delegation,
        "seat": delegate.seat,
        "in_place_of": delegate.in_place_of,
        "replaced_by": delegate.replaced_by,
    }
