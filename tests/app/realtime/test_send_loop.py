"""Both send loops say the same of every socket, and the compiled one is had or warned of."""

import socket

import pytest
import structlog

from app.realtime import send_loop, send_loop_build
from app.realtime.send_loop import CompiledLoop, PythonLoop, does_its_work, loop_named
from app.realtime.send_loop_build import LoopError, made
from tests.app.realtime import send_loop_checks as check
from tests.phone import Phone
from tests.running import running_server

LARGE = bytes(range(256)) * 16_384  # 4 MB: no kernel takes it at once


@pytest.fixture(params=["python", "compiled"])
def sender(request):
    """The loop itself."""
    if request.param == "python":
        return PythonLoop()
    return CompiledLoop(made(request.getfixturevalue("compiled_in")))


def test_what_is_free_full_or_gone_is_told_apart(sender):
    assert does_its_work(sender)


def test_of_a_large_frame_it_says_how_much_went_out(sender):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.setblocking(False)
        [(place, taken)] = sender.send([ours], LARGE)
        assert place == 0
        assert 0 < taken < len(LARGE)
        assert sender.send([ours], LARGE) == [(0, 0)]
        ours.close()
        came = b""
        while piece := theirs.recv(1 << 20):
            came += piece
        assert came == LARGE[:taken]


def test_a_hundred_sockets_get_it_whoever_of_them_cannot(sender):
    pairs = [socket.socketpair() for _ in range(send_loop.MOST_AT_ONCE)]
    for ours, _ in pairs:
        ours.setblocking(False)
    for ours, _ in pairs[::7]:
        ours.close()
    unsent = sender.send([ours for ours, _ in pairs], check.FRAME)
    assert unsent == [(place, -1) for place in range(0, len(pairs), 7)]
    for place, (ours, theirs) in enumerate(pairs):
        with ours, theirs:
            assert theirs.recv(100) == (b"" if place % 7 == 0 else check.FRAME)


def test_nobody_to_send_to_is_nothing_to_do(sender):
    assert sender.send([], check.FRAME) == []


def test_a_closed_socket_reaches_nobody(sender):
    check.closed_socket_reaches_nobody(sender)


def test_more_sockets_than_there_is_room_for_are_refused(compiled_in):
    loop = CompiledLoop(made(compiled_in))
    with pytest.raises(ValueError, match="101 sockets"):
        loop.send([socket.socket] * 101, check.FRAME)


def named(name, folder):
    """Return the name of the loop that serves, and the reasons that were logged."""
    with structlog.testing.capture_logs() as logged:
        loop = loop_named(name, folder)
    return loop.name, [each["reason"] for each in logged]


def test_it_is_compiled_once(compiled_in, monkeypatch):
    monkeypatch.setattr(send_loop_build, "compile_into", None)
    assert named("compiled", compiled_in) == ("compiled", [])


def test_python_needs_nothing(tmp_path):
    assert named("python", tmp_path) == ("python", [])
    assert list(tmp_path.iterdir()) == []


def test_another_word_is_warned_of(tmp_path):
    name, [reason] = named("fast", tmp_path)
    assert name == "python"
    assert "python or compiled, not 'fast'" in reason


def test_without_a_compiler_python_serves(tmp_path, monkeypatch):
    monkeypatch.setattr(send_loop_build, "COMPILERS", ("no-such-compiler",))
    name, [reason] = named("compiled", tmp_path)
    assert name == "python"
    assert "no C compiler" in reason


def test_where_nothing_can_be_kept_python_serves(tmp_path):
    (tmp_path / "file").touch()
    name, [reason] = named("compiled", tmp_path / "file")
    assert name == "python"
    assert "cannot be kept" in reason


def another_source(tmp_path, monkeypatch, text):
    source = tmp_path / "other.c"
    source.write_text(text)
    monkeypatch.setattr(send_loop_build, "SOURCE", source)


@pytest.mark.usefixtures("compiled_in")
def test_what_the_compiler_refuses_is_said(tmp_path, monkeypatch):
    another_source(tmp_path, monkeypatch, "int send_to_each(")
    name, [reason] = named("compiled", tmp_path)
    assert name == "python"
    assert "refuses" in reason
    assert list(tmp_path.iterdir()) == [tmp_path / "other.c"]


@pytest.mark.usefixtures("compiled_in")
def test_a_loop_that_does_nothing_is_found_out_before_it_serves(tmp_path, monkeypatch):
    another_source(tmp_path, monkeypatch, "int send_to_each(void) { return 0; }")
    name, [reason] = named("compiled", tmp_path)
    assert name == "python"
    assert "does not do its work" in reason


def test_one_made_of_another_source_is_not_taken(tmp_path, compiled_in, monkeypatch):
    old = made(compiled_in)
    another_source(tmp_path, monkeypatch, send_loop_build.SOURCE.read_text() + "/* newer */")
    new = made(compiled_in)
    assert new != old
    assert new.is_file()


@pytest.mark.usefixtures("compiled_in")
def test_a_damaged_one_is_made_anew(tmp_path):
    library = made(tmp_path)
    whole = library.read_bytes()
    library.write_bytes(whole[: len(whole) // 2])
    assert made(tmp_path).stat().st_size == len(whole)


@pytest.mark.usefixtures("compiled_in")
def test_one_that_cannot_be_loaded_is_said(tmp_path):
    library = tmp_path / "nothing.so"
    library.write_bytes(b"nothing")
    with pytest.raises(LoopError, match="cannot be loaded"):
        CompiledLoop(library)


@pytest.mark.server
@pytest.mark.slow
@pytest.mark.usefixtures("compiled_in")
def test_the_whole_server_sends_by_it_when_it_is_asked_to(tmp_path):
    with running_server(tmp_path / "data", SEND_LOOP="compiled") as server:
        admin = server.admin()
        facts = {"title": "Đại hội", "starts_on": "2026-11-21", "ends_on": "2026-11-21"}
        congress_id = admin.call("POST", "/api/congresses", facts).json["id"]
        link = admin.call("POST", f"/api/congresses/{congress_id}/links", {"target": "congress"})
        guest = server.client()
        assert guest.call("GET", "/q/" + link.json["url"].rpartition("/")[2]).status == 200
        phone = Phone(guest, congress_id)
        admin.call("PUT", f"/api/congresses/{congress_id}/stage", {"announcement": "Mời"})
        phone.wait_for("stage", lambda it: it.get("announcement") == "Mời")
        phone.close()
        shown = server.client().call("GET", "/metrics").content.decode()
    assert 'congress_send_loop{loop="compiled"} 1.0' in shown
