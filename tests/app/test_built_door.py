"""Built files come from memory, packed for who takes that, and nothing else does."""

import gzip

import pytest

from app.assets import DIST
from app.built_door import BuiltDoor


@pytest.fixture
def door(app) -> BuiltDoor:
    """One of the doors that a request passes on its way."""
    found = app.wsgi_app
    while not isinstance(found, BuiltDoor):
        found = found.whole_way
    return found


@pytest.fixture
def script() -> str:
    return next(DIST.glob("phone-*.js")).name


def test_a_built_file_is_served_for_ever_and_guarded(client, script):
    for _ in range(2):
        answer = client.get(f"/static/dist/{script}")
        assert answer.data == (DIST / script).read_bytes()
        assert answer.mimetype == "text/javascript"
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Content-Encoding" not in answer.headers


def test_who_takes_it_packed_gets_it_packed(client, script):
    answer = client.get(f"/static/dist/{script}", headers={"Accept-Encoding": "gzip, deflate"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(answer.data) == (DIST / script).read_bytes()
    assert len(answer.data) < (DIST / script).stat().st_size / 2


def test_a_font_is_not_packed_again(client):
    font = next(DIST.glob("*.woff2")).name
    answer = client.get(f"/static/dist/{font}", headers={"Accept-Encoding": "gzip"})
    assert answer.data == (DIST / font).read_bytes()
    assert "Content-Encoding" not in answer.headers


def test_what_is_no_file_of_the_build_goes_the_whole_way(door, client, script):
    for path in ("nothing.js", "../../../config.py", "..%2f..%2fassets.py", "", "manifest.json/x"):
        assert client.get(f"/static/dist/{path}", buffered=True).status_code == 404, path
    assert not door.kept
    head = client.head(f"/static/dist/{script}", buffered=True)
    assert (head.status_code, head.data, door.kept) == (200, b"", {})


def test_memory_has_an_end(door, client, script, monkeypatch):
    monkeypatch.setattr("app.built_door.MOST_BYTES", 1000)
    answer = client.get(f"/static/dist/{script}", buffered=True)
    assert answer.data == (DIST / script).read_bytes()
    assert not door.kept
