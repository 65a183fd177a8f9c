"""The page's requests: what it gets, what it may do, and who may not ask at all."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from flask.testing import FlaskClient

from checkin.opencv import encode_jpeg
from kiosk.camera import BrowserCamera
from kiosk.desk import Desk
from kiosk.faces import Faces
from kiosk.known_faces import KnownFaces
from kiosk.link import Link
from kiosk.outbox import Outbox
from kiosk.roster import Roster
from kiosk.screen import Kiosk, create_screen
from kiosk.sealed import SealedGallery
from kiosk.server import CodeRefusedError, ServerUnreachableError
from kiosk.wording import WORDING
from tests.kiosk.people import BADGE, HOA, LAN, MINH, gallery

CONTRACT = {"camera", "online", "pending", "result", "delegate_id"}


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    outbox = Outbox(tmp_path / "outbox.db")
    link = SimpleNamespace(
        online=True,
        name="Bàn 1",
        faces=KnownFaces(Faces(tmp_path), SealedGallery(tmp_path), lambda _recogniser: None),
        troubles=[],
        attendance=None,
    )
    desk = Desk(outbox, roster=Roster.from_json(gallery()))
    yield Kiosk(desk, BrowserCamera(), cast(Link, link), outbox)
    outbox.close()


@pytest.fixture
def page(kiosk: Kiosk, tmp_path: Path) -> FlaskClient:
    screen = create_screen(kiosk, root=tmp_path)
    screen.testing = True
    client = screen.test_client()
    client.environ_base["HTTP_HOST"] = "127.0.0.1:8010"
    return client


def state(page: FlaskClient) -> dict[str, Any]:
    return cast(dict[str, Any], page.get("/state").get_json())


def test_the_state_of_the_contract(page: FlaskClient) -> None:
    first = state(page)
    assert set(first) >= CONTRACT
    assert {name: first[name] for name in CONTRACT} == {
        "camera": "waiting",
        "online": True,
        "pending": 0,
        "result": "waiting",
        "delegate_id": None,
    }


@pytest.mark.parametrize(
    ("language", "title"), list(zip(("vi", "en"), WORDING["title"], strict=True))
)
def test_the_page_in_both_languages(page: FlaskClient, language: str, title: str) -> None:
    moved = page.get(f"/?language={language}")
    assert moved.status_code == 302
    html = page.get("/").get_data(as_text=True)
    assert f'<html lang="{language}">' in html
    assert f"<title>{title}</title>" in html


def test_vietnamese_is_the_default(page: FlaskClient) -> None:
    assert '<html lang="vi">' in page.get("/").get_data(as_text=True)


def test_search_name_scan_and_undo(page: FlaskClient, kiosk: Kiosk) -> None:
    assert [each["id"] for each in page.get("/search?q=d").get_json()] == [MINH, HOA]
    assert page.post("/check-in", json={"delegate_id": HOA, "method": "name"}).status_code == 204
    assert (state(page)["result"], state(page)["delegate_id"]) == ("checked_in", HOA)
    assert page.post("/scan", json={"text": BADGE}).status_code == 204
    assert state(page)["delegate_id"] == LAN
    key = state(page)["recent"][0]["key"]
    assert page.post("/undo", json={"key": key, "reason": ""}).get_json() == {
        "code": "undo_needs_reason"
    }
    assert page.post("/undo", json={"key": key, "reason": "Nhầm người"}).status_code == 204
    assert state(page)["result"] == "undone"
    assert state(page)["pending"] == 3


def test_session_and_direction(page: FlaskClient, kiosk: Kiosk) -> None:
    assert page.post("/session", json={"session_id": 2}).status_code == 204
    assert page.post("/direction", json={"direction": "out"}).status_code == 204
    page.post("/check-in", json={"delegate_id": HOA, "method": "name"})
    body = kiosk.outbox.waiting()[0].body
    assert (body["session_id"], body["direction"]) == (2, "out")
    assert page.post("/session", json={"session_id": None}).status_code == 204
    assert not state(page)["session_is_chosen"]
    assert page.post("/session", json={"session_id": 99}).status_code == 409


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/scan", {}),
        ("/scan", {"text": 5}),
        ("/scan", []),
        ("/check-in", {"delegate_id": HOA, "method": "shout"}),
        ("/check-in", {"delegate_id": None, "method": "name"}),
        ("/direction", {"direction": "up"}),
        ("/undo", {"key": "x"}),
    ],
)
def test_what_makes_no_sense_is_400(page: FlaskClient, path: str, body: Any) -> None:
    assert page.post(path, json=body).status_code == 400


def test_a_browsers_camera(page: FlaskClient, kiosk: Kiosk) -> None:
    jpeg = encode_jpeg(np.zeros((48, 64, 3), np.uint8))
    sent = {"Content-Type": "image/jpeg"}
    assert page.post("/picture", data=jpeg, headers=sent).status_code == 204
    assert page.post("/picture", data=b"none", headers=sent).status_code == 422
    assert page.post("/picture", data=b"0" * 5_000_000, headers=sent).status_code == 413
    assert state(page)["camera"] == "live"


def test_the_picture_is_a_stream_of_jpegs(page: FlaskClient, kiosk: Kiosk) -> None:
    assert isinstance(kiosk.camera, BrowserCamera)
    kiosk.camera.put_jpeg(encode_jpeg(np.zeros((48, 64, 3), np.uint8)))
    with page.get("/picture", buffered=False) as response:
        parts = iter(response.response)
        assert next(parts) == b"--f\r\n"
        part = cast(bytes, next(parts))
    assert part.startswith(b"Content-Type: image/jpeg\r\n\r\n\xff\xd8")
    assert part.endswith(b"\r\n--f\r\n")


@pytest.mark.parametrize("path", ["/", "/state", "/search?q=d", "/static/kiosk.js"])
@pytest.mark.parametrize("host", ["evil.example", "evil.example:8010", "127.0.0.1.evil.example"])
def test_a_foreign_name_for_this_machine_gets_nothing(
    page: FlaskClient, path: str, host: str
) -> None:
    assert page.get(path, headers={"Host": host}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_pages_request_gets_nothing(page: FlaskClient, headers: dict[str, str]) -> None:
    body = {"delegate_id": HOA, "method": "name"}
    assert page.post("/check-in", json=body, headers=headers).status_code == 403
    assert page.get("/picture", headers=headers).status_code == 403
    assert page.get("/state", headers=headers).status_code == 403
    assert state(page)["pending"] == 0


def test_a_form_of_another_page_is_not_taken(page: FlaskClient) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        sent = page.post("/scan", data='{"text": "x"}', headers={"Content-Type": kind})
        assert sent.status_code == 415


def test_a_link_from_elsewhere_opens_the_page(page: FlaskClient) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert page.get("/", headers=headers).status_code == 200


def test_scripts_run_only_from_here_and_are_scripts_on_windows_too(page: FlaskClient) -> None:
    answer = page.get("/static/kiosk.js")
    assert answer.mimetype == "text/javascript"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    answer.close()


@pytest.mark.parametrize("name", ["../../config.py", "%2e%2e/x", "none.woff2"])
def test_fonts_are_only_fonts(page: FlaskClient, name: str) -> None:
    assert page.get(f"/fonts/{name}").status_code == 404


@pytest.mark.parametrize(
    ("error", "code"),
    [(CodeRefusedError("no"), "code_refused"), (ServerUnreachableError("no"), "code_not_now")],
)
def test_a_pairing_code_that_is_not_taken_is_said(
    page: FlaskClient, kiosk: Kiosk, error: Exception, code: str
) -> None:
    entered = []

    def pair(typed: str) -> None:
        entered.append(typed)
        raise error

    cast(Any, kiosk.link).pair = pair
    answer = page.post("/pair", json={"code": "CFG 234"})
    assert (answer.status_code, answer.get_json()) == (409, {"code": code})
    assert code in WORDING
    assert entered == ["CFG 234"]
