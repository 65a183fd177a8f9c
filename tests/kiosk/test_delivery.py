"""Delivery against a real HTTP server that loses answers, refuses and stumbles."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.delivery import Delivery
from kiosk.outbox import Event, Outbox
from kiosk.server import Server, ServerUnreachableError, TokenRefusedError
from tests.kiosk.fake_server import TOKEN, FakeServer
from tests.kiosk.people import AN, HOA, LAN, MINH, gallery
from tests.kiosk.test_outbox import check_in


@pytest.fixture
def hall() -> Iterator[FakeServer]:
    hall = FakeServer(gallery())
    yield hall
    hall.stop()


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    outbox = Outbox(tmp_path / "outbox.db")
    yield outbox
    outbox.close()


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_in_order_and_once(hall: FakeServer, outbox: Outbox) -> None:
    answered: list[Event] = []
    delivery = Delivery(outbox, answered=answered.append)
    for delegate_id in (LAN, HOA, MINH):
        outbox.put(7, check_in(delegate_id))
    assert delivery.run(Server(hall.url, TOKEN)) == 3
    assert [body["delegate_id"] for body in hall.kept.values()] == [LAN, HOA, MINH]
    assert [event.state for event in answered] == ["sent"] * 3
    assert delivery.run(Server(hall.url, TOKEN)) == 0


def test_a_lost_answer_is_asked_for_again_with_the_same_body(
    hall: FakeServer, outbox: Outbox
) -> None:
    delivery = Delivery(outbox, answered=lambda event: None)
    server = Server(hall.url, TOKEN)
    outbox.put(7, check_in(LAN))
    hall.lose_answers = 1
    with pytest.raises(ServerUnreachableError):
        delivery.run(server)
    hall.clock_shift_seconds = 3600.0  # the measured offset changes between the tries
    server.me()
    assert delivery.run(server) == 1
    assert hall.deliveries[0] == hall.deliveries[1]
    assert len(hall.kept) == 1
    assert outbox.refused == 0


def test_a_refused_event_never_blocks_the_queue(hall: FakeServer, outbox: Outbox) -> None:
    hall.answers = {HOA: 422}
    for delegate_id in (LAN, HOA, MINH):
        outbox.put(7, check_in(delegate_id))
    assert Delivery(outbox, answered=lambda event: None).run(Server(hall.url, TOKEN)) == 3
    assert list(hall.people()) == [LAN, MINH]
    assert (outbox.pending, outbox.refused) == (0, 1)


def test_an_event_the_server_stumbles_over_lets_the_others_pass(
    hall: FakeServer, outbox: Outbox
) -> None:
    clock = Clock()
    delivery = Delivery(outbox, answered=lambda event: None, monotonic=clock)
    server = Server(hall.url, TOKEN)
    hall.answers = {LAN: 500}
    for delegate_id in (LAN, HOA, AN):
        outbox.put(7, check_in(delegate_id))
    with pytest.raises(ServerUnreachableError):
        delivery.run(server)
    assert delivery.run(server) == 2
    assert outbox.pending == 1
    hall.answers = {}
    clock.now = 3.0
    assert delivery.run(server) == 1
    assert hall.people() == {LAN: 1, HOA: 1, AN: 1}


def test_a_revoked_token_refuses_nothing_of_what_waits(hall: FakeServer, outbox: Outbox) -> None:
    outbox.put(7, check_in(LAN))
    hall.token = "another"
    delivery = Delivery(outbox, answered=lambda event: None)
    with pytest.raises(TokenRefusedError):
        delivery.run(Server(hall.url, TOKEN))
    assert (outbox.pending, outbox.refused) == (1, 0)


def test_undo_follows_its_check_in(hall: FakeServer, outbox: Outbox) -> None:
    event = outbox.put(7, check_in(LAN))
    outbox.put_undo(event, "Nhầm người")
    assert Delivery(outbox, answered=lambda event: None).run(Server(hall.url, TOKEN)) == 2
    assert hall.undone == {1: "Nhầm người"}


def test_undo_of_a_refused_check_in_is_kept_but_not_sent(hall: FakeServer, outbox: Outbox) -> None:
    hall.answers = {LAN: 422}
    event = outbox.put(7, check_in(LAN))
    outbox.put_undo(event, "Nhầm người")
    Delivery(outbox, answered=lambda event: None).run(Server(hall.url, TOKEN))
    assert hall.undone == {}
    assert (outbox.pending, outbox.refused) == (0, 2)
