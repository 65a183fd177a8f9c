"""Nothing holds the hub: while it is held, no phone hears anything."""

import threading

import pytest

from tests.app.hub_checks import (
    LONGEST_MS,
    PIECES,
    PLANTED,
    MeteredServer,
    check_not_held,
    empty_congress,
    metered_server,
    send_list,
)

pytestmark = [pytest.mark.server, pytest.mark.timeout(600)]
PEOPLE = 5000


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with metered_server(tmp_path_factory.mktemp("hub"), PEOPLE) as server:
        yield server


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES.keys())
def test_the_hub_is_not_held(server: MeteredServer, piece):
    check_not_held(server, piece)


def test_a_piece_that_holds_the_hub_is_seen(server: MeteredServer):
    assert server.smallest_hold(PLANTED) > LONGEST_MS


def test_changes_asked_for_in_the_middle_of_an_import_wait_and_are_made(server: MeteredServer):
    """An import breathes while it writes; another change must neither fail nor get in between."""
    address = empty_congress(server, turn=100)
    importing = threading.Thread(target=send_list, args=(server, address))
    importing.start()
    moves = 0
    while importing.is_alive():
        assert server.call("PUT", "stage", {"announcement": f"{moves}"}).status == 200
        moves += 1
    importing.join()
    roster = address.removesuffix("/import")
    assert moves
    assert len(server.call("GET", roster).json) == PEOPLE
    assert server.call("GET", "live").json["parts"]["stage"]["state"]["announcement"] == (
        f"{moves - 1}"
    )
