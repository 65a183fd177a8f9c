"""A small real HTTP server that speaks the desk's side of the contract, and can misbehave."""

import json
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKEN = "desk-token"
CONGRESS = 7


class FakeServer:
    """Keeps check-ins by key, as the real server does; `offline` stops it listening.

    `lose_answers`: so many answers are lost after the event was kept; `answers`: a status for
    a delegate's check-ins instead of 201; `pause_seconds`: before each answer; `codes`: the token
    that each pairing code still gives; `badges`: what is known of badges that nobody has.
    """

    def __init__(self, gallery: dict[str, Any]) -> None:
        self.gallery = gallery
        self.version = 1
        self.token = TOKEN
        self.codes: dict[str, str] = {}
        self.badges: dict[str, tuple[str, int | None]] = {}
        self.kept: dict[str, dict[str, Any]] = {}
        self.undone: dict[int, str] = {}
        self.deliveries: list[str] = []
        self.asked_badges: list[str] = []
        self.reports: list[dict[str, Any]] = []
        self.answers: dict[Any, int] = {}
        self.lose_answers = 0
        self.pause_seconds = 0.0
        self.clock_shift_seconds = 0.0
        self._port = 0
        self._http: ThreadingHTTPServer | None = None
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Listen, on the same port as before."""
        server = self

        class Handler(_Handler):
            hall = server

        self._http = _Http(("127.0.0.1", self._port), Handler)
        self._port = self._http.server_port
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        if self._http is not None:
            self._http.shutdown()
            self._http.server_close()
            self._http = None

    def people(self) -> Counter[Any]:
        """How many check-ins each delegate has."""
        return Counter(body["delegate_id"] for body in self.kept.values())


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A desk that was killed is no news."""


class _Handler(BaseHTTPRequestHandler):
    hall: FakeServer

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        shifted = (timestamp or time.time()) + self.hall.clock_shift_seconds
        return super().date_time_string(int(shifted))

    def do_GET(self) -> None:
        if not self._may():
            return
        path = self.path.partition("?")[0]
        if path == "/api/me":
            self._say(200, {"kind": "kiosk", "congress_id": CONGRESS, "name": "Bàn 1"})
        elif path.endswith("/gallery"):
            self._gallery()
        elif path.endswith("/badge-standing"):
            asked = self.path.rpartition("=")[2]
            self.hall.asked_badges.append(asked)
            standing = self.hall.badges.get(asked, ("unknown", None))
            self._say(200, dict(zip(("standing", "delegate_id"), standing, strict=True)))
        elif path.endswith("/attendance"):
            present = len(self.hall.people())
            convened = len(self.hall.gallery["delegates"])
            self._say(200, {"convened": convened, "present": present})
        else:
            self._refuse(404)

    def _gallery(self) -> None:
        etag = f'"{self.hall.version}"'
        if self.headers.get("If-None-Match") == etag:
            self.send_response(304)
            self.end_headers()
        else:
            self._say(200, self.hall.gallery, etag=etag)

    def do_PUT(self) -> None:
        report = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self._may():
            self.hall.reports.append(report)
            self.send_response(204)
            self.end_headers()

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/api/pair":
            self._pair(body["code"])
            return
        if not self._may():
            return
        time.sleep(self.hall.pause_seconds)
        if self.path.endswith("/undo"):
            self._undo(int(self.path.split("/")[-2]), body)
        else:
            self._check_in(body)

    def _pair(self, code: str) -> None:
        token = self.hall.codes.pop(code, None)
        if token is None:
            self._refuse(422)
            return
        self.hall.token = token
        self._say(200, {"token": token, "kind": "kiosk", "name": "Bàn 1", "congress_id": CONGRESS})

    def _check_in(self, body: dict[str, Any]) -> None:
        hall = self.hall
        hall.deliveries.append(body["key"])
        status = hall.answers.get(body["delegate_id"])
        if status is not None:
            self._refuse(status)
            return
        before = hall.kept.get(body["key"])
        if before is not None and before != body:
            self._refuse(409)
            return
        hall.kept.setdefault(body["key"], body)
        if hall.lose_answers > 0:
            hall.lose_answers -= 1
            self.connection.close()
            return
        self._say(200 if before else 201, self._answer(body))

    def _answer(self, body: dict[str, Any]) -> dict[str, Any]:
        keys = list(self.hall.kept)
        place = keys.index(body["key"])
        same = [
            (at, each)
            for at, each in enumerate(self.hall.kept.values())
            if each["delegate_id"] == body["delegate_id"] and at + 1 not in self.hall.undone
        ]
        earlier = [each for at, each in same if at < place]
        again = bool(earlier) and earlier[-1]["direction"] == "in" == body["direction"]
        return {
            "id": place + 1,
            "delegate_id": body["delegate_id"],
            "conflict": "already_in" if again else None,
            **({"earlier": {"at": earlier[-1]["at"], "desk": "Bàn 2"}} if again else {}),
        }

    def _undo(self, check_in_id: int, body: dict[str, Any]) -> None:
        self.hall.undone[check_in_id] = body["reason"]
        self._say(200, {"id": check_in_id})

    def _may(self) -> bool:
        if self.headers.get("Authorization") == f"Bearer {self.hall.token}":
            return True
        self._refuse(401)
        return False

    def _refuse(self, status: int) -> None:
        self._say(status, {"status": status, "title": "no"}, kind="application/problem+json")

    def _say(
        self,
        status: int,
        body: dict[str, Any],
        *,
        etag: str | None = None,
        kind: str = "application/json",
    ) -> None:
        raw = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(raw)))
        if etag:
            self.send_header("ETag", etag)
        self.end_headers()
        self.wfile.write(raw)
