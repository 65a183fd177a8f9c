"""The fast way out keeps every promise of the stock one, on real sockets.

Each promise about frames is asked of both send loops, that in Python and the compiled one.
"""

import contextlib
import datetime
import socket
import time

import pytest
import socketio
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from app.realtime import fanout
from app.realtime.send_loop import PythonLoop
from tests.app.realtime import fanout_checks as check
from tests.app.realtime.fanout_phones import (
    SMALL_BUFFER,
    crowd,
    fanout_server,
    listening,
    publishing_throughout,
    seconds_until_all_have,
    trusting,
)
from tests.app.realtime.official import assert_in_order, officials

pytestmark = pytest.mark.server
TRANSPORTS = ["default", "websocket", "polling"]


@pytest.mark.parametrize("length", [0, 1, 125, 126, 4096, 65_535, 65_536])
def test_a_frame_is_what_the_library_would_send(length):
    message = "42đ" + "ạ" * length
    assert fanout.frame(message) == fanout.stock_frame(message)


def test_the_pinned_libraries_are_installed():
    assert fanout.fits()


def test_other_libraries_get_the_stock_path(monkeypatch):
    monkeypatch.setitem(fanout.PINNED, "python-socketio", "5.0.0")
    assert fanout.manager(PythonLoop()) is None


def received(server) -> bytes:
    """Return the bytes on the wire of seven changes, of every way to write a length.

    On a slow machine a heartbeat comes among them, or a NOOP after a frame that went out in two.
    """
    with listening(server) as phone:
        for size in (0, 60, 100, 300, 4000, 66_000, 10):
            server.publish(1, size=size)
        content, ends = b"", b"7 \\u0111\\u1ea1i"
        while ends not in content or not content.endswith(b"}]"):
            content += phone.socket.sock.recv(65536)
            content = content.replace(b"\x81\x012", b"").replace(b"\x81\x016", b"")
        return content


@pytest.mark.slow
def test_the_bytes_on_the_wire_are_the_stock_ones(loop):
    with fanout_server(**loop) as ours, fanout_server(stock=True) as stock:
        assert received(ours) == received(stock)


@pytest.mark.parametrize("transports", TRANSPORTS)
def test_the_official_client_gets_every_change_in_order(loop, transports):
    with (
        fanout_server(**loop) as server,
        officials(f"http://127.0.0.1:{server.port}", transports=transports, count=3) as clients,
    ):
        server.publish(200, pause=0.002)
        state = server.ask("/state")
        for each in clients.told({part: now["seq"] for part, now in state.items()}):
            assert_in_order(each["changes"])
            newest = {
                it["part"]: {"seq": it["seq"], "state": it["state"]} for it in each["changes"]
            }
            assert newest == state
            if transports != "polling":  # who polls is told the newest of each part
                assert [it["seq"] for it in each["changes"]] == list(range(1, 201))
            assert each["transport"] == ("polling" if transports == "polling" else "websocket")


@pytest.mark.slow
def test_news_during_the_upgrade_are_neither_lost_nor_mixed_up(loop):
    with (
        fanout_server(**loop) as server,
        contextlib.ExitStack() as until_told,
    ):
        with publishing_throughout(server):
            address = f"http://127.0.0.1:{server.port}"
            clients = until_told.enter_context(officials(address, count=20))
        server.publish(200, pause=0.001)
        state = server.ask("/state")
        told = clients.told({part: now["seq"] for part, now in state.items()})
    newest_of_all = max(now["seq"] for now in state.values())
    for each in told:
        assert each["transport"] == "websocket"
        assert_in_order(each["changes"])
        newest = {it["part"]: {"seq": it["seq"], "state": it["state"]} for it in each["changes"]}
        assert newest == state
        assert each["changes"][0]["seq"] < newest_of_all - 100, "told too late: nothing was proved"


@pytest.mark.slow
def test_a_slow_reader_gets_whole_frames_in_order(loop):
    check.slow_reader_gets_whole_frames(**loop)


@pytest.mark.slow
def test_a_phone_that_stops_reading_is_cut_off(loop):
    check.stalled_phone_is_cut_off(**loop)


@pytest.mark.slow
def test_a_phone_that_stops_reading_costs_little_and_delays_nobody(loop):
    check.stalled_phone_costs_little(**loop)


@pytest.mark.slow
def test_a_phone_that_stops_reading_delays_nobody():
    check.stalled_phone_delays_nobody()


@pytest.mark.slow
def test_a_broadcast_leaves_the_hub_to_others(loop):
    check.others_get_their_turn(**loop)


def test_a_room_several_rooms_and_everybody_are_told_apart():
    manager = fanout.FastManager(PythonLoop())
    server = socketio.Server(client_manager=manager, async_mode="threading")
    for name in "abc":
        server.eio.sockets[name] = fanout.FastSocket(server.eio, name)
        manager.basic_enter_room(f"{name}'s phone", "/", None, eio_sid=name)
        manager.basic_enter_room(f"{name}'s phone", "/", f"room {name}")
    for _ in range(2):
        found = [
            "".join(each.sid for each in manager.whole_room("/", room).clients)
            for room in (None, "room a", ["room b", "room c"], ["room a"])
        ]
        assert found == ["abc", "a", "bc", "a"]


def test_who_left_a_room_hears_nothing_of_it():
    check.who_left_hears_nothing()


def test_a_phone_that_asks_and_never_reads_is_cut_off():
    with fanout_server() as server, listening(server, sockopt=SMALL_BUFFER) as phone:
        server.publish(60, size=3800)
        with pytest.raises(ConnectionError):
            ask_forever(phone)
        deadline = time.monotonic() + 60
        while server.ask("/cost")["phones"] and time.monotonic() < deadline:
            time.sleep(0.1)
        assert server.ask("/cost")["phones"] == 0


def ask_forever(phone):
    while True:
        phone.socket.send('421["join",{"congress":1}]')


def test_phones_that_vanish_during_a_broadcast_do_not_stop_it(loop):
    with fanout_server(**loop) as server, crowd(server, 1) as [stays]:
        with publishing_throughout(server):
            for _ in range(20):
                with listening(server) as leaves:
                    leaves.read()
                    reset = b"\x01\x00\x00\x00\x00\x00\x00\x00"  # a reset, no goodbye
                    leaves.socket.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)
        seconds_until_all_have([stays], server.ask("/state"))
        assert_in_order(stays.changes)
        assert len(stays.changes) > 30


def test_through_tls_the_stock_path_serves(loop, tmp_path):
    with (
        fanout_server(tls=certificate(tmp_path), **loop) as server,
        listening(server, sslopt=trusting()) as phone,
    ):
        server.publish(8)
        for seq in range(1, 9):
            assert phone.read()["seq"] == seq


def certificate(folder):
    """Return a server's key and certificate, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return {"keyfile": str(folder / "key.pem"), "certfile": str(folder / "cert.pem")}


def test_the_server_ends_at_once_though_phones_are_there_and_one_is_stalled():
    with (
        fanout_server(stalled_seconds=3600.0) as server,
        listening(server),
        listening(server, sockopt=SMALL_BUFFER),
    ):
        server.publish(100, size=3800)
        server.process.terminate()
        server.process.wait(60)
