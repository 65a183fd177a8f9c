"""What the desk believes: only the server's own answers."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from kiosk.clock_offset import ClockOffset
from kiosk.outbox import Event
from kiosk.server import Server, ServerBusyError, ServerUnreachableError, TokenRefusedError
from tests.kiosk.fake_server import CONGRESS, TOKEN, FakeServer
from tests.kiosk.people import LAN, gallery

EVENT = Event("k", "check_in", "k", CONGRESS, {"key": "k", "delegate_id": LAN})


@pytest.fixture
def hall() -> Iterator[FakeServer]:
    hall = FakeServer(gallery())
    yield hall
    hall.stop()


@contextmanager
def somebody_else(status: int, kind: str, content: bytes) -> Iterator[str]:
    """A server that says the same to everything."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Location", "http://login.example/")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as http:
        threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()


def test_gallery_comes_once_per_version(hall: FakeServer) -> None:
    server = Server(hall.url, TOKEN)
    answer = server.gallery(CONGRESS, etag=None)
    assert answer is not None
    assert answer.body["congress"]["id"] == CONGRESS
    assert server.gallery(CONGRESS, etag=answer.etag) is None
    hall.version += 1
    assert server.gallery(CONGRESS, etag=answer.etag) is not None


def test_a_wrong_token_is_said(hall: FakeServer) -> None:
    with pytest.raises(TokenRefusedError):
        Server(hall.url, "wrong").me()


def test_nobody_there() -> None:
    with pytest.raises(ServerUnreachableError):
        Server("http://127.0.0.1:9", TOKEN).me()


@pytest.mark.parametrize(
    ("status", "kind", "content", "error"),
    [
        (200, "text/html", b"<h1>Wi-Fi login</h1>", ServerUnreachableError),
        (302, "text/html", b"", ServerUnreachableError),
        (200, "application/json", b"[]", ServerUnreachableError),
        (404, "text/html", b"not found", ServerBusyError),
        (422, "application/json", b'{"detail": "another program"}', ServerBusyError),
        (502, "text/html", b"bad gateway", ServerBusyError),
        (429, "application/problem+json", b'{"status": 429}', ServerBusyError),
    ],
)
def test_somebody_elses_answer_is_no_answer(
    status: int, kind: str, content: bytes, error: type[Exception]
) -> None:
    with somebody_else(status, kind, content) as url, pytest.raises(error):
        Server(url, TOKEN).send_check_in(EVENT)


@pytest.mark.parametrize("url", ["", "hall", "ftp://hall", "http://"])
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(ValueError, match="address"):
        Server(url, TOKEN)


def test_clock_offset_narrows_below_a_second() -> None:
    offset = ClockOffset()
    assert offset.milliseconds is None
    true_offset, rng_step = 12.34, 0.0837
    for number in range(60):
        sent = 1_000_000.0 + number * (5 + rng_step)
        offset.observe(int(sent + 0.002 + true_offset), sent=sent, received=sent + 0.004)
    assert offset.milliseconds == pytest.approx(12_340, abs=60)


def test_a_jump_of_the_clock_starts_anew() -> None:
    offset = ClockOffset()
    offset.observe(100, sent=100.2, received=100.3)
    offset.observe(3700, sent=100.4, received=100.5)
    assert offset.milliseconds == pytest.approx(3_600_000, abs=600)


def test_the_offset_is_measured_from_the_servers_answers(hall: FakeServer) -> None:
    hall.clock_shift_seconds = 300
    server = Server(hall.url, TOKEN)
    server.me()
    assert server.clock_offset_ms == pytest.approx(300_000, abs=1100)
